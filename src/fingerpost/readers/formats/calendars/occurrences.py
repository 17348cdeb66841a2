"""A recurring event as its occurrences: which of them are worth a record, and which stand changed beside the rule."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fingerpost.readers.errors import UnreadableValue
from fingerpost.readers.formats.calendars.clocks import UTC_CLOCK
from fingerpost.readers.formats.calendars.components import Property
from fingerpost.readers.formats.calendars.event import Event
from fingerpost.readers.formats.calendars.recurrence import Rule, days, read_rule
from fingerpost.readers.formats.calendars.stamps import Stamp, read_stamp

MOST = 100  #: occurrences of one event that become records
HORIZON = timedelta(days=366)  #: how far they are followed, from the first one or from today
MOST_WALKED = 1_000_000
_MAX_STAMPS = 2_000
_A_DAY = timedelta(days=1)


@dataclass(slots=True)
class Budget:
    """What one Source may cost: days looked at and occurrences made, whatever its rules ask for."""

    days: int = 300_000
    occurrences: int = 10_000


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The occurrences of one event by their number, from 1."""

    found: tuple[tuple[int, Stamp], ...]
    cut_off: bool = False  #: there are more, before or after these
    refused: bool = False  #: the rule is one that is not followed; only its first occurrence is here


def recurs(event: Event) -> bool:
    return event.when.start is not None and bool(event.component.get("RRULE") or event.component.get("RDATE"))


def occurrences(event: Event, *, today: date, budget: Budget) -> Occurrences:
    """Return the occurrences of a recurring event without the days that EXDATE takes out.

    Those of the 366 days after the first one; of an event that still goes on, the first one and those of the 366 days
    from today. At most 100, and fewer when the budget is spent.
    """
    start = event.when.start
    if start is None:
        return Occurrences(())
    found = event.component.get("RRULE")
    rule = read_rule(found.value) if found else None
    if (found and rule is None) or budget.occurrences <= 0:
        return Occurrences(((1, start),), refused=True)
    stamps = _numbered(event, start, rule, today, budget)
    kept, cut_off = _worth_a_record(stamps, start, today)
    out = {stamp.key for stamp in _listed(event, "EXDATE")} | {
        stamp.day for stamp in _listed(event, "EXDATE") if stamp.time is None
    }
    kept = [pair for pair in kept if pair[1].key not in out and pair[1].day not in out]
    endless = rule is not None and rule.count is None and rule.until is None
    budget.occurrences -= len(kept)
    return Occurrences(tuple(kept), cut_off=cut_off or endless)


def _worth_a_record(stamps: list[tuple[int, Stamp]], start: Stamp, today: date) -> tuple[list[tuple[int, Stamp]], bool]:
    near = [pair for pair in stamps if pair[1].day <= start.day + HORIZON]
    coming = [pair for pair in stamps if pair[1].day >= today]
    goes_on = bool(coming) and start.day + HORIZON < today
    kept = [stamps[0], *coming] if goes_on and coming[0] != stamps[0] else near
    return kept[:MOST], len(kept[:MOST]) < len(stamps)


def _numbered(event: Event, start: Stamp, rule: Rule | None, today: date, budget: Budget) -> list[tuple[int, Stamp]]:
    """The first occurrence, then those of the rule and of RDATE, in order, each once with its number."""
    last = max(today, start.day) + HORIZON
    followed = [start.day, *(_followed(start, rule, last, budget) if rule else ())]
    added = {(stamp.day, stamp.time or start.time): stamp for stamp in _listed(event, "RDATE")}
    if not added:
        near = (pair for pair in enumerate(followed, start=1) if pair[1] <= start.day + HORIZON or pair[1] >= today)
        return [(number, replace(start, day=day)) for number, day in near]
    stamps = [replace(stamp, time=clock, clock=stamp.clock or start.clock) for (_, clock), stamp in added.items()]
    stamps += [replace(start, day=day) for day in followed if (day, start.time) not in added]
    # Either all have a clock time or none has one: it was taken from the start where it was missing.
    return list(enumerate(sorted(stamps, key=lambda stamp: (stamp.day, str(stamp.time))), start=1))


def _followed(start: Stamp, rule: Rule, last: date, budget: Budget) -> Iterator[date]:
    """The days after the first one, as far as COUNT, UNTIL, the last day and the budget allow."""
    last = min(last, start.day + timedelta(days=max(budget.days, 0)))
    limit = _until(start, rule.until)
    budget.days -= (last - start.day).days + 1
    left = rule.count - 1 if rule.count is not None else MOST_WALKED
    for day in days(rule, start.day, last):
        if day == start.day:
            continue
        if left <= 0 or (limit and limit(day)):
            return
        left -= 1
        yield day


def _until(start: Stamp, until: str | None) -> Callable[[date], bool] | None:
    """Return what tells whether a day is past UNTIL."""
    if until is None:
        return None
    try:
        limit = read_stamp(Property("UNTIL", {}, until, 0), {})
    except UnreadableValue:
        return lambda _day: True
    if limit.time is None or start.time is None:
        return lambda day: day > limit.day
    exact = limit if limit.clock is UTC_CLOCK else replace(limit, clock=start.clock)
    return lambda day: day > limit.day or (day >= limit.day - _A_DAY and _is_later(replace(start, day=day), exact))


def _is_later(stamp: Stamp, limit: Stamp) -> bool:
    return stamp.key > limit.key


def _listed(event: Event, name: str) -> Iterator[Stamp]:
    """The stamps of EXDATE or RDATE; of a PERIOD its beginning."""
    values = [(found, value) for found in event.component.all(name) for value in found.value[:100_000].split(",")]
    for found, value in values[:_MAX_STAMPS]:
        try:
            yield read_stamp(found, event.zones, value=value.partition("/")[0])
        except UnreadableValue:
            continue
