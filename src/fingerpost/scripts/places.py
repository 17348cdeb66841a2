"""Where in a part of a text, which holds no space, wanted terms stand."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from fingerpost.scripts.folding import fold_with_origins
from fingerpost.scripts.signs import bigrams, units
from fingerpost.scripts.words import Word, chunks, exact_terms, joined, loose_terms, words


class Place(NamedTuple):
    """A term, its first and end sign, and its number: that of neighbours differs by one."""

    term: str
    start: int
    end: int
    number: int


class Places(NamedTuple):
    exact: list[Place]
    loose: list[Place]


def places_in(part: str, language: str, exact: Collection[str], loose: Collection[str]) -> Places:
    """Where these terms stand in a part, by its signs as they were written."""
    folded, starts, ends = fold_with_origins(part)

    def as_written(places: Iterable[Place]) -> list[Place]:
        return [Place(term, starts[start], ends[end - 1], number) for term, start, end, number in places]

    return Places(as_written(_exact(folded, exact)), as_written(_loose(folded, language, loose)) if loose else [])


def _exact(folded: str, wanted: Collection[str]) -> Iterator[Place]:
    number = 0
    for chunk in chunks(folded):
        for word in words(chunk.group()):
            terms, starts = _exact_starts(word)
            at = chunk.start() + word.start
            for step, (term, start) in enumerate(zip(terms, starts, strict=False)):
                if term in wanted:
                    end = start + len(term) if word.kind in ("run", "hangul") else len(word.text)
                    yield Place(term, at + start, at + end, number + step)
            number += len(terms)


def _exact_starts(word: Word) -> tuple[Sequence[str], Iterable[int]]:
    if word.kind == "run":
        signs = units(word.text)
        return bigrams(signs), _starts(signs)
    return exact_terms(word), range(len(word.text))


def _starts(signs: Iterable[str]) -> Iterable[int]:
    return accumulate(map(len, signs), initial=0)


def _loose(folded: str, language: str, wanted: Collection[str]) -> Iterator[Place]:
    """Loose terms are numbered by their words, the signs of a run one by one."""
    number = 0
    for chunk in chunks(folded):
        found = words(chunk.group())
        at = chunk.start()
        if (compound := joined(found, language)) in wanted:
            meant = next(word for word in found if not word.is_elided)
            yield Place(compound, at + meant.start, at + found[-1].end, number)
        for word in found:
            if word.kind == "run":
                signs = units(word.text)
                yield from _signs(signs, at + word.start, number, wanted)
                number += len(signs)
            else:
                yield from _forms(word, language, at + word.start, number, wanted)
                number += 1


def _signs(signs: Sequence[str], at: int, number: int, wanted: Collection[str]) -> Iterator[Place]:
    for step, (sign, start) in enumerate(zip(signs, _starts(signs), strict=False)):
        if sign in wanted:
            yield Place(sign, at + start, at + start + len(sign), number + step)


def _forms(word: Word, language: str, at: int, number: int, wanted: Collection[str]) -> Iterator[Place]:
    for term in loose_terms(word, language):
        if term in wanted:
            # of a Korean word only what was asked for, not its particles
            yield Place(term, at, at + (len(term) if word.kind == "hangul" else len(word.text)), number)
