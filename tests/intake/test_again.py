"""Importing once more: the same, more, or something else."""

import pytest

from fingerpost.catalogue.models import Crisis, Link, Organisation, Record
from fingerpost.intake.models import Batch, Item
from fingerpost.readers.types import Candidate
from tests.intake.made import event, events, import_, moment, reading_of, source

pytestmark = pytest.mark.django_db

UNTITLED = event("", start="2020-06-30", organisers=("Cabinet Office Japan", "UNDRR"), line=9)


def counted() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Record, Batch, Item, Organisation))


def latest(**which: object) -> Record:
    return Record.objects.get(**which).get_latest_revision_as_object()


def test_the_same_source_again_changes_nothing_and_says_so(crisis: Crisis) -> None:
    import_(crisis, *events(5), UNTITLED)
    before = counted()

    report = import_(crisis, *events(5), UNTITLED)

    assert counted() == before
    assert report.lines()[0] == "Nothing changed: all 6 records were known already."
    assert (report.found, report.same, report.waiting, report.batch) == (6, 6, 6, None)


def test_a_renamed_file_changes_nothing(crisis: Crisis) -> None:
    import_(crisis, *events(3), source=source(name="a.txt"))
    before = counted()

    import_(crisis, *events(3), source=source(name="b.txt"))

    assert counted() == before


def test_the_same_rows_on_other_lines_of_a_larger_page_are_the_same(crisis: Crisis) -> None:
    rows = [event("Forum", line=1), event("", start="2020-06-30", organisers=("UNDRR",), line=2)]
    import_(crisis, *rows)

    report = import_(
        crisis,
        event("New one", line=1),
        event("Forum", line=20),
        event("", start="2020-06-30", organisers=("UNDRR",), line=21),
    )

    assert (report.new, report.same) == (1, 2)
    assert Record.objects.count() == 3


def test_a_new_time_becomes_a_draft_revision(crisis: Crisis) -> None:
    import_(crisis, event(start="2020-07-29T15:00:00+09:00", timezone="Asia/Seoul"), publish=True)

    report = import_(crisis, event(start="2020-07-29T16:00:00+09:00", timezone="Asia/Seoul"))

    record = Record.objects.get()
    assert (report.changed, record.live, record.has_unpublished_changes) == (1, True, True)
    assert (record.start_time.hour, latest().start_time.hour) == (15, 16)
    assert list(Item.objects.values_list("outcome", "record")) == [("new", record.pk), ("changed", record.pk)]


def test_a_change_is_public_at_once_with_publish(crisis: Crisis) -> None:
    import_(crisis, event(url="https://example.org/1"), publish=True)

    report = import_(
        crisis,
        event(url="https://example.org/1", register_url="https://example.org/join", organisers=("WeGO", "UNDRR"), status="cancelled"),
        publish=True,
    )  # fmt: skip

    record = Record.objects.get()
    assert (report.changed, report.published) == (1, 1)
    assert (record.status, record.has_unpublished_changes) == ("cancelled", False)
    assert [link.url for link in record.links.all()] == ["https://example.org/1", "https://example.org/join"]
    assert [credit.organisation.name for credit in record.credits.all()] == ["WeGO", "UNDRR"]
    assert record.live_revision == record.latest_revision
    assert latest().status == "cancelled"


def test_a_change_to_a_draft_shows_in_the_list_and_stays_a_draft(crisis: Crisis) -> None:
    import_(crisis, event(url="https://example.org/1"))

    report = import_(crisis, event("Another forum of cities", url="https://example.org/1"), publish=True)

    assert (Record.objects.get().title, Record.objects.get().live) == ("Another forum of cities", False)
    assert [held.reason for held in report.held_back] == ["It was a draft before this import."]


def test_importing_a_change_again_changes_nothing_more(crisis: Crisis) -> None:
    changed = event(register_url="https://example.org/join")
    import_(crisis, event())
    import_(crisis, changed)
    before = counted()

    report = import_(crisis, changed)

    assert (report.same, counted()) == (1, before)


@pytest.mark.parametrize("publish", [False, True])
def test_what_a_person_wrote_since_stands_and_the_difference_is_told(crisis: Crisis, publish: bool) -> None:
    import_(crisis, event(start="2020-07-29T15:00:00+09:00", timezone="Asia/Seoul"), publish=publish)
    edited = latest()
    edited.start_time = edited.start_time.replace(hour=14)
    revision = edited.save_revision()
    if publish:
        revision.publish()

    report = import_(
        crisis,
        event(start="2020-07-29T16:00:00+09:00", timezone="Asia/Seoul", register_url="https://example.org/join"),
        publish=publish,
    )

    assert latest().start_time.hour == 14
    assert [link.url for link in latest().links.all()] == ["https://example.org/join"]
    assert [issue.problem for issue in report.issues] == [
        "The source has a new date for “City forum” (2020-07-29T16:00:00+09:00), but an editor wrote another one."
    ]


def test_a_difference_is_told_once(crisis: Crisis) -> None:
    import_(crisis, event(url="https://example.org/1"))
    Record.objects.get().latest_revision.publish()
    record = Record.objects.get()
    record.title = "The editor's own words"
    record.save_revision().publish()
    renamed = event("City forum, renamed", url="https://example.org/1")

    first = import_(crisis, renamed)
    second = import_(crisis, renamed)

    assert [len(first.issues), len(second.issues)] == [1, 0]
    assert (first.same, first.changed) == (1, 0)
    assert Record.objects.get().title == "The editor's own words"


def test_a_waiting_draft_of_a_person_is_not_published_along(crisis: Crisis) -> None:
    import_(crisis, event(), publish=True)
    record = Record.objects.get()
    record.summary = "Not ready."
    record.save_revision()

    report = import_(crisis, event(status="cancelled"), publish=True)

    record = Record.objects.get()
    assert (record.summary, record.status) == ("", "")
    assert (latest().summary, latest().status) == ("Not ready.", "cancelled")
    assert [held.reason for held in report.held_back] == ["It has other changes that nobody has published yet."]


def test_a_locked_record_is_left_alone(crisis: Crisis) -> None:
    import_(crisis, event())
    Record.objects.update(locked=True)

    report = import_(crisis, event(status="cancelled"))

    assert (report.changed, latest().status) == (0, "")
    assert "is locked" in report.issues[0].problem


def test_what_a_source_no_longer_says_is_kept(crisis: Crisis) -> None:
    import_(crisis, event(register_url="https://example.org/join", start="2020-07-29T15:00:00+09:00"))

    report = import_(crisis, event())

    assert report.same == 1
    assert Record.objects.get().start_time.hour == 15
    assert Link.objects.get().url == "https://example.org/join"


def test_two_pages_that_differ_do_not_turn_a_record_back_and_forth(crisis: Crisis) -> None:
    here = {"reading": reading_of(event(start="2020-07-29T15:00:00"), title="Here"), "source": source(b"here")}
    there = {"reading": reading_of(event(start="2020-07-29T16:00:00"), title="There"), "source": source(b"there")}
    import_(crisis, **here)
    import_(crisis, **there)

    again = [import_(crisis, **here).same, import_(crisis, **there).same]

    assert again == [1, 1]
    assert latest().start_time.hour == 16


def test_an_edited_page_moves_its_event_to_the_new_day(crisis: Crisis) -> None:
    import_(crisis, *events(3), event("Forum", start="2020-07-29"))

    report = import_(crisis, *events(3), event("Forum", start="2020-07-30"))

    assert (report.changed, report.new) == (1, 0)
    assert str(latest(title="Forum").start_date) == "2020-07-30"


def test_an_edited_page_repairs_a_title(crisis: Crisis) -> None:
    import_(crisis, *events(3), event("merging Technologies in Response to COVID-19", start="2020-05-26"))

    report = import_(crisis, *events(3), event("Emerging Technologies in Response to COVID-19", start="2020-05-26"))

    assert (report.changed, report.new) == (1, 0)
    assert Record.objects.filter(title="Emerging Technologies in Response to COVID-19").count() == 1


def test_an_edited_page_answers_its_own_question(crisis: Crisis) -> None:
    import_(crisis, *events(3), UNTITLED)

    report = import_(
        crisis, *events(3), event("Platform", start="2020-06-30", organisers=("Cabinet Office Japan", "UNDRR"))
    )

    assert (report.changed, report.new) == (1, 0)
    assert not Record.objects.filter(title="").exists()


def test_the_next_meeting_of_a_list_of_what_comes_is_a_new_one(crisis: Crisis) -> None:
    import_(crisis, *events(3), event("Monthly meeting", start="2020-06-10"))

    report = import_(crisis, *events(3), event("Monthly meeting", start="2020-07-08"))

    assert (report.new, report.changed) == (1, 0)


def test_a_meeting_on_another_day_of_the_same_page_is_another_one(crisis: Crisis) -> None:
    report = import_(crisis, event("Meeting", start="2020-07-01"), event("Meeting", start="2020-08-01", line=2))

    assert (report.new, report.same) == (2, 0)


def test_what_an_editor_deleted_is_not_brought_back(crisis: Crisis) -> None:
    import_(crisis, event(), event("Other"))
    Record.objects.filter(title="City forum").delete()

    report = import_(crisis, event(), event("Other"))

    assert (report.same, report.skipped, Record.objects.count()) == (1, 1, 1)
    assert "was deleted by an editor" in report.issues[0].problem


def test_what_was_deleted_with_its_batch_comes_back(crisis: Crisis) -> None:
    import_(crisis, event())
    Record.objects.all().delete()
    Batch.objects.all().delete()

    assert import_(crisis, event()).new == 1


def test_another_hub_takes_in_the_same_source(crisis: Crisis) -> None:
    import_(crisis, event())

    other = Crisis.objects.create(name="Mpox", slug="mpox")

    assert import_(other, event()).new == 1


@pytest.mark.parametrize("kind", ["resource", "measure", "update"])
def test_the_other_kinds_are_known_again_too(crisis: Crisis, kind: str) -> None:
    told = Candidate(type=kind, title="", origin="line 1", summary="Schools open", published=moment("2020-05-01"))

    assert [import_(crisis, told).new, import_(crisis, told).same] == [1, 1]
