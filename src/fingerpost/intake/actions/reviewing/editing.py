"""Correcting what was read: the harvested layer stays, the edited one lies over it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from fingerpost.intake.actions.reviewing.reviewed import batch_of_items, open_item, save_again
from fingerpost.intake.actions.reviewing.typed import typed_values
from fingerpost.intake.models import Batch, Item


@transaction.atomic
def edit_item(
    *,
    item_id: int,
    changes: Mapping[str, Any],
    user: AbstractBaseUser | None,  # noqa: ARG001 -- who accepts it answers for it
    now: datetime,
) -> Item:
    """Correct an item with values as a person types them, and weigh it again.

    “when” takes dates, clock times and zone together; names of organisers stand with semicolons between; an empty value
    takes a fact away, and the source's own value undoes the correction. Raises UnreadableEdit and changes nothing if
    one of them cannot be read; Refused if the item is decided.
    """
    batch, item = open_item(item_id)
    lay_over(item, typed_values(changes, current=item.current, today=day_of(batch, now=now)))
    save_again(batch, [item], "edited", now=now)
    return item


@transaction.atomic
def change_kind(*, item_ids: list[int], kind: str, user: AbstractBaseUser | None, now: datetime) -> list[Item]:  # noqa: ARG001 -- as above
    """Say of open items that each is an event, a resource, a measure, an update or an organisation.

    Raises UnreadableEdit for a kind that there is not, Refused for items of several batches.
    """
    batch, items = batch_of_items(item_ids)
    values = typed_values({"type": kind}, current={}, today=now.date())
    for item in items:
        lay_over(item, values)
    save_again(batch, items, "edited", now=now)
    return items


def lay_over(item: Item, values: Mapping[str, Any]) -> None:
    """Put corrections over what was harvested; what says the same as the source is none."""
    merged = {**item.edited, **values}
    item.edited = {name: value for name, value in merged.items() if (value or None) != (item.data.get(name) or None)}


def day_of(batch: Batch, *, now: datetime) -> date:
    """Return the day that a batch is read against."""
    declared = batch.declared.get("today")
    return date.fromisoformat(declared) if declared else now.date()
