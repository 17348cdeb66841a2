"""The beginnings by which a thing is offered while its name is typed."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from fingerpost.scripts import hangul
from fingerpost.scripts.folding import fold
from fingerpost.scripts.signs import units
from fingerpost.scripts.words import Word, chunks, compound, words

LONGEST: Final = 15  #: letters; who has typed as many has typed enough
_LONGEST_RUN: Final = 200
_LONGEST_TEXT: Final = 2_000  # signs
_LONGEST_KEPT: Final = 40
_MOST_ASKED: Final = 100  # who types more is not waiting to be completed


def prefix_terms(text: str) -> list[str]:
    """Every term that some typed beginning of this text asks for, each once.

    Words begin at their first letter, compounds without their hyphens too. Korean may also begin at any syllable, and
    scripts without spaces at any sign.
    """
    terms: dict[str, None] = {}
    for part in text[:_LONGEST_TEXT].split():
        terms.update(_kept(part) if len(part) <= _LONGEST_KEPT else _terms(part))
    return list(terms)


@lru_cache(maxsize=20_000)
def _kept(part: str) -> dict[str, None]:
    return _terms(part)


def _terms(part: str) -> dict[str, None]:
    terms: dict[str, None] = {}
    for found in _compounds(part):
        for word in found:
            terms.update(dict.fromkeys(_beginnings(word)))
        terms.update(dict.fromkeys(_prefixes(compound(found))))
    return terms


def asked_prefixes(text: str) -> list[str]:
    """The terms that an entry must all have to complete what was typed."""
    asked = dict.fromkeys(term for found in _compounds(text) for word in found for term in _asked(word))
    return list(asked)[:_MOST_ASKED]


def _compounds(text: str) -> Iterator[list[Word]]:
    return (words(chunk.group()) for chunk in chunks(fold(text[:_LONGEST_TEXT])))


def _beginnings(word: Word) -> list[str]:
    if word.kind == "run":
        return _anywhere(units(word.text[:_LONGEST_RUN]))
    if word.kind == "hangul":
        return _of_syllables(word.text[:_LONGEST_RUN])
    return _prefixes(word.text)


def _prefixes(text: str, least: int = 1) -> list[str]:
    return [text[:end] for end in range(least, min(len(text), LONGEST) + 1)]


def _of_syllables(word: str) -> list[str]:
    # a lone consonant completes beginnings only: inside words it would be everywhere
    inside = [prefix for at in range(1, len(word)) for prefix in _prefixes(hangul.letters(word[at:]), 2)]
    return _prefixes(hangul.letters(word)) + inside


def _anywhere(signs: list[str]) -> list[str]:
    """Each sign and each pair; of the last sign its beginning is enough, since its marks are typed after it."""
    terms = [sign[:end] for sign in signs for end in range(1, len(sign) + 1)]
    for first, second in pairwise(signs):
        terms += [first + second[:end] for end in range(1, len(second) + 1)]
    return [term[:LONGEST] for term in terms]


def _asked(word: Word) -> list[str]:
    if word.kind == "run":
        signs = units(word.text[:_LONGEST_RUN])
        if len(signs) == 1:
            return [signs[0][:LONGEST]]
        return [(first + second)[:LONGEST] for first, second in pairwise(signs)]
    if word.kind == "hangul":
        return [hangul.letters(word.text[:LONGEST])[:LONGEST]]
    return [word.text[:LONGEST]]
