"""The index: what is written is found, whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fingerpost.finding.engine import (
    AnyOf,
    AtLeast,
    Best,
    Bonus,
    Every,
    Flat,
    Index,
    Not,
    UnreadableIndex,
    Value,
    Weighed,
    Word,
)
from fingerpost.finding.entries import IndexEntry
from fingerpost.scripts.asking import asked
from tests.finding.made import entry, index_of

pytestmark = pytest.mark.once


def test_an_entry_replaces_the_one_with_its_id() -> None:
    index = index_of(entry(1, "Old words"), entry(2, "Other"))

    index.write([entry(1, "New words")], removed=["record:2"])

    assert index.ids() == {"record:1"}
    told = index.told("record:1")
    assert told is not None
    assert told.titles == [["New words", "en"]]


def test_what_the_index_knows_of_itself_is_no_entry() -> None:
    index = index_of(entry(1, "Words"))

    index.write([], state={"last": 7})

    assert index.state() == {"last": 7}
    assert index.size() == 1


def test_an_error_half_way_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    index = Index.open(tmp_path)
    index.write([entry(1, "Words")], state={"last": 1})

    def entries() -> Iterator[IndexEntry]:
        yield entry(2, "More words")
        raise OSError("The disk is gone.")

    with pytest.raises(OSError, match="disk"):
        index.write(entries(), removed=["record:1"], state={"last": 2})

    assert (index.ids(), index.state()) == ({"record:1"}, {"last": 1})
    index.write([entry(3, "Later words")])
    assert index.ids() == {"record:1", "record:3"}


def test_another_process_sees_what_was_written_once_it_reloads(tmp_path: Path) -> None:
    writing = Index.open(tmp_path)
    reading = Index.open(tmp_path)

    writing.write([entry(1, "Words")])
    reading.reload()

    assert reading.ids() == {"record:1"}


def test_a_folder_with_something_else_is_said_to_hold_no_index(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{", encoding="ascii")

    with pytest.raises(UnreadableIndex, match="holds no index"):
        Index.open(tmp_path)


def test_values_are_counted_the_most_frequent_first() -> None:
    index = index_of(
        entry(1, "A", values={"theme": ["health", "food"]}),
        entry(2, "B", values={"theme": ["health"]}, last_day=10, first_day=5),
        entry(3, "C", first_day=20, is_public=False),
    )

    assert index.counts(Every(()), {"theme": 5, "when": 2}, today=10) == {
        "theme": [("health", 2), ("food", 1)],
        "when": [("upcoming", 2)],
    }
    assert index.counts(Value("public", ("1",)), {"when": 2}, today=11)["when"] == [("past", 1)]


def test_words_that_are_spelt_alike_are_offered_by_their_beginning_or_their_end() -> None:
    index = index_of(entry(1, "Recovery of cities"), entry(2, "Discovery 서울시"))

    assert dict(index.spelt_like("rec", "yre")) == {"recovery": 1, "discovery": 1}
    assert index.spelt_like("ㅅㅓ", "zz") == [("서울시", 1)]


def test_titles_texts_and_names_are_counted_for_a_term_once() -> None:
    index = index_of(entry(1, "Food", "Food for cities"), entry(2, "Water", "and food"))

    assert index.frequency("food") == 2


def test_what_only_changes_the_order_is_not_counted_by() -> None:
    index = index_of(
        entry(1, "Cities on the front line", "Rice for all"),
        entry(2, "서울시의 방역", language="ko"),
        entry(3, "A city of rice"),
        entry(4, "Rice, rice, rice"),
    )
    city, rice, seoul = (Word(asked(word, ("en", "ko"))) for word in ("city", "rice", "서울"))
    wishes = [
        city,
        seoul,
        Every((city, rice)),
        AnyOf((city, Weighed(seoul, 0.1))),
        Best((Flat(city, 3.0), seoul)),
        Every((rice, Not(city))),
        Bonus(rice, (city,)),
        AtLeast(2, (city, rice, seoul)),
    ]

    assert (
        [index.count(wish) for wish in wishes] == [index.ask(wish).total for wish in wishes] == [2, 1, 2, 3, 3, 1, 3, 2]
    )
