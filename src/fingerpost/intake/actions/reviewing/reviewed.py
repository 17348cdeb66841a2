"""What every decision about a batch shares: holding it, weighing its items again, and adding up what became of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.catalogue.actions import BATCH_SIZE
from fingerpost.intake.actions.balance import balance_of
from fingerpost.intake.actions.facts import Authorities
from fingerpost.intake.actions.importing import hold_catalogue
from fingerpost.intake.actions.saving import WEIGHED, weighed
from fingerpost.intake.actions.settling import Settlement, settle
from fingerpost.intake.actions.telling import told_again
from fingerpost.intake.actions.weighing import Verdict, Weighing
from fingerpost.intake.errors import Refused
from fingerpost.intake.models import Batch, Item


class Weighed(NamedTuple):
    """Items of a batch as they are to the catalogue now."""

    verdicts: list[Verdict]
    settlements: list[Settlement]
    authorities: Authorities


def held(batch_id: int) -> Batch:
    """Return a batch that nobody else changes until this transaction ends."""
    hold_catalogue()
    return Batch.objects.select_for_update(of=("self",)).select_related("crisis", "source").get(pk=batch_id)


def under_review(batch_id: int) -> Batch:
    """Return a batch, held, whose items may be decided. Raises Refused."""
    batch = held(batch_id)
    if batch.state in {Batch.State.REVIEW, Batch.State.DONE}:
        return batch
    if batch.state == Batch.State.UNDONE:
        problem, remedy = _("“%(name)s” has been taken back."), _("Read it again first.")
    elif batch.state == Batch.State.READING:
        problem, remedy = _("“%(name)s” is still being read."), _("Wait a moment, then try again.")
    else:
        problem, remedy = _("“%(name)s” could not be read."), _("Import it once more.")
    raise Refused(problem % {"name": batch.name}, remedy=remedy)


def batch_of_items(item_ids: Iterable[int]) -> tuple[Batch, list[Item]]:
    """Return the one batch of some items, under review, and those of them that nobody has decided. Raises Refused."""
    ids = list(item_ids)
    batches = set(Item.objects.filter(pk__in=ids).values_list("batch", flat=True))
    if len(batches) != 1:
        raise Refused(_("These are not items of one import."), remedy=_("Choose items of one table."))
    batch = under_review(batches.pop())
    return batch, list(batch.items.open().filter(pk__in=ids).select_related("said"))


def open_item(item_id: int) -> tuple[Batch, Item]:
    """Return an item that may still be changed, and its batch, held. Raises Refused."""
    batch, items = batch_of_items([item_id])
    if not items:
        raise Refused(
            _("This item has been decided already."), remedy=_("Reopen it if it was skipped; else change its record.")
        )
    return batch, items[0]


def weigh_again(batch: Batch, items: Sequence[Item], *, now: datetime, wanted: bool = False) -> Weighed:
    """Return what items are to the catalogue as it is now. Takes the same number of queries for any 500 items."""
    weighing = Weighing(batch, told_again(items, wanted=wanted), today=now.date(), whole=False)
    verdicts = weighing.verdicts()
    return Weighed(verdicts, settle(verdicts, weighing.authorities), weighing.authorities)


def save_again(batch: Batch, items: Sequence[Item], *fields: str, now: datetime) -> None:
    """Save items that were changed, with what they are to the catalogue now, and add up the batch."""
    for verdict in weigh_again(batch, items, now=now).verdicts:
        note_weighed(verdict)
    Item.objects.bulk_update(items, [*WEIGHED, *fields], batch_size=BATCH_SIZE)
    add_up(batch, now=now)


def note_weighed(verdict: Verdict) -> Item:
    """Note on an item what it was found to be, and of which other item of its batch it only repeats the words."""
    item = verdict.telling.item
    assert item is not None  # noqa: S101 -- weighed again, so it was weighed before
    if verdict.twin and verdict.twin.telling.item:
        item.joined_into = verdict.twin.telling.item
    return weighed(item, verdict)


@transaction.atomic
def add_up(batch: Batch, *, now: datetime) -> None:
    """Bring a batch's balance and state to what was decided. Where nothing is left to decide, it is done."""
    if batch.items.waiting().exists():
        batch.state, batch.settled_at = Batch.State.REVIEW, None
    else:
        # What is known needs nobody's word, nor does what cannot be taken in.
        rest = batch.items.open()
        rest.exclude(outcome=Item.Outcome.SKIPPED).update(decision=Item.Decision.ACCEPTED, decided_at=now)
        rest.filter(outcome=Item.Outcome.SKIPPED).update(decision=Item.Decision.SKIPPED, decided_at=now)
        batch.state, batch.settled_at = Batch.State.DONE, batch.settled_at or now
    let_joined_follow(batch)
    batch.balance = balance_of(batch)
    batch.save()


def let_joined_follow(batch: Batch) -> None:
    """What was joined into another shares its record and its fate."""
    joined = batch.items.filter(joined_into__isnull=False).select_related("joined_into")
    followers = []
    for item in joined.only("record", "decision", "outcome", "decided_by", "decided_at", "joined_into", "batch"):
        first = item.joined_into
        outcome = "skipped" if first.outcome == "skipped" else "same"
        told = (first.record_id, first.decision, outcome, first.decided_by_id, first.decided_at)
        if told != (item.record_id, item.decision, item.outcome, item.decided_by_id, item.decided_at):
            item.record_id, item.decision, item.outcome, item.decided_by_id, item.decided_at = told
            followers.append(item)
    Item.objects.bulk_update(
        followers, ["record", "decision", "outcome", "decided_by", "decided_at"], batch_size=BATCH_SIZE
    )
