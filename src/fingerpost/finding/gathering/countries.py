"""Countries under the names that a reader of any member's language looks for."""

from functools import cache, lru_cache

from babel import Locale

from fingerpost.finding.entries import Text

#: BCP 47. English first: where another language writes the same, it stands for both.
LANGUAGES = "en ko ja zh-Hans zh-Hant ne hi bn ur ar th vi id es fr pt ru my km si ta mn".split()  # noqa: SIM905 -- reads as a line


@lru_cache(maxsize=512)
def country_names(code: str) -> tuple[Text, ...]:
    """Return the names of a country by its two letters, each spelling once; none for a code that CLDR does not know."""
    names = {_territories(language).get(code, ""): language for language in reversed(LANGUAGES)}
    return tuple(Text(name, language) for name, language in reversed(names.items()) if name)


@cache
def _territories(language: str) -> dict[str, str]:
    return {code: str(name) for code, name in Locale.parse(language, sep="-").territories.items() if len(code) == 2}
