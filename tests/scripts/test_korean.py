import pytest

from fingerpost.scripts.hangul import bare

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("word", "without"),
    [
        ("서울은", "서울"),
        ("서울에서는", "서울"),
        ("시민들에게만은", "시민"),
        ("도시들의", "도시"),
        ("학교까지", "학교"),
        ("서울로", "서울"),
        ("부산으로부터", "부산"),
        ("아시아와의", "아시아"),
        ("강을", "강"),
        ("국가", "국가"),  # 가 follows a vowel
        ("전문가", "전문가"),
        ("회의", "회의"),  # too little would be left
        ("제도", "제도"),
        ("결과", "결과"),
        ("고속도로", "고속도"),  # 도 is no particle before another
        ("은", "은"),
        ("", ""),
    ],
)
def test_particles_come_off_where_they_can_be_particles(word: str, without: str) -> None:
    assert bare(word) == without
