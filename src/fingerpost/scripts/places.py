"""Where in a part of a text, which holds no space, its terms stand."""

from functools import cached_property, lru_cache
from typing import NamedTuple

from fingerpost.scripts.folding import fold, fold_with_origins
from fingerpost.scripts.signs import bigrams, units
from fingerpost.scripts.words import Word, chunk_matches, exact_terms, joined, loose_terms, words

_LONGEST_KEPT = 100


class Place(NamedTuple):
    """A term, its first and end sign in the part, and its number: neighbours differ by one."""

    term: str
    start: int
    end: int
    number: int


class Places:
    """The terms of a part; where they stand is only worked out when somebody asks."""

    def __init__(self, part: str, language: str) -> None:
        self._part = part
        self._language = language
        self._chunks = [(match.start(), words(match.group())) for match in chunk_matches(fold(part))]
        found = [word for _, chunk in self._chunks for word in chunk]
        exact = [term for word in found for term in exact_terms(word)]
        self.exact_count = len(exact)
        self.exact_terms = frozenset(exact)
        self.loose_terms = frozenset(place.term for place in self._folded_loose)
        self.loose_count = 1 + max((place.number for place in self._folded_loose), default=-1)

    def exact(self) -> list[Place]:
        places: list[Place] = []
        for at, chunk in self._chunks:
            for word in chunk:
                for term, start, end in _exact_spans(word):
                    places.append(self._original(Place(term, start + at, end + at, len(places))))
        return places

    def loose(self) -> list[Place]:
        return [self._original(place) for place in self._folded_loose]

    @cached_property
    def _folded_loose(self) -> list[Place]:
        places: list[Place] = []
        number = 0
        for at, chunk in self._chunks:
            if compound := joined(chunk, self._language):
                last = chunk[-1]
                places.append(Place(compound, at + chunk[0].start, at + last.start + len(last.text), number))
            for word in chunk:
                spans = _loose_spans(word, self._language)
                places += [Place(term, at + start, at + end, number + step) for term, start, end, step in spans]
                number += len(spans) if word.kind == "run" else 1
        return places

    @cached_property
    def _origins(self) -> tuple[list[int], list[int]]:
        _, starts, ends = fold_with_origins(self._part)
        return list(starts), list(ends)

    def _original(self, place: Place) -> Place:
        starts, ends = self._origins
        return Place(place.term, starts[place.start], ends[place.end - 1], place.number)


def _exact_spans(word: Word) -> list[tuple[str, int, int]]:
    if word.kind not in ("run", "hangul"):
        return [(term, word.start, word.start + len(word.text)) for term in exact_terms(word)]
    signs = units(word.text) if word.kind == "run" else list(word.text)
    spans, at = [], word.start
    for term, sign in zip(bigrams(signs), signs, strict=False):
        spans.append((term, at, at + len(term)))
        at += len(sign)
    return spans


def _loose_spans(word: Word, language: str) -> list[tuple[str, int, int, int]]:
    """Each loose term of a word with its first and end sign, and how many terms stand before it."""
    if word.kind == "hangul":
        return [(term, word.start, word.start + len(term), 0) for term in loose_terms(word, language)]
    if word.kind != "run":
        return [(term, word.start, word.start + len(word.text), 0) for term in loose_terms(word, language)]
    spans, at = [], word.start
    for step, sign in enumerate(units(word.text)):
        spans.append((sign, at, at + len(sign), step))
        at += len(sign)
    return spans


@lru_cache(maxsize=50_000)
def _kept(part: str, language: str) -> Places:
    return Places(part, language)


def places_of(part: str, language: str) -> Places:
    return _kept(part, language) if len(part) <= _LONGEST_KEPT else Places(part, language)
