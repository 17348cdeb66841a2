"""Dates in cells: machine stamps at once, everything else as in running text, each distinct cell read once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from fingerpost.readers.formats.calendars.clocks import iana_name
from fingerpost.readers.formats.pages.html.when import machine_moment
from fingerpost.readers.values.dates import Order, Span, find_spans
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.zones import read_zone

#: After a space and without seconds, "10:00-11:30" is a time range of a person, not a clock west of Greenwich.
_MACHINE = re.compile(
    r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?"
    r"| \d\d:\d\d(?::\d\d(?:Z|[+-]\d\d:?\d\d)?|Z|\+\d\d:?\d\d)?)?)?)?"
)
_NUMERIC = re.compile(r"\s*(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(?:\d{4}|\d\d)(?!\d)")
_MAX_CELL = 200


@dataclass(frozen=True, slots=True)
class Days:
    """How the dates of one table are read."""

    today: date
    order: Order | None

    def span(self, text: str) -> Span | None:
        """Return what a cell says of a day and its clock; None if it names no day."""
        return _span(text[:_MAX_CELL], self.today, self.order) if text else None


def order_of(cells: Iterable[str]) -> Order | None:
    """Whether a column writes the day or the month first, told by all its cells together; None if nothing tells."""
    day_first = month_first = False
    for cell in cells:
        if match := _NUMERIC.match(cell):
            day_first = day_first or int(match[1]) > 12
            month_first = month_first or int(match[2]) > 12
    if day_first == month_first:
        return None
    return "day first" if day_first else "month first"


def with_clock(span: Span, clocks: str, days: Days) -> Span:
    """Return a day with the clock times that stand in another cell of its row."""
    if not clocks or span.start is None or span.start.day is None or span.start.time is not None:
        return span
    timed = days.span(f"{span.start} {clocks}")
    if timed is None or timed.start is None or timed.start.time is None:
        return span
    last = span.end
    if last and last.day and timed.end and timed.end.time:
        last = Moment(last.year, last.month, last.day, timed.end.time, timed.end.offset)
    return replace(timed, end=last or timed.end, order_assumed=span.order_assumed, year_inferred=span.year_inferred)


def closing(span: Span, end: str, end_clock: str, days: Days) -> tuple[Span, str | None]:
    """Return a span with its end from other cells, and a sentence should that end not be possible."""
    if span.start is None or not (end or end_clock):
        return span, None
    day = days.span(end) if end else None
    if day is None or day.start is None:
        problem = day.problem if day else None
        clock = end_clock or (end if day is None else "")
        return _closed_at(span, span.end or span.start, clock, days), problem
    closed = _closed_at(replace(span, end=day.end or day.start), day.end or day.start, end_clock, days)
    if closed.end and closed.start and _before(closed.end, closed.start):
        return replace(span, end=None), "It ends before it begins."
    return (replace(closed, end=None) if closed.end == closed.start else closed), None


def in_zone(span: Span, zone: str) -> Span:
    """Return a span whose clock times are on the zone that another cell names."""
    if not zone or span.start is None or span.start.time is None or span.start.offset is not None:
        return span
    name = iana_name(zone)
    if name is None and (found := read_zone(zone, 0)):
        told = found[0]
        name = told.name
        if told.offset is not None or told.ambiguous:
            ambiguous = None if told.offset is not None else told.ambiguous
            start, end = (_with_offset(moment, told.offset) for moment in (span.start, span.end))
            return replace(span, start=start, end=end, timezone=told.name_on(span.start.first_day()), ambiguous_zone=ambiguous)  # fmt: skip
    if name is None:
        return span
    start, end = (_in_named(moment, name) for moment in (span.start, span.end))
    return replace(span, start=start, end=end, timezone=name)


@lru_cache(maxsize=65_536)
def _span(text: str, today: date, order: Order | None) -> Span | None:
    if _MACHINE.fullmatch(text) and (moment := machine_moment(text)):
        zone = "UTC" if moment.time and moment.offset == timedelta(0) else None
        return Span(0, len(text), moment, timezone=zone)
    spans = find_spans(text, today=today, order=order)
    return spans[0] if spans else None


def _closed_at(span: Span, day: Moment, clock: str, days: Days) -> Span:
    if not clock or span.start is None or span.start.time is None or day.time is not None or day.day is None:
        own = span.end is not None or not clock or span.start is None or span.start.time is None
        if own:
            return span
    timed = days.span(f"{day.first_day()} {clock}")
    if timed is None or timed.start is None or timed.start.time is None or span.start is None:
        return span
    offset = timed.start.offset if timed.start.offset is not None else span.start.offset
    return replace(span, end=Moment(day.year, day.month, day.day, timed.start.time, offset))


def _before(end: Moment, start: Moment) -> bool:
    if end.first_day() != start.first_day() or end.time is None or start.time is None:
        return end.first_day() < start.first_day()
    return end.offset == start.offset and end.time < start.time


def _with_offset(moment: Moment | None, offset: timedelta | None) -> Moment | None:
    return replace(moment, offset=offset) if moment and moment.time else moment


def _in_named(moment: Moment | None, name: str) -> Moment | None:
    if moment is None or moment.time is None:
        return moment
    return _with_offset(moment, datetime.combine(moment.first_day(), moment.time, ZoneInfo(name)).utcoffset())
