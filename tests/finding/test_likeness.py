"""What else a reader of one record may want."""

import pytest

from fingerpost.finding.engine import Index
from fingerpost.finding.likeness import more_like
from tests.finding.made import entry, index_of

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def index() -> Index:
    seoul = {"organisation": ["smg"], "city": ["seoul"], "theme": ["health"]}
    return index_of(
        entry(
            1, "Flood shelters in schools", "Schools open as shelters when rivers rise.", values={"theme": ["floods"]}
        ),
        entry(2, "Shelters for floods", "How schools become shelters.", values={"theme": ["floods"]}),
        entry(3, "Cooling shelters", "Shade in heat waves.", values={"theme": ["heat"]}),
        entry(4, "Budgets of cities", "Money.", values={"theme": ["finance"]}),
        entry(5, "Tracing contacts in Seoul", "How the city traced.", values=seoul),
        entry(6, "서울시 접촉자 추적", language="ko", values=seoul),
        entry(7, "Flood shelters, a draft for schools", is_public=False),
        entry(8, "Shelters in schools, for the third time", "Rivers and floods.", values={"theme": ["floods"]}),
    )


def test_the_nearest_come_first(index: Index) -> None:
    found = more_like(1, index=index)

    assert set(found[:2]) == {2, 8}
    assert {1, 7}.isdisjoint(found)


def test_the_nearest_in_another_language_is_among_them(index: Index) -> None:
    assert 6 in more_like(5, index=index)
    assert 5 in more_like(6, index=index)


def test_what_is_not_indexed_yet_has_nothing_like_it(index: Index) -> None:
    assert more_like(99, index=index) == []
