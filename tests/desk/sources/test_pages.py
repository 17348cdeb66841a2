"""The list of sources, the page of each, and what its buttons do."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fingerpost.catalogue.models import Crisis, Organisation, Record, Theme
from fingerpost.desk.sources.wording import health
from fingerpost.intake.models import Batch, Sighting, Source
from tests.desk.imports.making import make_batch, make_item
from tests.desk.making import make_record
from tests.desk.sources.making import ROWS, address, listing, make_source, miss
from tests.web import Site, page


@pytest.fixture
def source(crisis: Crisis, site: Site) -> Source:
    site.answers["/events"] = page(listing())
    return make_source(crisis, url=site.url("/events"))


def queries(client: Client, at: str) -> int:
    client.get(at)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(at).status_code == 200
    return len(captured)


def test_the_list_says_in_words_how_each_source_does(crisis: Crisis, at_the_desk: Client, editor: AbstractUser) -> None:
    broken = make_source(crisis, state="broken", failures=3, responsible=editor, trust="publish")
    miss(broken)
    miss(broken, state="present", identity="b")
    make_source(crisis, 2, paused=True)

    content = at_the_desk.get(address("index")).content.decode()

    for words in ("Partner 1", broken.url, "Broken", "1 present, 1 gone", "Publish what is sure", "editor", "Paused"):
        assert words in content
    assert "#icon-circle-xmark" in content


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("state=trouble", ["Partner 2", "Partner 3"]),
        ("state=broken", ["Partner 3"]),
        ("state=paused", ["Partner 4"]),
        ("state=new", ["Partner 1"]),
        ("trust=publish", ["Partner 2"]),
        ("q=events/3", ["Partner 3"]),
        ("q=partner+4", ["Partner 4"]),
    ],
)
def test_the_list_is_filtered_and_searched(crisis: Crisis, at_the_desk: Client, query: str, names: list[str]) -> None:
    make_source(crisis, 1)
    make_source(crisis, 2, state="failing", trust="publish")
    make_source(crisis, 3, state="broken")
    make_source(crisis, 4, state="broken", paused=True)

    rows = at_the_desk.get(f"{address('index')}?{query}").context["object_list"]

    assert [source.name for source in rows] == names


def test_the_list_takes_as_many_queries_for_three_as_for_one(
    crisis: Crisis, at_the_desk: Client, make_user: Callable[..., AbstractUser]
) -> None:
    def fill(number: int) -> None:
        source = make_source(crisis, number, responsible=make_user(f"person {number}"))
        miss(source)

    fill(1)
    one = queries(at_the_desk, address("index"))
    fill(2)
    fill(3)

    assert queries(at_the_desk, address("index")) == one


def test_a_source_s_page_takes_as_many_queries_for_three_of_each_as_for_one(
    crisis: Crisis, at_the_desk: Client, make_user: Callable[..., AbstractUser]
) -> None:
    source = make_source(crisis, state="ok", last_success_at=timezone.now())

    def fill(number: int) -> None:
        batch = make_batch(crisis, source=source, imported_by=make_user(f"person {number}"), issues=[{"origin": "x"}])
        make_item(batch, number)
        miss(source, make_record("event", crisis, f"Forum {number}"), identity=f"record {number}")
        miss(source, identity=f"identity {number}")
        source.themes.add(Theme.objects.create(name=f"Theme {number}", slug=f"theme-{number}"))

    fill(1)
    one = queries(at_the_desk, address("inspect", source.pk))
    fill(2)
    fill(3)

    assert queries(at_the_desk, address("inspect", source.pk)) == one


def test_a_page_tells_what_failed_how_often_and_when_it_is_tried_again(crisis: Crisis) -> None:
    now = timezone.now()
    source = make_source(
        crisis, state="broken", failures=3, last_error="It answered with 500.", last_run_at=now, next_run_at=now + timedelta(days=1)
    )  # fmt: skip

    said = list(health(source, now=now))

    assert said[0].startswith("It could not be read 3 times in a row, the last time on ")
    assert said[1:4] == [
        "It answered with 500.",
        "What it gave before stays as it is.",
        "Nobody is told by mail, because nobody with a mail address is responsible for it.",
    ]
    assert said[4].startswith("It is tried again on ")


@pytest.mark.parametrize(
    ("fields", "last"),
    [
        ({}, "It is read within the next minutes."),
        ({"every_hours": 0}, "It is read only when somebody presses “Read now”."),
        ({"paused": True}, "It is paused: it is read again when somebody resumes it."),
    ],
)
def test_a_page_tells_when_a_source_is_read_next(crisis: Crisis, fields: dict[str, Any], last: str) -> None:
    assert list(health(make_source(crisis, **fields), now=timezone.now())) == ["It was never read yet.", last]


def test_a_page_shows_what_waits_what_was_asked_and_what_is_missing(crisis: Crisis, at_the_desk: Client) -> None:
    source = make_source(crisis, state="ok", last_success_at=timezone.now(), columns={"Wann": "start"})
    make_item(
        make_batch(crisis, source=source, issues=[{"problem": "Two dates.", "remedy": "Look.", "origin": "line 7"}])
    )
    forum = make_record("event", crisis, "Forum on trams")
    miss(source, forum, state="missing")
    miss(source, identity="identity 1", state="gone")
    make_item(make_batch(crisis, source=source, name="Older"), number=1)

    content = at_the_desk.get(address("inspect", source.pk)).content.decode()

    for words in ("1 item", "Two dates.", "line 7", "Forum on trams", "Missing", "Forum on markets", "Gone", "Wann"):
        assert words in content
    assert f"/desk/events/edit/{forum.pk}/" in content


def test_reading_now_leads_to_the_table_of_what_came(source: Source, at_the_desk: Client, editor: AbstractUser) -> None:
    answer = at_the_desk.post(address("read", source.pk), follow=True)

    batch = Batch.objects.get()
    assert answer.redirect_chain[-1][0] == f"/desk/imports/{batch.pk}/"
    assert "2 items are new." in answer.content.decode()
    assert (batch.source, batch.imported_by) == (source, editor)


def test_reading_again_says_that_nothing_is_new(source: Source, at_the_desk: Client) -> None:
    at_the_desk.post(address("read", source.pk))

    answer = at_the_desk.post(address("read", source.pk), follow=True)

    assert answer.redirect_chain[-1][0] == address("inspect", source.pk)
    assert "Nothing is new there." in answer.content.decode()


def test_reading_what_does_not_answer_says_why(source: Source, at_the_desk: Client, site: Site) -> None:
    site.answers["/events"] = page(status=500)

    answer = at_the_desk.post(address("read", source.pk), follow=True)

    assert answer.redirect_chain[-1][0] == address("inspect", source.pk)
    assert "status 500" in answer.content.decode()
    assert "It could not be read on" in answer.content.decode()


def test_a_rehearsal_shows_what_is_new_known_or_changed_and_keeps_nothing(
    source: Source, at_the_desk: Client, site: Site
) -> None:
    Source.objects.update(trust="publish")
    at_the_desk.post(address("read", source.pk))
    later = {
        "Food security in cities": "29 July 2030",
        "Waste in the pandemic": "2 August 2030",
        "Housing": "3 August 2030",
    }
    site.answers["/events"] = page(listing(later))

    answer = at_the_desk.post(address("rehearse", source.pk))

    assert [(row.title, row.state) for row in answer.context["found"].rows] == [
        ("Food security in cities", "same"),
        ("Waste in the pandemic", "changed"),
        ("Housing", "new"),
    ]
    assert "2 August 2030" in answer.content.decode()
    assert (Batch.objects.count(), Record.objects.count()) == (1, 2)


def test_a_rehearsal_takes_as_many_queries_for_six_rows_as_for_two(
    source: Source, at_the_desk: Client, site: Site
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert at_the_desk.post(address("rehearse", source.pk)).status_code == 200
        return len(captured)

    count()
    two = count()
    site.answers["/events"] = page(
        listing({**ROWS, **{f"Forum number {n} on trams": f"{n} May 2030" for n in range(1, 5)}})
    )

    assert count() == two


def test_a_rehearsal_that_fails_says_why(source: Source, at_the_desk: Client, site: Site) -> None:
    site.answers["/events"] = page(b"\x89PNG\r\n\x1a\n" + bytes(200))

    answer = at_the_desk.post(address("rehearse", source.pk), follow=True)

    assert answer.redirect_chain[-1][0] == address("inspect", source.pk)
    assert len(list(answer.context["messages"])) == 1


def test_a_source_is_paused_and_goes_on(crisis: Crisis, at_the_desk: Client) -> None:
    source = make_source(crisis)

    states = []
    for paused in ("yes", "no"):
        at_the_desk.post(address("pause", source.pk), {"paused": paused})
        states.append(Source.objects.due(now=timezone.now()).exists())

    assert states == [False, True]


def test_what_is_kept_is_missed_no_more_and_its_record_stays(crisis: Crisis, at_the_desk: Client) -> None:
    source, other = make_source(crisis), make_source(crisis, 2)
    record = make_record("event", crisis, live=True)
    gone, present, elsewhere = miss(source, record), miss(source, state="present", identity="b"), miss(other)

    at_the_desk.post(address("keep", source.pk), {"item": [gone.pk, present.pk, elsewhere.pk, "x"]})

    assert list(Sighting.objects.order_by("pk")) == [present, elsewhere]
    assert Record.objects.get().live


def test_deleting_a_source_keeps_its_imports_and_records(crisis: Crisis, as_moderator: Client) -> None:
    source = make_source(crisis)
    batch = make_batch(crisis, source=source)
    miss(source, make_record("event", crisis, live=True))

    as_moderator.post(address("delete", source.pk))

    batch.refresh_from_db()
    assert (batch.source, Record.objects.count(), Source.objects.count()) == (None, 1, 0)


def test_a_trusted_source_says_what_it_made_public(source: Source, at_the_desk: Client) -> None:
    Source.objects.update(trust="publish")

    answer = at_the_desk.post(address("read", source.pk), follow=True)

    assert "2 are public now." in answer.content.decode()
    assert Organisation.objects.get().name == "WeGO"
