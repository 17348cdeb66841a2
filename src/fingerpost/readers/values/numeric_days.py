"""Days written in digits: ISO 8601, "12/05/2020", "2020年5月12日", and what a match of one of these shapes says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time, timedelta

Part = tuple[int | None, int | None, int | None]  # year, month, day

BUDDHIST = 543  #: years that the Buddhist era is ahead
LAST_YEAR = 2199

#: "until" between two days written in digits
TO = r"(?:[-–—−~]|to|until|till|through|al|au|a|à|bis|sampai(?:\sdengan)?|hingga|s/d|s\.d\.|đến(?:\shết)?(?:\sngày)?|tới|ถึง|إلى|الى|حتى|до|по|से|देखि|থেকে|から|부터|至|到)"
_AFTER_DAY = r"(?!\d|[./-]\d)"
ISO = re.compile(
    r"(?P<year>(?:19|20|21|25)\d\d)(?P<mark>[-/.‐‑–])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})\.?(?!\d)"
    r"(?:(?:T|\s(?=[0-2]\d:[0-5]\d(?::[0-5]\d\s?(?:Z|[+-]\d\d:?[0-5]\d)|\s?(?:Z|\+\d\d:?[0-5]\d))))(?P<hour>[0-2]\d):(?P<minute>[0-5]\d)"
    r"(?::[0-5]\d(?:\.\d{1,9})?)?(?:\s?(?P<zone>Z|[+-]\d\d:?[0-5]\d))?)?"
)
SPACED_ISO = re.compile(r"(?P<year>(?:19|20|21)\d\d)\. ?(?P<month>\d{1,2})\. ?(?P<day>\d{1,2})(?!\d)\.?")
#: "'20. 5. 12", "20.05.12(화)": Korean years of two digits, told by their apostrophe or by the weekday behind them
SHORT_YEAR_ISO = re.compile(
    r"(?:(?<=')(?=\d\d\.)|(?=\d\d\. ?\d{1,2}\. ?\d{1,2}\.?\s?\([월화수목금토일]\)))"
    r"(?P<year>[1-3]\d)\. ?(?P<month>\d{1,2})\. ?(?P<day>\d{1,2})(?!\d)\.?"
)
#: "2020.06.23 ~ 06.24", "2020.06.23(화) ~ 24": the end of a span says only what differs.
SHORT_END = re.compile(
    r"\s?(?:[(][^()]{1,4}[)]\s?)?(?:[~–—-]|から|부터)\s?(?:(?P<month>\d{1,2})[./-]\s?)?(?P<day>\d{1,2})"
    r"(?![\d:/-]|\s?(?:[ap]\.?m|h\b|시|時|时|点|點))",
    re.IGNORECASE,
)
ISO_MONTH = re.compile(r"(?P<year>(?:19|20|21)\d\d)[-.](?P<month>0[1-9]|1[0-2])(?![\d.-])")
NUMERIC = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[/.-])\s?(?P<second>\d{1,2})(?P=mark)\s?(?P<year>(?:19|20|21|25)\d\d)(?!\d)"
)
SHORT_NUMERIC = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>[12]\d)(?![\d/])")
SHORT_DOTTED = re.compile(
    r"(?P<first>0[1-9]|[12]\d|3[01])(?P<mark>\.)(?P<second>0[1-9]|1[0-2])\.(?P<year>[1-3]\d)(?!\d|[.:]\d)"
)
NUMERIC_RANGE = re.compile(
    rf"(?P<start>\d{{1,2}})\.?\s?{TO}\s?(?P<first>\d{{1,2}})(?P<mark>[/.])(?P<second>\d{{1,2}})(?P=mark)(?P<year>(?:19|20|21)\d\d)(?!\d)"
)
#: "12.05. - 14.05.2020", "30/06 a 02/07/2020": the year stands behind the last day only
NUMERIC_MONTH_RANGE = re.compile(
    rf"(?P<start>\d{{1,2}})(?P<mark>[/.])(?P<start_month>\d{{1,2}})\.?\s?{TO}\s?(?P<first>\d{{1,2}})(?P=mark)(?P<second>\d{{1,2}})(?P=mark)"
    r"(?P<year>(?:19|20|21)\d\d)(?!\d)"
)
#: "6. 23.(화)", "6/23（火）": the weekday in brackets makes a date of two numbers.
SHORT_WITH_WEEKDAY = re.compile(
    r"(?P<month>\d{1,2})\s?[./]\s?(?P<day>\d{1,2})\.?\s?[(（][월화수목금토일月火水木金土日一二三四五六](?:曜日?|요일)?[)）]"
)
CJK = re.compile(
    r"(?:(?:(?P<era>令和|平成|昭和|民[國国]|R|H)?\s?(?P<era_year>\d{1,3}|元)|(?P<year>\d{4}))\s?[年년]\s?)?(?P<month>\d{1,2}|十)\s?[月월]"
    r"(?:\s?(?P<day>\d{1,2}|十)(?:\s?[日号號일]|(?!\s?[\d年月년월时時點点시일日:])))?"
)
CJK_DAY = re.compile(r"(?P<day>\d{1,2}|十)\s?[日号號일]")
CJK_TO = re.compile(
    r"\s?(?:[(]?(?:周|週|星期)?(?P<weekday>[월화수목금토일月火水木金土一二三四五六日天])(?:曜日?|요일)?[)])?\s?(?:から|부터|[-–—~至到])\s?"
)
#: "R2.5.12": the initial of a Japanese era
ERA_INITIAL = re.compile(r"(?P<era>R|H|令|平)(?P<era_year>\d{1,2})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})(?![\d./])")
#: "109/05/12" as Taiwan counts years
MINGUO = re.compile(r"(?P<year>1[0-3]\d)(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d./-])")
ERAS = {
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "民國": 1911,
    "民国": 1911,
    "R": 2018,
    "H": 1988,
    "令": 2018,
    "平": 1988,
}
VIETNAMESE = re.compile(
    rf"(?:(?P<from>\d{{1,2}})\s?(?:{TO}|và)\s?)?(?P<day>\d{{1,2}})\s?(?:tháng|thg)\s?(?P<month>\d{{1,2}})(?:\s?(?:[,/]\s?)?(?:năm\s)?(?P<year>(?:19|20|21)\d\d))?(?!\d)",
    re.IGNORECASE,
)
#: what follows "ngày", which says that the day comes first, and "tháng"
VIETNAMESE_DAY = re.compile(
    rf"(?:(?P<from>\d{{1,2}})(?:/(?P<from_month>\d{{1,2}}))?\s?(?:{TO}|và)\s?)?(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})(?:[/.-](?P<year>(?:19|20|21)\d\d))?{_AFTER_DAY}"
)
VIETNAMESE_MONTH = re.compile(
    r"(?:tháng|thg)\s?(?P<month>\d{1,2})\s?(?:[/-]\s?|,?\s?(?:năm\s)?)(?P<year>(?:19|20|21)\d\d)(?!\d)", re.IGNORECASE
)
MONGOLIAN = re.compile(
    r"(?:(?P<year>\d{4})\s?(?:оны?)\s)?(?P<month>\d{1,2})\s?-?\s?(?:р|дугаар|дүгээр)\s?сар(?:ын)?\s(?P<day>\d{1,2})(?:\s?-?(?:ны|ний|нд))?(?!\d)"
)
#: Before a number that only looks like a date
_VERSION = re.compile(r"(?:\bversion|\bver\.?|\bv\.?|\bsection|\bchapter|\barticle|§|\bISO|\bIP)\s?$", re.IGNORECASE)


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
    year_guessed: bool = False  #: the year is the nearest one
    relative: str | None = None  #: "tomorrow" is told by a word, "next Tuesday" by a phrase

    def with_order(self, *, month_first: bool) -> "Day":
        if self.numeric is None:
            return self
        last = _ordered(self.numeric_last, month_first=month_first) if self.numeric_last else self.last
        return replace(self, first=_ordered(self.numeric, month_first=month_first), last=last)


def apart(days: Iterable[Day]) -> list[Day]:
    """Return days in their order, without those that stand within or across an earlier and longer one."""
    out: list[Day] = []
    for day in sorted(days, key=lambda day: (day.begin, -day.stop)):
        if not out or day.begin >= out[-1].stop:
            out.append(day)
    return out


def joined(days: list[Day], others: list[Day]) -> list[Day]:
    """Return days and those of the others, in their order too, that stand in no place of theirs."""
    if not others:
        return days
    kept = []
    place = 0
    for other in others:
        while place < len(days) and days[place].stop <= other.begin:
            place += 1
        if place == len(days) or days[place].begin >= other.stop:
            kept.append(other)
    return sorted([*days, *kept], key=lambda day: day.begin)


def _ordered(numeric: tuple[int, int, int], *, month_first: bool) -> Part:
    first, second, year = numeric
    return (year, first, second) if month_first else (year, second, first)


def day_from_match(match: re.Match[str]) -> Day | None:
    """Return what a match of one of these shapes says, or None if that cannot be a date."""
    named = match.groupdict()
    if "first" in named:
        return None if _VERSION.search(match.string[max(match.start() - 10, 0) : match.start()]) else _in_order(match)
    return _by_name(match)


def _in_order(match: re.Match[str]) -> Day | None:
    """Two numbers and a year, whose order the shape may tell: dots are written between day, month and year."""
    named = match.groupdict()
    begin, stop, text = match.start(), match.end(), match.group()
    first, second = int(named["first"]), int(named["second"])
    year = _full_year(int(named["year"]))
    start, start_month = named.get("start"), named.get("start_month")
    # Dots, and Thailand's years, stand behind a day that comes first.
    dotted = named.get("mark") == "." or int(named["year"]) > LAST_YEAR
    if max(first, second) > 31 and not dotted:
        return None
    if start is None:
        settled = Day(begin, stop, text, (year, second, first))
        return settled if dotted else replace(settled, numeric=(first, second, year))
    if start_month is None:
        if int(start) >= first:
            return None
        return Day(begin, stop, text, (year, second, int(start)), (year, second, first))
    last = (year, second, first)
    opens = (int(start), int(start_month), year)
    settled = Day(begin, stop, text, (year, opens[1], opens[0]), last)
    return settled if dotted else replace(settled, numeric=opens, numeric_last=(first, second, year))


def _by_name(match: re.Match[str]) -> Day | None:
    """Groups named year, month and day; ``from`` is the first day of a span."""
    named = match.groupdict()
    month, number = _number(named.get("month")), _number(named.get("day"))
    stated = _era_year(named) if named.get("era_year") else _number(named.get("year"))
    if named.get("era_year") and stated is None:
        return None
    stated = _full_year(stated) if stated is not None else None
    if number is None and (month is None or not 1 <= month <= 12 or stated is None):
        return None
    opens = _number(named.get("from"))
    clock, offset = _iso_clock(named)
    day = Day(match.start(), match.end(), match.group(), (stated, month, number), clock=clock, offset=offset)
    if opens is None:
        return day
    return replace(day, first=(stated, _number(named.get("from_month")) or month, opens), last=day.first)


def _number(written: str | None) -> int | None:
    return None if not written else 10 if written == "十" else int(written)


def _full_year(year: int) -> int:
    """Years of two digits are of this century, of three the Republic of China's, and those to come the Buddhist era's."""
    if year < 100:
        return year + 2000
    if year < 200:
        return year + ERAS["民國"]
    return year - BUDDHIST if year > LAST_YEAR else year


def _era_year(named: dict[str, str | None]) -> int | None:
    """A year of an era; three digits without its name are the Republic of China's, and fewer name no year."""
    era, year = named.get("era"), named.get("era_year") or ""
    if not era:
        return int(year) + ERAS["民國"] if len(year) == 3 else None
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
