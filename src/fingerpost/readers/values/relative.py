"""Days told from the day of writing: "tomorrow", "next Tuesday", "demain", "다음 주 화요일", "明天"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from fingerpost.readers.values.folding import holds_any, lowered
from fingerpost.readers.values.numeric_days import Day, apart
from fingerpost.readers.values.words import weekdays

_TODAY = "today|tonight|aujourd'hui|hoy|hoje|hari ini|hôm nay|tối nay|วันนี้|오늘|今日|本日|今天|今晚|اليوم|आज|আজ|heute|oggi|сегодня|bugün|vandaag"
_TOMORROW = "tomorrow|demain|(?<!la )mañana|amanhã|besok|esok|ngày mai|พรุ่งนี้|내일|明日|明天|غداً|غدًا|غدا|भोलि|আগামীকাল|(?<!guten )morgen|domani|завтра|yar[ıi]n"
_DAY_AFTER = "(?:the )?day after tomorrow|après-demain|pasado mañana|depois de amanhã|lusa|ngày kia|มะรืนนี้|모레|明後日|明后天|后天|後天|بعد غد|पर्सि|übermorgen|dopodomani|послезавтра|öbür gün"
_WORDS = re.compile(
    rf"(?<!['-])(?:(?<![^\W\d_\u0e00-\u9fff])|(?<=[\u3040-\u9fff가-힣\u0e00-\u0e7f]))(?:(?P<two>{_DAY_AFTER})|(?P<one>{_TOMORROW})|(?P<none>{_TODAY}))"
    r"(?!'s|-|[a-zà-ÿа-я])",
    re.IGNORECASE,
)
_WEEKDAY = r"(?P<weekday>[^\W\d_][^\W\d_\u0900-\u0903\u093a-\u094f]*[\u0900-\u0903\u093a-\u094f]*(?:[^\W\d_][\u0900-\u0903\u093a-\u094f]*){0,12}(?:-feira)?)"
_NEXT_FIRST = "next|this coming|coming|prochain|próxim[oa]|nächste[nr]?|kommende[nr]?|следующ(?:ий|ую|ее)|ближайш(?:ий|ую|ее)|önümüzdeki|gelecek|आगामी|अगले|আগামী|prossim[oa]|volgende"
_NEXT_WEEK_FIRST = "다음\\s?주|내주|来週の?|來週的?|下周|下週|下个?星期"
_THIS_FIRST = "this|ce(?:tte)?|est[ea]|nest[ea]|diese[nmr]?|이번\\s?주?|今週の?|本周|本週|这周|這週|这个?星期|यो|यस|quest[oa]|bu|в эт(?:от|у)"
_NEXT_LAST = r"prochaine?|que viene|depan|hadapan|tới|หน้า|القادم|المقبل|prossim[oa]"
_THIS_LAST = r"ini|này|นี้|हुने|dieser woche"
_RELATIVE_WEEKDAY = (
    (re.compile(rf"(?<!\w)(?:{_NEXT_FIRST})\s{_WEEKDAY}", re.IGNORECASE), "next"),
    (
        re.compile(
            rf"(?:{_NEXT_WEEK_FIRST})\s?(?P<weekday>[月火水木金土日一二三四五六天월화수목금토일])(?:曜日?|요일)?",
            re.IGNORECASE,
        ),
        "next week",
    ),
    (re.compile(rf"(?<!\w)(?:{_THIS_FIRST})\s{_WEEKDAY}", re.IGNORECASE), "this"),
    (
        re.compile(
            r"(?:今週の?|本周|本週|这周|這週|이번\s?주)\s?(?P<weekday>[月火水木金土日一二三四五六天월화수목금토일])(?:曜日?|요일)?"
        ),
        "this week",
    ),
    (re.compile(rf"{_WEEKDAY}\s(?:{_NEXT_LAST})(?![^\W\d_])", re.IGNORECASE), "next"),
    (re.compile(rf"{_WEEKDAY}\s(?:{_THIS_LAST})(?![^\W\d_])", re.IGNORECASE), "this"),
)
#: A word that one of these shapes holds; far cheaper to look for than the shapes
_HINT = re.compile(
    rf"(?<!\w)(?:{_NEXT_FIRST}|{_THIS_FIRST})|\s(?:{_NEXT_LAST}|{_THIS_LAST})(?![^\W\d_])|{_NEXT_WEEK_FIRST}|[今本这這]",
)
#: Their plain letters, up to what may differ
_ONE_WORD = tuple(re.sub(r"\(.*?\)\??|\[.*", "", word) for word in f"{_DAY_AFTER}|{_TOMORROW}|{_TODAY}".split("|"))
_ASIAN_WEEKDAYS = {name: place % 7 for place, name in enumerate("月火水木金土日一二三四五六天월화수목금토일")}


def find_relative_days(folded: str, *, today: date) -> list[Day]:
    """Return the days that a folded text tells from ``today``; those in one bare word are unsure of being meant so."""
    low = lowered(folded)
    by_word = _by_word(folded, today) if holds_any(low, _ONE_WORD) else ()
    return apart([*by_word, *(_by_weekday(folded, today) if _HINT.search(low) else ())])


def _by_word(text: str, today: date) -> Iterator[Day]:
    for match in _WORDS.finditer(text):
        ahead = 2 if match["two"] else 1 if match["one"] else 0
        yield _day(match, today + timedelta(days=ahead), relative="word")


def _by_weekday(text: str, today: date) -> Iterator[Day]:
    for pattern, which in _RELATIVE_WEEKDAY:
        for match in pattern.finditer(text):
            word = match["weekday"].casefold()
            number = _ASIAN_WEEKDAYS.get(word, weekdays().get(word) if len(word) > 2 else None)
            if number is not None:
                yield _day(match, _weekday(number, which, today), relative="phrase")


def _weekday(number: int, which: str, today: date) -> date:
    if which in {"next week", "this week"}:
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=number + (7 if which == "next week" else 0))
    ahead = (number - today.weekday()) % 7
    return today + timedelta(days=ahead or (7 if which == "next" else 0))


def _day(match: re.Match[str], day: date, *, relative: str) -> Day:
    return Day(match.start(), match.end(), match.group(), (day.year, day.month, day.day), relative=relative)
