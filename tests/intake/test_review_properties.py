"""Whatever editors do to whatever was read, the balance adds up and nothing is lost or made twice."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fingerpost.catalogue.models import Crisis, Record
from fingerpost.intake.actions import (
    accept_items,
    change_kind,
    edit_item,
    import_reading,
    join_items,
    read_again,
    read_batch,
    receive,
    reopen_items,
    skip_items,
    split_item,
    tie_item,
    undo_batch,
    untie_item,
)
from fingerpost.intake.models import Batch, Item
from fingerpost.readers.errors import ReaderError
from tests.intake.made import COURSE, FORUM, NOW, WEBINAR, event, reading_of, sheet, source
from tests.intake.test_properties import fresh_hub

pytestmark = pytest.mark.django_db

HEAD = "Title,Date,Organiser,Link,Summary"
ROWS = [
    FORUM, WEBINAR, COURSE, "City forum,2020-07-29,,", ",2020-07-30,UNDRR,https://example.org/masks", ",,,",
    "City forums,2020-07-29,WeGO,https://example.org/else", "Course on water,2020-08-04,ICLEI,https://example.org/water",
]  # fmt: skip
DEEDS = st.sampled_from(
    [
        "accept",
        "accept",
        "sure",
        "publish",
        "skip",
        "reopen",
        "edit",
        "empty",
        "kind",
        "join",
        "split",
        "tie",
        "untie",
        "undo",
        "again",
    ]
)


def do(deed: str, batch: Batch, number: int) -> None:
    """Do something to some item of a batch; what cannot be done is refused with a sentence."""
    items = list(batch.items.all())
    common: dict[str, Any] = {"user": None, "now": NOW}
    of_batch = {"batch_id": batch.pk, **common}
    if deed == "sure":
        accept_items(item_ids=None, publish=False, **of_batch)
    elif deed == "undo":
        undo_batch(**of_batch)
    elif deed == "again":
        read_again(**of_batch)
        read_batch(batch_id=batch.pk, now=NOW)
    if not items:
        return
    item = items[number % len(items)]
    ids = [each.pk for each in items[number % len(items) :][:2]]
    record = Record.objects.order_by("pk").last()
    deeds: dict[str, Any] = {
        "accept": lambda: accept_items(item_ids=ids, publish=False, **of_batch),
        "publish": lambda: accept_items(item_ids=ids, publish=True, **of_batch),
        "skip": lambda: skip_items(item_ids=ids, **of_batch),
        "reopen": lambda: reopen_items(item_ids=ids, **of_batch),
        "edit": lambda: edit_item(item_id=item.pk, changes={"title": "City forum", "when": "29 July 2020"}, **common),
        "empty": lambda: edit_item(item_id=item.pk, changes={"title": "", "when": "", "url": ""}, **common),
        "kind": lambda: change_kind(
            item_ids=ids, kind=["resource", "update", "measure", "event"][number % 4], **common
        ),
        "join": lambda: join_items(item_ids=ids, **common),
        "split": lambda: split_item(item_id=item.pk, at=[["forum"], ["water"], [2]][number % 3], **common),
        "tie": lambda: record and tie_item(item_id=item.pk, record_id=record.pk, choices={"title": "theirs"}, **common),
        "untie": lambda: record and untie_item(item_id=item.pk, record_id=record.pk, **common),
    }
    if deed in deeds:
        deeds[deed]()


def check(crisis: Crisis) -> None:
    for batch in Batch.objects.filter(crisis=crisis):
        counts = batch.balance
        items = list(batch.items.all())
        assert counts["found"] == sum(counts[name] for name in ("new", "changed", "same", "skipped", "unread"))
        assert counts["found"] - counts["unread"] == len(items)
        assert counts["skipped"] == sum(item.decision == "skipped" or item.outcome == "skipped" for item in items)
        waiting = batch.items.waiting().exists()
        assert batch.state == "undone" or (batch.state == "review") == waiting
        assert not (batch.state == "done" and batch.items.filter(decision="open").exists())
    made = Item.objects.taken_in().filter(outcome="new", joined_into__isnull=True).exclude(data__type="organisation")
    assert made.count() <= Record.objects.count() or made.filter(record__isnull=True).exists()
    for record in Record.objects.all():
        record.clean_fields(exclude=["title"])
        record.clean()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.lists(st.sampled_from(ROWS), min_size=1, max_size=4), min_size=1, max_size=2),
    st.lists(st.tuples(DEEDS, st.integers(0, 1), st.integers(0, 7)), max_size=8),
)
def test_after_any_decisions_the_balance_adds_up(sheets: list[list[str]], deeds: list[tuple[str, int, int]]) -> None:
    with fresh_hub() as crisis:
        batches = []
        for number, rows in enumerate(sheets):
            content = sheet(*rows, head=HEAD)
            batch = receive(crisis=crisis, content=content, name=f"{number}.csv", today=NOW.date(), user=None, now=NOW)
            batches.append(read_batch(batch_id=batch.pk, now=NOW))
        check(crisis)
        for deed, which, number in deeds:
            with suppress(ReaderError):
                do(deed, batches[which % len(batches)], number)
            check(crisis)


def test_the_balance_counts_what_is_joined_and_split_once(crisis: Crisis) -> None:
    import_reading(
        reading=reading_of(event("City forum"), event("City forum")),
        source=source(),
        crisis=crisis,
        publish=False,
        now=NOW,
    )

    check(crisis)
    assert Batch.objects.get().balance["same"] == 1
