"""Accepting items: what is new becomes records, what changed is changed, as the catalogue is at that moment."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from fingerpost.catalogue.actions import BATCH_SIZE
from fingerpost.intake.actions.importing import take_in
from fingerpost.intake.actions.report import HeldBack
from fingerpost.intake.actions.reviewing.remembering import remember
from fingerpost.intake.actions.reviewing.reviewed import add_up, note_weighed, under_review, weigh_again
from fingerpost.intake.actions.saving import DECIDED, SURE, WEIGHED, decide_what_goes_public, decided
from fingerpost.intake.actions.weighing import Verdict
from fingerpost.intake.models import Item

#: What makes an item the same when it is read again: where an editor corrects it, that is remembered.
_TELLING_FACTS = {"title", "start", "published", "organisers", "url", "type", "number"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What became of the items that were accepted."""

    new: int = 0
    changed: int = 0
    same: int = 0  #: known already, some perhaps since the batch was read
    published: int = 0
    held_back: tuple[HeldBack, ...] = ()


@transaction.atomic
def accept_items(
    *,
    batch_id: int,
    item_ids: list[int] | None,
    publish: bool,
    user: AbstractBaseUser | None,
    now: datetime,
) -> Accepted:
    """Take items into the catalogue, as drafts unless ``publish``; without ids, all that are sure.

    Each is weighed once more: what became known since the batch was read is not made twice. Sure is what is new or
    changed, has a title, was read with confidence or corrected by an editor, is like no record, and contradicts no
    person's word. Items that are decided already are passed over. Raises Refused for a batch that cannot be decided.
    """
    batch = under_review(batch_id)
    asked = batch.items.open() if item_ids is None else batch.items.open().filter(pk__in=item_ids)
    if item_ids is None:
        asked = asked.filter(Q(confidence__gte=SURE) | ~Q(edited={}), outcome__in=["new", "changed"], likely=[])
    items = list(asked.select_related("said"))
    verdicts, settlements, authorities = weigh_again(batch, items, now=now, wanted=item_ids is not None)
    doubts = {verdict: _doubt(verdict, sure=item_ids is None) for verdict in verdicts}
    taken = [verdict for verdict in verdicts if not (doubts[verdict] or (verdict.twin and doubts[_first(verdict)]))]
    settlements = [settlement for settlement in settlements if not doubts[settlement.verdict]]
    if publish:
        decide_what_goes_public(taken, settlements)
    take_in(taken, settlements, authorities, batch, user=user, now=now, progress=lambda _count: None)
    for verdict in verdicts:
        note_weighed(verdict)
    for verdict in taken:
        if verdict.telling.item:
            decided(verdict.telling.item, verdict, user=user, now=now)
    Item.objects.bulk_update(items, [*WEIGHED, *DECIDED], batch_size=BATCH_SIZE)
    _remember_corrections(taken, user=user, now=now)
    add_up(batch, now=now)
    counted = Counter(verdict.outcome for verdict in taken)
    reasons = {verdict: doubts[verdict] or verdict.held_back for verdict in verdicts}
    return Accepted(
        new=counted["new"],
        changed=counted["changed"],
        same=counted["same"],
        published=sum(verdict.public for verdict in taken),
        held_back=tuple(
            HeldBack(title=each.candidate.title, origin=each.candidate.origin, reason=reason)
            for each, reason in reasons.items()
            if reason
        ),
    )


def _doubt(verdict: Verdict, *, sure: bool) -> str:
    """Return why an item is not taken in; only what cannot be, unless all that is ``sure`` was asked for."""
    if verdict.outcome == "skipped":
        return " ".join(f"{issue.problem} {issue.remedy}" for issue in verdict.issues) or _("It cannot be taken in.")
    if not sure or verdict.outcome == "same":
        return _("An editor wrote something else.") if sure and _contradicts(verdict) else ""
    item = verdict.telling.item
    if not verdict.candidate.title:
        return _("It has no title yet.")
    if verdict.candidate.confidence < SURE and not (item and item.edited):
        return _("The source is not clear here; an editor should compare the two.")
    if verdict.likely:
        return _("It may be known already.")
    return _("An editor wrote something else.") if _contradicts(verdict) else ""


def _contradicts(verdict: Verdict) -> bool:
    groups = set(verdict.differences) - set(verdict.telling.choices) - verdict.telling.edited_groups
    return any(not verdict.differences[group].follows for group in groups)


def _first(verdict: Verdict) -> Verdict:
    while verdict.twin:
        verdict = verdict.twin
    return verdict


def _remember_corrections(taken: list[Verdict], *, user: AbstractBaseUser | None, now: datetime) -> None:
    """Whoever corrects a title and accepts it says that what the source calls otherwise is this record."""
    for verdict in taken:
        item = verdict.telling.item
        if item and item.record_id and _TELLING_FACTS & item.edited.keys():
            remember(
                item,
                item.record_id,
                "same",
                reasons=[_("An editor corrected it before accepting it.")],
                user=user,
                now=now,
            )
