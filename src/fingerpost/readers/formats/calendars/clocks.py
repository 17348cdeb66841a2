"""Which clock a TZID means: an IANA name, a Windows name, a name inside another one, or the offsets that the file gives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from urllib.parse import unquote
from zoneinfo import ZoneInfo, available_timezones

from fingerpost.readers.formats.calendars.components import Component
from fingerpost.readers.formats.calendars.recurrence import Rule, days, read_rule
from fingerpost.readers.values.zones import fixed_name, is_place, read_zone

_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)")
_OFFSET = re.compile(r"([+-]?)(\d\d):?(\d\d)")
_MAX_NAME = 200
_MAX_OBSERVANCES = 200
_ZERO = timedelta(0)


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that times are stated on."""

    tz: tzinfo
    name: str | None  #: IANA name; None where only the offsets are known


UTC_CLOCK = Clock(UTC, "UTC")


@dataclass(frozen=True, slots=True)
class _Observance:
    begins: datetime
    offset: timedelta
    rule: Rule | None

    def last_onset(self, local: datetime) -> datetime | None:
        """When the clock was last set so, on or before a local time."""
        if self.begins > local or self.rule is None:
            return self.begins if self.begins <= local else None
        first = max(self.begins.date(), date(max(local.year - 1, 1), 1, 1))
        onsets = [datetime.combine(day, self.begins.time()) for day in days(self.rule, first, local.date())]
        return max((onset for onset in onsets if onset <= local), default=self.begins)


class Observed(tzinfo):
    """A clock known only by its observances in a VTIMEZONE."""

    def __init__(self, observances: list[_Observance]) -> None:
        self._observances = observances

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        if when is None:
            return None
        local = when.replace(tzinfo=None)
        onsets = [(onset, found.offset) for found in self._observances if (onset := found.last_onset(local))]
        return max(onsets)[1] if onsets else self._observances[0].offset

    def dst(self, _when: datetime | None) -> timedelta | None:
        return _ZERO

    def tzname(self, _when: datetime | None) -> str | None:
        return None


def clock_of(tzid: str, definitions: dict[str, Component]) -> Clock | None:
    """Return the clock that a TZID means, None if nothing tells.

    ``definitions`` are the calendar's VTIMEZONE components by their TZID. A name that the world knows wins over the
    offsets beside it, which producers often leave out of date.
    """
    tzid = tzid.strip()[:_MAX_NAME]
    definition = definitions.get(tzid)
    location = definition.text("X-LIC-LOCATION") if definition else ""
    name = next((found for text in (tzid, location) if (found := iana_name(text))), None)
    if name:
        return Clock(ZoneInfo(name), name)
    return (_observed(definition) if definition else None) or _described(tzid)


def iana_name(text: str) -> str | None:
    """Return the IANA name that a zone's identifier is, holds or corresponds to.

    >>> iana_name("/freeassociation.sourceforge.net/Europe/Paris"), iana_name("Korea Standard Time")
    ('Europe/Paris', 'Asia/Seoul')
    """
    text = unquote(text.strip().strip('"'))
    known = _known()
    parts = text.strip("/").split("/")[-6:]
    for start in range(len(parts)):
        if found := known.get("/".join(parts[start:]).casefold().replace(" ", "_")):
            return found
    return _windows().get(text.casefold())


@cache
def _known() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones() if name not in ("localtime", "Factory")}


@cache
def _windows() -> dict[str, str]:
    """Windows' names of zones, from the CLDR (windowsZones)."""
    from babel.core import get_global  # noqa: PLC0415 -- slow import, and seldom needed

    return {name.casefold(): zone for name, zone in get_global("windows_zone_mapping").items()}


def _observed(definition: Component) -> Clock | None:
    observances = list(_observances(definition))
    if not observances:
        return None
    offsets = {found.offset for found in observances}
    if len(offsets) == 1:
        offset = offsets.pop()
        return Clock(timezone(offset), fixed_name(offset))
    return Clock(Observed(observances), None)


def _observances(definition: Component) -> Iterator[_Observance]:
    for part in definition.children[:_MAX_OBSERVANCES]:
        begins, offset = _STAMP.match(part.text("DTSTART")), _offset(part.text("TZOFFSETTO"))
        if part.name not in ("STANDARD", "DAYLIGHT") or offset is None:
            continue
        try:
            first = datetime(*map(int, begins.groups())) if begins else datetime(1970, 1, 1)  # type: ignore[arg-type]  # noqa: DTZ001 -- a local time
        except ValueError:
            continue
        yield _Observance(first, offset, read_rule(part.text("RRULE")))


def _offset(text: str) -> timedelta | None:
    match = _OFFSET.match(text)
    if not match:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return (-offset if match[1] == "-" else offset) if offset <= timedelta(hours=14) else None


def _described(tzid: str) -> Clock | None:
    """A name for people, such as "(UTC+05:45) Kathmandu": its first city that has a clock, else its offset."""
    bare = tzid.strip("() ")
    for place in re.split(r"[,/();]", tzid.partition(")")[2] or tzid):
        if is_place(place.strip()) and (found := read_zone(place.strip().title(), 0)) and found[0].name:
            return Clock(ZoneInfo(found[0].name), found[0].name)
    found = read_zone(bare.replace(".", ":"), 0)
    if not found or bare[found[1] : found[1] + 1].isalnum():
        return None
    zone = found[0]
    if zone.offset is not None:
        return Clock(timezone(zone.offset), zone.name)
    return Clock(ZoneInfo(zone.name), zone.name) if zone.name else None
