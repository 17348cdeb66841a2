"""Lists out of the database, narrowed to what a search finds."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.db.models import BooleanField, CharField, Expression, F, Func, QuerySet, Value
from django.db.models.functions import Cast, Concat, StrIndex

from fingerpost.finding.search import find_pks

Rows = TypeVar("Rows", bound=QuerySet)

#: Nobody looks at more of what is sorted by relevance.
MOST_RELEVANT = 1000
#: Of what has an order of its own, more would make a statement longer than databases like.
MOST_KEYS = 20_000


def narrowed(
    rows: Rows,
    words: str,
    *,
    what: str,
    chosen: Mapping[str, Sequence[str]] | None = None,
    also_drafts: bool = True,
    keeps_order: bool = False,
    key: str = "pk",
) -> Rows:
    """Return the rows that a half-typed search finds, the most relevant first or in the order that they have.

    ``what`` is the kind of thing that they are rows of, ``chosen`` narrows by facets as ``find`` does, ``key``
    names the column that says which thing a row stands for. Takes no query of its own. Words without a letter narrow
    nothing.
    """
    if not any(map(str.isalnum, words)):
        return rows
    most = MOST_KEYS if keeps_order else MOST_RELEVANT
    pks = find_pks(words, what=what, chosen=chosen, as_typed=True, also_drafts=also_drafts, most=most)
    if not pks:
        return rows.none()
    found = rows.filter(_is_among(pks, key))
    return found if keeps_order else found.order_by(_place_among(pks, key), "pk")


def _is_among(pks: Sequence[int], key: str) -> Expression:
    # Written out: as parameters, thousands of numbers take longer to hand over than to look up.
    return Func(F(key), template=f"%(expressions)s IN ({','.join(map(str, pks))})", output_field=BooleanField())


def _place_among(pks: Sequence[int], key: str) -> Expression:
    """Return where each row stands in a list of keys, in one expression that any database works out."""
    listed = Value(f",{','.join(map(str, pks))},", output_field=CharField())
    return StrIndex(listed, Concat(Value(","), Cast(key, CharField()), Value(",")))
