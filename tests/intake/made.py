"""Sources and readings made by hand."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from fingerpost.catalogue.models import Crisis
from fingerpost.intake.actions import Accepted, ImportReport, accept_items, import_reading, read_batch, receive
from fingerpost.intake.actions.keeping import moment
from fingerpost.intake.models import Batch, Item
from fingerpost.readers.types import Balance, Candidate, Entry, Issue, Reading, Source

NOW = datetime(2020, 7, 1, 9, tzinfo=UTC)
KST = timedelta(hours=9)

__all__ = [
    "COURSE", "FORUM", "KST", "NOW", "WEBINAR", "Issue", "accept", "event", "events", "import_", "item_of", "reading_of",
    "received", "sheet", "source", "time",
]  # fmt: skip


def event(title: str = "City forum", *, start: str | None = "2020-07-29", line: int = 1, **facts: Any) -> Candidate:
    moments = {name: moment(facts.pop(name)) for name in ("end", "register_by", "published") if name in facts}
    return Candidate(
        **{
            "type": "event",
            "title": title,
            "start": moment(start) if start else None,
            "organisers": ("WeGO",),
            "origin": f"line {line}",
            "raw": f"{title}{start}",
            **moments,
            **facts,
        }
    )


def events(count: int) -> list[Candidate]:
    return [
        event(
            f"Forum number {number}",
            line=number,
            organisers=(f"City {number % 7}",),
            url=f"https://example.org/{number}",
        )
        for number in range(1, count + 1)
    ]


def reading_of(*candidates: Candidate, issues: tuple[Issue, ...] = (), title: str | None = None) -> Reading:
    entries = tuple(Entry(origin=each.origin, fate="read", text=each.raw[:200]) for each in candidates)
    return Reading(
        reader="made", records=candidates, issues=issues, balance=Balance(unit="line", entries=entries), title=title
    )


def source(content: bytes = b"page", name: str = "page.txt", base_url: str | None = None) -> Source:
    return Source(content=content, name=name, today=date(2020, 7, 1), base_url=base_url)


def import_(crisis: Crisis, *candidates: Candidate, **options: Any) -> ImportReport:
    """Import what a page says; every other page has other bytes."""
    read = options.pop("reading", None) or reading_of(*candidates)
    given = options.pop("source", None) or source(repr(candidates).encode())
    return import_reading(
        **{"reading": read, "source": given, "crisis": crisis, "publish": False, "now": NOW, **options}
    )


def sheet(*rows: str, head: str = "Title,Date,Organiser,Link") -> bytes:
    return "\n".join([head, *rows, ""]).encode()


FORUM = "City forum,2020-07-29,WeGO,https://example.org/forum"
WEBINAR = "Webinar on masks,2020-07-30,UNDRR,https://example.org/masks"
COURSE = "Course on water,2020-08-03,ICLEI,https://example.org/water"


def received(crisis: Crisis, *rows: str, name: str = "events.csv", **told: Any) -> Batch:
    """Receive a sheet of these rows and read it, as the desk does."""
    head = {"head": told.pop("head")} if "head" in told else {}
    content = told.pop("content", None) or sheet(*rows, **head)
    batch = receive(
        **{"crisis": crisis, "content": content, "name": name, "today": NOW.date(), "user": None, "now": NOW, **told}
    )
    return read_batch(batch_id=batch.pk, now=NOW)


def item_of(batch: Batch, title: str) -> Item:
    return next(item for item in batch.items.all() if item.current.get("title") == title)


def accept(batch: Batch, *items: Item, publish: bool = False, user: Any = None, now: datetime = NOW) -> Accepted:
    """Accept these items, or all that are sure."""
    ids = [item.pk for item in items] or None
    return accept_items(batch_id=batch.pk, item_ids=ids, publish=publish, user=user, now=now)
