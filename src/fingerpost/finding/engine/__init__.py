"""The index behind one small interface: everything that knows Tantivy is in this folder.

``Index`` keeps entries and answers wishes; the wishes are plain values that name no engine.
"""

from fingerpost.finding.engine.index import Answer, Counts, Index, Row, Told, UnreadableIndex
from fingerpost.finding.engine.wishes import (
    AnyOf,
    AtLeast,
    Best,
    Bonus,
    Called,
    Days,
    Every,
    Few,
    Flat,
    Not,
    Phrase,
    Prefix,
    Same,
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
    "Called",
    "Counts",
    "Days",
    "Every",
    "Few",
    "Flat",
    "Index",
    "Not",
    "Phrase",
    "Prefix",
    "Row",
    "Same",
    "Term",
    "Told",
    "UnreadableIndex",
    "Value",
    "Weighed",
    "Wish",
    "Word",
]
