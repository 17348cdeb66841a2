"""Names as written to entries of the authority files: organisations, series, places.

An unknown organisation or series becomes an entry of its own when it is first needed, once; an unknown place does not,
because its country and coordinates cannot be known from its name.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale

from fingerpost.catalogue.changes import note
from fingerpost.catalogue.models import Organisation, OrganisationAlias, Place, Series
from fingerpost.catalogue.text import folded, words_for_address
from fingerpost.intake.actions.identity import kindred

#: A primary key, or the folded name of an entry that is not saved yet.
Token = int | str

_WITH_BRACKETS = re.compile(r"(?P<outer>[^()（）]*\w[^()（）]*?)\s*[(（]\s*(?P<inner>[^()（）]{2,200}?)\s*[)）]")
_ACRONYM_LENGTH = 20
_WEBSITE_LENGTH = 500
_ARTICLE = re.compile(r"^the\s+")
#: Of words in organisations' names that are spelled in two ways.
_SPELLINGS = {
    "organisation": "organization", "organisations": "organizations", "centre": "center", "centres": "centers",
    "programme": "program", "programmes": "programs", "labour": "labor", "defence": "defense", "neighbourhood": "neighborhood",
}  # fmt: skip
_SPELLING = re.compile(rf"\b(?:{'|'.join(_SPELLINGS)})\b")


class Organisations:
    """The authority file in memory, by every name; ``written`` are the names that are going to be asked for."""

    def __init__(self, written: Iterable[str] = ()) -> None:
        confirmed_first = sorted(
            Organisation.objects.standing_alone().order_by("pk"),
            key=lambda entry: entry.standing != Organisation.Standing.CONFIRMED,
        )
        self._entries: dict[Token, Organisation] = {entry.pk: entry for entry in confirmed_first}
        self._parents: dict[Token, Token] = {entry.pk: entry.parent_id for entry in confirmed_first if entry.parent_id}
        # An address that was merged away still redirects: nobody else gets it.
        self._slugs = set(Organisation.objects.order_by().values_list("slug", flat=True))
        self._tokens: dict[str, Token] = {}
        self._asked: dict[str, Token] = {}
        # A full name is stronger than a short one, and that than an alias; a confirmed entry than a proposed one.
        self._learn((entry.name, entry.pk) for entry in confirmed_first)
        self._learn((entry.short_name, entry.pk) for entry in confirmed_first)
        self._learn(OrganisationAlias.objects.order_by("pk").values_list("name", "organisation_id"))
        self._parts: dict[Token, tuple[str, str]] = {}
        self._learn_acronyms(written)

    def token(self, written: str) -> Token:
        """Return what stands for the organisation of this name, known or not."""
        if written not in self._asked:
            self._asked[written] = self._token(written)
        return self._asked[written]

    def _token(self, written: str) -> Token:
        whole = self._known(written)
        if whole is not None:
            return whole
        name, acronym = parted(written)
        by_name = self._known(name)
        if by_name is not None:
            return by_name
        by_acronym = self._known(acronym)
        if by_acronym is not None and self._may_be(by_acronym, name=name, acronym=acronym):
            return by_acronym
        return _key(name)

    def tokens(self, names: Iterable[str]) -> list[Token]:
        return list(dict.fromkeys(self.token(name) for name in names))

    def related(self, one: Collection[Token], other: Collection[Token]) -> bool:
        """True if both have an organisation in common, or one's organisation is a part of the other's."""
        mine, theirs = set(one), set(other)
        return bool(
            mine & theirs
            or {self._parents.get(token) for token in mine} & theirs
            or mine & {self._parents.get(token) for token in theirs}
        )

    def propose(self, names: Iterable[str], *, websites: Mapping[str, str] | None = None) -> list[int]:
        """Save an entry, to be confirmed by an editor, for each of these names that nobody knows; return them.

        ``websites`` holds, by name, those that the source states.
        """
        new: dict[Token, Organisation] = {}
        for written in names:
            token = self.token(written)
            if token not in self._entries and token not in new:
                name, acronym = self._parts.get(token) or parted(written)
                new[token] = Organisation(
                    name=name,
                    short_name=acronym,
                    slug=free_slug(name, self._slugs, otherwise="organisation"),
                    website=_fitting((websites or {}).get(written, "")),
                    standing=Organisation.Standing.PROPOSED,
                )
        Organisation.objects.bulk_create(new.values(), batch_size=500)
        note("organisation", [entry.pk for entry in new.values()])
        self._entries |= new
        return [entry.pk for entry in new.values()]

    def knows(self, name: str) -> bool:
        return self.token(name) in self._entries

    def name(self, token: Token) -> str:
        entry = self._entries.get(token)
        return entry.name if entry else ""

    def ids(self, tokens: Iterable[Token]) -> list[int]:
        """Return the keys of entries; those of names that nobody knows are missing."""
        return list(dict.fromkeys(self._entries[token].pk for token in tokens if token in self._entries))

    def _learn(self, names: Iterable[tuple[str, Token]]) -> None:
        for name, token in names:
            if name:
                self._tokens.setdefault(_key(name), token)
        self._asked.clear()

    def _learn_acronyms(self, written: Iterable[str]) -> None:
        """A name that is spelled out once explains its acronym wherever else that stands."""
        for words in written:
            name, acronym = parted(words)
            token = self.token(words)
            if acronym and token not in self._entries:
                self._parts.setdefault(token, (name, acronym))
                self._learn([(acronym, token)])

    def _known(self, name: str) -> Token | None:
        return self._tokens.get(_key(name)) if name else None

    def _may_be(self, token: Token, *, name: str, acronym: str) -> bool:
        """An acronym alone is weak: two ministries of health share one. The full names must not contradict each other."""
        if token not in self._entries:
            return token == _key(name)
        full = folded(self._entries[token].name)
        return full == folded(acronym) or kindred(full, folded(name))


class SeriesBook:
    """The series of the catalogue by name."""

    def __init__(self) -> None:
        known = list(Series.objects.order_by("pk"))
        self._slugs = {entry.slug for entry in known}
        self._names = {entry.pk: entry.name for entry in known}
        self._entries: dict[Token, Series] = {}
        for entry in known:
            self._entries.setdefault(folded(entry.name), entry)

    def token(self, name: str | None) -> Token | None:
        if not name:
            return None
        entry = self._entries.get(folded(name))
        return entry.pk if entry else folded(name)

    def propose(self, names: Iterable[str]) -> list[int]:
        """Save an entry for each of these names that nobody knows; return them."""
        new: dict[Token, Series] = {}
        for name in names:
            if folded(name) not in self._entries and folded(name) not in new:
                new[folded(name)] = Series(name=name, slug=free_slug(name, self._slugs, otherwise="series"))
        Series.objects.bulk_create(new.values(), batch_size=500)
        note("series", [entry.pk for entry in new.values()])
        self._entries |= new
        self._names |= {entry.pk: entry.name for entry in new.values()}
        return [entry.pk for entry in new.values()]

    def name(self, pk: int | None) -> str:
        return self._names.get(pk or 0, "")

    def id(self, token: Token | None) -> int | None:
        return self._entries[token].pk if isinstance(token, str) else token


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where an event is: a place of the catalogue, the words for it, or that it is online."""

    place: int | None = None
    venue: str = ""
    mode: str = ""


class Places:
    """The catalogue's places by name and country."""

    def __init__(self) -> None:
        self._cities: dict[str, list[tuple[str, int]]] = {}
        self._countries: dict[str, int] = {}
        self._names: dict[int, str] = {}
        for pk, kind, name, country in Place.objects.order_by("pk").values_list("pk", "kind", "name", "country"):
            self._names[pk] = name
            if kind == Place.Kind.COUNTRY:
                self._countries[country] = pk
            else:
                self._cities.setdefault(folded(name), []).append((country, pk))

    def name(self, pk: int | None) -> str:
        return self._names.get(pk or 0, "")

    def find(self, written: str) -> Whereabouts:
        """Return the place that “City”, “City, Country” or “Hall, City, Country” names, if it is one that is known."""
        mode = _MODES.get(folded(written))
        if mode:
            return Whereabouts(mode=mode)
        parts = [part.strip() for part in re.split(r"[,،、，()（）]", written) if part.strip()]
        country = country_code(parts[-1]) if parts else None
        if len(parts) == 1:
            place = self._city(parts[0], None) or self._countries.get(country or "")
            return Whereabouts(place=place, venue="" if place else written)
        # Without its country only a name that stands alone is safe: “Paris, Texas” is not in France.
        for name in reversed(parts[:-1]) if country else ():
            place = self._city(name, country)
            if place:
                return Whereabouts(place=place, venue="" if len(parts) == 2 else written)
        return Whereabouts(venue=written)

    def _city(self, name: str, country: str | None) -> int | None:
        """Return the one city of this name; none where two share it."""
        cities = [pk for code, pk in self._cities.get(folded(name), ()) if country in {None, code}]
        return cities[0] if len(cities) == 1 else None


_MODES = {
    **dict.fromkeys(
        ("online", "virtual", "zoom", "webinar", "on line", "online event", "virtual event", "온라인"), "online"
    ),
    **dict.fromkeys(("hybrid", "online and in person", "in person and online"), "hybrid"),
    **dict.fromkeys(("in person", "onsite", "on site"), "in person"),
}

#: Names that the United Nations or the countries themselves use, where the CLDR has another one.
_OTHER_NAMES = {
    "republic of korea": "KR", "korea": "KR", "rok": "KR", "democratic people s republic of korea": "KP",
    "viet nam": "VN", "lao pdr": "LA", "lao people s democratic republic": "LA", "brunei darussalam": "BN",
    "russian federation": "RU", "islamic republic of iran": "IR", "syrian arab republic": "SY", "pr china": "CN",
    "people s republic of china": "CN", "chinese taipei": "TW", "hong kong": "HK", "hong kong sar": "HK", "macao": "MO",
    "macau": "MO", "timor leste": "TL", "burma": "MM", "czech republic": "CZ", "turkey": "TR", "usa": "US", "us": "US",
    "united states of america": "US", "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB",
    "the netherlands": "NL", "the philippines": "PH", "republic of the philippines": "PH", "uae": "AE", "palestine": "PS",
    "state of palestine": "PS", "cote d ivoire": "CI", "republic of moldova": "MD", "bolivarian republic of venezuela": "VE",
    "plurinational state of bolivia": "BO", "united republic of tanzania": "TZ", "dr congo": "CD", "south korea": "KR",
}  # fmt: skip


def country_code(name: str) -> str | None:
    """Return the ISO 3166-1 code of a country by its English name or the one the United Nations use."""
    return _OTHER_NAMES.get(folded(name)) or _cldr_names().get(folded(name))


@cache
def _cldr_names() -> dict[str, str]:
    territories: dict[str, Any] = dict(Locale("en").territories)
    return {folded(name): code for code, name in territories.items() if re.fullmatch("[A-Z]{2}", code)}


def _key(name: str) -> str:
    key = _SPELLING.sub(lambda match: _SPELLINGS[match[0]], folded(name))
    return _ARTICLE.sub("", key) or key


def parted(written: str) -> tuple[str, str]:
    """Return the name and its acronym: “World Health Organization (WHO)” has both, in either order."""
    match = _WITH_BRACKETS.fullmatch(written)
    if match and _abbreviates(match["inner"], match["outer"]):
        return match["outer"], match["inner"]
    if match and _abbreviates(match["outer"], match["inner"]):
        return match["inner"], match["outer"]
    return written, ""


def _abbreviates(short: str, name: str) -> bool:
    """True if the letters of an acronym stand in the name in their order: not “Nepal” or a blog's name in brackets."""
    acronym = len(short) <= _ACRONYM_LENGTH and sum(char.isupper() for char in short) >= 2
    if not acronym or len(short) >= len(name):
        return False
    if not re.search("[A-Za-z]", name):
        return True  # a name in another script cannot show it
    letters = iter(folded(name))
    return len(name.split()) > 1 and all(char in letters for char in folded(short).replace(" ", ""))


def _fitting(website: str) -> str:
    return website if len(website) <= _WEBSITE_LENGTH else ""


def free_slug(name: str, taken: set[str], *, otherwise: str) -> str:
    words = words_for_address(name) or otherwise
    slug, number = words, 2
    while slug in taken:
        slug, number = f"{words}-{number}", number + 1
    taken.add(slug)
    return slug
