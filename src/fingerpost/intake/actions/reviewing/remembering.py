"""Decisions about likeness, kept apart from the batches and sources that they were made on."""

from datetime import datetime
from typing import Literal

from django.contrib.auth.models import AbstractBaseUser

from fingerpost.intake.actions.telling import told_again
from fingerpost.intake.models import Decision, Item


def remember(
    item: Item,
    record_id: int,
    kind: Literal["same", "different"],
    *,
    reasons: list[str],
    user: AbstractBaseUser | None,
    now: datetime,
) -> None:
    """Keep an editor's word that an item is a record, or is not, under everything that the item may be known by.

    A later word takes the place of an earlier one. An item is one record at most.
    """
    [telling] = told_again([item])
    decisions = Decision.objects.filter(crisis=item.batch.crisis_id, identity__in=telling.ids)
    if kind == "same":
        decisions.filter(kind=kind).exclude(record=record_id).delete()
    for identity in telling.ids:
        Decision.objects.update_or_create(
            crisis_id=item.batch.crisis_id,
            identity=identity,
            record_id=record_id,
            defaults={"kind": kind, "reasons": reasons, "decided_by": user, "decided_at": now},
        )
