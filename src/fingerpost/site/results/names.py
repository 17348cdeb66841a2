"""What the values of facets are called: those that are things of the catalogue, all in one query."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache, partial
from typing import NamedTuple

from django.db import connection
from django.db.models import Case, CharField, Exists, F, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce

from fingerpost.catalogue.models import Crisis, Organisation, Phase, Place, Record, Series
from fingerpost.site.statements import Statement, run, written

#: Statements are kept by the number of their values, which is rounded up to this so that few of them are needed.
STEP = 8


class Name(NamedTuple):
    label: str
    value: str  #: as an address writes it today; another than was asked for where the thing was merged


#: By facet and by the value that was asked for.
Names = Mapping[tuple[str, str], Name]


def names(wanted: Mapping[str, Collection[str]]) -> dict[tuple[str, str], Name]:
    """Return the names of values by facet and value, without those that nothing stands behind. Takes one query or none."""
    asked = {facet: list(dict.fromkeys(values)) for facet, values in wanted.items() if values and facet in _PARTS}
    if not asked:
        return {}
    sql, params = _statement(
        tuple(sorted((facet, -(-len(values) // STEP)) for facet, values in asked.items())), connection.vendor
    )
    given = {mark: value for facet, values in asked.items() for mark, value in _marked(facet, values)}
    found = run((sql, tuple(given.get(one, one) for one in params)))
    return {(facet, value): Name(label, kept) for facet, value, kept, label in found}


def _marked(facet: str, values: list[str]) -> Iterable[tuple[str, str]]:
    """Return each value with the mark that stands for it in the statement; the last one fills the places left over."""
    places = _marks(facet, -(-len(values) // STEP))
    return zip(places, values + values[-1:] * (len(places) - len(values)), strict=True)


def _marks(facet: str, steps: int) -> list[str]:
    return [f"\0{facet}:{place}" for place in range(steps * STEP)]


@lru_cache(maxsize=256)
def _statement(sizes: tuple[tuple[str, int], ...], vendor: str) -> Statement:  # noqa: ARG001
    first, *others = [_PARTS[facet](facet, _marks(facet, steps)) for facet, steps in sizes]
    return written(first.union(*others, all=True) if others else first)


def _organisations(facet: str, values: list[str]) -> QuerySet:
    named = Exists(Record._base_manager.filter(live=True, credits__organisation=OuterRef("pk")))
    known = Organisation.objects.filter(Q(standing__in=["confirmed", "merged"]) | named)
    kept = Coalesce("merged_into__slug", "slug")
    short = Coalesce("merged_into__short_name", "short_name")
    name = Case(When(Q(_short__gt=""), then=F("_short")), default=Coalesce("merged_into__name", "name"))
    return _part(known.annotate(_short=short), facet, values, kept, name)


def _cities(facet: str, values: list[str]) -> QuerySet:
    return _part(Place.objects.filter(kind=Place.Kind.CITY), facet, values, F("slug"), F("name"))


def _things(model: type[Model], facet: str, values: list[str]) -> QuerySet:
    return _part(model._default_manager.all(), facet, values, F("slug"), F("name"))


def _part(known: QuerySet, facet: str, values: list[str], kept: object, name: object) -> QuerySet:
    return (
        known.filter(slug__in=values)
        .order_by()
        .annotate(_facet=Value(facet, CharField()), _kept=Cast(kept, CharField()), _label=Cast(name, CharField()))
        .values_list("_facet", "slug", "_kept", "_label")
    )


_PARTS = {
    "organisation": _organisations,
    "city": _cities,
    "series": partial(_things, Series),
    "phase": partial(_things, Phase),
    "crisis": partial(_things, Crisis),
}
