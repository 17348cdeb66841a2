"""The words of an entry as mistyped ones are compared with them."""

from collections.abc import Iterable
from functools import lru_cache

from fingerpost.scripts.analysis import Analysis
from fingerpost.scripts.nearness import spelling
from fingerpost.scripts.signs import WORD

_SHORTEST, _LONGEST = 3, 40


def spellings(analyses: Iterable[Analysis]) -> set[str]:
    """Return how the words are spelt that stand whole among the terms: not neighbouring signs, not numbers."""
    written: set[str] = set()
    for analysis in analyses:
        written.update(map(_of_letters, analysis.exact))
        written.update(map(_of_syllables, analysis.loose))
    written.discard("")
    return written


@lru_cache(maxsize=200_000)
def _of_letters(term: str) -> str:
    return term if _SHORTEST <= len(term) <= _LONGEST and _kind(term) == "letters" else ""


@lru_cache(maxsize=200_000)
def _of_syllables(term: str) -> str:
    """Korean words stand whole among the loose terms only; they are spelt as they are typed."""
    return spelling(term) if 1 < len(term) <= _LONGEST and _kind(term) == "hangul" else ""


def _kind(term: str) -> str:
    found = WORD.match(term)
    return found.lastgroup or "" if found else ""
