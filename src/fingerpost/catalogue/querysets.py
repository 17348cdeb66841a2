"""What is asked of the catalogue."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce


class RecordQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(live=True)

    def upcoming(self, *, today: date) -> Self:
        """Return what is not over yet, the next first."""
        return self.filter(Q(end_date__gte=today) | Q(end_date__isnull=True, start_date__gte=today)).order_by(
            "start_date", F("start_time").asc(nulls_first=True), "pk"
        )

    def past(self, *, today: date) -> Self:
        """Return what is over or has no date, the latest first and the undated last."""
        return self.exclude(Q(end_date__gte=today) | Q(end_date__isnull=True, start_date__gte=today)).newest_first()

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

    def containing(self, words: str) -> Self:
        """Return those that have every word in title, summary, translation or the name of an organisation."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(
                Q(title__icontains=word)
                | Q(summary__icontains=word)
                | Q(pk__in=self.model._base_manager.filter(translations__title__icontains=word).values("pk"))
                | Q(pk__in=self.model._base_manager.filter(credits__organisation__name__icontains=word).values("pk"))
                | Q(
                    pk__in=self.model._base_manager.filter(credits__organisation__short_name__icontains=word).values(
                        "pk"
                    )
                )
            )
        return found

    def for_rows(self) -> Self:
        """Fetch with each record all that a row of a list shows."""
        return self.select_related("place", "series", "phase").prefetch_related(
            "credits__organisation", "links", "themes__labels", "translations"
        )
