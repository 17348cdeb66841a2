"""What an index would answer, without one."""

from fingerpost.scripts.analysis import analysed
from fingerpost.scripts.asking import Asked, asked


def finds(query: str, text: str, language: str = "") -> bool:
    """Whether each word of a query is in a text, in order or by its stems."""
    exact, loose = analysed(text, language)
    return all(_has(asked(word, (language,)), exact, set(loose)) for word in query.split())


def _has(wanted: Asked, exact: list[str], loose: set[str]) -> bool:
    return (
        follow(wanted.exact, exact)
        or follow(wanted.stripped, exact)
        or any(set(alternative) <= loose for alternative in wanted.loose)
    )


def follow(terms: tuple[str, ...], among: list[str]) -> bool:
    """Whether terms stand one after the other among others."""
    starts = [at for at, term in enumerate(among) if terms and term == terms[0]]
    return any(tuple(among[at : at + len(terms)]) == terms for at in starts)
