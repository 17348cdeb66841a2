"""Which entries a change makes anew: those of the things themselves, and those of the records that carry them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from fingerpost.catalogue.models import Credit, Link, Organisation, Record, Series, Theme
from fingerpost.finding.documents import begins_of_addresses, documents_behind
from fingerpost.finding.gathering import batches

#: What is known by another name once it is counted otherwise.
_COUNTED = {"credited": "organisation", "filled": "series"}
#: What records carry in a column of their own.
_COLUMNS = {"place": "place__in", "series": "series__in", "phase": "phase__in", "crisis": "crisis__in"}
_TREES: dict[str, Any] = {"organisation": Organisation, "theme": Theme}


def own_entries(what: str, pks: Iterable[int]) -> dict[str, set[int]]:
    """Return the keys of the entries that change with some things but for the records that carry them, by their kinds."""
    keys = set(pks)
    if what == "record":
        return {"record": keys, **_counting(keys)}
    if what == "organisation":
        below = _with_below(what, keys)
        return {"organisation": below, "series": _all_of(Series.objects.all(), "organisation__in", below, "pk")}
    if what == "theme":
        return {"theme": _with_below(what, keys)}
    return {} if what in {"phase", "crisis"} else {_COUNTED.get(what, what): keys}


def carrying(what: str, pks: Iterable[int]) -> set[int]:
    """Return the keys of the records that carry some things, or anything that stands below these."""
    if what in _COLUMNS:
        return _all_of(Record._base_manager.all(), _COLUMNS[what], set(pks), "pk")
    if what == "organisation":
        return _all_of(Credit.objects.all(), "organisation__in", _with_below(what, pks), "record_id")
    if what == "theme":
        through = Record.themes.through._base_manager.all()
        return _all_of(through, "theme__in", _with_below(what, pks), "record_id")
    if what == "document":
        return _pointing_to(set(pks))
    return set()


def _pointing_to(documents: set[int]) -> set[int]:
    full, path = begins_of_addresses()
    links = Link.objects.filter(Q(url__startswith=full) | Q(url__startswith=path)).values_list("record_id", "url")
    return {record for record, url in links if documents.intersection(documents_behind([url]))}


def _counting(records: set[int]) -> dict[str, set[int]]:
    """Return what says of itself how many records there are of it, and whether any is public."""
    return {
        "organisation": _all_of(Credit.objects.all(), "record__in", records, "organisation_id"),
        "series": _all_of(Record._base_manager.exclude(series=None), "pk__in", records, "series_id"),
    }


def _with_below(what: str, pks: Iterable[int]) -> set[int]:
    parents = dict(_TREES[what]._base_manager.exclude(parent=None).order_by().values_list("pk", "parent_id"))
    return set(pks) | set(_below(set(pks), parents))


def _below(pks: set[int], parents: Mapping[int, int]) -> Iterator[int]:
    found = set(pks)
    while new := {child for child, parent in parents.items() if parent in found} - found:
        found |= new
        yield from new


def _all_of(rows: QuerySet[Any], lookup: str, pks: Iterable[int], column: str) -> set[int]:
    found: set[int] = set()
    for some in batches(sorted(pks)):
        found.update(rows.filter(**{lookup: some}).order_by().values_list(column, flat=True).distinct())
    return found
