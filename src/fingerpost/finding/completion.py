"""What a half-typed query may become: records, organisations, cities and themes that begin so."""

from dataclasses import dataclass

from fingerpost.finding.engine import Bonus, Index, Prefix, Row, Told, Weighed
from fingerpost.finding.entries import NAMED
from fingerpost.finding.following import current
from fingerpost.scripts.prefixes import asked_prefixes, prefix_terms

MOST_LETTERS = 100
#: What is called so from its first word on, beside what only has such a word.
AT_FIRST = 1.0


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that begins with what is typed."""

    what: str
    pk: int
    title: str  #: the one of its names that begins so
    language: str


def complete(text: str, *, index: Index | None = None, most: int = 8) -> list[Completion]:
    """Return what a half-typed text may become: at most half of it names where there are others, the weightiest first."""
    terms = tuple(dict.fromkeys(asked_prefixes(text[:MOST_LETTERS])))
    if not terms:
        return []
    index = current() if index is None else index
    found = _found(index, terms, "name", most)
    others = _found(index, terms, "other", most)
    names = found[: max(most // 2, most - len(others))]
    return [*names, *others][:most]


def _found(index: Index, terms: tuple[str, ...], group: str, most: int) -> list[Completion]:
    first = Weighed(Prefix(terms[:1], (group,), at_first=True), AT_FIRST)
    answer = index.ask(Bonus(Prefix(terms, (group,)), (first,)), most=most)
    return [_completion(row, answer.told(row), terms) for row in answer.rows]


def _completion(row: Row, told: Told, terms: tuple[str, ...]) -> Completion:
    texts = [*told.titles, *told.names] if row.what in NAMED else told.titles
    wanted = set(terms)
    met = next((text for text in texts if wanted.issubset(prefix_terms(text[0]))), texts[0])
    return Completion(row.what, row.pk, *met)
