"""Clock times in running text: "3 PM KST", "3:50 to 7 PM (GMT+9)", "14h00 – 15h30 Geneva time", "오후 3시"."""

import re
from dataclasses import dataclass, replace
from datetime import time

from fingerpost.readers.values.zones import Zone, read_zone

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:\s?(?P<mark>[:.]|h(?![^\W\d_]))\s?(?P<minute>[0-5]\d)?(?::[0-5]\d)?)?(?!\d)"
    r"(?:\s?(?P<half>[ap]\.?\s?m\b\.?)|\s?(?P<hours>hrs?\b\.?|hours\b|h\b|uhr\b|horas\b|heures\b))?",
    re.IGNORECASE,
)
_BARE_HOUR = re.compile(
    r"(?P<hour>\d{1,2})(?!\d)(?P<mark>)(?P<minute>)(?:\s?(?P<half>[ap]\.?\s?m\b\.?)|(?P<hours>h\b))?", re.IGNORECASE
)
_MILITARY = re.compile(r"(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)\s?(?:hrs?\b\.?|hours\b|h\b)", re.IGNORECASE)
_EAST_ASIAN = re.compile(
    r"(?P<half>午前|午後|上午|下午|中午|晚上|早上|오전|오후)?\s?(?P<hour>\d{1,2})\s?[時时點点시](?!間|间|간)\s?(?:(?P<minute>\d{1,2})\s?[分분]|(?P<thirty>半|반))?"
)
_HALF_BEFORE = re.compile(r"(?P<half>午前|午後|上午|下午|晚上|早上|오전|오후)\s?(?=\d{1,2}\s?:)")
_NOON = re.compile(r"(?:12\s)?(?P<noon>noon|midday)\b", re.IGNORECASE)
_CANDIDATE = re.compile(
    r"(?<![\w.:/+−-])(?=\d)|(?<=[a-z),;日일요(])(?=\d)|(?=[午上下中晚早오]\S?\s?\d)|(?=\bnoon\b|\bmidday\b)"
)
_TO = re.compile(
    r"\)?\s?(?:[-–—−~～〜]|to|until|till|a\s?las|a|à|al|às|até|bis|sampai|hingga|s/d|đến|から|부터|至|到|and)\s?",
    re.IGNORECASE,
)
_BEFORE_ZONE = re.compile(r"\s?(?:(?:hrs?\b\.?|virtual|online)\s?)?[,(\[]?\s?", re.IGNORECASE)
_NEXT_CLOCK = re.compile(r"\s?(?:[/|;,=(\[]|or\b)\s?(?=\d)", re.IGNORECASE)
_PM = frozenset({"pm", "午後", "下午", "晚上", "오후"})
_AM = frozenset({"am", "午前", "上午", "早上", "오전"})
_MAX_ALTERNATIVES = 8


@dataclass(frozen=True, slots=True)
class ClockSpan:
    """The clock times of one moment: where they stand, when it opens and closes, and the zone."""

    begin: int
    stop: int
    opens: time
    closes: time | None
    zone: Zone | None


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int
    half: str | None
    plain: bool  #: a bare number, a clock only beside another one
    dotted: bool  #: "15.30", which may be anything
    stop: int

    def as_time(self, half: str | None) -> time | None:
        hour = self.hour
        if half in _PM and hour < 12:
            hour += 12
        elif half in _AM and hour == 12:
            hour = 0
        return time(hour % 24, self.minute) if hour <= 24 and (hour < 24 or not self.minute) else None


def find_clocks(text: str) -> list[ClockSpan]:
    """Return the clock times in a text, in their order; where one moment is told on several clocks, the first."""
    found: list[ClockSpan] = []
    stop = 0
    for match in _CANDIDATE.finditer(text):
        if match.start() < stop:
            continue
        clock = read_clock(text, match.start())
        if clock:
            found.append(clock)
            stop = clock.stop
    return found


def read_clock(text: str, position: int) -> ClockSpan | None:
    """Return the clock times written at a position, with their zone and their repetitions on other clocks, or None."""
    span = _read_one(text, position)
    if span is None:
        return None
    stop = span.stop
    for _ in range(_MAX_ALTERNATIVES):
        match = _NEXT_CLOCK.match(text, stop)
        other = _read_one(text, match.end()) if match else None
        if match is None or other is None or (other.zone is None and span.zone is None):
            break
        stop = other.stop + (
            text[match.start() : match.end()].strip() in {"(", "["} and text[other.stop : other.stop + 1] in ")]"
        )
    return ClockSpan(span.begin, stop, span.opens, span.closes, span.zone)


def _read_one(text: str, position: int) -> ClockSpan | None:
    first = _clock_at(text, position)
    if first is None:
        return None
    stop = first.stop
    zone, stop = _zone_after(text, stop)
    second = None
    if to := _TO.match(text, stop):
        after = to.end() + (text[to.end() : to.end() + 1] == "(")
        second = _clock_at(text, after)
    if second and (second.plain and first.plain):
        second = None
    if second:
        last_zone, stop = _zone_after(text, second.stop)
        zone = zone or last_zone
    if (first.plain and second is None) or (first.dotted and first.half is None and zone is None and second is None):
        return None
    opens, closes = _pair(first, second)
    return ClockSpan(position, stop, opens, closes, zone) if opens else None


def _pair(first: _Clock, second: _Clock | None) -> tuple[time | None, time | None]:
    """In "3:50 to 7 PM" the half of the day belongs to both, in "11 to 1 PM" it cannot."""
    if second is None:
        return first.as_time(first.half), None
    early = first.half in _PM and second.half is None and second.hour <= 12 and first.hour <= second.hour
    closes = second.as_time(second.half or (first.half if second.plain or early else None))
    opens = first.as_time(first.half or second.half)
    if first.half is None and second.half in _PM and opens and closes and opens > closes:
        opens = first.as_time("am" if first.hour != 12 else second.half)
    return opens, closes


def _clock_at(text: str, position: int) -> _Clock | None:
    if before := _HALF_BEFORE.match(text, position):
        inner = _clock_at(text, before.end())
        return replace(inner, half=before["half"], plain=False, dotted=False) if inner else None
    if match := _NOON.match(text, position):
        return _Clock(12, 0, None, plain=False, dotted=False, stop=match.end())
    if match := _EAST_ASIAN.match(text, position):
        minute = 30 if match["thirty"] else int(match["minute"] or 0)
        return _checked(_Clock(int(match["hour"]), minute, match["half"], plain=False, dotted=False, stop=match.end()))
    if match := _MILITARY.match(text, position):
        return _checked(
            _Clock(int(match["hour"]), int(match["minute"]), None, plain=False, dotted=False, stop=match.end())
        )
    match = _CLOCK.match(text, position)
    if not match or (match["mark"] in {".", ":"} and match["minute"] is None):
        match = _BARE_HOUR.match(text, position)
    if not match:
        return None
    half = "".join(letter for letter in match["half"].casefold() if letter in "apm") if match["half"] else None
    plain = not (match["mark"] or half or match["hours"])
    dotted = match["mark"] == "." and not match["hours"]
    return _checked(
        _Clock(int(match["hour"]), int(match["minute"] or 0), half, plain=plain, dotted=dotted, stop=match.end())
    )


def _checked(clock: _Clock) -> _Clock | None:
    return clock if clock.hour <= 24 and clock.minute < 60 else None


def _zone_after(text: str, stop: int) -> tuple[Zone | None, int]:
    match = _BEFORE_ZONE.match(text, stop)
    start = match.end() if match else stop
    found = read_zone(text, start)
    if not found:
        return None, stop
    zone, after = found
    if ("(" in text[stop:start] and text[after : after + 1] == ")") or (
        "[" in text[stop:start] and text[after : after + 1] == "]"
    ):
        after += 1
    return zone, after
