"""A reader of the log of changes misses nothing, in whatever order transactions are committed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from fingerpost.catalogue.changes import note
from fingerpost.catalogue.models import Change
from fingerpost.catalogue.positions import PATIENCE, LostPosition, Position, newest_position, read_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture(autouse=True)
def row(now: datetime) -> Change:
    return write(1000, at=now)


def write(key: int, *, at: datetime) -> Change:
    return Change.objects.create(pk=key, what="record", pks=[key], at=at)


def read(position: Position, *, now: datetime, most: int = 200) -> tuple[list[int], Position]:
    """Read on, by way of what the index keeps of a position."""
    changes, behind = read_changes(Position.from_json(position.as_json()), now=now, most=most)
    return [change.pk for change in changes], behind


def test_each_row_is_read_once(now: datetime) -> None:
    position = newest_position(now=now)
    write(1001, at=now)
    write(1002, at=now)

    first, position = read(position, now=now)
    second, position = read(position, now=now)

    assert (first, second, position.last) == ([1001, 1002], [], 1002)


def test_an_empty_log_gets_a_row_to_begin_at(now: datetime) -> None:
    Change.objects.all().delete()

    position = newest_position(now=now)
    note("record", [7])

    changes, _position = read_changes(position, now=now)
    assert [change.pks for change in changes] == [[7]]


def test_a_row_that_appears_below_those_read_is_read_when_it_does(now: datetime) -> None:
    position = newest_position(now=now)
    write(1003, at=now)
    _, position = read(position, now=now)

    write(1002, at=now)
    late, position = read(position, now=now)
    write(1001, at=now)
    latest, position = read(position, now=now)

    assert (late, latest, [gap for gap in position.gaps if gap.first > 1000]) == ([1002], [1001], [])


def test_a_row_that_was_open_when_the_reader_began_is_read_when_it_appears(now: datetime) -> None:
    write(1002, at=now)
    position = newest_position(now=now)

    write(1001, at=now)

    assert read(position, now=now)[0] == [1001]


def test_nobody_waits_for_ever_for_a_key_that_was_rolled_back(now: datetime) -> None:
    position = newest_position(now=now)
    write(1005, at=now)
    _, position = read(position, now=now)

    _, position = read(position, now=now + PATIENCE + timedelta(minutes=1))

    assert position.gaps == ()


def test_what_was_committed_long_ago_leaves_no_gap(now: datetime) -> None:
    for key in (900, 950):
        write(key, at=now - 2 * PATIENCE)

    assert [(gap.first, gap.last) for gap in newest_position(now=now).gaps] == [(951, 999)]


def test_many_rows_are_read_in_parts(now: datetime) -> None:
    position = newest_position(now=now)
    for key in range(1001, 1006):
        write(key, at=now)

    first, position = read(position, now=now, most=2)
    second, position = read(position, now=now, most=2)
    third, position = read(position, now=now, most=2)

    assert [*first, *second, *third] == [1001, 1002, 1003, 1004, 1005]


def test_another_log_is_known_by_the_moment_of_its_row(now: datetime, row: Change) -> None:
    position = newest_position(now=now)
    row.at += timedelta(microseconds=1)
    row.save()

    with pytest.raises(LostPosition, match="no row 1000 of"):
        read(position, now=now)


def test_a_log_that_was_taken_back_is_known_by_the_missing_row(now: datetime) -> None:
    position = newest_position(now=now)
    Change.objects.all().delete()
    write(999, at=now)

    with pytest.raises(LostPosition):
        read(position, now=now)


@pytest.mark.parametrize("told", [None, {}, [], {"last": 1}, {"last": "x", "at": "y", "gaps": []}, {"last": 1, "at": "2020-07-01", "gaps": [[1]]}])  # fmt: skip
def test_what_is_no_position_is_lost(told: object) -> None:
    with pytest.raises(LostPosition):
        Position.from_json(told)


@pytest.fixture
def _committed_rows_taken_away() -> Iterator[None]:
    yield
    in_a_thread(lambda: Change.objects.filter(what="record", pks=[-1]).delete())


def in_a_thread(work: object) -> None:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()


@pytest.mark.two_writers
@pytest.mark.usefixtures("_committed_rows_taken_away")
def test_two_transactions_that_are_committed_in_the_other_order_are_both_read(now: datetime) -> None:
    written, committed = Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            note("record", [-1])
            written.set()
            committed.wait(10)
        connection.close()

    thread = Thread(target=slow)
    position = newest_position(now=now)
    thread.start()
    written.wait(10)
    in_a_thread(lambda: note("record", [-1]))
    changes, position = read_changes(position, now=now)
    assert [change.pks for change in changes] == [[-1]]

    committed.set()
    thread.join()
    changes, position = read_changes(position, now=now)

    assert [change.pks for change in changes] == [[-1]]
