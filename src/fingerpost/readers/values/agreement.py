"""Whether the clocks told for one moment agree, and which clock an abbreviation with several meanings is."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fingerpost.readers.values.times import ClockSpan
from fingerpost.readers.values.zones import Zone, meanings, settled

_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Told:
    """The clock that a statement means, and a sentence on what cannot be right about it."""

    zone: Zone | None
    doubt: str | None = None


def clock_told(clock: ClockSpan, day: date, places: Iterator[Collection[str]]) -> Told:
    """Return the zone of a clock: as stated, or the one meaning that the other clocks or the places named leave.

    ``places`` are sets of zones whose places are named: the closest to the clock first.
    """
    zone = clock.zone
    if zone is None:
        return Told(None)
    if zone.ambiguous:
        zone = _by_other_clocks(clock, zone, day) or _by_places(zone.ambiguous, places) or zone
    return Told(zone, _contradiction(clock, zone, day) or _not_in_force(zone, day) or _skipped(clock.opens, zone, day))


def _by_other_clocks(clock: ClockSpan, zone: Zone, day: date) -> Zone | None:
    if not clock.others:
        return None
    fitting = [meant for meant in meanings(zone) if _agrees(clock, meant, day)]
    return fitting[0] if len(fitting) == 1 else None


def _by_places(ambiguous: str, places: Iterator[Collection[str]]) -> Zone | None:
    return next((found for named in places if (found := settled(ambiguous, named))), None)


def _agrees(clock: ClockSpan, zone: Zone, day: date) -> bool:
    instant = _minute(clock.opens, zone, day)
    return all(
        any(_minute(opens, meant, day) in {instant, None} for meant in meanings(other)) for opens, other in clock.others
    )


def _minute(clock: time, zone: Zone, day: date) -> int | None:
    """The minute of UTC's day; the day itself may be the one before or after."""
    offset = zone.offset_on(day, clock.hour, clock.minute)
    if offset is None:
        return None
    return (clock.hour * 60 + clock.minute - int(offset.total_seconds() // 60)) % _DAY_MINUTES


def _contradiction(clock: ClockSpan, zone: Zone, day: date) -> str | None:
    instant = _minute(clock.opens, zone, day)
    if instant is None or zone.ambiguous:
        return None
    for opens, other in clock.others:
        meant = meanings(other)
        if all(_minute(opens, each, day) not in {instant, None} for each in meant):
            first, second = (_as_told(at, each, day) for at, each in ((clock.opens, zone), (opens, meant[0])))
            return f"The clock times are not the same moment: {first} and {second}."
    return None


def _as_told(clock: time, zone: Zone, day: date) -> str:
    offset = zone.offset_on(day, clock.hour, clock.minute)
    return f"{clock:%H:%M} ({_utc(offset)})"


def _utc(offset: timedelta | None) -> str:
    minutes = int(offset.total_seconds() // 60) if offset is not None else 0
    return f"UTC{'−' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _not_in_force(zone: Zone, day: date) -> str | None:
    """ "3 PM EST" in July: New York is on summer time then."""
    if zone.offset is None or zone.name is None or zone.ambiguous:
        return None
    there = Zone(name=zone.name).offset_on(day)
    if there in {zone.offset, None}:
        return None
    return f"The zone stated is {_utc(zone.offset)}, but on {day} the clocks of {zone.name} stand at {_utc(there)}."


def _skipped(clock: time, zone: Zone, day: date) -> str | None:
    """A clock that is put forward or back shows some times never or twice."""
    if zone.name is None or zone.offset is not None:
        return None
    place = ZoneInfo(zone.name)
    first = datetime.combine(day, clock, place)
    if first.utcoffset() == first.replace(fold=1).utcoffset():
        return None
    exists = first.astimezone(UTC).astimezone(place).replace(tzinfo=None) == first.replace(tzinfo=None)
    happens = "twice" if exists else "never"
    return f"On {day} the clocks of {zone.name} are changed and show {clock:%H:%M} {happens}."
