from datetime import date, time

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from fingerpost.catalogue.models import Address, Crisis, Event, Link, Record, Resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def crisis() -> Crisis:
    return Crisis.objects.create(name="COVID-19", slug="covid-19")


def test_a_record_keeps_its_revisions_whichever_class_it_is_loaded_as(crisis: Crisis) -> None:
    event = Event(title="Forum", crisis=crisis, live=False)
    event.links.add(Link(url="https://example.org/forum"))
    event.save()

    event.title = "City forum"
    event.save_revision().publish()

    record = Record.objects.get(pk=event.pk)
    assert record.title == "City forum"
    assert record.revisions.count() == 1
    assert type(record.latest_revision.as_object()) is Event
    assert [link.url for link in record.latest_revision.as_object().links.all()] == ["https://example.org/forum"]


def test_deleting_a_record_takes_its_revisions_along_but_never_frees_its_address(crisis: Crisis) -> None:
    event = Event(title="Forum", crisis=crisis)
    event.save()
    event.save_revision()
    key = event.key

    Record.objects.filter(pk=event.pk).delete()

    assert not Revision.objects.exists()
    assert Address.objects.get(key=key).record is None


def test_each_proxy_finds_only_its_kind(crisis: Crisis) -> None:
    Event(title="Forum", crisis=crisis).save()
    Resource(title="Report", crisis=crisis).save()

    assert [event.title for event in Event.objects.all()] == ["Forum"]
    assert [type(record.as_kind) for record in Record.objects.order_by("pk")] == [Event, Resource]


def test_keys_are_issued_in_two_queries_for_any_count() -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        Address.issue(3)
    with CaptureQueriesContext(connection) as many:
        keys = Address.issue(300)

    assert len(set(keys)) == 300
    assert len(few) == len(many)


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_date": date(2020, 7, 2), "end_date": date(2020, 7, 1)},
        {"end_date": date(2020, 7, 1)},
        {"start_date": date(2020, 7, 2), "start_time": time(9), "precision": "day"},
        {"start_date": date(2020, 7, 2), "end_time": time(9)},
        {"number": 4},
    ],
    ids=lambda wrong: ", ".join(wrong),
)
def test_the_database_refuses_what_cannot_be(crisis: Crisis, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Event(title="Forum", crisis=crisis, **wrong).save()


def test_the_database_refuses_an_events_facts_on_a_resource(crisis: Crisis) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Resource(title="Report", crisis=crisis, status="moved").save()


def test_a_record_is_loaded_as_its_kind_also_through_a_revision(crisis: Crisis) -> None:
    resource = Resource(title="Report", crisis=crisis)
    resource.save()

    revision = resource.save_revision()

    assert type(Record.objects.get()) is Resource
    assert type(Revision.objects.get(pk=revision.pk).content_object) is Resource
    assert type(Record.objects.only("title").get()) is Record
