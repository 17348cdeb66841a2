"""Bibliographies in XML: EndNote's export and MODS (loc.gov/standards/mods)."""

from collections.abc import Iterator
from typing import Any

from fingerpost.readers.formats.bibliographies.reference import Reference
from fingerpost.readers.formats.xml import first_text, name_of, parts_of, text_of


def references(root: Any) -> Iterator[Reference]:
    """Yield the entries of an opened document."""
    read = from_mods if name_of(root).startswith("mods") else _from_endnote
    wanted = "mods" if read is from_mods else "record"
    nodes = [root] if name_of(root) == wanted else [node for node in root.iter() if name_of(node) == wanted]
    for number, node in enumerate(nodes, start=1):
        reference = read(node)
        reference.origin = f"entry {number}, line {node.sourceline}"
        yield reference


def _from_endnote(node: Any) -> Reference:
    return Reference(
        origin="",
        kind=next((part.get("name", "") for part in parts_of(node, "ref-type")), ""),
        title=_inner(node, "titles", "title"),
        publishers=[first_text(node, "publisher")],
        authors=[text_of(one) for part in parts_of(node, "contributors") for group in parts_of(part, "authors") for one in parts_of(group, "author")],
        dates=_endnote_dates(node),
        doi=first_text(node, "electronic-resource-num"),
        urls=[text_of(one) for part in parts_of(node, "urls") for group in parts_of(part, "web-urls", "related-urls") for one in parts_of(group, "url")],
        language=first_text(node, "language"),
        abstract=first_text(node, "abstract"),
        key=first_text(node, "rec-number"),
        raw=text_of(node)[:2_000],
    )  # fmt: skip


def _endnote_dates(node: Any) -> list[str]:
    year = _inner(node, "dates", "year")
    days = [text_of(one) for part in parts_of(node, "dates") for group in parts_of(part, "pub-dates") for one in parts_of(group, "date")]  # fmt: skip
    return [year, *(day if year and year in day else f"{day} {year}".strip() for day in days)]


def _inner(node: Any, outer: str, name: str) -> str:
    return next((found for part in parts_of(node, outer) if (found := first_text(part, name))), "")


def from_mods(node: Any) -> Reference:
    """Return what one MODS record states."""
    imprints = list(parts_of(node, "origininfo"))
    identifiers = {
        part.get("type", "").casefold(): text_of(part) for part in reversed(list(parts_of(node, "identifier")))
    }
    urls = [
        text_of(url)
        for part in parts_of(node, "location")
        for url in parts_of(part, "url")
        if url.get("access") != "preview"
    ]
    return Reference(
        origin="",
        kind=first_text(node, "genre"),
        title=_mods_title(node),
        subtitle=next((first_text(part, "subtitle") for part in _titles(node)), ""),
        publishers=[text_of(one) for part in imprints for one in parts_of(part, "publisher")],
        offices=[_mods_name(part) for part in parts_of(node, "name") if part.get("type") == "corporate"],
        authors=[],
        dates=[text_of(one) for name in ("dateissued", "datecreated", "copyrightdate") for part in imprints for one in parts_of(part, name)][:2],
        doi=identifiers.get("doi", ""),
        urls=[*urls, identifiers.get("uri", "")],
        language=next((text_of(one) for part in parts_of(node, "language") for one in parts_of(part, "languageterm")), ""),
        abstract=first_text(node, "abstract"),
        key=first_text(node, "recordinfo") and _inner(node, "recordinfo", "recordidentifier"),
        raw=text_of(node)[:2_000],
    )  # fmt: skip


def _titles(node: Any) -> list[Any]:
    return sorted(parts_of(node, "titleinfo"), key=lambda part: part.get("type") is not None)[:1]


def _mods_title(node: Any) -> str:
    return next((f"{first_text(part, 'nonsort')} {first_text(part, 'title')}".strip() for part in _titles(node)), "")


def _mods_name(part: Any) -> str:
    return " ".join(text_of(one) for one in parts_of(part, "namepart"))
