"""The shapes in which a day, a month or a span of days is written, before a year or an order is settled.

Works on tokens from left to right and looks a bounded number of them ahead, so that hostile text costs no more than any
other text of its length.
"""

import re
from dataclasses import replace
from functools import lru_cache

from fingerpost.readers.values.day_words import (
    AFTER_YEAR,
    AND,
    BEFORE_DAY,
    BEFORE_YEAR,
    HOUR_MARKS,
    OF,
    ORDINALS,
    UNTIL,
    WEEKDAY_GAP,
)
from fingerpost.readers.values.glued_numbers import FIRST_YEAR, LAST_YEAR, split_glued_numbers
from fingerpost.readers.values.numeric_days import (
    BUDDHIST,
    CJK,
    CJK_DAY,
    CJK_TO,
    ERA_INITIAL,
    ERAS,
    ISO,
    ISO_MONTH,
    MINGUO,
    MONGOLIAN,
    NUMERIC,
    NUMERIC_MONTH_RANGE,
    NUMERIC_RANGE,
    SHORT_DOTTED,
    SHORT_END,
    SHORT_NUMERIC,
    SHORT_WITH_WEEKDAY,
    SHORT_YEAR_ISO,
    SPACED_ISO,
    TO,
    VIETNAMESE,
    VIETNAMESE_DAY,
    VIETNAMESE_MONTH,
    Day,
    Part,
    day_from_match,
    joined,
)
from fingerpost.readers.values.periods import find_periods
from fingerpost.readers.values.weekdays import CJK_WEEKDAYS, with_weekday
from fingerpost.readers.values.words import (
    Token,
    is_doubtful_month,
    month_number,
    month_of_words,
    month_openings,
    weekday_number,
)

_IN_DIGITS = (
    ISO, SPACED_ISO, SHORT_YEAR_ISO, NUMERIC_MONTH_RANGE, NUMERIC_RANGE, NUMERIC, SHORT_NUMERIC, SHORT_DOTTED, SHORT_WITH_WEEKDAY, VIETNAMESE, CJK, MONGOLIAN,
    ISO_MONTH,
)  # fmt: skip
_NUMBERS_SIDE_BY_SIDE = re.compile(r"\d\s?[./‐‑–-]\s?\d")
_VIETNAMESE_MONTH = re.compile(r"th(?:áng|g)", re.IGNORECASE)
_TO_SECOND = re.compile(rf"\.?\s?{TO}\s?", re.IGNORECASE)
_ERA = re.compile(rf"({'|'.join(ERAS)})(?:元年?)?$")
_HAN = re.compile("[\u4e00-\u9fff]")
_MAX_DAYS_LISTED = 12


def find_days(text: str, cut: list[Token]) -> list[Day]:
    """Return the days and spans of days in a text already cut into tokens, in their order."""
    cut = split_glued_numbers(cut)
    scanner = _Scanner(text, cut)
    found: list[Day] = []
    place = 0
    while place < len(cut):
        read = scanner.day_at(place)
        if read is None:
            place += 1
            continue
        day, place = read
        found.append(day)
    return joined([with_weekday(day, text, cut) for day in found], find_periods(text))


@lru_cache(maxsize=8192)  # most words of a page stand in it many times, and hardly any opens a day
def _may_open_day(word: str) -> bool:
    token = Token("word", word, 0, len(word))
    return bool(
        token.low in month_openings()
        or token.low in {"ngày", "tháng", "thg"}
        or month_number(token)
        or _ERA.search(word)
    )


def _possible(text: str) -> tuple[re.Pattern[str], ...]:
    """The shapes in digits that a text can hold at all, told by a mark or a word that each of them needs."""
    if _NUMBERS_SIDE_BY_SIDE.search(text):
        return _IN_DIGITS
    vietnamese = (VIETNAMESE,) if _VIETNAMESE_MONTH.search(text) else ()
    chinese = (CJK,) if "月" in text or "월" in text else ()
    return (*vietnamese, *chinese, MONGOLIAN) if "сар" in text else (*vietnamese, *chinese)


class _Scanner:
    """Reads the tokens of one text; each method returns what it read and the place after it, or None."""

    def __init__(self, text: str, cut: list[Token]) -> None:
        self._text = text
        end = Token("end", "", len(text), len(text))
        self._cut = [*cut, *(end,) * 24]
        self._is_chinese = bool(_HAN.search(text))
        self._shapes = _possible(text)

    def day_at(self, place: int) -> tuple[Day, int] | None:
        token = self._cut[place]
        if token.kind == "number":
            return self._written_in_digits(place) or self._day_first(place) or self._year_first(place)
        if token.kind != "word" or not _may_open_day(token.text):
            return None
        if self._month(place):
            return self._month_first(place)
        if era := _ERA.search(token.text):
            shape = CJK if len(era[1]) > 1 else ERA_INITIAL
            return self._matched(place, shape, begin=token.begin + era.start())
        if token.low == "ngày":
            return self._matched(place, VIETNAMESE_DAY, begin=self._cut[place + 1].begin)
        return self._matched(place, VIETNAMESE_MONTH, begin=token.begin) if token.low in {"tháng", "thg"} else None

    # Shapes in digits

    def _written_in_digits(self, place: int) -> tuple[Day, int] | None:
        begin = self._cut[place].begin
        if begin and self._text[begin - 1] in "./-:" and begin > 1 and self._text[begin - 2].isdigit():
            return None
        for pattern in self._shapes:
            if found := self._matched(place, pattern, begin=begin):
                return found
        return (
            self._matched(place, MINGUO, begin=begin) if len(self._cut[place].text) == 3 and self._is_chinese else None
        )

    def _matched(self, place: int, pattern: re.Pattern[str], *, begin: int) -> tuple[Day, int] | None:
        match = pattern.match(self._text, begin)
        day = day_from_match(match) if match else None
        if day is None:
            return None
        day = self._to_second(day, pattern)
        day = replace(day, text=self._text[day.begin : day.stop])
        while self._cut[place].begin < day.stop and self._cut[place].kind != "end":
            place += 1
        return day, place

    def _to_second(self, day: Day, pattern: re.Pattern[str]) -> Day:
        """Join "2020-05-12 to 2020-05-14": two dates of the same shape with a word for "until" between them."""
        if pattern is CJK:
            to = CJK_TO.match(self._text, day.stop)
            second = to and (CJK.match(self._text, to.end()) or CJK_DAY.match(self._text, to.end()))
            if to and second and to["weekday"]:
                day = replace(day, weekday=CJK_WEEKDAYS.index(to["weekday"]) % 7)
        else:
            to = _TO_SECOND.match(self._text, day.stop) or re.compile(r"\s?/\s").match(self._text, day.stop)
            second = to and pattern.match(self._text, to.end())
        last = day_from_match(second) if second else None
        if last is None and pattern in (ISO, SPACED_ISO) and day.clock is None:
            second = SHORT_END.match(self._text, day.stop)
            last = day_from_match(second) if second else None
            if last is not None and last.first[1] is None and (last.first[2] or 0) <= (day.first[2] or 0):
                last = None  # "2020-05-12 - 3 speakers"
        if second is None or last is None or pattern is ISO_MONTH:
            return day
        year, month, number = last.first
        part = (year or day.first[0], month or day.first[1], number)
        return replace(day, stop=second.end(), last=part, numeric_last=last.numeric)

    # Shapes with a month's name

    def _day_first(self, place: int) -> tuple[Day, int] | None:
        """12 May 2020; 12-14 May 2020; 12, 13 and 14 May; 30 Jun–2 Jul 2020; 28 July 2020 to 3 August 2020."""
        days: list[int] = []
        after = place
        while len(days) < _MAX_DAYS_LISTED:
            read = self._number_of_day(after)
            if read is None:
                return None
            number, after = read
            days.append(number)
            month_place = self._skip(after, OF, 3)
            month = self._month(month_place)
            if month:
                return self._finish_day_first(place, days, month, month_place)
            joint = after + (self._cut[after].text == ".")
            after = self._skip(joint, UNTIL | AND, 2)
            if after == joint:
                return None
            after = self._to_number(after)
        return None

    def _finish_day_first(self, place: int, days: list[int], month: int, month_place: int) -> tuple[Day, int] | None:
        after = self._after_month(month_place)
        if len(days) == 1 and self._begins_month_first(month_place):
            return None
        year, after = self._year(after, dashed=self._cut[month_place - 1].text == "-")
        if year is None and is_doubtful_month(self._cut[month_place]) and not self._ends_with_year(after):
            return None
        first: Part = (year, month, days[0])
        last: Part | None = (year, month, days[-1]) if len(days) > 1 else None
        if last is None and (second := self._second(after)):
            last, after = second
            first = _year_from(first, last)
        return self._day(place, after, first, last), after

    def _begins_month_first(self, place: int) -> bool:
        """In "COVID-19May 12, 2020" the 19 is no day: a whole date follows from the month on."""
        read = self._number_of_day(self._after_month(place))
        if read is None:
            return False
        comma = self._cut[read[1]].text == ","
        year, _ = self._year(read[1])
        return year is not None and comma

    def _month_first(self, place: int) -> tuple[Day, int] | None:
        """May 12, 2020; May 12-14, 2020; June 30 – July 2, 2020; May 12; May 2020."""
        month = self._month(place)
        after = self._after_month(place)
        read = self._number_of_day(after)
        if read is None:
            return self._month_alone(place, after)
        number, after = read
        first: Part = (None, month, number)
        last: Part | None = None
        day_places = self._more_days(after)
        if day_places:
            last, after = (None, month, day_places[0]), day_places[1]
        year, after = self._year(after)
        if year:
            first = (year, month, number)
            last = (year, month, last[2]) if last else None
        if last is None and (second := self._second(after)):
            last, after = second
            first = _year_from(first, last)
        if first[0] is None and is_doubtful_month(self._cut[place]):
            return None
        return self._day(place, after, first, last), after

    def _month_alone(self, place: int, after: int) -> tuple[Day, int] | None:
        year, stop = self._year(after)
        if year is None:
            return self._months_of_one_year(place, after)
        first: Part = (year, self._month(place), None)
        last = None
        to = self._skip(stop, UNTIL, 2)
        if to > stop and (month := self._month(to)):
            second_year, second_stop = self._year(self._after_month(to))
            if second_year:
                last, stop = (second_year, month, None), second_stop
        return self._day(place, stop, first, last), stop

    def _months_of_one_year(self, place: int, after: int) -> tuple[Day, int] | None:
        """October–November 2020."""
        to = self._skip(after, UNTIL | AND, 1)
        month = self._month(to) if to > after else None
        year, stop = self._year(self._after_month(to)) if month else (None, after)
        if year is None:
            return None
        first = _year_from((None, self._month(place), None), (year, month, None))
        return self._day(place, stop, first, (year, month, None)), stop

    def _year_first(self, place: int) -> tuple[Day, int] | None:
        """2020 November 19; 2022 March 15 ~ 24; 2020 ж. 12 мамыр; 2020 оны тавдугаар сарын 12."""
        year = _as_year(self._cut[place])
        if year is None or self._is_joined(place):
            return None
        after = self._skip(place + 1, AFTER_YEAR, 2)
        if self._cut[after].text == "," and self._month(after + 1) and not self._cut[after + 1].text.isascii():
            after += 1
        if self._month(after):
            read = self._month_first(after)
        else:
            read = self._day_first(after) if after > place + 1 and self._cut[after].kind == "number" else None
        if read is None or read[0].first[0] is not None or read[0].first[2] is None:
            return None
        day, stop = read
        last = (year, day.last[1], day.last[2]) if day.last else None
        return self._day(place, stop, (year, day.first[1], day.first[2]), last), stop

    def _second(self, place: int) -> tuple[Part, int] | None:
        """The end of a span of days, after a dash or a word: "– 4 August 2020", "to June 2, 2020"."""
        after = self._skip(place, UNTIL, 2)
        if after == place:
            return None
        after = self._to_number(after)
        if month := self._month(after):
            read = self._number_of_day(self._after_month(after))
            if read is None:
                return None
            number, stop = read
            year, stop = self._year(stop)
            return (year, month, number), stop
        read = self._number_of_day(after)
        if read is None:
            return None
        number, stop = read
        month_place = self._skip(stop, OF, 2)
        month = self._month(month_place)
        if month is None:
            return None
        year, stop = self._year(self._after_month(month_place))
        return (year, month, number), stop

    def _more_days(self, place: int) -> tuple[int, int] | None:
        """The last day in "May 12-14", "June 1 to 5", "May 12, 13 and 14"."""
        last: tuple[int, int] | None = None
        for _ in range(_MAX_DAYS_LISTED):
            after = self._skip(place, UNTIL | AND, 2)
            read = self._number_of_day(after) if after > place else None
            if read is None or self._is_clock(read[1]):
                break
            if self._month(self._skip(read[1], OF, 2)):
                break
            last, place = read, read[1]
        return last

    def _is_clock(self, place: int) -> bool:
        """True if the number before a place is an hour: "16:00", "3 pm", "16-18h"."""
        if self._cut[place].text in UNTIL:
            place += 2
        return self._cut[place].low in HOUR_MARKS

    # Single tokens

    def _day(self, place: int, after: int, first: Part, last: Part | None) -> Day:
        begin, stop = self._cut[place].begin, self._cut[after - 1].stop
        return Day(begin, stop, self._text[begin:stop], first, last)

    def _month(self, place: int) -> int | None:
        named = month_of_words(self._cut[place : place + 3])
        return named[0] if named else None

    def _after_month(self, place: int) -> int:
        """Behind a month's name, its full stop and the same month's other name: "أيار/مايو", "май (May)"."""
        named = month_of_words(self._cut[place : place + 3])
        after = place + (named[1] if named else 1)
        if self._cut[after].text == ".":
            after += 1
        if (
            self._cut[after].text in {"/", "("}
            and named
            and month_of_words(self._cut[after + 1 : after + 4]) == (named[0], 1)
        ):
            return after + 2 + (self._cut[after + 2].text == ")")
        return after

    def _to_number(self, place: int) -> int:
        """Behind "until", a weekday and words such as "the" may come before the day."""
        return self._skip(self._skip_weekday(place), BEFORE_DAY, 2)

    def _number_of_day(self, place: int) -> tuple[int, int] | None:
        token = self._cut[place]
        if token.kind != "number" or len(token.text) > 2 or not 1 <= token.value <= 99:
            return None
        after = self._cut[place + 1]
        if after.low in ORDINALS and after.begin == token.stop:
            return token.value, place + 2
        return token.value, place + 1

    def _year(self, place: int, *, dashed: bool = False) -> tuple[int | None, int]:
        after = self._skip(place, BEFORE_YEAR, 3)
        token = self._cut[after]
        year = _as_year(token)
        if year is None and len(token.text) == 2 and token.kind == "number":
            year = self._short_year(place, after, dashed=dashed)
        if year is None or self._cut[after + 1].text in {"시", "時"}:
            return None, place
        return year, self._skip(after + 1, AFTER_YEAR, 2) if self._cut[after + 1].text != "." else after + 1

    def _short_year(self, place: int, at: int, *, dashed: bool) -> int | None:
        """12 May '20; 12-May-20; 12 พ.ค. 63, which is 2563 of the Buddhist era."""
        token, before = self._cut[at], self._cut[at - 1]
        if (
            self._text[token.stop : token.stop + 1] in {":", "."}
            and self._text[token.stop + 1 : token.stop + 2].isdigit()
        ):
            return None
        if at == place and "\u0e00" <= before.text[0] <= "\u0e7f" and token.value >= 40:
            return 2500 + token.value - BUDDHIST
        apostrophe = before.text == "'" and before.stop == token.begin
        hyphen = dashed and before.text == "-" and at == place + 1 and before.stop == token.begin
        return 2000 + token.value if apostrophe or hyphen else None

    def _ends_with_year(self, place: int) -> bool:
        second = self._second(place)
        return bool(second and second[0][0])

    def _is_joined(self, place: int) -> bool:
        return place > 0 and self._cut[place - 1].stop == self._cut[place].begin and self._cut[place - 1].kind != "mark"

    def _skip(self, place: int, words: frozenset[str], most: int) -> int:
        for _ in range(most):
            if self._cut[place].low not in words or self._cut[place].kind == "end":
                break
            place += 1
        return place

    def _skip_weekday(self, place: int) -> int:
        if weekday_number(self._cut[place]) is None:
            return place
        return self._skip(place + 1, WEEKDAY_GAP, 2)


def _as_year(token: Token) -> int | None:
    if token.kind != "number" or len(token.text) != 4:
        return None
    value = token.value
    if FIRST_YEAR <= value <= LAST_YEAR:
        return value
    return value - BUDDHIST if FIRST_YEAR + BUDDHIST <= value <= LAST_YEAR + BUDDHIST else None


def _year_from(first: Part, last: Part) -> Part:
    """The first day of a span takes the year of its last one, or the year before when the span runs over New Year."""
    if first[0] is not None or last[0] is None:
        return first
    wraps = (first[1] or 0, first[2] or 0) > (last[1] or 0, last[2] or 0)
    return last[0] - wraps, first[1], first[2]
