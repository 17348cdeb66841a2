"""Languages by their BCP 47 tags: what they are written in, and which of them a record's own words are in."""

import unicodedata
from functools import lru_cache

from babel.core import get_global

from fingerpost.catalogue.models import Record


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


def same_language(tag: str, other: str) -> bool:
    """True if a reader of one reads the other: their first subtags agree."""
    return tag.partition("-")[0].lower() == other.partition("-")[0].lower()


def language_of_words(told: str, language: str, *, kind: str, page: str = "") -> str:
    """Return the language that a record's own words are in: the record's, or the page's where the words say otherwise.

    A record's language is that of what it points to. A network often tells of a Korean page in English, and what it
    writes of a city's measure is always its own telling; but a title in Hangul is Korean whoever lists it.
    """
    if not language or same_language(language, page):
        return page
    if script(language) not in {"Latn", ""}:
        return language if is_beyond_latin(told) else page
    return page if kind == Record.Kind.MEASURE or is_beyond_latin(told) else language


def is_beyond_latin(text: str) -> bool:
    """True if a text has letters of another script than Latin."""
    if text.isascii():
        return False
    return any(char > "\u024f" and char.isalpha() and "LATIN" not in unicodedata.name(char, "") for char in text)
