"""Korean words: without their particles, and as the letters that are typed for them."""

import re
from collections.abc import Collection
from typing import Final

_FIRST, _LAST = "\uac00", "\ud7a3"
_AFTER_CONSONANT: Final = "은 이 을 과 으로 으로서 으로써 이나 이라도 이랑 이란 이라는 이라고 이며 이든 이야말로"
_AFTER_VOWEL: Final = "는 가 를 와 로 로서 로써 나 라도 랑 란 라는 라고 며 든 야말로"
_AFTER_ANY: Final = "에 에서 에게 에게서 께 께서 한테 의 도 만 부터 까지 처럼 보다 마다 조차 밖에 뿐 들 같이 에서부터 으로부터 로부터 에의 으로의 로의"
_PARTICLES: Final = {
    **dict.fromkeys(_AFTER_CONSONANT.split(), "consonant"),
    **dict.fromkeys(_AFTER_VOWEL.split(), "vowel"),
    **dict.fromkeys(_AFTER_ANY.split(), ""),
}
_LONGEST: Final = max(map(len, _PARTICLES))
#: Of the particles of one syllable, those that hardly any word of two syllables ends in by chance.
_SURE: Final = frozenset("은는을를에")
_RIEUL: Final = 8
#: Those that another may follow, as in 시민들에게만은.
_INNER: Final = frozenset(
    [
        "들",
        "에",
        "에서",
        "에게",
        "에게서",
        "께",
        "한테",
        "으로",
        "로",
        "부터",
        "까지",
        "만",
        "과",
        "와",
        "처럼",
        "보다",
        "뿐",
    ]
)
_MOST_PARTICLES: Final = 4


def bare(word: str) -> str:
    """A word without the particles attached to it; the word itself where that would leave too little.

    A particle's form depends on the sound before it: 국가 is no 국 with 가, which follows vowels only.
    """
    shorter = _without_particle(word, _PARTICLES)
    for _ in range(_MOST_PARTICLES if shorter != word else 0):
        shorter = _without_particle(shorter, _INNER)
    return shorter


def _without_particle(word: str, particles: Collection[str]) -> str:
    for length in range(min(_LONGEST, len(word) - 1), 0, -1):
        stem, particle = word[:-length], word[-length:]
        if particle in particles and _fits(stem[-1], particle) and _leaves_enough(stem, particle):
            return stem
    return word


def _fits(sign: str, particle: str) -> bool:
    if not _FIRST <= sign <= _LAST:
        return False
    final = (ord(sign) - ord(_FIRST)) % 28
    if particle.startswith("로") and final == _RIEUL:
        return True
    if particle.startswith("으로") and final == _RIEUL:
        return False
    after = _PARTICLES[particle]
    return not after or (after == "consonant") == bool(final)


def _leaves_enough(stem: str, particle: str) -> bool:
    return len(stem) > 1 or len(particle) > 1 or particle in _SURE


_INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_WRITTEN_VOWELS: Final = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ"
_WRITTEN_FINALS: Final = (
    "ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ"
)
_TYPED: Final = re.compile("[ㄱ-ㅣ]")
_VOWELS: Final = _WRITTEN_VOWELS.split()
_FINALS: Final = ["", *_WRITTEN_FINALS.split()]


def letters(word: str) -> str:
    """The letters that are typed for a word, one after the other: a half-typed word begins like the whole one.

    >>> letters("서울")
    'ㅅㅓㅇㅜㄹ'
    """
    return "".join(map(_letters, word))


def _letters(sign: str) -> str:
    code = ord(sign)
    if _FIRST <= sign <= _LAST:
        initial, rest = divmod(code - ord(_FIRST), 21 * 28)
        vowel, final = divmod(rest, 28)
        return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]
    if 0x1100 <= code <= 0x1112:
        return _INITIALS[code - 0x1100]
    if 0x1161 <= code <= 0x1175:
        return _VOWELS[code - 0x1161]
    if 0x11A8 <= code <= 0x11C2:
        return _FINALS[code - 0x11A7]
    return sign


def syllables(typed: str) -> str:
    """The word that typed letters give; what makes no syllable stays as it is."""
    if not _TYPED.search(typed):
        return typed
    written, at = [], 0
    while at < len(typed):
        initial = _INITIALS.find(typed[at])
        vowel, size = _longest(_VOWELS, typed, at + 1)
        if initial < 0 or not size:
            written.append(typed[at])
            at += 1
            continue
        at += 1 + size
        final, size = _final(typed, at)
        at += size
        written.append(chr(ord(_FIRST) + (initial * 21 + vowel) * 28 + final))
    return "".join(written)


def _longest(choices: list[str], typed: str, at: int) -> tuple[int, int]:
    for size in (2, 1):
        if (part := typed[at : at + size]) in choices and len(part) == size:
            return choices.index(part), size
    return 0, 0


def _final(typed: str, at: int) -> tuple[int, int]:
    for size in (2, 1):
        part = typed[at : at + size]
        # a consonant before a vowel begins the next syllable
        if len(part) == size and part in _FINALS and not _longest(_VOWELS, typed, at + size)[1]:
            return _FINALS.index(part), size
    return 0, 0
