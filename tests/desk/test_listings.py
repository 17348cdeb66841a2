"""Finding records at the desk, and doing one thing to many of them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from fingerpost.catalogue.models import Credit, Crisis, Event, Link, Organisation, Place, Record, Series, Theme
from fingerpost.catalogue.models.records import KINDS
from fingerpost.desk.actions import publish_records
from tests.desk.making import make_record, url

every_kind = pytest.mark.parametrize("kind", list(KINDS))


def bulk(kind: str, action: str, *records: Any, listing: str = "", **data: Any) -> tuple[str, dict[str, Any]]:
    """Return the address that a bulk action is posted to for some rows (or “all” of a listing), and what is posted."""
    ids = "&".join(f"id={getattr(record, 'pk', record)}" for record in records)
    address = reverse("wagtail_bulk_action", args=["catalogue", kind, action])
    return f"{address}?{ids}&next={listing or url(kind, 'list')}", data


def said(response: HttpResponse) -> list[str]:
    return [str(message).strip() for message in get_messages(response.wsgi_request)]


def titles(response: HttpResponse) -> list[str]:
    return [record.title for record in response.context["object_list"]]


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@every_kind
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(
    kind: str, crisis: Crisis, as_moderator: Client
) -> None:
    def fill(number: int) -> None:
        place = Place.objects.create(name=f"City {number}", slug=f"city-{number}", country="KR")
        record = make_record(kind, crisis, f"Forum {number}", place=place, start_date=date(2020, 7, number + 1))
        organisation = Organisation.objects.create(name=f"Organisation {number}", slug=f"organisation-{number}")
        Credit.objects.create(record=record, organisation=organisation)
        Link.objects.create(record=record, url=f"https://example.org/{number}")
        record.themes.add(Theme.objects.create(name=f"Theme {number}", slug=f"theme-{number}"))
        record.save()

    fill(0)
    one = queries(as_moderator, url(kind, "list"))
    fill(1)
    fill(2)

    assert queries(as_moderator, url(kind, "list")) == one


@pytest.fixture
def three(crisis: Crisis) -> dict[str, Event]:
    undrr = Organisation.objects.create(name="UN Office for Disaster Risk Reduction", short_name="UNDRR", slug="undrr")
    series = Series.objects.create(name="Lessons", slug="lessons")
    seoul = Place.objects.create(name="Seoul", slug="seoul", country="KR")
    made = make_record(
        "event",
        crisis,
        "Learning from Seoul",
        start_date=date(2020, 5, 27),
        language="en",
        format="webinar",
        series=series,
        place=seoul,
        summary="How a city tests.",
    )
    Credit.objects.create(record=made, organisation=undrr)
    Link.objects.create(record=made, url="https://example.org/seoul")
    made.themes.add(Theme.objects.create(name="Health", slug="health"))
    made.save()
    return {
        "made": made,
        "live": make_record("event", crisis, "Forum", live=True, start_date=date(2021, 3, 24), language="ko"),
        "bare": make_record("event", crisis, "Meeting"),
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "seoul"}, {"Learning from Seoul"}),
        ({"q": "tests city"}, {"Learning from Seoul"}),
        ({"q": "undrr"}, {"Learning from Seoul"}),
        ({"state": "live"}, {"Forum"}),
        ({"state": "draft"}, {"Learning from Seoul", "Meeting"}),
        ({"year": "2021"}, {"Forum"}),
        ({"language": "en"}, {"Learning from Seoul"}),
        ({"format": "webinar"}, {"Learning from Seoul"}),
        ({"missing": "link"}, {"Forum", "Meeting"}),
        ({"missing": ["link", "date"]}, {"Meeting"}),
        ({"missing": "organiser"}, {"Forum", "Meeting"}),
        ({"missing": "theme"}, {"Forum", "Meeting"}),
        ({"needs": "date"}, {"Meeting"}),
        ({"theme": "Health"}, {"Learning from Seoul"}),
        ({"series": "Lessons"}, {"Learning from Seoul"}),
        ({"place": "Seoul"}, {"Learning from Seoul"}),
        ({"organisation": "UNDRR"}, {"Learning from Seoul"}),
    ],
    ids=str,
)
def test_a_list_is_searched_and_filtered(
    query: dict[str, Any], found: set[str], three: dict[str, Event], at_the_desk: Client
) -> None:
    made = three["made"]
    ids = {
        "theme": made.themes.get().pk,
        "series": made.series_id,
        "place": made.place_id,
        "organisation": made.credits.get().organisation_id,
    }
    query = {name: ids.get(name, value) for name, value in query.items()}

    assert set(titles(at_the_desk.get(url("event", "list"), query))) == found


@pytest.mark.parametrize("ordering", ["title", "-start_date", "-changed", "live"])
def test_a_list_is_ordered(ordering: str, three: dict[str, Event], at_the_desk: Client) -> None:
    rows = list(at_the_desk.get(url("event", "list"), {"ordering": ordering}).context["object_list"])
    key = ordering.removeprefix("-")
    known = [getattr(row, key) for row in rows if getattr(row, key) is not None]

    assert known == sorted(known, reverse=ordering.startswith("-"))


def test_an_edit_of_a_public_record_counts_as_a_change(three: dict[str, Event], at_the_desk: Client) -> None:
    three["live"].save_revision()

    assert titles(at_the_desk.get(url("event", "list")))[0] == "Forum"


@every_kind
def test_many_are_published_at_once(kind: str, crisis: Crisis, as_moderator: Client, moderator: AbstractUser) -> None:
    drafts = [make_record(kind, crisis, f"Forum {number}") for number in range(3)]
    drafts[0].title = "City forum"
    drafts[0].save_revision()
    public = make_record(kind, crisis, live=True)
    Record.objects.filter(pk=public.pk).update(has_unpublished_changes=False)
    address, data = bulk(kind, "publish", *drafts, public)

    asked = as_moderator.get(address).content.decode()
    response = as_moderator.post(address, data)

    assert "Publish the latest version of each of these?" in asked
    assert said(response) == ["3 were published. 1 was public already."]
    assert sorted(Record.objects.live().values_list("title", flat=True)) == [
        "City forum",
        "Forum",
        "Forum 1",
        "Forum 2",
    ]
    entries = ModelLogEntry.objects.for_instance(drafts[0]).filter(action="wagtail.publish")
    assert [entry.user for entry in entries] == [moderator]


def test_what_is_incomplete_or_locked_is_left_and_says_why(
    crisis: Crisis, as_moderator: Client, editor: AbstractUser
) -> None:
    whole, locked = make_record("event", crisis), make_record("event", crisis, "Locked")
    untitled = Event.objects.create(title="", crisis=crisis, live=False)
    Record.objects.filter(pk=locked.pk).update(locked=True, locked_by=editor, locked_at=timezone.now())

    response = as_moderator.post(*bulk("event", "publish", whole, locked, untitled))

    assert list(Record.objects.live()) == [whole]
    assert said(response) == [
        "“Locked” was left as it is. It is locked.",
        "“Untitled” was left as it is. title: This field cannot be blank.",
        "1 was published.",
    ]


def test_what_has_its_hour_is_scheduled(crisis: Crisis, moderator: AbstractUser) -> None:
    now = timezone.now()
    record = make_record("event", crisis, go_live_at=now + timedelta(days=1))

    outcome = publish_records(records=[record], user=moderator, now=now)

    assert (outcome.done, outcome.scheduled) == ([], [record])
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 1


@every_kind
def test_many_are_unpublished_and_deleted_at_once(kind: str, crisis: Crisis, as_moderator: Client) -> None:
    records = [make_record(kind, crisis, live=True) for _ in range(2)]

    unpublished = as_moderator.post(*bulk(kind, "unpublish", *records))
    live = Record.objects.live().count()
    as_moderator.post(*bulk(kind, "delete", records[0]))

    assert said(unpublished) == ["2 were unpublished."]
    assert live == 0
    assert list(Record.objects.all()) == [records[1]]


@every_kind
def test_a_theme_is_added_to_many_at_once(
    kind: str, crisis: Crisis, as_moderator: Client, editor: AbstractUser
) -> None:
    theme = Theme.objects.create(name="Health", slug="health")
    draft, public = make_record(kind, crisis, "Draft"), make_record(kind, crisis, "Public", live=True)
    Record.objects.filter(pk=public.pk).update(has_unpublished_changes=False)

    response = as_moderator.post(*bulk(kind, "add_theme", draft, public, theme=theme.pk))

    assert said(response) == ["2 got the theme."]
    assert [list(record.themes.all()) for record in Record.objects.order_by("pk")] == [[theme], [theme]]
    assert [record.live for record in Record.objects.order_by("pk")] == [False, True]
    assert [record.latest_revision.content["themes"] for record in Record.objects.order_by("pk")] == [[theme.pk]] * 2


def test_an_editor_who_adds_a_theme_to_a_public_record_makes_a_draft(crisis: Crisis, at_the_desk: Client) -> None:
    theme = Theme.objects.create(name="Health", slug="health")
    public = make_record("event", crisis, live=True)
    Record.objects.update(has_unpublished_changes=False)

    at_the_desk.post(*bulk("event", "add_theme", public, theme=theme.pk))

    record = Record.objects.get()
    assert (record.live, record.has_unpublished_changes, list(record.themes.all())) == (True, True, [])
    assert list(record.get_latest_revision_as_object().themes.all()) == [theme]


@pytest.mark.parametrize("action", ["publish", "delete"])
def test_all_in_a_listing_means_what_the_filters_left(
    action: str, three: dict[str, Event], as_moderator: Client
) -> None:
    listing = f"{url('event', 'list')}%3Fq%3Dseoul"

    as_moderator.post(*bulk("event", action, "all", listing=listing))

    if action == "publish":
        assert set(Event.objects.live()) == {three["made"], three["live"]}
    else:
        assert set(Event.objects.all()) == {three["live"], three["bare"]}


def test_a_proposed_organisation_is_confirmed(at_the_desk: Client, editor: AbstractUser) -> None:
    proposed = Organisation.objects.create(name="ICDI", slug="icdi", standing="proposed")
    address, data = bulk("organisation", "confirm", proposed, listing="/desk/organisations/")

    offered = at_the_desk.get("/desk/organisations/?standing=proposed").content.decode()
    response = at_the_desk.post(address, data)

    assert f"/organisation/confirm/?id={proposed.pk}" in offered
    assert Organisation.objects.get().standing == "confirmed"
    assert said(response) == ["1 was confirmed."]
    assert [entry.user for entry in ModelLogEntry.objects.for_instance(proposed)] == [editor]
