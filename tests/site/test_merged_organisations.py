"""An organisation that was merged into another: its old addresses lead on, and no list shows it."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from fingerpost.catalogue.actions import merge_organisations
from fingerpost.catalogue.models import Organisation
from fingerpost.site.wanted import Wanted, fetch
from tests.site import making

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 1, 9, tzinfo=UTC)


@pytest.fixture
def merged() -> Organisation:
    seoul = making.organisation("Seoul Metropolitan Government", slug="seoul")
    smg = making.organisation("SMG", slug="smg")
    making.event("Lessons of Seoul", organisers=[smg], live=True)
    merge_organisations(merged=smg.pk, into=seoul.pk, user=None, now=NOW)
    smg.refresh_from_db()
    return smg


def test_its_page_leads_to_that_of_the_kept_one_for_good(merged: Organisation, client: Client) -> None:
    answer = client.get("/organisations/smg")

    assert (answer.status_code, answer["Location"]) == (301, "/organisations/seoul")
    assert "Lessons of Seoul" in client.get("/organisations/seoul").content.decode()


def test_a_list_narrowed_to_it_leads_to_the_list_of_the_kept_one(merged: Organisation, client: Client) -> None:
    answer = client.get("/events/?organisation=smg&sort=title")

    assert (answer.status_code, answer["Location"]) == (301, "/events/?organisation=seoul&sort=title")
    assert "Lessons of Seoul" in client.get(answer["Location"]).content.decode()


def test_no_list_shows_it(merged: Organisation, client: Client) -> None:
    assert list(Organisation.objects.public()) == [merged.merged_into]
    for address in ("/organisations/", "/sitemap.xml?section=organisations", "/events/"):
        assert "smg" not in client.get(address, follow=True).content.decode().lower()


def test_a_section_of_a_page_that_chose_it_shows_what_the_kept_one_has(merged: Organisation) -> None:
    wanted = Wanted(crisis=making.crisis().pk, organisation=merged.pk)

    [found] = fetch([wanted], today=NOW.date())

    assert [entry.title for entry in found.entries] == ["Lessons of Seoul"]
