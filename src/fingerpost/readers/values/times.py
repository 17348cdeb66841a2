"""Clock times in running text: "3 PM KST", "3:50 to 7 PM (GMT+9)", "14h00 – 15h30 Geneva time", "오후 3시", "ore 14.30"."""

import re
from dataclasses import dataclass, replace
from datetime import time

from fingerpost.readers.values.day_parts import AFTER, BEFORE, MIDNIGHT, NOON, Part, hour_of_day, part_of
from fingerpost.readers.values.folding import fold, holds_any, lowered
from fingerpost.readers.values.zones import Zone, read_zone

#: Units that follow an hour. "2 hours" and "2 horas" are as often how long something takes.
_UNIT = r"h(?![^\W\d_])|u(?!\w)|uhr(?!\w)|giờ|часов|часа?(?!\w)|ч\.|[时時點点시](?!間|间|간)|น\.|नाऴ|बजे(?:देखि)?|বাজে|টায়|টা|ঘটিকা|بجے|цаг"
_LASTING = r"hrs?\b\.?|hours\b|horas\b|heures\b"
_CLOCK = re.compile(
    rf"(?P<hour>\d{{1,2}})(?:\s?(?P<mark>[:.])\s?(?P<minute>[0-5]\d)(?![\d])(?::[0-5]\d)?|\s?(?P<unit>{_UNIT}|{_LASTING})"
    r"(?:\s?(?P<more>[0-5]?\d)(?!\d|\s?[:.]\s?\d|\s?[时時點点시h])\s?(?:min\b\.?|mins\b|phút|минут[аы]?|мин\.?|[分분]|minutos)?|\s?(?P<thirty>半|반|rưỡi))?)?(?!\d)"
    rf"(?:\s?(?P<half>{AFTER})|\s?(?P<word>noon\b)|\s?(?P<suffix>{_LASTING}|{_UNIT}))?",
    re.IGNORECASE,
)
_BARE_HOUR = re.compile(rf"(?P<hour>\d{{1,2}})(?!\d)(?:\s?(?P<half>{AFTER})|(?P<suffix>h\b))?", re.IGNORECASE)
_MILITARY = re.compile(
    r"(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)(?:\s?(?:hrs?\b\.?|hours\b|h\b)|(?=\s?[-–—]\s?(?:[01]\d|2[0-4])[0-5]\d\s?(?:hrs?\b|hours\b|h\b)))",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"(?:12\s)?(?:(?P<noon>{NOON})|(?P<midnight>{MIDNIGHT}))(?!\w)", re.IGNORECASE)
_BEFORE_DIGIT = r"(?=\d)(?:(?<![\w.:/+−-])|(?<=[A-Za-z),;])|(?<=[^\W\d\u0000-\u024f])|(?<=[\u0900-\u0e7f]))"
_CANDIDATE = re.compile(
    rf"{_BEFORE_DIGIT}|(?<![\w])(?=(?:{NOON}|{MIDNIGHT})(?!\w))",
    re.IGNORECASE,
)
_CANDIDATE_DIGIT = re.compile(_BEFORE_DIGIT)
_NAMES = tuple(f"{NOON}|{MIDNIGHT}".replace("s?", "").split("|"))
#: What stands before a clock and belongs to it: a half of the day, or a word that says that a clock follows.
_HALF_BEFORE = re.compile(rf"(?P<half>{BEFORE})\s?$", re.IGNORECASE)
_STARTS = "pukul jam jm lúc vào ore ora alle dalle ore las la às das as a à um ab von kl kl. saat saati الساعة الساعه เวลา at from hora horas hour heure time uhrzeit 시간 時間 时间 時刻 समय সময় время в с"
_CLOCK_WORDS = frozenset(_STARTS.split())
#: Those behind which even a bare number is an hour: "jam 10", "alle 16", "a las 10"
_SURE_WORDS = frozenset(
    {"pukul", "jam", "lúc", "alle", "dalle", "ore", "las", "às", "das", "saat", "الساعة", "الساعه", "kl", "kl."}
)
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w\u0e31-\u0e4e\u0900-\u09ff]{0,14}\.?)\s?:?\s?$")
_ZONE_BEFORE = re.compile(
    r"(?<!\w)(?P<zone>\(?(?:(?:UTC|GMT)(?:\s?[+-]\s?\d{1,2}(?::?[0-5]\d)?)?|CES?T|KST|JST|WIB|WITA|SGT|HKT|PHT|BRT|MSK|EES?T|AE[SD]T|EDT|PDT|CDT|IST|NPT|BST|MESZ|MEZ)\)?)\s?[:,]?\s?$"
    r"|(?P<place>\(?(?<!\w)[^\W\d_]{2,8}(?:표준)?\s?(?:시간|時間|时间)\)?)\s?[:,]?\s?$"
)
_TO = re.compile(
    r"\)?\s?(?:[-–—−~]|(?:to|until|till|untill|a\s?las|a|à|al|alle(?:\sore)?|às|até(?:\sàs)?|as|bis|sampai(?:\sdengan)?|hingga|s/d|s\.d\.|đến|tới|ถึง|до|по|إلى|الى|حتى|से|देखि|থেকে|から|부터|至|到|and|et|y)(?![^\W\d_]))\s?",
    re.IGNORECASE,
)
#: "14:30~(2時間)", "오후 3시부터 1시간30분": how long it takes is no closing time.
_LENGTH = re.compile(
    r"\d{1,3}(?:[.,]\d)?\s?(?:個|个)?(?:時間|时间|小時|小时|시간|分|분)|(?<=\()\d{1,2}\s?(?:h|hrs?|hours?|min)\)"
)
_TO_UNSPACED = re.compile(r"\s?(?:から|부터|至|到|ถึง)\s?")
_BEFORE_ZONE = re.compile(r"\s?(?:(?:hrs?\b\.?|virtual|online)\s?)?[,(\[]?\s?", re.IGNORECASE)
_NEXT_CLOCK = re.compile(r"\s?(?:[/|;,=(\[·]|(?:or|ou|oder)\b)\s?", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:by|until|till|before|bis|hasta|avant|jusqu'à|até|deadline:?)\s*$", re.IGNORECASE)
_LOOK_BACK = 24
_LEAST_HOUR = 6
_MAX_ALTERNATIVES = 8
_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class ClockSpan:
    """The clock times of one moment: where they stand, when it opens and closes, and the zone."""

    begin: int
    stop: int
    opens: time
    closes: time | None
    zone: Zone | None
    others: tuple[tuple[time, Zone], ...] = ()  #: the same moment on other clocks, as the text tells it


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int
    part: Part | None
    plain: bool  #: a bare number, a clock only beside another one
    dotted: bool  #: "15.30", which may be anything
    stop: int

    def as_time(self, part: Part | None) -> time | None:
        hour = hour_of_day(self.hour, part)
        return time(hour % 24, self.minute) if hour <= 24 and (hour < 24 or not self.minute) else None


def find_clocks(text: str) -> list[ClockSpan]:
    """Return the clock times in a text, in their order; where one moment is told on several clocks, the first."""
    text = fold(text)
    found: list[ClockSpan] = []
    stop = 0
    candidate = _CANDIDATE if holds_any(lowered(text), _NAMES) else _CANDIDATE_DIGIT
    for match in candidate.finditer(text):
        if match.start() < stop:
            continue
        clock = _read(text, match.start(), stop)
        if clock:
            found.append(clock)
            stop = clock.stop
    return found


def read_clock(folded: str, position: int) -> ClockSpan | None:
    """Return the clock times written at a position of a folded text, with their zone and repetitions, or None."""
    return _read(folded, position, position)


def _read(text: str, position: int, floor: int) -> ClockSpan | None:
    span = _read_one(text, position, floor)
    if span is None:
        return None
    stop = span.stop
    others: list[tuple[time, Zone]] = []
    for _ in range(_MAX_ALTERNATIVES):
        match = _NEXT_CLOCK.match(text, stop)
        other = _after_prefix(text, match.end()) if match else None
        if match is None or other is None or (other.zone is None and span.zone is None):
            break
        stop = other.stop + (
            text[match.start() : match.end()].strip() in {"(", "["} and text[other.stop : other.stop + 1] in ")]"
        )
        if other.zone:
            others.append((other.opens, other.zone))
    return replace(span, stop=stop, others=tuple(others))


def _after_prefix(text: str, position: int) -> ClockSpan | None:
    """The clock at a position, or right behind words that belong to it: "/ 오후 5시", "| Seoul time 17:00"."""
    digit = re.compile(r"\D{0,20}?(?=\d)").match(text, position)
    if digit is None:
        return None
    span = _read_one(text, digit.end(), position)
    return span if span and span.begin == position else None


def _read_one(text: str, position: int, floor: int) -> ClockSpan | None:
    first = _clock_at(text, position)
    if first is None:
        return None
    begin, first, zone_before = _with_what_stands_before(text, position, floor, first)
    stop = first.stop
    zone, stop = _zone_after(text, stop)
    second = None
    if to := _TO.match(text, stop) or _TO_UNSPACED.match(text, stop):
        after = to.end() + (text[to.end() : to.end() + 1] == "(")
        second = None if _LENGTH.match(text, after) else _second(text, after)
    if second and (second.plain and first.plain):
        second = None
    if second:
        last_zone, stop = _zone_after(text, second.stop)
        zone = zone or last_zone
    zone = zone or zone_before
    if (first.plain and second is None) or (first.dotted and first.part is None and zone is None and second is None):
        return None
    opens, closes = _pair(first, second)
    if opens == time(0) and first.hour == 24:
        opens = _LAST_MINUTE
    return ClockSpan(begin, stop, opens, closes, zone) if opens else None


def _second(text: str, position: int) -> _Clock | None:
    """The closing time, which may have its own half of the day before it: "오전 10시~오후 4시"."""
    before = re.compile(rf"(?P<half>{BEFORE})\s?(?=\d)", re.IGNORECASE).match(text, position)
    clock = _clock_at(text, before.end() if before else position)
    return replace(clock, part=part_of(before["half"]), plain=False, dotted=False) if before and clock else clock


def _with_what_stands_before(text: str, position: int, floor: int, clock: _Clock) -> tuple[int, _Clock, Zone | None]:
    """Return where the clock begins with its half of the day, its word and its zone, and what they make of it."""
    low = max(position - _LOOK_BACK, floor, 0)
    begin, zone = position, None
    for _ in range(3):
        window = text[low:begin]
        if half := _HALF_BEFORE.search(window):
            clock = replace(clock, part=clock.part or part_of(half["half"]), plain=False, dotted=False)
            begin = low + half.start()
        elif (told := _ZONE_BEFORE.search(window)) and (read := read_zone(told.group().lstrip("("), 0)):
            zone, begin = read[0], low + told.start()
        elif (word := _WORD_BEFORE.search(window)) and word["word"].casefold() in _CLOCK_WORDS:
            sure = word["word"].casefold() in _SURE_WORDS
            clock = replace(clock, plain=clock.plain and not sure, dotted=False)
            break
        else:
            break
    if clock.hour == 0 and _UNTIL.search(text[low:position]) and text[position : position + 1].isalpha():
        clock = replace(clock, hour=24)
    return begin, clock, zone


def _pair(first: _Clock, second: _Clock | None) -> tuple[time | None, time | None]:
    """In "3:50 to 7 PM" the half of the day belongs to both, in "11 to 1 PM" it cannot."""
    if second is None:
        return first.as_time(first.part), None
    early = first.part in {"pm", "night"} and second.part is None and second.hour <= 12 and first.hour <= second.hour
    closes = second.as_time(second.part or (first.part if second.plain or early else None))
    opens = first.as_time(first.part or (second.part if first.hour <= 12 else None))
    if first.part is None and second.part in {"pm", "night", "noon"} and opens and closes and opens > closes:
        opens = first.as_time("am" if first.hour != 12 else second.part)
    return opens, closes


def _clock_at(text: str, position: int) -> _Clock | None:
    is_number = text[position : position + 1].isdecimal()
    if (not is_number or text.startswith("12", position)) and (match := _NAMED.match(text, position)):
        return _Clock(12 if match["noon"] else 0, 0, None, plain=False, dotted=False, stop=match.end())
    if match := _MILITARY.match(text, position):
        return _checked(
            _Clock(int(match["hour"]), int(match["minute"]), None, plain=False, dotted=False, stop=match.end())
        )
    if not is_number:
        return None
    match = _CLOCK.match(text, position)
    if match and (match["mark"] or match["unit"] or match["half"] or match["word"] or match["suffix"]):
        return _checked(_of_match(match))
    match = _BARE_HOUR.match(text, position)
    if not match:
        return None
    part = part_of(match["half"]) if match["half"] else None
    return _checked(
        _Clock(int(match["hour"]), 0, part, plain=not (part or match["suffix"]), dotted=False, stop=match.end())
    )


def _of_match(match: re.Match[str]) -> _Clock:
    minute = 30 if match["thirty"] else int(match["minute"] or match["more"] or 0)
    hour = int(match["hour"])
    part = part_of(match["half"]) if match["half"] else None
    unit = match["unit"] or (None if match["mark"] else match["suffix"])
    lasting = bool(unit and re.fullmatch(_LASTING, unit, re.IGNORECASE)) and hour < _LEAST_HOUR and not match["more"]
    sure = match["suffix"] or match["word"]
    return _Clock(hour, minute, part, plain=lasting, dotted=match["mark"] == "." and not sure, stop=match.end())


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
