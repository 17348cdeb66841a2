"""Dates in running text: days, months, spans of days and their clock times, in the languages and shapes that pages use.

The year of a date that states none is inferred, in this order: from its weekday, from the year the caller gives (that of
the page or of its neighbours), from the day that counts as today (the year that brings the date nearest to it). A Span
says when that was done; a caller must not present such a year as a fact.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Literal

from fingerpost.readers.values.agreement import Told, clock_told
from fingerpost.readers.values.bikram import find_bikram_days, in_digits, is_likely
from fingerpost.readers.values.day_shapes import find_days
from fingerpost.readers.values.folding import fold
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.numeric_days import Day, joined
from fingerpost.readers.values.relative import find_relative_days
from fingerpost.readers.values.times import ClockSpan, find_clocks, read_clock
from fingerpost.readers.values.words import Token, tokens, weekday_number
from fingerpost.readers.values.zones import Zone, fixed_name, zones_named

Order = Literal["day first", "month first"]

_MAX_GAP = 60
_LINKING = (
    "at from on the time of day starting starts start begins beginning de del a la las los à as às das le les du dès pukul jam lúc vào um ab von kl ore alle dalle "
    "ngày hari tanggal el día hora horas heure heures date when between both days each daily saat saati الساعة الساعه في من เวลา วันที่ 시간 時間 时间 समय সময় время в с "
    "г года р он оны өдөр गते को में पर তারিখে تاریخ کو ថ្ងៃ ء م thứ hai ba tư năm sáu bảy chủ nhật 每天 每日 每晚 毎日 매일 setiap"
)
_LINKING_WORDS = frozenset(_LINKING.split())
_LINKING_MARKS = frozenset(",;:|@()[]–—-•·./~")
#: Where a language is spoken, for abbreviations that no place settles
_SCRIPTS = (
    (re.compile("[\u0980-\u09ff]"), frozenset({"Asia/Dhaka"})),
    (re.compile("[\u0900-\u097f]"), frozenset({"Asia/Kolkata"})),
    (re.compile("[\u4e00-\u9fff]"), frozenset({"Asia/Shanghai"})),
    (re.compile("[\u0590-\u05ff]"), frozenset({"Asia/Jerusalem"})),
)
#: A digit, or what a part of a month begins with: "mid-June"
_MAY_HOLD_DAY = re.compile(
    r"\d|\b(?:mid|early|late|mi|fin|end|start|beginning|middle|first|second|third|fourth|last|début|medi|principios|final|fim|meados|início|pertengahan|awal|akhir|minggu|mitte|anfang|ende|metà|fine|inizio|cuối|đầu|giữa|prim|seg|terc|última|premi|deux|derni|в\s|начале|конце|середине)",
    re.IGNORECASE,
)
#: Languages in these scripts, and Vietnamese, write the day before the month wherever the year comes last.
_DAY_FIRST_SCRIPTS = re.compile("[\u0370-\u052f\u0590-\u06ff\u0900-\u0fff\u1000-\u109f\u1780-\u17ff\u1ea0-\u1ef9ăđơư]")


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
    relative: bool = False  #: "tomorrow", counted from the day that counts as today
    disagreement: str | None = None  #: a sentence on clock times that cannot all be right

    @property
    def is_certain(self) -> bool:
        return not (self.year_inferred or self.order_assumed or self.ambiguous_zone or self.problem or self.relative or self.disagreement)  # fmt: skip


def find_spans(
    text: str, *, today: date, order: Order | None = None, year: int | None = None, after: date | None = None,
    places: Collection[str] = (),
) -> list[Span]:  # fmt: skip
    """Return every date, span of dates or month named in a text, with the clock times that belong to it, in its order.

    ``order`` settles "12/05/2020" (see ``day_order``); without it the day is taken first and the span says so.
    ``year`` is what a date without a year most likely means; ``after`` asks instead for the first such day from then on,
    and is the day from which "tomorrow" is counted. ``places`` are the zones of the places that the page names (see
    ``zones_named``), which settle abbreviations where the text itself does not.
    Takes time proportional to the length of the text.
    """
    folded = fold(text)
    days = _days(folded, today=today, written=after or today)
    if not days:
        return []
    clocks = find_clocks(folded)
    days = _beside(folded, days, clocks)
    settle = _YearRule(today=today, year=year, after=after)
    order = order or ("day first" if _DAY_FIRST_SCRIPTS.search(text) else None)
    reader = _SpanReader(text, order, settle, places)
    return [
        reader.span(replace(day, text=text[day.begin : day.stop]), clock)
        for day, clock in zip(days, _attach(folded, days, clocks), strict=True)
    ]


def _days(folded: str, *, today: date, written: date) -> list[Day]:
    nepali = find_bikram_days(folded, today=today)
    told = find_relative_days(folded, today=written)
    days = find_days(folded, tokens(folded)) if told or nepali or _MAY_HOLD_DAY.search(folded) else []
    return joined(joined(nepali, days), told)


def _beside(folded: str, days: list[Day], clocks: list[ClockSpan]) -> list[Day]:
    """Leave out "tomorrow" without a clock beside it, which is a word like any other, and beside the day that it is."""
    if not any(day.relative for day in days):
        return days
    kept = []
    for place, (day, clock) in enumerate(zip(days, _attach(folded, days, clocks), strict=True)):
        if day.relative:
            near = [other for other in days[max(place - 1, 0) : place + 2] if not other.relative]
            if any(_only_links(_gap(folded, day, other)) for other in near) or (day.relative == "word" and not clock):
                continue
        kept.append(day)
    return kept


def _gap(folded: str, one: Day, other: Day) -> str:
    first, second = sorted((one, other), key=lambda day: day.begin)
    return folded[first.stop : second.begin] if second.begin - first.stop <= _MAX_GAP else "x"


def day_order(text: str) -> Order | None:
    """Whether a text writes the day or the month first in "12/05/2020": told by a number over 12 or by a weekday.

    None when nothing tells, or when the text does both.
    """
    if not any(character.isdigit() for character in text):
        return None
    folded = fold(text)
    told = {order for day in find_days(folded, tokens(folded)) if (order := _order_told(day))}
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
    free = _outside(text, clocks, days)
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


def _outside(text: str, clocks: list[ClockSpan], days: list[Day]) -> list[ClockSpan]:
    """The clocks that are no part of a date, such as "12.05" in "12.05.2020"; "15:00 to 4 July" is only 15:00."""
    free = []
    place = 0
    for clock in clocks:
        while place < len(days) and days[place].stop <= clock.begin:
            place += 1
        if place == len(days) or days[place].begin >= clock.stop:
            free.append(clock)
        elif clock.begin < days[place].begin and (opening := read_clock(text[: days[place].begin], clock.begin)):
            free.append(opening)
    return free


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


@lru_cache(maxsize=16)  # asked for each ambiguous clock of one text
def _zones_of_scripts(text: str) -> tuple[frozenset[str], ...]:
    return tuple(zones for script, zones in _SCRIPTS if script.search(text))


@dataclass(frozen=True, slots=True)
class _SpanReader:
    """Settles what the days of one text leave open: year, order and zone."""

    text: str
    order: Order | None
    settle: _YearRule
    places: Collection[str]

    def span(self, day: Day, clock: ClockSpan | None) -> Span:
        begin, stop = day.begin, day.stop
        if clock:
            begin, stop = min(begin, clock.begin), max(stop, clock.stop)
        assumed = False
        if day.numeric is not None:
            told = _order_told(day) or self.order
            assumed = told is None and day.numeric[0] != day.numeric[1]
            day = day.with_order(month_first=told == "month first")
        inferred = day.first[0] is None
        day = _with_year(day, self.settle) if inferred else day
        gregorian = self._in_gregorian(day)
        if isinstance(gregorian, str):
            return Span(begin, stop, None, problem=gregorian)
        moment, last, problem = _moments(gregorian)
        bare = Span(
            begin, stop, moment, last, year_inferred=inferred or day.year_guessed, order_assumed=assumed, problem=problem, relative=bool(day.relative)
        )  # fmt: skip
        if clock and moment and moment.day:
            return _with_clock(bare, clock, clock_told(clock, moment.first_day(), self._places_near(clock)))
        return _with_written_offset(bare, day)

    def _in_gregorian(self, day: Day) -> Day | str:
        year = day.first[0]
        if year is None or any(letter.isalpha() for letter in day.text) or not is_likely(year, today=self.settle.today):
            return day
        return in_digits(day, self.text)

    def _places_near(self, clock: ClockSpan) -> Iterator[Collection[str]]:
        """The places named right behind a clock, in its text, and on its page, and those where its script is at home."""
        yield zones_named(self.text[clock.stop : clock.stop + _MAX_GAP])
        yield zones_named(self.text)
        yield self.places
        yield from _zones_of_scripts(self.text)


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


def _with_clock(span: Span, clock: ClockSpan, told: Told) -> Span:
    if span.start is None:
        return span
    day = span.start.first_day()
    zone = told.zone
    offset = zone.offset_on(day, clock.opens.hour, clock.opens.minute) if zone else None
    start = _at(span.start, clock.opens, offset)
    last_day = span.end or span.start
    end = span.end
    if clock.closes:
        if span.end is None and clock.closes <= clock.opens:
            following = day + timedelta(days=1)
            last_day = Moment(following.year, following.month, following.day)
        end = _at(last_day, clock.closes, _closing_offset(zone, last_day, clock.closes)) if last_day.day else last_day
    return replace(
        span, start=start, end=end, timezone=zone.name_on(day) if zone else None, ambiguous_zone=zone.ambiguous if zone else None, disagreement=told.doubt
    )  # fmt: skip


def _closing_offset(zone: Zone | None, day: Moment, closes: time) -> timedelta | None:
    """Summer time may have begun since the opening."""
    return zone.offset_on(day.first_day(), closes.hour, closes.minute) if zone else None


def _with_written_offset(span: Span, day: Day) -> Span:
    if span.start is None or day.clock is None or day.offset is None:
        return span
    return replace(
        span,
        start=replace(span.start, offset=day.offset),
        timezone="UTC" if not day.offset else fixed_name(day.offset) if " " in day.text else None,
    )


def _at(day: Moment, clock: time, offset: timedelta | None) -> Moment:
    return Moment(day.year, day.month, day.day, clock, offset)


def spans_between(spans: list[Span], begin: int, stop: int) -> Iterator[Span]:
    """Yield the spans that stand within two positions of their text."""
    return (span for span in spans if begin <= span.begin and span.stop <= stop)
