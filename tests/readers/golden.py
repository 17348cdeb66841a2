"""Golden sources: each text with, beside it, what it must give. Keys that a record leaves out are null or empty."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from fingerpost.readers.output import as_json
from fingerpost.readers.registry import read
from fingerpost.readers.types import Source

GOLDEN = Path(__file__).parents[1] / "golden"
TODAY = date(2026, 11, 23)
EMPTY: dict[str, Any] = dict.fromkeys(
    (
        "start", "end", "timezone", "register_by", "url", "register_url", "recording_url", "language", "published",
        "section", "series", "number", "place", "summary", "status", "uid",
    )
) | {"organisers": []}  # fmt: skip


def reading_of(text: str | bytes, *, today: date = TODAY, name: str = "page.txt") -> dict[str, Any]:
    content = text.encode() if isinstance(text, str) else text
    return as_json(read(Source(content=content, name=name, today=today)))


def without(record: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in keys}


def expected_of(path: Path) -> dict[str, Any]:
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def assert_reads_as_told(path: Path, *, reader: str) -> None:
    """Compare a whole reading with its golden file, but for what is not stated there: origins and confidence."""
    expected = expected_of(path)
    today = date.fromisoformat(expected.get("today", str(TODAY)))

    reading = as_json(
        read(Source(content=path.read_bytes(), name=path.name, today=today, base_url=expected.get("base_url")))
    )

    assert reading["source"]["reader"] == reader
    assert [without(record, "confidence", "origin") for record in reading["records"]] == [
        EMPTY | record for record in expected["records"]
    ]
    assert len(reading["issues"]) == len(expected["issues"])
    for told, issue in zip(expected["issues"], reading["issues"], strict=True):
        assert told in issue["problem"]
    assert {key: reading["balance"][key] for key in expected["balance"]} == expected["balance"]
    assert {key: reading["source"].get(key) for key in expected.get("source", {})} == expected.get("source", {})
