from operator import attrgetter
from pathlib import Path

import pytest

from fingerpost.readers.formats.tables.dates import order_of
from fingerpost.readers.output import as_json
from fingerpost.readers.registry import read
from fingerpost.readers.types import Source

from ..golden import EMPTY, GOLDEN, TODAY, expected_of, without

SOURCES = sorted(path for path in (GOLDEN / "tables").iterdir() if path.suffix != ".json")
DEMO = Path(__file__).parents[3] / "src/fingerpost/site/demo/data"


@pytest.mark.parametrize("path", SOURCES, ids=attrgetter("stem"))
def test_a_table_reads_as_its_golden_file_says(path: Path) -> None:
    expected = expected_of(path)

    reading = as_json(read(Source(content=path.read_bytes(), name=path.name, today=TODAY)))

    assert (reading["source"]["reader"], reading["source"]["title"]) == ("table", expected.get("title"))
    assert [without(record, "confidence") for record in reading["records"]] == [
        EMPTY | record for record in expected["records"]
    ]
    assert len(reading["issues"]) == len(expected["issues"])
    for told, issue in zip(expected["issues"], reading["issues"], strict=True):
        assert told in issue["problem"]
    assert {key: reading["balance"][key] for key in expected["balance"]} == expected["balance"]


@pytest.mark.parametrize(
    ("name", "kind", "rows"),
    [("seed_events", "event", 24), ("seed_resources", "resource", 13), ("more_events", "event", 67), ("more_resources", "resource", 87), ("measures", "measure", 86)],
)  # fmt: skip
@pytest.mark.parametrize("shown_as", ["{}.csv", "-"], ids=["named", "piped"])
def test_the_demo_hub_own_tables_read_whole(name: str, kind: str, rows: int, shown_as: str) -> None:
    content = (DEMO / f"{name}.csv").read_bytes()

    reading = read(Source(content=content, name=shown_as.format(name), today=TODAY))

    assert [found.type for found in reading.records] == [kind] * rows
    assert reading.balance.count("unread") == 0


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["01/02/2020", "25/02/2020"], "day first"),
        (["01/02/2020", "02/25/2020"], "month first"),
        (["01/02/2020", "03/04/2020"], None),
        (["25/02/2020", "02/25/2020"], None),
        (["2020-02-25", ""], None),
    ],
)
def test_a_column_tells_the_day_from_the_month(cells: list[str], order: str | None) -> None:
    assert order_of(cells) == order


@pytest.mark.parametrize(
    "text",
    ["We met mayors, planners, and nurses.\nThey spoke of water, heat, and homes.\nIt was a good day, all said.", "Name, meet date\nthat is all; nothing more, really"],
)  # fmt: skip
def test_prose_with_commas_is_no_table(text: str) -> None:
    assert read(Source(content=text.encode(), name="-", today=TODAY)).reader != "table"
