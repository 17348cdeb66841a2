"""Languages as people and browsers need them: names, directions, and the attributes of a fragment."""

import unicodedata
from functools import lru_cache

from babel.core import get_global
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, override

from fingerpost.catalogue.models import Record
from fingerpost.site import words

_RTL_SCRIPTS = {"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"}


@lru_cache(maxsize=512)
def script(tag: str) -> str:
    """Return the script a language is written in, as ISO 15924 names it; "" for one that CLDR does not know.

    >>> script("ur"), script("sr-Latn"), script("ne")
    ('Arab', 'Latn', 'Deva')
    """
    subtags = tag.split("-")
    stated = next((subtag.title() for subtag in subtags[1:] if len(subtag) == 4 and subtag.isalpha()), "")
    likely = get_global("likely_subtags")
    whole = likely.get("_".join(subtags)) or likely.get(subtags[0].lower()) or ""
    return stated or next((part for part in whole.split("_") if len(part) == 4), "")


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


def same_language(tag: str, other: str) -> bool:
    """True if a reader of one reads the other: their first subtags agree."""
    return tag.partition("-")[0].lower() == other.partition("-")[0].lower()


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


def language_of_words(told: str, record: Record, *, page: str) -> str:
    """Return the language that a record's own words are in: the record's, or the page's where the words say otherwise.

    A record's language is that of what it points to. A network often tells of a Korean page in English, and what it
    writes of a city's measure is always its own telling; but a title in Hangul is Korean whoever lists it.
    """
    if not record.language or same_language(record.language, page):
        return page
    if script(record.language) not in {"Latn", ""}:
        return record.language if _is_beyond_latin(told) else page
    return page if record.kind == Record.Kind.MEASURE or _is_beyond_latin(told) else record.language


def _is_beyond_latin(text: str) -> bool:
    return any(char > "\u024f" and char.isalpha() and "LATIN" not in unicodedata.name(char, "") for char in text)
