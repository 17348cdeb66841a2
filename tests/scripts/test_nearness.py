import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.scripts import hangul
from fingerpost.scripts.nearness import near, seeds, spelling, term_of

pytestmark = pytest.mark.once

NEAR = [
    ("vacination", "vaccination"),
    ("vaccinatoin", "vaccination"),
    ("vakzination", "vaccination"),
    ("citeis", "cities"),
    ("waetr", "water"),
    ("ater", "water"),
    ("xater", "water"),
    ("wto", "who"),
    ("서웅", "서울"),
    ("설울", "서울"),
    ("방욕", "방역"),
    ("Вакцинацыя", "вакцинация"),
    ("नगरपालका", "नगरपालिका"),
    ("தடுபூசி", "தடுப்பூசி"),
    ("क्वारेन्टि", "क्वारेन्टिन"),
    ("বিশ্ববিদ্যায়", "বিশ্ববিদ্যালয়"),
]


@pytest.mark.parametrize(("word", "term"), NEAR)
def test_a_slip_is_near_the_word_that_was_meant(word: str, term: str) -> None:
    assert near(word, [(term, 1)]) == [term]


FAR = [
    ("wa", "we"),
    ("xho", "who"),
    ("covid19", "covid29"),
    ("2019", "2020"),
    ("watch", "water"),
    ("雪崩", "雪山"),
    ("water", "water"),
    ("पानी", "पुल"),
    ("নদীর", "নদ"),
]


@pytest.mark.parametrize(("word", "term"), FAR)
def test_what_may_be_meant_is_near_nothing_else(word: str, term: str) -> None:
    assert near(word, [(term, 1)]) == []


def test_the_likeliest_comes_first() -> None:
    terms = [("vaccinated", 9), ("vaccine", 50), ("vaccinate", 3), ("vaccinating", 2), ("vacciante", 7)]

    assert near("vaccinatd", terms) == ["vaccinated", "vaccinate", "vacciante"]


LETTERS = st.text(st.sampled_from("abcdeé"), min_size=3, max_size=12)


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A word and what one slip makes of it."""
    word = draw(LETTERS)
    at = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from("abcdxyz"))
    return word, draw(
        st.sampled_from(
            [
                word[:at] + letter + word[at:],
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
                word + letter,
            ]
        )
    )


@given(slips())
def test_seeds_reach_every_term_within_one_error(slip: tuple[str, str]) -> None:
    word, term = slip
    spelled = spelling(term.replace("é", "e"))
    seed = seeds(word)

    assert seed is not None
    assert spelled.startswith(seed.prefix) or spelled[::-1].startswith(seed.reversed_suffix)


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)))
def test_a_korean_word_is_told_by_its_letters(word: str) -> None:
    assert term_of(spelling(word)) == word


def test_letters_are_those_that_are_typed() -> None:
    assert hangul.letters("값이") == "ㄱㅏㅂㅅㅇㅣ"
    assert hangul.letters("과") == "ㄱㅗㅏ"
