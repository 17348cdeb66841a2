"""Many records at a time leave the same rows as one save at the desk."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry, Revision

from fingerpost.catalogue.actions import Amendment, amend_records, create_records, latest_contents
from fingerpost.catalogue.models import Credit, Crisis, Event, Link, Organisation, Record, Theme, Translation

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 1, 9, tzinfo=UTC)


@pytest.fixture
def crisis() -> Crisis:
    return Crisis.objects.create(name="COVID-19", slug="covid-19")


def forum(crisis: Crisis, number: int = 1, *, live: bool = False) -> Event:
    organisation, _ = Organisation.objects.get_or_create(name="WeGO", slug="wego")
    theme, _ = Theme.objects.get_or_create(name="Health", slug="health")
    record = Event(crisis=crisis, title=f"Forum {number}", start_date=date(2020, 7, 29), live=live)
    record.credits = [Credit(organisation=organisation, sort_order=0)]
    record.links = [Link(url=f"https://example.org/{number}", sort_order=0)]
    record.translations = [Translation(language="ko", title="포럼")]
    record.themes = [theme]
    return record


def state(record: Record) -> dict[str, object]:
    """All that the database holds of a record, without what must differ between two."""
    record = Record.objects.get(pk=record.pk)
    [revision] = record.revisions.all()
    content = {name: value for name, value in revision.content.items() if name not in OWN}
    children = {
        name: [model_to_dict(row, exclude=["id", "record"]) for row in getattr(record, name).all()] for name in CHILDREN
    }
    entries = ModelLogEntry.objects.filter(object_id=str(record.pk)).order_by("pk")
    return {
        "columns": {name: value for name, value in model_to_dict(record).items() if name not in OWN},
        "state": (record.live, record.has_unpublished_changes, bool(record.first_published_at), bool(record.last_published_at)),
        "children": children,
        "themes": [theme.pk for theme in record.themes.all()],
        "themes_in_revision": revision.content["themes"],
        "revision": (revision.content_type, revision.base_content_type, revision.object_str, revision.user_id),
        "pointers": (record.latest_revision == revision, record.live_revision == revision),
        "content": {name: [without(child) for child in value] if name in CHILDREN else value for name, value in content.items()},
        "history": [(entry.action, entry.content_type, entry.label, entry.user_id, entry.content_changed) for entry in entries],
    }  # fmt: skip


CHILDREN = ("credits", "links", "translations")
OWN = {"themes", "_revisions", "_workflow_states", "id", "pk", "key", "created_at", "updated_at", "latest_revision", "live_revision", "first_published_at", "last_published_at", "live", "has_unpublished_changes"}  # fmt: skip


def without(child: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in child.items() if name not in {"pk", "record"}}


@pytest.mark.parametrize("live", [False, True])
def test_a_record_made_in_bulk_is_like_one_made_at_the_desk(crisis: Crisis, live: bool) -> None:
    editor = get_user_model().objects.create(username="editor")
    by_hand = forum(crisis)
    by_hand.save()
    revision = by_hand.save_revision(user=editor, log_action="wagtail.create")
    if live:
        revision.publish(user=editor, skip_permission_checks=True)

    in_bulk = forum(crisis, live=live)
    create_records([in_bulk], user=editor, now=NOW)

    assert state(in_bulk) == state(by_hand)


def test_many_records_take_the_queries_of_one(crisis: Crisis) -> None:
    create_records([forum(crisis)], user=None, now=NOW)
    one, three = [forum(crisis, 2)], [forum(crisis, number) for number in (3, 4, 5)]

    with CaptureQueriesContext(connection) as for_one:
        create_records(one, user=None, now=NOW)
    with CaptureQueriesContext(connection) as for_three:
        create_records(three, user=None, now=NOW)

    assert len(for_three) == len(for_one)


def test_one_impossible_record_keeps_all_from_being_saved(crisis: Crisis) -> None:
    impossible = forum(crisis, 2)
    impossible.end_date = date(2019, 1, 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        create_records([forum(crisis), impossible], user=None, now=NOW)

    assert not Record.objects.exists()


@pytest.mark.parametrize("live", [False, True])
def test_an_amendment_is_the_latest_revision(crisis: Crisis, live: bool) -> None:
    record = forum(crisis, live=live)
    create_records([record], user=None, now=NOW)
    [(stored, content)] = latest_contents({record.pk}).values()
    content["title"] = "City forum"
    content["links"][0]["url"] = "https://example.org/new"

    amend_records([Amendment(record=stored, content=content, publish=live)], user=None, now=NOW)

    record = Record.objects.get()
    assert (record.title, [link.url for link in record.links.all()]) == ("City forum", ["https://example.org/new"])
    assert (record.live, record.has_unpublished_changes) == (live, not live)
    draft = record.latest_revision.as_object()
    assert (draft.title, [link.pk for link in draft.links.all()]) == (
        "City forum",
        [link.pk for link in record.links.all()],
    )
    assert [theme.name for theme in draft.themes.all()] == ["Health"]
    assert Revision.objects.count() == 2


def test_an_amendment_of_a_public_record_waits_as_a_draft(crisis: Crisis) -> None:
    record = forum(crisis, live=True)
    create_records([record], user=None, now=NOW)
    [(stored, content)] = latest_contents({record.pk}).values()

    amend_records([Amendment(record=stored, content=content | {"title": "City forum"})], user=None, now=NOW)

    record = Record.objects.get()
    assert (record.title, record.live, record.has_unpublished_changes) == ("Forum 1", True, True)
    assert record.get_latest_revision_as_object().title == "City forum"
