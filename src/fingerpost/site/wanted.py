"""What the lists of a page ask of the catalogue, all of them answered together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count, DateTimeField, F, IntegerField, Max, Q, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce, RowNumber

from fingerpost.catalogue.models import Credit, Crisis, Organisation, Place, Record, Theme
from fingerpost.catalogue.querysets import RecordQuerySet
from fingerpost.site.entries import Entry, entries
from fingerpost.site.statements import Statement, run, written

#: Who made it, of all the parts that an organisation may have in a record.
MAKING = (Credit.Role.ORGANISER, Credit.Role.PUBLISHER, Credit.Role.HOST)
#: How far below a chosen theme or organisation its parts are followed; asked for in the query itself.
DEPTH = 3


class CountOf(Subquery):
    """The number of rows of a query, as one value of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _counted)"
    output_field = IntegerField()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One list: which records of a crisis, in which order, and how many at most. Ids are those of the catalogue."""

    crisis: int
    kind: str = ""
    theme: int | None = None
    series: int | None = None
    organisation: int | None = None
    makers_only: bool = False
    place: int | None = None
    when: str = "all"
    order: str = ""
    search: str = ""  #: in the query language; what it finds is then looked for, not asked of the database
    picked: tuple[int, ...] = ()
    limit: int = 10

    def records(self, *, today: date) -> RecordQuerySet:
        """Return all that the list is about, in its order."""
        found = Record.objects.live().filter(crisis=self.crisis)
        if self.picked:
            return found.filter(pk__in=self.picked)
        return self._ordered(self._filtered(found), today=today)

    def _filtered(self, found: RecordQuerySet) -> RecordQuerySet:
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.theme:
            within = Theme.objects.filter(_with_parts(self.theme))
            found = found.filter(pk__in=Record.themes.through.objects.filter(theme__in=within).values("record"))
        if self.series:
            found = found.filter(series=self.series)
        if self.organisation is not None:
            found = found.filter(pk__in=self._credits().values("record"))
        if self.place:
            country = Place.objects.filter(pk=self.place, kind=Place.Kind.COUNTRY).values("country")
            found = found.filter(Q(place=self.place) | Q(place__country__in=country))
        return found

    def _credits(self) -> QuerySet[Credit]:
        credited = Credit.objects.filter(
            organisation__in=Organisation.objects.filter(_organisation_with_parts(self.organisation))
        )
        return credited.filter(role__in=MAKING) if self.makers_only else credited

    def _ordered(self, found: RecordQuerySet, *, today: date) -> RecordQuerySet:
        if self.when == "upcoming":
            return found.upcoming(today=today)
        if self.when == "past":
            found = found.past(today=today)
        if self.order == "title":
            return found.by_title()
        if self.order == "number":
            number = F("number").asc(nulls_last=True)
            return found.order_by(F("series").asc(nulls_last=True), number, F("start_date").desc(nulls_last=True), "pk")
        if self.kind == Record.Kind.EVENT and not self.order and self.when == "all":
            return found.upcoming_first(today=today)
        return found.newest_first()


def _organisation_with_parts(pk: int | None) -> Q:
    """Return the condition for an organisation with its parts; a page may have chosen one that was merged since."""
    kept = Organisation.objects.filter(pk=pk).values("merged_into")
    return _with_parts(Coalesce(Subquery(kept), Value(pk)))


def _with_parts(pk: Any) -> Q:
    found = Q(pk=pk)
    for depth in range(1, DEPTH + 1):
        found |= Q(**{"__".join(["parent"] * depth): pk})
    return found


@dataclass(slots=True)
class Found:
    """What answers one list: its first entries in order, and how many there are in all."""

    entries: list[Entry]
    total: int = 0


def fetch(
    wanted: Sequence[Wanted], *, today: date, searched: Callable[[Wanted], tuple[int, list[int]]] | None = None
) -> list[Found]:
    """Return what answers every list. The number of queries does not depend on that of the lists: three or four.

    ``searched`` says of a list that searches how much it finds, and the first ids.
    """
    if not wanted:
        return []
    asked = tuple((place, one) for place, one in enumerate(wanted) if not one.search)
    ranked = sorted(run(_statement(asked, today, connection.vendor))) if asked else []
    for place, one in enumerate(wanted):
        if one.search and searched:
            total, pks = searched(one)
            ranked += [(place, rank, total, pk) for rank, pk in enumerate(pks)]
    made = entries({pk for *_, pk in ranked})
    lists = [Found([]) for _ in wanted]
    for place, _rank, total, pk in ranked:
        if pk in made:
            lists[place].entries.append(made[pk])
            lists[place].total = total
    for one, found in zip(wanted, lists, strict=True):
        found.entries = _as_picked(one, found.entries)
    return lists


@lru_cache(maxsize=256)
def _statement(wanted: tuple[tuple[int, Wanted], ...], today: date, vendor: str) -> Statement:  # noqa: ARG001
    """Return what finds the first ids of every list, each with its place."""
    first, *others = [_numbered(one, place, today=today) for place, one in wanted]
    return written(first.union(*others, all=True) if others else first)


def _numbered(one: Wanted, place: int, *, today: date) -> QuerySet:
    records = one.records(today=today)
    order = list(records.query.order_by) or ["pk"]
    return (
        records.order_by()
        .annotate(
            _list=Value(place, IntegerField()),
            _rank=Window(RowNumber(), order_by=order),
            _total=Window(Count("pk")),
        )
        .filter(_rank__lte=max(one.limit, len(one.picked)))
        .values_list("_list", "_rank", "_total", "pk")
    )


def _as_picked(one: Wanted, found: list[Entry]) -> list[Entry]:
    return sorted(found, key=lambda entry: one.picked.index(entry.pk)) if one.picked else found


@dataclass(frozen=True, slots=True)
class Figures:
    """What a hub's head says: the crisis's phase, and how much of what stands behind the page."""

    phase: str
    entries: int
    organisations: int
    countries: int
    changed: datetime | None


def figured(crisis: int) -> Figures:
    """Return the figures of a crisis's public entries, in one query."""
    found = run(_figures_statement(crisis, connection.vendor))
    phase, *counts, changed = found[0] if found else ("", 0, 0, 0, None)
    moment = DateTimeField().to_python(changed)
    # Moments are kept in UTC; not every database says so with the value.
    return Figures(phase or "", *counts, moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC))


@lru_cache(maxsize=64)
def _figures_statement(crisis: int, vendor: str) -> Statement:  # noqa: ARG001
    records = Record.objects.live().filter(crisis=crisis).order_by()
    credits_ = Credit.objects.filter(record__live=True, record__crisis=crisis).order_by()
    countries = records.filter(place__country__gt="").values_list("place__country")
    seats = credits_.filter(organisation__country__gt="").values_list("organisation__country")
    figures = (
        Crisis.objects.filter(pk=crisis)
        .order_by()
        .annotate(
            entries=CountOf(records.values("pk")),
            organisations=CountOf(credits_.values("organisation").distinct()),
            countries=CountOf(countries.union(seats)),
            changed=Subquery(records.values("crisis").annotate(last=Max("updated_at")).values("last")),
        )
    )
    columns = ("current_phase__name", "entries", "organisations", "countries", "changed")
    return written(figures.values_list(*columns))
