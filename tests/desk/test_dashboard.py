"""What an editor sees on coming in."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from fingerpost.catalogue.models import Credit, Crisis, Event, Link, Organisation, Record
from fingerpost.desk.dashboard import Task, tasks_today
from fingerpost.desk.querysets import NEEDS, count_needs
from fingerpost.intake.models import Batch
from tests.desk.making import form_data, make_record, url
from tests.desk.sources.making import make_source, miss

HOME = "wagtailadmin_home"


def parts(tasks: list[Task]) -> dict[str, list[str]]:
    return {task.label: [words for words, _url in task.parts] for task in tasks}


def make_batch(crisis: Crisis, **fields: Any) -> Batch:
    balance = {"found": 74, "new": 60, "changed": 0, "same": 12, "skipped": 0, "unread": 2}
    defaults = {"name": "Page", "digest": "0" * 64, "reader": "text", "balance": balance}
    return Batch.objects.create(crisis=crisis, imported_at=timezone.now(), **{**defaults, **fields})


@pytest.fixture
def day(crisis: Crisis, at_the_desk: Client, moderator: AbstractUser) -> None:
    """A day on which each thing that can need a person does."""
    today = timezone.localdate()
    undp = Organisation.objects.create(name="UNDP", slug="undp")
    Organisation.objects.create(name="ICDI", slug="icdi", standing="proposed")

    def event(title: str, days: int | None, *roles: str, **fields: Any) -> Record:
        start = None if days is None else today + timedelta(days=days)
        record = make_record("event", crisis, title, start_date=start, **fields)
        Credit.objects.create(record=record, organisation=undp)
        for role in roles:
            Link.objects.create(record=record, role=role, url=f"https://example.org/{role}")
        return record

    event("Ready", 2, "item", "register", timezone="Asia/Seoul")
    event("No zone", 2, "item", "register")
    event("No registration", 0, "item", timezone="Asia/Seoul")
    event("Cancelled", 1, status="cancelled")
    event("Next month", 30, register_by_date=today + timedelta(days=7))
    event("Closed yesterday", 30, register_by_date=today - timedelta(days=1))
    event("Last week", -7, "item")
    event("Recorded", -7, "item", "recording")
    event("Long ago", -31)
    event("Undated", None)
    event("Locked", 60, locked=True)
    make_record("resource", crisis, "Without a publisher", start_date=today)
    Event.objects.create(title="", crisis=crisis, start_date=today + timedelta(days=90), live=False)
    waiting = make_record("update", crisis, "Waits", start_date=today)
    at_the_desk.post(url("update", "edit", waiting.pk), {**form_data(crisis, title="Waits"), "action-submit": "1"})
    later = make_record("measure", crisis, "Later", start_date=today, go_live_at=timezone.now() + timedelta(days=1))
    later.latest_revision.publish(user=moderator)
    make_batch(crisis, issues=[{"problem": "No title.", "remedy": "Write it.", "origin": "line 60"}])
    make_batch(crisis, state="review")
    make_source(crisis, 1, state="failing")
    source = make_source(crisis, 2, state="broken", paused=True)
    miss(source, event("Dropped by its source", None, live=True), identity="dropped")
    miss(source, event("Only late", None, live=True), state="missing", identity="late")
    miss(source, seen := event("Seen elsewhere", None, live=True), identity="seen")
    miss(make_source(crisis, 3), seen, state="present")
    miss(source, event("Taken from the public pages", None), identity="withdrawn")


def test_the_dashboard_counts_what_needs_a_person(day: None, moderator: AbstractUser) -> None:
    assert parts(tasks_today(moderator)) == {
        "Wait for moderation": ["1 update"],
        "Within a week, without link, registration or time zone": ["2 events"],
        "Registration closes within a week": ["1 event"],
        "Over within the last month, without a recording": ["1 event"],
        "Without a title": ["1 event"],
        "Without an organiser": ["1 event", "1 resource"],
        "Without a date": ["5 events", "1 update"],
        "Gone from their sources": ["1 event"],
        "Scheduled to be published": ["1 measure"],
        "Locked": ["1 event"],
        "Proposed by an import, to be confirmed": ["1 organisation"],
        "Imported, to be reviewed": ["1 import"],
        "Imported with questions": ["1 import"],
        "In trouble: could not be read": ["1 source"],
    }


def test_each_figure_leads_to_a_list_of_as_many(day: None, moderator: AbstractUser, as_moderator: Client) -> None:
    for task in tasks_today(moderator):
        for words, address in task.parts:
            shown = as_moderator.get(address).context
            rows = shown["object_list"] if "object_list" in shown else shown["proposals"]
            assert f"{len(rows)} " == words[: len(str(len(rows))) + 1], address


def test_what_was_sent_back_is_counted(day: None, as_moderator: Client, moderator: AbstractUser) -> None:
    state = Record.objects.get(title="Waits").current_workflow_task_state

    as_moderator.post(
        url("update", "workflow_action", state.revision.object_id, "reject", state.pk), {"comment": "Shorten it."}
    )

    assert parts(tasks_today(moderator))["Sent back: changes are asked for"] == ["1 update"]


def test_the_home_page_shows_tasks_figures_and_imports(day: None, as_moderator: Client) -> None:
    Site.objects.update(site_name="Asia-Pacific City Network")

    page = as_moderator.get(reverse(HOME)).content.decode()

    assert "Asia-Pacific City Network" in page
    assert f'<a href="{url("event", "list")}?needs=soon">2 events</a>' in page
    assert "74 found: 60 new, 12 known, 2 not understood" in page
    assert "1 question" in page


def test_nothing_to_do_is_said_kindly(db: None, as_moderator: Client) -> None:
    assert "Nothing waits for you." in as_moderator.get(reverse(HOME)).content.decode()


def test_the_figures_are_one_query_whatever_there_is(day: None) -> None:
    with CaptureQueriesContext(connection) as captured:
        counts = count_needs(today=timezone.localdate())

    assert len(captured) == 1
    assert {name for name, _kind in counts} == {need.name for need in NEEDS}


def test_the_home_page_takes_as_many_queries_for_three_of_each_as_for_one(crisis: Crisis, as_moderator: Client) -> None:
    def fill(number: int) -> None:
        for kind in Record.Kind.values:
            make_record(kind, crisis, f"Forum {number}", locked=True)
        Organisation.objects.create(name=f"ICDI {number}", slug=f"icdi-{number}", standing="proposed")
        make_batch(crisis, issues=[{}], state="review")
        miss(make_source(crisis, number, state="broken"), Record.objects.first())

    def queries() -> int:
        as_moderator.get(reverse(HOME))
        with CaptureQueriesContext(connection) as captured:
            as_moderator.get(reverse(HOME))
        return len(captured)

    fill(0)
    one = queries()
    fill(1)
    fill(2)

    assert queries() == one
