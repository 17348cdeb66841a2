"""What is asked of the catalogue."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import get_language


def not_over(today: date) -> Q:
    """Return the condition that something still goes on or comes; it is true or false also where a date is missing."""
    return Q(end_date__isnull=False, end_date__gte=today) | Q(
        end_date__isnull=True, start_date__isnull=False, start_date__gte=today
    )


def ids_below(pk: int, parents: Iterable[tuple[int, int | None]]) -> set[int]:
    """Return the id of one thing and of all that stand below it, from the pairs of id and parent of a whole tree."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for child, parent in parents:
        children[parent].append(child)
    found, waiting = {pk}, [pk]
    while waiting:
        below = set(children[waiting.pop()]) - found
        found |= below
        waiting.extend(below)
    return found


class RecordQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(live=True)

    def upcoming(self, *, today: date) -> Self:
        """Return what is not over yet, the next first."""
        return self.filter(not_over(today)).order_by("start_date", F("start_time").asc(nulls_first=True), "pk")

    def past(self, *, today: date) -> Self:
        """Return what is over or has no date, the latest first and the undated last."""
        return self.exclude(not_over(today)).newest_first()

    def newest_first(self) -> Self:
        return self.order_by(F("start_date").desc(nulls_last=True), F("start_time").desc(nulls_last=True), "-pk")

    def upcoming_first(self, *, today: date) -> Self:
        """Return what comes, the next first, then what is over, the latest first."""
        over = Coalesce("end_date", "start_date")
        comes = models.Case(models.When(Q(start_date__isnull=False, _over__gte=today), then=0), default=1)
        when = models.Case(models.When(_comes=0, then=F("start_date")))
        return (
            self.annotate(_over=over)
            .annotate(_comes=comes)
            .order_by(
                "_comes",
                when.asc(nulls_last=True),
                F("start_date").desc(nulls_last=True),
                F("start_time").desc(nulls_last=True),
                "-pk",
            )
        )

    def by_title(self) -> Self:
        return self.order_by(Lower("title"), "pk")

    def for_rows(self) -> Self:
        """Fetch with each record all that a row of a list shows."""
        # Where nobody has put them in order they stand as they were written, on every database.
        credited, linked = (
            apps.get_model("catalogue", name).objects.order_by("sort_order", "pk") for name in ("Credit", "Link")
        )
        return self.select_related("place", "series", "phase").prefetch_related(
            Prefetch("credits", credited.select_related("organisation")),
            Prefetch("links", linked),
            "themes" if _speaks_english() else "themes__labels",
            "translations",
        )


class ThemeQuerySet(models.QuerySet):
    def with_labels(self) -> Self:
        """Fetch with each theme its name in the language being spoken; English is the theme's own."""
        return self if _speaks_english() else self.prefetch_related("labels")


class OrganisationQuerySet(models.QuerySet):
    def standing_alone(self) -> Self:
        """Return those that stand for themselves: all but the ones that were merged into another."""
        return self.exclude(standing="merged")

    def kept_instead(self, ids: Iterable[int]) -> dict[int, int]:
        """Say of those that were merged which one stands for them now."""
        return dict(self.filter(pk__in=set(ids), standing="merged").order_by().values_list("pk", "merged_into_id"))

    def public(self) -> Self:
        """Return those that have a page: the confirmed, and the proposed that a public record names."""
        return self.standing_alone().filter(
            Q(standing="confirmed") | Exists(_records().filter(live=True, credits__organisation=OuterRef("pk")))
        )

    def ids_with_parts(self, pk: int) -> set[int]:
        """Return the id of an organisation and of all that are part of it, in one query."""
        return ids_below(pk, self.model._base_manager.exclude(parent=None).values_list("pk", "parent_id"))

    def with_counts(self) -> Self:
        """Say of each, in ``entries``, how many public records name it; in the order of their names."""
        live = Q(credits__record__live=True)
        return self.annotate(entries=Count("credits__record", filter=live, distinct=True)).order_by("name")


class PlaceQuerySet(models.QuerySet):
    def with_counts(self) -> Self:
        """Say of each, in ``entries``, how many public records are there; in the order of their names."""
        return self.annotate(entries=Count("records", filter=Q(records__live=True), distinct=True)).order_by("name")


class SeriesQuerySet(models.QuerySet):
    def with_counts(self) -> Self:
        """Say of each, in ``entries``, how many public records belong to it; in the order of their names."""
        return self.annotate(entries=Count("records", filter=Q(records__live=True), distinct=True)).order_by("name")


def _records() -> models.QuerySet:
    return apps.get_model("catalogue", "Record")._base_manager.all()


def _speaks_english() -> bool:
    return (get_language() or "en").partition("-")[0] == "en"
