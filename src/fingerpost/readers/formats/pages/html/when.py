"""Dates as a page gives them: machine-readable ones, those in words, and those whose month or year stands in a heading."""

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache

from fingerpost.readers.values.dates import Order, Span, find_spans
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.numeric_days import TO
from fingerpost.readers.values.roles import date_role
from fingerpost.readers.values.times import find_clocks
from fingerpost.readers.values.words import month_number, month_openings, months, tokens, weekday_number

_MACHINE = re.compile(
    r"\s*(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?"
    r"(?:[T\s]+(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<zone>Z|UTC|[+-]\d{1,2}(?::?\d{2})?)?)?\s*",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"\W{{0,3}}(?:{TO}|até(?:\sao?)?|hasta|jusqu[’']au|fino\sal?|tot)\s*(?:(?:the|le|el|ngày|tanggal|il|o|den|dem)\s)?[(]?",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(r"(?:19[5-9]\d|20\d\d)")
_STATED_YEAR = re.compile(r"(?<![\w./-])20[0-4]\d(?=년|年|\W|$)(?![./-]\d)")
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.|日|일|号)?(?:\s?[-–—&~]\s?(?P<last>\d{1,2})(?:st|nd|rd|th|日|일)?)?"
_BARE_DAY = re.compile(rf"[^\w#№]*(?:[^\W\d]{{2,12}}[.,]?\s+)?{_DAY}(?!\w)\W*(?:[^\W\d]{{1,12}}\W*)?")
_LEADING_DAY = re.compile(rf"([^\W\d]{{0,12}}[.,]?\s?{_DAY})(?!\d)\s*(?:[–—:|-]|,)\s*(?=\D)")
_CJK_MONTH = re.compile(r"(?:\d{4}\s?[年년])?\s?\d{1,2}\s?[月월](?!\s?\d)")
_DIGIT = re.compile(r"\d")
_NUMBERS_SIDE_BY_SIDE = re.compile(r"\d\s?[./-]\s?\d|\d{4}\s\d")
_GLUED_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_ASCII_WORD = re.compile(r"[A-Za-z]{3,}")
_NOISE = re.compile(r"[\W_]+")
_MIDNIGHT, _NOON = time(0), time(12)
_NOT_AN_EVENT_YEAR = 1900
_MAX_LINE = 400


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a date in this place of the page is read against."""

    today: date
    order: Order | None = None
    year: int | None = None  #: stated by the heading above
    month: int | None = None
    day: int | None = None
    places: frozenset[str] = frozenset()  #: zones of the places that the page names

    def under(self, heading: str) -> "Calendar | None":
        """Return the calendar below a heading that is a date, a month or a year; None if it is none of them."""
        moment = whole_date(heading, self)
        return replace(self, year=moment.year, month=moment.month, day=moment.day) if moment else None

    def in_year_of(self, heading: str) -> "Calendar | None":
        """Return the calendar below a heading that names one year among other words: "Events 2020"."""
        years = set(_STATED_YEAR.findall(heading))
        return replace(self, year=int(years.pop()), month=None, day=None) if len(years) == 1 else None

    def group_day(self) -> Span | None:
        if self.year and self.month and self.day:
            return Span(0, 0, Moment(self.year, self.month, self.day))
        return None


def spans_in(text: str, calendar: Calendar) -> list[Span]:
    if not _DIGIT.search(text) or (text.isascii() and not _may_hold_date(text)):
        return []
    return list(_spans(text[:_MAX_LINE], calendar.today, calendar.order, calendar.year, calendar.places))


def _may_hold_date(text: str) -> bool:
    """False for plain letters with neither numbers side by side nor a month's name: most titles have no date."""
    if _NUMBERS_SIDE_BY_SIDE.search(text) or _GLUED_MONTH.search(text):
        return True
    return any(word.lower() in months() or word.lower() in month_openings() for word in _ASCII_WORD.findall(text))


@lru_cache(maxsize=16384)
def _spans(text: str, today: date, order: Order | None, year: int | None, places: frozenset[str]) -> tuple[Span, ...]:
    return tuple(_joined(text, find_spans(text, today=today, order=order, year=year, places=places)))


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Join "3 July 2021, 15:00 – 4 July 2021, 12:00", each day with its clock, to one span."""
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        if last and _continues(text, last, span):
            found[-1] = _from_to(last, span)
        else:
            found.append(span)
    return found


def _continues(text: str, one: Span, other: Span) -> bool:
    a, b = one.start, other.start
    if a is None or b is None or a.time is None or b.time is None or one.end or other.end:
        return False
    if not _UNTIL.fullmatch(text[one.stop : other.begin]) or str(a)[:16] >= str(b)[:16]:
        return False
    return date_role(text, one) == date_role(text, other) == "occurs"


def _from_to(one: Span, other: Span) -> Span:
    """The zone that is written once, mostly behind the last clock, is that of both."""
    a, b = one.start, other.start
    if a is None or b is None:
        return one
    if a.offset is None:
        a = replace(a, offset=b.offset)
    return replace(
        one,
        stop=other.stop,
        start=a,
        end=b if b.offset is not None else replace(b, offset=a.offset),
        timezone=one.timezone or other.timezone,
        ambiguous_zone=one.ambiguous_zone or other.ambiguous_zone,
    )


def whole_date(text: str, calendar: Calendar) -> Moment | None:
    """Return the year, month or day that is all a heading says, or None.

    >>> from datetime import date
    >>> str(whole_date("— July 2020 —", Calendar(date(2020, 7, 1))))
    '2020-07'
    """
    if len(text) > 60:
        return None
    bare = _NOISE.sub(" ", text).strip()
    if _BARE_YEAR.fullmatch(bare):
        return Moment(int(bare))
    spans = spans_in(text, calendar)
    if len(spans) == 1 and spans[0].start and not spans[0].end and not remainder(text, spans):
        return spans[0].start
    if calendar.month and any(weekday_number(token) is not None for token in tokens(bare)):
        day = day_in_group(text.strip(), calendar)
        return day.start if day and not day.end else None
    if calendar.year is None or " " in bare:
        return None
    months = [number for token in tokens(bare) if (number := month_number(token))]
    return Moment(calendar.year, months[0]) if len(months) == 1 else None


def without_months(text: str, calendar: Calendar) -> str:
    """A heading without the month and the year in it: "8月のイベント", "Events in July 2020".

    >>> from datetime import date
    >>> without_months("Events in July 2020", Calendar(date(2020, 7, 1)))
    'Events in'
    """
    if len(text) > 80:
        return text
    for span in reversed(spans_in(text, calendar)):
        if span.start is None or span.start.day:
            return text
        text = f"{text[: span.begin]} {text[span.stop :]}"
    text = _CJK_MONTH.sub(" ", text)
    for token in reversed(tokens(text)):
        if token.kind == "word" and month_number(token):
            text = f"{text[: token.begin]} {text[token.stop :]}"
    return " ".join(text.split())


def remainder(text: str, spans: list[Span]) -> str:
    """What is left of a line without its dates, times, weekdays and marks."""
    return _remainder(text, tuple((span.begin, span.stop) for span in spans))


@lru_cache(maxsize=16384)
def _remainder(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    for begin, stop in reversed(spans):
        text = f"{text[:begin]} {text[stop:]}"
    for clock in reversed(find_clocks(text) if any(char.isdigit() for char in text) else []):
        text = f"{text[: clock.begin]} {text[clock.stop :]}"
    words = [token.text for token in tokens(text) if token.kind != "mark" and weekday_number(token) is None]
    return " ".join(words)


def day_in_group(text: str, calendar: Calendar) -> Span | None:
    """Read "Fri 3", or "3-5", under "April 2020"."""
    match = _BARE_DAY.fullmatch(text)
    if not (match and calendar.year and calendar.month and len(text) <= 24):
        return None
    try:
        first = Moment(calendar.year, calendar.month, int(match["day"]))
        last = Moment(calendar.year, calendar.month, int(match["last"])) if match["last"] else None
    except ValueError:
        return None
    return Span(0, len(text), first, last if last and last.first_day() > first.first_day() else None)


def leading_day(text: str, calendar: Calendar) -> tuple[Span, str] | None:
    """Cut "Fri 3" from the beginning of a line under "April 2020"; return it and what follows."""
    match = _LEADING_DAY.match(text) if calendar.month else None
    span = day_in_group(match[1], calendar) if match else None
    return (span, text[match.end() :]) if match and span else None


def machine_moment(value: str) -> Moment | None:
    """Return the moment in a ``datetime`` attribute or in JSON-LD; None if it is none (a duration, a bare time).

    >>> str(machine_moment("2021-3-31T15:00+9:00"))
    '2021-03-31T15:00:00+09:00'
    """
    match = _MACHINE.fullmatch(value[:40])
    if not match or int(match["year"]) < _NOT_AN_EVENT_YEAR:
        return None
    year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
    try:
        clock = time(int(match["hour"]), int(match["minute"])) if match["hour"] else None
        return Moment(year or 0, month, day, clock, _offset(match["zone"]) if clock else None)
    except ValueError:
        return None


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    if zone.upper() in ("Z", "UTC"):
        return timedelta(0)
    digits = re.sub(r"\D", "", zone)
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    span = timedelta(hours=hours, minutes=minutes)
    return -span if zone[0] == "-" else span


def settled(machine: Moment, shown: list[Span]) -> Span:
    """Join what the markup and the words say of one date.

    The markup wins; where it only holds the day and the words also give the time, the words are the fuller statement. A
    time of exactly midnight or noon that no reader sees is how content systems store a day without a time.
    """
    same_day = next(
        (span for span in shown if span.start and span.start.day and _day(span.start) == _day(machine)), None
    )
    if machine.time is None:
        return same_day or Span(0, 0, machine)
    hidden = same_day is not None and same_day.start is not None and same_day.start.time is None
    if hidden and machine.time in (_MIDNIGHT, _NOON):
        return same_day or Span(0, 0, machine)
    if same_day and same_day.start and same_day.start.time == machine.time:
        return (
            same_day if machine.offset is None else replace(same_day, start=machine, end=_zoned(same_day.end, machine))
        )
    return Span(0, 0, machine, same_day.end if same_day and same_day.end and not same_day.end.time else None)


def _zoned(end: Moment | None, start: Moment) -> Moment | None:
    if end is None or end.time is None:
        return end
    return Moment(end.year, end.month, end.day, end.time, start.offset)


def _day(moment: Moment) -> tuple[int, int | None, int | None]:
    return moment.year, moment.month, moment.day
