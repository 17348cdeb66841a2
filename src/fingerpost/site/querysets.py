"""What the public pages ask of the database, in as few queries as they can."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Case, Count, F, IntegerField, Prefetch, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from fingerpost.catalogue.models import Organisation, Place, Record, Series, Theme
from fingerpost.catalogue.querysets import RecordQuerySet, has_word
from fingerpost.catalogue.text import folded
from fingerpost.intake.models import Item

NEAREST = 5


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


def words_that_occur_nowhere(words: list[str]) -> list[str]:
    """Return the words that no public record contains. Takes one query."""
    if not words:
        return []
    counts = {f"word_{at}": Count("pk", filter=has_word(word)) for at, word in enumerate(words)}
    found = Record.objects.live().aggregate(**counts)
    return [word for at, word in enumerate(words) if not found[f"word_{at}"]]


def organisations_named(words: str) -> QuerySet[Organisation]:
    """Return the public organisations of which one name holds the words."""
    names = Q(name__icontains=words) | Q(short_name__icontains=words)
    aliases = Organisation.objects.filter(aliases__folded__contains=folded(words) or words).values("pk")
    return Organisation.objects.public().filter(names | Q(pk__in=aliases))


def places_named(words: str) -> QuerySet[Place]:
    """Return the places whose name holds the words and where a public record is."""
    return Place.objects.filter(name__icontains=words).with_counts().filter(entries__gt=0)


def themes_named(words: str) -> QuerySet[Theme]:
    labelled = Theme.objects.filter(labels__name__icontains=words).values("pk")
    return Theme.objects.with_labels().filter(Q(name__icontains=words) | Q(pk__in=labelled))


def series_named(words: str) -> QuerySet[Series]:
    return Series.objects.filter(name__icontains=words).with_counts().filter(entries__gt=0)


def members_of(series: Series) -> RecordQuerySet:
    """Return the public records of a series in their order: by number, then by day."""
    return series.records.filter(live=True).order_by(
        F("number").asc(nulls_last=True), F("start_date").asc(nulls_last=True), "pk"
    )


def related_to(record: Record, organisations: Iterable[int]) -> RecordQuerySet:
    """Return the newest public records of the same organisations that are not of the same series."""
    credited = Record._base_manager.filter(credits__organisation__in=list(organisations)).values("pk")
    others = Record.objects.live().filter(pk__in=credited).exclude(pk=record.pk)
    if record.series_id:
        others = others.exclude(series=record.series_id)
    return others.newest_first()


def nearest_to(words: list[str]) -> list[Record]:
    """Return the public records whose titles hold most of the words, five at most. Takes one query, and those of ``for_rows``."""
    if not words:
        return []
    holds = [Case(When(title__icontains=word, then=1), default=0, output_field=IntegerField()) for word in words]
    any_word = reduce(or_, (Q(title__icontains=word) for word in words))
    scored = Record.objects.live().filter(any_word).for_rows().annotate(held=sum(holds, start=Value(0)))
    # One word out of many is a chance; half of them is a sign.
    return list(scored.filter(held__gte=(len(words) + 1) // 2).order_by("-held", "-pk")[:NEAREST])
