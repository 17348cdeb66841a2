"""When something is: DTSTART, DTEND, DURATION and the stamps of recurrences as days or as clock times with their zone."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from datetime import time as clock_time  # the field `time` hides the class inside `Stamp`

from fingerpost.readers.errors import UnreadableValue
from fingerpost.readers.formats.calendars.clocks import UTC_CLOCK, Clock, clock_of
from fingerpost.readers.formats.calendars.components import Component, Property
from fingerpost.readers.values.moments import Moment

_STAMP = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s*(Z|[+-]\d\d:?\d\d)?)?\s*",
    re.IGNORECASE,
)
_DURATION = re.compile(r"\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day, or a clock time with the clock it is told on, if it tells one."""

    day: date
    time: clock_time | None = None
    clock: Clock | None = None
    unknown_zone: str | None = None  #: a TZID that means nothing to us

    @property
    def offset(self) -> timedelta | None:
        if self.time is None or self.clock is None:
            return None
        return datetime.combine(self.day, self.time, self.clock.tz).utcoffset()

    @property
    def moment(self) -> Moment:
        return Moment(self.day.year, self.day.month, self.day.day, self.time, self.offset)

    @property
    def key(self) -> date | datetime:
        """What two stamps of the same moment share, whatever clock each is told on."""
        if self.time is None:
            return self.day
        local = datetime.combine(self.day, self.time)
        return local - self.offset if self.offset is not None and local.year > 1 else local


#: Outside these a date is a slip or a trap; inside them, a year more or less stays in Python's calendar.
_YEARS = range(1000, 9000)


def read_stamp(found: Property, zones: dict[str, Component], *, value: str | None = None) -> Stamp:
    """Return the stamp in a property, or in one of its values. Raises UnreadableValue."""
    text = (value if value is not None else found.value).strip()
    match = _STAMP.fullmatch(text)
    try:
        if match is None:
            raise ValueError("no stamp")
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
        if year not in _YEARS:
            raise ValueError("no year that anybody meets in")
        stamp = Stamp(date(year, month, day))
        if match[4] is None or (hour == 24 and not minute):
            return (
                stamp if match[4] is None else Stamp(stamp.day + timedelta(days=1), clock_time(0), _clock(found, zones))
            )
        stamp = Stamp(stamp.day, clock_time(hour, minute, min(second, 59)))
    except (ValueError, OverflowError) as error:
        raise UnreadableValue(
            f"“{text[:60]}” in {found.name} is not a date in the calendar.",
            remedy="Correct the date or leave it empty.",
        ) from error
    return _on_its_clock(stamp, match[7], found, zones)


def read_duration(text: str) -> timedelta | None:
    """Return a DURATION; None for one that is negative or unreadable."""
    match = _DURATION.fullmatch(text.strip().upper())
    if not match or not any(match.groups()):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def shifted(stamp: Stamp, by: timedelta) -> Stamp:
    """Return a stamp so much later on its own clock. Raises OverflowError past the year 9999."""
    if stamp.time is None:
        return replace(stamp, day=stamp.day + timedelta(days=by.days))
    later = datetime.combine(stamp.day, stamp.time) + by
    return replace(stamp, day=later.date(), time=later.time())


def span_between(start: Stamp, end: Stamp) -> timedelta:
    """How much later the end is, on the clock of the start."""
    if start.time is None or end.time is None:
        return timedelta(days=(end.day - start.day).days)
    first, last = start.key, end.key
    if (
        isinstance(first, datetime)
        and isinstance(last, datetime)
        and start.offset is not None
        and end.offset is not None
    ):
        return last - first
    return datetime.combine(end.day, end.time) - datetime.combine(start.day, start.time)


def _on_its_clock(stamp: Stamp, mark: str | None, found: Property, zones: dict[str, Component]) -> Stamp:
    tzid = found.params.get("TZID", "")
    clock = clock_of(tzid, zones) if tzid else None
    if mark is None:
        return replace(stamp, clock=clock, unknown_zone=tzid[:80] if tzid and clock is None else None)
    if mark.upper() != "Z":
        digits = mark[1:].replace(":", "")
        offset = timedelta(hours=min(int(digits[:2]), 14), minutes=int(digits[2:]) % 60)
        return replace(stamp, clock=Clock(timezone(-offset if mark[0] == "-" else offset), None))
    if clock is None or clock.name == "UTC" or stamp.time is None:
        return replace(stamp, clock=UTC_CLOCK)
    # "Z" beside a TZID: the moment is in UTC, the zone is where it is shown.
    shown = datetime.combine(stamp.day, stamp.time, UTC_CLOCK.tz).astimezone(clock.tz) if clock.name else None
    return Stamp(shown.date(), shown.time(), clock) if shown else replace(stamp, clock=UTC_CLOCK)


def _clock(found: Property, zones: dict[str, Component]) -> Clock | None:
    if found.value.strip().upper().endswith("Z"):
        return UTC_CLOCK
    tzid = found.params.get("TZID", "")
    return clock_of(tzid, zones) if tzid else None
