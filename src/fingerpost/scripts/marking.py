"""Where in a text the words of a search stand."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from fingerpost.scripts.asking import Asked
from fingerpost.scripts.places import Place, places_of
from fingerpost.scripts.snippets import snippet
from fingerpost.scripts.stems import primary

_SPACES: Final = re.compile(r"(\s+)")
_MOST_TERMS: Final = 64  # of one sequence: who asks for more sees the beginning marked


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

    def add(self, number: int, place: Place) -> None:
        self.at.setdefault(number, []).append(place)
        self.numbers.setdefault(place.term, []).append(number)

    def sequences(self, terms: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where these terms follow each other."""
        terms = terms[:_MOST_TERMS]
        for number in self.numbers.get(terms[0], ()):
            row = [self._place(number + step, term) for step, term in enumerate(terms)]
            if row[0] and row[-1] and all(row):
                yield row[0].start, row[-1].end

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
    exact_terms = {term for asked in wanted for term in (*asked.exact, *asked.stripped)}
    loose_terms = {term for asked in wanted for alternative in asked.loose for term in alternative}
    exact, loose = _Found(), _Found()
    if not exact_terms and not loose_terms:
        return exact, loose
    exact_number = loose_number = at = 0
    for part in _SPACES.split(text):
        places = places_of(part, language)
        if not exact_terms.isdisjoint(places.exact_terms):
            _add(exact, exact_number, at, places.exact(), exact_terms)
        if not loose_terms.isdisjoint(places.loose_terms):
            _add(loose, loose_number, at, places.loose(), loose_terms)
        exact_number += places.exact_count
        loose_number += places.loose_count
        at += len(part)
    return exact, loose


def _add(found: _Found, number: int, at: int, places: Sequence[Place], terms: set[str]) -> None:
    for place in places:
        if place.term in terms:
            found.add(number + place.number, Place(place.term, place.start + at, place.end + at, place.number))


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
