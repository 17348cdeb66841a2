"""What the words being typed may become: things of the hub that begin so, each with its own page."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.text import capfirst

from fingerpost.catalogue.models import Record
from fingerpost.finding import completion
from fingerpost.site.presenting.rows import address
from fingerpost.site.results.things import things
from fingerpost.site.words import clean_value

MOST = 8
#: Nobody completes a sentence of this length.
LONGEST = 100


class _Known(NamedTuple):
    """As much of a record as its address and its kind need."""

    pk: int
    kind: str
    key: str
    title: str
    format: str


def suggestions(typed: str) -> list[dict[str, str]]:
    """Return what is suggested for what was typed so far, the likeliest first: title, kind and address of each."""
    words = clean_value(typed[: 2 * LONGEST])[:LONGEST]
    if not words:
        return []
    found = completion.complete(words, most=MOST)
    known = _records(one.pk for one in found if one.what == "record") | {
        which: (thing.label, thing.url)
        for which, thing in things((one.what, one.pk) for one in found if one.what != "record").items()
    }
    return [
        {"title": one.title, "kind": known[one.what, one.pk][0], "url": known[one.what, one.pk][1]}
        for one in found
        if (one.what, one.pk) in known
    ]


def _records(pks: Iterable[int]) -> dict[tuple[str, int], tuple[str, str]]:
    pks = list(pks)
    if not pks:
        return {}
    found = Record.objects.live().filter(pk__in=pks).values_list(*_Known._fields)
    return {("record", one.pk): (_label(one), address(one)) for one in map(_Known._make, found)}


def _label(known: _Known) -> str:
    return capfirst(known.format) if known.format else str(Record.Kind(known.kind).label)
