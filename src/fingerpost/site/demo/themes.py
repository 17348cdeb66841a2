"""A theme for each event and resource whose title says what it is about.

The sources give none. This is the demonstration's own sorting, by the words of ``data/theme_words.csv``, and each
record's provenance says so.
"""

from functools import cache

from fingerpost.catalogue.text import folded
from fingerpost.site.demo.tables import parts, rows


def themes_by_title(title: str) -> list[str]:
    """Return the short names of the themes that a title's words name, whole words only.

    >>> themes_by_title("Live Learning Experience on Food Security")
    ['food-security']
    """
    words = f" {folded(title)} "
    return [theme for theme, phrases in _phrases() if any(f" {phrase} " in words for phrase in phrases)]


def words_of_theme(theme: str) -> list[str]:
    """Return the words that suggest a theme, by its short name."""
    return [word for row in rows("theme_words.csv") if row["theme"] == theme for word in parts(row["words"])]


@cache
def _phrases() -> list[tuple[str, list[str]]]:
    return [(row["theme"], [folded(phrase) for phrase in parts(row["words"])]) for row in rows("theme_words.csv")]
