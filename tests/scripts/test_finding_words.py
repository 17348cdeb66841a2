"""Words of many languages find the texts that hold them, in whatever form."""

import pytest

from fingerpost.scripts.analysis import analysed
from fingerpost.scripts.asking import Asked, asked

pytestmark = pytest.mark.once


def finds(wanted: Asked, text: str, language: str) -> bool:
    """Whether a text has what was asked for, as an index would say."""
    exact, loose = analysed(text, language)
    return (
        _follow(wanted.exact, exact)
        or _follow(wanted.stripped, exact)
        or any(set(alternative) <= set(loose) for alternative in wanted.loose)
    )


def _follow(terms: tuple[str, ...], among: list[str]) -> bool:
    size = len(terms)
    return bool(terms) and any(tuple(among[at : at + size]) == terms for at in range(len(among) - size + 1))


FINDING = [
    ("en", "covid19", "The COVID-19 response"),
    ("en", "cities", "A healthy city"),
    ("es", "vacunacion", "La vacunación"),
    ("vi", "Da Nang", "Thành phố Đà Nẵng"),
    ("ko", "서울", "서울은 안전하다"),
    ("ko", "서울은", "서울시의 정책"),
    ("ja", "感染症", "東京都の感染症対策"),
    ("ja", "雪", "大雪への備え"),
    ("zh", "台湾", "臺灣的經驗"),
    ("th", "น้ำท่วม", "ประเทศไทยน้ำท่วม"),
]


@pytest.mark.parametrize(("language", "word", "text"), FINDING)
def test_a_word_finds_a_text(language: str, word: str, text: str) -> None:
    assert all(finds(asked(part, (language,)), text, language) for part in word.split())
