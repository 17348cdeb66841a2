"""Recurrence rules (RFC 5545, section 3.3.10): the days on which something happens again.

Only the days are found here; the time of day is that of the first occurrence. Rules that repeat within a day are refused.
Every walk is bounded by the last day asked for, so that a rule which never matches costs no more than one that does.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]

_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBERS = re.compile(r"[+-]?\d{1,3}(?:,[+-]?\d{1,3}){0,400}")
_KNOWN = frozenset(
    [
        "FREQ",
        "INTERVAL",
        "COUNT",
        "UNTIL",
        "WKST",
        "BYDAY",
        "BYMONTH",
        "BYMONTHDAY",
        "BYYEARDAY",
        "BYWEEKNO",
        "BYSETPOS",
    ]
)
_MAX_INTERVAL = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One RRULE, read."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: str | None = None  #: as written: a date or a date with time
    week_start: int = 0
    weekdays: tuple[tuple[int, int], ...] = ()  #: ordinal (0 for every) and weekday (Monday is 0)
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    positions: frozenset[int] = frozenset()


def read_rule(text: str) -> Rule | None:
    """Return the rule that an RRULE states; None for one that repeats within a day or has parts that nobody knows."""
    parts = {key.strip().upper(): value.strip().upper() for key, _, value in _pairs(text)}
    if not parts or not parts.keys() <= _KNOWN:
        return None
    frequency = parts.get("FREQ")
    numbers = {key: _numbers(parts[key]) for key in parts if key.startswith("BY") and key != "BYDAY"}
    interval, count = parts.get("INTERVAL", "1"), parts.get("COUNT")
    sound = interval.isdecimal() and 0 < int(interval[:6]) <= _MAX_INTERVAL and (count is None or count.isdecimal())
    if frequency not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY") or not sound or None in numbers.values():
        return None
    found = _BY_DAY.findall(parts.get("BYDAY", ""))
    return Rule(
        frequency=frequency,  # type: ignore[arg-type]  # just checked
        interval=int(interval),
        count=int(count[:6]) if count else None,
        until=parts.get("UNTIL"),
        week_start=_WEEKDAYS.get(parts.get("WKST", "MO"), 0),
        weekdays=tuple((int(ordinal or 0), _WEEKDAYS[day]) for ordinal, day in found[:400]),
        months=numbers.get("BYMONTH") or frozenset(),
        month_days=numbers.get("BYMONTHDAY") or frozenset(),
        year_days=numbers.get("BYYEARDAY") or frozenset(),
        weeks=numbers.get("BYWEEKNO") or frozenset(),
        positions=numbers.get("BYSETPOS") or frozenset(),
    )


def days(rule: Rule, first: date, last: date) -> Iterator[date]:
    """Yield the days of a rule from its first one up to ``last``, in order. COUNT and UNTIL are left to the caller."""
    rule = _completed(rule, first)
    for period in _periods(rule, first, last):
        found = [day for day in period if _matches(day, rule)]
        if rule.positions:
            found = [day for at, day in enumerate(found, start=1) if {at, at - len(found) - 1} & rule.positions]
        yield from (day for day in found if first <= day <= last)


def _pairs(text: str) -> Iterator[tuple[str, str, str]]:
    return (part.partition("=") for part in text[:2_000].split(";") if part.strip())


def _numbers(text: str) -> frozenset[int] | None:
    return frozenset(map(int, text.split(","))) if _NUMBERS.fullmatch(text) else None


def _completed(rule: Rule, first: date) -> Rule:
    """What a rule leaves unsaid is as on the first day."""
    fields = {name: getattr(rule, name) for name in Rule.__slots__}
    match rule.frequency:
        case "WEEKLY" if not rule.weekdays:
            fields["weekdays"] = ((0, first.weekday()),)
        case "MONTHLY" if not (rule.weekdays or rule.month_days):
            fields["month_days"] = frozenset({first.day})
        case "YEARLY" if rule.weeks and not rule.weekdays:
            fields["weekdays"] = ((0, first.weekday()),)
        case "YEARLY" if not (rule.weekdays or rule.month_days or rule.year_days or rule.weeks):
            fields["month_days"] = frozenset({first.day})
            fields["months"] = rule.months or frozenset({first.month})
    return Rule(**fields)


def _periods(rule: Rule, first: date, last: date) -> Iterator[list[date]]:
    """Each day, week, month or year that the rule looks at, as the list of its days."""
    step = 0
    while True:
        try:
            begin, length = _period(rule, first, step)
        except (ValueError, OverflowError):  # past the year 9999
            return
        if begin > last:
            return
        yield [begin + timedelta(days=number) for number in range(min(length, (date.max - begin).days + 1))]
        step += rule.interval


def _period(rule: Rule, first: date, step: int) -> tuple[date, int]:
    match rule.frequency:
        case "DAILY":
            return first + timedelta(days=step), 1
        case "WEEKLY":
            into = (first.weekday() - rule.week_start) % 7
            return first + timedelta(days=step * 7 - min(into, first.toordinal() - 1)), 7
        case "MONTHLY":
            year, month = divmod(first.year * 12 + first.month - 1 + step, 12)
            return date(year, month + 1, 1), monthrange(year, month + 1)[1]
        case "YEARLY":
            return date(first.year + step, 1, 1), _year_length(first.year + step)


def _year_length(year: int) -> int:
    return 365 + (monthrange(year, 2)[1] == 29)


def _matches(day: date, rule: Rule) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and not _counted(day.day, monthrange(day.year, day.month)[1], rule.month_days):
        return False
    if rule.year_days and not _counted(day.timetuple().tm_yday, _year_length(day.year), rule.year_days):
        return False
    if rule.weeks and day.isocalendar().week not in rule.weeks:
        return False
    return not rule.weekdays or any(_is_weekday(day, ordinal, weekday, rule) for ordinal, weekday in rule.weekdays)


def _counted(number: int, length: int, wanted: frozenset[int]) -> bool:
    """True if a day is wanted by its number from the beginning or, negative, from the end."""
    return number in wanted or number - length - 1 in wanted


def _is_weekday(day: date, ordinal: int, weekday: int, rule: Rule) -> bool:
    if day.weekday() != weekday:
        return False
    if not ordinal or rule.frequency in ("DAILY", "WEEKLY"):
        return True
    if rule.frequency == "YEARLY" and not rule.months:
        number, length = day.timetuple().tm_yday, _year_length(day.year)
    else:
        number, length = day.day, monthrange(day.year, day.month)[1]
    return ordinal in ((number - 1) // 7 + 1, -((length - number) // 7 + 1))
