"""Which language a text is in, where nobody says so."""

import re
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Final

from fingerpost.scripts.folding import fold

#: Signs of a text that are looked at; the words of the rest are no others.
_LOOKED_AT: Final = 20_000
#: So many of its words must be function words of a language, and so many times as many as of the next.
_LEAST, _MORE = 0.12, 1.2
_WORD: Final = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """Return the language that a longer text is in, by its commonest words; "" where that is not clear.

    >>> language_of("La ville a fait de la santé des habitants sa première tâche, et le dit dans ses rapports.")
    'fr'
    """
    words = _WORD.findall(fold(text[:_LOOKED_AT]))
    counts = Counter(words)
    shares = sorted((sum(counts[word] for word in known), language) for language, known in _known().items())
    (next_best, _), (best, language) = shares[-2:]
    return language if words and best >= max(_LEAST * len(words), _MORE * next_best) else ""


@cache
def _known() -> dict[str, frozenset[str]]:
    lines = (files(__package__) / "data" / "function_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    # Malay has the function words of Indonesian, and the same stems.
    return {language: frozenset(map(fold, written.split())) for language, written in rows if language != "ms"}
