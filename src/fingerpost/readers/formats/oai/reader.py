"""An OAI-PMH answer as Candidates. What a harvester must know besides stands in the facts.

Source: Open Archives Initiative, Protocol for Metadata Harvesting 2.0, sections 3 and 4.
"""

from dataclasses import replace
from typing import Any

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.bibliographies.reference import read_reference, why_not
from fingerpost.readers.formats.facts import Context
from fingerpost.readers.formats.oai.metadata import reference_in
from fingerpost.readers.formats.xml import first_text, name_of, open_tree, parts_of, text_of
from fingerpost.readers.types import Balance, Candidate, Entry, Fate, Issue, Reading, Source
from fingerpost.readers.values.names import known_names

NAME = "oai-pmh"
_HARMLESS = frozenset({"norecordsmatch", "nosethierarchy"})
_REMEDIES = {
    "badresumptiontoken": "Harvest again from the beginning.",
    "cannotdisseminateformat": "Ask for the format oai_dc, which every archive has.",
    "iddoesnotexist": "Check the identifier, or drop the record.",
}


def read_answer(source: Source) -> Reading:
    """Return the records of an OAI-PMH answer; ListSets, ListIdentifiers and Identify give none.

    ``facts`` hold ``resumption_token`` and ``complete_list_size`` as the archive gives them, and in ``deleted`` the
    identifiers that it has deleted, one to a line. Raises UnreadableSource for the archive's errors, except that nothing matches.
    """
    tree = open_tree(source.content, what="answer", base_url=source.base_url)
    if tree.root is None or name_of(tree.root) != "oai-pmh":
        raise UnreadableSource("The source is no OAI-PMH answer.", remedy="Check the address of the archive.")
    _refuse_errors(tree.root)
    context = Context(today=source.today, known=known_names())
    records: list[Candidate] = []
    issues: list[Issue] = []
    entries: list[Entry] = []
    facts = {"encoding": tree.encoding, **_facts(tree.root)}
    deleted: list[str] = []
    for number, node in enumerate(_nodes(tree.root), start=1):
        origin = f"record {number}, line {node.sourceline}"
        identifier, fate, reason = _read(node, origin, context, records, issues)
        if reason == _DELETED:
            deleted.append(identifier)
        entries.append(
            Entry(origin=origin, fate=fate, text=(identifier or text_of(node) or origin)[:200], reason=reason)
        )
    if deleted:
        facts["deleted"] = "\n".join(deleted)
    if tree.broken_at is not None:
        issues.append(_broken(tree.broken_at))
    return Reading(
        reader=NAME,
        records=tuple(records),
        issues=tuple(issues),
        balance=Balance(unit="record", entries=tuple(entries)),
        facts=facts,
    )


_DELETED = "Its archive has deleted it."


def _refuse_errors(root: Any) -> None:
    for node in parts_of(root, "error"):
        code = node.get("code", "")
        if code.casefold() not in _HARMLESS:
            raise UnreadableSource(
                f"The archive answers “{code[:60]}”: {text_of(node)[:200] or 'without saying more'}.",
                remedy=_REMEDIES.get(code.casefold(), "Check the address and its parameters."),
            )


def _nodes(root: Any) -> list[Any]:
    return [part for verb in parts_of(root) for part in parts_of(verb, "record", "header", "set", "metadataformat")]


def _facts(root: Any) -> dict[str, str]:
    found = {}
    for token in (part for verb in parts_of(root) for part in parts_of(verb, "resumptiontoken")):
        if text := text_of(token):
            found["resumption_token"] = text
        if size := token.get("completeListSize"):
            found["complete_list_size"] = size[:20]
    if address := first_text(root, "request"):
        found["address"] = address[:2_000]
    if stamp := first_text(root, "responsedate"):
        found["response_date"] = stamp[:40]
    return found


def _read(
    node: Any, origin: str, context: Context, records: list[Candidate], issues: list[Issue]
) -> tuple[str, Fate, str]:
    header = node if name_of(node) == "header" else next(parts_of(node, "header"), None)
    identifier = first_text(header, "identifier") if header is not None else ""
    if header is not None and header.get("status") == "deleted":
        return identifier, "ignored", _DELETED
    if name_of(node) != "record":
        return identifier, "ignored", "It is only named here, not described."
    metadata = next(parts_of(node, "metadata"), None)
    reference = reference_in(metadata) if metadata is not None else None
    if reference is None:
        return identifier, "unread", "Its metadata are in a format that is not read; ask for oai_dc."
    reference.origin = origin
    if reason := why_not(reference):
        return identifier, "unread", reason
    record, questions = read_reference(reference, context)
    records.append(replace(record, uid=identifier[:400] or record.uid))
    issues.extend(questions)
    return identifier, "read", ""


def _broken(line: int) -> Issue:
    return Issue(
        problem="The answer is not well-formed XML; what could be read was read.",
        remedy="Check that no record is missing, and tell the archive.",
        origin=f"line {line}",
    )
