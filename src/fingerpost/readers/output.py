"""A Reading as plain values, in the shape that ``fingerpost read --json`` prints."""

import json
from collections.abc import Iterable, Iterator, Mapping

from fingerpost.readers.types import Balance, Candidate, Column, Issue, Reading
from fingerpost.readers.values.moments import Moment

Json = dict[str, object]


def as_json(reading: Reading, *, source: Mapping[str, object] | None = None) -> Json:
    """Return a Reading as dictionaries, lists, strings and numbers.

    ``source`` adds what the caller knows (its name, its address). Every record carries every key; what is not stated is
    null, or an empty list of organisers.
    """
    return {
        "source": {**_source(reading), **(source or {})},
        "records": [_record(found) for found in reading.records],
        "issues": [_issue(issue) for issue in reading.issues],
        "balance": _balance(reading.balance),
    }


def json_pieces(reading: Reading) -> Iterator[str]:
    """Yield the text of ``as_json`` piece by piece: of a hundred thousand records no second copy need be kept."""
    lists: dict[str, Iterable[Json]] = {"records": map(_record, reading.records), "issues": map(_issue, reading.issues)}
    yield '{\n  "source": ' + _indented(_source(reading), 1)
    for name, items in lists.items():
        before = f',\n  "{name}": ['
        for item in items:
            yield f"{before}\n    {_indented(item, 2)}"
            before = ","
        yield "\n  ]" if before == "," else f"{before}]"
    yield ',\n  "balance": ' + _indented(_balance(reading.balance), 1) + "\n}"


def _indented(value: Json, depth: int) -> str:
    """One key to a line, as ``indent`` would, but by the encoder in C: a tenth of the time."""
    line = "\n" + "  " * (depth + 1)
    text = json.dumps(value, ensure_ascii=False, separators=("," + line, ": "))
    return f"{{{line}{text[1:-1]}\n{'  ' * depth}}}"


def _source(reading: Reading) -> Json:
    return {
        "reader": reading.reader,
        "title": reading.title,
        "language": reading.language,
        **reading.facts,
        **({"columns": [_column(column) for column in reading.columns]} if reading.columns else {}),
    }


def _record(found: Candidate) -> Json:
    return {
        "type": found.type,
        "title": found.title,
        "organisers": list(found.organisers),
        "start": _moment(found.start),
        "end": _moment(found.end),
        "timezone": found.timezone,
        "register_by": _moment(found.register_by),
        "url": found.url,
        "register_url": found.register_url,
        "recording_url": found.recording_url,
        "language": found.language,
        "published": _moment(found.published),
        "section": found.section,
        "series": found.series,
        "number": found.number,
        "place": found.place,
        "summary": found.summary,
        "status": found.status,
        "origin": found.origin,
        "confidence": round(found.confidence, 2),
        "uid": found.uid,
    }


def _moment(moment: Moment | None) -> str | None:
    return None if moment is None else str(moment)


def _column(column: Column) -> Json:
    sheet = {"sheet": column.sheet} if column.sheet else {}
    return {**sheet, "heading": column.heading, "field": column.field, "samples": list(column.samples)}


def _issue(issue: Issue) -> Json:
    return {"problem": issue.problem, "remedy": issue.remedy, "origin": issue.origin}


def _balance(balance: Balance) -> Json:
    entries = {fate: [entry for entry in balance.entries if entry.fate == fate] for fate in ("unread", "ignored")}
    return {
        "unit": balance.unit,
        "total": len(balance.entries),
        "read": balance.count("read"),
        "unread": balance.count("unread"),
        "ignored": balance.count("ignored"),
        "entries": [
            {"fate": entry.fate, "origin": entry.origin, "text": entry.text, "reason": entry.reason}
            for fate in ("unread", "ignored")
            for entry in entries[fate]
        ],
    }
