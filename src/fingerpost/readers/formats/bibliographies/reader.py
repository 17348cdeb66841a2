"""A bibliography as Candidates, one for each entry."""

import json
from collections.abc import Iterator
from dataclasses import replace

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.bibliographies import csl, markup, tagged
from fingerpost.readers.formats.bibliographies.reference import Reference, read_reference, why_not
from fingerpost.readers.formats.bibliographies.sniffing import looks_like_bibliography
from fingerpost.readers.formats.facts import Context, fuller
from fingerpost.readers.formats.xml import open_tree
from fingerpost.readers.types import Balance, Candidate, Entry, Fate, Issue, Reading, Source
from fingerpost.readers.values.names import known_names
from fingerpost.readers.values.text import decode, normalise

NAME = "bibliography"
MAX_ENTRIES = 100_000

Opened = Iterator[tuple[Reference, str]]  #: each reference with what is wrong with it, or nothing


def read_bibliography(source: Source) -> Reading:
    """Return the entries of a bibliography: RIS, PubMed's and EndNote's formats, BibTeX, CSL-JSON, MODS.

    The balance counts entries; two entries of one DOI are one record. Raises UnreadableSource for what is no bibliography.
    """
    opened, encoding = _open(source)
    context = Context(today=source.today, known=known_names())
    records: dict[object, Candidate] = {}
    identifiers: set[str | None] = set()
    issues: list[Issue] = []
    entries: list[Entry] = []
    for reference, problem in opened:
        if reason := problem if problem and not reference.title else why_not(reference):
            entries.append(_entry(reference, "unread", reason))
            continue
        entries.append(_entry(reference, "read"))
        record, questions = read_reference(reference, context)
        key = _identity(record)
        if key not in records and record.uid in identifiers:  # two things under one key
            record = replace(record, uid=None)
        identifiers.add(record.uid)
        records[key] = fuller(records[key], record) if key in records else record
        issues.extend(questions)
        if problem:
            issues.append(Issue(problem=problem, remedy="Check it against the original.", origin=reference.origin))
        if len(entries) > MAX_ENTRIES:
            raise UnreadableSource(
                f"The bibliography has more than {MAX_ENTRIES:,} entries.", remedy="Export it in parts."
            )
    return Reading(
        reader=NAME,
        records=tuple(records.values()),
        issues=tuple(issues),
        balance=Balance(unit="entry", entries=tuple(entries)),
        facts={"encoding": encoding},
    )


def _open(source: Source) -> tuple[Opened, str]:
    decoded = decode(source.content)
    text = normalise(decoded.text)
    match looks_like_bibliography(source.content[:16_384].replace(b"\x00", b"")):
        case "xml":
            tree = open_tree(source.content, what="bibliography", base_url=source.base_url)
            return _sound(markup.references(tree.root) if tree.root is not None else iter(())), tree.encoding
        case "csl":
            return _sound(csl.references(_json(decoded.text))), decoded.encoding
        case "bibtex":
            return _bibtex(text), decoded.encoding
        case _:
            return _sound(tagged.references(text)), decoded.encoding


def _sound(references: Iterator[Reference]) -> Opened:
    return ((reference, "") for reference in references)


def _bibtex(text: str) -> Opened:
    from fingerpost.readers.formats.bibliographies import bibtex  # noqa: PLC0415 -- slow import

    for found, mended in bibtex.references(text):
        if isinstance(found, bibtex.Broken):
            yield Reference(origin=found.origin, key=found.raw[:200]), "Its braces or quotation marks do not close."
        else:
            yield found, f"A brace of “{found.key}” does not close; what stands before was read." if mended else ""


def _json(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        where = f", at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableSource(
            f"The bibliography is not well-formed JSON{where}.", remedy="Export it again."
        ) from error


def _identity(record: Candidate) -> object:
    if record.uid and record.uid.startswith("10."):
        return record.uid
    return record.title.casefold(), record.organisers, str(record.published or record.start), record.url


def _entry(reference: Reference, fate: Fate, reason: str = "") -> Entry:
    return Entry(origin=reference.origin, fate=fate, text=reference.text[:200], reason=reason)
