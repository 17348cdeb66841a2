"""What earlier imports read: the last word on each item, and the page as it was before it was edited."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q

from fingerpost.intake.models import Batch, Item

#: Names that many sources share, and that so say nothing of which one it is.
STDIN_NAME = "standard input"


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of one identity."""

    record_id: int | None  #: what it became, if that still exists
    removed: bool  #: it became a record that an editor has deleted since
    said: Item  #: what this source said of it last, or else any other


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
        """Find for each identity the batches that matter, in them its first item (the rest only repeat it), and that."""
        has_record = Q(record__isnull=False)
        rows = list(
            items.values("identity").annotate(
                newest=Max("batch"),
                ours=Max("batch", filter=Q(batch__in=lineage)),
                kept=Max("batch", filter=has_record),
                taken=Max("batch", filter=~Q(outcome=Item.Outcome.SKIPPED)),
            )
        )
        wanted = {row[name] for row in rows for name in ("newest", "ours", "kept") if row[name]}
        firsts = {
            (row["identity"], row["batch"]): row
            for row in items.filter(batch__in=wanted)
            .values("identity", "batch")
            .annotate(first=Min("pk"), record=Min("record"))
        }
        said = {row["identity"]: firsts[row["identity"], row["ours"] or row["newest"]]["first"] for row in rows}
        found = Item.objects.defer("raw").in_bulk(list(said.values()))
        for row in rows:
            identity = row["identity"]
            self._past[identity] = Past(
                record_id=firsts[identity, row["kept"]]["record"] if row["kept"] else None,
                removed=row["kept"] is None and row["taken"] is not None,
                said=found[said[identity]],
            )


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
