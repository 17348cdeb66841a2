"""Small rules for names and addresses that every part of the catalogue shares."""

import re
import unicodedata

from anyascii import anyascii
from django.utils.text import slugify

SLUG_LENGTH = 60


def folded(name: str) -> str:
    """Return a name as it is compared: without case, marks, punctuation and doubled spaces.

    >>> folded("Centre for Liveable  Cities,") == folded("centre for liveable cities")
    True
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    # Marks of Latin letters fold away; vowel signs of Indic and Thai scripts are letters to their readers and stay.
    kept = (char for char in plain if not "\u0300" <= char <= "\u036f")
    spaced = "".join(char if char.isalnum() or unicodedata.category(char).startswith("M") else " " for char in kept)
    return unicodedata.normalize("NFC", " ".join(spaced.split()))


def words_for_address(title: str) -> str:
    """Return a title as the readable end of an address: at most 60 ASCII characters, cut between words.

    >>> words_for_address("How Korea Responded: a Pandemic & ICT")
    'how-korea-responded-a-pandemic-ict'
    """
    slug = slugify(anyascii(title[:300]))
    if len(slug) <= SLUG_LENGTH:
        return slug
    return re.sub(r"-[^-]*$", "", slug[: SLUG_LENGTH + 1])
