"""Languages as people and browsers need them: names, directions, and the attributes of a fragment."""

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, override

from fingerpost.catalogue import languages
from fingerpost.catalogue.languages import is_beyond_latin, same_language, script
from fingerpost.catalogue.models import Record
from fingerpost.site import words

_RTL_SCRIPTS = {"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"}


def direction(tag: str) -> str:
    """Return “rtl” or “ltr”."""
    return "rtl" if script(tag) in _RTL_SCRIPTS else "ltr"


def language_name(tag: str, page: str | None = None) -> str:
    """Return a language's name as a page in another language (default: the one being spoken) writes it."""
    return _language_name(tag, page or get_language() or "en")


@lru_cache(maxsize=4096)
def _language_name(tag: str, page: str) -> str:
    with override(page):
        return capfirst(words.language_name(tag))


@lru_cache(maxsize=2048)
def country_name(code: str, page: str) -> str:
    """Return a country's name as a page in a language writes it."""
    with override(page):
        return words.country_name(code)


@lru_cache(maxsize=1024)
def fragment_attributes(tag: str, page: str) -> SafeString:
    """Return `` lang="…" dir="…"`` for a fragment, only what differs from its page; "" where nothing does.

    >>> fragment_attributes("ur", "en")
    ' lang="ur" dir="rtl"'
    """
    if not tag or same_language(tag, page):
        return mark_safe("")
    clean = "".join(char for char in tag if char.isalnum() or char == "-")
    turned = f' dir="{direction(tag)}"' if direction(tag) != direction(page) else ""
    return mark_safe(f' lang="{clean}"{turned}')  # noqa: S308 -- letters, digits and hyphens only


def attributes_of_words(words: str, tag: str, page: str) -> SafeString:
    """Return the attributes of words that are in a language; where nobody said in which, they are turned by themselves.

    >>> attributes_of_words("서울", "ko", "en"), attributes_of_words("عمّان", "", "en"), attributes_of_words("Oslo", "", "en")
    (' lang="ko"', ' dir="auto"', '')
    """
    return fragment_attributes(tag, page) or mark_safe(' dir="auto"' if is_beyond_latin(words) else "")  # noqa: S308 -- our own words


def language_of_words(told: str, record: Record, *, page: str) -> str:
    """Return the language that a record's own words are in, which may be the page's."""
    return languages.language_of_words(told, record.language, kind=record.kind, page=page)
