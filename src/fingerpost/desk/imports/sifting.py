"""Which items of a batch stand behind each tab, and how many: one light look over all of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from fingerpost.desk.imports.rows import contradicted, doubts_of
from fingerpost.intake.actions.saving import SURE
from fingerpost.intake.models import Batch, Item

TABS = {
    "all": _("All"),
    "sure": _("Sure"),
    "doubtful": _("Doubtful"),
    "new": _("New"),
    "changed": _("Changed"),
    "known": _("Known"),
    "skipped": _("Skipped"),
    "done": _("Done"),
}


@dataclass(frozen=True, slots=True)
class Sifted:
    """The ids of a batch's items by tab, in their order."""

    ids: dict[str, list[int]]

    def count(self, tab: str) -> int:
        return len(self.ids[tab])

    def within(self, found: set[int]) -> "Sifted":
        return Sifted({tab: [pk for pk in ids if pk in found] for tab, ids in self.ids.items()})


def sift(batch: Batch) -> Sifted:
    columns = ("pk", "outcome", "decision", "joined_into", "confidence", "likely", "changes", "choices", "edited")
    rows = Item.objects.filter(batch=batch).order_by("position", "pk").values(*columns, read=F("data__title"))
    ids: dict[str, list[int]] = {tab: [] for tab in TABS}
    for row in rows:
        for tab in ("all", *_tabs(row)):
            ids[tab].append(row["pk"])
    return Sifted(ids)


def _tabs(row: dict[str, Any]) -> Iterable[str]:
    if row["joined_into"]:
        return ("known",)
    if row["decision"] == Item.Decision.SKIPPED or row["outcome"] == Item.Outcome.SKIPPED:
        return ("skipped",)
    if row["outcome"] == Item.Outcome.SAME:
        waits = row["decision"] == Item.Decision.OPEN and row["changes"]
        return ("known", "doubtful") if waits else ("known",)
    if row["decision"] == Item.Decision.ACCEPTED:
        return ("done",)
    return (row["outcome"], _trust(row))


def _trust(row: dict[str, Any]) -> str:
    doubts = doubts_of(
        # What an editor wrote stands before what was read; null is what an editor took away.
        title=row["edited"].get("title", row["read"]) or "",
        is_clear=row["confidence"] >= SURE or bool(row["edited"]),
        likely=row["likely"],
        contradicted=contradicted(row["changes"], row["choices"], row["edited"]),
    )
    return "doubtful" if any(doubts) else "sure"


def containing(items: QuerySet, words: str) -> QuerySet:
    """Return the items that hold all these words, in what was read, what was written or where it stood."""
    for word in words.split()[:8]:
        places = (
            "data__title",
            "edited__title",
            "data__organisers",
            "edited__organisers",
            "data__url",
            "raw",
            "locator",
        )
        condition = Q()
        for place in places:
            condition |= Q(**{f"{place}__icontains": word})
        items = items.filter(condition)
    return items


def balance_of(batch: Batch) -> Counter[str]:
    """Return how many of the source's rows met each fate, as they were read: found = all the others together."""
    return Counter({name: int(batch.balance.get(name) or 0) for name in FATES})


FATES = {
    "found": _("found"),
    "new": _("new"),
    "changed": _("changed"),
    "same": _("known"),
    "skipped": _("skipped"),
    "unread": _("not understood"),
}
