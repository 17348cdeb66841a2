"""What a number in a cell means: a date, a clock or just a number, told by the format that the cell is shown in."""

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

Shown = Literal["number", "day", "month", "year", "moment", "clock"]

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|(?i:general)|(?i:e[+-])')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_LAST_SERIAL = 2_958_465  #: 31 December 9999
_FALSE_LEAP_DAY = 60  #: the 1900 system counts a 29 February 1900 that never was
_SECONDS = 86_400
#: Formats that every workbook has without stating them (ECMA-376, part 1, section 18.8.30), East Asian ones as well.
_BUILT_IN: dict[int, Shown] = {
    **dict.fromkeys((14, 15, 16, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "day"),
    17: "month",
    22: "moment",
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "clock"),
}


def shown_by_number(number: int) -> Shown:
    """How a built-in format shows a number."""
    return _BUILT_IN.get(number, "number")


@lru_cache(maxsize=4096)
def shown_by_code(code: str) -> Shown:
    """How a format shows a number.

    >>> shown_by_code('yyyy"年"m"月"d"日"'), shown_by_code("h:mm AM/PM"), shown_by_code("0.00E+00"), shown_by_code("mmm-yy")
    ('day', 'clock', 'number', 'month')
    """
    code = _QUOTED.sub("", code.split(";", 1)[0])
    if _ELAPSED.search(code):
        return "clock"
    letters = _BRACKETS.sub("", code).lower().replace("am/pm", "h").replace("a/p", "h")
    clock = "h" in letters or "s" in letters
    if "d" in letters or "a" in letters:
        return "moment" if clock else "day"
    if "m" in letters and not clock:
        return "month"
    if any(letter in letters for letter in "yegb"):
        return "moment" if clock else "year"
    return "clock" if clock else "number"


def text_of(value: float, shown: Shown, *, from_1904: bool) -> str:
    """Return a number as a person would write it: ISO dates, clocks of 24 hours, numbers without ``.0``.

    >>> text_of(43986.625, "moment", from_1904=False), text_of(0.625, "clock", from_1904=False), text_of(7.0, "number", from_1904=False)
    ('2020-06-04 15:00', '15:00', '7')
    """
    if shown == "number" or not 0 <= value <= _LAST_SERIAL:
        return _plain(value)
    if shown == "clock" or value < 1:
        return _clock(value)
    moment = _moment(value, from_1904=from_1904)
    if shown == "year":
        return f"{moment:%Y}"
    if shown == "month" and moment.day == 1:
        return f"{moment:%Y-%m}"
    # A date shown with a clock at midnight had no clock when it was typed.
    return f"{moment:%Y-%m-%d}" if shown != "moment" or (moment.hour, moment.minute) == (0, 0) else f"{moment:%Y-%m-%d %H:%M}"  # fmt: skip


def _moment(value: float, *, from_1904: bool) -> datetime:
    if from_1904:
        first = datetime(1904, 1, 1)  # noqa: DTZ001 -- a cell has no time zone
    else:
        first = datetime(1899, 12, 31) if value < _FALSE_LEAP_DAY else datetime(1899, 12, 30)  # noqa: DTZ001 -- as above
    days = int(value)
    try:
        return first + timedelta(days=days, seconds=round((value - days) * _SECONDS))
    except OverflowError:
        return datetime.max  # noqa: DTZ901 -- as above


def _clock(value: float) -> str:
    minutes = round(value * 1440)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.12g}"
