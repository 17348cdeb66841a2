"""What a half-typed query may become: records, organisations, cities and themes that begin so."""

from dataclasses import dataclass

from fingerpost.finding.engine import Every, Index, Prefix, Row, Told, Value
from fingerpost.finding.following import current
from fingerpost.scripts.prefixes import asked_prefixes, prefix_terms

#: Names come first: there are fewer of them, and they are what people begin with.
NAMES = ("organisation", "place", "theme", "series")
OTHERS = ("record", "page", "document")
MOST_LETTERS = 100


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that begins with what is typed."""

    what: str
    pk: int
    title: str  #: the one of its names that begins so
    language: str


def complete(text: str, *, index: Index | None = None, most: int = 8) -> list[Completion]:
    """Return what a half-typed text may become: at most half of it names, then records, the weightiest first."""
    terms = tuple(dict.fromkeys(asked_prefixes(text[:MOST_LETTERS])))
    if not terms:
        return []
    index = current() if index is None else index
    found = _found(index, terms, NAMES, most)
    others = _found(index, terms, OTHERS, most)
    names = found[: max(most // 2, most - len(others))]
    return [*names, *others][:most]


def _found(index: Index, terms: tuple[str, ...], whats: tuple[str, ...], most: int) -> list[Completion]:
    wish = Every((Value("public", ("1",)), Value("what", whats), Prefix(terms)))
    answer = index.ask(wish, most=most)
    return [_completion(row, answer.told(row), terms) for row in answer.rows]


def _completion(row: Row, told: Told, terms: tuple[str, ...]) -> Completion:
    texts = told.titles if row.what in OTHERS else [*told.titles, *told.names]
    wanted = set(terms)
    met = next((text for text in texts if wanted.issubset(prefix_terms(text[0]))), texts[0])
    return Completion(row.what, row.pk, *met)
