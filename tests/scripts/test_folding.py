import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.scripts.folding import fold, fold_with_origins

pytestmark = pytest.mark.once

FOLDED = [
    ("Đà Nẵng", "da nang"),
    ("Straße Ærø Łódź Œuvre", "strasse aero lodz oeuvre"),
    ("İstanbul ISPARTA ığdır", "istanbul isparta igdir"),
    ("ΆΝΘΡΩΠΟΣ ᾳ", "ανθρωποσ α"),
    ("Ёлка й и́", "елка й и"),
    ("ＣＯＶＩＤ－１９", "covid-19"),
    ("ﾃﾞｰﾀ データ", "データ データ"),
    ("かタ", "かタ"),
    ("臺灣 後裏 髮發", "台湾 后里 发发"),
    ("頭髮 乾燥", "头发 干燥"),
    ("٢٠٢٠ २०२० ২০২০ ๒๕๖๓ ២០២០ ၂၀၂၀", "2020 2020 2020 2563 2020 2020"),
    ("أَحْمَد إلى آسيا", "احمد الي اسيا"),
    ("کراچی كراتشي", "كراچي كراتشي"),
    ("مدرسة ہے مدرسہ", "مدرسه هے مدرسه"),
    ("محـــمد", "محمد"),
    ("काठमाडौँ फ़ोन", "काठमाडौं फोन"),
    ("हिन्दी सम्पर्क", "हिंदी संपर्क"),
    ("ড় বাংলাদেশ", "ড বাংলাদেশ"),
    ("ශ්‍රී ලංකා", "ශ්රී ලංකා"),
    ("น้ำ น้ํา เเม่", "น้ํา น้ํา แม่"),
    ("so\u00adft zero\u200bwidth \u202ertl\u202c", "soft zerowidth rtl"),
    ("O’Brien ʻokina", "o'brien 'okina"),
    ("e‐learning 2019–20", "e-learning 2019-20"),
    ("ﬁn №5 ①", "fin no5 1"),
]


@pytest.mark.parametrize(("written", "folded"), FOLDED)
def test_what_readers_take_as_the_same_has_one_spelling(written: str, folded: str) -> None:
    assert fold(written) == folded


#: Signs that meet in unlucky ways: marks, joiners, jamo, what comes apart and what comes together.
AWKWARD = st.text(
    st.one_of(
        st.sampled_from("aéß İıŁœ'’-–_.1½²№ﬁ\u0301\u0306\u0323иёй ا\u0654آةـ\u064b नद्\u094d\u093cंँङक\u200d\u200c"),
        st.sampled_from(
            "ก\u0e4d\u0e48\u0e32ำเแຳ\u0ecdກ\u17d2\u178aក\u1025\u103aက\u1039 한ㅅㅓ\u1100\u1161\u11a8가 カﾞｶﾟ゛゙雪臺苧薴𠮷\ufa0f\x00\ud800😀"
        ),
        st.characters(),
    ),
    max_size=30,
)


@given(AWKWARD)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(AWKWARD)
def test_every_folded_sign_came_from_somewhere(text: str) -> None:
    folded, starts, ends = fold_with_origins(text)

    assert folded == fold(text)
    assert len(starts) == len(ends) == len(folded)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
    assert list(starts) == sorted(starts)


def test_signs_remember_their_origin_where_one_becomes_several() -> None:
    assert fold_with_origins("aßहिन्दी") == (
        "asshिंदी".replace("h", "ह"),
        [0, 1, 1, 2, 2, 4, 6, 6],
        [1, 2, 2, 4, 4, 6, 8, 8],
    )
