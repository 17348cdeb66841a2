"""What one OAI-PMH record states, in Dublin Core (plain and qualified), MODS or DataCite."""

import re
from typing import Any

from fingerpost.readers.formats.bibliographies.markup import from_mods
from fingerpost.readers.formats.bibliographies.reference import Reference
from fingerpost.readers.formats.fragments import read_fragment
from fingerpost.readers.formats.xml import LANGUAGE, first_text, name_of, parts_of, text_of
from fingerpost.readers.values.languages import language_tag

_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT")
_NO_DATE = re.compile(r"info:|.*(?:embargo|accessed)", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|zip|epub|odt|jpe?g|png|csv)(?:[?#].*)?$|/bitstreams?/|/download/", re.IGNORECASE
)
_HANDLE = re.compile(r"https?://hdl\.handle\.net/", re.IGNORECASE)
_MADE_AVAILABLE = re.compile(r"(?:Made available|Submitted by|Approved for entry|Item created)\b", re.IGNORECASE)
_BOOKKEEPING = 40  #: a first description shorter than this gives way to a longer one: "Includes bibliography"


def reference_in(metadata: Any) -> Reference | None:
    """Return what the metadata of one record state; None if they are in no format that is read."""
    for node in metadata.iter():
        match name_of(node):
            case "dc" | "qualifieddc" | "dcterms":
                return _from_dublin_core(node)
            case "mods":
                return from_mods(node)
            case "resource":
                return _from_datacite(node)
    return None


def _from_dublin_core(node: Any) -> Reference:
    identifiers = _all(node, "identifier")
    languages = _all(node, "language")
    dates = _dates(node)
    kinds = _all(node, "type")
    return Reference(
        origin="",
        kind="event" if "Event" in kinds else next(iter(kinds), ""),
        title=first_text(node, "title"),
        publishers=_all(node, "publisher"),
        authors=_all(node, "creator"),
        dates=dates,
        doi=next((match[1] for text in identifiers if (match := _DOI.fullmatch(text))), ""),
        urls=_addresses([*_own_pages(identifiers, _all(node, "relation")), *identifiers, *_all(node, "uri")]),
        language=_language(node, languages),
        abstract=_description(node),
        event_dates=dates,
        place=first_text(node, "coverage", "spatial"),
        raw=text_of(node)[:2_000],
    )


def _all(node: Any, *names: str) -> list[str]:
    return [found for part in parts_of(node, *names) if (found := text_of(part))]


def _dates(node: Any) -> list[str]:
    """When it came out. Archives add the moments at which they took it in, with a clock: they count only if alone."""
    stated = _all(node, "issued") or _all(node, "date") or _all(node, "created", "available")
    stated = [text for text in stated if not _NO_DATE.match(text)]
    plain = [text for text in stated if not _TIMESTAMP.match(text)]
    first = min(plain or stated, key=lambda text: text[:4], default="")
    year = first[:4]
    return [text.partition("T")[0] if _TIMESTAMP.match(text) else text for text in plain or [first] if text[:4] == year]


def _own_pages(identifiers: list[str], relations: list[str]) -> list[str]:
    """The page below which the file lies, where an archive names it as related: "…/81/" for "…/81/1/report.pdf"."""
    return [
        page
        for page in relations
        if page.startswith("http") and any(text != page and text.startswith(page) for text in identifiers)
    ]


def _addresses(identifiers: list[str]) -> list[str]:
    """Its own page first, then its lasting address, then its file."""
    return sorted((text for text in identifiers if text.lower().startswith(("http://", "https://"))), key=_rank)


def _rank(address: str) -> int:
    if _FILE.search(address):
        return 3
    return 2 if _DOI.fullmatch(address) else 1 if _HANDLE.match(address) else 0


def _language(node: Any, stated: list[str]) -> str:
    """One language; of several that of the title, if it says so."""
    tags = list(dict.fromkeys(tag for text in stated if (tag := language_tag(text.replace("_", "-")))))
    if len({tag.partition("-")[0] for tag in tags}) == 1:
        return tags[0]
    return "" if not tags else next((part.get(LANGUAGE) or "" for part in parts_of(node, "title")), "")


def _description(node: Any) -> str:
    found = [text for text in _all(node, "abstract") or _all(node, "description") if not _MADE_AVAILABLE.match(text)]
    return next((text for text in found if len(text) >= _BOOKKEEPING), next(iter(found), ""))


def _from_datacite(node: Any) -> Reference:
    inner = {name_of(part): list(parts_of(part)) for part in parts_of(node)}
    titles = sorted(inner.get("titles", []), key=lambda part: part.get("titleType") is not None)
    dates = {part.get("dateType", ""): text_of(part) for part in reversed(inner.get("dates", []))}
    names = [part for creator in inner.get("creators", []) for part in parts_of(creator, "creatorname")]
    descriptions = sorted(inner.get("descriptions", []), key=lambda part: part.get("descriptionType") != "Abstract")
    identifiers = {part.get("identifierType", ""): text_of(part) for part in parts_of(node, "identifier")}
    others = inner.get("alternateidentifiers", [])
    return Reference(
        origin="",
        kind=next((part.get("resourceTypeGeneral", "") for part in parts_of(node, "resourcetype")), ""),
        title=text_of(titles[0]) if titles else "",
        subtitle=next((text_of(part) for part in titles if part.get("titleType") == "Subtitle"), ""),
        publishers=[first_text(node, "publisher")],
        offices=[text_of(part) for part in names if part.get("nameType") == "Organizational"],
        authors=[text_of(part) for part in names if part.get("nameType") is None],
        dates=[dates.get("Issued", ""), dates.get("Available", ""), first_text(node, "publicationyear")][: 1 if dates.get("Issued") else 3],
        doi=identifiers.get("DOI", ""),
        urls=_addresses([*identifiers.values(), *(text_of(part) for part in others)]),
        language=first_text(node, "language"),
        abstract=read_fragment(text_of(descriptions[0])).text if descriptions else "",
        raw=text_of(node)[:2_000],
    )  # fmt: skip
