"""Dates in fields of their own, as feeds, exports and interfaces write them: RFC 822 in RSS, RFC 3339 in Atom and JSON Feed, iCalendar's stamps, and what people type."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_tz

from fingerpost.readers.formats.calendars.clocks import clock_of
from fingerpost.readers.formats.pages.html.when import machine_moment
from fingerpost.readers.values.dates import Order, find_spans
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.zones import read_zone

_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$")
_WORDS = re.compile(r"[A-Za-z]{3}.*\d{4}")
_NAMED_ZONE = re.compile(r"(?<=:\d\d) (?!(?:GMT|UTC?|Z|[ECMP][SD]T|AM|PM)\b)([A-Z]{3,5})\b")
_ANY_DAY = date(2020, 1, 15)
_MAX_LENGTH = 120


def stated_moment(text: str, *, today: date, order: Order | None = None) -> Moment | None:
    """Return the moment that a date field states; None for one that states none.

    >>> str(stated_moment("Wed, 29 Jul 2020 06:05:00 +0000", today=date(2020, 8, 1)))
    '2020-07-29T06:05:00+00:00'
    """
    text = " ".join(text.split())[:_MAX_LENGTH]
    if not text:
        return None
    return _basic(text) or machine_moment(text) or _rfc822(text) or _typed(text, today, order)


def on_clock(moment: Moment | None, zone: str) -> tuple[Moment | None, str | None]:
    """Return a moment with the offset of the zone that a field beside it names, and the zone's IANA name.

    A day stays a day. A moment in UTC is told on the clock of its zone; any other offset of its own stays.
    """
    if moment is None or moment.time is None or moment.day is None or not zone.strip():
        return moment, None
    # WordPress writes quarters of an hour as fractions: "UTC+5.75".
    zone = re.sub(
        r"([+-]\d{1,2})\.(\d{1,2})", lambda found: f"{found[1]}:{round(60 * float('0.' + found[2])):02}", zone
    )
    clock = clock_of(zone.strip()[:100], {})
    if clock is None:
        return moment, None
    told = datetime.combine(moment.first_day(), moment.time)
    if moment.offset == timedelta(0):
        try:
            told = told.replace(tzinfo=UTC).astimezone(clock.tz)
        except OverflowError:
            return moment, None
        return Moment(told.year, told.month, told.day, told.time(), told.utcoffset()), clock.name
    offset = clock.tz.utcoffset(told)
    if moment.offset is None:
        return replace(moment, offset=offset), clock.name
    return moment, clock.name if offset == moment.offset else None


def whole_day(moment: Moment | None) -> Moment | None:
    """Return the day of a moment."""
    return replace(moment, time=None, offset=None) if moment else None


def _basic(text: str) -> Moment | None:
    match = _BASIC.match(text)
    return machine_moment(_extended(match)) if match else None


def _extended(match: re.Match[str]) -> str:
    year, month, day, hour, minute, _, zone = match.groups()
    clock = f"T{hour}:{minute}:00{zone or ''}" if hour else ""
    return f"{year}-{month}-{day}{clock}"


def _rfc822(text: str) -> Moment | None:
    text, named = _without_zone(text)
    found = parsedate_tz(text) if _WORDS.search(text) else None
    if found is None or ":" not in text:
        return None
    year, month, day, hour, minute, second = found[:6]
    offset = timedelta(seconds=found[9]) if found[9] is not None and named is None else named
    stamp = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
    moment = machine_moment(stamp)
    if moment is None or offset is None or abs(offset) > timedelta(hours=14):
        return moment
    return Moment(moment.year, moment.month, moment.day, moment.time, offset)


def _without_zone(text: str) -> tuple[str, timedelta | None]:
    """ "Mon May 18 09:00:00 KST 2020" without its zone, and that one's offset: RFC 822 knows a few zones only."""
    match = _NAMED_ZONE.search(text)
    if not match:
        return text, None
    zone = read_zone(text, match.start(1))
    return _NAMED_ZONE.sub("", text), zone[0].offset_on(_ANY_DAY) if zone else None


def _typed(text: str, today: date, order: Order | None) -> Moment | None:
    spans = find_spans(text, today=today, order=order)
    return spans[0].start if spans and spans[0].is_certain else None
