"""What a source would give, as a table: nothing of it is kept."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from fingerpost.catalogue.models import Record
from fingerpost.desk.imports.rows import Row, rows_of
from fingerpost.desk.imports.sifting import FATES
from fingerpost.intake.actions.harvesting import Rehearsal, rehearse
from fingerpost.intake.models import Source

MOST_ROWS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A rehearsal in words."""

    title: str
    reader: str
    balance: list[dict[str, Any]]  #: each with label and count
    rows: list[Row]
    more: int  #: rows that are not shown
    issues: list[Any]
    unread: list[Any]


def tried(source: Source) -> Tried:
    """Read a source, saved or not. Raises FetchError or ReaderError with its sentence."""
    found = rehearse(source=source, now=timezone.now())
    return Tried(
        title=found.title,
        reader=found.reader,
        balance=[{"label": label, "count": found.balance[name]} for name, label in FATES.items()],
        rows=_rows(found),
        more=max(0, len(found.items) - MOST_ROWS),
        issues=found.issues[:MOST_ROWS],
        unread=found.unread[:MOST_ROWS],
    )


def _rows(found: Rehearsal) -> list[Row]:
    items = found.items[:MOST_ROWS]
    wanted = {item.record_id for item in items if item.record_id}
    records = Record.objects.only("pk", "kind", "title", "live").in_bulk(wanted)
    for item in items:
        item.record = records.get(item.record_id)
    return rows_of(items)
