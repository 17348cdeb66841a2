"""Search over everything."""

import pytest
from django.test import Client

from fingerpost.catalogue.models import OrganisationAlias
from tests.site import making

pytestmark = pytest.mark.django_db


def find(client: Client, words: str) -> str:
    response = client.get("/find", {"q": words})
    assert response.status_code == 200
    return response.content.decode()


def test_what_is_found_stands_by_kind_with_its_number(client: Client) -> None:
    for number in range(10):
        making.event(f"Forum on markets {number}")
    making.resource("Guide to markets")
    making.resource("Guide to buses")

    page = find(client, "markets")

    assert "11 entries" in page
    assert page.index("Events <") < page.index("Resources <")
    assert "Guide to markets" in page
    assert "Guide to buses" not in page
    assert 'href="/events/?q=markets"' in page


def test_names_of_organisations_cities_themes_and_series_are_found(client: Client) -> None:
    seoul = making.organisation("Seoul Metropolitan Government", slug="smg")
    OrganisationAlias.objects.create(organisation=seoul, name="서울특별시")
    making.organisation("Proposed in Seoul", slug="proposed", standing="proposed")
    making.measure("Buses", place=making.city("Seoul", "KR"), series=making.series("Seoul talks"))
    making.theme("Seoul declaration")

    page = find(client, "seoul")

    for address in ("/organisations/smg", "/cities/seoul", "/themes/seoul-declaration", "/series/seoul-talks"):
        assert f'href="{address}"' in page, address
    assert "/organisations/proposed" not in page
    assert "/organisations/smg" in find(client, "서울")


def test_a_word_that_occurs_nowhere_is_named(client: Client) -> None:
    making.event("Forum on markets")
    making.event("Forum on buses")

    page = find(client, "markets xylophone")

    assert "“xylophone” occurs nowhere" in page
    assert "“markets” occurs nowhere" not in page
    assert "no entry has all of them" in find(client, "markets buses")


@pytest.mark.parametrize("words", ["", " ", "\x00", "\x07\x1b"])
def test_nothing_asked_is_no_fault(client: Client, words: str) -> None:
    assert "<h1>Find</h1>" in find(client, words)


@pytest.mark.parametrize(
    "words", ["%", "_", "'; DROP TABLE x; --", '"><script>alert(1)</script>', "\\", "🙂", "a " * 5000]
)
def test_nothing_that_is_typed_breaks_the_search(client: Client, words: str) -> None:
    making.event("Forum")

    assert "<script>alert" not in find(client, words)


def test_a_per_cent_sign_is_a_sign_like_any_other(client: Client) -> None:
    making.event("Forum")

    assert "0 entries" in find(client, "%")


def test_words_beyond_the_eighth_are_said_to_be_left_out(client: Client) -> None:
    making.event("a b c d e f g h")

    page = find(client, "a b c d e f g h i")

    assert "Left out: i" in page


def test_the_address_is_kept_out_of_search_engines(client: Client) -> None:
    assert '<meta name="robots" content="noindex">' in find(client, "x")
