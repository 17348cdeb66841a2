"""The words of a folded text, and the terms that each of them is found by."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from fingerpost.scripts import hangul
from fingerpost.scripts.signs import ASCII_CHUNK, CHUNK, WORD, bigrams, units
from fingerpost.scripts.stems import stem

LONGEST_TERM: Final = 80  #: signs; what is longer is nobody's word and is cut
_MOST_JOINED: Final = 8  # parts of a compound that is also found joined
#: What French, Italian and Catalan leave of a word before a vowel.
_ELISIONS: Final = "l d j m t s c n qu lorsqu puisqu jusqu quoiqu un dell all nell sull dall quest gl degl"
_ELIDED: Final = frozenset(_ELISIONS.split())


class Word(NamedTuple):
    """A word of one kind of sign: run (of a script without spaces), hangul, digits or letters."""

    kind: str
    text: str
    start: int  #: in its chunk
    is_elided: bool = False  #: the article of “l'eau”

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def chunks(folded: str) -> Iterator[re.Match[str]]:
    """What stands together in a folded text without a space: words, compounds, runs."""
    return (ASCII_CHUNK if folded.isascii() else CHUNK).finditer(folded)


def words(chunk: str) -> list[Word]:
    """The words of a chunk in order; the English genitive is none."""
    return [_word(match) for match in WORD.finditer(chunk.removesuffix("'s"))]


def _word(match: re.Match[str]) -> Word:
    text, chunk = match.group(), match.string
    is_elided = chunk[match.end() : match.end() + 1] == "'" and text in _ELIDED
    return Word(match.lastgroup or "", text, match.start(), is_elided)


def exact_terms(word: Word) -> list[str]:
    """The terms of a word whose order counts."""
    if word.kind == "run":
        return _cut(bigrams(units(word.text)))
    if word.kind == "hangul":
        return bigrams(word.text)
    return [word.text[:LONGEST_TERM]]


def loose_terms(word: Word, language: str) -> list[str]:
    """The terms that a word is found by whatever its form, the barest last."""
    if word.kind == "run":
        return _cut(units(word.text))
    text = word.text[:LONGEST_TERM]
    if word.kind == "letters":
        return [stem(text, language)[:LONGEST_TERM]]
    if word.kind == "hangul":
        short = hangul.bare(text)
        return [text] if short == text else [text, short]
    return [text]


def joined(found: Sequence[Word], language: str) -> str:
    """The stem of the one word that the parts of a compound make, "" where they make none."""
    whole = compound(found)
    return stem(whole, language)[:LONGEST_TERM] if whole and not any(map(str.isdigit, whole)) else whole


def compound(found: Sequence[Word]) -> str:
    """The parts of a chunk without the hyphens between them, "" where they are no compound.

    >>> compound(words("covid-19"))
    'covid19'
    """
    parts = [word for word in found if not word.is_elided]
    if not 1 < len(parts) <= _MOST_JOINED or any(word.kind not in ("letters", "digits") for word in parts):
        return ""
    whole = "".join(word.text for word in parts)[:LONGEST_TERM]
    return "" if whole.isdigit() else whole


def _cut(terms: list[str]) -> list[str]:
    """Only hostile signs carry so many marks."""
    return [term[:LONGEST_TERM] for term in terms] if max(map(len, terms)) > LONGEST_TERM else terms
