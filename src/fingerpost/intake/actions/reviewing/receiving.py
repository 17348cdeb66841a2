"""Taking bytes in, to be read at once or in the background, and reading them again in another way."""

from datetime import date, datetime
from functools import partial
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.catalogue.models import Crisis
from fingerpost.intake.actions.importing import batch_of
from fingerpost.intake.actions.reviewing.reviewed import held
from fingerpost.intake.errors import Refused
from fingerpost.intake.models import Batch, Item, Source
from fingerpost.intake.tasks import reading as tasks
from fingerpost.readers import types


@transaction.atomic
def receive(
    *,
    crisis: Crisis,
    content: bytes,
    name: str,
    today: date,
    user: AbstractBaseUser | None,
    now: datetime,
    url: str = "",
    source: Source | None = None,
    declared: dict[str, Any] | None = None,
    read_later: bool = True,
) -> Batch:
    """Keep what came, and have it read in the background; a caller who cannot wait calls ``read_batch`` at once.

    ``url`` is where it stood, ``today`` the day that “tomorrow” in it is counted from; ``declared`` may hold the columns
    of a sheet, by their headings.
    """
    batch = batch_of(
        types.Source(content=content, name=name, today=today, base_url=url or None), crisis=crisis, user=user, now=now
    )
    batch.source = source
    batch.state = Batch.State.READING
    batch.declared = {"name": name, "base_url": url, "today": today.isoformat(), **(declared or {})}
    batch.content.save(batch.digest, ContentFile(content), save=False)
    batch.save()
    if read_later:
        _read_later(batch.pk)
    return batch


@transaction.atomic
def read_again(
    *,
    batch_id: int,
    now: datetime,  # noqa: ARG001 -- every action is told the time
    declared: dict[str, Any] | None = None,
    user: AbstractBaseUser | None = None,  # noqa: ARG001 -- and who asks
) -> Batch:
    """Read a batch once more, told otherwise; what editors made of its items stays with those that are read the same.

    Raises Refused where something of it has been taken in already, or where its bytes were not kept.
    """
    batch = held(batch_id)
    if batch.state == Batch.State.READING:
        return batch
    if not batch.content:
        raise Refused(
            _("“%(name)s” was imported without keeping what came.") % {"name": batch.name},
            remedy=_("Import the source once more."),
        )
    if (
        batch.state != Batch.State.UNDONE
        and batch.items.filter(decision=Item.Decision.ACCEPTED, decided_by__isnull=False).exists()
    ):
        raise Refused(
            _("Something of “%(name)s” has been accepted already.") % {"name": batch.name},
            remedy=_("Undo the import first; then it can be read in another way."),
        )
    batch.declared |= declared or {}
    if batch.source and "columns" in (declared or {}):
        batch.source.columns = batch.declared["columns"]
        batch.source.save(update_fields=["columns"])
    batch.state, batch.attempts, batch.failure = Batch.State.READING, 0, ""
    batch.settled_at = batch.undone_at = batch.undone_by = None
    batch.save()
    _read_later(batch.pk)
    return batch


def resume_unfinished(*, now: datetime) -> int:  # noqa: ARG001 -- every action is told the time
    """Have batches read whose reading was broken off; return how many. Harmless where another worker is at it."""
    unfinished = list(Batch.objects.filter(state=Batch.State.READING).order_by("pk").values_list("pk", flat=True))
    for pk in unfinished:
        tasks.read_batch.enqueue(batch_id=pk)
    return len(unfinished)


def _read_later(batch_id: int) -> None:
    transaction.on_commit(partial(tasks.read_batch.enqueue, batch_id=batch_id))
