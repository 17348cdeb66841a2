"""Days written in digits: ISO 8601, "12/05/2020", "2020年5月12日", and what a match of one of these shapes says."""

import re
from dataclasses import dataclass, replace
from datetime import time, timedelta

Part = tuple[int | None, int | None, int | None]  # year, month, day

BUDDHIST = 543  #: years that the Buddhist era is ahead

ISO = re.compile(
    r"(?P<year>(?:19|20|21)\d\d)(?P<mark>[-/.‐‑–])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})\.?(?!\d)"
    r"(?:T(?P<hour>[0-2]\d):(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d{1,9})?)?(?P<zone>Z|[+-]\d\d:?[0-5]\d)?)?"
)
SPACED_ISO = re.compile(r"(?P<year>(?:19|20|21)\d\d)\. ?(?P<month>\d{1,2})\. ?(?P<day>\d{1,2})(?!\d)\.?")
#: "2020.06.23 ~ 06.24", "2020.06.23(화) ~ 24": the end of a span says only what differs.
SHORT_END = re.compile(
    r"\s?(?:[(（][^()（）]{1,4}[)）]\s?)?(?:[~～–—-]|から|부터)\s?(?:(?P<month>\d{1,2})[./-]\s?)?(?P<day>\d{1,2})"
    r"(?![\d:/-]|\s?(?:[ap]\.?m|h\b|시|時|时|点|點))",
    re.IGNORECASE,
)
ISO_MONTH = re.compile(r"(?P<year>(?:19|20|21)\d\d)[-.](?P<month>0[1-9]|1[0-2])(?![\d.-])")
NUMERIC = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20|21|25)\d\d)(?!\d)"
)
SHORT_NUMERIC = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>[12]\d)(?![\d/])")
NUMERIC_RANGE = re.compile(
    r"(?P<start>\d{1,2})\s?[-–~]\s?(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20|21)\d\d)(?!\d)"
)
#: "6. 23.(화)", "6/23（火）": the weekday in brackets makes a date of two numbers.
SHORT_WITH_WEEKDAY = re.compile(
    r"(?P<month>\d{1,2})\s?[./]\s?(?P<day>\d{1,2})\.?\s?[(（][월화수목금토일月火水木金土日一二三四五六](?:曜日?|요일)?[)）]"
)
CJK = re.compile(
    r"(?:(?:(?P<era>令和|平成)\s?(?P<era_year>\d{1,2}|元)|(?P<year>\d{4}))\s?[年년]\s?)?(?P<month>\d{1,2})\s?[月월]"
    r"(?:\s?(?P<day>\d{1,2})(?:\s?[日号號일]|(?!\s?[\d年月년월])))?"
)
CJK_DAY = re.compile(r"(?P<day>\d{1,2})\s?[日号號일]")
CJK_TO = re.compile(r"\s?(?:[(（]\S{1,3}[)）])?\s?(?:から|부터|[-–—~～〜至到])\s?")
ERAS = {"令和": 2018, "平成": 1988}
VIETNAMESE = re.compile(
    r"(?:ngày\s)?(?P<day>\d{1,2})\s?(?:tháng|thg)\s?(?P<month>\d{1,2})(?:\s?(?:,\s?)?(?:năm\s)?(?P<year>(?:19|20|21)\d\d))?(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day or a span of days as written: parts not stated are None."""

    begin: int
    stop: int
    text: str
    first: Part
    last: Part | None = None
    weekday: int | None = None
    numeric: tuple[int, int, int] | None = None  #: "12/05/2020" before anybody knows which is the month
    numeric_last: tuple[int, int, int] | None = None
    clock: time | None = None  #: as ISO 8601 writes it, behind a T
    offset: timedelta | None = None

    def with_order(self, *, month_first: bool) -> "Day":
        if self.numeric is None:
            return self
        last = _ordered(self.numeric_last, month_first=month_first) if self.numeric_last else self.last
        return replace(self, first=_ordered(self.numeric, month_first=month_first), last=last)


def _ordered(numeric: tuple[int, int, int], *, month_first: bool) -> Part:
    first, second, year = numeric
    return (year, first, second) if month_first else (year, second, first)


def day_from_match(match: re.Match[str]) -> Day | None:
    named = match.groupdict()
    begin, stop, text = match.start(), match.end(), match.group()
    if "start" in named:
        first, second, year = int(named["first"]), int(named["second"]), int(named["year"])
        start = int(named["start"])
        return Day(begin, stop, text, (year, second, start), (year, second, first)) if start < first else None
    if "first" in named:
        year = int(named["year"])
        year = year + 2000 if year < 100 else year - BUDDHIST if year > 2400 else year
        numeric = (int(named["first"]), int(named["second"]), year)
        order = named.get("mark")
        if order == "." or max(numeric[0], numeric[1]) > 31:
            return Day(begin, stop, text, (year, numeric[1], numeric[0])) if order == "." else None
        return Day(begin, stop, text, (year, numeric[1], numeric[0]), numeric=numeric)
    month = int(named["month"]) if named.get("month") else None
    number = int(named["day"]) if named.get("day") else None
    stated = int(named["year"]) if named.get("year") else _era_year(named)
    if stated and stated > 2400:
        stated -= BUDDHIST
    if month is not None and not 1 <= month <= 12 and number is None:
        return None
    if month is None and number is None:
        return None
    if number is None and stated is None:
        return None
    clock, offset = _iso_clock(named)
    return Day(begin, stop, text, (stated, month, number), clock=clock, offset=offset)


def _era_year(named: dict[str, str | None]) -> int | None:
    era, year = named.get("era"), named.get("era_year")
    if not era or not year:
        return None
    return ERAS[era] + (1 if year == "元" else int(year))


def _iso_clock(named: dict[str, str | None]) -> tuple[time | None, timedelta | None]:
    hour, minute, zone = named.get("hour"), named.get("minute"), named.get("zone")
    if not hour or not minute or int(hour) > 23:
        return None, None
    if not zone:
        return time(int(hour), int(minute)), None
    if zone == "Z":
        return time(int(hour), int(minute)), timedelta(0)
    digits = zone[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return time(int(hour), int(minute)), -offset if zone[0] == "-" else offset
