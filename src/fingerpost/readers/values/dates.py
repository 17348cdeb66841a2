"""Dates in running text: days, months, spans of days and their clock times, in the languages and shapes that pages use.

The year of a date that states none is inferred, in this order: from its weekday, from the year the caller gives (that of
the page or of its neighbours), from the day that counts as today (the year that brings the date nearest to it). A Span
says when that was done; a caller must not present such a year as a fact.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Literal

from fingerpost.readers.values.day_shapes import find_days
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.numeric_days import Day
from fingerpost.readers.values.times import ClockSpan, find_clocks, read_clock
from fingerpost.readers.values.words import Token, tokens, weekday_number

Order = Literal["day first", "month first"]

_MAX_GAP = 60
_LINKING = (
    "at from on the time of day starting starts start begins beginning de del a las la los à às le les du dès pukul jam lúc "
    "vào um ab kl ore alle ngày hari tanggal el día hora horas heure heures date when between both days each daily"
)
_LINKING_WORDS = frozenset(_LINKING.split())
_LINKING_MARKS = frozenset(",;:|@()[]–—-•·./~")


@dataclass(frozen=True, slots=True)
class Span:
    """When something is, as one place of a text tells it."""

    begin: int  #: where it starts in the text, in characters
    stop: int  #: where it ends in the text, exclusive
    start: Moment | None  #: None when the text names a day that does not exist; ``problem`` then says which
    end: Moment | None = None  #: the last day or the closing time; None for one day without one
    timezone: str | None = None  #: IANA name
    year_inferred: bool = False
    order_assumed: bool = False  #: "12/05/2020", with nothing to tell the day from the month
    ambiguous_zone: str | None = None  #: an abbreviation with several meanings, and what they are
    problem: str | None = None  #: a sentence on what cannot be right

    @property
    def is_certain(self) -> bool:
        return not (self.year_inferred or self.order_assumed or self.ambiguous_zone or self.problem)


def find_spans(
    text: str, *, today: date, order: Order | None = None, year: int | None = None, after: date | None = None
) -> list[Span]:
    """Return every date, span of dates or month named in a text, with the clock times that belong to it, in its order.

    ``order`` settles "12/05/2020" (see ``day_order``); without it the day is taken first and the span says so.
    ``year`` is what a date without a year most likely means; ``after`` asks instead for the first such day from then on.
    Takes time proportional to the length of the text.
    """
    if not any(character.isdigit() for character in text):
        return []
    cut = tokens(text)
    days = find_days(text, cut)
    clocks = _attach(text, days, find_clocks(text) if days else [])
    settle = _YearRule(today=today, year=year, after=after)
    return [_span(day, clock, order=order, settle=settle) for day, clock in zip(days, clocks, strict=True)]


def day_order(text: str) -> Order | None:
    """Whether a text writes the day or the month first in "12/05/2020": told by a number over 12 or by a weekday.

    None when nothing tells, or when the text does both.
    """
    if not any(character.isdigit() for character in text):
        return None
    told = {order for day in find_days(text, tokens(text)) if (order := _order_told(day))}
    return told.pop() if len(told) == 1 else None


def stated_years(text: str, *, today: date) -> list[tuple[int, int]]:
    """Return the position and the year of each date that states its own."""
    return [
        (span.begin, span.start.year) for span in find_spans(text, today=today) if span.start and not span.year_inferred
    ]


@dataclass(frozen=True, slots=True)
class _YearRule:
    today: date
    year: int | None
    after: date | None

    def __call__(self, month: int, day: int | None, weekday: int | None) -> int:
        centre = self.after or (date(self.year, 7, 1) if self.year else self.today)
        nearby = range(centre.year - 3, centre.year + 4)
        days = [found for year in nearby if (found := _day(year, month, day or 1))]
        if weekday is not None and day is not None:
            days = [found for found in days if found.weekday() == weekday] or days
        elif self.year and not self.after:
            return self.year
        if self.after:
            days = [found for found in days if found >= self.after] or days
        return min(days, key=lambda found: abs((found - centre).days)).year if days else centre.year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _order_told(day: Day) -> Order | None:
    if day.numeric is None:
        return None
    first, second, year = day.numeric
    if first > 12 >= second:
        return "day first"
    if second > 12 >= first:
        return "month first"
    if day.weekday is None or first == second:
        return None
    by_day, by_month = _day(year, second, first), _day(year, first, second)
    if by_day and by_day.weekday() == day.weekday:
        return "day first"
    return "month first" if by_month and by_month.weekday() == day.weekday else None


def _attach(text: str, days: list[Day], clocks: list[ClockSpan]) -> list[ClockSpan | None]:
    """Give each day the clock that follows it closely or, failing that, the one that stands closely before it."""
    free = [clock for clock in clocks if not any(day.begin < clock.stop and clock.begin < day.stop for day in days)]
    taken: set[int] = set()
    found: list[ClockSpan | None] = [None] * len(days)
    for follows in (True, False):
        for place, day in enumerate(days):
            if found[place]:
                continue
            near = _near(text, day, free, follows=follows)
            if near and near.begin not in taken:
                found[place] = near
                taken.add(near.begin)
    return found


def _near(text: str, day: Day, clocks: list[ClockSpan], *, follows: bool) -> ClockSpan | None:
    # Bisection keeps a long line with many dates and clocks linear enough.
    low, high = 0, len(clocks)
    edge = day.stop if follows else day.begin
    if follows and text[edge : edge + 1].isdigit() and (glued := read_clock(text, edge)):
        return glued
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if clocks[middle].begin < edge else (low, middle)
    place = low if follows else low - 1
    if not 0 <= place < len(clocks):
        return None
    clock = clocks[place]
    gap = text[day.stop : clock.begin] if follows else text[clock.stop : day.begin]
    return clock if len(gap) <= _MAX_GAP and _only_links(gap) else None


def _only_links(gap: str) -> bool:
    if "\n\n" in gap:
        return False
    return all(_is_link(token) for token in tokens(gap))


def _is_link(token: Token) -> bool:
    if token.kind == "mark":
        return token.text in _LINKING_MARKS
    return token.low in _LINKING_WORDS or weekday_number(token) is not None


def _span(
    day: Day, clock: ClockSpan | None, *, order: Order | None, settle: Callable[[int, int | None, int | None], int]
) -> Span:
    begin, stop = day.begin, day.stop
    if clock:
        begin, stop = min(begin, clock.begin), max(stop, clock.stop)
    assumed = False
    if day.numeric is not None:
        told = _order_told(day) or order
        assumed = told is None and day.numeric[0] != day.numeric[1]
        day = day.with_order(month_first=told == "month first")
    inferred = day.first[0] is None
    day = _with_year(day, settle) if inferred else day
    moment, last, problem = _moments(day)
    bare = Span(begin, stop, moment, last, year_inferred=inferred, order_assumed=assumed, problem=problem)
    return _with_clock(bare, clock) if clock and moment and moment.day else _with_written_offset(bare, day)


def _with_year(day: Day, settle: Callable[[int, int | None, int | None], int]) -> Day:
    _, month, number = day.first
    year = settle(month or 1, number, day.weekday)
    last = day.last
    if last and last[0] is None:
        wraps = (last[1] or 0, last[2] or 0) < (month or 0, number or 0)
        last = (year + wraps, last[1], last[2])
    return replace(day, first=(year, month, number), last=last)


def _moments(day: Day) -> tuple[Moment | None, Moment | None, str | None]:
    try:
        first = Moment(day.first[0] or 1, day.first[1], day.first[2], day.clock)
        last = Moment(day.last[0] or first.year, day.last[1], day.last[2]) if day.last else None
    except ValueError:
        return None, None, f"“{day.text}” is not a day in the calendar."
    if last and last.first_day() < first.first_day():
        return None, None, f"“{day.text}” ends before it begins."
    return first, None if last == first else last, None


def _with_clock(span: Span, clock: ClockSpan) -> Span:
    if span.start is None:
        return span
    day = span.start.first_day()
    zone = clock.zone
    offset = zone.offset_on(day, clock.opens.hour, clock.opens.minute) if zone else None
    start = _at(span.start, clock.opens, offset)
    last_day = span.end or span.start
    end = span.end
    if clock.closes:
        if span.end is None and clock.closes <= clock.opens:
            following = day + timedelta(days=1)
            last_day = Moment(following.year, following.month, following.day)
        end = _at(last_day, clock.closes, offset) if last_day.day else last_day
    name = zone.name_on(day) if zone else None
    return replace(span, start=start, end=end, timezone=name, ambiguous_zone=zone.ambiguous if zone else None)


def _with_written_offset(span: Span, day: Day) -> Span:
    if span.start is None or day.clock is None or day.offset is None:
        return span
    return replace(span, start=replace(span.start, offset=day.offset), timezone="UTC" if not day.offset else None)


def _at(day: Moment, clock: time, offset: timedelta | None) -> Moment:
    return Moment(day.year, day.month, day.day, clock, offset)


def spans_between(spans: list[Span], begin: int, stop: int) -> Iterator[Span]:
    """Yield the spans that stand within two positions of their text."""
    return (span for span in spans if begin <= span.begin and span.stop <= stop)
