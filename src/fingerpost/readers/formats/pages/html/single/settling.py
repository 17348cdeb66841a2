"""One item of what its page states for machines and what it shows, and the questions where they contradict each other."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from fingerpost.readers.formats.pages.html.fields import Fields
from fingerpost.readers.formats.pages.html.vocabulary import fold
from fingerpost.readers.types import Issue
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.names import has_head, is_acronym

ONLINE = "Online"
_MIDNIGHT = time(0)
_LAST_MINUTE = (time(23, 59), time(23, 55), time(0))


def joined(stated: Fields, shown: Fields, *, days: set[str], origin: str) -> tuple[Fields, list[Issue]]:
    """Return both statements as one. The words that people read win over what contradicts them, and an Issue says so.

    ``days`` are all days that the page shows of its item.
    """
    when, problem = settled_when(stated.when, shown.when, labelled="date" in shown.labelled, days=days)
    if when is None and shown.status is None and stated.status is None:
        when = stated.when or shown.when
    stated.when = when
    stated.extra_days = 0
    sure = [name for name in shown.organisers if not (stated.organisers and _may_be_person(name, shown))]
    stated.organisers = joined_names(stated.organisers, sure)
    for name in (
        "deadline", "register_url", "recording_url", "file_url", "place", "summary", "language", "series", "status", "published",
    ):  # fmt: skip
        if not getattr(stated, name):
            setattr(stated, name, getattr(shown, name))
    if stated.place == ONLINE and shown.place and not shown.place.startswith(ONLINE):
        stated.place = shown.place
    stated.labelled |= shown.labelled
    stated.impossible = shown.impossible
    issues = [Issue(problem=problem, remedy="Compare with the page and choose.", origin=origin)] if problem else []
    return stated, issues


def _may_be_person(name: str, fields: Fields) -> bool:
    """True for "Aki T.": a few plain words that no organisation is known by or built like."""
    if name in fields.known or has_head(name) or is_acronym(name) or not name.isascii():
        return False
    words = name.split()
    return len(words) in (2, 3) and all(word.strip(".").isalpha() and word[0].isupper() for word in words)


def joined_names(stated: list[str], shown: list[str]) -> list[str]:
    """Names of both, each once; an acronym or a shorter form of a name that stands there already adds nothing."""
    names = list(stated)
    for name in shown:
        if not any(_is_same_name(name, one) for one in names):
            names.append(name)
    return names


def _is_same_name(one: str, other: str) -> bool:
    a, b = fold(one), fold(other)
    if a == b or f"({a})" in b or f"({b})" in a:
        return True
    letters = "".join(word[0] for word in other.split() if word[0].isupper())
    return (len(a) > 5 and len(b) > 5 and (a in b or b in a)) or (one.isupper() and len(one) > 2 and one == letters)


def settled_when(
    stated: Span | None, shown: Span | None, *, labelled: bool, days: set[str]
) -> tuple[Span | None, str | None]:
    """Return when the item is, of what is stated for machines and what is shown, and what is wrong between them."""
    stated = _without_placeholders(stated)
    if stated is None or stated.start is None:
        return shown, None
    if shown is None or shown.start is None or shown.start.day is None:
        return stated, None
    if _same_instant(stated.start, shown.start) and stated.start.offset == timedelta(0) != shown.start.offset:
        return replace(shown, end=shown.end or _moved(stated.end, shown.start.offset)), None
    if stated.start.day is None:
        return shown, None
    if stated.start.first_day() != shown.start.first_day():
        return _other_day(stated, shown, labelled=labelled, days=days)
    return _same_day(stated, shown)


def _same_day(stated: Span, shown: Span) -> tuple[Span, str | None]:
    a, b = stated.start, shown.start
    if a is None or b is None:
        return stated, None
    if a.time is None and b.time is None:
        return replace(stated, end=stated.end or shown.end), None
    if a.time is None:
        return replace(shown, end=shown.end or _later(stated.end, b)), None
    if b.time is None:
        return stated, None
    if a.time == b.time and (None in (a.offset, b.offset) or a.offset == b.offset):
        return _on_one_clock(stated, shown), None
    if _same_instant(a, b):
        return stated, None
    if a.offset is not None and b.offset is None and _may_be_other_zone(a.time, b.time):
        return stated, f"The page shows {b.time:%H:%M} without its zone, and states {a} for machines, which was taken."
    return (
        replace(shown, end=shown.end or _later(stated.end, b)),
        f"For machines the page states {a}, to its readers it shows {b}; what readers see was taken.",
    )


def _on_one_clock(stated: Span, shown: Span) -> Span:
    """Two statements of one clock: the one that tells the offset, completed by the other."""
    is_fuller = (
        stated.start is not None and stated.start.offset is None and shown.start and shown.start.offset is not None
    )
    fuller, rest = (shown, stated) if is_fuller else (stated, shown)
    zone = shown.timezone or stated.timezone
    ambiguous = None if fuller.start and fuller.start.offset is not None else shown.ambiguous_zone
    return replace(fuller, end=fuller.end or rest.end, timezone=zone, ambiguous_zone=ambiguous)


def _other_day(stated: Span, shown: Span, *, labelled: bool, days: set[str]) -> tuple[Span, str | None]:
    a, b = stated.start, shown.start
    if a is None or b is None:
        return stated, None
    last = shown.end.first_day() if shown.end else b.first_day()
    if b.first_day() <= a.first_day() <= last and (a.time is None or b.time is not None):
        return shown, None
    if _same_instant(a, b):
        return stated, None
    if str(a.first_day()) in days and not labelled:
        return stated, None
    problem = f"For machines the page states {a}, to its readers it shows {b}"
    if labelled and str(a.first_day()) not in days:
        return shown, f"{problem}; what readers see was taken."
    return stated, f"{problem}; the first was taken."


def _without_placeholders(span: Span | None) -> Span | None:
    """Midnight to midnight is how content systems store days without times."""
    if span is None or span.start is None or span.start.time != _MIDNIGHT:
        return span
    if span.end is not None and span.end.time not in (None, *_LAST_MINUTE):
        return span
    start = _day(span.start)
    end = _day(span.end) if span.end else None
    return replace(span, start=start, end=end if end and end.first_day() > start.first_day() else None)


def _day(moment: Moment) -> Moment:
    return Moment(moment.year, moment.month, moment.day)


def _later(end: Moment | None, start: Moment) -> Moment | None:
    return end if end is not None and end.first_day() > start.first_day() else None


def _instant(moment: Moment) -> datetime | None:
    if moment.time is None or moment.offset is None:
        return None
    return datetime.combine(moment.first_day(), moment.time) - moment.offset


def _same_instant(one: Moment, other: Moment) -> bool:
    a = _instant(one)
    return a is not None and a == _instant(other)


def _moved(moment: Moment | None, offset: timedelta | None) -> Moment | None:
    """The same moment on the clock of another offset."""
    instant = _instant(moment) if moment else None
    if instant is None or offset is None:
        return moment
    there = instant + offset
    return Moment(there.year, there.month, there.day, there.time(), offset)


def _may_be_other_zone(one: time, other: time) -> bool:
    """True if two clocks can be one moment in two zones: they differ by whole quarters of an hour."""
    return (one.minute - other.minute) % 15 == 0
