"""What a search gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from fingerpost.scripts.marking import Piece


class Count(NamedTuple):
    """How many of the found have one value of a facet."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One found thing and why it was found. Pieces are plain text, not yet HTML; joined they give the words back."""

    what: str  #: record, organisation, place, theme, series, page, document
    pk: int
    score: float
    language: str  #: of the title and the snippet: the one in which the words were met
    title: Sequence[Piece]
    snippet: Sequence[Piece]  #: empty where there is nothing beyond the title


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the searcher should know of her query: a sentence, and perhaps the query that she may have meant."""

    sentence: str
    queries: Sequence[str] = ()  #: whole queries to try instead


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    query: str  #: as it was understood, to write into the box again
    total: int
    hits: Sequence[Hit]
    facets: Mapping[str, Sequence[Count]] = field(default_factory=dict)
    missing: Sequence[str] = ()  #: words of the query that occur nowhere
    notices: Sequence[Notice] = ()
    wanted: Sequence[str] = ()  #: the plain words that were looked for, without fields
