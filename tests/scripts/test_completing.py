import pytest

from fingerpost.scripts.prefixes import asked_prefixes, prefix_terms

pytestmark = pytest.mark.once

COMPLETING = [
    ("vac", "La vacunación"),
    ("Đà N", "Đà Nẵng"),
    ("da nan", "Đà Nẵng"),
    ("covid1", "COVID-19"),
    ("elearn", "E-learning for all"),
    ("internationalisation of", "The internationalisation offered"),
    ("서", "서울시"),
    ("서우", "서울시"),
    ("ㅅ", "서울시"),
    ("설", "서류"),
    ("값", "값이"),
    ("가", "값이"),
    ("서울", "대한민국서울"),
    ("東京", "大東京"),
    ("台", "臺灣"),
    ("感染症", "東京都の感染症対策"),
    ("กร", "กรุงเทพ"),
    ("เทพ", "กรุงเทพ"),
    ("ភ្នំ", "ភ្នំពេញ"),
    ("काठ", "काठमाडौँ"),
]


@pytest.mark.parametrize(("typed", "name"), COMPLETING)
def test_a_beginning_completes_a_name(typed: str, name: str) -> None:
    assert set(asked_prefixes(typed)) <= set(prefix_terms(name))


@pytest.mark.parametrize(
    ("typed", "name"), [("nang x", "Đà Nẵng"), ("ang", "Đà Nẵng"), ("ㅇ", "서울"), ("京東", "東京")]
)
def test_other_letters_complete_nothing(typed: str, name: str) -> None:
    assert not set(asked_prefixes(typed)) <= set(prefix_terms(name))


def test_nothing_typed_asks_for_nothing() -> None:
    assert asked_prefixes(" — ") == []
