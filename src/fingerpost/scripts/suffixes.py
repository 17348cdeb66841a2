"""Endings that Snowball does not know, or no longer knows once a word is folded."""

from typing import Final

#: Endings of folded words that Snowball knows with their marks only.
RESTORED: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "es": (("cion", "ción"), ("sion", "sión")),
    "pt": (("cao", "ção"), ("coes", "ções"), ("oes", "ões"), ("ao", "ão")),
}
#: Endings to take off, and how many letters must stay.
STRIPPED: Final[dict[str, tuple[tuple[str, ...], int]]] = {}


def restored(word: str, language: str) -> str:
    for ending, marked in RESTORED[language]:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + marked
    return word


def stripped(word: str, language: str) -> str:
    endings, least = STRIPPED[language]
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word
