"""A JSON document as Candidates: the longest list of things with titles in it, read by the names of their fields."""

import json
from dataclasses import replace

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.apis.listing import is_thing, next_page, things_in
from fingerpost.readers.formats.apis.thing import item_of, why_hidden
from fingerpost.readers.formats.facts import Context
from fingerpost.readers.formats.fragments import plain_line
from fingerpost.readers.formats.items import read_item, why_not
from fingerpost.readers.types import Balance, Candidate, Entry, Fate, Issue, Reading, Source
from fingerpost.readers.values.dates import day_order
from fingerpost.readers.values.names import known_names
from fingerpost.readers.values.text import decode

NAME = "json"
MAX_THINGS = 100_000
_ORDER_SAMPLE = 200_000


def read_json(source: Source) -> Reading:
    """Return the events and documents in an interface's answer; ``next`` in the facts is the address of its next page.

    Linked data (schema.org) are read as a page that states them. Raises UnreadableSource for what is no JSON, or lists nothing.
    """
    decoded = decode(source.content)
    try:
        found = json.loads(decoded.text, strict=False)
    except (ValueError, RecursionError) as error:
        where = f", at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableSource(f"The JSON is not well-formed{where}.", remedy="Save it again, whole.") from error
    if _is_linked_data(found):
        return _read_linked_data(source, found)
    things = things_in(found)[:MAX_THINGS]
    if not things and found not in ([], {}) and not _is_empty_answer(found):
        raise UnreadableSource(
            "The JSON holds no list of events or documents that can be told.",
            remedy="Give the page, its feed or its calendar instead.",
        )
    context = Context(today=source.today, known=known_names(), order=day_order(decoded.text[:_ORDER_SAMPLE]))
    records: list[Candidate] = []
    issues: list[Issue] = []
    entries: list[Entry] = []
    for number, thing in enumerate(things, start=1):
        fate, reason, text = _read(thing, f"item {number}", context, records, issues)
        entries.append(Entry(origin=f"item {number}", fate=fate, text=text[:200] or f"item {number}", reason=reason))
    following = next_page(found)
    return Reading(
        reader=NAME,
        records=tuple(records),
        issues=tuple(issues),
        balance=Balance(unit="item", entries=tuple(entries)),
        facts={"encoding": decoded.encoding, **({"next": following} if following else {})},
    )


def _read(
    thing: object, origin: str, context: Context, records: list[Candidate], issues: list[Issue]
) -> tuple[Fate, str, str]:
    if not isinstance(thing, dict) or not is_thing(thing):
        return "unread", "It has no title.", ""
    item = item_of(thing, origin)
    text = plain_line(item.title)
    if reason := why_hidden(thing):
        return "ignored", reason, text
    if reason := why_not(item):
        return "unread", reason, text
    record, questions = read_item(item, context, language=None)
    records.append(record)
    issues.extend(questions)
    return "read", "", text


def _is_linked_data(found: object) -> bool:
    one = found[0] if isinstance(found, list) and found else found
    return isinstance(one, dict) and ("@graph" in one or ("@context" in one and "@type" in one))


def _read_linked_data(source: Source, found: object) -> Reading:
    from fingerpost.readers.formats.pages.html.reading import read_html  # noqa: PLC0415 -- slow import

    block = json.dumps(found).replace("</", "<\\/")
    page = f'<html><head><script type="application/ld+json">{block}</script></head><body></body></html>'
    return read_html(replace(source, content=page.encode()))


def _is_empty_answer(found: object) -> bool:
    """True for an answer whose list is there, but empty."""
    return isinstance(found, dict) and any(value == [] for value in found.values())
