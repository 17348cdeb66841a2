"""Words that say little by themselves: articles, prepositions, auxiliaries."""

from functools import cache
from importlib.resources import files

from fingerpost.scripts.folding import fold


def is_function_word(folded: str) -> bool:
    """Whether a folded word is one of the commonest of its language, and means nothing else in this field."""
    return folded in _function_words()


@cache
def _function_words() -> frozenset[str]:
    lines = (files(__package__) / "data" / "function_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return frozenset(fold(word) for _, written in rows for word in written.split())
