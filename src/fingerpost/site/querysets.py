"""What the public pages ask of the database, in as few queries as they can."""

from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Window
from django.db.models.functions import RowNumber

from fingerpost.catalogue.models import Record, Series
from fingerpost.catalogue.querysets import RecordQuerySet
from fingerpost.intake.models import Item


@dataclass(frozen=True, slots=True)
class KindGroup:
    """The first records of one kind among those found, and how many there are in all."""

    kind: str
    count: int
    records: list[Record]


def for_details(records: RecordQuerySet) -> RecordQuerySet:
    """Fetch with each record all that its own page shows."""
    items = Prefetch("provenance", Item.objects.taken_in().select_related("batch"))
    return records.for_rows().select_related("crisis").prefetch_related(items)


def first_of_each_kind(records: RecordQuerySet, *, most: int) -> list[KindGroup]:
    """Return the newest records of each kind with the number of all, in the order of the kinds. Takes one query, and
    those of ``for_rows``."""
    newest = [F("start_date").desc(nulls_last=True), F("pk").desc()]
    numbered = records.for_rows().annotate(
        rank=Window(RowNumber(), partition_by="kind", order_by=newest),
        of_kind=Window(Count("pk"), partition_by="kind"),
    )
    found = list(numbered.filter(rank__lte=most).order_by("rank"))
    groups = []
    for kind in Record.Kind:
        of_kind = [record for record in found if record.kind == kind]
        if of_kind:
            groups.append(KindGroup(kind, of_kind[0].of_kind, of_kind))
    return groups


def members_of(series: Series) -> RecordQuerySet:
    """Return the public records of a series in their order: by number, then by day."""
    return series.records.filter(live=True).order_by(
        F("number").asc(nulls_last=True), F("start_date").asc(nulls_last=True), "pk"
    )
