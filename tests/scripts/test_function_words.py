import pytest

from fingerpost.scripts.folding import fold
from fingerpost.scripts.function_words import is_function_word

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "word", ["the", "of", "de", "où", "für", "và", "और", "को", "کے", "এবং", "في", "и", "için", "및", "yang", "mga"]
)
def test_common_words_say_little(word: str) -> None:
    assert is_function_word(fold(word))


@pytest.mark.parametrize(
    "word", ["who", "un", "us", "it", "may", "can", "sao", "war", "man", "tai", "not", "city", "2020", ""]
)
def test_words_that_mean_something_here_are_kept(word: str) -> None:
    assert not is_function_word(word)
