"""The list pages as visitors get them."""

import pytest
from django.test import Client

from tests.site import making

pytestmark = pytest.mark.django_db
KINDS = ["event", "resource", "measure", "update"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_shows_its_kind(client: Client, kind: str) -> None:
    for one in KINDS:
        making.record(one, f"Some {one} here", summary=f"Some {one} here")

    page = client.get(f"/{kind}s/").content.decode()

    assert f"Some {kind} here" in page
    assert [one for one in KINDS if f"Some {one} here" in page] == [kind]


@pytest.mark.parametrize("query", ["", "?theme=health&organisation=who&city=seoul&series=forum"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_list_asks_as_often_for_three_rows_as_for_one(
    client: Client, kind: str, query: str, django_assert_max_num_queries, django_assert_num_queries
) -> None:
    facts = {
        "themes": [making.theme("Health")],
        "organisers": [making.organisation("WHO")],
        "place": making.city("Seoul", "KR"),
        "series": making.series("Forum"),
        "links": {"item": "https://example.org/"},
    }
    address = f"/{kind}s/{query}"
    making.record(kind, "First", **facts)
    client.get(address)  # what is asked once for the whole life of the process
    with django_assert_max_num_queries(12 if not query else 16) as one_row:
        assert client.get(address).status_code == 200

    making.record(kind, "Second", **facts)
    making.record(kind, "Third", **facts)
    with django_assert_num_queries(len(one_row)):
        assert client.get(address).status_code == 200
