"""What is read of items: those that somebody must still decide, and those that say where a record comes from."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Count, Q

from fingerpost.intake.addresses import address_digest


class ItemQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those that nobody has decided; what was joined into another waits for that one."""
        return self.filter(decision="open", joined_into__isnull=True)

    def waiting(self) -> Self:
        """Those for which somebody must decide something before their batch is done."""
        return self.open().filter(Q(outcome__in=["new", "changed"]) | ~Q(changes={}))

    def decided(self) -> Self:
        return self.exclude(decision="open")

    def taken_in(self) -> Self:
        """Those that say where a record comes from, and not only what may become of it."""
        return self.filter(decision="accepted")


class SourceQuerySet(models.QuerySet):
    def due(self, *, now: datetime) -> Self:
        """Those whose time has come to be read again."""
        timely = Q(next_run_at__isnull=True) | Q(next_run_at__lte=now)
        return self.filter(timely, paused=False, every_hours__gt=0).order_by("next_run_at", "pk")

    def in_trouble(self) -> Self:
        """Those that do not work; of one that is paused somebody knows already."""
        return self.filter(state__in=["failing", "broken"], paused=False).order_by("-failures", "name")

    def at(self, url: str, *, crisis: int) -> models.Model | None:
        """Return the source of a crisis at an address, however that is written."""
        return self.filter(crisis=crisis, address_digest=address_digest(url)).first()

    def with_counts(self) -> Self:
        """Count with each source its items by what became of them there: ``present``, ``missing`` and ``gone``."""
        states = ("present", "missing", "gone")
        return self.annotate(
            **{state: Count("sightings", filter=Q(sightings__state=state)) for state in states},
        )
