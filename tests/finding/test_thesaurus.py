"""Names that mean the same: what editors may write, and what a new hub begins with."""

import importlib

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from fingerpost.finding.entries import Text
from fingerpost.finding.models import SynonymRing
from fingerpost.finding.thesaurus import LONGEST_NAME, MOST_NAMES, key_of, read_names, starter_sets
from fingerpost.site.demo.tables import rows

starter = importlib.import_module("fingerpost.finding.migrations.0002_starter_thesaurus")


def problems(names: str, **fields: object) -> list[str]:
    try:
        SynonymRing(names=names, **fields).full_clean()
    except ValidationError as error:
        return error.message_dict["names"]
    return []


@pytest.mark.once
@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("ko: 서울", Text("서울", "ko")),
        ("zh-Hant:  臺北 ", Text("臺北", "zh-Hant")),
        ("M&E", Text("M&E")),
        ("UN: a name", Text("UN: a name")),
        ("a:b", Text("a:b")),
    ],
)
def test_a_name_may_say_its_language(line: str, name: Text) -> None:
    assert read_names(f"\n {line}\r\n") == [name]


@pytest.mark.once
def test_what_readers_take_as_the_same_has_one_key() -> None:
    assert len({key_of(name) for name in ("Đà Nẵng", "da nang", "DA-NANG")}) == 1
    assert key_of("臺北") == key_of("台北")
    assert key_of("코로나 19") == key_of("코로나19")


def test_a_set_is_kept_as_it_is_written_without_empty_lines(db: None) -> None:
    ring = SynonymRing(names="  MCDA \r\n\r\nmulti-criteria decision analysis\r\n")

    ring.full_clean()

    assert ring.names == "MCDA\nmulti-criteria decision analysis"
    assert str(ring) == "MCDA = multi-criteria decision analysis"


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        ("", "This field cannot be blank."),
        ("Đà Nẵng port\nda nang PORT", "A set needs at least two names that differ in more than capitals"),
        ("vitamin\nC", "“C” is a single sign or none"),
        ("rice\nko: 쌀", "“쌀” is a single sign or none"),
        ("rice\n—", "“—” is a single sign or none"),
        ("\n".join(f"name{number}" for number in range(MOST_NAMES + 1)), "These are 41 names. A set holds at most 40"),
        (f"rice\n{'x' * (LONGEST_NAME + 1)}", "is longer than 100 characters. Shorten it"),
        ("Saigon\nGia Định", "“Saigon” stands in another set already: Ho Chi Minh City = HCMC = Saigon = Sài Gòn = …."),
    ],
    ids=lambda value: value[:20],
)
def test_what_cannot_stand_says_why(names: str, problem: str, db: None) -> None:
    assert problem in " ".join(problems(names))


def test_a_set_does_not_stand_in_its_own_way(db: None) -> None:
    ring = SynonymRing.objects.naming("sài gòn").get()

    ring.names += "\nGia Dinh"

    ring.full_clean()


@pytest.mark.parametrize("words", ["SÀI GÒN", "호찌민", "minh c"])
def test_a_set_is_found_by_any_part_of_its_names(words: str, db: None) -> None:
    assert [ring.each_name()[0].words for ring in SynonymRing.objects.naming(words)] == ["Ho Chi Minh City"]


@pytest.mark.once
def test_the_starter_keeps_the_rules_that_editors_keep() -> None:
    keys = [[key_of(name.words) for name in read_names(names)] for names in starter_sets()]
    every = [key for each in keys for key in each]

    assert len(keys) > 150
    assert sorted(every) == sorted(set(every))
    assert all(2 <= len(each) <= MOST_NAMES for each in keys)
    assert min(map(len, every)) >= 2


@pytest.mark.once
def test_the_starter_knows_the_cities_of_the_demonstration_in_their_own_scripts() -> None:
    known = {name.words for names in starter_sets() for name in read_names(names)}
    there = {"KR", "JP", "CN", "TW", "NP", "IN", "BD", "PK", "TH", "KH", "MM"}
    cities = {row["city"] for row in rows("measures.csv") if row["country"] in there}

    assert cities - known == set()


def test_the_starter_leaves_what_is_there_and_what_was_changed(db: None) -> None:
    number = SynonymRing.objects.count()
    changed = SynonymRing.objects.naming("saigon").get()
    changed.names += "\nGia Dinh"
    changed.save()
    SynonymRing.objects.naming("kathmandu").delete()

    starter.add(apps, None)
    again = SynonymRing.objects.count()
    starter.take_back(apps, None)

    assert again == number
    assert list(SynonymRing.objects.all()) == [changed]
