"""The words of a folded text, and the terms that each of them is found by."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from fingerpost.scripts import hangul
from fingerpost.scripts.signs import ASCII_CHUNK, CHUNK, WORD, bigrams, units
from fingerpost.scripts.stems import stem

LONGEST_TERM: Final = 80  #: signs; what is longer is nobody's word and is cut
_MOST_JOINED: Final = 8  # parts of a compound that is also found joined


class Word(NamedTuple):
    """A word of one kind of sign: run (of a script without spaces), hangul, digits or letters."""

    kind: str
    text: str
    start: int


def chunks(folded: str) -> list[str]:
    """What stands together in a folded text without a space: words, compounds, runs."""
    return (ASCII_CHUNK if folded.isascii() else CHUNK).findall(folded)


def chunk_matches(folded: str) -> Iterator[re.Match[str]]:
    return (ASCII_CHUNK if folded.isascii() else CHUNK).finditer(folded)


def words(chunk: str) -> list[Word]:
    """The words of a chunk in order; the English genitive is none."""
    found = WORD.finditer(chunk.removesuffix("'s"))
    return [Word(match.lastgroup or "", match.group(), match.start()) for match in found]


def exact_terms(word: Word) -> list[str]:
    """The terms of a word whose order counts."""
    if word.kind == "run":
        return _cut(bigrams(units(word.text)))
    if word.kind == "hangul":
        return bigrams(word.text)
    return [word.text[:LONGEST_TERM]]


def loose_terms(word: Word, language: str) -> list[str]:
    """The terms of a word that it is found by whatever its form."""
    if word.kind == "run":
        return _cut(units(word.text))
    text = word.text[:LONGEST_TERM]
    if word.kind == "letters":
        return [stem(text, language)[:LONGEST_TERM]]
    if word.kind == "hangul":
        short = hangul.bare(text)
        return [text] if short == text else [text, short]
    return [text]


def joined(found: list[Word], language: str) -> str:
    """The one word that the parts of a compound make without their hyphens, "" where they make none."""
    if not 1 < len(found) <= _MOST_JOINED or any(word.kind not in ("letters", "digits") for word in found):
        return ""
    whole = "".join(word.text for word in found)[:LONGEST_TERM]
    if all(word.kind == "letters" for word in found):
        return stem(whole, language)[:LONGEST_TERM]
    return "" if whole.isdigit() else whole


def _cut(terms: list[str]) -> list[str]:
    return [term[:LONGEST_TERM] for term in terms]
