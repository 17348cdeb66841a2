"""The hand-kept page this product began with: every field against the facts established for it."""

import csv
from typing import Any

import pytest

from .golden import GOLDEN, reading_of


def facts(name: str) -> list[dict[str, str]]:
    with (GOLDEN / "text" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def legacy() -> dict[str, Any]:
    return reading_of((GOLDEN / "text/citynet-covid19.txt").read_bytes())


def in_section(legacy: dict[str, Any], start: str) -> list[dict[str, Any]]:
    return [record for record in legacy["records"] if (record["section"] or "").startswith(start)]


def test_all_partner_events_come_in_the_order_of_the_page(legacy: dict[str, Any]) -> None:
    found = [
        (record["title"], ";".join(record["organisers"]), record["start"], record["type"])
        for record in in_section(legacy, "Partner Organisations Initiatives")
    ]

    assert found == [
        (row["title"], row["organisers"], row["start_date"], "event") for row in facts("citynet-covid19.events.csv")
    ]


def test_a_single_day_has_no_end_and_no_other_invented_fact(legacy: dict[str, Any]) -> None:
    for record in in_section(legacy, "Partner Organisations Initiatives"):
        stated = {key for key, value in record.items() if value not in (None, [])}
        assert stated - {"series"} == {"type", "title", "organisers", "start", "section", "origin", "confidence"}


def test_all_resources_come_with_their_publishers(legacy: dict[str, Any]) -> None:
    found = [
        (record["title"], "; ".join(record["organisers"]), record["type"], record["start"], record["published"])
        for record in in_section(legacy, "Useful Resources")
    ]

    assert found == [
        (row["title"], row["publisher"], "resource", None, None) for row in facts("citynet-covid19.resources.csv")
    ]


def test_the_networks_own_items(legacy: dict[str, Any]) -> None:
    own = [record for record in legacy["records"] if record["section"] is None and record["type"] != "update"][:5]

    assert [record["title"] for record in own] == [row["title"] for row in facts("citynet-covid19.network.csv")[:5]]
    assert [(record["type"], record["series"], record["number"]) for record in own] == [
        ("event", "CityNet Webinar", 1),
        ("event", "CityNet Webinar", 2),
        ("resource", None, None),
        ("event", "CityNet Webinar", 4),
        ("resource", None, None),
    ]


def test_the_events_announced_in_posts(legacy: dict[str, Any]) -> None:
    series, forum = (
        record
        for record in legacy["records"]
        if record["origin"] in {"lines 103-115", "lines 117-119"} and record["type"] == "event"
    )
    expected_series, expected_forum = facts("citynet-covid19.network.csv")[5:]

    for field in ("start", "end", "timezone", "register_by", "url"):
        assert series[field] == expected_series[field]
    assert (forum["title"], forum["start"], forum["end"], forum["register_url"], forum["url"]) == (
        expected_forum["title"],
        expected_forum["start"],
        expected_forum["end"],
        expected_forum["register_url"],
        None,
    )
    assert (series["organisers"], forum["organisers"]) == (["UNITAR CIFAL Jeju"], ["ICDI"])
    assert forum["timezone"] == "Etc/GMT-9"


def test_a_year_that_the_page_does_not_state_is_no_fact(legacy: dict[str, Any]) -> None:
    series = next(
        record for record in legacy["records"] if record["origin"] == "lines 103-115" and record["type"] == "event"
    )
    problems = [issue["problem"] for issue in legacy["issues"] if issue["origin"] == "lines 103-115"]

    assert series["confidence"] <= 0.5
    assert [problem for problem in problems if "states no year" in problem]


def test_the_posts_themselves_are_updates(legacy: dict[str, Any]) -> None:
    updates = [record for record in legacy["records"] if record["type"] == "update"]

    assert [record["origin"] for record in updates] == ["lines 103-115", "lines 117-119"]
    assert [record["published"] for record in updates] == [None, None]
    assert len(legacy["records"]) == 24 + 13 + 5 + 2 + 2


def test_only_the_untitled_row_asks_for_a_title(legacy: dict[str, Any]) -> None:
    asked = [issue["origin"] for issue in legacy["issues"] if "no title" in issue["problem"]]

    assert asked == ["lines 61-64"]


def test_every_line_is_read_or_known_for_what_it_is(legacy: dict[str, Any]) -> None:
    balance = legacy["balance"]

    assert (balance["unit"], balance["total"], balance["read"], balance["unread"], balance["ignored"]) == (
        "line",
        75,
        60,
        0,
        15,
    )
