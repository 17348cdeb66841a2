from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.intake.actions.timing import deadline_columns, when_columns
from fingerpost.readers.types import Candidate
from fingerpost.readers.values.moments import Moment
from tests.intake.made import event, moment


def when(*, start: str | None = None, end: str | None = None, **facts: Any) -> tuple[dict[str, Any], list[str]]:
    problems: list[str] = []
    candidate = event(start=start, end=end, **facts) if end else event(start=start, **facts)
    return when_columns(candidate, lambda problem, _: problems.append(problem)), problems


NONE = {"start_date": None, "start_time": None, "end_date": None, "end_time": None, "timezone": "", "precision": "day"}
DAY = date(2020, 7, 29)


@pytest.mark.parametrize(
    ("stated", "columns"),
    [
        ({}, {}),
        ({"start": "2020-07-29"}, {"start_date": DAY}),
        ({"start": "2020-07"}, {"start_date": date(2020, 7, 1), "end_date": date(2020, 7, 31), "precision": "month"}),
        ({"start": "2020"}, {"start_date": date(2020, 1, 1), "end_date": date(2020, 12, 31), "precision": "year"}),
        ({"start": "2020-02", "end": "2020-04"}, {"start_date": date(2020, 2, 1), "end_date": date(2020, 4, 30), "precision": "month"}),
        ({"start": "2020-07-29", "end": "2020-07-31"}, {"start_date": DAY, "end_date": date(2020, 7, 31)}),
        ({"start": "2020-07-29", "end": "2020-07-29"}, {"start_date": DAY}),
        (
            {"start": "2020-07-29T15:00:00", "end": "2020-07-29T17:00:00"},
            {"start_date": DAY, "start_time": time(15), "end_time": time(17), "precision": "minute"},
        ),
        (
            {"start": "2020-07-29T15:00:00+09:00", "timezone": "Asia/Seoul"},
            {"start_date": DAY, "start_time": time(15), "timezone": "Asia/Seoul", "precision": "minute"},
        ),
        (
            {"start": "2020-07-29T15:00:00+09:00", "timezone": "Asia/Taipei"},
            {"start_date": DAY, "start_time": time(14), "timezone": "Asia/Taipei", "precision": "minute"},
        ),
        (
            {"start": "2020-07-29T20:00:00-04:00", "end": "2020-07-30T00:30:00-04:00", "timezone": "Asia/Seoul"},
            {"start_date": date(2020, 7, 30), "start_time": time(9), "end_time": time(13, 30), "timezone": "Asia/Seoul", "precision": "minute"},
        ),
        (
            {"start": "2020-07-29T15:00:00+09:00"},
            {"start_date": DAY, "start_time": time(15), "timezone": "Etc/GMT-9", "precision": "minute"},
        ),
        (
            {"start": "2020-07-29T15:00:00-05:00"},
            {"start_date": DAY, "start_time": time(15), "timezone": "Etc/GMT+5", "precision": "minute"},
        ),
        (
            {"start": "2020-07-29T15:00:00+00:00"},
            {"start_date": DAY, "start_time": time(15), "timezone": "UTC", "precision": "minute"},
        ),
        (
            {"start": "2020-07-29T15:00:00+05:45"},
            {"start_date": DAY, "start_time": time(15), "timezone": "Asia/Kathmandu", "precision": "minute"},
        ),
        (
            {"start": "2020-07-29T15:00:00+08:45"},
            {"start_date": DAY, "start_time": time(6, 15), "timezone": "UTC", "precision": "minute"},
        ),
        ({"start": "2020-07-29", "timezone": "Asia/Seoul"}, {"start_date": DAY}),
    ],
    ids=str,
)  # fmt: skip
def test_moments_become_columns(stated: dict[str, Any], columns: dict[str, Any]) -> None:
    assert when(**stated) == (NONE | columns, [])


@pytest.mark.parametrize(
    ("stated", "columns"),
    [
        ({"start": "2020-07-29", "end": "2020-07-28"}, {"start_date": DAY}),
        (
            {"start": "2020-07-29T15:00:00", "end": "2020-07-29T14:00:00"},
            {"start_date": DAY, "start_time": time(15), "precision": "minute"},
        ),
        ({"start": "2020-07-29", "end": "2020-07-30T17:00:00"}, {"start_date": DAY, "end_date": date(2020, 7, 30)}),
        ({"end": "2020-07-29"}, {}),
    ],
    ids=str,
)
def test_an_end_that_cannot_be_is_left_out_and_told(stated: dict[str, Any], columns: dict[str, Any]) -> None:
    found, problems = when(**stated)

    assert found == NONE | columns
    assert len(problems) == 1


def test_a_resource_starts_when_it_was_published() -> None:
    resource = Candidate(
        type="resource", title="Report", origin="line 1", published=moment("2020"), start=moment("2019")
    )

    assert when_columns(resource, pytest.fail)["start_date"] == date(2020, 1, 1)


def test_a_deadline_is_told_in_the_zone_of_the_event() -> None:
    asked = event(timezone="Asia/Seoul", register_by="2020-03-12T15:00:00+00:00")

    assert deadline_columns(asked, pytest.fail) == {
        "register_by_date": date(2020, 3, 13),
        "register_by_time": time(0),
    }


moments = st.builds(
    lambda at, offset: Moment(at.year, at.month, at.day, at.time().replace(second=0, microsecond=0), offset),
    st.datetimes(),
    st.none() | st.integers(-14 * 4, 14 * 4).map(lambda quarters: timedelta(minutes=15 * quarters)),
)


@given(moments, st.none() | st.sampled_from(["Asia/Seoul", "America/New_York", "Asia/Kathmandu", "UTC"]))
def test_a_stored_time_is_the_moment_that_was_stated(stated: Moment, zone: str | None) -> None:
    candidate = Candidate(type="event", title="Forum", origin="line 1", start=stated, timezone=zone)

    columns = when_columns(candidate, pytest.fail)

    if stated.offset is not None and 1 < stated.year < 9999:
        kept = datetime.combine(columns["start_date"], columns["start_time"], ZoneInfo(columns["timezone"]))
        told = datetime.fromisoformat(str(stated))
        # In the hour that a clock repeats in autumn a local time means two moments.
        assert kept == told or kept.replace(fold=1) == told
