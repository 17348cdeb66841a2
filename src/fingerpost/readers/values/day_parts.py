"""Halves and parts of the day that are written beside an hour: "pm", "de la tarde", "오후", "下午", "शाम", "مساء"."""

import re
from typing import Literal

Part = Literal["am", "pm", "noon", "night"]

_PARTS_AFTER: dict[Part, str] = {
    "am": "n\\.\\s?u\\b\\.?|a\\.?\\s?m\\b\\.?|de la mañana|de la madrugada|da manhã|da madrugada|du matin|del mattino|di mattina|morgens|vormittags|pagi|sáng|صباحاً|صباحًا|صباحا|ص|утра|ochtends|öğleden önce",
    "pm": "n\\.\\s?h\\b\\.?|p\\.?\\s?m\\b\\.?|de la tarde|da tarde|de l'après-midi|del pomeriggio|di pomeriggio|nachmittags|petang|sore|chiều|مساءً|مساءا|مساء|عصراً|عصرا|م|вечера|дня",
    "noon": "del mediodía|siang|tengah hari|tengahari|trưa|ظهراً|ظهرا",
    "night": "de la noche|da noite|du soir|di sera|abends|malam|tối|đêm|ليلاً|ليلا",
}  # fmt: skip
_PARTS_BEFORE: dict[Part, str] = {
    "am": "午前|上午|早上|早晨|凌晨|清晨|오전|새벽|아침|बिहान|सुबह|प्रातः|पूर्वाह्न|সকাল|ভোর|صبح|\\bA\\.?M\\.?",
    "pm": "午後|下午|오후|दिउँसो|अपराह्न|शाम|साँझ|बेलुका|বিকাল|বিকেল|সন্ধ্যা|شام|سہ پہر|\\bP\\.?M\\.?",
    "noon": "中午|正午|दोपहर|মধ্যাহ্ন|দুপুর|دوپہر",
    "night": "晚上|傍晚|夜间|夜|저녁|밤|राति|रात|রাত|رات",
}  # fmt: skip
NOON = "noon|midday|midi|mediodía|meio-dia|mezzogiorno|mittags?|полдень|正午|정오|ظهراً"
MIDNIGHT = "midnight|minuit|medianoche|meia-noite|mezzanotte|mitternacht|полночь|자정|午夜"

AFTER = "|".join(f"(?:{words})(?![^\\W\\d_])" for words in _PARTS_AFTER.values())
BEFORE = "|".join(_PARTS_BEFORE.values())
_PATTERNS = [
    (part, re.compile(f"(?:{words})", re.IGNORECASE))
    for named in (_PARTS_AFTER, _PARTS_BEFORE)
    for part, words in named.items()
]


def part_of(words: str) -> Part | None:
    """Return the part of the day that words beside an hour name."""
    return next((part for part, pattern in _PATTERNS if pattern.fullmatch(words.strip())), None)


def hour_of_day(hour: int, part: Part | None) -> int:
    """Return the hour of 24 that an hour in a part of the day is; 24 is the midnight that ends the day.

    >>> hour_of_day(12, "am"), hour_of_day(2, "pm"), hour_of_day(1, "noon"), hour_of_day(12, "night")
    (0, 14, 13, 24)
    """
    if part == "am":
        return 0 if hour == 12 else hour
    if part == "pm" or (part == "noon" and hour <= 4) or (part == "night" and 5 <= hour <= 12):
        return hour + 12 if hour < 12 or part == "night" else hour
    return hour
