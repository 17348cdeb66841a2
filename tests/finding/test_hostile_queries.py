"""Whatever is typed, sent or pasted, a search answers, and soon: no exception, no work out of all proportion."""

from datetime import date
from typing import Any

import pytest

from fingerpost.finding.completion import complete
from fingerpost.finding.engine import Index
from fingerpost.finding.found import Found
from fingerpost.finding.search import find, find_pks
from tests.finding.made import entry, index_of
from tests.readers.bounded import processor_time

# Fields ask the database for short names.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = date(2026, 1, 1)

HOSTILE = {
    "nothing": "",
    "spaces": " \t\n\u3000\u00a0",
    "one letter 10,000 times": "a" * 10_000,
    "10,000 letters in words": "vaccination " * 834,
    "10,000 different words": " ".join(f"word{number}" for number in range(10_000)),
    "operators only": "AND OR NOT && || ! + - ~ ^ * ? : / \\",
    "OR only": "OR",
    "OR at both ends": "OR water OR",
    "OR a thousand times": " OR ".join(["water"] * 1_000),
    "OR of a thousand words": " OR ".join(f"water{number}" for number in range(1_000)),
    "minus only": "-",
    "minuses": "- -- --- -water --water",
    "unwanted only": "-water -food",
    "everything unwanted": "water -water",
    "a quotation mark": '"',
    "an open quotation": '"food security',
    "quotation marks": '"' * 999,
    "quotations of nothing": '"" "" ""',
    "marks of many kinds": "“food„ «water‟ 「방역』",
    "deep parentheses": "(" * 5_000 + "water" + ")" * 5_000,
    "unbalanced parentheses": "((water)",
    "brackets": "[water TO food] {a TO z} water^1000 water~5",
    "like regular expressions": "/(a+)+$/ .*.*.* [^]] (?=x) a{1,99999}",
    "wildcards": "* ? ** w*r *ater",
    "backslashes": "\\" * 500,
    "control characters": "wa\x00ter \x01\x02\x1b[31m food\x7f\x85",
    "lone surrogates": "water \ud800 \udfff\ud83d food",
    "right-to-left marks": "\u202ewater\u202c \u200ffood\u200e \u2066x\u2069",
    "nobody sees these": "\u200b\u200c\u200d\ufeff\u00ad\u2060" * 50,
    "marks on one letter": "e" + "\u0301" * 5_000,
    "vowel signs alone": "\u093e\u0947\u094d" * 300 + " \u0e34\u0e48" * 100,
    "5,000 Chinese characters": "水与环境卫生" * 834,
    "5,000 different Chinese characters": "".join(chr(0x4E00 + number) for number in range(5_000)),
    "5,000 Korean syllables": "".join(chr(0xAC00 + number) for number in range(5_000)),
    "half of a Korean syllable": "ㅂㅏㅇㅇㅕㄱ ㅋㅋㅋㅋ",
    "Thai without an end": "น้ำท่วม" * 700,
    "every script at once": "water 물 水 น้ำ पानी ውሃ ջուր מים წყალი നീർ 💧 𓈗",
    "emoji": "👩🏽‍⚕️" * 500,
    "mathematics": "𝓌𝒶𝓉ℯ𝓇 ﷺ ㌀ ㋿ ½ ①",
    "an injection of SQL": "'; DROP TABLE catalogue_record; -- \" OR 1=1 UNION SELECT * FROM auth_user",
    "an injection of HTML": "<script>alert(1)</script> <img src=x onerror=alert(1)>",
    "an injection of templates": "{{ 7*7 }} {% debug %} ${7*7} %(sentence)s %s %n %d",
    "an injection of commands": "$(reboot) `reboot` ; reboot | cat /etc/passwd ../../etc/passwd",
    "another engine's language": 'title:water AND public:0 what:* _exists_:id id:"record:1" text_loose:water',
    "fields without a value": "organiser: city: before: lang: kind:",
    "fields without a name": ":water ::: :",
    "fields that are unknown": "colour:red författare:Olle organisator:WHO",
    "values that are unknown": "kind:unicorn city:Atlantis lang:xx country:ZZ theme:nothing phase:9 link:x when:never",
    "days that are none": "before:9999-99-99 after:0000-00-00 before:99999 after:-1 year:0 year:99999999999999999999",
    "days at the edges": "before:9999-12-31 after:0001-01-01 before:0001",
    "a field a thousand times": "lang:ko " * 1_000,
    "a value of 10,000 letters": "city:" + "x" * 10_000,
    "many values": "kind:" + ",".join(["event"] * 5_000),
    "a field that is quoted and open": 'theme:"food security',
    "a field in a field": "city:theme:kind:event",
    "a long number": "9" * 10_000,
    "hyphens": "-".join("abcdefghij" * 200),
    "apostrophes": "'".join("abcdefghij" * 200),
    "dots": ".".join("abcdefghij" * 200),
    "low lines": "_" * 3_000,
    "an address": "https://example.org/" + "a/" * 2_000 + "?q=" + "%20" * 500,
    "words that are nearly there": " ".join(["watter", "fodo", "securty", "vacination", "semniar"] * 4),
    "a long word that is nearly there": "watersanitation" * 20,
}  # fmt: skip


@pytest.fixture(scope="module")
def index() -> Index:
    return index_of(
        entry(1, "Water and sanitation in cities", "Food security for all", values={"city": ["kobe"]}),
        entry(2, "서울시의 방역 대책", language="ko"),
        entry(3, "水与环境卫生：城市的经验", language="zh-Hans"),
        entry(4, "น้ำท่วมในเมือง", language="th"),
        entry(5, "पानी र सरसफाइ", language="ne"),
        entry(6, "World Health Organization", what="organisation", names=["WHO"]),
        *(entry(100 + number, f"Seminar {number} on vaccination") for number in range(50)),
    )


def found(index: Index, text: str, **more: Any) -> Found:
    with processor_time(at_most_s=1.5):
        return find(text, index=index, today=TODAY, **more)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_every_query_has_an_answer(index: Index, text: str) -> None:
    answer = found(index, text)

    assert answer.total >= len(answer.hits)
    assert len(answer.query) <= 1_000
    assert all(notice.sentence for notice in answer.notices)
    # What is shown can be written to a page.
    "".join([answer.query, *answer.missing, *(n.sentence for n in answer.notices), *answer.wanted]).encode()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_every_beginning_and_every_list_has_an_answer(index: Index, text: str) -> None:
    with processor_time(at_most_s=1.5):
        assert len(complete(text, index=index)) <= 8
        assert len(find_pks(text, index=index, what="record", as_typed=True)) <= 1_000


@pytest.mark.parametrize(
    "chosen",
    [
        {"colour": ["red"]},
        {"kind": ["unicorn"]},
        {"kind": [""]},
        {"city": ["kobe"] * 5_000},
        {"theme": [f"theme-{number}" for number in range(5_000)]},
        {"when": ["never"]},
        {"when": ["upcoming", "past"]},
        {"year": ["\ud800", "2020 OR 1=1"]},
        {"public": ["0"]},
        {"title": ["water"]},
        {"": [""]},
        {"kind": []},
    ],
    ids=str,
)
def test_filters_that_nobody_offered_have_an_answer(index: Index, chosen: dict[str, list[str]]) -> None:
    answer = found(index, "water", chosen=chosen)

    assert answer.total <= 1


@pytest.mark.parametrize(("first", "most"), [(10**9 * 20, 20), (2**63, 20), (-20, 20), (0, 0), (0, -1), (10_001, 20)])
def test_pages_that_are_not_there_are_empty(index: Index, first: int, most: int) -> None:
    answer = found(index, "seminar", first=first, most=most)

    assert answer.total == 50
    assert len(answer.hits) <= 20


@pytest.mark.parametrize("order", ["", "sideways", "newest; DROP TABLE", "\ud800"])
def test_an_unknown_order_is_that_of_relevance(index: Index, order: str) -> None:
    assert [hit.pk for hit in found(index, "water", order=order).hits] == [1]


def test_other_whats_than_there_are_find_nothing(index: Index) -> None:
    assert found(index, "water", whats=("unicorn",)).total == 0
    assert found(index, "water", whats=()).total == 0


def test_what_is_not_public_cannot_be_asked_for() -> None:
    index = index_of(entry(1, "A draft on water", is_public=False), entry(2, "Water"))

    for text in ("public:0", "public:1 draft", "what:record draft", 'id:"record:1"', "draft OR water", "-water", ""):
        assert 1 not in [hit.pk for hit in found(index, text).hits], text
