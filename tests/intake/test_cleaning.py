from typing import Any

import pytest

from fingerpost.intake.actions.cleaning import cleaned, cut, plain
from fingerpost.intake.actions.keeping import as_data, from_data
from tests.intake.made import event


def problems(**facts: Any) -> list[str]:
    return [issue.problem for issue in cleaned(event(**facts))[1]]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Forum<script>alert(1)</script>", "Forum"),
        ("<b>Forum</b> &amp; fair", "Forum & fair"),
        ("Forum & fair", "Forum & fair"),
        ("Towns with < 5,000 people > villages", "Towns with < 5,000 people > villages"),
        ('<img src=x onerror="alert(1)">Forum', "Forum"),
        ("<svg/onload=alert(1)>Forum", "Forum"),
        ("For\x00um\x07", "Forum"),
        ("Forum\u202e", "Forum"),
        ("서울 포럼", "서울 포럼"),
        ("काठमाडौं", "काठमाडौं"),
    ],
)
def test_text_is_kept_without_markup(written: str, kept: str) -> None:
    assert plain(written) == kept


def test_half_a_surrogate_pair_can_be_stored() -> None:
    plain("Forum \ud83d").encode("utf-8")


def test_a_long_title_is_cut_between_words_and_told() -> None:
    clean, issues = cleaned(event("word " * 200))

    assert len(clean.title) <= 500
    assert clean.title.endswith("word…")
    assert [issue.problem for issue in issues] == ["The title is longer than 500 characters and was cut."]


def test_a_word_longer_than_the_limit_is_cut_anyway() -> None:
    assert cut("x" * 600, 500) == "x" * 499 + "…"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://example.org", "https://", "https://user:pass@example.org", "http://[x", "x" * 3000]
)  # fmt: skip
@pytest.mark.parametrize("name", ["url", "register_url", "recording_url"])
def test_what_is_no_web_address_is_left_out_and_told(name: str, address: str) -> None:
    clean, issues = cleaned(event(**{name: address}))

    assert getattr(clean, name) is None
    assert len(issues) == 1


@pytest.mark.parametrize(
    ("declared", "kept"), [("EN", "en"), ("pt_br", "pt-BR"), ("zh-Hant-tw", "zh-Hant-TW"), ("ne", "ne"), (" ", None)]
)
def test_a_language_is_written_as_bcp_47_has_it(declared: str, kept: str | None) -> None:
    clean, issues = cleaned(event(language=declared))

    assert (clean.language, issues) == (kept, [])


@pytest.mark.parametrize("declared", ["English language", "e", "en-" + "x" * 40, "12"])
def test_what_is_no_language_is_left_out_and_told(declared: str) -> None:
    assert cleaned(event(language=declared))[0].language is None
    assert len(problems(language=declared)) == 1


def test_what_is_no_time_zone_is_left_out_and_told() -> None:
    assert problems(timezone="Mars/Olympus") == ["“Mars/Olympus” is not a time zone and was left out."]


@pytest.mark.parametrize("number", [-1, 32_768, 10**30])
def test_a_number_that_no_column_holds_is_left_out_and_told(number: int) -> None:
    assert cleaned(event(series="Series", number=number))[0].number is None
    assert len(problems(series="Series", number=number)) == 1


def test_a_number_without_a_series_says_nothing() -> None:
    assert cleaned(event(number=4))[0].number is None


def test_organisations_are_bounded_in_number_and_length() -> None:
    clean, issues = cleaned(event(organisers=("", "—", "x" * 201, "WeGO", "WeGO ", *(f"City {n}" for n in range(60)))))

    assert (clean.organisers[0], len(clean.organisers), len(issues)) == ("WeGO", 50, 2)


def test_a_confidence_beyond_measure_is_none_at_all() -> None:
    assert [cleaned(event(confidence=value))[0].confidence for value in (1.5, -1.0, float("nan"))] == [0.0, 0.0, 0.0]


def test_a_candidate_comes_back_from_its_data() -> None:
    candidate = event(
        start="2020-07-29T15:00:00+09:00",
        end="2020-07",
        register_by="2020",
        number=4,
        series="S",
        place="Seoul",
        raw="",
    )

    assert from_data(as_data(candidate)) == candidate


def test_data_of_another_version_is_read_as_far_as_it_goes() -> None:
    assert from_data({"type": "event", "title": "Forum", "start": "soon", "colour": "red"}).start is None
