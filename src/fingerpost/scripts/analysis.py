"""The terms that a text is found by."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from fingerpost.scripts.folding import fold
from fingerpost.scripts.stems import primary
from fingerpost.scripts.words import chunks, exact_terms, joined, loose_terms, words

_MOST_KEPT: Final = 50_000  # parts of texts in one language
_LONGEST_KEPT: Final = 40


class Analysis(NamedTuple):
    """A text's terms: ``exact`` in order, neighbours next to each other; ``loose`` in no order."""

    exact: list[str]
    loose: list[str]


class Terms(NamedTuple):
    """The terms of a part of a text between spaces."""

    exact: tuple[str, ...]
    loose: tuple[str, ...]


def analysed(text: str, language: str = "") -> Analysis:
    """Take a text apart. ``language`` (BCP 47) chooses its stems; without it each script's main language does.

    >>> analysed("COVID-19 in cities", "en")
    Analysis(exact=['covid', '19', 'in', 'cities'], loose=['covid', '19', 'covid19', 'in', 'citi'])
    """
    known = terms_of_parts(primary(language))
    exact: list[str] = []
    loose: list[str] = []
    for part in text.split():
        its_exact, its_loose = known[part]
        exact += its_exact
        loose += its_loose
    return Analysis(exact, loose)


class _Known(dict[str, Terms]):
    """The terms of each part in one language, as it was written, kept: texts say the same words again and again."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, part: str) -> Terms:
        if len(part) > _LONGEST_KEPT:
            return self._long(part)
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[part] = terms = _terms(chunks(fold(part)), self._language)
        return terms

    def _long(self, part: str) -> Terms:
        """The terms of an address, of a line of data, of Chinese: the words in it may be known."""
        exact: list[str] = []
        loose: list[str] = []
        for chunk in chunks(fold(part)):
            terms = self[chunk.group()] if len(chunk.group()) <= _LONGEST_KEPT else _terms([chunk], self._language)
            exact += terms.exact
            loose += terms.loose
        return Terms(tuple(exact), tuple(loose))


@cache
def terms_of_parts(language: str) -> _Known:
    """The terms of any part of a text that holds no space, by asking for the part."""
    return _Known(language)


def _terms(found_chunks: Iterable[re.Match[str]], language: str) -> Terms:
    exact: list[str] = []
    loose: list[str] = []
    for chunk in found_chunks:
        found = words(chunk.group())
        for word in found:
            exact += exact_terms(word)
            loose += loose_terms(word, language)
        if compound := joined(found, language):
            loose.append(compound)
    return Terms(tuple(exact), tuple(loose))
