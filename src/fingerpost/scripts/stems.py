"""The stem of a folded word: what its forms have in common."""

import threading
from functools import cache
from typing import Final

import Stemmer

from fingerpost.scripts.signs import script_of
from fingerpost.scripts.suffixes import finished, is_stemmed_again, prepared

#: Which languages each script writes, with Snowball's name for them or "" where there is none, the main one first.
_LANGUAGES: Final = {
    "Latn": {
        "en": "english", "es": "spanish", "fr": "french", "pt": "portuguese", "de": "german", "it": "italian",
        "nl": "dutch", "id": "indonesian", "ms": "indonesian", "tr": "turkish", "sv": "swedish", "da": "danish",
        "no": "norwegian", "nb": "norwegian", "nn": "norwegian", "fi": "finnish", "hu": "hungarian", "ro": "romanian",
        "pl": "polish", "cs": "czech", "ca": "catalan", "eu": "basque", "et": "estonian", "lt": "lithuanian",
        "ga": "irish", "eo": "esperanto", "st": "sesotho",
        "vi": "", "tl": "", "fil": "", "ceb": "", "sw": "", "ha": "", "yo": "", "ig": "", "zu": "", "xh": "", "so": "",
        "uz": "", "az": "", "tk": "", "sq": "", "hr": "", "bs": "", "sl": "", "sk": "", "lv": "", "mt": "", "is": "",
        "af": "", "gl": "", "cy": "", "ht": "", "jv": "", "su": "", "mg": "", "rw": "", "sm": "", "mi": "", "to": "",
        "tet": "", "hmn": "", "ku": "", "lb": "", "om": "", "sn": "", "qu": "", "ay": "", "gn": "",
    },
    "Grek": {"el": "greek"},
    "Cyrl": {
        "ru": "russian", "sr": "", "uk": "", "be": "", "bg": "", "mk": "", "mn": "", "kk": "", "ky": "", "tg": "",
        "tt": "", "ba": "", "uz": "", "ce": "", "cv": "", "os": "",
    },
    "Armn": {"hy": "armenian"},
    "Arab": {"ar": "", "fa": "persian", "ur": "", "ps": "", "ug": "", "sd": "", "ku": "", "ckb": "", "pnb": ""},
    "Deva": {"hi": "hindi", "ne": "", "mr": "", "new": "", "mai": "", "bho": "", "sa": "", "kok": ""},
    "Beng": {"bn": "", "as": ""},
    "Taml": {"ta": "tamil"},
}  # fmt: skip
_OWN: Final = frozenset({"ar", "ne", "bn", "ur", "uk", "mn"})  # without Snowball, by our own rules
_STEMMED: Final = {
    script: tuple(language for language, snowball in names.items() if snowball or language in _OWN)
    for script, names in _LANGUAGES.items()
}
_KNOWN: Final = frozenset(language for names in _LANGUAGES.values() for language in names)
_MOST_KEPT: Final = 100_000


def language_for(word: str, language: str) -> str:
    """The language whose stems a word has: the declared one if it writes this script, else the script's main one."""
    known = _LANGUAGES.get(script_of(word))
    if not known:
        return ""
    return language if language in known else next(iter(known))


def stemmed_languages(word: str) -> tuple[str, ...]:
    """The languages whose stems of a word are worth asking for, the main one of its script first.

    Arabic and Indian letters write few languages with stems. Of the many in Latin or Cyrillic the main one is enough:
    the stems of one would be words of another.
    """
    languages = _STEMMED.get(script_of(word)) or ("",)
    return languages[:1] if script_of(word) in ("Latn", "Cyrl") else languages


def primary(language: str) -> str:
    """The language itself of a BCP 47 tag, "pt" of "pt-BR"; "" for one that changes nothing here."""
    code = language.replace("_", "-").partition("-")[0].lower()
    return code if code in _KNOWN else ""


class _Stems(dict[str, str]):
    """The stems of one language's words, as they are met.

    Snowball's objects serve one thread at a time; a stem once known is read without waiting.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        name = next((names[language] for names in _LANGUAGES.values() if names.get(language)), "")
        self._language = language
        self._snowball = Stemmer.Stemmer(name, 0) if name else None
        self._lock = threading.Lock()

    def __missing__(self, word: str) -> str:
        with self._lock:
            if len(self) > _MOST_KEPT:
                self.clear()
            self[word] = stem = self._stem(word) or word
        return stem

    def _stem(self, word: str) -> str:
        stem = prepared(word, self._language)
        if self._snowball:
            stem = self._snowball.stemWord(stem)
        if self._snowball and is_stemmed_again(self._language):
            stem = self._snowball.stemWord(stem)
        return finished(stem, self._language)


@cache
def _stems(language: str) -> _Stems:
    return _Stems(language)


def stem(word: str, language: str = "") -> str:
    """The stem of a folded word, as its language forms it; the word itself where we know no stems."""
    language = language_for(word, language)
    return _stems(language)[word] if language else word
