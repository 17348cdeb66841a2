import pytest

from fingerpost.scripts.tongues import language_of

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The city has told its people what to do, and how they can be of help to those who are at home."),
        ("es", "La ciudad ha dicho a las personas lo que deben hacer, y cómo pueden ayudar a los que están en casa."),
        ("fr", "La ville a dit aux habitants ce qu'ils doivent faire et comment aider ceux qui sont dans leur maison."),
        ("id", "Kota telah memberi tahu warga apa yang harus mereka lakukan dan bagaimana membantu yang ada di rumah."),
        ("vi", "Thành phố đã nói với người dân những việc phải làm và cách giúp đỡ những người đang ở trong nhà."),
        ("", "Seoul Tokyo Bangkok Dhaka"),
        ("ko", "도시는 주민에게 무엇을 해야 하는지 말했다"),
        ("", ""),
    ],
)
def test_a_text_tells_its_language_by_its_commonest_words(language: str, text: str) -> None:
    assert language_of(text) == language
