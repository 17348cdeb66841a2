"""What an editor types into the table: read like a person means it, or refused with a sentence."""

from datetime import date
from typing import Any

import pytest

from fingerpost.catalogue.models import Crisis, Record, Theme, ThemeLabel
from fingerpost.intake.actions import change_kind, edit_item, join_items, reopen_items, split_item
from fingerpost.intake.actions.reviewing.typed import typed_values
from fingerpost.intake.errors import Refused, UnreadableEdit
from fingerpost.intake.models import Item
from tests.intake.made import FORUM, NOW, WEBINAR, accept, item_of, received

TODAY = date(2020, 7, 1)


def typed(**changes: Any) -> dict[str, Any]:
    return typed_values(
        changes, current={"type": "event", "start": "2020-05-12", "timezone": "Asia/Seoul"}, today=TODAY
    )


@pytest.mark.parametrize(
    ("words", "start", "end", "zone"),
    [
        ("12 May 2020", "2020-05-12", None, None),
        ("2020-05-12", "2020-05-12", None, None),
        ("Tuesday, 12 May 2020", "2020-05-12", None, None),
        ("12 May 2020, 10:00–11:30 KST", "2020-05-12T10:00:00", "2020-05-12T11:30:00", "Asia/Seoul"),
        ("12 May 2020, 10:00–11:30 Asia/Seoul", "2020-05-12T10:00:00", "2020-05-12T11:30:00", "Asia/Seoul"),
        ("29 July 2020, 15:00 UTC+9", "2020-07-29T15:00:00", None, "Etc/GMT-9"),
        ("29 July 2020, 15:00", "2020-07-29T15:00:00", None, None),
        ("18–25 March 2020", "2020-03-18", "2020-03-25", None),
        ("30 June – 2 July 2020", "2020-06-30", "2020-07-02", None),
        ("July 2020", "2020-07", None, None),
        ("2020", "2020", None, None),
        ("10:00–11:30", "2020-05-12T10:00:00", "2020-05-12T11:30:00", "Asia/Seoul"),
        ("until 3 May 2020", None, "2020-05-03", None),
        ("14 May, 10:00 – 15 May 2030, 12:00 Asia/Seoul", "2030-05-14T10:00:00", "2030-05-15T12:00:00", "Asia/Seoul"),
        ("", None, None, None),
    ],
)
def test_dates_are_typed_as_people_write_them(words: str, start: str | None, end: str | None, zone: str | None) -> None:
    found = typed(when=words)
    # With the zone beside it, an offset says the same once more.
    moments = {name: (found[name] or "").removesuffix("+09:00") or None for name in ("start", "end")}
    assert {**moments, "timezone": found["timezone"]} == {"start": start, "end": end, "timezone": zone}


def test_a_resource_is_dated_by_its_publication() -> None:
    found = typed_values({"when": "May 2020"}, current={"type": "resource"}, today=TODAY)

    assert found == {"published": "2020-05", "start": None}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"when": "soon"}, "“soon” is not understood as a date. Write it like"),
        ({"when": "12 May 2020 in the old hall"}, "is not understood as a date."),
        ({"when": "31 February 2020"}, "February"),
        ({"when": "05/06/2020"}, "leaves open which number is the day and which the month."),
        ({"register_by": "18–25 March 2020"}, "names two moments."),
        ({"url": "javascript:alert(1)"}, "“javascript:alert(1)” is not a web address."),
        ({"url": "ask the office"}, "is not a web address."),
        ({"language": "Elvish"}, "“Elvish” is not a language that is known."),
        ({"number": "four"}, "“four” cannot be a number in a series."),
        ({"status": "perhaps"}, "“perhaps” cannot be chosen here."),
        ({"type": "party"}, "“party” cannot be chosen here."),
        ({"organisers": "x" * 300}, "is too long for the name of an organisation."),
        ({"colour": "red"}, "“colour” is no fact of an item."),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(UnreadableEdit) as caught:
        typed(title="Good", **changes)

    [(name, said)] = caught.value.sentences.items()
    assert (name in changes, sentence in said) == (True, True)


def test_other_facts_are_typed_plainly() -> None:
    assert typed(
        title="  City   forum ",
        organisers="WeGO; UNDRR ;",
        url="example.org/forum",
        language="Korean",
        number="4",
        summary="",
        register_by="1 May 2020",
    ) == {
        "title": "City forum",
        "organisers": ["WeGO", "UNDRR"],
        "url": "https://example.org/forum",
        "language": "ko",
        "number": 4,
        "summary": None,
        "register_by": "2020-05-01",
    }


@pytest.mark.django_db
class TestItems:
    def test_a_faulty_edit_changes_nothing(self, crisis: Crisis) -> None:
        item = received(crisis, FORUM).items.get()

        with pytest.raises(UnreadableEdit):
            edit_item(item_id=item.pk, changes={"title": "New", "when": "soon"}, user=None, now=NOW)

        item.refresh_from_db()
        assert item.edited == {}

    def test_typing_what_the_source_says_takes_a_correction_back(self, crisis: Crisis) -> None:
        item = received(crisis, FORUM).items.get()
        edit_item(item_id=item.pk, changes={"title": "New", "url": ""}, user=None, now=NOW)

        edited = edit_item(item_id=item.pk, changes={"title": "City forum"}, user=None, now=NOW)

        assert edited.edited == {"url": None}
        assert "url" not in edited.current

    def test_an_edited_item_is_weighed_again(self, crisis: Crisis) -> None:
        accept(received(crisis, FORUM))
        batch = received(crisis, "Conference,2020-07-29,WeGO,", name="other.csv")
        assert batch.items.get().outcome == "new"

        edited = edit_item(item_id=batch.items.get().pk, changes={"title": "City forum"}, user=None, now=NOW)

        assert (edited.outcome, edited.record) == ("same", Record.objects.get())

    def test_a_decided_item_is_not_edited(self, crisis: Crisis) -> None:
        batch = received(crisis, FORUM)
        accept(batch)

        with pytest.raises(Refused, match="decided already"):
            edit_item(item_id=batch.items.get().pk, changes={"title": "New"}, user=None, now=NOW)

    def test_another_kind_makes_another_kind_of_record(self, crisis: Crisis) -> None:
        batch = received(crisis, FORUM)

        change_kind(item_ids=[batch.items.get().pk], kind="resource", user=None, now=NOW)
        accept(batch)

        assert (Record.objects.get().kind, batch.items.get().data["type"]) == ("resource", "event")

    def test_what_became_another_kind_is_known_when_it_comes_again_and_follows_its_source(self, crisis: Crisis) -> None:
        batch = received(crisis, FORUM)
        change_kind(item_ids=[batch.items.get().pk], kind="resource", user=None, now=NOW)
        accept(batch)

        again = received(crisis, FORUM.replace("City forum", "City forum: a report"))
        accept(again)

        record = Record.objects.get()
        assert (record.kind, record.title) == ("resource", "City forum: a report")

    def test_an_item_of_two_lines_is_split_at_a_title(self, crisis: Crisis) -> None:
        page = "Events\n\nForum of cities and Course on water – WeGO (12 May 2020)\n".encode()
        batch = received(crisis, content=page, name="page.txt")
        item = batch.items.get()

        parts = split_item(item_id=item.pk, at=["Forum of cities", "Course on water"], user=None, now=NOW)

        assert [part.current["title"] for part in parts] == ["Forum of cities", "Course on water"]
        assert [part.current.get("start") for part in parts] == ["2020-05-12", "2020-05-12"]
        assert parts[0].data == item.data
        batch.refresh_from_db()
        assert batch.balance["found"] == batch.balance["new"] == 2
        assert accept(batch, *parts).new == 2
        assert received(crisis, content=page, name="page.txt").balance["same"] == 1

    def test_a_title_that_does_not_stand_there_splits_nothing(self, crisis: Crisis) -> None:
        item = received(crisis, FORUM).items.get()

        with pytest.raises(Refused, match="“Opera” does not stand in this item"):
            split_item(item_id=item.pk, at=["Opera"], user=None, now=NOW)

        assert Item.objects.count() == 1

    def test_joined_items_are_one_record_and_stay_known(self, crisis: Crisis) -> None:
        batch = received(crisis, "City forum,2020-07-29,,", ",2020-07-29,WeGO,https://example.org/forum")
        ids = [item.pk for item in batch.items.all()]

        first = join_items(item_ids=ids, user=None, now=NOW)
        assert first.current["organisers"] == ["WeGO"]
        accept(batch, first)

        assert Record.objects.get().credits.get().organisation.name == "WeGO"
        assert set(batch.items.values_list("record", "decision")) == {(Record.objects.get().pk, "accepted")}
        batch.refresh_from_db()
        assert (batch.state, batch.balance["new"], batch.balance["same"]) == ("done", 1, 1)
        again = received(crisis, "City forum,2020-07-29,,", ",2020-07-29,WeGO,https://example.org/forum")
        assert (again.balance["same"], Record.objects.count()) == (2, 1)

    def test_a_joined_item_can_be_parted_again(self, crisis: Crisis) -> None:
        batch = received(crisis, FORUM, WEBINAR)
        join_items(item_ids=[item.pk for item in batch.items.all()], user=None, now=NOW)

        reopen_items(batch_id=batch.pk, item_ids=[item_of(batch, "Webinar on masks").pk], user=None, now=NOW)

        item = item_of(batch, "Webinar on masks")
        assert (item.outcome, item.joined_into) == ("new", None)


def test_themes_are_chosen_by_their_names_and_given_to_the_record(crisis: Crisis) -> None:
    water, markets = (Theme.objects.create(name=name, slug=name.lower()) for name in ("Water", "Markets"))
    ThemeLabel.objects.create(theme=markets, language="ko", name="시장")
    batch = received(crisis, FORUM)
    item = item_of(batch, "City forum")

    edit_item(item_id=item.pk, changes={"themes": "water; 시장"}, user=None, now=NOW)
    accept(batch)

    assert set(Record.objects.get().themes.all()) == {water, markets}


def test_a_theme_that_there_is_not_is_told(crisis: Crisis) -> None:
    item = item_of(received(crisis, FORUM), "City forum")

    with pytest.raises(UnreadableEdit, match="“Weather” is not a theme"):
        edit_item(item_id=item.pk, changes={"themes": "Weather"}, user=None, now=NOW)
