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
