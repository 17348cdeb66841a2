"""What was seen at a source and when. What is missing there is in a state, with days of grace; nothing is deleted."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from fingerpost.catalogue.actions import BATCH_SIZE
from fingerpost.catalogue.models import Record
from fingerpost.catalogue.querysets import not_over
from fingerpost.intake.actions.identity import digests_of_uid
from fingerpost.intake.models import Item, Sighting, Source


def note_seen(source: Source, batch_ids: Iterable[int], *, now: datetime) -> None:
    """Note each item of these batches as present at the source."""
    there = dict(Item.objects.filter(batch__in=list(batch_ids)).order_by("pk").values_list("identity", "record_id"))
    known = {sighting.identity: sighting for sighting in source.sightings.all()}
    new: list[Sighting] = []
    again: list[Sighting] = []
    for identity, record_id in there.items():
        sighting = known.get(identity) or Sighting(source=source, identity=identity, first_seen_at=now)
        sighting.record_id = record_id or sighting.record_id
        sighting.state, sighting.last_seen_at, sighting.missing_since = Sighting.State.PRESENT, now, None
        (again if sighting.pk else new).append(sighting)
    Sighting.objects.bulk_create(new, batch_size=BATCH_SIZE)
    Sighting.objects.bulk_update(again, ["record", "state", "last_seen_at", "missing_since"], batch_size=BATCH_SIZE)


def note_missing(source: Source, seen: set[str], *, now: datetime) -> int:
    """Note what is not there any more, and as gone what has been missing for longer than its days of grace.

    What is over is not missed: lists of what comes drop it. Return how many are missing.
    """
    comes = Record.objects.filter(not_over(now.date()))
    over = Q(record__kind="event", record__start_date__isnull=False) & ~Q(record__in=comes)
    missed = [
        sighting
        for sighting in source.sightings.exclude(over).exclude(state=Sighting.State.GONE)
        if sighting.identity not in seen
    ]
    patience = now - timedelta(days=source.grace_days)
    for sighting in missed:
        sighting.missing_since = sighting.missing_since or now
        sighting.state = Sighting.State.GONE if sighting.missing_since <= patience else Sighting.State.MISSING
    Sighting.objects.bulk_update(missed, ["state", "missing_since"], batch_size=BATCH_SIZE)
    return len(missed)


def note_deleted(source: Source, identifiers: list[str], *, now: datetime) -> None:
    """Note as gone what the source says it has deleted, by the identifiers that it gave."""
    digests = [digest for each in identifiers for digest in digests_of_uid(each)]
    told = Item.objects.filter(batch__source=source, uid__in=digests).values_list("identity", flat=True)
    source.sightings.filter(identity__in=list(told)).update(state=Sighting.State.GONE, missing_since=now)
