"""What an editor decides about a source, and what follows from it for its next reading."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from fingerpost.intake.models import Sighting, Source

#: What makes it another source: nothing that was noted of the old one holds for it.
_WHERE = frozenset({"url", "kind", "options"})


def plan(source: Source, changed: Iterable[str], *, now: datetime) -> None:
    """Set when a source is read next after these of its fields were changed; saves nothing.

    Another address is read soon and from the beginning; another rhythm counts from the last reading.
    """
    if _WHERE & set(changed):
        source.etag = source.last_modified = source.digest = source.last_error = ""
        source.state, source.failures, source.told_at = Source.State.NEW, 0, None
        source.last_success_at = source.next_run_at = None
    elif "every_hours" in changed:
        last = source.last_run_at
        source.next_run_at = last + timedelta(hours=source.every_hours) if last and source.every_hours else None
    if source.next_run_at is None and source.every_hours:
        source.next_run_at = now


@transaction.atomic
def pause(*, source_id: int, paused: bool) -> None:
    """Have a source read no more by itself, or again; what was due meanwhile is read at once."""
    Source.objects.filter(pk=source_id).update(paused=paused)


@transaction.atomic
def keep_missing(*, source_id: int, sighting_ids: Iterable[int]) -> int:
    """Miss these items no more at their source: their records stay as they are. Return how many there were.

    Should one of them stand there again, it is known and seen again.
    """
    missed = Sighting.objects.filter(source=source_id, pk__in=list(sighting_ids)).exclude(state=Sighting.State.PRESENT)
    count, _by_model = missed.delete()
    return count
