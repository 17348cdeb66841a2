"""What half-typed words may become."""

from collections.abc import Callable

import pytest
from django.test import Client

from fingerpost.catalogue.models import Record
from tests.site import making

pytestmark = pytest.mark.django_db
Refresh = Callable[[], object]


def suggested(client: Client, words: str) -> list[dict[str, str]]:
    response = client.get("/find/complete", {"q": words})
    assert response["Cache-Control"] == "public, max-age=60"
    return response.json()["suggestions"]


def test_what_begins_so_is_suggested_with_its_kind_and_its_address(client: Client, index: Refresh) -> None:
    making.organisation("Market Watch", slug="market-watch")
    making.theme("Markets")
    event = making.event("Markets reopen", format="webinar")
    gone = making.event("Markets closed")
    index()
    Record.objects.filter(pk=gone.pk).update(live=False)

    found = suggested(client, "mark")

    assert sorted(found, key=lambda one: one["url"]) == [
        {"title": "Markets reopen", "kind": "Webinar", "url": event.get_absolute_url()},
        {"title": "Market Watch", "kind": "Organisation", "url": "/organisations/market-watch"},
        {"title": "Markets", "kind": "Theme", "url": "/themes/markets"},
    ]


@pytest.mark.parametrize("words", ["", " ", "\x00", "%", "🙂", "x" * 100_00, "a b " * 3000, "'; --"])
def test_nothing_that_is_typed_breaks_the_suggestions(client: Client, index: Refresh, words: str) -> None:
    making.event("Forum")
    index()

    assert suggested(client, words) == []


def test_suggestions_cost_few_queries(client: Client, index: Refresh, django_assert_max_num_queries) -> None:
    for number in range(5):
        making.event(f"Forum {number}")
        making.theme(f"Forum theme {number}")
    index()

    with django_assert_max_num_queries(2):
        assert len(suggested(client, "forum")) == 8
