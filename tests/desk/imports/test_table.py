"""The review table: what it shows of each item, behind which tab, and at what cost."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fingerpost.catalogue.models import Crisis, Record
from fingerpost.desk.imports.rows import rows_of
from fingerpost.desk.imports.sifting import containing, sift
from fingerpost.intake.models import Batch, Item
from tests.desk.imports.making import FORUM, address, make_batch, make_item
from tests.desk.making import make_record, url


@pytest.fixture
def batch(crisis: Crisis) -> Batch:
    return make_batch(crisis)


def shown(client: Client, batch: Batch, query: str = "") -> str:
    return client.get(address("inspect", batch) + query).content.decode()


def test_a_row_says_all_that_was_understood(batch: Batch, at_the_desk: Client) -> None:
    make_item(
        batch, notes=[{"problem": "KST may be two zones.", "remedy": "Check the time."}], locator="table 2, row 3"
    )

    page = shown(at_the_desk, batch)

    for words in (
        "Event",
        "Forum on markets",
        "UNDP; City of Jeju",
        "14 May 2030, 10:00–11:30 Asia/Seoul",
        "example.org",
        "table 2, row 3",
        "Forum on markets UNDP 14 May 2030",
        "KST may be two zones. Check the time.",
        "New",
        "Sure",
    ):
        assert words in page, words


def test_a_row_says_which_words_suggest_a_place_and_themes(batch: Batch, at_the_desk: Client) -> None:
    place = {"id": 1, "name": "Jeju", "words": "Jeju-si"}
    themes = [{"id": 2, "name": "Food", "words": "markets"}, {"id": 3, "name": "Water", "words": "wells"}]
    item = make_item(batch, suggestions={"place": place, "themes": themes})

    pages = [shown(at_the_desk, batch), at_the_desk.get(address("item", batch, item.pk)).content.decode()]
    at_the_desk.post(address("item", batch, item.pk), {"place": "Jeju", "only": "place"})

    assert "Jeju (“Jeju-si”), Food (“markets”), Water (“wells”)" in pages[0]
    assert all(words in pages[1] for words in ("“Jeju-si”", "“markets”", "“wells”", "Set the place to Jeju"))
    assert "Set the themes to" in pages[1]
    assert Item.objects.get().edited == {"place": "Jeju"}


def test_what_an_editor_wrote_stands_before_what_was_read(batch: Batch, at_the_desk: Client) -> None:
    make_item(batch, edited={"title": "Forum on open markets", "url": None})

    page = shown(at_the_desk, batch)

    assert "Forum on open markets" in page
    assert "https://www.example.org/forum" not in page


def test_an_item_shows_the_record_that_it_may_be_and_why(crisis: Crisis, batch: Batch, at_the_desk: Client) -> None:
    record = make_record("event", crisis, "Market forum in Jeju")
    item = make_item(batch, likely=[{"record": record.pk, "score": 0.8, "reasons": ["Same day.", "Similar title."]}])

    page = shown(at_the_desk, batch)

    assert "Market forum in Jeju" in page
    assert "Same day. Similar title." in page
    assert f"items/{item.pk}/match/?record={record.pk}" in page
    assert "It may be known already." in page


def test_an_item_shows_which_other_item_of_its_source_it_may_repeat(batch: Batch, at_the_desk: Client) -> None:
    likely = [{"record": None, "origin": "row 4", "score": 0.6, "reasons": ["Nearly the same title."]}]
    item = make_item(batch, likely=likely)

    pages = [
        shown(at_the_desk, batch),
        *(at_the_desk.get(address(name, batch, item.pk)).content.decode() for name in ("item", "match")),
    ]

    assert "Perhaps the same as row 4" in pages[0]
    assert "Doubtful" in pages[0]
    assert "the same as row 4 of this source" in pages[1]
    assert "Nothing in the catalogue looks like it." in pages[2]


def test_a_known_item_leads_to_its_record(crisis: Crisis, batch: Batch, at_the_desk: Client) -> None:
    record = make_record("event", crisis, "Forum in Jeju")
    make_item(batch, outcome="changed", record=record, changes={"when": {"ours": "1", "theirs": "2", "base": "1"}})

    page = shown(at_the_desk, batch)

    assert url("event", "edit", record.pk) in page
    assert "Changes: date" in page


def changed_title(*, follows: bool) -> dict[str, Any]:
    """Return what a source newly says of a title; ``follows`` is false where an editor has changed it."""
    return {"title": {"ours": "Forum", "theirs": "Forum 2", "base": "Forum", "follows": follows}}


def test_each_item_stands_behind_its_tabs(crisis: Crisis, batch: Batch) -> None:
    record = make_record("event", crisis)
    fates: list[dict[str, Any]] = [
        {},
        {"confidence": 0.5},
        {"data": {**FORUM, "title": ""}},
        {"edited": {"title": None}},
        {"data": {"type": "event"}, "edited": {"title": "Written by hand"}},
        {"likely": [{"record": record.pk, "score": 0.7, "reasons": []}]},
        {"outcome": "changed", "record": record, "changes": changed_title(follows=True)},
        {"outcome": "changed", "record": record, "changes": changed_title(follows=False)},
        {"outcome": "same", "record": record},
        {"outcome": "skipped"},
        {"decision": "skipped"},
        {"decision": "accepted"},
        {"confidence": 0.5, "edited": {"place": "Jeju"}},
        {"outcome": "same", "record": record, "changes": changed_title(follows=False)},
        {"outcome": "same", "record": record, "decision": "accepted"},
        {"outcome": "changed", "changes": changed_title(follows=False), "choices": {"title": "ours"}},
        {"outcome": "changed", "changes": changed_title(follows=False), "edited": {"title": "Forum 3"}},
    ]
    places = {make_item(batch, number, **fate).pk: number for number, fate in enumerate(fates)}

    sifted = sift(batch)

    assert {tab: [places[pk] for pk in ids] for tab, ids in sifted.ids.items()} == {
        "all": list(range(17)),
        "sure": [0, 4, 6, 12, 15, 16],
        "doubtful": [1, 2, 3, 5, 7, 13],
        "new": [0, 1, 2, 3, 4, 5, 12],
        "changed": [6, 7, 15, 16],
        "known": [8, 13, 14],
        "skipped": [9, 10],
        "done": [11],
    }
    rows = {row.id: row for row in rows_of(Item.objects.filter(batch=batch))}
    assert [pk for pk in sifted.ids["all"] if rows[pk].is_sure] == sifted.ids["sure"]
    assert [pk for pk in sifted.ids["all"] if rows[pk].doubts] == sifted.ids["doubtful"]


def test_a_tab_shows_only_its_items_and_counts_all(batch: Batch, at_the_desk: Client) -> None:
    make_item(batch, 1)
    make_item(batch, 2, data={**FORUM, "title": "Webinar on water"}, decision="skipped")

    page = shown(at_the_desk, batch, "?tab=skipped")

    assert "Webinar on water" in page
    assert "Forum on markets</a>" not in page
    assert re.findall(r'review__count">(\d+)<', page) == ["2", "1", "0", "1", "0", "0", "1", "0"]


@pytest.mark.parametrize(
    "words", ["forum", "markets forum", "Jeju", "example.org", "line 1", "typed", "  FORUM  ", "시장"]
)
def test_items_are_found_by_what_was_read_or_written(batch: Batch, words: str) -> None:
    found = make_item(batch, 1, edited={"series": "x", "title": "Typed forum on markets 시장"})
    make_item(batch, 2, data={"type": "event", "title": "Water"}, raw="Water", locator="line 2")

    assert list(containing(Item.objects.filter(batch=batch), words)) == [found]


def test_the_balance_always_shows(crisis: Crisis, at_the_desk: Client) -> None:
    balance = {"found": 24, "new": 18, "changed": 2, "same": 3, "skipped": 0, "unread": 1}
    batch = make_batch(crisis, balance=balance)

    page = shown(at_the_desk, batch, "?tab=done&q=nothing")

    parts = re.findall(r"<dt>(.*?)</dt><dd>(\d+)</dd>", page)
    assert parts == [
        ("found", "24"),
        ("new", "18"),
        ("changed", "2"),
        ("known", "3"),
        ("skipped", "0"),
        ("not understood", "1"),
    ]


def test_questions_and_what_was_not_understood_stand_below(crisis: Crisis, at_the_desk: Client) -> None:
    entries = [{"fate": "unread", "origin": "row 7", "text": "TBC ???", "reason": "It holds no title."}]
    batch = make_batch(
        crisis,
        issues=[{"problem": "This row has no title.", "remedy": "Write one.", "origin": "line 60"}],
        balance={"found": 1, "unread": 1, "source": {"entries": entries}},
    )

    page = shown(at_the_desk, batch)

    for words in ("line 60", "This row has no title.", "Write one.", "row 7", "TBC ???", "It holds no title."):
        assert words in page


def test_hostile_words_stay_words(batch: Batch, at_the_desk: Client) -> None:
    script = '"><script>alert(1)</script>'
    make_item(batch, raw=script, locator=script, data={**FORUM, "title": script, "organisers": [script]})

    page = shown(at_the_desk, batch, "?q=%22%3E%3Cscript%3Ealert(1)")

    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("query", ["?tab=none", "?p=1000000", "?p=x", "?tab=sure&q=" + "a" * 5000])
def test_an_odd_address_shows_a_table_all_the_same(batch: Batch, at_the_desk: Client, query: str) -> None:
    make_item(batch)

    assert at_the_desk.get(address("inspect", batch) + query).status_code == 200


def test_the_table_takes_as_many_queries_for_three_items_as_for_one(crisis: Crisis, at_the_desk: Client) -> None:
    batch = make_batch(crisis)

    def fill(number: int) -> Record:
        record = make_record("event", crisis, f"Forum {number}")
        likely = [{"record": record.pk, "score": 0.7, "reasons": ["same day"]}]
        make_item(batch, 3 * number, likely=likely)
        make_item(batch, 3 * number + 1, record=record, outcome="changed", changes=changed_title(follows=True))
        make_item(batch, 3 * number + 2, record=record, decision="accepted")
        return record

    def queries() -> int:
        shown(at_the_desk, batch)
        with CaptureQueriesContext(connection) as captured:
            shown(at_the_desk, batch, "?q=forum")
        return len(captured)

    fill(1)
    one = queries()
    fill(2)
    fill(3)

    assert queries() == one


@pytest.mark.parametrize(("state", "words"), [("reading", "Reading “Page”…"), ("failed", "could not be read")])
def test_before_there_is_a_table_the_page_says_how_it_stands(
    crisis: Crisis, at_the_desk: Client, state: str, words: str
) -> None:
    batch = make_batch(crisis, state=state, failure="The file is empty. Export it again.")

    page = shown(at_the_desk, batch)

    assert words in page
    assert ("The file is empty. Export it again." in page) == (state == "failed")
    assert at_the_desk.get(address("state", batch)).json() == {"state": state}
