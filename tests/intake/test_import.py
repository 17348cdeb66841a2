"""What an import leaves in the catalogue."""

import hashlib
from datetime import date, time
from unittest.mock import ANY

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision
from wagtail.signals import published

from fingerpost.catalogue.models import (
    Address,
    Crisis,
    Event,
    Measure,
    Organisation,
    Place,
    Record,
    Resource,
    Series,
    Update,
)
from fingerpost.intake.actions import HeldBack, importing
from fingerpost.intake.models import Batch, Item
from fingerpost.readers.types import Candidate
from tests.intake.made import NOW, Issue, event, events, import_, moment, reading_of, source

pytestmark = pytest.mark.django_db


def test_an_event_keeps_all_that_its_source_states(crisis: Crisis) -> None:
    seoul = Place.objects.create(name="Seoul", slug="seoul", country="KR")
    import_(
        crisis,
        event(
            "CityNet Webinar IV",
            start="2020-06-23T15:00:00+09:00",
            end="2020-06-23T16:30:00+09:00",
            timezone="Asia/Seoul",
            register_by="2020-06-20",
            organisers=("CityNet", "INHAF"),
            url="https://example.org/iv",
            register_url="https://example.org/join",
            recording_url="https://example.org/video",
            language="EN",
            series="Consultation series",
            number=4,
            place="Seoul, Republic of Korea",
            summary="What the data <b>reveal</b>.",
            status="moved",
        ),
    )

    record = Event.objects.get()
    stated = {
        "title": "CityNet Webinar IV",
        "summary": "What the data reveal.",
        "language": "en",
        "start_date": date(2020, 6, 23),
        "start_time": time(15),
        "end_date": None,
        "end_time": time(16, 30),
        "timezone": "Asia/Seoul",
        "precision": "minute",
        "register_by_date": date(2020, 6, 20),
        "register_by_time": None,
        "place": seoul,
        "venue": "",
        "status": "moved",
        "series": Series.objects.get(name="Consultation series"),
        "number": 4,
    }
    assert {name: getattr(record, name) for name in stated} == stated
    assert [(link.role, link.url) for link in record.links.all()] == [
        ("item", "https://example.org/iv"),
        ("register", "https://example.org/join"),
        ("recording", "https://example.org/video"),
    ]
    assert [(credit.organisation.name, credit.role) for credit in record.credits.all()] == [
        ("CityNet", "organiser"),
        ("INHAF", "organiser"),
    ]


def test_each_kind_becomes_its_own(crisis: Crisis) -> None:
    common = {"origin": "line 1", "organisers": ("OECD",)}
    import_(
        crisis,
        Candidate(type="resource", title="Cities policy responses", published=moment("2020-07"), **common),
        Candidate(type="measure", title="Masks for all", start=moment("2020-03-02"), status="cancelled", **common),
        Candidate(
            type="update", title="", summary="We met today.\nMore soon.", published=moment("2020-05-01"), **common
        ),
        Candidate(type="organisation", title="World Health Organization (WHO)", origin="line 4"),
    )

    resource = Resource.objects.get()
    assert (resource.start_date, resource.end_date, resource.precision) == (
        date(2020, 7, 1),
        date(2020, 7, 31),
        "month",
    )
    assert [credit.role for credit in resource.credits.all()] == ["publisher"]
    assert (Measure.objects.get().status, Measure.objects.get().start_date) == ("", date(2020, 3, 2))
    update = Update.objects.get()
    assert (update.title, update.summary) == ("We met today. More soon.", "We met today.\nMore soon.")
    assert Organisation.objects.get(short_name="WHO").name == "World Health Organization"


def test_a_new_record_is_a_draft_that_the_desk_can_open(crisis: Crisis) -> None:
    report = import_(crisis, event(url="https://example.org/1"))

    record = Record.objects.get()
    assert (record.live, record.has_unpublished_changes, report.published) == (False, True, 0)
    draft = record.latest_revision.as_object()
    assert type(draft) is Event
    assert (draft.title, [link.url for link in draft.links.all()]) == ("City forum", ["https://example.org/1"])
    assert [link.pk for link in draft.links.all()] == [link.pk for link in record.links.all()]


def test_a_draft_of_an_import_is_published_like_any_other(crisis: Crisis) -> None:
    import_(crisis, event(url="https://example.org/1"))

    Record.objects.get().latest_revision.publish()

    record = Record.objects.get()
    assert (record.live, record.has_unpublished_changes) == (True, False)
    assert [link.url for link in record.links.all()] == ["https://example.org/1"]
    assert record.credits.count() == 1


def test_with_publish_a_record_is_public_and_its_history_true(crisis: Crisis) -> None:
    editor = get_user_model().objects.create(username="editor")
    heard = []
    published.connect(lambda instance, **_: heard.append(instance.title), weak=False, dispatch_uid="heard")

    import_(crisis, event(), publish=True, user=editor)

    published.disconnect(dispatch_uid="heard")
    record = Record.objects.get()
    assert (record.live, record.first_published_at, record.live_revision) == (True, NOW, record.latest_revision)
    log = ModelLogEntry.objects.for_instance(record.as_kind).order_by("pk")
    assert [(entry.action, entry.user, entry.data["batch"]) for entry in log] == [
        ("wagtail.create", editor, Batch.objects.get().pk),
        ("wagtail.publish", editor, Batch.objects.get().pk),
    ]
    assert (Item.objects.get().decided_by, Item.objects.get().decided_at) == (editor, NOW)
    assert heard == ["City forum"]


def test_an_item_says_where_its_record_comes_from(crisis: Crisis) -> None:
    candidate = event(line=14, confidence=0.8)

    import_(crisis, candidate, source=source(b"page", base_url="https://example.org/covid"))

    batch, item = Batch.objects.get(), Item.objects.get()
    assert batch.digest == hashlib.sha256(b"page").hexdigest()
    assert (batch.name, batch.url, batch.reader) == ("page.txt", "https://example.org/covid", "made")
    assert (item.record, item.outcome, item.locator, item.raw, item.confidence) == (
        Record.objects.get(),
        "new",
        "line 14",
        candidate.raw,
        0.8,
    )
    assert item.data == {
        "type": "event",
        "title": "City forum",
        "origin": "line 14",
        "organisers": ["WeGO"],
        "start": "2020-07-29",
        "confidence": 0.8,
    }


def test_every_record_has_an_address_of_its_own(crisis: Crisis) -> None:
    import_(crisis, *events(20))

    assert {address.key: address.record_id for address in Address.objects.all()} == {
        record.key: record.pk for record in Record.objects.all()
    }


def test_what_has_no_title_or_is_unclear_stays_a_draft_even_with_publish(crisis: Crisis) -> None:
    report = import_(
        crisis, event("", line=1), event("Unclear", line=2, confidence=0.5), event("Clear", line=3), publish=True
    )

    assert list(Record.objects.filter(live=True).values_list("title", flat=True)) == ["Clear"]
    assert (report.new, report.published) == (3, 1)
    assert report.held_back == (
        HeldBack(title="", origin="line 1", reason="It has no title yet."),
        HeldBack(
            title="Unclear", origin="line 2", reason="The source is not clear here; an editor should compare the two."
        ),
    )


def test_the_readers_questions_stay_with_the_batch(crisis: Crisis) -> None:
    question = Issue(problem="This event has no title.", remedy="Write it.", origin="lines 4-7")

    report = import_(crisis, reading=reading_of(event(""), issues=(question,)))

    assert report.issues == (question,)
    assert Batch.objects.get().issues == [
        {"problem": "This event has no title.", "remedy": "Write it.", "origin": "lines 4-7"}
    ]


def test_what_says_nothing_is_skipped_and_the_rest_goes_on(crisis: Crisis) -> None:
    report = import_(crisis, event("", start=None, organisers=(), line=1), event(line=2))

    assert (report.found, report.new, report.skipped) == (2, 1, 1)
    assert [issue.origin for issue in report.issues] == ["line 1"]
    assert list(Item.objects.values_list("outcome", flat=True)) == ["skipped", "new"]


def test_the_balance_stands_in_report_and_batch(crisis: Crisis) -> None:
    report = import_(crisis, event(line=1), event(line=2), event("Other", line=3))

    counts = {"found": 3, "new": 2, "changed": 0, "same": 1, "skipped": 0, "unread": 0}
    assert {name: getattr(report, name) for name in counts} == counts
    assert Batch.objects.get().balance == {
        **counts,
        "source": {"unit": "line", "total": 3, "read": 3, "unread": 0, "ignored": 0, "entries": []},
    }


def test_a_dry_run_says_the_same_and_leaves_nothing(crisis: Crisis) -> None:
    dry = import_(crisis, *events(3), dry_run=True)
    left = [model.objects.count() for model in (Record, Batch, Item, Organisation, Address, Revision, ModelLogEntry)]
    wet = import_(crisis, *events(3))

    assert left == [0, 0, 0, 0, 0, 0, 0]
    told = {"batch": ANY, "dry_run": ANY}
    assert dry.as_json() | told == wet.as_json() | told
    assert (dry.batch, wet.batch) == (None, Batch.objects.get().pk)


def test_an_unexpected_error_leaves_nothing_half_saved(crisis: Crisis, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(importing, "save_items", fail)

    with pytest.raises(RuntimeError):
        import_(crisis, *events(3))

    assert (Record.objects.count(), Batch.objects.count(), Organisation.objects.count()) == (0, 0, 0)


def test_progress_adds_up_to_all_candidates(crisis: Crisis) -> None:
    steps: list[int] = []

    import_(crisis, *events(3), event("", start=None, organisers=()), progress=steps.append)

    assert sum(steps) == 4


def test_the_desk_learns_what_a_record_refers_to(crisis: Crisis, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        import_(crisis, event())

    organisation = Organisation.objects.get()
    assert [use.object_id for use in ReferenceIndex.get_references_to(organisation)] == [str(Record.objects.get().pk)]


def test_an_import_takes_the_same_queries_for_one_record_and_for_three(crisis: Crisis) -> None:
    import_(crisis, event("Warm", url="https://example.org/warm"))

    with CaptureQueriesContext(connection) as one:
        import_(crisis, *events(1))
    Record.objects.all().delete()
    Item.objects.all().delete()
    with CaptureQueriesContext(connection) as three:
        import_(crisis, *events(3))

    assert len(three) == len(one)


def test_a_changed_page_takes_the_same_queries_for_one_change_and_for_three(crisis: Crisis) -> None:
    def page(changed: int) -> list[Candidate]:
        return [
            event(f"Forum {number}", start="2020-08-01" if number <= changed else "2020-07-01", url=f"https://example.org/{number}")
            for number in range(1, 5)
        ]  # fmt: skip

    for publish in (False, True):
        import_(crisis, *page(0), publish=publish)
        with CaptureQueriesContext(connection) as one:
            assert import_(crisis, *page(1), publish=publish).changed == 1
        Record.objects.all().delete()
        Batch.objects.all().delete()
        import_(crisis, *page(0), publish=publish)
        with CaptureQueriesContext(connection) as three:
            assert import_(crisis, *page(3), publish=publish).changed == 3
        Record.objects.all().delete()
        Batch.objects.all().delete()

        assert len(three) == len(one)
