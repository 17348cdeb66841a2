"""Where in a text the words of a search stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Final, NamedTuple

from fingerpost.scripts.analysis import analysed, terms_of_parts
from fingerpost.scripts.asking import Asked
from fingerpost.scripts.places import Place, Places, places_in
from fingerpost.scripts.snippets import snippet
from fingerpost.scripts.stems import primary

#: What terms never reach beyond; Chinese and Japanese stops too, so that parts stay short.
_PART: Final = re.compile(r"[^\s、。，；：！？（）「」『』《》【】“”…·・]+")
#: Languages in which stems begin as their words do; Indonesian and others have prefixes.
_SUFFIXING: Final = frozenset({"", "en", "es", "fr", "pt", "de", "it", "nl"})
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
_AROUND: Final = ".,;:!?()[]\"'"
_NONE: Final = Places([], [])
_MOST_KEPT: Final = 10_000  # parts of texts, for one list of what is wanted
_LONGEST_KEPT: Final = 40
_MOST_PLACES: Final = 20_000  # in one text; what comes later is not marked
_MOST_TERMS: Final = 32  # of one sequence: who asks for more sees the beginning marked


class Piece(NamedTuple):
    """A stretch of a text, and whether it is one of the words that were looked for."""

    text: str
    is_hit: bool


class Hit(NamedTuple):
    """Where one of the wanted stands: its number among them, first and end sign."""

    wanted: int
    start: int
    end: int


def marked(text: str, wanted: Sequence[Asked], language: str = "", most: int = 0) -> list[Piece]:
    """Part one text into what was looked for and what stands between, as a Marker does with many."""
    return Marker(wanted).marked(text, language, most)


class Marker:
    """Marks what one search looked for, in any number of texts: what it learns of a word, it keeps for the next text."""

    def __init__(self, wanted: Sequence[Asked]) -> None:
        self._wanted = wanted
        self._sightings: dict[str, _Sightings] = {}
        self._wanting = _wanting(wanted)

    def may_mark(self, name: str, language: str = "") -> bool:
        """Say whether a name has any term of what is wanted. Names stand in many texts: their terms are kept."""
        return not self._wanting.keys().isdisjoint(_terms_of_name(name, primary(language)))

    def marked(self, text: str, language: str = "", most: int = 0) -> list[Piece]:
        """Part a text into what was looked for and what stands between.

        Whole words in scripts with spaces, else the signs that match. ``most`` above 0: only as many characters around
        the place where most of the wanted meet, with an ellipsis where something was cut; the beginning where nothing
        was found. Without the ellipses the pieces give a part of the text.
        """
        hits = self._hits(text, primary(language))
        first, end = snippet(text, hits, most - 2) if 0 < most < len(text) else (0, len(text))
        pieces = list(_pieces(text, hits, first, end))
        if first > 0:
            pieces.insert(0, Piece("…", False))
        if end < len(text):
            pieces.append(Piece("…", False))
        return pieces

    def _hits(self, text: str, language: str) -> list[Hit]:
        sightings = self._sightings.get(language)
        if sightings is None:
            sightings = self._sightings[language] = _Sightings(self._wanted, language)
        exact, loose = _look(text, sightings)
        if not exact.at and not loose.at:
            return []
        wanted = {number for term in (*exact.numbers, *loose.numbers) for number in self._wanting.get(term, ())}
        hits = {
            Hit(number, start, end)
            for number in wanted
            for start, end in _stretches(self._wanted[number], exact, loose)
            if start < end
        }
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.wanted))


@lru_cache(maxsize=20_000)
def _terms_of_name(name: str, language: str) -> frozenset[str]:
    analysis = analysed(name, language)
    return frozenset((*analysis.exact, *analysis.loose))


def _wanting(wanted: Sequence[Asked]) -> dict[str, set[int]]:
    """Return which of the wanted have each term."""
    wanting: dict[str, set[int]] = {}
    for number, asked in enumerate(wanted):
        for term in chain(asked.exact, asked.stripped, *asked.loose):
            wanting.setdefault(term, set()).add(number)
    return wanting


def _pieces(text: str, hits: list[Hit], first: int, end: int) -> Iterator[Piece]:
    at = first
    for start, stop in _merged(text, hits):
        start, stop = max(start, at), min(stop, end)
        if start >= stop:
            continue
        if start > at:
            yield Piece(text[at:start], False)
        yield Piece(text[start:stop], True)
        at = stop
    if at < end:
        yield Piece(text[at:end], False)


def _merged(text: str, hits: list[Hit]) -> list[tuple[int, int]]:
    """The stretches that are marked: hits that touch are one, across a space too."""
    merged: list[tuple[int, int]] = []
    for _, start, end in hits:
        if merged and (start <= merged[-1][1] or text[merged[-1][1] : start].isspace()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


class _Found:
    """The places in a text that may belong to something wanted, by their number in order."""

    def __init__(self) -> None:
        self.at: dict[int, list[Place]] = {}
        self.numbers: dict[str, list[int]] = {}

    def add(self, places: Iterable[Place], number: int, at: int) -> None:
        """Add the places of a part that begins at this number and sign."""
        for place in islice(places, _MOST_PLACES - len(self.at)):
            moved = Place(place.term, place.start + at, place.end + at, place.number + number)
            self.at.setdefault(moved.number, []).append(moved)
            self.numbers.setdefault(moved.term, []).append(moved.number)

    def sequences(self, terms: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where these terms follow each other."""
        terms = terms[:_MOST_TERMS]
        free = 0
        for number in self.numbers.get(terms[0], ()):
            if number >= free and (row := self._row(number, terms)):
                yield row[0].start, row[-1].end
                free = number + len(terms)  # what overlaps would only be marked again

    def _row(self, number: int, terms: Sequence[str]) -> list[Place]:
        row = []
        for step, term in enumerate(terms):
            if not (place := self._place(number + step, term)):
                return []
            row.append(place)
        return row

    def _place(self, number: int, term: str) -> Place | None:
        return next((place for place in self.at.get(number, ()) if place.term == term), None)

    def each(self, term: str) -> Iterator[tuple[int, int]]:
        for number in dict.fromkeys(self.numbers.get(term, ())):
            for place in self.at[number]:
                if place.term == term:
                    yield place.start, place.end


def _look(text: str, sightings: "_Sightings") -> tuple[_Found, _Found]:
    """Find all that may belong to something wanted. Texts and parts of them without any of it cost next to nothing."""
    exact, loose = _Found(), _Found()
    if not sightings.are_in(_PART.findall(text)):
        return exact, loose
    number, known, plain = 0, sightings.known, sightings.plain
    for match in islice(_PART.finditer(text), _MOST_PLACES):
        part = match.group()
        if places := sightings.get(part):
            exact.add(places.exact, number, match.start())
            loose.add(places.loose, number, match.start())
        number += 1 if part in plain else len(known[part].exact)
    return exact, loose


class _Sightings(dict[str, Places]):
    """The parts of texts that hold something wanted, and where in them it stands."""

    def __init__(self, wanted: Sequence[Asked], language: str) -> None:
        super().__init__()
        self._exact = {term for asked in wanted for term in (*asked.exact, *asked.stripped)}
        self._loose = {term for asked in wanted for alternative in asked.loose for term in alternative}
        self.known = terms_of_parts(language)
        self.plain: set[str] = set()  #: words that begin with another letter than anything wanted
        self._language = language
        self._seen: set[str] = set()
        self._heads = {term[0] for term in chain(self._exact, self._loose)} if language in _SUFFIXING else _LETTERS

    def are_in(self, parts: Sequence[str]) -> bool:
        """Learn of parts that were not met before; say whether something wanted stands in one of all."""
        met = set(parts)
        fresh = met - self._seen
        known, exact, loose, heads = self.known, self._exact, self._loose, self._heads
        for part in fresh:
            # No form of such a word begins with another letter: to see that is cheaper than to take it apart.
            if part.isascii() and (word := part.strip(_AROUND)).isalpha() and word[0].lower() not in heads:
                self.plain.add(part)
                continue
            terms = known[part]
            if not (exact.isdisjoint(terms.exact) and loose.isdisjoint(terms.loose)):
                self[part] = places_in(part, self._language, exact, loose)
        self._seen |= fresh
        return not self.keys().isdisjoint(met)


def _stretches(asked: Asked, exact: _Found, loose: _Found) -> Iterator[tuple[int, int]]:
    sure = list(_sure_stretches(asked, exact, loose))
    yield from sure
    if not sure and not asked.is_whole:
        # only parts of it stand here, apart from each other
        rest = {*asked.exact} if asked.is_grams else {term for term in asked.exact if len(term) > 1}
        for term in rest:
            yield from exact.each(term)


def _sure_stretches(asked: Asked, exact: _Found, loose: _Found) -> Iterator[tuple[int, int]]:
    for terms in dict.fromkeys((asked.exact, asked.stripped)):
        if terms:
            yield from exact.sequences(terms)
    for alternative in asked.loose:
        yield from loose.sequences(alternative) if len(alternative) > 1 else loose.each(alternative[0])
