"""One spelling for what readers take as the same."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple
from unicodedata import is_normalized, normalize

from fingerpost.scripts.signs import CLUSTER

_TABLE_OF_SIGNS: Final = {
    # Latin letters that no decomposition takes apart
    "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe", "ĸ": "k",
    "ŋ": "ng", "ɖ": "d", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y",
    # apostrophes and hyphens, so that words part in one way
    "’": "'", "‘": "'", "‛": "'", "ʼ": "'", "ʻ": "'", "ʽ": "'", "ʹ": "'", "ʿ": "", "ʾ": "", "′": "'", "`": "'", "´": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-", "֊": "-", "־": "-",
    # Arabic: one alef, one ya, one kaf, one ha, whoever writes them
    "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك",
    "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه", "ـ": "",
    # Indian scripts
    "ँ": "ं", "ঁ": "ং", "ઁ": "ં", "ਁ": "ਂ", "ੰ": "ਂ", "ଁ": "ଂ", "ఁ": "ం", "ಁ": "ಂ",
    "ৎ": "ত্", "ৰ": "র", "ൺ": "ണ്", "ൻ": "ന്", "ർ": "ര്", "ൽ": "ല്", "ൾ": "ള്", "ൿ": "ക്",
    # Khmer's inherent vowels, which nobody sees
    "\u17b4": "", "\u17b5": "",
    # what holds the place of a Korean letter
    "\u115f": "", "\u1160": "",
}  # fmt: skip
_CYRILLIC: Final = ("\u0400", "\u052f")
_NUKTAS: Final = frozenset("\u093c\u09bc\u0a3c\u0abc\u0b3c\u0c3c\u0cbc\U0001133c")
#: Marks that readers of these scripts write or leave out.
_OPTIONAL_MARKS: Final = (
    ("\u0300", "\u036f"),
    ("\u0483", "\u0489"),
    ("\u180b", "\u180f"),
    ("\u0591", "\u05c7"),
    ("\u0610", "\u061a"),
    ("\u064b", "\u065f"),
    ("\u0670", "\u0670"),
    ("\u06d6", "\u06ed"),
    ("\u08d3", "\u08ff"),
    ("\u1ab0", "\u1aff"),
    ("\u1dc0", "\u1dff"),
    ("\u20d0", "\u20ff"),
    ("\ufe00", "\ufe2f"),
    ("\U000e0100", "\U000e01ef"),
)
_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


class _Folds(dict[int, str]):
    """What each sign folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


_FOLDS: Final = _Folds()


def _folded(sign: str) -> str:
    if sign in _TABLE_OF_SIGNS:
        return _TABLE_OF_SIGNS[sign]
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Cf" or _is_optional(sign):
        return ""
    if _HAN.match(sign):
        return _simplified(sign)
    return _without_marks(sign)


def _without_marks(sign: str) -> str:
    if _CYRILLIC[0] <= sign <= _CYRILLIC[1]:
        lower = sign.casefold()
        return {"ё": "е", "ѐ": "е", "ѝ": "и"}.get(lower, lower)
    parts = normalize("NFD", sign)
    bare = "".join(part for part in parts if not _is_optional(part)).casefold()
    if bare == sign:
        return sign
    again = "".join(_FOLDS[ord(part)] if part != sign else part for part in normalize("NFKC", bare))
    return normalize("NFKC", again)


def _is_optional(sign: str) -> bool:
    if not unicodedata.category(sign).startswith("M"):
        return False
    return sign in _NUKTAS or any(first <= sign <= last for first, last in _OPTIONAL_MARKS)


def _simplified(sign: str) -> str:
    """The simplified form of one Han sign; alone, so that no phrase is put in other words."""
    while (simpler := _converter().convert(sign)) != sign:
        sign = simpler
    return sign


@cache
def _converter() -> Any:
    from opencc import OpenCC  # noqa: PLC0415 -- slow import

    return OpenCC("t2s")


_SPELLINGS: Final = (
    # Devanagari: the nasal before a consonant of its own class, or the dot above
    (re.compile("ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])"), "ं"),
    # Thai and Lao: sara am with its tone before or inside; two e for one ae
    (re.compile("\u0e4d([\u0e48-\u0e4b])\u0e32"), "\\1\u0e4d\u0e32"),
    (re.compile("\u0ecd([\u0ec8-\u0ecb])\u0eb2"), "\\1\u0ecd\u0eb2"),
    (re.compile("\u0e40\u0e40"), "\u0e41"),
    (re.compile("\u0ec0\u0ec0"), "\u0ec1"),
    # Khmer: da and ta look alike below; Myanmar: u for nya under asat
    (re.compile("\u17d2\u178a"), "\u17d2\u178f"),
    (re.compile("\u1025\u103a"), "\u1009\u103a"),
)
_HAS_SPELLINGS: Final = re.compile("[\u0900-\u097f\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def fold(text: str) -> str:
    """Return a text as it is compared: without case, width and the marks that people leave out, in ASCII's digits.

    Chinese is put in simplified signs, sign by sign. Folding what is folded changes nothing.

    >>> fold("Đà Nẵng · ＣＯＶＩＤ－１９ · 臺灣 · काठमाडौँ")
    'da nang · covid-19 · 台湾 · काठमाडौं'
    """
    if text.isascii():
        return text.lower()
    folded = _fold_signs(text)
    if _HAS_SPELLINGS.search(folded):
        for spelling, common in _SPELLINGS:
            folded = spelling.sub(common, folded)
    return folded


def _fold_signs(text: str) -> str:
    return normalize("NFKC", normalize("NFKC", text).translate(_FOLDS))


class Origins(NamedTuple):
    """A folded text, and of each of its signs where the signs that it came from begin and end."""

    folded: str
    starts: Sequence[int]
    ends: Sequence[int]


def fold_with_origins(text: str) -> Origins:
    """Fold a text and remember where each sign came from. Meant for words: it is slower than ``fold``."""
    if text.isascii() or _is_sign_by_sign(text):
        return Origins(fold(text), range(len(text)), range(1, len(text) + 1))
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in CLUSTER.finditer(text):
        for sign in _fold_signs(match.group()):
            signs.append(sign)
            starts.append(match.start())
            ends.append(match.end())
    found = Origins("".join(signs), starts, ends)
    for spelling, common in _SPELLINGS:
        found = _spelled(found, spelling, common)
    whole = fold(text)
    if found.folded == whole:
        return found
    # Signs folded with neighbours that we did not expect: say that each came from all of them.
    return Origins(whole, [0] * len(whole), [len(text)] * len(whole))


def _is_sign_by_sign(text: str) -> bool:
    """Whether each sign folds to one sign whatever stands beside it, as in nearly all Chinese and Japanese texts."""
    return (
        is_normalized("NFKC", text)
        and not _HAS_SPELLINGS.search(text)
        and all(len(_FOLDS[ord(sign)]) == 1 for sign in set(text))
    )


def _spelled(found: Origins, spelling: re.Pattern[str], common: str) -> Origins:
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in spelling.finditer(found.folded):
        signs.append(found.folded[at : match.start()])
        starts += found.starts[at : match.start()]
        ends += found.ends[at : match.start()]
        written = match.expand(common)
        signs.append(written)
        starts += [found.starts[match.start()]] * len(written)
        ends += [found.ends[match.end() - 1]] * len(written)
        at = match.end()
    if not at:
        return found
    return Origins("".join([*signs, found.folded[at:]]), [*starts, *found.starts[at:]], [*ends, *found.ends[at:]])
