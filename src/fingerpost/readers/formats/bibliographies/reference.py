"""One entry of a bibliography, whatever its format, and the record that it makes.

It is a resource: its publishers are the house that published it, and authors that are organisations. A conference with
dates of its own is an event.
"""

import re
from dataclasses import dataclass, field, replace

from fingerpost.readers.formats.bibliographies.dates import stated_days
from fingerpost.readers.formats.facts import Context, Facts, candidate
from fingerpost.readers.formats.fragments import plain_line, read_fragment, summary_of
from fingerpost.readers.types import Candidate, Issue
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.languages import language_tag
from fingerpost.readers.values.names import has_head, is_acronym, split_organisers
from fingerpost.readers.values.urls import find_urls, resolve

_MAX_TEXT = 20_000
_DOI = re.compile(r"(?<![\w.])10\.\d{4,9}/[^\s\"<>{}|\\^\[\]]{1,300}", re.IGNORECASE)
_DOI_PAGE = re.compile(r"https?://(?:(?:dx|www)\.)?doi\.org/", re.IGNORECASE)
_OF = re.compile(r"\s(?:of|for|and|et|pour|para|und|für|dan|untuk)\s", re.IGNORECASE)
_MEETINGS = frozenset({"conference", "event", "speech", "presentation", "lecture", "hearing", "conf", "slide"})


@dataclass(slots=True)
class Reference:
    """What one entry states, as text of the bibliography."""

    origin: str
    kind: str = ""  #: the type of the entry, in the words of its format
    title: str = ""
    subtitle: str = ""
    publishers: list[str] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)  #: authors that the format marks as organisations
    authors: list[str] = field(default_factory=list)  #: authors that may be persons: "Das, Ravi" is one
    dates: list[str] = field(default_factory=list)  #: when it was published; the most telling one counts
    doi: str = ""
    urls: list[str] = field(default_factory=list)
    language: str = ""
    abstract: str = ""
    key: str = ""  #: the identifier that the bibliography gives it
    event_dates: list[str] = field(default_factory=list)
    place: str = ""
    raw: str = ""

    @property
    def text(self) -> str:
        return plain_line(self.title) or self.key or next(iter(self.urls), "") or self.origin


def why_not(reference: Reference) -> str | None:
    """Say why an entry is no record; None if it is one."""
    return None if plain_line(reference.title) else "It has no title."


def read_reference(reference: Reference, context: Context) -> tuple[Candidate, list[Issue]]:
    """Return the Candidate of an entry and the questions it leaves open."""
    held = stated_days(reference.event_dates) if reference.kind.casefold() in _MEETINGS else None
    published = stated_days(reference.dates)
    doi = _doi(reference)
    facts = Facts(
        when=Span(0, 0, held[0], held[1]) if held else None,
        published=Span(0, 0, published[0]) if published and not held else None,
        url=_address(reference.urls) or (f"https://doi.org/{doi}" if doi else None),
    )
    record, issues = candidate(
        kind="event" if held else "resource",
        title=_title(reference),
        organisers=_organisers(reference, context),
        facts=facts,
        origin=reference.origin,
        raw=reference.raw[:2_000],
        section=None,
        confidence=1.0,
        place=(plain_line(reference.place) or None) if held else None,
    )
    return replace(
        record,
        language=language_tag(reference.language) if reference.language else None,
        summary=summary_of(read_fragment(reference.abstract[:_MAX_TEXT]).text),
        uid=doi.lower() if doi else reference.key[:400] or None,
    ), issues


def _title(reference: Reference) -> str:
    title, subtitle = plain_line(reference.title), plain_line(reference.subtitle)
    if not subtitle or subtitle.casefold() in title.casefold():
        return title
    return f"{title} {subtitle}" if title[-1:] in ":?!–—" else f"{title}: {subtitle}"


def _organisers(reference: Reference, context: Context) -> tuple[str, ...]:
    stated = [*reference.publishers, *reference.offices]
    authors = [plain_line(name).rstrip(" ,") for name in reference.authors]
    stated += [name for name in authors if name in context.known or ("," not in name and _is_office(name))]
    names = [part for name in stated for part in split_organisers(plain_line(name).rstrip(" ,"), context.known)]
    return tuple(dict.fromkeys(name for name in names if name))


def _is_office(name: str) -> bool:
    """An author without a comma, where a person's name is told by its parts: "Das, Ravi"."""
    return has_head(name) or is_acronym(name) or bool(_OF.search(name)) or (" " not in name and len(name) > 4)


def _doi(reference: Reference) -> str | None:
    for text in (reference.doi, *(url for url in reference.urls if _DOI_PAGE.match(url))):
        if match := _DOI.search(text):
            return match.group().rstrip(".,;)") if match.group().count("(") < match.group().count(")") else match.group().rstrip(".,;")  # fmt: skip
    return None


def _address(urls: list[str]) -> str | None:
    for text in urls:
        found = find_urls(text)
        if (url := found[0].url if found else resolve(text) if "://" in text else None) is not None:
            return _DOI_PAGE.sub("https://doi.org/", url)
    return None
