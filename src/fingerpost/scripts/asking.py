"""One word of a query, as terms that a text is found by."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fingerpost.scripts import hangul
from fingerpost.scripts.folding import fold
from fingerpost.scripts.signs import bigrams
from fingerpost.scripts.stems import primary, stemmed_languages
from fingerpost.scripts.words import Word, chunks, exact_terms, joined, loose_terms, words


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look for. Empty ``exact``: the word holds neither letter nor digit."""

    written: str
    exact: tuple[str, ...]  #: follow each other among a text's exact terms
    loose: tuple[tuple[str, ...], ...]  #: alternatives; of each, all stand among a text's loose terms
    is_grams: bool  #: the exact terms are n-grams of one string
    stripped: tuple[str, ...] = ()  #: as ``exact``, without Korean particles; the same where none is attached
    is_whole: bool = False  #: parts of it that stand somewhere alone mean nothing


def asked(word: str, languages: Iterable[str] = ()) -> Asked:
    """Say how one word, or a run without spaces, is found.

    Its stems are those of the languages named (BCP 47), of English for Latin letters, and of every language that we
    know to write another script.

    >>> asked("e-learning").loose
    (('e', 'learn'), ('elearn',))
    """
    compounds = [words(chunk.group()) for chunk in chunks(fold(word))]
    found = [part for compound in compounds for part in compound]
    return Asked(
        written=word,
        exact=tuple(term for part in found for term in exact_terms(part)),
        loose=tuple(dict.fromkeys(_alternatives(compounds, languages))) if found else (),
        is_grams=len(found) == 1 and found[0].kind in ("run", "hangul"),
        stripped=tuple(term for part in found for term in _stripped(part)),
    )


def _stripped(word: Word) -> list[str]:
    return bigrams(hangul.bare(word.text)) if word.kind == "hangul" else exact_terms(word)


def _alternatives(compounds: Sequence[Sequence[Word]], languages: Iterable[str]) -> Iterator[tuple[str, ...]]:
    found = [part for compound in compounds for part in compound]
    if len(found) == 1 and found[0].kind in ("run", "hangul"):
        terms = loose_terms(found[0], "")
        # the signs of a run, anywhere in a text, would say nothing
        yield from ((term,) for term in terms if found[0].kind == "hangul" or len(terms) == 1)
        return
    meant = [part for part in found if not part.is_elided] or found
    spoken = dict.fromkeys((*stemmed_languages(meant[0].text), *map(primary, languages)))
    for language in spoken:
        yield tuple(term for part in meant for term in _barest(part, language))
        if len(compounds) == 1 and (compound := joined(found, language)):
            yield (compound,)


def _barest(word: Word, language: str) -> list[str]:
    terms = loose_terms(word, language)
    return terms[-1:] if word.kind == "hangul" else terms
