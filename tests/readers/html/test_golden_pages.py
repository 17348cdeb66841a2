"""Pages as content systems make them, each with the records that it must give."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fingerpost.readers.formats.pages.html.reading import read_html
from fingerpost.readers.types import Candidate, Reading, Source

GOLDEN = Path(__file__).parents[2] / "golden" / "html"
PAGES = [page for folder in (GOLDEN, GOLDEN.with_name("items")) for page in sorted(folder.glob("*.html"))]
COMPARED = (
    "title", "organisers", "start", "end", "register_by", "url", "register_url", "recording_url", "language", "published",
    "section", "series", "number", "place", "status", "timezone", "summary",
)  # fmt: skip


def read(page: Path) -> tuple[dict[str, Any], Reading]:

    wanted = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    source = Source(
        content=page.read_bytes(),
        name=page.name,
        today=date.fromisoformat(wanted["today"]),
        base_url=wanted.get("base_url"),
    )
    return wanted, read_html(source)


def stated(record: Candidate, wanted: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record that the golden file speaks of; what an event leaves out must not be there."""
    always = ("start", "end", "organisers", "url", "register_url", "recording_url") if record.type == "event" else ()
    names = [name for name in COMPARED if (name in wanted or name in always) and name not in wanted.get("_loose", ())]
    return {"type": record.type} | {name: plain(getattr(record, name)) for name in names}


def plain(value: object) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value if value is None or isinstance(value, (int, str)) else str(value)


def expected(wanted: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    defaults = {name: [] if name == "organisers" else None for name in given}
    return {name: wanted.get(name, default) for name, default in defaults.items()}


def order(record: dict[str, Any]) -> tuple[str, str, str]:
    return record["type"], record.get("start") or "", record.get("title") or ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_gives_the_records_that_its_golden_file_lists(page: Path) -> None:
    wanted, reading = read(page)

    loosely = [one for one in wanted["records"] if "_loose" in one]
    exactly = [one for one in wanted["records"] if "_loose" not in one]
    found = {(record.type, record.title): record for record in reading.records}
    assert len(reading.records) == len(wanted["records"])
    for one in exactly:
        record = found[one["type"], one.get("title", "")]
        given = stated(record, one)
        assert given == expected(one, given)
    for one in loosely:
        assert any(stated(record, one) == expected(one, stated(record, one)) for record in reading.records)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_balance_accounts_for_each_part_of_a_page_once(page: Path) -> None:
    _, reading = read(page)

    origins = [entry.origin for entry in reading.balance.entries]
    counted = sum(reading.balance.count(fate) for fate in ("read", "unread", "ignored"))
    assert counted == len(origins) == len(set(origins))
    assert {record.origin for record in reading.records} <= set(origins)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.stem.startswith("negative")], ids=lambda page: page.stem
)
def test_a_page_without_a_listing_says_what_it_took_its_parts_for(page: Path) -> None:
    _, reading = read(page)

    assert reading.records == ()
    assert reading.balance.count("read") == 0
    assert all(entry.reason for entry in reading.balance.entries)


def test_the_hub_page_gives_each_row_item_and_post() -> None:
    _, reading = read(GOLDEN / "wordpress-divi-hub.html")

    rows = [record for record in reading.records if record.origin.startswith("table 1")]
    documents = [record for record in reading.records if record.origin.startswith("table 2")]
    own = [record for record in reading.records if record.title.startswith(("CityNet ", "Interview "))]
    posts = [record for record in reading.records if record.type == "update"]
    announced = [record for record in reading.records if record.type == "event" and record.origin.startswith("div")]
    assert [len(found) for found in (rows, documents, own, announced, posts)] == [24, 13, 5, 2, 2]
    assert [issue.problem for issue in reading.issues if issue.origin.startswith("table")] == ["This row has no title."]
