"""“This is that record” and “not a duplicate”: done, explained, and remembered for good."""

import pytest

from fingerpost.catalogue.models import Crisis, Link, Record
from fingerpost.intake.actions import tie_item, undo_batch, untie_item
from fingerpost.intake.errors import Refused
from fingerpost.intake.models import Batch, Decision, Item
from tests.intake.made import FORUM, NOW, accept, received

pytestmark = pytest.mark.django_db

OURS = "Annual meeting of mayors"


@pytest.fixture
def record(crisis: Crisis) -> Record:
    record = Record.objects.create(crisis=crisis, kind="event", title=OURS, start_date="2020-07-29", live=False)
    record.save_revision()
    return record


def tie(tied: Item, record: Record, **choices: str) -> Item:
    return tie_item(item_id=tied.pk, record_id=record.pk, choices=choices, user=None, now=NOW)


def untie(item: Item, record: Record) -> Item:
    return untie_item(item_id=item.pk, record_id=record.pk, user=None, now=NOW)


def test_a_tied_item_fills_what_the_record_leaves_empty_and_asks_about_the_rest(crisis: Crisis, record: Record) -> None:
    batch = received(crisis, FORUM)

    item = tie(batch.items.get(), record)

    assert (item.record, item.outcome, item.why) == (record, "changed", ["An editor said so."])
    assert item.changes == {
        "title": {"ours": OURS, "theirs": "City forum", "base": "", "follows": False},
        "organisers": {"ours": "", "theirs": "WeGO", "base": "", "follows": True},
        "item": {"ours": "", "theirs": "https://example.org/forum", "base": "", "follows": True},
    }
    accept(batch, item)
    found = Record.objects.get()
    assert (found.title, [link.url for link in found.links.all()]) == (OURS, ["https://example.org/forum"])
    assert [credit.organisation.name for credit in found.credits.all()] == ["WeGO"]


def test_the_choices_field_by_field_are_followed(crisis: Crisis, record: Record) -> None:
    batch = received(crisis, FORUM)

    item = tie(batch.items.get(), record, title="theirs", organisers="ours", item="ours")
    accept(batch, item)

    found = Record.objects.get()
    assert (found.title, found.credits.count(), found.links.count()) == ("City forum", 0, 0)
    assert batch.items.get().choices == {"title": "theirs", "organisers": "ours", "item": "ours"}


def test_with_our_word_everywhere_nothing_is_left_to_decide(crisis: Crisis, record: Record) -> None:
    batch = received(crisis, FORUM)

    tie(batch.items.get(), record, title="ours", organisers="ours", item="ours")

    batch.refresh_from_db()
    assert (batch.state, batch.balance["same"], batch.items.get().decision) == ("done", 1, "accepted")
    assert Record.objects.get().title == OURS


def test_a_merge_is_taken_back_with_its_batch(crisis: Crisis, record: Record) -> None:
    batch = received(crisis, FORUM)
    accept(batch, tie(batch.items.get(), record, title="theirs"))

    undo_batch(batch_id=batch.pk, user=None, now=NOW)

    found = Record.objects.get()
    assert (found.title, found.credits.count(), found.links.count()) == (OURS, 0, 0)


def test_what_was_tied_once_is_known_ever_after(crisis: Crisis, record: Record) -> None:
    batch = received(crisis, FORUM)
    accept(batch, tie(batch.items.get(), record))
    Batch.objects.all().delete()

    again = received(crisis, FORUM)

    assert (again.balance["same"], again.items.get().record, again.state) == (1, record, "done")
    decided = Decision.objects.filter(record=record).values_list("kind", "reasons").distinct()
    assert list(decided) == [("same", ["An editor chose it."])]


def test_what_is_no_duplicate_stays_none(crisis: Crisis) -> None:
    record = Record.objects.create(crisis=crisis, kind="event", title="City forum", start_date="2020-07-29")
    Link.objects.create(record=record, role="item", url="https://example.org/forum")
    batch = received(crisis, FORUM)
    assert batch.items.get().record == record
    assert batch.state == "done"
    Batch.objects.all().delete()
    changed = received(crisis, FORUM.replace("https://example.org/forum", "https://example.org/other"))
    item = changed.items.get()
    assert (item.record, item.decision) == (record, "accepted")


def test_an_untied_item_is_new_and_stays_so_after_its_batch_is_gone(crisis: Crisis) -> None:
    record = Record.objects.create(crisis=crisis, kind="event", title="City forum", start_date="2020-07-29")
    batch = received(crisis, FORUM, "Untitled,2020-07-30,,")
    item = batch.items.get(record=record)

    untied = untie(item, record)
    assert (untied.outcome, untied.record, untied.likely) == ("new", None, [])
    Batch.objects.all().delete()
    again = received(crisis, FORUM)

    assert (again.items.get().outcome, again.items.get().likely) == ("new", [])


def test_a_later_word_takes_the_place_of_an_earlier_one(crisis: Crisis, record: Record) -> None:
    item = received(crisis, FORUM).items.get()
    tie(item, record)

    untied = untie(item, record)

    assert (untied.outcome, untied.record, untied.changes) == ("new", None, {})
    assert set(Decision.objects.values_list("kind", flat=True)) == {"different"}


def test_a_record_of_another_hub_is_refused(crisis: Crisis) -> None:
    other = Crisis.objects.create(name="Flood", slug="flood")
    record = Record.objects.create(crisis=other, kind="event", title="City forum")

    with pytest.raises(Refused, match="no such record in this hub"):
        tie(received(crisis, FORUM).items.get(), record)


def test_clearing_everything_and_importing_again_makes_no_duplicate(crisis: Crisis) -> None:
    accept(received(crisis, FORUM))
    Batch.objects.all().delete()

    again = received(crisis, FORUM, name="renamed.csv")

    assert (again.balance["same"], Record.objects.count()) == (1, 1)


HEAD = "Title,Date,Organiser,UID"


def test_an_identifier_tells_what_moved_and_was_renamed(crisis: Crisis) -> None:
    accept(received(crisis, "City forum,2020-07-29,WeGO,a-1", head=HEAD))

    again = received(crisis, "Forum of cities on masks,2020-09-01,UNDRR,a-1", head=HEAD)

    assert (again.items.get().outcome, again.items.get().record) == ("changed", Record.objects.get())


def test_identifiers_that_change_at_each_reading_do_no_harm(crisis: Crisis) -> None:
    accept(received(crisis, "City forum,2020-07-29,WeGO,a-1", head=HEAD))

    again = received(crisis, "City forum,2020-07-29,WeGO,b-7", head=HEAD)

    assert (again.balance["same"], again.state) == (1, "done")


def test_an_identifier_that_is_only_a_row_number_is_not_believed(crisis: Crisis) -> None:
    accept(received(crisis, "City forum,2020-07-29,WeGO,1", head=HEAD))

    again = received(crisis, "Course on water,2020-08-03,ICLEI,1", head=HEAD)

    assert again.items.get().outcome == "new"
