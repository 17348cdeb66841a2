"""Running text cut into numbers, words and marks, with what the calendar knows about each word."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from fingerpost.readers.data import rows

TokenKind = Literal["number", "word", "mark", "end"]

#: Letters join with the vowel signs that follow them (Thai, Devanagari, Tamil…), which ``\w`` leaves out.
_SIGNS = "\u200c\u200d\u0300-\u036f\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d\u0a70\u0a81-\u0a83\u0abc-\u0acd\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3e-\u0c4d\u0c81-\u0c83\u0cbc-\u0ccd\u0d00-\u0d03\u0d3e-\u0d4d\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3"
_DOTTED = r"[พค]\.ศ\.|[มกพสตธ]\.[คพย]\.|มี\.ค\.|เม\.ย\.|มิ\.ย\.|[ມກພສຕທ]\.[ກພນສລຫຍຈວ]\.|s\.\s?d\.|s/d\b"
_TOKEN = re.compile(
    rf"(?P<number>\d+)|(?P<word>{_DOTTED}|(?:(?<=\d)|(?<=\d\s))[年月日号號년월일]|[^\W\d_][^\W\d_{_SIGNS}]*(?:[{_SIGNS}][^\W\d_{_SIGNS}]*)*)|(?P<mark>\S)"
)
#: Text without letters that take signs, and without the words of other scripts: what most pages are written in
_PLAIN = re.compile(r"[\x00-\u02ff\u2010-\u2027\u2030-\u203a]*")
_PLAIN_TOKEN = re.compile(r"(?P<number>\d+)|(?P<word>s\.\s?d\.|s/d\b|[^\W\d_]+)|(?P<mark>\S)")
_ENGLISH = (
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
)
_ENGLISH_MONTHS = _ENGLISH.split()
_GLUED_MONTH = re.compile(rf"(?<=[^\W\d_])(?:{'|'.join(_ENGLISH_MONTHS)})$")
_GLUED_NAMES = (*_ENGLISH_MONTHS, "day")
_GLUED_WEEKDAY = re.compile(r"(?<=[^\W\d_])(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
#: Abbreviations that are also everyday words somewhere: a date only beside a year.
_TRUSTED_SHORT = frozenset({"mai", "mei", "abr", "dez", "dic", "okt", "déc", "avr", "fév", "agt"})
_EVERYDAY = frozenset({"may", "march", "mar", "mars", "august", "mart"})
_SHORT = 3
_JOINERS = dict.fromkeys((0x200C, 0x200D))  # they shape letters and are written or left out
_MONTH_AFFIXES = ("เดือน", "ເດືອນ", "ខែ", "လ")
_WEEKDAY_AFFIXES = ("ที่", "ທີ", "ទី", "ថ្ងៃ")


class Token(NamedTuple):
    """A number, a word or a mark, and where it stands in the text."""

    # A named tuple, for a page makes a hundred thousand of them and a frozen dataclass takes three times as long.
    kind: TokenKind
    text: str
    begin: int
    stop: int

    @property
    def value(self) -> int:
        return int(self.text)

    @property
    def low(self) -> str:
        return self.text.casefold()


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text, without its spaces; a glued-on English month or weekday stands by itself."""
    found: list[Token] = []
    shape = _PLAIN_TOKEN if text.isascii() or _PLAIN.fullmatch(text) else _TOKEN
    for match in shape.finditer(text):
        kind: TokenKind = match.lastgroup  # type: ignore[assignment]  # the pattern's groups are the kinds
        word = match[0]
        token = Token(kind, word, match.start(), match.end())
        if kind == "word" and word.endswith(_GLUED_NAMES) and not word[1:].islower():
            found.extend(_unglued(token))
        else:
            found.append(token)
    return found


@cache
def months() -> dict[str, int]:
    return {_key(row[0]): int(row[1]) for row in rows("months.tsv")}


@cache
def weekdays() -> dict[str, int]:
    return {_key(row[0]): int(row[1]) for row in rows("weekdays.tsv")}


@cache
def _english() -> frozenset[str]:
    return frozenset(name.casefold() for name in _ENGLISH_MONTHS)


def month_number(token: Token) -> int | None:
    """The month that a word names in any of the languages known, or None."""
    return _month_called(token.text) if token.kind == "word" else None


@lru_cache(maxsize=8192)
def _month_called(word: str) -> int | None:
    key = _key(word)
    return months().get(key) or months().get(_bare(key, _MONTH_AFFIXES))


def month_of_words(cut: Sequence[Token]) -> tuple[int, int] | None:
    """The month that the first of these tokens name, and how many name it: "May", "كانون الثاني", "Tháng Mười Một"."""
    if cut[0].kind != "word":
        return None
    if cut[0].low in month_openings():
        for count in (3, 2):
            words = [_key(token.text) for token in cut[:count] if token.kind == "word"]
            if len(words) == count and (number := months().get(" ".join(words))):
                return number, count
    number = month_number(cut[0])
    return (number, 1) if number else None


def is_doubtful_month(token: Token) -> bool:
    """True for a month's name that is as likely to be another word ("may", "set", "out") unless a year stands by it."""
    if token.low in _EVERYDAY:
        return token.text[0].islower()
    return len(token.text) <= _SHORT and token.text.isascii() and token.low not in _english() | _TRUSTED_SHORT


def weekday_number(token: Token) -> int | None:
    """Monday is 0; None for any other word."""
    return _weekday_called(token.text) if token.kind == "word" else None


@lru_cache(maxsize=8192)
def _weekday_called(word: str) -> int | None:
    key = _key(word)
    return weekdays().get(key, weekdays().get(_bare(key, _WEEKDAY_AFFIXES)))


@cache
def month_openings() -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in months() if " " in name)


def _bare(word: str, affixes: tuple[str, ...]) -> str:
    """A name without the words for "month", "day" and "the …th" that some scripts write onto it."""
    for affix in affixes:
        word = word.removeprefix(affix).removesuffix(affix)
    return word


def _key(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold().translate(_JOINERS)


def _unglued(token: Token) -> tuple[Token, ...]:
    match = _GLUED_MONTH.search(token.text[-12:]) or _GLUED_WEEKDAY.search(token.text[-12:])
    if not match or _key(token.text) in months():
        return (token,)
    cut = token.stop - len(match.group())
    first = token.text[: cut - token.begin]
    return Token("word", first, token.begin, cut), Token("word", match.group(), cut, token.stop)
