"""What was found and what became of it: found = new + changed + same + skipped + unread, at every moment."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, get_args

from django.db.models import Count

from fingerpost.intake.actions.weighing import Outcome, Verdict
from fingerpost.intake.models import Batch, Item
from fingerpost.readers.types import Balance, Fate

#: Of the entries that could not be read, as many are kept for an editor to look at.
MOST_UNREAD = 1_000


def first_balance(balance: Balance, verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """Return the balance of a reading: its items by outcome, and the Reader's own balance of the source's rows."""
    fates: tuple[Fate, ...] = ("read", "unread", "ignored")
    unread = [entry for entry in balance.entries if entry.fate == "unread"]
    source: dict[str, Any] = {
        "unit": balance.unit,
        "total": len(balance.entries),
        **{fate: balance.count(fate) for fate in fates},
        "entries": [asdict(entry) for entry in unread[:MOST_UNREAD]],
    }
    return _added_up(Counter(verdict.outcome for verdict in verdicts), source)


def balance_of(batch: Batch) -> dict[str, Any]:
    """Return a batch's balance as the decisions on its items now make it."""
    counted: Counter[str] = Counter()
    rows = batch.items.order_by().values_list("outcome", "decision").annotate(Count("pk"))
    for outcome, decision, count in rows:
        counted["skipped" if decision == Item.Decision.SKIPPED else outcome] += count
    return _added_up(counted, batch.balance.get("source", {}))


def _added_up(outcomes: Counter[str], source: dict[str, Any]) -> dict[str, Any]:
    parts = {outcome: outcomes[outcome] for outcome in get_args(Outcome)} | {"unread": source.get("unread", 0)}
    return {"found": sum(parts.values()), **parts, "source": source}
