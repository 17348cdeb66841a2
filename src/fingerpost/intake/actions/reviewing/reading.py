"""From bytes to items under review."""

from collections import defaultdict
from dataclasses import asdict, fields
from datetime import date, datetime

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.intake.actions.balance import first_balance
from fingerpost.intake.actions.importing import issues_of, tell_of
from fingerpost.intake.actions.reviewing.defaults import with_defaults
from fingerpost.intake.actions.reviewing.reviewed import add_up
from fingerpost.intake.actions.saving import items_of, save_items
from fingerpost.intake.actions.settling import settle
from fingerpost.intake.actions.telling import told_first
from fingerpost.intake.actions.weighing import Weighing
from fingerpost.intake.models import Batch, Item
from fingerpost.readers.errors import ReaderError
from fingerpost.readers.registry import read
from fingerpost.readers.types import Reading, Source

log = structlog.get_logger(__name__)

#: A source that breaks off its own reading so many times would break off every start of the hub.
MOST_ATTEMPTS = 5


def read_batch(*, batch_id: int, now: datetime) -> Batch:
    """Read what was received, weigh it and save all its items at once, for editors to review.

    Until that one moment nothing of it is saved, so that a reading that is broken off can just be begun again. A batch
    that is not waiting to be read is left as it is.
    """
    batch = _begun(batch_id)
    if batch.state != Batch.State.READING:
        return batch
    try:
        reading = read(source_of(batch))
    except ReaderError as error:
        return _failed(batch_id, str(error))
    except OSError:
        log.exception("What was received cannot be opened.", batch=batch_id)
        return _failed(batch_id, _("What was received is not there any more. Import the source once more."))
    except Exception:
        log.exception("A reader stumbled.", batch=batch_id)
        return _failed(
            batch_id, _("The reader stumbled over something that was not foreseen. Report it, with the source.")
        )
    return _read(batch, reading, now=now)


def source_of(batch: Batch) -> Source:
    """Return what a batch received, as its Reader is told of it."""
    declared = batch.declared
    options = {field.name for field in fields(Source)} - {"content", "name", "today", "base_url"}
    with batch.content.open("rb") as file:
        content = file.read()
    return Source(
        content=content,
        name=declared.get("name") or batch.name,
        today=date.fromisoformat(declared["today"]),
        base_url=declared.get("base_url") or None,
        **{name: declared[name] for name in options if name in declared},
    )


@transaction.atomic
def _begun(batch_id: int) -> Batch:
    batch = (
        Batch.objects.select_for_update(of=("self",)).select_related("crisis", "source__organisation").get(pk=batch_id)
    )
    if batch.state == Batch.State.READING:
        batch.attempts += 1
        if batch.attempts > MOST_ATTEMPTS:
            batch.state = Batch.State.FAILED
            batch.failure = _("Its reading was broken off again and again. Split the source, and import its parts.")
        batch.save(update_fields=["attempts", "state", "failure"])
    return batch


@transaction.atomic
def _failed(batch_id: int, sentence: str) -> Batch:
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    if batch.state == Batch.State.READING:
        batch.state, batch.failure = Batch.State.FAILED, sentence
        batch.save(update_fields=["state", "failure"])
    return batch


def _read(batch: Batch, reading: Reading, *, now: datetime) -> Batch:
    tell_of(batch, reading)
    weighing = Weighing(batch, told_first(with_defaults(reading.records, batch.source)), today=now.date())
    verdicts = weighing.verdicts()
    settle(verdicts, weighing.authorities)
    batch.issues = [asdict(issue) for issue in issues_of(reading, verdicts)]
    batch.balance = first_balance(reading.balance, verdicts)
    items = items_of(verdicts, batch, asked=reading.issues)
    # All that takes long is done: from here on other writers wait, or this one waits for them.
    with transaction.atomic():
        now_there = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if now_there.state != Batch.State.READING:
            return now_there
        edits = _edits_of_former(batch)
        batch.items.all().delete()
        save_items(_with_edits(item, edits) for _verdict, item in items)
        add_up(batch, now=now)
    return batch


def _edits_of_former(batch: Batch) -> dict[str, list[Item]]:
    """Return by identity what editors corrected in a former reading of a batch."""
    edits = defaultdict(list)
    for item in batch.items.exclude(edited={}).filter(split_from__isnull=True):
        edits[item.identity].append(item)
    return edits


def _with_edits(item: Item, former: dict[str, list[Item]]) -> Item:
    """Leave an editor's corrections with what is read the same once more."""
    for before in former.get(item.identity, ()):
        if before.data == item.data:
            item.edited = before.edited
    return item
