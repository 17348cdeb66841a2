"""Lists out of the database, narrowed to what the index finds."""

import pytest
from django.db.models import F
from pytest_django import DjangoAssertNumQueries

from fingerpost.catalogue.models import Place
from fingerpost.finding import search
from fingerpost.finding.narrowing import narrowed
from tests.finding.made import entry, index_of


@pytest.fixture
def places(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Place]:
    names = ["Port Moresby", "Newport", "A port", "Port", "Seoul"]
    made = {name: Place.objects.create(name=name, slug=name.lower().replace(" ", "-"), country="PG") for name in names}
    index = index_of(*(entry(place.pk, place.name, what="place") for place in made.values()))
    monkeypatch.setattr(search, "current", lambda: index)
    return made


def test_rows_stand_as_relevant_as_they_are(places: dict[str, Place]) -> None:
    found = narrowed(Place.objects.order_by("-name"), "port", what="place")

    assert [place.name for place in found][:2] == ["Port", "Port Moresby"]
    assert len(found) == 3


def test_rows_keep_an_order_that_was_asked_for(places: dict[str, Place]) -> None:
    found = narrowed(Place.objects.order_by("-name"), "port", what="place", keeps_order=True)

    assert [place.name for place in found] == ["Port Moresby", "Port", "A port"]


def test_a_column_may_say_what_a_row_stands_for(places: dict[str, Place]) -> None:
    rows = Place.objects.alias(stands_for=F("pk"))

    assert set(narrowed(rows, "seo", what="place", key="stands_for")) == {places["Seoul"]}


def test_words_without_a_letter_narrow_nothing(places: dict[str, Place]) -> None:
    assert narrowed(Place.objects.all(), " - ", what="place").count() == 5
    assert narrowed(Place.objects.all(), "nowhere", what="place").count() == 0


def test_narrowing_takes_no_query_of_its_own(
    places: dict[str, Place], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert len(narrowed(Place.objects.all(), "port", what="place")) == 3
