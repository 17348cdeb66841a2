"""What is done in the review table, with a script and without."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from fingerpost.catalogue.models import Crisis, Record
from fingerpost.intake.models import Batch, Decision, Item
from tests.desk.imports.making import address
from tests.desk.making import make_record

SHEET = """Title,Organiser,Date,Link
Forum on markets,UNDP,14 May 2030,https://example.org/forum
Forum on water,WHO,15 May 2030,https://example.org/water
,WHO,16 May 2030,https://example.org/untitled
"""


@pytest.fixture
def batch(crisis: Crisis, at_the_desk: Client) -> Batch:
    at_the_desk.post("/desk/imports/add/", {"text": SHEET})
    return Batch.objects.get()


@pytest.fixture
def items(batch: Batch) -> list[Item]:
    return list(batch.items.order_by("position"))


def act(client: Client, batch: Batch, do: str, *items: Item, **data: Any) -> HttpResponse:
    sent = {"do": do, "item": [item.pk for item in items], "back": "tab=new&q=forum", **data}
    return client.post(address("act", batch), sent)


def asked_by_script(client: Client, url: str, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    response = client.post(url, data, headers={"accept": "application/json"})
    return response.status_code, json.loads(response.content)


def decisions(batch: Batch) -> list[str]:
    return list(batch.items.order_by("position", "pk").values_list("decision", flat=True))


def said(client: Client, response: HttpResponse) -> list[str]:
    page = client.get(response.url)
    return [str(message) for message in page.context["messages"]]


def test_one_item_is_accepted_by_its_button(batch: Batch, items: list[Item], at_the_desk: Client) -> None:
    response = act(at_the_desk, batch, f"accept:{items[1].pk}", items[0])

    assert decisions(batch) == ["open", "accepted", "open"]
    assert Record.objects.get().title == "Forum on water"
    assert not Record.objects.get().live
    assert response.url == f"{address('inspect', batch)}?tab=new&q=forum#item-{items[1].pk}"
    assert said(at_the_desk, response) == ["1 new record."]


def test_all_that_is_sure_is_accepted_with_one_click(batch: Batch, items: list[Item], at_the_desk: Client) -> None:
    response = act(at_the_desk, batch, "accept-sure")

    assert decisions(batch) == ["accepted", "accepted", "open"]
    assert said(at_the_desk, response)[0].startswith("2 new records.")


def test_a_moderator_publishes_what_is_ticked(batch: Batch, items: list[Item], as_moderator: Client) -> None:
    act(as_moderator, batch, "publish", items[0])

    assert [(record.title, record.live) for record in Record.objects.all()] == [("Forum on markets", True)]


def test_skipped_items_are_reopened(batch: Batch, items: list[Item], at_the_desk: Client) -> None:
    act(at_the_desk, batch, "skip", *items[:2])
    skipped = decisions(batch)
    act(at_the_desk, batch, "reopen", items[0])

    assert (skipped, decisions(batch)) == (["skipped", "skipped", "open"], ["open", "skipped", "open"])


def test_the_ticked_change_their_kind(batch: Batch, items: list[Item], at_the_desk: Client) -> None:
    act(at_the_desk, batch, "kind", *items[:2], kind="resource")

    assert [item.current["type"] for item in batch.items.order_by("position")] == ["resource", "resource", "event"]


def test_two_items_are_joined(batch: Batch, items: list[Item], at_the_desk: Client) -> None:
    act(at_the_desk, batch, "join", *items[:2])

    first, second, _third = batch.items.order_by("position")
    assert second.joined_into == first
    assert first.current["organisers"] == ["UNDP", "WHO"]
    page = at_the_desk.get(address("inspect", batch)).content.decode()
    assert f'href="#item-{first.pk}"' in page


@pytest.mark.parametrize(
    ("do", "count", "data", "sentence"),
    [
        ("dance", 1, {}, "The desk does not know what to do."),
        ("accept", 0, {}, "Tick at least one item first."),
        ("join", 1, {}, "Tick the two or more items that are one."),
        ("kind", 1, {"kind": ""}, "Choose the kind first."),
        ("kind", 1, {"kind": "x"}, "Choose the kind first."),
        ("skip:x", 0, {}, "Tick at least one item first."),
        ("skip:99999999999999999999", 0, {}, "Tick at least one item first."),
    ],
)
def test_what_makes_no_sense_is_said_and_changes_nothing(
    batch: Batch, items: list[Item], at_the_desk: Client, do: str, count: int, data: dict[str, str], sentence: str
) -> None:
    response = act(at_the_desk, batch, do, *items[:count], **data)

    assert said(at_the_desk, response)[0].startswith(sentence)
    assert decisions(batch) == ["open"] * 3


def test_the_script_gets_the_rows_that_changed_and_a_new_head(
    batch: Batch, items: list[Item], at_the_desk: Client
) -> None:
    status, told = asked_by_script(at_the_desk, address("act", batch), {"do": f"skip:{items[0].pk}"})

    assert (status, told["said"], list(told["rows"])) == (200, "1 skipped.", [str(items[0].pk)])
    assert "Skipped" in told["rows"][str(items[0].pk)]
    assert "Accept the one that is sure" in told["head"]


def test_the_script_is_told_what_is_wrong(batch: Batch, at_the_desk: Client) -> None:
    status, told = asked_by_script(at_the_desk, address("act", batch), {"do": "accept"})

    assert (status, told) == (
        422,
        {"said": "Tick at least one item first.", "errors": {"": ["Tick at least one item first."]}},
    )


def test_a_cell_takes_what_a_person_types(batch: Batch, items: list[Item], at_the_desk: Client) -> None:
    url = address("item", batch, items[0].pk)
    for name, typed in {
        "when": "18 May 2030, 10:00–11:30 KST",
        "organisers": "UNDP; City of Jeju",
        "title": "Forum on open markets",
        "url": "example.org/markets",
    }.items():
        status, told = asked_by_script(at_the_desk, url, {name: typed, "only": name})
        assert (status, told["said"]) == (200, "Saved."), told

    row = told["rows"][str(items[0].pk)]
    for words in (
        "18 May 2030, 10:00–11:30 Asia/Seoul",
        "UNDP; City of Jeju",
        "Forum on open markets",
        "https://example.org/markets",
    ):
        assert words in row


def test_an_error_stands_at_its_cell(batch: Batch, items: list[Item], at_the_desk: Client) -> None:
    url = address("item", batch, items[0].pk)

    status, told = asked_by_script(at_the_desk, url, {"when": "31 February", "only": "when"})

    assert status == 422
    assert list(told["errors"]) == ["when"]
    assert Item.objects.get(pk=items[0].pk).edited == {}


def test_the_form_of_an_item_sends_only_what_was_changed(batch: Batch, items: list[Item], at_the_desk: Client) -> None:
    url = address("item", batch, items[0].pk)
    form = at_the_desk.get(url).context["form"]

    response = at_the_desk.post(url, {**form.initial, "place": "Jeju", "back": ""})

    assert Item.objects.get(pk=items[0].pk).edited == {"place": "Jeju"}
    assert response.url == f"{address('inspect', batch)}#item-{items[0].pk}"


def test_the_form_shows_each_error_at_its_field(batch: Batch, items: list[Item], at_the_desk: Client) -> None:
    url = address("item", batch, items[0].pk)
    form = at_the_desk.get(url).context["form"]

    page = at_the_desk.post(url, {**form.initial, "when": "31 February", "language": "Klingon or so"})

    assert set(page.context["form"].errors) == {"when", "language"}
    assert Item.objects.get(pk=items[0].pk).edited == {}


def test_a_decided_item_cannot_be_edited(batch: Batch, items: list[Item], at_the_desk: Client) -> None:
    act(at_the_desk, batch, "skip", items[0])

    response = at_the_desk.post(address("item", batch, items[0].pk), {"title": "x", "only": "title"})

    assert said(at_the_desk, response)[-1] == "This item is decided. Reopen it to correct it."


def test_an_item_is_split_at_its_lines_or_titles(crisis: Crisis, at_the_desk: Client) -> None:
    at_the_desk.post("/desk/imports/add/", {"text": SHEET})
    batch = Batch.objects.get()
    item = batch.items.first()
    Item.objects.filter(pk=item.pk).update(raw="Forum on markets, 14 May 2030\nForum on fish, 20 May 2030")

    page = at_the_desk.get(address("split", batch, item.pk)).content.decode()
    response = at_the_desk.post(address("split", batch, item.pk), {"line": ["2"], "back": ""})

    assert 'name="line" value="2"' in page
    assert "#item-" in response.url
    assert batch.items.filter(split_from=item).get().current["title"].startswith("Forum on fish")


def test_splitting_at_nothing_is_refused_with_a_sentence(batch: Batch, items: list[Item], at_the_desk: Client) -> None:
    sentences = []
    for data in ({}, {"titles": "Stands nowhere in it"}, {"line": ["99"]}):
        response = at_the_desk.post(address("split", batch, items[0].pk), data)
        sentences += said(at_the_desk, response)

    assert len(sentences) == 3
    assert all(sentences)
    assert batch.items.count() == 3


def test_this_is_that_record_field_by_field(
    crisis: Crisis, batch: Batch, items: list[Item], at_the_desk: Client
) -> None:
    record = make_record("event", crisis, "Market forum", start_date="2030-05-14")
    url = address("match", batch, items[0].pk)

    page = at_the_desk.get(url, {"record": record.pk})
    pairs = {pair.group: (pair.ours, pair.theirs, pair.is_different) for pair in page.context["pairs"]}
    response = at_the_desk.post(
        url, {"record": record.pk, "do": "tie", "choice-title": "theirs", "choice-when": "x", "choice-x": "ours"}
    )

    assert pairs["title"] == ("Market forum", "Forum on markets", True)
    assert pairs["when"] == ("14 May 2030", "14 May 2030", False)
    assert pairs["item"] == ("", "https://example.org/forum", True)
    assert response.url.endswith(f"#item-{items[0].pk}")
    assert set(Decision.objects.values_list("kind", "record")) == {("same", record.pk)}
    act(at_the_desk, batch, "accept", items[0])
    assert Record.objects.get().get_latest_revision_as_object().title == "Forum on markets"


def test_not_a_duplicate_is_remembered(crisis: Crisis, batch: Batch, items: list[Item], at_the_desk: Client) -> None:
    record = make_record("event", crisis, "Market forum")

    at_the_desk.post(address("match", batch, items[0].pk), {"record": record.pk, "do": "untie"})

    assert set(Decision.objects.values_list("kind", "record")) == {("different", record.pk)}


def test_any_record_of_the_hub_can_be_searched(
    crisis: Crisis, batch: Batch, items: list[Item], at_the_desk: Client
) -> None:
    record = make_record("event", crisis, "Market forum")
    make_record("event", Crisis.objects.create(name="Flood", slug="flood"), "Market of another crisis")

    page = at_the_desk.get(address("match", batch, items[0].pk), {"find": "market"})

    assert page.context["found"] == [record]


@pytest.mark.parametrize("record", ["", "x", "999999", "99999999999999999999"])
def test_a_record_that_there_is_not_is_refused(
    batch: Batch, items: list[Item], at_the_desk: Client, record: str
) -> None:
    url = address("match", batch, items[0].pk)

    shown = at_the_desk.get(url, {"record": record})
    response = at_the_desk.post(url, {"record": record, "do": "tie"})

    assert shown.status_code == 200
    assert said(at_the_desk, response) == ["Choose the record first."]


def test_undo_lists_what_it_takes_back_and_what_stays_and_why(
    crisis: Crisis, batch: Batch, items: list[Item], as_moderator: Client
) -> None:
    act(as_moderator, batch, "accept", *items[:2])
    edited = Record.objects.get(title="Forum on water")
    edited.title = "Forum on clean water"
    edited.save_revision()

    asked = as_moderator.get(address("undo", batch))
    before = Record.objects.count()
    response = as_moderator.post(address("undo", batch))

    page = asked.content.decode()
    assert "Forum on markets" in page
    assert "It was edited since." in page
    assert before == 2
    assert list(Record.objects.all()) == [edited]
    assert said(as_moderator, response) == ["1 record was taken back. 1 was left as it is."]
    assert Batch.objects.get().state == "undone"
    again = as_moderator.get(address("undo", batch))
    assert said(as_moderator, again)[0].startswith("“")


def test_a_batch_that_was_taken_back_can_be_read_again(batch: Batch, items: list[Item], as_moderator: Client) -> None:
    act(as_moderator, batch, "accept", items[0])
    as_moderator.post(address("undo", batch))

    as_moderator.post(address("again", batch))

    assert Batch.objects.get().state == "review"
    assert decisions(batch) == ["open"] * 3


def test_what_is_not_there_any_more_cannot_be_read_again_and_says_so(
    batch: Batch, items: list[Item], as_moderator: Client
) -> None:
    batch.content.storage.delete(batch.content.name)

    response = as_moderator.post(address("again", batch))

    assert Batch.objects.get().state == "failed"
    assert "not there any more" in as_moderator.get(response.url).content.decode()


def test_the_columns_of_a_sheet_are_shown_and_corrected(batch: Batch, items: list[Item], at_the_desk: Client) -> None:
    shown = [
        (column["heading"], column["field"]) for column in at_the_desk.get(address("columns", batch)).context["columns"]
    ]
    sent = {"field-0": "title", "field-1": "place", "field-2": "start", "field-3": "nonsense"}

    response = at_the_desk.post(address("columns", batch), sent)

    assert shown == [("Title", "title"), ("Organiser", "organisers"), ("Date", "start"), ("Link", "url")]
    assert response.url == address("inspect", batch)
    assert batch.items.order_by("position").first().current["place"] == "UNDP"
    assert Batch.objects.get().declared["columns"] == {"Title": "title", "Organiser": "place", "Date": "start"}


def test_columns_are_kept_once_something_was_accepted(batch: Batch, items: list[Item], at_the_desk: Client) -> None:
    act(at_the_desk, batch, "accept", items[0])

    response = at_the_desk.post(address("columns", batch), {"field-0": "title"})

    assert "Undo the import first" in said(at_the_desk, response)[-1]
