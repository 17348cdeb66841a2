"""How a query is taken apart."""

import pytest

from fingerpost.finding.query import Part, parse

pytestmark = pytest.mark.once


def parts(text: str) -> list[list[tuple[str, str, bool]]]:
    return [[(part.field or part.kind, part.text, part.is_unwanted) for part in group] for group in parse(text).groups]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("food security", [[("word", "food", False)], [("word", "security", False)]]),
        ('"food security" -water', [[("phrase", "food security", False)], [("word", "water", True)]]),
        ("「食料 安全」", [[("phrase", "食料 安全", False)]]),
        ("flood OR storm city", [[("word", "flood", False), ("word", "storm", False)], [("word", "city", False)]]),
        ("a | b", [[("word", "a", False), ("word", "b", False)]]),
        ("NOT water AND food", [[("word", "water", True)], [("word", "food", False)]]),
        ("organiser:WHO", [[("organisation", "WHO", False)]]),
        ('theme:"food security"', [[("theme", "food security", False)]]),
        ("-kind:event", [[("kind", "event", True)]]),
        ("LANG：ko", [[("language", "ko", False)]]),
        ("covid-19 e-learning", [[("word", "covid-19", False)], [("word", "e-learning", False)]]),
        ("https://who.int/x", [[("word", "https", False)], [("word", "//who.int/x", False)]]),
        ("10:30", [[("word", "10:30", False)]]),
        ("note: this", [[("word", "note:", False)], [("word", "this", False)]]),
        ("OR OR food OR", [[("word", "food", False)]]),
        ("- -- food", [[("word", "-", False)], [("word", "--", False)], [("word", "food", False)]]),
        ("kind:", [[("word", "kind:", False)]]),
        ("flood OR -storm", [[("word", "flood", False)], [("word", "storm", True)]]),
        ("", []),
    ],
)
def test_a_query_is_its_words_phrases_and_fields(text: str, expected: list[list[tuple[str, str, bool]]]) -> None:
    assert parts(text) == expected


def test_what_is_no_field_is_said_with_what_may_be_meant() -> None:
    [notice] = parse("organsier:WHO flood").notices

    assert "“organsier:” is no field" in notice.sentence
    assert notice.queries == ("organiser:WHO flood",)


def test_a_quotation_mark_without_a_second_is_said() -> None:
    query = parse('flood "early warning')

    assert [part.text for part in query.words] == ["flood", "early", "warning"]
    assert "quotation mark" in query.notices[0].sentence


def test_a_long_query_is_cut_and_says_so() -> None:
    query = parse("word " * 2000)

    assert len(query.groups) == 24
    assert len(query.text) == 500
    assert len(query.notices) == 2


def test_control_signs_part_words_and_are_gone() -> None:
    assert parse("a\x00b\u202ec\ud800").groups == (
        (Part("a", "a", "word"),),
        (Part("b", "b", "word"),),
        (Part("c", "c", "word"),),
    )
