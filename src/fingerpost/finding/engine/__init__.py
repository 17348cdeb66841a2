"""The index behind one small interface: everything that knows Tantivy is in this folder.

``Index`` keeps entries and answers wishes; the wishes are plain values that name no engine.
"""

from fingerpost.finding.engine.index import Answer, Index, Row, UnreadableIndex
from fingerpost.finding.engine.wishes import (
    AnyOf,
    AtLeast,
    Best,
    Bonus,
    Days,
    Every,
    Few,
    Not,
    Phrase,
    Prefix,
    Term,
    Value,
    Weighed,
    Wish,
    Word,
)

__all__ = [
    "Answer",
    "AnyOf",
    "AtLeast",
    "Best",
    "Bonus",
    "Days",
    "Every",
    "Few",
    "Index",
    "Not",
    "Phrase",
    "Prefix",
    "Row",
    "Term",
    "UnreadableIndex",
    "Value",
    "Weighed",
    "Wish",
    "Word",
]
