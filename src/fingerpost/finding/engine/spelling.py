"""The words of an entry as mistyped ones are compared with them."""

from functools import lru_cache

from fingerpost.scripts.analysis import Analysis
from fingerpost.scripts.nearness import spelling
from fingerpost.scripts.signs import WORD

_SHORTEST, _LONGEST = 3, 40


def spellings(analysis: Analysis) -> frozenset[str]:
    """Return how the words are spelt that stand whole among the terms: not neighbouring signs, not numbers."""
    letters = map(_of_letters, set(analysis.exact))
    syllables = map(_of_syllables, set(analysis.loose)) if any(map(_is_hangul, analysis.loose)) else ()
    return frozenset((*letters, *syllables)) - {""}


@lru_cache(maxsize=200_000)
def _of_letters(term: str) -> str:
    return term if _SHORTEST <= len(term) <= _LONGEST and _kind(term) == "letters" else ""


@lru_cache(maxsize=200_000)
def _of_syllables(term: str) -> str:
    """Korean words stand whole among the loose terms only; they are spelt as they are typed."""
    return spelling(term) if 1 < len(term) <= _LONGEST and _is_hangul(term) else ""


def _is_hangul(term: str) -> bool:
    return term[0] >= "\u1100" and _kind(term) == "hangul"


def _kind(term: str) -> str:
    found = WORD.match(term)
    return found.lastgroup or "" if found else ""
