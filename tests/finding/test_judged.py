"""Judged queries reach what finding promises: the right record first, or among the first where a word is mistyped."""

from collections.abc import Sequence

import pytest
from django.db import transaction

from fingerpost.finding.engine import Index
from fingerpost.finding.gathering import all_entries
from fingerpost.finding.search import find
from tests.finding.judging import NOW, Query, figures, load_judged, queries, table

# The database is only where the hub comes from.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: The share whose first entry is right, the gain of the first ten, and the share with one error that is found among five.
FIRST, GAIN, TYPO_FIVE = 0.85, 0.90, 0.90

Answers = list[tuple[Query, Sequence[str]]]


@pytest.fixture(scope="module")
def answers(django_db_setup: None, django_db_blocker: object) -> Answers:
    """Ask each query once, of the demonstration and the corpus together, and leave nothing behind."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        called = load_judged()
        index = Index.open(None)
        index.write(all_entries())
        answered = [(query, _ranked(query, index, called)) for query in queries()]
        transaction.set_rollback(True)
    return answered


def _ranked(query: Query, index: Index, called: dict[tuple[str, int], str]) -> list[str]:
    found = find(query.words, index=index, today=NOW.date(), most=10, facets=False)
    return [called.get((hit.what, hit.pk), "") for hit in found.hits]


def test_the_corpus_and_the_queries_are_many_and_in_many_scripts() -> None:
    asked = queries()

    assert len(asked) >= 220
    assert len({query.language for query in asked}) >= 14
    assert sum(query.kind == "typo" for query in asked) >= 60
    assert {query.half for query in asked} == {"A", "B"}


def test_the_right_entry_stands_first(answers: Answers) -> None:
    assert figures(answers).first >= FIRST, table(answers)


def test_the_first_ten_stand_in_a_good_order(answers: Answers) -> None:
    assert figures(answers).ndcg >= GAIN, table(answers)


def test_one_slip_of_the_pen_is_forgiven(answers: Answers) -> None:
    slips = [(query, ranked) for query, ranked in answers if query.kind == "typo"]

    assert figures(slips).five >= TYPO_FIVE, table(answers)
