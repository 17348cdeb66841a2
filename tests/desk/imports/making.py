"""Batches and items as a reading leaves them, made straight into the database."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from fingerpost.catalogue.models import Crisis
from fingerpost.intake.models import Batch, Item

FORUM = {
    "type": "event",
    "title": "Forum on markets",
    "organisers": ["UNDP", "City of Jeju"],
    "start": "2030-05-14T10:00:00",
    "end": "2030-05-14T11:30:00",
    "timezone": "Asia/Seoul",
    "url": "https://www.example.org/forum",
}


def make_batch(crisis: Crisis, **fields: Any) -> Batch:
    balance = {"found": 1, "new": 1, "changed": 0, "same": 0, "skipped": 0, "unread": 0}
    defaults = {"name": "Page", "digest": "0" * 64, "reader": "text", "state": "review", "balance": balance}
    return Batch.objects.create(crisis=crisis, imported_at=timezone.now(), **{**defaults, **fields})


def make_item(batch: Batch, number: int = 1, *, data: dict[str, Any] | None = None, **fields: Any) -> Item:
    defaults = {
        "outcome": "new",
        "identity": f"identity {number}",
        "position": number,
        "locator": f"line {number}",
        "raw": "Forum on markets UNDP 14 May 2030",
    }
    return Item.objects.create(batch=batch, data=FORUM if data is None else data, **{**defaults, **fields})


def address(name: str, batch: Batch, *args: object) -> str:
    return reverse(f"imports:{name}", args=[batch.pk, *args])
