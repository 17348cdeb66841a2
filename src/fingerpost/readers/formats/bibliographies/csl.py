"""CSL-JSON as references: Zotero's and Pandoc's lists, and Crossref's answers, which are written alike."""

from collections.abc import Iterator, Mapping
from typing import Any

from fingerpost.readers.formats.bibliographies.reference import Reference


def references(found: object) -> Iterator[Reference]:
    """Yield the entries of a CSL-JSON document; one that is no object is a reference without a title."""
    for number, entry in enumerate(_entries(found), start=1):
        reference = _reference(entry) if isinstance(entry, dict) else Reference(origin="")
        reference.origin = f"entry {number}"
        yield reference


def _entries(found: object) -> list[Any]:
    if isinstance(found, list):
        return found
    if isinstance(found, dict):
        for name in ("message", "items", "references"):
            if isinstance(found.get(name), list | dict):
                return _entries(found[name])
        return [found]
    return []


def _reference(entry: Mapping[str, Any]) -> Reference:
    offices, authors = _authors(entry.get("author"))
    return Reference(
        origin="",
        kind=_text(entry, "type"),
        title=_text(entry, "title"),
        subtitle=_text(entry, "subtitle"),
        publishers=[_text(entry, "publisher")],
        offices=offices,
        authors=authors,
        dates=_dates(entry.get("issued")) or _dates(entry.get("published")) or _dates(entry.get("created")),
        doi=_text(entry, "DOI"),
        urls=[_text(entry, "URL")],
        language=_text(entry, "language"),
        abstract=_text(entry, "abstract"),
        key=_text(entry, "id"),
        event_dates=_dates(entry.get("event-date")),
        place=_text(entry, "event-place"),
        raw=str(entry)[:2_000],
    )


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    value = value[0] if isinstance(value, list) and value else value
    return str(value)[:200_000].strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _authors(found: object) -> tuple[list[str], list[str]]:
    """Organisations have a name in one piece; persons have a family."""
    people = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    offices = [name for one in people if (name := _text(one, "literal") or _text(one, "name"))]
    return offices, [f"{_text(one, 'family')}, {_text(one, 'given')}" for one in people if _text(one, "family")]


def _dates(found: object) -> list[str]:
    """A date in parts as text: ``[[2020, 11, 3], [2020, 11, 5]]`` is "2020-11-03/2020-11-05"."""
    if not isinstance(found, dict):
        return [found] if isinstance(found, str) else []
    parts = found.get("date-parts")
    days = [day for one in parts if (day := _day(one))] if isinstance(parts, list) else []
    return ["/".join(days[:2])] if days else [text for name in ("raw", "literal") if (text := _text(found, name))]


def _day(parts: object) -> str:
    numbers = [str(part).strip() for part in parts] if isinstance(parts, list) else []
    if not numbers or not all(number.isdecimal() and len(number) <= 4 for number in numbers):
        return ""
    return "-".join([numbers[0].zfill(4), *(number.zfill(2) for number in numbers[1:3])])
