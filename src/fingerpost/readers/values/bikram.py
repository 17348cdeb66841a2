"""Days of the Bikram Sambat, the calendar of Nepal, whose year 2077 began in April 2020."""

import re
from dataclasses import replace
from datetime import date

from fingerpost.readers.values.folding import holds_any, lowered
from fingerpost.readers.values.numeric_days import Day, Part, apart

_MONTHS = {
    1: "बैशाख वैशाख बैसाख baisakh baishakh vaishakh", 2: "जेठ जेष्ठ ज्येष्ठ jestha jeth jyestha", 3: "असार आषाढ अषाढ asar ashadh asadh", 4: "साउन श्रावण shrawan saun shravan sawan",
    5: "भदौ भाद्र bhadra bhadau", 6: "असोज आश्विन अश्विन ashwin asoj ashoj aswin", 7: "कार्तिक कात्तिक kartik", 8: "मंसिर मङ्सिर मार्ग mangsir mansir", 9: "पुस पौष पुष poush push paush",
    10: "माघ magh", 11: "फागुन फाल्गुन falgun phalgun fagun", 12: "चैत चैत्र chaitra chait",
}  # fmt: skip
_BY_NAME = {name: number for number, names in _MONTHS.items() for name in names.split()}
_NAME = rf"(?:{'|'.join(sorted(_BY_NAME, key=len, reverse=True))})(?![^\W\d_])(?!\s?[\u0900-\u0903\u093a-\u094d])"
_GATE = r"(?:\s?गते|\s?gate\b)"
_YEAR = r"(?P<year>20[0-9]\d)(?:\s?(?:साल|सालको|को))?"
_YEAR_FIRST = re.compile(
    rf"{_YEAR}[\s,/-]{{1,3}}(?P<month>{_NAME})(?:\s?(?:महिना\s?)?(?P<day>\d{{1,2}})(?!\d){_GATE}?(?:\s?(?:[-–~]|देखि|to)\s?(?:(?P<last_month>{_NAME})\s?)?(?P<last>\d{{1,2}})(?![\d:]){_GATE}?)?)?",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_GATE}?(?:\s?(?:[-–~]|देखि|to)\s?(?P<last>\d{{1,2}}))?\s(?:of\s)?(?P<month>{_NAME}),?\s?{_YEAR}",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(rf"(?<![^\W\d_])(?P<month>{_NAME})\s(?P<day>\d{{1,2}}){_GATE}?,?\s{_YEAR}", re.IGNORECASE)
_NO_YEAR = re.compile(rf"(?P<month>{_NAME})\s?(?P<day>\d{{1,2}}){_GATE}", re.IGNORECASE)
_SCRIPT = re.compile("[\u0900-\u097f]")
#: What the names of its months begin with in the Latin alphabet
_HINTS = "baisa baish vaish jest jeth asar asad asha shra saun sawan bhad ashw asoj ashoj asw kartik mansir mangsir pous push paus magh falg phalg fagun chait"
_HINT_WORDS = tuple(_HINTS.split())
_MARK = re.compile(r"(?:वि|बि)\.?\s?सं\.?|\bB\.?\s?S\b\.?|विक्रम")
_DEVANAGARI = re.compile("[\u0966-\u096f]")
_AHEAD = 57
_NEAR = 20


def find_bikram_days(folded: str, *, today: date) -> list[Day]:
    """Return the days of this calendar that a folded text writes with a month's name, as days of the Gregorian one."""
    if not (holds_any(lowered(folded), _HINT_WORDS) or _SCRIPT.search(folded)):
        return []
    found = [
        day
        for pattern in (_YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST, _NO_YEAR)
        for match in pattern.finditer(folded)
        if (day := _day(match, today))
    ]
    return apart(found)


def is_likely(year: int, *, today: date) -> bool:
    """True if a year is far ahead of today in the Gregorian calendar and near it in this one."""
    return abs(year - today.year - _AHEAD) <= _NEAR // 2


def in_digits(day: Day, text: str) -> Day | str:
    """Return a day written in digits as one of the Gregorian calendar, or a sentence that asks which calendar is meant.

    Nepal's own figures, or its era named beside them, leave no doubt.
    """
    around = text[max(day.begin - 12, 0) : day.stop + 8]
    if _DEVANAGARI.search(text[day.begin : day.stop]) or _MARK.search(around):
        first = _converted(day.first)
        last = _converted(day.last) if day.last else None
        if first and (last or not day.last):
            return replace(day, first=first, last=last, numeric=None, numeric_last=None)
    return f"“{day.text}” may be a day of the Nepali calendar (Bikram Sambat)."


def _day(match: re.Match[str], today: date) -> Day | None:
    named = match.groupdict()
    year = int(named["year"]) if named.get("year") else None
    if year is not None and abs(year - today.year - _AHEAD) > _NEAR:
        return None
    month = _BY_NAME[named["month"].casefold()]
    number = int(named["day"]) if named.get("day") else None
    if year is None:
        year = _nearest(month, number or 1, today)
        if year is None:
            return None
    else:
        match_is_whole = number is not None
        if not match_is_whole:
            return _whole_month(match, year, month)
    first = _converted((year, month, number))
    if first is None:
        return Day(match.start(), match.end(), match.group(), (year, 13, 1))
    last = None
    if named.get("last"):
        last_month = _BY_NAME[named["last_month"].casefold()] if named.get("last_month") else month
        last = _converted((year + (last_month < month), last_month, int(named["last"])))
    return Day(match.start(), match.end(), match.group(), first, last, year_guessed=not named.get("year"))


def _whole_month(match: re.Match[str], year: int, month: int) -> Day | None:
    """A month of this calendar lies in two of the other one."""
    first = _converted((year, month, 1))
    last = _converted((year, month, 29))
    if first is None or last is None:
        return None
    return Day(match.start(), match.end(), match.group(), (first[0], first[1], None), (last[0], last[1], None))


def _nearest(month: int, number: int, today: date) -> int | None:
    years = range(today.year + _AHEAD - 2, today.year + _AHEAD + 3)
    near = [(year, found) for year in years if (found := _as_date((year, month, number)))]
    return min(near, key=lambda pair: abs((pair[1] - today).days))[0] if near else None


def _converted(part: Part) -> Part | None:
    found = _as_date(part)
    return (found.year, found.month, found.day) if found else None


def _as_date(part: Part) -> date | None:
    import nepali_datetime  # noqa: PLC0415 -- seldom needed, and it reads its calendar when it is imported

    year, month, number = part
    try:
        found: date = nepali_datetime.date(year, month, number).to_datetime_date()
    except ValueError:
        return None
    return found
