"""Dates as feeds write them: RFC 822 in RSS, RFC 3339 in Atom and JSON Feed, iCalendar's stamps, and what people type."""

import re
from datetime import date, timedelta
from email.utils import parsedate_tz

from fingerpost.readers.formats.pages.html.when import machine_moment
from fingerpost.readers.values.dates import find_spans
from fingerpost.readers.values.moments import Moment

_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$")
_WORDS = re.compile(r"[A-Za-z]{3}.*\d{4}")
_MAX_LENGTH = 120


def feed_moment(text: str, *, today: date) -> Moment | None:
    """Return the moment that a date field states; None for one that states none.

    >>> str(feed_moment("Wed, 29 Jul 2020 06:05:00 +0000", today=date(2020, 8, 1)))
    '2020-07-29T06:05:00+00:00'
    """
    text = " ".join(text.split())[:_MAX_LENGTH]
    if not text:
        return None
    return _basic(text) or machine_moment(text) or _rfc822(text) or _typed(text, today)


def _basic(text: str) -> Moment | None:
    match = _BASIC.match(text)
    return machine_moment(_extended(match)) if match else None


def _extended(match: re.Match[str]) -> str:
    year, month, day, hour, minute, _, zone = match.groups()
    clock = f"T{hour}:{minute}:00{zone or ''}" if hour else ""
    return f"{year}-{month}-{day}{clock}"


def _rfc822(text: str) -> Moment | None:
    found = parsedate_tz(text) if _WORDS.search(text) else None
    if found is None or ":" not in text:
        return None
    year, month, day, hour, minute, second = found[:6]
    offset = timedelta(seconds=found[9]) if found[9] is not None else None
    stamp = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
    moment = machine_moment(stamp)
    if moment is None or offset is None or abs(offset) > timedelta(hours=14):
        return moment
    return Moment(moment.year, moment.month, moment.day, moment.time, offset)


def _typed(text: str, today: date) -> Moment | None:
    spans = find_spans(text, today=today)
    return spans[0].start if spans and spans[0].is_certain else None
