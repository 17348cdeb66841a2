from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.scripts.asking import asked
from fingerpost.scripts.marking import Piece, marked
from tests.scripts.test_folding import AWKWARD

pytestmark = pytest.mark.once

MARKED = [
    ("en", "covid19 city", "COVID-19 in Cities, a city’s plan", "[COVID-19] in [Cities], a [city]’s plan"),
    ("en", "elearning", "Our e-learning (and e learning)", "Our [e-learning] (and e learning)"),
    ("en", "e-learning", "e-learning, e learning, elearning; e", "[e-learning], [e learning], [elearning]; e"),
    ("en", "food security", "Food security for food", "[Food security] for [food]"),
    ("en", "who", "The W.H.O. and WHO", "The [W.H.O]. and [WHO]"),
    ("fr", "l'eau", "L’accès à l’eau, aux eaux", "L’accès à [l’eau], aux [eaux]"),
    ("vi", "da nang", "ở Đà Nẵng (da)", "ở [Đà Nẵng] ([da])"),
    ("hi", "हिंदी", "हिन्दी में", "[हिन्दी] में"),
    ("ar", "مدينة", "المدينة الصحية", "[المدينة] الصحية"),
    ("ko", "서울은", "서울시의 서울에서 경기", "[서울]시의 [서울]에서 경기"),
    ("ko", "강", "한강과 강은", "한강과 [강]은"),
    ("ja", "感染症", "東京都の感染症対策", "東京都の[感染症]対策"),
    ("ja", "東京感染症対策", "東京都の感染症対策", "[東京]都の[感染症対策]"),
    ("zh", "台湾", "臺灣的經驗", "[臺灣]的經驗"),
    ("zh", "病", "傳染病", "傳染[病]"),
    ("th", "น้ำท่วม", "ประเทศไทยน้ำท่วมหนัก", "ประเทศไทย[น้ำท่วม]หนัก"),
    ("km", "ភ្នំពេញ", "រាជធានីភ្នំពេញ", "រាជធានី[ភ្នំពេញ]"),
    ("en", "absent", "Nothing here", "Nothing here"),
]


def show(pieces: list[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


@pytest.mark.parametrize(("language", "query", "text", "shown"), MARKED)
def test_a_text_is_marked(language: str, query: str, text: str, shown: str) -> None:
    wanted = [asked(word, (language,)) for word in query.split()]

    assert show(marked(text, wanted, language)) == shown


def test_parts_of_another_name_are_not_marked() -> None:
    name = replace(asked("continuity plan"), is_whole=True)

    assert show(marked("A plan, a continuity plan", [name])) == "A plan, a [continuity plan]"
    assert show(marked("東京都の感染", [replace(asked("感染症対策"), is_whole=True)], "ja")) == "東京都の感染"


def test_a_snippet_shows_where_most_of_the_wanted_meet() -> None:
    text = (
        "A city first. "
        + "Nothing of note happens here. " * 10
        + "The city has a plan for water and more. "
        + "And so on. " * 20
    )
    wanted = [asked("city"), asked("water")]

    assert (
        show(marked(text, wanted, "en", most=60)) == "…The [city] has a plan for [water] and more. And so on. And so…"
    )


def test_a_snippet_of_a_script_without_spaces_is_cut_between_signs() -> None:
    text = "你好世界" * 50 + "臺灣" + "你好世界" * 50

    assert show(marked(text, [asked("台湾")], "zh", most=20)) == "…界你好世界[臺灣]你好世界你好世界你好世…"


def test_a_snippet_without_a_hit_is_the_beginning() -> None:
    assert show(marked("One two three four five six", [asked("seven")], most=15)) == "One two three…"


def test_a_short_text_is_shown_whole() -> None:
    assert marked("One two", [asked("two")], most=7) == [Piece("One ", False), Piece("two", True)]


@given(AWKWARD, st.lists(AWKWARD, max_size=3), st.integers(0, 20))
def test_pieces_give_the_text_back_and_keep_to_their_room(text: str, words: list[str], most: int) -> None:
    wanted = [asked(word) for word in (*words, *text.split()[:2])]

    whole = marked(text, wanted)
    snippet = marked(text, wanted, most=most)

    assert "".join(piece.text for piece in whole) == text
    assert all(piece.text for piece in whole)
    assert most == 0 or sum(len(piece.text) for piece in snippet) <= most
    kept = [piece.text for piece in snippet]
    if kept and kept[0] == "…" and not text.startswith("…"):
        kept = kept[1:]
    if kept and kept[-1] == "…":
        kept = kept[:-1]
    assert "".join(kept) in text


@given(AWKWARD)
def test_every_word_of_a_text_is_marked_in_it(text: str) -> None:
    for word in text.split():
        wanted = asked(word)
        if wanted.exact:
            assert any(piece.is_hit for piece in marked(text, [wanted]))
