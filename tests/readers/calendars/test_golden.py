from datetime import date
from operator import attrgetter
from pathlib import Path

import pytest

from fingerpost.readers.output import as_json
from fingerpost.readers.registry import read
from fingerpost.readers.types import Source

from ..golden import EMPTY, GOLDEN, TODAY, expected_of, without

SOURCES = sorted((GOLDEN / "calendars").glob("*.ics"))


@pytest.mark.parametrize("path", SOURCES, ids=attrgetter("stem"))
def test_a_calendar_reads_as_its_golden_file_says(path: Path) -> None:
    expected = expected_of(path)

    reading = as_json(read(Source(content=path.read_bytes(), name=path.name, today=TODAY)))

    assert reading["source"]["reader"] == "calendar"
    assert reading["source"]["title"] == expected.get("title")
    assert [without(record, "confidence") for record in reading["records"]] == [
        EMPTY | record for record in expected["records"]
    ]
    assert len(reading["issues"]) == len(expected["issues"])
    for told, issue in zip(expected["issues"], reading["issues"], strict=True):
        assert told in issue["problem"]
    assert {key: reading["balance"][key] for key in expected["balance"]} == expected["balance"]


def test_a_weekly_event_that_goes_on_gives_its_next_occurrences() -> None:
    lines = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:w\nSUMMARY:Call\nDTSTART:20150107T090000Z\nRRULE:FREQ=WEEKLY\nEND:VEVENT\nEND:VCALENDAR"

    reading = read(Source(content=lines.encode(), name="-", today=date(2020, 7, 1)))

    assert [str(found.start)[:10] for found in reading.records[:3]] == ["2015-01-07", "2020-07-01", "2020-07-08"]
    assert [found.number for found in reading.records[:3]] == [1, 287, 288]
    assert len(reading.records) == 54
