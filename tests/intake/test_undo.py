"""Taking a batch back: everything as it was, but for what people made of it since."""

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry, ReferenceIndex

from fingerpost.catalogue.models import Address, Crisis, Organisation, Record, Series
from fingerpost.intake.actions import Undone, edit_item, undo_batch
from fingerpost.intake.errors import Refused
from fingerpost.intake.models import Batch, Decision
from tests.intake.made import FORUM, NOW, WEBINAR, accept, item_of, received

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
MOVED = FORUM.replace("2020-07-29", "2020-07-31")


def undo(batch: Batch) -> Undone:
    return undo_batch(batch_id=batch.pk, user=None, now=LATER)


def titles(records: list[Record]) -> list[str]:
    return [record.title for record in records]


def test_what_a_batch_made_goes_with_all_that_it_proposed(crisis: Crisis) -> None:
    batch = received(crisis, FORUM, WEBINAR)
    accept(batch, publish=True)
    keys = set(Record.objects.values_list("key", flat=True))

    undone = undo(batch)

    assert (titles(undone.deleted), undone.restored, undone.kept) == (["City forum", "Webinar on masks"], [], [])
    assert (Record.objects.count(), Organisation.objects.count(), Series.objects.count()) == (0, 0, 0)
    assert set(Address.objects.filter(record=None).values_list("key", flat=True)) == keys
    assert ModelLogEntry.objects.filter(action="wagtail.delete").count() == 2
    batch.refresh_from_db()
    assert (batch.state, batch.undone_at) == ("undone", LATER)
    assert batch.balance["found"] == sum(
        batch.balance[name] for name in ("new", "changed", "same", "skipped", "unread")
    )


def test_what_was_edited_since_stays_and_is_listed(crisis: Crisis) -> None:
    batch = received(crisis, FORUM, WEBINAR)
    accept(batch)
    record = Record.objects.get(title="City forum")
    record.summary = "About cities."
    record.save_revision()

    undone = undo(batch)

    assert titles(undone.deleted) == ["Webinar on masks"]
    assert undone.kept == [(record, "It was edited since.")]
    assert Record.objects.get() == record
    assert [name.name for name in Organisation.objects.all()] == ["WeGO"]
    assert record.provenance.taken_in().count() == 1


def test_publishing_alone_is_no_edit(crisis: Crisis) -> None:
    batch = received(crisis, FORUM)
    accept(batch)
    Record.objects.get().save_revision().publish()

    undone = undo(batch)

    assert (titles(undone.deleted), Record.objects.count()) == (["City forum"], 0)


def test_a_change_is_taken_back(crisis: Crisis) -> None:
    accept(received(crisis, FORUM), publish=True)
    changing = received(crisis, MOVED)
    accept(changing, publish=True)

    undone = undo(changing)

    record = Record.objects.get()
    assert (titles(undone.restored), undone.deleted, undone.kept) == (["City forum"], [], [])
    assert (str(record.start_date), record.live, record.has_unpublished_changes) == ("2020-07-29", True, False)


def test_a_change_of_links_and_organisers_is_taken_back(crisis: Crisis) -> None:
    head = "Title,Date,Organiser,Link,Register"
    accept(received(crisis, FORUM + ",", head=head))
    changing = received(crisis, FORUM.replace("WeGO", "WeGO; UNDRR") + ",https://example.org/join", head=head)
    accept(changing)
    assert (Record.objects.get().links.count(), Record.objects.get().credits.count()) == (2, 2)

    undo(changing)

    record = Record.objects.get()
    assert [link.url for link in record.links.all()] == ["https://example.org/forum"]
    assert [credit.organisation.name for credit in record.credits.all()] == ["WeGO"]
    assert Organisation.objects.count() == 1


def test_what_was_edited_after_a_change_stays_beside_what_is_taken_back(crisis: Crisis) -> None:
    accept(received(crisis, FORUM))
    changing = received(crisis, MOVED.replace("City forum", "Forum for cities"))
    accept(changing, changing.items.get())
    record = Record.objects.get()
    record.title = "Forum of the cities"
    record.save_revision()

    undone = undo(changing)

    latest = Record.objects.get().get_latest_revision_as_object()
    assert (latest.title, str(latest.start_date)) == ("Forum of the cities", "2020-07-29")
    assert (titles(undone.restored), [reason for _, reason in undone.kept]) == (
        ["City forum"],
        ["Edited since: title."],
    ) or ([reason for _, reason in undone.kept] == ["Edited since: title."])


def test_what_another_batch_tells_of_stays(crisis: Crisis) -> None:
    batch = received(crisis, FORUM)
    accept(batch)
    received(crisis, FORUM, name="Partner's list.csv")

    undone = undo(batch)

    assert [reason for _record, reason in undone.kept] == ["“Partner's list.csv” tells of it too."]
    assert Record.objects.count() == 1


def test_what_a_page_uses_stays(crisis: Crisis) -> None:
    batch = received(crisis, FORUM)
    accept(batch)
    record = Record.objects.get()
    base = Record.get_base_content_type()
    ReferenceIndex.objects.create(
        base_content_type=base, content_type=base, object_id="999", to_content_type=base, to_object_id=str(record.pk),
        model_path="body", content_path="body.1", content_path_hash="1e4c1a2e-1111-4a4a-8a8a-111111111111",
    )  # fmt: skip

    undone = undo(batch)

    assert undone.kept == [(record, "A page uses it.")]


def test_organisations_that_something_else_uses_stay(crisis: Crisis) -> None:
    batch = received(crisis, FORUM, WEBINAR)
    accept(batch)
    Organisation.objects.filter(name="UNDRR").update(standing=Organisation.Standing.CONFIRMED)

    undo(batch)

    assert [name.name for name in Organisation.objects.all()] == ["UNDRR"]


def test_an_undone_batch_is_not_undone_twice(crisis: Crisis) -> None:
    batch = received(crisis, FORUM)
    accept(batch)
    undo(batch)

    with pytest.raises(Refused, match="has been taken back"):
        undo(batch)


def test_what_was_undone_is_not_history(crisis: Crisis) -> None:
    batch = received(crisis, FORUM)
    accept(batch)
    undo(batch)

    again = received(crisis, FORUM)

    assert again.items.get().outcome == "new"


def test_decisions_outlive_the_batch_they_were_made_on(crisis: Crisis) -> None:
    other = Record.objects.create(crisis=crisis, kind="event", title="Another")
    batch = received(crisis, FORUM)
    Decision.objects.create(crisis=crisis, identity="x", record=other, kind="different", decided_at=NOW)
    accept(batch)

    undo(batch)
    batch.delete()

    assert Decision.objects.count() == 1


def test_a_batch_under_review_can_be_undone_half_way(crisis: Crisis) -> None:
    batch = received(crisis, FORUM, WEBINAR)
    edit_item(item_id=item_of(batch, "City forum").pk, changes={"title": "Forum"}, user=None, now=NOW)
    accept(batch, item_of(batch, "Forum"))

    undone = undo(batch)

    assert titles(undone.deleted) == ["Forum"]
    assert set(batch.items.values_list("decision", flat=True)) == {"open"}
