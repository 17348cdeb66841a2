"""One way of writing for figures and marks, so that one set of shapes reads the digits of every script.

Every character is replaced by one character, so that a place in the folded text is the same place in the text.
"""

import re
import unicodedata
from functools import cache

_MARKS = str.maketrans("：／．，－（）～〜［］｜＋‘’،٫۔", ":/.,-()~~[]|+'',..")
_CHINESE = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_CHINESE_YEAR = re.compile(r"[〇零一二三四五六七八九]{3,4}(?=年)")
_CHINESE_NUMBER = re.compile(
    r"(?:(?<=[年月第午晨晚上至到\s民國国])|(?<![一二三四五六七八九十〇])(?=[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号號]))"
    r"[一二三四五六七八九十〇]{1,3}(?=[月日號号年时時點点])"
)


def fold(text: str) -> str:
    """Return a text of the same length with ASCII digits and plain marks.

    A Chinese number stays as it is where the digits would need more room than it: only a lone 十.

    >>> fold("１２／０５ ٢٠٢٠ 二〇二〇年五月十二日")
    '12/05 2020 2020年5月12日'
    """
    if text.isascii():
        return text
    if _foldable().search(text):
        text = text.translate(_digits()).translate(_MARKS)
    if "月" in text or "民" in text:
        text = _CHINESE_YEAR.sub(lambda match: "".join(str(_CHINESE[figure]) for figure in match.group()), text)
        text = _CHINESE_NUMBER.sub(_number, text)
    return text


def _number(match: re.Match[str]) -> str:
    written = match.group()
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return "".join(str(_CHINESE[figure]) for figure in written)
    value = (_CHINESE.get(tens, 1) * 10) + _CHINESE.get(ones, 0)
    return written if len(written) < 2 else f"{value:>{len(written)}}"


def lowered(text: str) -> str:
    """Return a text in the lower case in which patterns that ignore case compare it: "İ" is "i", of one character.

    A pattern in small letters searches such a text several times as fast as one that ignores case searches any.
    """
    low = text.lower()
    return low if text.isascii() else low.replace("i\u0307", "i")


def holds_any(low: str, words: tuple[str, ...]) -> bool:
    """True if a text holds one of some words; for short texts far faster than one pattern of them all."""
    return any(map(low.__contains__, words))


@cache
def _foldable() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(map(chr, [*_digits(), *_MARKS])))}]")


@cache
def _digits() -> dict[int, str]:
    """Every decimal digit of the living scripts beside ASCII's own."""
    return {
        code: str(unicodedata.digit(chr(code)))
        for code in range(128, 0x10000)
        if unicodedata.category(chr(code)) == "Nd"
    }
