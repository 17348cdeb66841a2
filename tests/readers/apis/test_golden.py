import json
from contextlib import suppress
from datetime import date
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.apis import read_json
from fingerpost.readers.output import as_json
from fingerpost.readers.registry import read
from fingerpost.readers.types import Reading, Source
from tests.readers.bounded import processor_time

from ..golden import GOLDEN, assert_reads_as_told, reading_of

SOURCES = sorted((GOLDEN / "apis").glob("*.data"))
KEYS = ["title", "name", "id", "url", "link", "href", "date", "start_date", "end", "status", "venue", "organizer", "path", "alias", "links", "self", "fields", "data", "next", "timezone", "all_day", "rendered", "time", "language", "date_gmt", "@context", "@type", "@graph"]  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(["2020-05-01", "2020-05-01T10:00:00Z", "10:00", "http://[", "UTC+99", "12/05/2020", "Event"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@pytest.mark.parametrize("path", SOURCES, ids=attrgetter("stem"))
def test_an_answer_reads_as_its_golden_file_says(path: Path) -> None:
    assert_reads_as_told(path, reader="html page" if path.stem == "schema-org" else "json")


def reading_from(content: bytes) -> Reading:
    reading = read_json(Source(content=content, name="-", today=date(2026, 11, 23), base_url="https://example.org/"))
    as_json(reading)
    return reading


@settings(max_examples=300, deadline=None)
@given(VALUES)
def test_no_json_breaks_the_reader_and_its_balance_adds_up(value: object) -> None:
    with suppress(UnreadableSource):
        reading = reading_from(json.dumps({"items": [{"title": "x"}, value]}).encode())

        assert len(reading.records) == reading.balance.count("read") or reading.reader != "json"
        assert all(entry.origin and entry.text for entry in reading.balance.entries)


@pytest.mark.parametrize(
    "content",
    [b'{"a":' * 100_000, b"[" * 200_000, b'[{"title":"x"},', b'{"version": "1.0", "dependencies": {"a": "b"}}'],
)
def test_what_is_no_answer_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadableSource, match=r"The JSON .*\."):
        reading_from(content)


def test_an_answer_without_results_is_an_empty_reading() -> None:
    assert reading_of('{"events": [], "total": 0}')["records"] == []


def test_a_text_in_brackets_is_not_taken_for_json() -> None:
    reading = read(Source(content=b"[Home] [About]\n[Events]\n", name="page.txt", today=date(2026, 11, 23)))

    assert reading.reader == "text"


def test_drafts_are_passed_over_with_a_reason() -> None:
    reading = reading_of(
        '[{"id": 1, "title": {"rendered": "Plan"}, "status": "draft", "link": "https://example.org/p"}]'
    )

    assert [entry["reason"] for entry in reading["balance"]["entries"]] == ["Its status is “draft”."]


def test_many_things_cost_bounded_time() -> None:
    with processor_time(at_most_s=10):
        reading_from(json.dumps([{"title": f"Webinar {n}", "start": "2020-05-01"} for n in range(10_000)]).encode())
