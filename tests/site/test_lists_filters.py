"""What an address of a list asks for, and what answers it."""

from datetime import date

import pytest
from django.http import QueryDict

from fingerpost.catalogue.models import Phase, Translation
from fingerpost.site.listing import PAGE_SIZE, Listing
from tests.site import making

pytestmark = pytest.mark.django_db
TODAY = date(2020, 7, 10)


def listing(kind: str, query: str = "") -> Listing:
    return Listing(kind, QueryDict(query), today=TODAY)


def titles(kind: str, query: str = "") -> list[str]:
    return [record.title for record in listing(kind, query).rows()]


def problems(kind: str, query: str) -> list[str]:
    return [problem.sentence for problem in listing(kind, query).problems]


def test_what_comes_stands_before_what_is_over() -> None:
    making.event("Over long ago", on=date(2020, 1, 1))
    making.event("No day known")
    making.event("Comes later", on=date(2020, 9, 1))
    making.event("Comes soon", on=date(2020, 7, 11))
    making.event("Goes on", on=date(2020, 7, 1), end_date=date(2020, 7, 10))
    making.event("Over lately", on=date(2020, 7, 9))

    assert titles("event") == ["Goes on", "Comes soon", "Comes later", "Over lately", "Over long ago", "No day known"]
    assert titles("event", "when=upcoming") == ["Goes on", "Comes soon", "Comes later"]
    assert titles("event", "when=past") == ["Over lately", "Over long ago", "No day known"]
    assert titles("event", "when=all&sort=title")[:2] == ["Comes later", "Comes soon"]
    assert titles("event", "sort=newest")[0] == "Comes later"


def test_a_theme_takes_its_sub_themes_along() -> None:
    health = making.theme("Health")
    testing = making.theme("Testing", parent=health)
    making.resource("Wards", themes=[health])
    making.resource("Swabs", themes=[testing, health])
    making.resource("Buses", themes=[making.theme("Mobility")])

    assert sorted(titles("resource", "theme=health")) == ["Swabs", "Wards"]
    assert titles("resource", "theme=testing") == ["Swabs"]
    assert listing("resource", "theme=health").total == 2


def test_an_organisation_takes_its_parts_along() -> None:
    who = making.organisation("World Health Organization", short_name="WHO", slug="who")
    region = making.organisation("Western Pacific", parent=who)
    office = making.organisation("Manila office", parent=region)
    making.resource("From the office", organisers=[office])
    making.resource("From another", organisers=[making.organisation("OECD")])

    assert titles("resource", "organisation=who") == ["From the office"]
    assert titles("resource", "organisation=manila-office") == ["From the office"]


def test_every_other_filter_narrows_by_its_own_column() -> None:
    seoul = making.city("Seoul", "KR")
    contained = Phase.objects.create(crisis=making.crisis(), name="Containment", slug="containment")
    forum = making.series("Forum")
    making.measure("Drive-through tests", place=seoul, phase=contained, language="ko", on=date(2020, 3, 1))
    making.measure("Market hours", place=making.city("Pune", "IN"), on=date(2021, 3, 1))
    making.event("Second forum", series=forum, number=2, mode="online", format="webinar")
    making.event("Third forum")

    for query in ("city=seoul", "country=KR", "country=kr", "phase=containment", "year=2020", "language=ko"):
        assert titles("measure", query) == ["Drive-through tests"], query
    for query in ("series=forum", "mode=online", "format=webinar"):
        assert titles("event", query) == ["Second forum"], query


def test_a_translation_counts_as_its_language() -> None:
    told = making.resource("Guide", language="en")
    told.translations = [Translation(language="ne", title="मार्गदर्शन")]
    told.save()
    making.resource("Another", language="en")

    assert titles("resource", "language=ne") == ["Guide"]


def test_measures_stand_by_country_and_city() -> None:
    making.measure("C", place=making.city("Seoul", "KR"))
    making.measure("B", place=making.city("Pune", "IN"))
    making.measure("A", place=making.city("Delhi", "IN"))
    making.measure("D")
    making.measure("Z", place=making.city("Vienna", "AT"))

    assert titles("measure") == ["Z", "A", "B", "C", "D"]


def test_a_draft_is_in_no_list() -> None:
    making.event("Draft", live=False)

    assert titles("event") == []
    assert listing("event").total == 0


def test_drop_downs_offer_what_would_leave_something_with_its_count() -> None:
    health = making.theme("Health")
    making.theme("Empty")
    making.event("One", themes=[health], language="en", on=date(2020, 7, 1))
    making.event("Two", themes=[health], language="ko", on=date(2020, 8, 1))
    making.event("Three", language="ko", on=date(2019, 8, 1))

    offered = {
        field.name: [(choice.value, choice.count) for choice in field.choices]
        for field in listing("event", "language=ko").fields
    }

    assert offered == {
        "when": [("upcoming", 1), ("past", 1)],
        "theme": [("health", 1)],
        "year": [("2020", 1), ("2019", 1)],
        "language": [("en", 1), ("ko", 2)],
    }


def test_a_theme_above_others_is_offered_without_a_count_that_could_lie() -> None:
    health = making.theme("Health")
    making.event("One", themes=[making.theme("Testing", parent=health), making.theme("Wards", parent=health)])

    [field] = [field for field in listing("event").fields if field.name == "theme"]

    assert [(choice.label, choice.count, choice.depth) for choice in field.choices] == [
        ("Health", None, 0),
        ("Testing", 1, 1),
        ("Wards", 1, 1),
    ]


def test_an_active_filter_is_a_chip_that_leads_to_the_list_without_it() -> None:
    making.theme("Health")

    read = listing("event", "theme=health&year=2020&page=3&sort=title")

    assert [(chip.label, chip.value, chip.without) for chip in read.chips] == [
        ("Theme", "Health", "/events/?year=2020&sort=title"),
        ("Year", "2020", "/events/?theme=health&sort=title"),
    ]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("theme=helth", "“helth” in the filter “Theme” is not known here."),
        ("organisation=nobody", "“nobody” in the filter “Organisation” is not known here."),
        ("city=atlantis", "“atlantis” in the filter “City” is not known here."),
        ("country=ZZ", "“ZZ” in the filter “Country” is not known here."),
        ("country=Nepal", "“Nepal” in the filter “Country” is not known here."),
        ("language=not%20one", "“not one” in the filter “Language” is not known here."),
        ("format=séance", "“séance” in the filter “Format” is not known here."),
        ("series=none", "“none” in the filter “Series” is not known here."),
        ("mode=by%20post", "“by post” in the filter “Where” is not known here."),
        ("when=soon", "“soon” in the filter “When” is not known here."),
        ("year=20x0", "“20x0” is not a year. Write it with four digits."),
        ("year=٢٠٢٠", "“٢٠٢٠” is not a year. Write it with four digits."),
        ("page=two", "“two” is not the number of a page."),
        ("page=0", "“0” is not the number of a page."),
        ("page=²", "“²” is not the number of a page."),
        ("sort=colour", "“colour” is not an order of this list."),
        ("phase=containment", "“phase” is not a filter of this list."),
        ("colour=red", "“colour” is not a filter of this list."),
        (
            "year=2020&year=2021",
            "The filter “Year” stands in the address more than once. A list takes one value of each filter.",
        ),
    ],
)
def test_what_is_not_understood_is_said(query: str, sentence: str) -> None:
    assert problems("event", query) == [sentence]


def test_a_mistyped_value_is_answered_with_the_nearest() -> None:
    making.event("One", themes=[making.theme("Health services")])

    [problem] = listing("event", "theme=helth-services&sort=title").problems

    assert problem.near == [("Health services", "/events/?theme=health-services&sort=title")]
    assert problem.without == "/events/?sort=title"


@pytest.mark.parametrize("query", ["fbclid=abc", "utm_source=mail&utm_medium=x", "theme=", "page=", "page=1"])
def test_what_asks_for_nothing_is_passed_over(query: str) -> None:
    making.event("One")

    assert titles("event", query) == ["One"]
    assert problems("event", query) == []


@pytest.mark.parametrize("name", ["theme", "organisation", "city", "format", "language", "country", "series", "sort"])
def test_no_value_of_a_filter_breaks_the_list(name: str) -> None:
    making.event("One")

    for value in ("%00", "%F0%9F%98%80", "%27%3B--", "%25_%5C", "%E2%80%AE", "a" * 9000, "%ff%fe", "x y z " * 500):
        read = listing("event", f"{name}={value}")
        assert (read.total, len(read.problems), len(read.rows()), len(read.fields)) is not None


def test_a_long_list_has_pages_of_fifty() -> None:
    for number in range(PAGE_SIZE + 1):
        making.event(f"Event {number}")

    assert len(titles("event")) == PAGE_SIZE
    assert len(titles("event", "page=2")) == 1
    assert listing("event").pages == 2
