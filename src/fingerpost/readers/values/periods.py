"""Times of the year that are no day: "mid-June", "2nd week of May", "Q3 2020", "Spring 2020", "2020년 상반기".

They are read as the month, months or year that they lie in. A season is read as its year, since it depends on the
hemisphere which months it means.
"""

import re

from fingerpost.readers.values.folding import holds_any, lowered
from fingerpost.readers.values.numeric_days import Day, Part, apart
from fingerpost.readers.values.words import months

_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_JOINT = r"[\s,./-]{0,2}(?:of\s|de\s|del\s|di\s|de\sl[ae]\s|the\s|năm\s|im\s)?"
_ORDINALS = {
    "1": [
        "1",
        "1st",
        "first",
        "i",
        "erster",
        "premier",
        "primer",
        "primera",
        "primeiro",
        "primo",
        "pertama",
        "thứ-nhất",
        "1-й",
        "первый",
        "一",
    ],
    "2": ["2", "2nd", "second", "ii", "deuxième", "second", "segundo", "secondo", "kedua", "2-й", "второй", "二"],
    "3": ["3", "3rd", "third", "iii", "troisième", "tercer", "terceiro", "terzo", "ketiga", "3-й", "третий", "三"],
    "4": [
        "4",
        "4th",
        "fourth",
        "iv",
        "quatrième",
        "cuarto",
        "quarto",
        "keempat",
        "4-й",
        "четвертый",
        "четвёртый",
        "四",
    ],
}
_BY_WORD = {word: int(number) for number, words in _ORDINALS.items() for word in words}
_ORDINAL = rf"(?P<count>{'|'.join(sorted(_BY_WORD, key=len, reverse=True))})(?:e|er|re|ème|º|ª|°|o|a|\.)?"
_QUARTER = (
    re.compile(rf"\b(?:Q(?P<count>[1-4])|T(?P<count2>[1-4]))\s?{_JOINT}{_YEAR}\b"),
    re.compile(rf"\b{_YEAR}[\s-]?(?:Q(?P<count>[1-4])|T(?P<count2>[1-4]))\b"),
    re.compile(
        rf"\b{_ORDINAL}\s(?:quarter|trimestre|trimestre|quartal|квартал|kuartal|triwulan)\s?{_JOINT}{_YEAR}",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:kuartal|triwulan|quý|ไตรมาส(?:ที่)?)\s?{_ORDINAL}\s?{_JOINT}{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_YEAR}\s?(?:年度?|년)\s?第?(?P<count>[1-4一二三四])(?:\s?분기|季度|季|四半期)"),
)
_HALF = (
    re.compile(rf"\b(?:H(?P<count>[12]))\s{_YEAR}\b"),
    re.compile(rf"\b{_ORDINAL}\s(?:half|semestre|semester|halbjahr|полугодие)\s?{_JOINT}{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b(?:semester)\s{_ORDINAL}\s?{_JOINT}{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_YEAR}\s?(?:年度?|년)\s?(?P<half>上半?期|下半?期|上半年|下半年|상반기|하반기)"),
)
_SEASONS = (
    "spring summer autumn fall winter printemps été automne hiver primavera verano otoño invierno verão outono inverno estate autunno frühling frühjahr sommer "
    "herbst весна весной лето летом осень осенью зима зимой ilkbahar sonbahar"
)
_SEASON = (
    re.compile(
        rf"\b(?:{'|'.join(_SEASONS.split())})\s(?:of\s|de\s|del\s|di\s)?(?:the\s)?{_YEAR}\b(?![./-]\d)", re.IGNORECASE
    ),
    re.compile(rf"{_YEAR}\s?[年년]\s?(?:[春夏秋冬](?![\w節节分至])|봄|여름|가을|겨울)"),
)
_PART_OPENING = (
    r"(?<![\w])(?:(?:mid|early|late|mi|pertengahan|awal|akhir|mitte|anfang|ende|début|fin|середине|начале|конце)[\s-](?:de\s|d')?|"
    r"(?:(?:the\s)?(?:end|beginning|start|middle|course)\sof|(?:a\s)?(?:mediados|principios|finales|fines)\sde|(?:em\s)?meados\sde|(?:no\s)?(?:início|final|fim)\sde|metà|fine|inizio|cuối|đầu|giữa)\s|"
    r"(?:(?:the\s)?(?:1st|2nd|3rd|4th|first|second|third|fourth|last)\s(?:week|half|days?)\s(?:of|in)|(?:primera|segunda|tercera|última|première|deuxième|dernière)\s(?:semana|semaine)\sd[e']|"
    r"minggu\s(?:pertama|kedua|ketiga|keempat|terakhir))\s?)"
)
_PART = re.compile(rf"{_PART_OPENING}(?P<month>[^\W\d_]{{3,12}})(?!\w)(?!\.?,?\s?\d)", re.IGNORECASE)
_PART_OPENS = re.compile(_PART_OPENING)
#: A word that one of these shapes holds; far cheaper to look for than the shapes
_HINTS = "quarter trim quart квартал triwulan quý ไตรมาส 분기 季 四半 half semest halbjahr полугод 半 반기 春 夏 秋 冬 봄 름 을 울"
_HINT_WORDS = (*_HINTS.split(), *_SEASONS.split(), *(letter + count for letter in "qth" for count in "1234"))


def find_periods(text: str) -> list[Day]:
    """Return the quarters, halves, seasons and parts of months that a folded text names, in their order."""
    low = lowered(text)
    found = _parts_of_months(text) if _PART_OPENS.search(low) else []
    if holds_any(low, _HINT_WORDS):
        for patterns, length in ((_QUARTER, 3), (_HALF, 6)):
            found += [_months(match, length) for pattern in patterns for match in pattern.finditer(text)]
        found += [
            _day(match, (int(match["year"]), None, None)) for pattern in _SEASON for match in pattern.finditer(text)
        ]
    return apart(found)


def _parts_of_months(text: str) -> list[Day]:
    return [
        _day(match, (None, number, None))
        for match in _PART.finditer(text)
        if (number := months().get(match["month"].casefold())) and len(match["month"]) > 2
    ]


def _months(match: re.Match[str], length: int) -> Day:
    named = match.groupdict()
    if half := named.get("half"):
        count = 1 if half[0] in "上상" else 2
    else:
        count = _BY_WORD[(named.get("count") or named.get("count2") or "1").casefold()]
    count = min(count, 12 // length)
    year = int(named["year"])
    return _day(match, (year, length * (count - 1) + 1, None), (year, length * count, None))


def _day(match: re.Match[str], first: Part, last: Part | None = None) -> Day:
    return Day(match.start(), match.end(), match.group(), first, last)
