"""What holds for every text, however strange or hostile."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.scripts.analysis import analysed
from fingerpost.scripts.asking import asked
from fingerpost.scripts.marking import marked
from fingerpost.scripts.nearness import near, seeds
from fingerpost.scripts.prefixes import asked_prefixes, prefix_terms
from tests.scripts.finding import finds
from tests.scripts.test_folding import AWKWARD

pytestmark = pytest.mark.once

LANGUAGES = st.sampled_from(["", "en", "es", "ar", "ne", "bn", "ko", "zh-Hant", "tr", "xx"])


@given(AWKWARD, LANGUAGES)
def test_every_word_of_a_text_finds_it(text: str, language: str) -> None:
    words = " ".join(word for word in text.split() if asked(word).exact)

    assert finds(words, text, language)


@given(AWKWARD, LANGUAGES)
def test_a_text_has_the_same_terms_each_time_and_none_is_long_or_empty(text: str, language: str) -> None:
    found = analysed(text, language)

    assert found == analysed(text, language)
    assert all(0 < len(term) <= 80 for term in found.exact + found.loose)


@given(AWKWARD)
def test_the_beginnings_of_a_text_complete_it(text: str) -> None:
    terms = set(prefix_terms(text))

    assert set(asked_prefixes(text)) <= terms


def test_threads_that_share_the_stems_agree() -> None:
    texts = [f"vacunaciones{number} ciudades{number % 7} organizations" for number in range(300)]
    alone = [analysed(text, "es") for text in texts]

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda text: analysed(text, "es"), reversed(texts)))

    assert together == alone[::-1]


HOSTILE = {
    "one letter": "a" * 10_000_000,
    "one sign": "雪" * 50_000,
    "one syllable": "가" * 30_000,
    "marks": "\u0301" * 1_000_000,
    "marks on one sign": "ก" + "\u0e49" * 100_000,
    "viramas": "က\u1039" * 50_000,
    "hyphens": "-" * 1_000_000,
    "hyphens between letters": "a-" * 10_000,
    "dots between letters": "a." * 10_000,
    "apostrophes": "a's'" * 10_000,
    "low lines": "_" * 1_000_000,
    "letters and digits": "a1" * 10_000,
    "surrogates": "\ud800" * 300_000,
    "nothing": "\x00" * 1_000_000,
    "joiners": "\u200d" * 1_000_000,
    "jamo": "ㅅ" * 30_000,
    "nasals": "न्" * 50_000,
    "particles": "에서는" * 20_000,
    "spaces": "a " * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_is_taken_apart_in_a_few_seconds(text: str) -> None:
    began = time.process_time()

    analysed(text)

    assert time.process_time() - began < 4


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_word_is_asked_for_marked_and_completed_in_a_few_seconds(text: str) -> None:
    word = text[:10_000]
    began = time.process_time()

    wanted = asked(word, ("en", "ko"))
    marked(text[:10_000], [wanted, asked(text[:1]), asked(text[:3])], most=200)
    prefix_terms(text)
    asked_prefixes(text)
    seeds(word)
    near(word, [(word[:80], 1), (word[1:70], 2)])

    assert time.process_time() - began < 4
