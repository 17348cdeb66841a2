from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.readers.formats.calendars.recurrence import days, read_rule

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NUMBERS = {"BYMONTH": (1, 12), "BYMONTHDAY": (-28, 28), "BYSETPOS": (-1, 1)}


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 4))}", f"WKST={draw(st.sampled_from(('MO', 'SU')))}"]
    # Of "MO,1MO" dateutil keeps what both name, where the standard takes either: one form at a time.
    counted = frequency in ("MONTHLY", "YEARLY") and draw(st.booleans())
    ordinals = st.sampled_from(("1", "2", "-1")) if counted else st.just("")
    by_day = draw(st.lists(st.tuples(ordinals, st.sampled_from(WEEKDAYS)), max_size=3, unique=True))
    if by_day:
        parts.append("BYDAY=" + ",".join(ordinal + day for ordinal, day in by_day))
    for name, (low, high) in NUMBERS.items():
        numbers = draw(st.lists(st.integers(low, high).filter(bool), max_size=2, unique=True))
        # A rule that never matches would keep dateutil looking until the year 9999.
        never = name == "BYMONTHDAY" and (frequency == "WEEKLY" or any(ordinal for ordinal, _ in by_day))
        alone = name == "BYSETPOS" and not (by_day or any(part.startswith("BYM") for part in parts))
        # Of the first week dateutil counts only the days from the start on, where the standard counts the whole week.
        cut = name == "BYSETPOS" and frequency == "WEEKLY"
        if numbers and not (never or alone or cut):
            parts.append(f"{name}={','.join(map(str, numbers))}")
    return ";".join(parts)


@settings(max_examples=80, deadline=None)
@given(rules(), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_the_days_are_those_that_dateutil_finds(text: str, first: date) -> None:
    last = first + timedelta(days=800)
    rule = read_rule(text)
    start, end = (datetime.combine(day, datetime.min.time()) for day in (first, last))

    assert rule is not None
    theirs = rrulestr(f"{text};UNTIL={end:%Y%m%dT%H%M%S}", dtstart=start)
    assert list(days(rule, first, last)) == [moment.date() for moment in theirs]


@pytest.mark.parametrize(
    "text",
    ["", "FREQ=SECONDLY", "FREQ=HOURLY;COUNT=3", "FREQ=DAILY;BYHOUR=9,15", "FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;BYMONTH=x", "RSCALE=CHINESE;FREQ=YEARLY", "COUNT=5"],
)  # fmt: skip
def test_a_rule_that_is_not_followed_is_refused(text: str) -> None:
    assert read_rule(text) is None


def test_places_in_a_week_are_counted_from_where_the_week_begins() -> None:
    rule = read_rule("FREQ=WEEKLY;WKST=MO;BYDAY=MO,SA;BYSETPOS=1")

    assert rule is not None
    assert list(days(rule, date(2000, 1, 1), date(2000, 1, 16))) == [date(2000, 1, 3), date(2000, 1, 10)]


def test_a_rule_that_never_matches_ends() -> None:
    rule = read_rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")

    assert rule is not None
    assert list(days(rule, date(2020, 1, 1), date(2021, 1, 1))) == []


def test_the_last_days_of_the_calendar_end_the_rule() -> None:
    rule = read_rule("FREQ=DAILY")

    assert rule is not None
    assert list(days(rule, date(9999, 12, 30), date.max)) == [date(9999, 12, 30), date(9999, 12, 31)]
