from operator import attrgetter
from pathlib import Path

import pytest

from fingerpost.readers.output import as_json
from fingerpost.readers.registry import read
from fingerpost.readers.types import Source

from ..golden import EMPTY, GOLDEN, TODAY, expected_of, without

SOURCES = sorted(path for path in (GOLDEN / "feeds").iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("path", SOURCES, ids=attrgetter("stem"))
def test_a_feed_reads_as_its_golden_file_says(path: Path) -> None:
    expected = expected_of(path)

    reading = as_json(read(Source(content=path.read_bytes(), name=path.name, today=TODAY)))

    assert (reading["source"]["reader"], reading["source"]["title"]) == ("feed", expected["title"])
    assert reading["source"]["language"] == expected.get("language")
    assert [without(record, "confidence") for record in reading["records"]] == [
        EMPTY | record for record in expected["records"]
    ]
    assert len(reading["issues"]) == len(expected["issues"])
    for told, issue in zip(expected["issues"], reading["issues"], strict=True):
        assert told in issue["problem"]
    assert {key: reading["balance"][key] for key in expected["balance"]} == expected["balance"]
