"""At the desk things are found as on the public pages: by their first letters, any name, in any script."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fingerpost.catalogue.models import (
    Crisis,
    Organisation,
    OrganisationAlias,
    Place,
    Series,
    Theme,
    ThemeLabel,
)
from fingerpost.finding.models import SynonymRing
from fingerpost.site.choosers import record_chooser
from tests.desk.making import make_record, url


def chooser(model: type) -> str:
    return reverse(model.snippet_viewset.chooser_viewset.get_url_name("choose_results"))


def choices(client: Client, model: type, words: str) -> list[str]:
    return [str(each) for each in client.get(chooser(model), {"q": words}).context["results"]]


def listed(client: Client, address: str, words: str, **more: str) -> list[str]:
    return [str(each) for each in client.get(address, {"q": words, **more}).context["object_list"]]


def list_of(model: type) -> str:
    return reverse(model.snippet_viewset.get_url_name("list"))


@pytest.fixture
def directory(db: None) -> None:
    smg = Organisation.objects.create(name="Seoul Metropolitan Government", short_name="SMG", slug="smg")
    OrganisationAlias.objects.create(organisation=smg, name="서울특별시", language="ko")
    Organisation.objects.create(name="Seoul Institute", slug="si", standing="proposed")
    Organisation.objects.create(name="Old Government", slug="old", standing="merged", merged_into=smg)
    Place.objects.create(name="Seoul", slug="seoul", country="KR")
    Place.objects.create(name="Kathmandu", slug="kathmandu", country="NP")
    Series.objects.create(name="Lessons", slug="lessons", organisation=smg)
    ThemeLabel.objects.create(theme=Theme.objects.create(name="Health", slug="health"), language="ko", name="보건")


@pytest.mark.parametrize(
    ("model", "words", "found"),
    [
        (Organisation, "seo", {"SMG", "Seoul Institute"}),
        (Organisation, "metr seo", {"SMG"}),
        (Organisation, "서울특", {"SMG"}),
        (Organisation, "metropoiltan", {"SMG"}),
        (Place, "काठमाडौँ", {"Kathmandu"}),
        (Place, "Korea", {"Seoul"}),
        (Place, "kath", {"Kathmandu"}),
        (Series, "less", {"Lessons"}),
        (Series, "smg", {"Lessons"}),
    ],
    ids=str,
)
def test_what_is_chosen_or_listed_is_found_by_first_letters_and_despite_slips(
    model: type, words: str, found: set[str], directory: None, at_the_desk: Client
) -> None:
    assert set(choices(at_the_desk, model, words)) == found
    assert set(listed(at_the_desk, list_of(model), words)) == found


def test_themes_are_listed_by_their_labels(directory: None, as_moderator: Client) -> None:
    assert listed(as_moderator, list_of(Theme), "보건") == ["Health"]


def test_a_merged_organisation_is_listed_by_what_it_is_now(directory: None, at_the_desk: Client) -> None:
    assert listed(at_the_desk, list_of(Organisation), "smg", standing="merged") == ["Old Government"]


def test_what_was_made_a_moment_ago_is_found(directory: None, at_the_desk: Client) -> None:
    choices(at_the_desk, Organisation, "seoul")

    SynonymRing.objects.create(names="Upper Town\nBuda Castle")
    Place.objects.create(name="Upper Town", slug="upper-town", country="HU")

    assert choices(at_the_desk, Place, "upp") == choices(at_the_desk, Place, "buda castle") == ["Upper Town"]


def test_what_is_relevant_stands_first_until_a_column_is_chosen(crisis: Crisis, at_the_desk: Client) -> None:
    make_record("event", crisis, "Notes", summary="On masks.", start_date=date(2020, 7, 1))
    make_record("event", crisis, "Masks", start_date=date(2020, 5, 1))
    make_record("event", crisis, "Masks for all who travel by train", start_date=date(2020, 6, 1))
    make_record("resource", crisis, "Masks")

    assert listed(at_the_desk, url("event", "list"), "mask") == ["Masks", "Masks for all who travel by train", "Notes"]
    assert listed(at_the_desk, url("event", "list"), "mask", ordering="-start_date") == [
        "Notes",
        "Masks for all who travel by train",
        "Masks",
    ]


def test_a_page_offers_only_public_entries(crisis: Crisis, at_the_desk: Client) -> None:
    make_record("event", crisis, "Masks", live=True)
    make_record("event", crisis, "Masks again")

    found = at_the_desk.get(reverse(record_chooser.get_url_name("choose_results")), {"q": "mas"}).context["results"]

    assert [record.title for record in found] == ["Masks"]


def test_a_search_takes_as_many_queries_for_three_as_for_one(directory: None, at_the_desk: Client) -> None:
    def queries(address: str) -> int:
        at_the_desk.get(address, {"q": "seoul"})
        with CaptureQueriesContext(connection) as captured:
            at_the_desk.get(address, {"q": "seoul"})
        return len(captured)

    addresses = [chooser(Organisation), list_of(Organisation), chooser(Place)]
    few = [queries(address) for address in addresses]
    for number in range(3):
        Organisation.objects.create(name=f"Seoul Office {number}", slug=f"office-{number}")
        Place.objects.create(name=f"Seoul {number}", slug=f"seoul-{number}", country="KR")

    assert [queries(address) for address in addresses] == few


def test_the_search_in_the_menu_leads_on_to_records(crisis: Crisis, at_the_desk: Client) -> None:
    make_record("event", crisis, "Masks")

    pages = at_the_desk.get(reverse("wagtailadmin_pages:search"), {"q": "masks"}).content.decode()
    events = at_the_desk.get(url("event", "list"), {"q": "masks"}).content.decode()

    for kind in ("event", "resource", "measure", "update"):
        assert f'href="{url(kind, "list")}?q=masks"' in pages
    assert f'href="{url("resource", "list")}?q=masks"' in events
