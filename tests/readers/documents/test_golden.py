from operator import attrgetter
from pathlib import Path

import pytest

from fingerpost.readers.output import as_json
from fingerpost.readers.registry import read
from fingerpost.readers.types import Source

from ..golden import EMPTY, GOLDEN, TODAY, expected_of, without

SOURCES = sorted(path for path in (GOLDEN / "documents").iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("path", SOURCES, ids=attrgetter("stem"))
def test_a_document_reads_as_its_golden_file_says(path: Path) -> None:
    expected = expected_of(path)

    reading = as_json(read(Source(content=path.read_bytes(), name="upload", today=TODAY)))

    assert (reading["source"]["reader"], reading["source"]["title"]) == ("document", expected.get("title"))
    assert [without(record, "confidence") for record in reading["records"]] == [
        EMPTY | record for record in expected["records"]
    ]
    assert [issue["problem"] for issue in reading["issues"]] == expected["issues"]
    assert {key: reading["balance"][key] for key in expected["balance"]} == expected["balance"]
