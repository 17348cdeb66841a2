"""What the lists of a page ask of the catalogue, all of them answered together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, IntegerField, Max, Q, QuerySet, Subquery, Value, Window
from django.db.models.functions import RowNumber

from fingerpost.catalogue.models import Credit, Crisis, Organisation, Place, Record, Theme
from fingerpost.catalogue.querysets import RecordQuerySet

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
        if self.organisation:
            found = found.filter(pk__in=self._credits().values("record"))
        if self.place:
            country = Place.objects.filter(pk=self.place, kind=Place.Kind.COUNTRY).values("country")
            found = found.filter(Q(place=self.place) | Q(place__country__in=country))
        return found

    def _credits(self) -> QuerySet[Credit]:
        credited = Credit.objects.filter(organisation__in=Organisation.objects.filter(_with_parts(self.organisation)))
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


def _with_parts(pk: int | None) -> Q:
    found = Q(pk=pk)
    for depth in range(1, DEPTH + 1):
        found |= Q(**{"__".join(["parent"] * depth): pk})
    return found


def fetch(wanted: Sequence[Wanted], *, today: date) -> list[list[Record]]:
    """Return the records of every list, ready for rows.

    Takes two queries for any number of lists (which records, then the records), and those of ``for_rows`` once.
    """
    if not wanted:
        return []
    first, *others = [_numbered(one, place, today=today) for place, one in enumerate(wanted)]
    ranked = sorted(first.union(*others, all=True) if others else first)
    records = {record.pk: record for record in Record.objects.filter(pk__in={pk for *_, pk in ranked}).for_rows()}
    lists: list[list[Record]] = [[] for _ in wanted]
    for place, _rank, pk in ranked:
        if pk in records:
            lists[place].append(records[pk])
    return [_as_picked(one, found) for one, found in zip(wanted, lists, strict=True)]


def _numbered(one: Wanted, place: int, *, today: date) -> QuerySet:
    records = one.records(today=today)
    order = list(records.query.order_by) or ["pk"]
    limit = max(one.limit, len(one.picked))
    return (
        records.order_by()
        .annotate(_list=Value(place, IntegerField()), _rank=Window(RowNumber(), order_by=order))
        .filter(_rank__lte=limit)
        .values_list("_list", "_rank", "pk")
    )


def _as_picked(one: Wanted, found: list[Record]) -> list[Record]:
    return sorted(found, key=lambda record: one.picked.index(record.pk)) if one.picked else found


def counted(crisis: int, wanted: Sequence[Wanted], *, today: date) -> Any:
    """Return the crisis with its phase and, in one query, the figures of its hub.

    ``entries``, ``organisations``, ``countries``, ``changed`` (the moment of the last change) and ``list_0``,
    ``list_1``… (how many records each list is about). Raises Crisis.DoesNotExist.
    """
    records = Record.objects.live().filter(crisis=crisis).order_by()
    credits_ = Credit.objects.filter(record__in=records.values("pk")).order_by()
    countries = records.filter(place__country__gt="").values_list("place__country")
    seats = credits_.filter(organisation__country__gt="").values_list("organisation__country")
    lists = {f"list_{at}": CountOf(one.records(today=today).order_by().values("pk")) for at, one in enumerate(wanted)}
    changed = records.values("crisis").annotate(last=Max("updated_at")).values("last")
    return (
        Crisis.objects.select_related("current_phase")
        .annotate(
            entries=CountOf(records.values("pk")),
            organisations=CountOf(credits_.values("organisation").distinct()),
            countries=CountOf(countries.union(seats)),
            changed=Subquery(changed),
            **lists,
        )
        .get(pk=crisis)
    )
