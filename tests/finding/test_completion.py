"""What a half-typed query may become."""

import pytest

from fingerpost.finding.completion import Completion, complete
from fingerpost.finding.engine import Index
from tests.finding.made import entry, index_of

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def index() -> Index:
    return index_of(
        entry(1, "Seoul shares its response", weight=1.1),
        entry(2, "Food security in cities"),
        entry(3, "서울시의 방역 대책", language="ko"),
        entry(4, "東京都の感染症対策", language="ja"),
        entry(5, "Seoul Metropolitan Government", what="organisation", names=["SMG", "서울특별시"]),
        entry(6, "Seoul", what="place"),
        entry(7, "Food security", what="theme", names=["식량 안보"]),
        entry(8, "Seoul in a draft", is_public=False),
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("seo", {1, 5, 6}),
        ("Seoul re", {1}),
        ("food s", {2, 7}),
        ("smg", {5}),
        ("서우", {3, 5}),
        ("ㅅㅓ", {3, 5}),
        ("식량", {7}),
        ("感染", {4}),
        ("感", {4}),
        ("", set()),
        ("…", set()),
        ("x" * 10_000, set()),
    ],
)
def test_what_begins_so_is_offered(index: Index, typed: str, expected: set[int]) -> None:
    assert {each.pk for each in complete(typed, index=index)} == expected


def test_names_come_first_each_as_it_was_typed(index: Index) -> None:
    found = complete("seo", index=index, most=3)

    assert {each.what for each in found[:2]} == {"organisation", "place"}
    assert found[2:] == [Completion("record", 1, "Seoul shares its response", "en")]
    assert complete("서울특", index=index) == [Completion("organisation", 5, "서울특별시", "")]


def test_what_is_called_so_from_its_first_word_on_stands_first() -> None:
    index = index_of(
        entry(1, "The food of cities", weight=1.2), entry(2, "Food in cities"), entry(3, "Cities and food", weight=1.1)
    )

    assert [each.pk for each in complete("foo", index=index)] == [2, 1, 3]
