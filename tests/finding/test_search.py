"""What a search finds, in what order, and what it says of itself."""

from datetime import date
from typing import Any

import pytest

from fingerpost.finding.engine import Index
from fingerpost.finding.entries import IndexEntry, Text
from fingerpost.finding.found import Count, Found
from fingerpost.finding.search import find, find_pks
from tests.finding.made import entry, index_of

pytestmark = pytest.mark.once

TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def index() -> Index:
    who = ["World Health Organization", "WHO"]
    return index_of(
        entry(1, "COVID-19 vaccination in cities", "How Seoul vaccinates", names=who, values={"organisation": ["who"]}),
        entry(2, "서울시의 방역 대책", "코로나19 대응", language="ko"),
        entry(3, "東京都の感染症対策", "概要", language="ja"),
        entry(4, "台北市防疫對策", language="zh-Hant"),
        entry(5, "Food security webinar", "On food and security in Kathmandu", values={"theme": ["food"]}),
        entry(6, "Water security", "Food for thought", first_day=date(2020, 7, 1).toordinal()),
        entry(7, "Writing a business continuity plan", "For offices", first_day=date(2026, 2, 1).toordinal()),
        entry(8, "A draft on food", is_public=False),
        entry(9, "World Health Organization", what="organisation", names=["WHO"], values={"organisation": ["who"]}),
        IndexEntry(what="term", pk=2, is_public=True, titles=[Text("PQR"), Text("quuxian")]),
        IndexEntry(
            what="term", pk=1, is_public=True, titles=[Text("BCP"), Text("business continuity plan"), Text("plan B")]
        ),
        entry(10, "Đà Nẵng phòng chống dịch", language="vi"),
        entry(11, "काठमाडौंमा खाद्य सुरक्षा", language="ne"),
        entry(12, "มาตรการควบคุมโรคในกรุงเทพ", language="th"),
    )


def found(index: Index, text: str, **more: Any) -> Found:
    return find(text, index=index, today=TODAY, **more)


def keys(index: Index, text: str, **more: Any) -> list[int]:
    return [hit.pk for hit in found(index, text, facets=False, **more).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("vaccine", [1]),
        ("covid19", [1]),
        ("Covid 19 CITIES", [1]),
        ("서울은", [2]),
        ("방역", [2]),
        ("感染症", [3]),
        ("感染症の対策", [3]),
        ("防疫对策", [4]),
        ("da nang", [10]),
        ("काठमाडौं", [11]),
        ("กรุงเทพ", [12]),
        ("food security", [5, 6]),
        ('"food security"', [5]),
        ("food -kathmandu", [6]),
        ("vaccination OR 방역", [2, 1]),
        ("the food in kathmandu", [5]),
        ("title:food", [5]),
        ("food theme:food", [5]),
        ("food before:2020-08", [6]),
        ("after:2026", [7]),
        ("when:past", [6]),
        ("lang:ko", [2]),
        ("language:한국어", [2]),
        ("organiser:who kind:event", [1]),
        ("bcp", [7]),
        ("lang:ko OR lang:ja", [2, 3]),
        ("quux OR lang:ko", [2]),
        ("kathmandu OR lang:ko", [5, 2]),
    ],
)
def test_the_right_entry_is_found(index: Index, query: str, expected: list[int]) -> None:
    assert keys(index, query) == expected


def test_drafts_are_found_only_where_they_are_asked_for(index: Index) -> None:
    assert keys(index, "draft") == []
    assert keys(index, "draft", also_drafts=True) == [8]


def test_an_entry_called_like_the_query_stands_above_those_that_mention_it(index: Index) -> None:
    assert keys(index, "who") == [9, 1]


@pytest.mark.parametrize(
    ("query", "expected", "missing"),
    [
        ("vacination", [1], ["vacination"]),
        ("서을시", [2], ["서을시"]),
        ("台北防疫", [4], ["台北防疫"]),
        ("感染症防役", [3], ["感染症防役"]),
        ("foodsecurity", [5, 6], ["foodsecurity"]),
        ("kathm", [5], ["kathm"]),
        ("xyzzy food", [5, 6], ["xyzzy"]),
        ("xyzzy plugh", [], ["xyzzy", "plugh"]),
        ("xyzzy -food", [], ["xyzzy"]),
        ("food OR xyzzy", [5, 6], ["xyzzy"]),
    ],
)
def test_a_word_that_occurs_nowhere_is_told(index: Index, query: str, expected: list[int], missing: list[str]) -> None:
    answer = found(index, query)

    assert [hit.pk for hit in answer.hits] == expected
    assert answer.missing == missing
    assert all(any(word in notice.sentence for notice in answer.notices) for word in missing)


def test_a_thesaurus_makes_no_word_found(index: Index) -> None:
    answer = found(index, "pqr")

    assert (answer.total, answer.missing) == (0, ["pqr"])


def test_words_that_no_entry_has_together_find_what_has_most_of_them(index: Index) -> None:
    answer = found(index, "food water kathmandu seoul")

    assert {hit.pk for hit in answer.hits} == {5, 6}
    assert [notice.sentence for notice in answer.notices] == [
        "No entry has all of these words. Shown is what has most of them."
    ]


def test_what_has_fewer_of_the_words_follows_where_little_has_most() -> None:
    index = index_of(
        entry(1, "Rent for small shops", "Paid by the city"),
        entry(2, "Rent for shops"),
        entry(3, "Shops of rent, paid"),
        entry(4, "Boats and helicopters"),
    )

    assert keys(index, "rent paid small shops helicopter boats") == [1, 3]


def test_what_is_called_by_the_words_that_are_left_is_not_what_was_called_for() -> None:
    index = index_of(entry(1, "Wuhan", what="place"), entry(2, "Deliveries in Wuhan"))

    assert [hit.what for hit in found(index, "wuhan xyzzyx").hits] == ["record", "place"]
    assert [hit.what for hit in found(index, "wuhan").hits] == ["place", "record"]


def test_signs_that_are_no_word_are_said_to_be_none(index: Index) -> None:
    assert [notice.sentence for notice in found(index, "🍚").notices] == [
        "“🍚” holds no letter and no digit, so it was not looked for."
    ]


def test_a_phrase_that_occurs_nowhere_is_looked_for_word_by_word(index: Index) -> None:
    answer = found(index, '"security food"')

    assert [hit.pk for hit in answer.hits] == [5, 6]
    assert "as it is quoted" in answer.notices[0].sentence


def test_other_names_are_met_in_their_own_forms_and_longer_ones_with_them() -> None:
    names = [Text("Kathmandu"), Text("काठमाडौं", "ne"), Text("Kathmandu Metropolis"), Text("카트만두", "ko")]
    index = index_of(
        IndexEntry(what="term", pk=1, is_public=True, titles=names),
        entry(1, "काठमाडौंमा खाद्य सुरक्षा", language="ne"),
        entry(2, "카트만두에서 배운 것", language="ko"),
        entry(3, "Metropolis of Kathmandu"),
    )

    for query in ("Kathmandu", "काठमाडौं", "카트만두", "Kathmandu metropolis"):
        assert sorted(keys(index, query)) == [1, 2, 3]


def test_a_name_is_known_whatever_particle_is_attached_to_it() -> None:
    index = index_of(
        IndexEntry(what="term", pk=1, is_public=True, titles=[Text("Daegu"), Text("대구", "ko")]),
        entry(1, "Overcoming COVID-19 in Daegu"),
    )

    assert [keys(index, text) for text in ("대구", "대구는", "대구는 어떻게")] == [[1], [1], [1]]


def test_a_year_is_one_that_an_entry_says_or_is_of() -> None:
    index = index_of(
        entry(1, "A workshop", values={"year": ["2022"]}), entry(2, "Workshop 2022"), entry(3, "A workshop")
    )

    assert set(keys(index, "workshop 2022")) == {1, 2}


def test_a_name_of_the_thesaurus_that_no_entry_says_occurs_nowhere(index: Index) -> None:
    answer = found(index, "quuxian")

    assert (answer.total, answer.missing) == (0, ["quuxian"])
    assert found(index, "quuxion").missing == ["quuxion"]


def test_filters_that_hide_everything_say_how_much(index: Index) -> None:
    answer = found(index, "food", chosen={"language": ["ko"]})

    assert answer.total == 0
    assert [notice.sentence for notice in answer.notices] == ["Nothing fits all filters. Without them it would be 2."]


def test_among_what_fits_the_filters_most_of_the_words_are_enough(index: Index) -> None:
    answer = found(index, "food kathmandu theme:food water")

    assert [hit.pk for hit in answer.hits] == [5]
    assert "fits the filters" in answer.notices[-1].sentence


def test_counts_of_a_facet_stay_those_without_its_own_choice(index: Index) -> None:
    answer = found(index, "", chosen={"language": ["ko", "ja"], "kind": ["event"]})

    assert answer.total == 2
    assert Count("en", 4) in answer.facets["language"]
    assert answer.facets["kind"] == [Count("event", 2)]
    assert found(index, "").facets["when"] == [Count("upcoming", 1), Count("past", 1)]


def test_hits_are_marked_in_the_language_of_the_match() -> None:
    record = IndexEntry(
        what="record",
        pk=1,
        is_public=True,
        titles=[Text("Flood shelters", "en"), Text("홍수 대피소", "ko")],
        texts=[Text("Where to go.", "en"), Text("대피소는 학교에 있다.", "ko")],
    )

    [hit] = found(index_of(record), "대피소").hits

    assert hit.language == "ko"
    assert [tuple(piece) for piece in hit.title] == [("홍수 ", False), ("대피소", True)]
    assert [tuple(piece) for piece in hit.snippet] == [("대피소", True), ("는 학교에 있다.", False)]


def test_the_newest_stand_first_where_that_is_asked(index: Index) -> None:
    assert keys(index, "security OR continuity", order="newest")[:2] == [7, 6]
    assert keys(index, "security OR continuity", order="oldest")[:2] == [6, 7]


def test_a_page_beyond_the_last_is_empty(index: Index) -> None:
    answer = found(index, "food", first=10**9)

    assert (answer.total, answer.hits) == (2, [])


@pytest.fixture(scope="module")
def names() -> Index:
    return index_of(
        entry(1, "Economic and Social Commission for Asia and the Pacific", what="organisation", names=["ESCAP"]),
        entry(2, "Seoul Metropolitan Government", what="organisation", names=["SMG", "서울특별시"]),
        entry(3, "Seoul", what="place", text="South Korea 대한민국"),
        entry(4, "Ministry of Health", what="organisation", is_public=False),
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("esc", [1]),
        ("ESCAP", [1]),
        ("eco soc", [1]),
        ("social commision", [1]),
        ("seo metr", [2]),
        ("seuol", [2]),
        ("서울ㅌ", [2]),
        ("서울특", [2]),
        ("h", [4]),
        ("health min", [4]),
        ("pacific -asia", []),
        ("xyz", []),
    ],
)
def test_what_is_half_typed_finds_what_begins_so(names: Index, typed: str, expected: list[int]) -> None:
    assert find_pks(typed, index=names, what="organisation", as_typed=True) == expected


def test_only_lists_that_narrow_while_one_types_find_beginnings(names: Index) -> None:
    assert find_pks("esc", index=names, what="organisation") == []
    assert find_pks("seo", index=names, what="place", chosen={"kind": ["organisation"]}, as_typed=True) == []
    assert find_pks("heal", index=names, what="organisation", as_typed=True, also_drafts=False) == []
