"""Skipping and reopening items, and saying which record one is or is not."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.catalogue.models import Record
from fingerpost.intake.actions.facts import GROUPS
from fingerpost.intake.actions.reviewing.remembering import remember
from fingerpost.intake.actions.reviewing.reviewed import add_up, open_item, save_again, under_review
from fingerpost.intake.errors import Refused
from fingerpost.intake.models import Batch, Item


@transaction.atomic
def skip_items(*, batch_id: int, item_ids: list[int], user: AbstractBaseUser | None, now: datetime) -> Batch:
    """Leave open items out; when their source tells of them again, they are skipped again."""
    batch = under_review(batch_id)
    items = batch.items.open().filter(pk__in=item_ids)
    items.update(decision=Item.Decision.SKIPPED, decided_by=user, decided_at=now)
    add_up(batch, now=now)
    return batch


@transaction.atomic
def reopen_items(*, batch_id: int, item_ids: list[int], user: AbstractBaseUser | None, now: datetime) -> Batch:
    """Ask again about skipped items, and part joined ones from what they were joined into."""
    batch = under_review(batch_id)
    chosen = batch.items.filter(pk__in=item_ids).exclude(decision=Item.Decision.ACCEPTED).select_related("said")
    items = [item for item in chosen if item.decision == Item.Decision.SKIPPED or item.joined_into_id]
    for item in items:
        item.decision, item.decided_by, item.decided_at, item.joined_into = Item.Decision.OPEN, user, now, None
    save_again(batch, items, "decision", "decided_by", "decided_at", "joined_into", now=now)
    return batch


@transaction.atomic
def tie_item(
    *,
    item_id: int,
    record_id: int,
    choices: dict[str, str],
    user: AbstractBaseUser | None,
    now: datetime,
) -> Item:
    """“This is that record”: remembered, with the word that is to stand in each group of facts, “ours” or “theirs”.

    Without a choice the source's word fills what the record leaves empty, and nothing else. Raises Refused.
    """
    batch, item = open_item(item_id)
    if not Record.objects.filter(pk=record_id, crisis=batch.crisis_id).exists():
        raise Refused(_("There is no such record in this hub any more."), remedy=_("Choose another one."))
    item.choices = {group: choice for group, choice in choices.items() if _is_choice(group, choice)}
    item.undo = {"tied": record_id}
    reasons = _reasons(item, record_id) or [_("An editor chose it.")]
    remember(item, record_id, "same", reasons=reasons, user=user, now=now)
    save_again(batch, [item], "choices", "undo", now=now)
    return item


@transaction.atomic
def untie_item(*, item_id: int, record_id: int, user: AbstractBaseUser | None, now: datetime) -> Item:
    """“Not a duplicate”: remembered, so that the two are never taken for one again. Raises Refused."""
    batch, item = open_item(item_id)
    if not Record.objects.filter(pk=record_id, crisis=batch.crisis_id).exists():
        raise Refused(_("There is no such record in this hub any more."), remedy=_("Reload the page."))
    remember(item, record_id, "different", reasons=_reasons(item, record_id), user=user, now=now)
    item.choices, item.undo = {}, {}
    save_again(batch, [item], "choices", "undo", now=now)
    return item


def _is_choice(group: Any, choice: Any) -> bool:
    return group in GROUPS and choice in {"ours", "theirs"}


def _reasons(item: Item, record_id: int) -> list[str]:
    """Return what spoke for the likeness, for whoever asks later why it was decided so."""
    return next((each.get("reasons", []) for each in item.likely if each.get("record") == record_id), item.why)
