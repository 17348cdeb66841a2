"""The nearest words to one that was typed wrongly."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from fingerpost.scripts import hangul
from fingerpost.scripts.folding import fold
from fingerpost.scripts.signs import HANGUL, MARKS, WORD

_FEWEST: Final = 3  # letters of a word in which an error can be told
_FIRST_MAY_BE_WRONG: Final = 4
_TWO_ERRORS: Final = 8
_LONGEST_SEED: Final = 3
_FEWEST_SIGNS: Final = 4  # letters with their marks, of which a whole one may be wrong
_LARGEST_SIGN: Final = 3
_MOST_LETTERS: Final = 80
_KOREAN: Final = re.compile(f"[{HANGUL}]")
_DIGITS: Final = re.compile(r"[0-9]+")
_SIGN: Final = re.compile(f".[{MARKS}]*", re.DOTALL)


class Seeds(NamedTuple):
    """What the spelling of a near word begins with, or what it begins with when read from its end."""

    prefix: str
    reversed_suffix: str
    lengths: range = range(_MOST_LETTERS)  #: of the spellings that may be near


def spelling(term: str) -> str:
    """The letters of a term as they are compared: Korean as it is typed, anything else as it stands."""
    return hangul.letters(term) if _KOREAN.search(term) else term


def term_of(spelled: str) -> str:
    """The term that has this spelling."""
    return hangul.syllables(spelled)


def seeds(word: str) -> Seeds | None:
    """Where to look for what is near: None for a word too short to tell.

    Each term within one error of the word, wherever the error stands, has a spelling that begins with ``prefix`` or,
    reversed, with ``reversed_suffix``: an error touches at most two neighbouring letters, and one lies between the two.
    """
    spelled = spelling(fold(word))[:_MOST_LETTERS]
    if not _errors(spelled):
        return None
    first = min(_LONGEST_SEED, len(spelled) // 2)
    last = min(_LONGEST_SEED, len(spelled) - 1 - first)
    return Seeds(spelled[:first], spelled[-last:][::-1], _lengths(spelled))


def _lengths(spelled: str) -> range:
    longest = max(_errors(spelled), _LARGEST_SIGN) if _signs(spelled) else _errors(spelled)
    return range(len(spelled) - longest, len(spelled) + longest + 1)


def near(word: str, terms: Iterable[tuple[str, int]]) -> list[str]:
    """Of terms with their numbers of entries, those within a typing error of a word, the likeliest first.

    One error from three letters on, two from eight; the first letter is right in words of three. Digits are meant.
    A letter with its marks, as “ப்” in தடுப்பூசி, is one slip too where the word has four of them.
    """
    folded = fold(word)
    spelled = spelling(folded)[:_MOST_LETTERS]
    most = _errors(spelled)
    if not most:
        return []
    numbers, signs, lengths = _DIGITS.findall(spelled), _signs(spelled), _lengths(spelled)
    found = []
    for term, entries in terms:
        other = spelling(term)
        if term == folded or len(other) not in lengths or _DIGITS.findall(other) != numbers:
            continue
        if len(spelled) < _FIRST_MAY_BE_WRONG and other[:1] != spelled[:1]:
            continue
        errors = OSA.distance(spelled, other, score_cutoff=most)
        if errors > most and signs and OSA.distance(signs, _SIGN.findall(other), score_cutoff=1) <= 1:
            errors = most
        if errors <= most:
            found.append((errors, -entries, other[:1] != spelled[:1], term))
    return [term for *_, term in sorted(found)]


def _signs(spelled: str) -> list[str]:
    """The letters with their marks, where there are marks and enough letters; else none."""
    signs = _SIGN.findall(spelled)
    return signs if _FEWEST_SIGNS <= len(signs) < len(spelled) else []


def _errors(spelled: str) -> int:
    """How many errors a word of so many letters may have. Signs of scripts without spaces are no letters."""
    match = WORD.search(spelled)
    if len(spelled) < _FEWEST or (match and match.lastgroup in ("run", "digits") and match.group() == spelled):
        return 0
    return 2 if len(spelled) >= _TWO_ERRORS else 1
