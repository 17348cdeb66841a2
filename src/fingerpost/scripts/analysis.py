"""The terms that a text is found by."""

from functools import cache
from typing import Final, NamedTuple

from fingerpost.scripts.folding import fold
from fingerpost.scripts.stems import primary
from fingerpost.scripts.words import chunks, exact_terms, joined, loose_terms, words

_MOST_KEPT: Final = 200_000  # chunks of one language
_LONGEST_KEPT: Final = 40


class Analysis(NamedTuple):
    """A text's terms: ``exact`` in order, neighbours next to each other; ``loose`` in no order."""

    exact: list[str]
    loose: list[str]


def analysed(text: str, language: str = "") -> Analysis:
    """Take a text apart. ``language`` (BCP 47) chooses its stems; without it each script's main language does.

    >>> analysed("COVID-19 in cities", "en")
    Analysis(exact=['covid', '19', 'in', 'cities'], loose=['covid', '19', 'covid19', 'in', 'citi'])
    """
    known = _known(primary(language))
    exact: list[str] = []
    loose: list[str] = []
    for chunk in chunks(fold(text)):
        its_exact, its_loose = known[chunk]
        exact += its_exact
        loose += its_loose
    return Analysis(exact, loose)


class _Known(dict[str, tuple[list[str], list[str]]]):
    """The terms of each chunk in one language, kept: texts say the same words again and again."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, chunk: str) -> tuple[list[str], list[str]]:
        terms = chunk_terms(chunk, self._language)
        if len(chunk) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[chunk] = terms
        return terms


@cache
def _known(language: str) -> _Known:
    return _Known(language)


def chunk_terms(chunk: str, language: str) -> tuple[list[str], list[str]]:
    found = words(chunk)
    exact = [term for word in found for term in exact_terms(word)]
    loose = [term for word in found for term in loose_terms(word, language)]
    if compound := joined(found, language):
        loose.append(compound)
    return exact, loose
