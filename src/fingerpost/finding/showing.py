"""Why an entry was found: its title in the language of the match, and the place in its text."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fingerpost.finding.engine import Told
from fingerpost.scripts.marking import Marker, Piece

SNIPPET_LETTERS = 220


class Shown(NamedTuple):
    language: str
    title: list[Piece]
    snippet: list[Piece]


def shown(told: Told, marker: Marker, language: str) -> Shown:
    """Return how a found entry is shown: the title and the text in which most of the words stand.

    Where that is the same in several languages, it is the one being spoken, and else the entry's own, which comes first.
    """
    title, own = _best(told.titles, marker, language, most=0)
    snippet, _ = _best(told.texts, marker, own or language, most=SNIPPET_LETTERS)
    if not _hits([title, snippet]):
        name, _ = _best((each for each in told.names if marker.may_mark(*each)), marker, language, most=0)
        snippet = name if _hits([name]) else snippet
    return Shown(own, title, snippet)


def _best(texts: Iterable[tuple[str, str]], marker: Marker, language: str, *, most: int) -> tuple[list[Piece], str]:
    best: tuple[int, bool, list[Piece], str] = (-1, False, [], "")
    for words, its in texts:
        pieces = marker.marked(words, its, most)
        rank = (_hits([pieces]), _speaks(its, language))
        if rank > best[:2]:
            best = (*rank, pieces, its)
    return best[2], best[3]


def _hits(texts: Iterable[Sequence[Piece]]) -> int:
    return len({piece.text.casefold() for pieces in texts for piece in pieces if piece.is_hit})


def _speaks(its: str, language: str) -> bool:
    return its.partition("-")[0] == language.partition("-")[0]
