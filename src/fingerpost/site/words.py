"""What visitors write into addresses and search boxes, made safe to look for; codes of countries and languages, named."""

import unicodedata
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.text import capfirst
from django.utils.translation import get_language

_UNREADABLE = {"Cc", "Cs", "Co", "Cn"}


def clean_value(raw: str) -> str:
    """Return text composed (NFC), with single spaces, and without control characters.

    Joiners that Indic and Persian writing needs are no control characters, and stay.

    >>> clean_value(" food\\x00 security")
    'food security'
    """
    plain = "".join(" " if unicodedata.category(char) in _UNREADABLE else char for char in raw[:2000])
    return " ".join(unicodedata.normalize("NFC", plain).split())


def country_name(code: str) -> str:
    """Return the country's name in the language being spoken, or its code where CLDR has none."""
    return _spoken().territories.get(code) or code


@lru_cache(maxsize=1024)
def is_country(code: str) -> bool:
    """True for two letters that CLDR names: the countries of ISO 3166-1."""
    return len(code) == 2 and code not in {"ZZ", "XA", "XB"} and code in Locale("en").territories


def language_name(tag: str) -> str:
    """Return the name of a BCP 47 language in the language being spoken, or the tag where CLDR has none.

    >>> language_name("pt-BR")
    'Portuguese (Brazil)'
    """
    try:
        return capfirst(Locale.parse(tag, sep="-").get_display_name(_spoken()) or tag)
    except (UnknownLocaleError, ValueError):
        return capfirst(_spoken().languages.get(tag.partition("-")[0]) or tag)


def _spoken() -> Locale:
    try:
        return Locale.parse(get_language() or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
