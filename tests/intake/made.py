"""Sources and readings made by hand."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from fingerpost.catalogue.models import Crisis
from fingerpost.intake.actions import ImportReport, import_reading
from fingerpost.intake.actions.keeping import moment
from fingerpost.readers.types import Balance, Candidate, Entry, Issue, Reading, Source

NOW = datetime(2020, 7, 1, 9, tzinfo=UTC)
KST = timedelta(hours=9)

__all__ = ["KST", "NOW", "Issue", "event", "events", "import_", "reading_of", "source", "time"]


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
