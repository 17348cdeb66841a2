"""What the fields of a query mean in a hub with names of its own."""

from datetime import date

import pytest

from fingerpost.catalogue.models import Place
from fingerpost.finding.engine import Index
from fingerpost.finding.entries import IndexEntry, Text
from fingerpost.finding.found import Found
from fingerpost.finding.search import find
from tests.finding.made import entry, index_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> Index:
    seoul = Place.objects.create(name="Seoul", slug="seoul", kind=Place.Kind.CITY, country="KR")
    return index_of(
        entry(1, "A clean zone", values={"city": ["seoul"]}),
        entry(seoul.pk, "Seoul", what="place", values={"city": ["seoul"]}),
        IndexEntry(what="term", pk=1, is_public=True, titles=[Text("Seoul"), Text("ソウル", "ja")]),
    )


def found(index: Index, text: str) -> Found:
    return find(text, index=index, today=date(2026, 1, 1), facets=False, whats=["record"])


def test_a_name_that_only_the_thesaurus_knows_is_a_fields_value(index: Index) -> None:
    assert [hit.pk for hit in found(index, "city:ソウル").hits] == [1]


def test_a_mistyped_name_is_answered_with_the_one_that_is_near(index: Index) -> None:
    [notice] = found(index, "city:Seol").notices

    assert (notice.sentence, notice.queries) == ("“Seol” in “city:” is not known here.", ["city:seoul"])
