"""What each column of a table holds: told by its heading, or without headings by its cells."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fingerpost.readers.formats.pages.html.vocabulary import fold, kinds_in, role_of
from fingerpost.readers.types import Kind
from fingerpost.readers.values.dates import find_spans
from fingerpost.readers.values.names import Names, has_head, is_acronym, is_like_name, split_organisers
from fingerpost.readers.values.text import normalise, squeeze
from fingerpost.readers.values.urls import find_urls

_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|[_]+")
_HASHTAG = re.compile(r"#[a-z][a-z0-9]*(?:\s*\+\s*[a-z0-9_]+)*", re.IGNORECASE)
_MAX_HEADING = 80
_ANY_DAY = date(2020, 7, 1)
#: Headings of sheets that no page has, or whose words mean something else there.
_OWN = (
    ("uid", re.compile(r"(?:id|uid|guid|uuid|identifier|record id|event id|ref|reference|doi)")),
    ("timezone", re.compile(r"(?:time ?zone|tz|zone|fuseau(?: horaire)?|zona horaria|fuso(?: horário)?|zona waktu|zeitzone|múi giờ|เขตเวลา|시간대|タイムゾーン|时区|時區)(?: .*)?")),
    ("other", re.compile(r"(?:url|link) source|source (?:title|name|type)|notes?|remarks?|comments?|비고|備考|备注|備註|observaciones|observações|remarques|bemerkung(?:en)?|lat|lon|lng|latitude|longitude")),
    ("end time", re.compile(r"(?:end|ending|closing|finish)(?: ?time| hour)|time (?:end|to)|heure (?:de )?fin|hora (?:de )?(?:fin|término)|종료 ?시간|終了時(?:間|刻)|结束时间|uhrzeit ende|ende uhrzeit")),
    ("time", re.compile(r"(?:start|starting|begin(?:ning)?|opening) (?:time|hour)|time (?:start|from)")),
    ("link", re.compile(r"(?:source|event|page|document|own|web|main|item|site) ?(?:url|link|uri|page|address)|url|uri|website|permalink")),
    ("title", re.compile(r"(?:short|full) name")),
)  # fmt: skip
_COUNTRY = re.compile(r"country|countries|pays|país|países|negara|국가|국명|国|国家|國家|land|страна")
_ORGANISATIONS = re.compile(
    r"short name|full name|acronym|abbreviation|alias(?:es)?|parent|part of|sigle|siglas|약칭|略称"
)
_PUBLISHING = re.compile(r"publisher|publi|발행|발간|発行|出版|éditeur|editorial|editora|penerbit|herausgeber|author|auteur|autor|penulis|year|année|año|ano|tahun|연도|発行年|年份")  # fmt: skip


@dataclass(slots=True)
class Columns:
    """Which column holds what: the places of each role, the best first."""

    places: dict[str, list[int]] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()  #: what the headings make of every row

    def has(self, *roles: str) -> bool:
        return any(role in self.places for role in roles)

    def cell(self, row: Sequence[str], role: str) -> str:
        """The first filled cell of a role in a row, as one line."""
        return next((text for text in self.cells(row, role) if text), "")

    def cells(self, row: Sequence[str], role: str) -> Iterable[str]:
        return (squeeze(normalise(row[place])) for place in self.places.get(role, ()) if place < len(row))


def columns_of(row: Sequence[str]) -> Columns | None:
    """Return what a row of headings says; None if it is none: it names fewer than two columns, or holds data."""
    texts = [squeeze(normalise(_WORDS.sub(" ", cell))) for cell in row]
    filled = [text for text in texts if text]
    if not filled or any(len(text) > _MAX_HEADING for text in filled) or any(find_urls(text) for text in filled):
        return None
    roles = {place: role for place, text in enumerate(texts) if text and (role := _role(text))}
    telling = {role for role in roles.values() if role != "other"}
    if len(telling) < 2 or len(roles) * 2 < len(filled) or not telling & {"title", "link", "date", "organiser"}:
        return None
    if any(char.isdigit() for text in filled for char in text) and any(_is_day(text) for text in filled):
        return None
    columns = Columns(headings=tuple(texts))
    for place, role in roles.items():
        columns.places.setdefault(role, []).append(place)
    _prefer(columns, texts)
    columns.kinds = _kinds(columns, texts)
    return columns


def is_hashtag_row(row: Sequence[str]) -> bool:
    """True for the row of hashtags that HXL puts under the headings (hxlstandard.org)."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and all(_HASHTAG.fullmatch(cell) for cell in filled)


def seen_columns(rows: Sequence[Sequence[str]], known: Names) -> Columns | None:
    """Return what the cells of some rows seem to hold; None if no column could be a title."""
    width = max(map(len, rows), default=0)
    columns = {place: [squeeze(row[place]) for row in rows if place < len(row) and row[place].strip()] for place in range(width)}  # fmt: skip
    found = Columns()
    free = [place for place in range(width) if columns[place]]
    for role, test in (("link", _is_link), ("date", _is_day)):
        for place in list(free):
            if _share(columns[place], test) >= 0.6:
                found.places.setdefault(role, []).append(place)
                free.remove(place)
    free = [place for place in free if not all(text.strip(" .#)").isdecimal() for text in columns[place])]
    if not free or not found.places:
        return None
    organisers = [place for place in free if _share(columns[place], lambda text: _is_organiser(text, known)) >= 0.6]
    titles = [place for place in free if place not in organisers[:1]] or free
    best = max(titles, key=lambda place: _worth(columns[place]))
    found.places["title"] = [best]
    if organisers and organisers[0] != best:
        found.places["organiser"] = organisers[:1]
    return found


def _role(text: str) -> str | None:
    folded = fold(text)
    own = next((role for role, pattern in _OWN if pattern.fullmatch(folded)), None)
    return own or role_of(text)


def _prefer(columns: Columns, texts: Sequence[str]) -> None:
    """Of several columns of a role keep those that state the same thing, the best first."""
    places = columns.places
    first = fold(texts[places["title"][0]]) if "title" in places else ""
    head = first.split(" ")[0]
    places.update(title=[place for place in places.get("title", ()) if fold(texts[place]).startswith(head) or "name" in fold(texts[place])])  # fmt: skip
    places["title"].sort(key=lambda place: "full name" not in fold(texts[place]))
    if "date" in places:
        places["date"].sort(key=lambda place: not re.search(r"start|begin|from|début|inicio|mulai", fold(texts[place])))
    if "place" in places:
        places["place"].sort(key=lambda place: bool(_COUNTRY.fullmatch(fold(texts[place]))))
    for role in [role for role, found in places.items() if not found]:
        del places[role]


def _kinds(columns: Columns, texts: Sequence[str]) -> tuple[Kind, ...]:
    named = kinds_in(texts[columns.places["title"][0]]) if columns.has("title") else ()
    words = [fold(text) for text in texts]
    if columns.has("phase") or "measure" in named:
        return ("measure",)
    if sum(bool(_ORGANISATIONS.fullmatch(word)) for word in words) >= 2 and not columns.has("date", "end"):
        return ("organisation",)
    if columns.has("deadline", "register", "end", "time", "recording") or named[:1] == ("event",):
        return ("event",)
    if named:
        return named[:1]
    if not columns.has("date") and (columns.has("published") or any(_PUBLISHING.search(word) for word in words)):
        return ("resource",)
    return ()


def _is_link(text: str) -> bool:
    found = find_urls(text)
    return len(found) == 1 and found[0].stop - found[0].begin >= len(text) - 2


def _is_day(text: str) -> bool:
    return len(text) <= 60 and bool(find_spans(text, today=_ANY_DAY))


def _is_organiser(text: str, known: Names) -> bool:
    names = split_organisers(text, known) if len(text) <= 200 else []
    return bool(names) and all(
        name in known or is_acronym(name) or (has_head(name) and is_like_name(name)) for name in names
    )


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, texts)) / len(texts) if texts else 0.0


def _worth(texts: Sequence[str]) -> float:
    return sum(min(len(text), 120) for text in texts) * len(set(texts)) / max(len(texts), 1)


def roles_shown(columns: Columns) -> Mapping[str, str]:
    """Each role with the heading of the column that was taken for it, for an editor to check."""
    return {
        role: columns.headings[places[0]] if places[0] < len(columns.headings) else f"column {places[0] + 1}"
        for role, places in columns.places.items()
        if role != "other"
    }
