"""What earlier imports read: the last word on each item, and the page as it was before it was edited."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, Q

from fingerpost.intake.models import Batch, Item

#: Names that many sources share, and that so say nothing of which one it is.
STDIN_NAME = "standard input"


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of one identity."""

    record_id: int | None  #: what it became, if that still exists
    removed: bool  #: it became a record that an editor has deleted since
    refused: bool  #: an editor skipped it, and it never became a record
    said: Item  #: what this source said of it last, or else any other


class History:
    """The decided items of other batches of one hub that matter to a reading.

    Takes the same number of queries for any 500 identities, however many imports there were. ``whole`` says that the
    identities are those of a whole source, so that it can be told from which edition of it rows have vanished.
    """

    def __init__(
        self, batch: Batch, identities: Sequence[str], uids: Sequence[str] = (), *, whole: bool = True
    ) -> None:
        self._past: dict[str, Past] = {}
        self._by_uid: dict[str, Item] = {}
        self._kinds: dict[int, str] = {}
        self.vanished: list[Item] = []
        batches = Batch.objects.filter(crisis=batch.crisis)
        lineage = list(batches.filter(_same_source(batch)).values_list("pk", flat=True))
        items = Item.objects.decided().filter(batch__crisis=batch.crisis).exclude(batch=batch.pk).order_by()
        for some in _batches(identities):
            self._load(items.filter(identity__in=some), lineage)
        self._load_uids(items.filter(batch__in=lineage), uids)
        if whole:
            self._load_vanished(items, identities, lineage)

    def of(self, identity: str) -> Past | None:
        return self._past.get(identity)

    def with_uid(self, uid: str) -> Item | None:
        """Return what this source last said of what it calls by this identifier."""
        return self._by_uid.get(uid)

    def kind_of(self, record_id: int) -> str | None:
        """Return the kind of a record that something became: an editor may have chosen another than the source's."""
        return self._kinds.get(record_id)

    def _load_uids(self, items: Any, uids: Sequence[str]) -> None:
        for some in _batches(list(filter(None, uids))):
            last = items.filter(uid__in=some, record__isnull=False).values("uid").annotate(last=Max("pk"))
            found = items.filter(pk__in=[row["last"] for row in last])
            self._by_uid |= {item.uid: item for item in self._with_kinds(found)}

    def _load_vanished(self, items: Any, identities: Sequence[str], lineage: list[int]) -> None:
        overlap: Counter[int] = Counter()
        for some in _batches(identities):
            shared = items.filter(identity__in=some).values_list("batch").annotate(Count("identity", distinct=True))
            overlap.update(dict(shared))
        here = set(identities)
        rows = items.filter(batch_id=_previous_edition(items, overlap, lineage), record__isnull=False)
        self.vanished = [item for item in self._with_kinds(rows.order_by("pk")) if item.identity not in here]

    def _with_kinds(self, items: Any) -> list[Item]:
        found = list(items.annotate(kind=F("record__kind")).defer("raw"))
        self._kinds |= {item.record_id: item.kind for item in found}
        return found

    def _load(self, items: Any, lineage: list[int]) -> None:
        """Find for each identity the batches that matter, in them its first item (the rest only repeat it), and that."""
        has_record = Q(record__isnull=False)
        rows = list(
            items.values("identity").annotate(
                newest=Max("batch"),
                ours=Max("batch", filter=Q(batch__in=lineage)),
                kept=Max("batch", filter=has_record),
                taken=Max("batch", filter=Q(decision=Item.Decision.ACCEPTED)),
                refused=Max("batch", filter=Q(decision=Item.Decision.SKIPPED, decided_by__isnull=False)),
            )
        )
        wanted = {row[name] for row in rows for name in ("newest", "ours", "kept") if row[name]}
        firsts = {
            (row["identity"], row["batch"]): row
            for row in items.filter(batch__in=wanted)
            .values("identity", "batch")
            .annotate(kind=Min("record__kind"), first=Min("pk"), record=Min("record"))
        }
        self._kinds |= {row["record"]: row["kind"] for row in firsts.values() if row["record"]}
        said = {row["identity"]: firsts[row["identity"], row["ours"] or row["newest"]]["first"] for row in rows}
        found = Item.objects.defer("raw").in_bulk(list(said.values()))
        for row in rows:
            identity = row["identity"]
            self._past[identity] = Past(
                record_id=firsts[identity, row["kept"]]["record"] if row["kept"] else None,
                removed=row["kept"] is None and row["taken"] is not None,
                refused=row["kept"] is None and row["refused"] is not None,
                said=found[said[identity]],
            )


def _same_source(batch: Batch) -> Q:
    """The same bytes, the same address, or the same name where there is a real one."""
    same = Q(digest=batch.digest)
    if batch.source_id:
        same |= Q(source=batch.source_id)
    if batch.url:
        same |= Q(url=batch.url)
    if batch.name and batch.name != STDIN_NAME:
        same |= Q(name=batch.name)
    return same


def _previous_edition(items: Any, overlap: Counter[int], lineage: list[int]) -> int | None:
    """Return the newest batch of which this reading looks like an edited copy: half of its items are still there."""
    totals = (
        items.filter(batch__in={*overlap, *lineage}).values_list("batch").annotate(Count("identity", distinct=True))
    )
    editions = [pk for pk, total in totals if 2 * overlap[pk] >= total or (total == 1 and pk in lineage)]
    return max(editions, default=None)


def _batches(things: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(things), 500):
        yield list(things[start : start + 500])
