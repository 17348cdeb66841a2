"""The life of a batch: received, read, decided item by item, done."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser

from fingerpost.catalogue.models import Crisis, Organisation, Record
from fingerpost.intake.actions import (
    accept_items,
    edit_item,
    read_again,
    read_batch,
    receive,
    reopen_items,
    skip_items,
    undo_batch,
)
from fingerpost.intake.errors import Refused
from fingerpost.intake.models import Batch, Item
from tests.intake.made import COURSE, FORUM, NOW, WEBINAR, accept, item_of, received, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db: None) -> AbstractBaseUser:
    return get_user_model().objects.create(username="editor")


def balance(batch: Batch) -> dict[str, int]:
    batch.refresh_from_db()
    return {name: count for name, count in batch.balance.items() if name != "source" and count}


def test_what_is_received_waits_with_its_bytes_until_it_is_read(crisis: Crisis, editor: AbstractBaseUser) -> None:
    batch = receive(
        crisis=crisis, content=sheet(FORUM), name="events.csv", url="https://example.org/list", today=NOW.date(),
        user=editor, now=NOW,
    )  # fmt: skip

    batch.refresh_from_db()
    assert (batch.state, batch.imported_by, batch.imported_at) == ("reading", editor, NOW)
    assert batch.declared == {"name": "events.csv", "base_url": "https://example.org/list", "today": "2020-07-01"}
    assert batch.content.read() == sheet(FORUM)
    assert batch.items.count() == 0


def test_reading_makes_items_and_no_record(crisis: Crisis) -> None:
    batch = received(crisis, FORUM, WEBINAR)

    assert (batch.state, batch.reader, balance(batch)) == ("review", "table", {"found": 2, "new": 2})
    assert Record.objects.count() == Organisation.objects.count() == 0
    items = [
        (item.position, item.outcome, item.decision, item.data["title"], item.locator) for item in batch.items.all()
    ]
    assert items == [
        (0, "new", "open", "City forum", "row 2"),
        (1, "new", "open", "Webinar on masks", "row 3"),
    ]


def test_reading_twice_does_nothing_more(crisis: Crisis) -> None:
    batch = received(crisis, FORUM)

    again = read_batch(batch_id=batch.pk, now=NOW)

    assert (again.state, again.items.count()) == ("review", 1)


def test_what_cannot_be_read_says_why(crisis: Crisis) -> None:
    batch = received(crisis, content=b"\x00\x01\x02\x03" * 100, name="x.bin")

    assert batch.state == "failed"
    assert batch.failure.startswith("“x.bin”") or batch.failure
    assert not batch.failure.startswith("Traceback")
    assert batch.items.count() == 0


def test_a_reader_that_stumbles_leaves_a_sentence(crisis: Crisis, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(_source: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("fingerpost.intake.actions.reviewing.reading.read", stumble)

    batch = received(crisis, FORUM)

    assert (batch.state, batch.failure) == (
        "failed",
        "The reader stumbled over something that was not foreseen. Report it, with the source.",
    )


def test_what_is_accepted_becomes_a_draft_with_its_provenance(crisis: Crisis, editor: AbstractBaseUser) -> None:
    batch = received(crisis, FORUM, WEBINAR)

    accepted = accept(batch, item_of(batch, "City forum"), user=editor)

    record = Record.objects.get()
    assert (accepted.new, accepted.published) == (1, 0)
    assert (record.title, record.live, record.latest_revision.user) == ("City forum", False, editor)
    assert list(record.provenance.taken_in().values_list("batch", "decided_by", "decided_at")) == [
        (batch.pk, editor.pk, NOW)
    ]
    assert (batch.state, balance(batch)) == ("review", {"found": 2, "new": 2})


def test_a_batch_is_done_when_nothing_is_left_to_decide(crisis: Crisis, editor: AbstractBaseUser) -> None:
    batch = received(crisis, FORUM, WEBINAR)
    accept(batch, item_of(batch, "City forum"))

    skip_items(batch_id=batch.pk, item_ids=[item_of(batch, "Webinar on masks").pk], user=editor, now=NOW)

    assert balance(batch) == {"found": 2, "new": 1, "skipped": 1}
    assert (batch.state, batch.settled_at) == ("done", NOW)


def test_a_skipped_item_can_be_reopened(crisis: Crisis, editor: AbstractBaseUser) -> None:
    batch = received(crisis, FORUM)
    ids = [item_of(batch, "City forum").pk]
    skip_items(batch_id=batch.pk, item_ids=ids, user=editor, now=NOW)

    reopen_items(batch_id=batch.pk, item_ids=ids, user=editor, now=NOW)

    assert balance(batch) == {"found": 1, "new": 1}
    assert (batch.state, batch.settled_at, Item.objects.get().decision) == ("review", None, "open")


def test_accepting_twice_makes_one_record(crisis: Crisis) -> None:
    batch = received(crisis, FORUM)
    item = item_of(batch, "City forum")

    accept(batch, item)
    again = accept(batch, item)

    assert (again.new, again.same, Record.objects.count()) == (0, 0, 1)


def test_accepting_all_that_is_sure_leaves_the_doubtful_open(crisis: Crisis) -> None:
    batch = received(crisis, FORUM, ",2020-07-30,UNDRR,https://example.org/untitled")

    accepted = accept(batch)

    assert (accepted.new, Record.objects.get().title) == (1, "City forum")
    assert list(batch.items.open().values_list("data__url", flat=True)) == ["https://example.org/untitled"]


def test_two_batches_of_one_item_make_one_record(crisis: Crisis) -> None:
    one = received(crisis, FORUM, name="one.csv")
    other = received(crisis, FORUM, WEBINAR, name="other.csv")
    accept(one)

    accepted = accept(other)

    assert (accepted.new, accepted.same, Record.objects.count()) == (1, 1, 2)
    assert balance(other) == {"found": 2, "new": 1, "same": 1}


def test_what_an_editor_wrote_meanwhile_is_not_made_twice(crisis: Crisis) -> None:
    batch = received(crisis, "City forum,2020-07-29,WeGO,")
    written = Record.objects.create(crisis=crisis, kind="event", title="City Forum", start_date="2020-07-29")

    accept(batch)

    assert Record.objects.get() == written
    assert Item.objects.get().record == written


def test_items_under_review_are_nobodys_history(crisis: Crisis) -> None:
    received(crisis, FORUM, name="one.csv")

    other = received(crisis, FORUM, name="other.csv")

    assert balance(other) == {"found": 1, "new": 1}


def test_published_only_where_asked(crisis: Crisis) -> None:
    batch = received(crisis, FORUM)

    accepted = accept(batch, publish=True)

    assert (accepted.published, Record.objects.get().live) == (1, True)


def test_the_same_source_again_has_nothing_to_decide(crisis: Crisis) -> None:
    accept(received(crisis, FORUM, WEBINAR))

    again = received(crisis, FORUM, WEBINAR)

    assert (again.state, balance(again)) == ("done", {"found": 2, "same": 2})


def test_what_was_skipped_once_is_skipped_again_until_it_is_wanted(crisis: Crisis, editor: AbstractBaseUser) -> None:
    first = received(crisis, FORUM)
    skip_items(batch_id=first.pk, item_ids=[item_of(first, "City forum").pk], user=editor, now=NOW)

    again = received(crisis, FORUM, WEBINAR)
    assert balance(again) == {"found": 2, "new": 1, "skipped": 1}
    accepted = accept(again, item_of(again, "City forum"))

    assert (accepted.new, Record.objects.get().title) == (1, "City forum")


def test_a_changed_source_proposes_and_following_it_is_one_click(crisis: Crisis) -> None:
    accept(received(crisis, FORUM))

    again = received(crisis, FORUM.replace("2020-07-29", "2020-07-31"))

    item = again.items.get()
    assert item.outcome == "changed"
    said = {"ours": "2020-07-29", "theirs": "2020-07-31", "base": "2020-07-29", "follows": True}
    assert item.changes == {"when": said}
    assert accept(again).changed == 1
    assert str(Record.objects.get().start_date) == "2020-07-31"


def test_a_persons_edit_is_not_overwritten_but_asked_about(crisis: Crisis) -> None:
    accept(received(crisis, FORUM))
    record = Record.objects.get()
    record.title = "Forum of the cities"
    record.save_revision()

    again = received(crisis, FORUM.replace("City forum", "Forum for cities"))

    item = again.items.get()
    assert (item.outcome, again.state) == ("same", "review")
    said = {"ours": "Forum of the cities", "theirs": "Forum for cities", "base": "City forum", "follows": False}
    assert item.changes == {"title": said}
    assert accept(again).changed == 0
    assert Record.objects.get().get_latest_revision_as_object().title == "Forum of the cities"


def test_what_nobody_edited_follows_the_source_beside_what_somebody_did(crisis: Crisis) -> None:
    accept(received(crisis, FORUM))
    record = Record.objects.get()
    record.title = "Forum of the cities"
    record.save_revision()

    again = received(crisis, "Forum for cities,2020-07-31,WeGO,https://example.org/forum")
    accept(again, again.items.get())

    latest = Record.objects.get().get_latest_revision_as_object()
    assert (latest.title, str(latest.start_date)) == ("Forum of the cities", "2020-07-31")
    assert balance(again) == {"found": 1, "changed": 1}


def test_an_editors_correction_goes_into_the_record_and_the_harvest_stays(crisis: Crisis) -> None:
    batch = received(crisis, FORUM)

    edit_item(item_id=batch.items.get().pk, changes={"title": "Forum of the cities"}, user=None, now=NOW)
    accept(batch)

    item = batch.items.get()
    assert (item.data["title"], item.edited) == ("City forum", {"title": "Forum of the cities"})
    assert Record.objects.get().title == "Forum of the cities"


def test_a_corrected_item_is_known_when_it_comes_again_even_without_its_batch(crisis: Crisis) -> None:
    row = "City forum,2020-07-29,WeGO,"
    batch = received(crisis, row)
    edit_item(item_id=batch.items.get().pk, changes={"title": "Something else"}, user=None, now=NOW)
    accept(batch)
    Batch.objects.all().delete()

    again = received(crisis, row)

    assert balance(again) == {"found": 1, "same": 1}


def test_a_batch_can_be_read_again_in_another_way(crisis: Crisis) -> None:
    batch = received(crisis, "City forum,Masks,2020-07-29", head="Title,Subject,Date")
    assert batch.items.get().data["title"] == "City forum"
    assert [column["field"] for column in batch.facts["columns"]] == ["title", "", "start"]

    read_again(batch_id=batch.pk, declared={"columns": {"Subject": "title", "Title": ""}}, user=None, now=NOW)
    read_batch(batch_id=batch.pk, now=NOW)

    assert [item.data["title"] for item in batch.items.all()] == ["Masks"]
    batch.refresh_from_db()
    assert (batch.state, batch.attempts) == ("review", 1)


def test_corrections_stay_with_what_is_read_the_same(crisis: Crisis) -> None:
    batch = received(crisis, FORUM, WEBINAR)
    edit_item(item_id=item_of(batch, "City forum").pk, changes={"title": "Forum"}, user=None, now=NOW)

    read_again(batch_id=batch.pk, declared={"base_url": "https://example.org/"}, user=None, now=NOW)
    read_batch(batch_id=batch.pk, now=NOW)

    assert [item.current["title"] for item in batch.items.all()] == ["Forum", "Webinar on masks"]


def test_what_has_been_accepted_is_not_read_again_over(crisis: Crisis, editor: AbstractBaseUser) -> None:
    batch = received(crisis, FORUM)
    accept(batch, user=editor)

    with pytest.raises(Refused, match="Undo the import first"):
        read_again(batch_id=batch.pk, user=editor, now=NOW)


def test_undoing_an_undo_is_reading_it_again(crisis: Crisis, editor: AbstractBaseUser) -> None:
    batch = received(crisis, FORUM)
    accept(batch, user=editor)
    undo_batch(batch_id=batch.pk, user=editor, now=NOW)
    assert Record.objects.count() == 0

    read_again(batch_id=batch.pk, user=editor, now=NOW)
    read_batch(batch_id=batch.pk, now=NOW)

    assert balance(batch) == {"found": 1, "new": 1}
    assert accept(batch).new == 1


def test_a_batch_that_is_not_read_yet_cannot_be_decided(crisis: Crisis) -> None:
    batch = receive(crisis=crisis, content=sheet(FORUM), name="a.csv", today=NOW.date(), user=None, now=NOW)

    with pytest.raises(Refused, match="still being read"):
        accept_items(batch_id=batch.pk, item_ids=None, publish=False, user=None, now=NOW)


def test_unread_rows_are_part_of_the_balance(crisis: Crisis) -> None:
    batch = received(crisis, FORUM, "30/31/2020,,,", COURSE)

    counts = batch.balance
    assert counts["found"] == sum(counts[name] for name in ("new", "changed", "same", "skipped", "unread"))
    assert counts["unread"] == counts["source"]["unread"] == len(counts["source"]["entries"])
