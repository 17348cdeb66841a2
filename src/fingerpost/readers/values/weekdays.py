"""The weekday beside a date, which tells its year and the order of its numbers."""

import re
from dataclasses import replace

from fingerpost.readers.values.day_words import WEEKDAY_GAP
from fingerpost.readers.values.numeric_days import Day
from fingerpost.readers.values.words import Token, weekday_number

CJK_WEEKDAYS = "月火水木金土日월화수목금토일一二三四五六天"
_CJK_WEEKDAY = re.compile(r"\s?[(（](?:周|週|星期)?([月火水木金土日월화수목금토일一二三四五六天])(?:曜日?|요일)?[)）]")


def with_weekday(day: Day, text: str, cut: list[Token]) -> Day:
    """A weekday right before or right behind a day belongs to it and tells its year."""
    low, high = 0, len(cut)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if cut[middle].begin < day.begin else (low, middle)
    place = low - 1
    steps = 0
    while place >= 0 and steps < 2 and cut[place].low in WEEKDAY_GAP:
        place, steps = place - 1, steps + 1
    if place >= 0 and (number := weekday_number(cut[place])) is not None:
        return replace(day, begin=cut[place].begin, weekday=number)
    if match := _CJK_WEEKDAY.match(text, day.stop):
        number = _of_first(day, CJK_WEEKDAYS.index(match[1]) % 7)
        return replace(day, stop=match.end(), weekday=day.weekday if number is None else number)
    after = low
    while after < len(cut) and cut[after].begin < day.stop:
        after += 1
    if after < len(cut) and cut[after].text in {",", "("}:
        after += 1
    if after < len(cut) and (number := weekday_number(cut[after])) is not None and len(cut[after].text) > 1:
        closing = after + 1 < len(cut) and cut[after + 1].text == ")" and cut[after - 1].text == "("
        return replace(day, stop=cut[after + closing].stop, weekday=_of_first(day, number))
    return day


def _of_first(day: Day, weekday: int) -> int | None:
    """The weekday behind a span of days is that of its last one."""
    if day.last is None:
        return weekday
    same_month = day.last[1] == day.first[1] and day.first[2] and day.last[2]
    return (weekday - (day.last[2] or 0) + (day.first[2] or 0)) % 7 if same_month else None
