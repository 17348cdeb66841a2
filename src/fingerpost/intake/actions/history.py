"""What earlier imports read: the last word on each item, and the page as it was before it was edited."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q

from fingerpost.intake.models import Batch, Item

#: Names that many sources share, and that so say nothing of which one it is.
STDIN_NAME = "standard input"


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of one identity."""

    record_id: int | None  #: what it became, if that still exists
    removed: bool  #: it became a record that an editor has deleted since
    said: Item | None  #: what this source said of it last, or else any other


class History:
    """The items of earlier batches of one hub that matter to a reading.

    Takes the same number of queries for any 500 identities, however many imports there were.
    """

    def __init__(self, batch: Batch, identities: Sequence[str]) -> None:
        self._past: dict[str, Past] = {}
        batches = Batch.objects.filter(crisis=batch.crisis)
        lineage = list(batches.filter(_same_source(batch)).values_list("pk", flat=True))
        overlap: Counter[int] = Counter()
        items = Item.objects.filter(batch__crisis=batch.crisis).order_by()
        for some in _batches(identities):
            self._load(items.filter(identity__in=some), lineage)
            shared = items.filter(identity__in=some).values_list("batch").annotate(Count("identity", distinct=True))
            overlap.update(dict(shared))
        previous = _previous_edition(overlap, lineage)
        here = set(identities)
        self.vanished: list[Item] = [
            item
            for item in Item.objects.filter(batch_id=previous, record__isnull=False).defer("raw")
            if item.identity not in here
        ]

    def of(self, identity: str) -> Past | None:
        return self._past.get(identity)

    def _load(self, items: Any, lineage: list[int]) -> None:
        rows = list(
            items.values("identity").annotate(
                newest=Max("pk"),
                ours=Max("pk", filter=Q(batch__in=lineage)),
                kept=Max("pk", filter=Q(record__isnull=False)),
                taken=Max("pk", filter=~Q(outcome=Item.Outcome.SKIPPED)),
            )
        )
        wanted = {row[name] for row in rows for name in ("newest", "ours", "kept") if row[name]}
        found = {item.pk: item for some in _batches(sorted(wanted)) for item in _items(some)}
        for row in rows:
            kept = found.get(row["kept"])
            self._past[row["identity"]] = Past(
                record_id=kept.record_id if kept else None,
                removed=kept is None and row["taken"] is not None,
                said=found.get(row["ours"]) or found.get(row["newest"]),
            )


def _items(keys: list[int]) -> Iterator[Item]:
    yield from Item.objects.filter(pk__in=keys).defer("raw")


def _same_source(batch: Batch) -> Q:
    """The same bytes, the same address, or the same name where there is a real one."""
    same = Q(digest=batch.digest)
    if batch.url:
        same |= Q(url=batch.url)
    if batch.name and batch.name != STDIN_NAME:
        same |= Q(name=batch.name)
    return same


def _previous_edition(overlap: Counter[int], lineage: list[int]) -> int | None:
    """Return the newest batch of which this reading looks like an edited copy: half of its items are still there."""
    totals = (
        Item.objects.filter(batch__in={*overlap, *lineage})
        .order_by()
        .values_list("batch")
        .annotate(Count("identity", distinct=True))
    )
    editions = [pk for pk, total in totals if 2 * overlap[pk] >= total or (total == 1 and pk in lineage)]
    return max(editions, default=None)


def _batches(things: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(things), 500):
        yield list(things[start : start + 500])
