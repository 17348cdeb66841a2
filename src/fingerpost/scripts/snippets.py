"""Which part of a long text shows best what was looked for."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from fingerpost.scripts.signs import CLUSTER

_MOST_HITS: Final = 10_000
_WORD_START: Final = re.compile(r"(?<=\s)\S")
_SENTENCE_START: Final = re.compile(r"(?:(?<=[.!?؟।။:;]\s)|(?<=[。！？\n]))\S")
_LONGEST_WORD: Final = 30


class _Hit(Protocol):
    @property
    def wanted(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Stretch(NamedTuple):
    first: int
    end: int


def snippet(text: str, hits: Sequence[_Hit], size: int) -> Stretch:
    """The stretch of at most ``size`` characters in which most of the wanted meet, cut between words."""
    if size <= 0:
        return Stretch(0, 0)
    first, end = _densest(hits[:_MOST_HITS], size) if hits else (0, 0)
    first = _start(text, first, end, size)
    return Stretch(first, _end(text, max(first, end), min(len(text), first + size)))


def _densest(hits: Sequence[_Hit], size: int) -> tuple[int, int]:
    """The first and end sign of the group of hits that holds most of the wanted, then most hits."""
    best, best_score, oldest = (hits[0].start, min(hits[0].end, hits[0].start + size)), (0, 0), 0
    counts: dict[int, int] = {}
    for newest, hit in enumerate(hits):
        counts[hit.wanted] = counts.get(hit.wanted, 0) + 1
        while oldest < newest and hit.end - hits[oldest].start > size:
            gone = hits[oldest].wanted
            counts[gone] -= 1
            if not counts[gone]:
                del counts[gone]
            oldest += 1
        score = (len(counts), newest - oldest)
        if score > best_score and hit.end - hits[oldest].start <= size:
            best, best_score = (hits[oldest].start, hit.end), score
    return best


def _start(text: str, first: int, end: int, size: int) -> int:
    """Some words before the first hit, if there is room: a third of what is left over."""
    if end <= size * 2 // 3:
        return 0
    room = size - (end - first)
    wished = max(0, min(first - room // 3, len(text) - size))
    if wished == 0:
        return 0
    if sentence := _SENTENCE_START.search(text, wished, first + 1):
        return sentence.start()
    match = _WORD_START.search(text, wished, min(first + 1, wished + _LONGEST_WORD))
    return match.start() if match else _between_clusters(text, wished)


def _end(text: str, least: int, wished: int) -> int:
    if wished >= len(text) or text[wished].isspace():
        return wished
    at = max((at for at in range(max(least, wished - _LONGEST_WORD), wished) if text[at].isspace()), default=-1)
    return at if at > 0 else max(least, _between_clusters(text, wished, -1))


def _between_clusters(text: str, at: int, step: int = 1) -> int:
    """The nearest place that parts no sign from its marks."""
    bound = max(0, at - _LONGEST_WORD)
    ends = [bound + match.end() for match in CLUSTER.finditer(text[bound : at + _LONGEST_WORD])]
    if step > 0:
        return next((end for end in ends if end >= at), at)
    return next((end for end in reversed(ends) if end <= at), at)
