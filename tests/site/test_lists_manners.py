"""What every public address does alike: only reading, no cookies, short keeping; and the pages for what went wrong."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views.csrf import csrf_failure
from django.views.defaults import permission_denied
from django_tasks_db.models import DBTaskResult
from wagtail.models import Site

from fingerpost.site import health
from fingerpost.site.models import NetworkSettings
from tests.site import making

pytestmark = pytest.mark.django_db
PUBLIC = ["/events/", "/resources/", "/measures/", "/updates/", "/organisations/", "/cities/", "/themes/", "/series/",
          "/find/", "/find/?q=x", "/find.json?q=x", "/find/complete?q=x", "/sitemap.xml", "/robots.txt"]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_read_kept_a_minute_and_the_same_for_everybody(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.head(address).status_code == 200


@pytest.mark.parametrize(
    "address", [*PUBLIC, "/healthz", "/.well-known/security.txt", "/events/abcd-x", "/cities/seoul"]
)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_public_can_be_written(client: Client, address: str, method: str) -> None:
    assert getattr(client, method)(address).status_code == 405


def test_a_list_names_its_own_address_without_what_tracks(client: Client) -> None:
    making.event("Forum", on=datetime(2020, 1, 1, tzinfo=UTC).date())

    page = client.get("/events/?fbclid=x&year=2020&page=1").content.decode()

    assert '<link rel="canonical" href="http://localhost:8000/events/?year=2020">' in page


@pytest.mark.parametrize("query", ["theme=nothing", "page=7", "page=x", "colour=red", "year=99"])
def test_a_list_that_is_not_understood_helps(client: Client, query: str) -> None:
    making.event("Forum")

    response = client.get(f"/events/?{query}")

    assert response.status_code == 404
    assert 'class="callout"' in response.content.decode()
    assert 'href="/events/"' in response.content.decode()


def test_an_unknown_address_offers_what_is_near(client: Client, index: Callable[[], object]) -> None:
    near = making.measure("Mobility lanes for bicycles")
    making.measure("Soup kitchens", summary="Of mobility and lanes")
    index()

    response = client.get("/something/mobility-lanes/")

    page = response.content.decode()
    assert response.status_code == 404
    assert near.get_absolute_url() in page
    assert "Soup kitchens" not in page
    assert 'value="mobility lanes"' in page


@pytest.mark.parametrize(
    "address", ["/a%00b/", "/%ff%fe/", "/" + "x" * 3000, "/favicon.ico", "/wp-login.php", "/..%2f..%2fetc"]
)
def test_any_address_is_answered(client: Client, address: str) -> None:
    assert client.get(address, follow=True).status_code == 404


def test_the_pages_for_refusals_look_like_the_hub(rf: RequestFactory) -> None:
    refused = permission_denied(rf.get("/"), PermissionError()).content.decode()
    forged = csrf_failure(rf.get("/")).content.decode()

    assert "This page is not open to you" in refused
    assert "This form could not be taken" in forged
    assert 'id="content"' in refused
    assert 'id="content"' in forged


def test_the_page_for_a_failure_needs_no_database(django_db_blocker: object) -> None:
    with django_db_blocker.block():  # type: ignore[attr-defined]
        page = render_to_string("500.html")

    assert "Something went wrong" in page
    assert "<script" not in page
    assert "style=" not in page


def test_the_site_map_names_every_public_page_with_its_day(client: Client) -> None:
    who = making.organisation("WHO", slug="who")
    making.organisation("Without entries", slug="without")
    event = making.event(
        "Forum",
        organisers=[who],
        place=making.city("Seoul", "KR"),
        themes=[making.theme("Health")],
        series=making.series("Forums"),
    )
    draft = making.event("Draft", live=False)

    response = client.get("/sitemap.xml")

    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = ElementTree.fromstring(response.content).findall("s:url", names)  # noqa: S314 -- what we wrote ourselves
    days = {url.findtext("s:loc", "", names): url.findtext("s:lastmod", "", names) for url in urls}
    for path in (event.get_absolute_url(), "/organisations/who", "/cities/seoul", "/themes/health", "/series/forums"):
        assert days[f"http://testserver{path}"] == f"{event.updated_at:%Y-%m-%d}", path
    assert not [address for address in days if draft.key in address or "without" in address]


def test_robots_may_read_all_but_the_desk_and_what_a_search_finds(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert {
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /find/",
        "Disallow: /find.json",
        "Sitemap: http://testserver/sitemap.xml",
    } <= set(lines)


def test_whom_to_tell_of_a_weakness_is_said_where_a_contact_is_set(client: Client) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404

    settings, _created = NetworkSettings.objects.get_or_create(site=Site.objects.get(is_default_site=True))
    settings.contact = "hub@example.org"
    settings.save()
    response = client.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    expires = datetime.fromisoformat(fields["Expires"])
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:hub@example.org"
    assert timedelta(days=30) < expires - datetime.now(UTC) < timedelta(days=365)


def test_a_hub_that_works_says_so(client: Client) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"ok": True, "troubles": {}})
    assert "no-store" in response["Cache-Control"]


def test_a_hub_without_its_migrations_says_what_to_do(client: Client) -> None:
    MigrationRecorder(connection).migration_qs.filter(app="catalogue").delete()

    response = client.get("/healthz")

    assert response.status_code == 503
    assert "Run “fingerpost manage migrate”." in json.loads(response.content)["troubles"]["migrations"]


def test_a_hub_without_its_database_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def unplugged() -> None:
        raise DatabaseError

    monkeypatch.setattr(health.connection, "cursor", unplugged)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert set(response.json()["troubles"]) == {"database", "migrations", "background work"}


def test_a_hub_without_a_worker_says_so(client: Client) -> None:
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="fingerpost.catalogue.tasks.index_references",
        backend_name="default",
    )
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=datetime.now(UTC) - timedelta(hours=1))

    response = client.get("/healthz")

    assert response.status_code == 503
    assert "no worker" in response.json()["troubles"]["background work"]
