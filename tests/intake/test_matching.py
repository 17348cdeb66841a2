"""What is known already, wherever it came from."""

import pytest

from fingerpost.catalogue.models import Credit, Crisis, Event, Link, Organisation, Record
from fingerpost.intake.models import Item
from fingerpost.readers.types import Candidate
from tests.intake.made import event, import_, moment

pytestmark = pytest.mark.django_db


def typed_by_hand(crisis: Crisis, title: str = "City forum", day: str | None = "2020-07-29", **more: str) -> Event:
    record = Event(crisis=crisis, title=title, start_date=day)
    if "url" in more:
        record.links = [Link(url=more["url"])]
    if "organiser" in more:
        organisation, _ = Organisation.objects.get_or_create(name=more["organiser"], slug=more["organiser"].lower())
        record.credits = [Credit(organisation=organisation)]
    record.save()
    return record


@pytest.mark.parametrize(
    "candidate",
    [
        event("City forum"),
        event("WEBINAR: City, forum!"),
        event("[Postponed] City forum"),
        event("City forum", start=None),
        event("City forum", start="2020-07"),
        event("City forum", start="2020-07-29T15:00:00+09:00"),
        event("City forum", organisers=("UNDRR", "WeGO")),
        event("City forum", organisers=()),
        event("Forum of cities", url="http://www.example.org/forum/#top"),
    ],
    ids=str,
)
def test_an_event_typed_by_hand_is_recognised(crisis: Crisis, candidate: Candidate) -> None:
    record = typed_by_hand(crisis, url="https://example.org/forum", organiser="WeGO")

    report = import_(crisis, candidate)

    assert (report.same, Record.objects.count(), Item.objects.get().record_id) == (1, 1, record.pk)


@pytest.mark.parametrize(
    "candidate",
    [
        event("City forum", start="2020-07-30"),
        event("City forum", start="2021"),
        event("City forum", organisers=("Somebody else",)),
        event("Village forum"),
        Candidate(type="resource", title="City forum", origin="line 1"),
        event("Mayors speak", start="2020-09-09", url="https://example.org/forum"),
    ],
    ids=str,
)
def test_another_thing_is_a_new_record(crisis: Crisis, candidate: Candidate) -> None:
    typed_by_hand(crisis, url="https://example.org/forum", organiser="WeGO")

    report = import_(crisis, candidate)

    assert (report.new, Record.objects.count()) == (1, 2)


def test_recognising_a_record_fills_in_nothing(crisis: Crisis) -> None:
    record = typed_by_hand(crisis)

    import_(crisis, event(register_url="https://example.org/join", summary="More."))

    record.refresh_from_db()
    assert (record.summary, record.links.count(), record.has_unpublished_changes) == ("", 0, False)


def test_a_part_of_an_organisation_stands_for_the_whole(crisis: Crisis) -> None:
    record = typed_by_hand(crisis, organiser="UNDRR")
    Organisation.objects.create(name="UNDRR GETI", slug="geti", parent=Organisation.objects.get(name="UNDRR"))

    import_(crisis, event(organisers=("UNDRR GETI",)))

    assert Item.objects.get().record_id == record.pk


def test_what_a_source_says_twice_is_one_record(crisis: Crisis) -> None:
    report = import_(
        crisis,
        event("Webinar: City forum", line=1),
        event("City forum", line=2),
        event("City Forum.", line=3, organisers=("WeGO", "UNDRR")),
    )

    assert (report.new, report.same) == (1, 2)
    assert set(Item.objects.values_list("record", flat=True)) == {Record.objects.get().pk}


def test_two_sessions_of_one_day_are_two_records_and_known_again(crisis: Crisis) -> None:
    sessions = [event("Course", start=f"2020-07-29T{hour}:00:00+09:00", line=int(hour)) for hour in ("10", "14")]

    first, again = import_(crisis, *sessions), import_(crisis, *sessions)

    assert (first.new, again.same, Record.objects.count()) == (2, 2, 2)


def test_an_address_that_many_rows_share_tells_none_of_them(crisis: Crisis) -> None:
    rows = [
        event(title, line=line, url="https://example.org/events", start=None)
        for line, title in enumerate(("Housing", "Water", "Schools"), start=1)
    ]

    assert [import_(crisis, *rows).new, import_(crisis, *rows).same] == [3, 3]


def test_numbers_of_a_series_tell_its_members_apart(crisis: Crisis) -> None:
    parts = [event("Consultation", series="Consultations", number=number, start=None, line=number) for number in (1, 2)]

    assert [import_(crisis, *parts).new, import_(crisis, *parts).same] == [2, 2]


def test_a_resource_is_known_by_its_address_and_a_kindred_title(crisis: Crisis) -> None:
    old = Candidate(
        type="resource", title="Cities policy responses", origin="line 1", url="https://oecd.org/cities", organisers=("OECD",)
    )  # fmt: skip
    new = Candidate(
        type="resource",
        title="Cities policy responses to COVID-19 (updated)",
        origin="row 2",
        url="http://oecd.org/cities/",
        published=moment("2020-07"),
    )
    import_(crisis, old)

    assert import_(crisis, new).new == 0
    assert Record.objects.count() == 1
