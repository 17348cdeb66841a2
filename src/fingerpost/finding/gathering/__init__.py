"""From the database: what the index holds of each thing. The table is what counts, and so the public page; not drafts."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import structlog
from django.apps import apps
from django.db import DatabaseError
from wagtail.documents import get_document_model

from fingerpost.finding.entries import IndexEntry
from fingerpost.finding.gathering.authorities import all_series, organisations, places, terms, themes
from fingerpost.finding.gathering.known import BATCH_SIZE, Known, batches
from fingerpost.finding.gathering.pages import documents, pages
from fingerpost.finding.gathering.records import records

log = structlog.get_logger(__name__)

#: Changes with what entries are made of, so that an index of other entries is made anew.
VERSION_OF_ENTRIES = 2

Gatherer = Callable[[list[int], Known], Iterator[IndexEntry]]

#: For each kind of thing the model that it is kept in, and what makes its entries of keys.
GATHERERS: dict[str, tuple[Callable[[], Any], Gatherer]] = {
    "organisation": (lambda: apps.get_model("catalogue.Organisation"), organisations),
    "place": (lambda: apps.get_model("catalogue.Place"), places),
    "theme": (lambda: apps.get_model("catalogue.Theme"), themes),
    "series": (lambda: apps.get_model("catalogue.Series"), all_series),
    "term": (lambda: apps.get_model("finding.SynonymRing"), terms),
    "page": (lambda: apps.get_model("wagtailcore.Page"), pages),
    "document": (get_document_model, documents),
    "record": (lambda: apps.get_model("catalogue.Record"), records),
}


#: Of most things 500 are in memory at once; the words of a single document may be a million characters.
SIZES = {"document": 10}


def entries_of(what: str, pks: Iterable[int]) -> Iterator[IndexEntry]:
    """Return the entries of some things of one kind; those that are gone are missing. The same queries for any 500."""
    known = Known()
    for some in batches(dict.fromkeys(pks), SIZES.get(what, BATCH_SIZE)):
        yield from _gathered(what, some, known)


def all_entries(batch: int = BATCH_SIZE) -> Iterator[IndexEntry]:
    """Return the entries of everything there is, a few at a time: no list of them stands in memory."""
    known = Known()
    for what in GATHERERS:
        for some in _keys(what, min(batch, SIZES.get(what, batch))):
            yield from _gathered(what, some, known)


def count_all() -> int:
    """Return how many there are of all things that may have an entry."""
    return sum(model()._base_manager.count() for model, _gather in GATHERERS.values())


def _gathered(what: str, pks: list[int], known: Known) -> list[IndexEntry]:
    """Return entries; one that cannot be made is logged and missing, and keeps no other from being found."""
    gather = GATHERERS[what][1]
    try:
        return list(gather(pks, known))
    except DatabaseError:
        raise
    except Exception:
        if len(pks) == 1:
            log.exception("No entry for the search index can be made of it.", what=what, pk=pks[0])
            return []
        return [entry for pk in pks for entry in _gathered(what, [pk], known)]


def _keys(what: str, batch: int) -> Iterator[list[int]]:
    # Page by page of the keys: a cursor that stays open for a minute would hold up the database's own tidying.
    keys = GATHERERS[what][0]()._base_manager.order_by("pk").values_list("pk", flat=True)
    last = 0
    while some := list(keys.filter(pk__gt=last)[:batch]):
        yield some
        last = some[-1]
