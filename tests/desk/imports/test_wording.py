"""An item's facts in words, as they are read and typed."""

from typing import Any

import pytest

from fingerpost.desk.imports import wording


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, ""),
        ({"start": "2020"}, "2020"),
        ({"start": "2020-07"}, "July 2020"),
        ({"start": "2020-07-29"}, "29 July 2020"),
        ({"start": "2020-07-29", "timezone": "Asia/Seoul"}, "29 July 2020"),
        ({"start": "2020-07-29T15:00:00", "timezone": "Asia/Seoul"}, "29 July 2020, 15:00 Asia/Seoul"),
        ({"start": "2020-07-29T15:00:00+09:00"}, "29 July 2020, 15:00 UTC+9"),
        ({"start": "2020-07-29T15:00:00-03:30"}, "29 July 2020, 15:00 UTC-3:30"),
        ({"start": "2020-07-29T15:00:00", "end": "2020-07-29T16:30:00"}, "29 July 2020, 15:00–16:30"),
        ({"start": "2020-03-18", "end": "2020-03-25"}, "18–25 March 2020"),
        ({"start": "2020-06-30", "end": "2020-07-02"}, "30 June – 2 July 2020"),
        ({"start": "2020-12-30", "end": "2021-01-02"}, "30 December 2020 – 2 January 2021"),
        (
            {"start": "2020-07-29T22:00:00", "end": "2020-07-30T01:00:00", "timezone": "UTC"},
            "29 July 2020, 22:00 – 30 July 2020, 01:00 UTC",
        ),
        ({"end": "2020-07-29"}, "until 29 July 2020"),
        ({"type": "resource", "published": "2020-05", "start": "2020-07-29"}, "May 2020"),
        ({"start": "nonsense"}, ""),
    ],
)
def test_dates_are_said_with_clock_and_zone(data: dict[str, Any], words: str) -> None:
    assert wording.when(data) == words


def test_names_are_parted_by_semicolons() -> None:
    assert wording.organisers({"organisers": ["Ministry of Health, Labour and Welfare", "WHO"]}) == (
        "Ministry of Health, Labour and Welfare; WHO"
    )
