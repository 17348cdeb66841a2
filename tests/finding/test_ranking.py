"""What stands higher, where several entries have what was asked for."""

from datetime import date

import pytest

from fingerpost.finding.engine import Index
from fingerpost.finding.entries import IndexEntry, Text
from fingerpost.finding.gathering.authorities import AUTHORITY
from fingerpost.finding.search import find
from fingerpost.finding.speaking import languages_by_script
from tests.finding.made import entry, index_of

pytestmark = pytest.mark.once

TODAY = date(2026, 1, 1)


def keys(index: Index, text: str) -> list[int]:
    return [hit.pk for hit in find(text, index=index, today=TODAY, facets=False).hits]


def synonyms(*names: tuple[str, str]) -> IndexEntry:
    return IndexEntry(what="term", pk=99, is_public=True, titles=[Text(*name) for name in names])


def test_a_word_itself_comes_before_the_same_in_other_languages() -> None:
    index = index_of(
        synonyms(("flood", ""), ("แผ่นดินใหญ่น้ำท่วม", "th"), ("inundación", "es")),
        entry(1, "แผ่นดินใหญ่น้ำท่วม", language="th"),
        entry(2, "Aid to those who lost their homes", "After the flood of May the city paid at once."),
        entry(3, "Inundación", language="es"),
    )

    assert keys(index, "flood")[0] == 2
    assert set(keys(index, "flood")) == {1, 2, 3}


def test_a_phrase_is_looked_for_as_it_is_quoted_and_under_no_other_name() -> None:
    index = index_of(
        synonyms(("older people", ""), ("seniors", "")),
        entry(1, "Older people in summer"),
        entry(2, "Seniors in summer"),
    )

    assert keys(index, '"older people"') == [1]
    assert set(keys(index, "older people")) == {1, 2}


def test_a_name_in_every_language_leads_to_what_is_told_in_that_of_the_query() -> None:
    names = ["Food security", "식량 안보"]
    index = index_of(
        entry(1, "Rice for all", names=names),
        entry(2, "쌀 나눔", language="ko", names=names),
        entry(3, "Soup", names=names),
    )

    assert keys(index, "식량 안보")[0] == 2


def test_one_long_word_without_spaces_does_not_outweigh_the_others_of_a_query() -> None:
    index = index_of(
        entry(1, "ศูนย์ฉีดวัคซีนผู้สูงอายุนอกโรงพยาบาล", language="th"),
        entry(2, "COVID-19", "ศูนย์ฉีดวัคซีนผู้สูงอายุนอกโรงพยาบาล", language="th"),
    )
    alone, both = (find(text, index=index, today=TODAY).hits[0].score for text in ("covid", "ศูนย์ฉีดวัคซีนผู้สูงอายุ"))

    assert both < 4 * alone


@pytest.mark.parametrize("query", ["heat wave", "heatwave"])
def test_two_words_that_the_hub_writes_as_one_are_found_as_one(query: str) -> None:
    index = index_of(entry(1, "Heatwave shelters"), entry(2, "Cold water"))

    assert keys(index, query) == [1]


def test_neighbours_that_are_one_word_are_still_found_apart() -> None:
    index = index_of(entry(1, "Heatwave shelters"), entry(3, "A wave of heat"))

    assert set(keys(index, "heat wave")) == {1, 3}


def test_a_format_is_known_in_any_case() -> None:
    index = index_of(entry(1, "On water", values={"format": ["Workshop"]}), entry(2, "On food"))

    assert keys(index, "format:workshop") == [1]


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("백신 2021", ("ko",)),
        ("ワクチン接種", ("ja",)),
        ("खोप", ("ne", "hi", "mr")),
        ("an ninh lương thực", ("vi",)),
        ("vaccination à Paris", ()),
        ("", ()),
    ],
)
def test_the_script_tells_which_languages_a_query_may_be_in(text: str, languages: tuple[str, ...]) -> None:
    assert languages_by_script(text) == languages


def test_an_acronym_itself_comes_before_what_it_stands_for() -> None:
    index = index_of(
        synonyms(("PSBB", ""), ("large-scale social restrictions", "")),
        entry(1, "Large-scale social restrictions in Bekasi"),
        entry(2, "A joint request for PSBB by four cities"),
    )

    assert keys(index, "psbb") == [2, 1]


def test_a_mistyped_word_is_the_one_that_stands_beside_the_others() -> None:
    index = index_of(
        entry(1, "Booking of rooms"),
        entry(2, "Looking at rooms"),
        entry(3, "Cooking at home"),
        entry(4, "Cooking in spring"),
    )

    assert keys(index, "xooking spring") == [4]


def test_what_says_most_of_a_rare_run_without_spaces_comes_after_what_says_it_whole() -> None:
    index = index_of(
        entry(1, "郑州特大暴雨", language="zh-Hans"),
        entry(2, "郑州暴雨调查", language="zh-Hans"),
        entry(3, "上海健康码", language="zh-Hans"),
    )

    assert keys(index, "郑州暴雨") == [2, 1]


def test_a_sentence_without_spaces_finds_what_says_much_of_it() -> None:
    index = index_of(
        entry(1, "老年人接种新冠疫苗", language="zh-Hans"),
        entry(2, "各地为老年人保留电话", language="zh-Hans"),
        entry(3, "上海健康码", language="zh-Hans"),
    )

    assert keys(index, "如何为老年人接种疫苗")[0] == 1


def test_what_differs_in_its_ending_stands_in_where_no_stems_are_known() -> None:
    index = index_of(entry(1, "Үерийн хамгаалалт", language="mn"), entry(2, "Помощь после паводка", language="ru"))

    assert keys(index, "үер") == [1]
    assert keys(index, "паводок") == [2]


def test_a_name_stands_below_the_records_that_speak_of_it_unless_it_is_asked_for_whole() -> None:
    index = index_of(
        entry(1, "World Ocean Council", what="organisation", weight=AUTHORITY),
        entry(2, "Leveraging ocean resources", weight=1.4),
    )

    assert keys(index, "ocean") == [2, 1]
    assert keys(index, "world ocean council")[0] == 1
