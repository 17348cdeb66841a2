"""Where in a text the words of a search stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from fingerpost.scripts.analysis import Terms, terms_of_parts
from fingerpost.scripts.asking import Asked
from fingerpost.scripts.places import Place, Places, places_in
from fingerpost.scripts.snippets import snippet
from fingerpost.scripts.stems import primary

#: What terms never reach beyond; Chinese and Japanese stops too, so that parts stay short.
_PART: Final = re.compile(r"[^\s、。，；：！？（）「」『』《》【】“”…·・]+")
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
    """Part a text into what was looked for and what stands between.

    Whole words in scripts with spaces, else the signs that match. ``most`` above 0: only as many characters around the
    place where most of the wanted meet, with an ellipsis where something was cut; the beginning where nothing was found.
    Without the ellipses the pieces give a part of the text.
    """
    hits = _hits(text, wanted, primary(language))
    first, end = snippet(text, hits, most - 2) if 0 < most < len(text) else (0, len(text))
    pieces = list(_pieces(text, hits, first, end))
    if first > 0:
        pieces.insert(0, Piece("…", False))
    if end < len(text):
        pieces.append(Piece("…", False))
    return pieces


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


def _hits(text: str, wanted: Sequence[Asked], language: str) -> list[Hit]:
    exact, loose = _look(text, wanted, language)
    hits = {
        Hit(number, start, end)
        for number, asked in enumerate(wanted)
        for start, end in _stretches(asked, exact, loose)
        if start < end
    }
    return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.wanted))


def _look(text: str, wanted: Sequence[Asked], language: str) -> tuple[_Found, _Found]:
    """Find all that may belong to something wanted. Parts of the text without any of it cost next to nothing."""
    exact, loose = _Found(), _Found()
    sightings = _sightings(tuple(wanted), language)
    number = 0
    for match in _PART.finditer(text):
        count, exact_places, loose_places = sightings[match.group()]
        if exact_places:
            exact.add(exact_places, number, match.start())
        if loose_places:
            loose.add(loose_places, number, match.start())
        number += count
    return exact, loose


class _Sightings(dict[str, tuple[int, list[Place], list[Place]]]):
    """Of each part of a text how many exact terms it has, and where what is wanted stands in it."""

    def __init__(self, wanted: Sequence[Asked], language: str) -> None:
        super().__init__()
        self._exact = {term for asked in wanted for term in (*asked.exact, *asked.stripped)}
        self._loose = {term for asked in wanted for alternative in asked.loose for term in alternative}
        self._known = terms_of_parts(language)
        self._language = language

    def __missing__(self, part: str) -> tuple[int, list[Place], list[Place]]:
        terms = self._known[part]
        sighting = len(terms.exact), *self._places(part, terms)
        if len(part) <= _LONGEST_KEPT and len(self) < _MOST_KEPT:
            self[part] = sighting
        return sighting

    def _places(self, part: str, terms: Terms) -> Places:
        has_exact, has_loose = not self._exact.isdisjoint(terms.exact), not self._loose.isdisjoint(terms.loose)
        if not has_exact and not has_loose:
            return _NONE
        return places_in(part, self._language, self._exact, self._loose if has_loose else ())


@lru_cache(maxsize=32)
def _sightings(wanted: tuple[Asked, ...], language: str) -> _Sightings:
    """Kept for the next texts of the same results."""
    return _Sightings(wanted, language)


def _stretches(asked: Asked, exact: _Found, loose: _Found) -> Iterator[tuple[int, int]]:
    sure = list(_sure_stretches(asked, exact, loose))
    yield from sure
    if not sure:
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
