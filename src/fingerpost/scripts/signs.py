"""Which signs make words, and how the scripts that they belong to put words side by side."""

import re
import unicodedata
from bisect import bisect_left
from itertools import pairwise
from typing import Final

#: Blocks written without spaces between words. Their stops and the sign for baht stay outside.
UNSPACED: Final = (
    "\u0e01-\u0e3a\u0e40-\u0e4e"  # Thai
    "\u0e81-\u0ece\u0edc-\u0edf"  # Lao
    "\u1000-\u103f\u1050-\u108f\u109a-\u109d\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa76\uaa7a-\uaa7f"  # Myanmar
    "\u1780-\u17d3\u17d7\u17dc\u17dd"  # Khmer
    "\u3005-\u3007\u3021-\u302f\u3031-\u3035\u3038-\u303c"  # signs that stand for Han signs, or with them
    "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\U0001aff0-\U0001b16f"  # Hiragana and Katakana
    "\u3105-\u312f\u31a0-\u31bf"  # Bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
HANGUL: Final = "\u1100-\u11ff\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb"
_UNSPACED_SIGN: Final = re.compile(f"[{UNSPACED}]")


def _marks() -> str:
    """Every combining mark of the scripts with spaces, as ranges for a class of signs."""
    spans: list[list[int]] = []
    for first, end in ((0x300, 0x1E00), (0x20D0, 0x2100), (0xA66F, 0xAC00), (0x10A00, 0x12000), (0x16B00, 0x16FF0)):
        for code in range(first, end):
            sign = chr(code)
            if unicodedata.category(sign)[0] == "M" and not _UNSPACED_SIGN.match(sign):
                if spans and spans[-1][1] == code - 1:
                    spans[-1][1] = code
                else:
                    spans.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in spans)


MARKS: Final = _marks()
_LETTER: Final = rf"[^\W\d_{UNSPACED}{HANGUL}]"
_WORD_SIGN: Final = rf"[\w{MARKS}{UNSPACED}]"  # the low line with them: it joins like a hyphen


def _chunk(word_sign: str) -> re.Pattern[str]:
    dotted = rf"[a-z](?:\.[a-z])+(?!{word_sign})"
    genitive = rf"'s(?!{word_sign})"
    return re.compile(rf"{dotted}|{word_sign}+(?:(?:-|(?!{genitive})'){word_sign}+)*(?:{genitive})?")


#: In a folded text: what stands together without a space, with its hyphens, apostrophes and the dots of “w.h.o.”.
CHUNK: Final = _chunk(_WORD_SIGN)
#: The same for a text that is all ASCII, twice as fast.
ASCII_CHUNK: Final = _chunk("[a-z0-9_]")
#: In a chunk: its words, each of one kind of sign.
WORD: Final = re.compile(
    rf"(?P<run>[{UNSPACED}]+)|(?P<hangul>[{HANGUL}]+)|(?P<digits>[0-9]+)"
    rf"|(?P<letters>{_LETTER}+(?:[{MARKS}]+{_LETTER}*)*)"
)

_STACKED: Final = "\u1039\u17d2"  # Myanmar's virama, Khmer's coeng: the next sign hangs below
_RUN_MARKS: Final = "".join(
    chr(code)
    for first, end in ((0xE00, 0xF00), (0x1000, 0x10A0), (0x1780, 0x17E0), (0x302A, 0x309B), (0xA9E0, 0xAA80))
    for code in range(first, end)
    if unicodedata.category(chr(code))[0] == "M"
)
#: A sign with all that folds together with it: marks, signs that nobody sees, the parts of a Korean syllable.
CLUSTER: Final = re.compile(
    rf"[\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\ud7b0-\ud7fb\uffa0-\uffdc]+"
    rf"|(?:.|\n)[{MARKS}{_RUN_MARKS}\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\uff9e\uff9f]*"
)
_UNIT: Final = re.compile(
    rf"[^{_RUN_MARKS}][{_RUN_MARKS}]*(?:(?<=[{_STACKED}])[^{_RUN_MARKS}][{_RUN_MARKS}]*)*"
    r"(?:(?<=\u0e4d)\u0e32|(?<=\u0ecd)\u0eb2)?"  # sara am comes apart when folded
    rf"|[{_RUN_MARKS}]+"
)


def units(run: str) -> list[str]:
    """The signs of a script without spaces, each with all that hangs on it."""
    if run[0] > "\u2fff" and run.isprintable() and not _KANA_MARK.search(run):
        return list(run)
    return _UNIT.findall(run)


_KANA_MARK: Final = re.compile(r"[\u302a-\u302f\u3099\u309a\u0e00-\u1fff\ua9e0-\uaa7f]")


def bigrams(signs: "list[str] | str") -> list[str]:
    """Each neighbour pair of signs; a lone sign for itself."""
    if len(signs) < 2:
        return list(signs)
    return [first + second for first, second in pairwise(signs)]


_SCRIPTS: Final = (
    ("\u024f", "Latn"),
    ("\u036f", ""),
    ("\u03ff", "Grek"),
    ("\u052f", "Cyrl"),
    ("\u058f", "Armn"),
    ("\u05ff", "Hebr"),
    ("\u06ff", "Arab"),
    ("\u074f", ""),
    ("\u077f", "Arab"),
    ("\u08ff", ""),
    ("\u097f", "Deva"),
    ("\u09ff", "Beng"),
    ("\u0b7f", ""),
    ("\u0bff", "Taml"),
)


_LAST_SIGNS: Final = [last for last, _ in _SCRIPTS]


def script_of(word: str) -> str:
    """The ISO 15924 code of the script that a word begins in, "" for one whose words we take as they are."""
    at = bisect_left(_LAST_SIGNS, word[0])
    return _SCRIPTS[at][1] if at < len(_SCRIPTS) else ""
