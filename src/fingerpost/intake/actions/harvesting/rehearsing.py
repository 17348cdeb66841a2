"""What a source would give, without keeping anything of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from fingerpost.intake.actions.harvesting.asking import first_address
from fingerpost.intake.actions.importing import batch_of, issues_of
from fingerpost.intake.actions.reviewing.defaults import with_defaults
from fingerpost.intake.actions.saving import items_of
from fingerpost.intake.actions.settling import settle
from fingerpost.intake.actions.telling import told_first
from fingerpost.intake.actions.weighing import Verdict, Weighing
from fingerpost.intake.models import Item, Source
from fingerpost.links.http import fetch
from fingerpost.readers import types
from fingerpost.readers.registry import read


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What a source would give if it were harvested now."""

    reader: str
    title: str
    verdicts: list[Verdict]
    items: list[Item]  #: one for each verdict, not saved, as a batch would keep it
    balance: dict[str, int]  #: found = new + changed + same + skipped + unread
    issues: list[types.Issue]
    unread: list[types.Entry]


def rehearse(*, source: Source, now: datetime) -> Rehearsal:
    """Read a source, saved or not, and weigh what it says. Raises FetchError or ReaderError with its sentence."""
    fetched = fetch(first_address(source))
    told = types.Source(
        content=fetched.content,
        name=source.name,
        today=now.date(),
        base_url=fetched.url,
        **({"columns": source.columns} if source.columns else {}),
    )
    reading = read(told)
    batch = batch_of(told, crisis=source.crisis, user=None, now=now)
    batch.source = source if source.pk else None
    weighing = Weighing(batch, told_first(with_defaults(reading.records, source)), today=now.date())
    verdicts = weighing.verdicts()
    settle(verdicts, weighing.authorities)
    counted = Counter(verdict.outcome for verdict in verdicts)
    unread = [entry for entry in reading.balance.entries if entry.fate == "unread"]
    parts = {name: counted[name] for name in ("new", "changed", "same", "skipped")} | {"unread": len(unread)}
    return Rehearsal(
        reader=reading.reader,
        title=reading.title or "",
        verdicts=verdicts,
        items=[item for _verdict, item in items_of(verdicts, batch, asked=reading.issues)],
        balance={"found": sum(parts.values()), **parts},
        issues=issues_of(reading, verdicts),
        unread=unread,
    )
