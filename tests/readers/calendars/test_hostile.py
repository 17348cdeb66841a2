from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.calendars import read_calendar
from fingerpost.readers.output import as_json
from fingerpost.readers.types import Reading, Source
from fingerpost.readers.values.text import MAX_BYTES
from tests.readers.bounded import processor_time

TODAY = date(2026, 11, 23)
PLAIN = st.characters(exclude_categories=["Cs", "Cc"])
LINES = st.one_of(
    st.sampled_from(
        [
            "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "BEGIN:STANDARD", "TZID:X", "UID:1", "SEQUENCE:2",
            "DTSTART:20200101T100000Z", "DTSTART;TZID=X:20200101T100000", "DTSTART;VALUE=DATE:99991231", "DTSTART:00010101T000000Z", "DTEND:99991231T235959Z",
            "DTEND;VALUE=DATE:20200103", "DURATION:P9999D", "DURATION:-PT1H", "RRULE:FREQ=DAILY", "RRULE:FREQ=YEARLY;BYDAY=-1SU;COUNT=400", "EXDATE:20200102T100000Z",
            "RDATE;VALUE=PERIOD:20200105T100000Z/PT1H", "RDATE:20200105", "RECURRENCE-ID:20200102T100000Z", "RECURRENCE-ID:20200102", "SUMMARY:Forum", "STATUS:CANCELLED",
            "TZOFFSETTO:+0900", "TZOFFSETTO:-1500", "DTSTART:16010101T020000", "ORGANIZER;CN=\"A:mailto:x", "LOCATION:https://[::1", "DESCRIPTION:<a href=//x>y</a> register by 31 June",
        ]
    ),
    st.text(PLAIN, max_size=60),
    st.builds("{}:{}".format, st.sampled_from(["DTSTART", "DTEND", "RRULE", "SUMMARY", "URL", "EXDATE", "DURATION"]), st.text(PLAIN, max_size=40)),
)  # fmt: skip


def reading_of(content: bytes) -> Reading:
    reading = read_calendar(Source(content=content, name="-", today=TODAY))
    as_json(reading)
    return reading


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=40))
def test_no_calendar_breaks_the_reader_and_its_balance_adds_up(lines: list[str]) -> None:
    reading = reading_of("\r\n".join(["BEGIN:VCALENDAR", *lines]).encode("utf-8", "replace"))

    counts = [reading.balance.count(fate) for fate in ("read", "unread", "ignored")]
    assert sum(counts) == len(reading.balance.entries)
    assert all(entry.origin and entry.text for entry in reading.balance.entries)
    assert all(entry.reason for entry in reading.balance.entries if entry.fate != "read")
    assert bool(reading.records) == bool(counts[0])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    with suppress(UnreadableSource):
        reading_of(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:" + content)


def test_a_file_over_the_limit_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnreadableSource, match="up to 50 MB"):
        reading_of(b"BEGIN:VCALENDAR\n" + b" " * MAX_BYTES)


def test_a_file_without_a_calendar_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnreadableSource, match=r"holds no calendar\. Export"):
        reading_of(b"SUMMARY:nothing around it")


@pytest.mark.parametrize(
    "content",
    [
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20200101\nSUMMARY:" + b"a:;\"" * 50_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20200101\nSUMMARY" + b";a=\"" * 50_000 + b":x",
        b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 10_000 + b"END:Y\n" * 10_000,
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nDTSTART:20200101\nSUMMARY:x\n" * 3_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nDESCRIPTION:" + b"<div>" * 40_000,
        b"BEGIN:VCALENDAR\n" + b"".join(b"BEGIN:VEVENT\nUID:%d\nSUMMARY:x\nDTSTART:16010101\nRRULE:FREQ=DAILY\nEND:VEVENT\n" % number for number in range(500)),
        b"BEGIN:VCALENDAR\n" + b"".join(b"BEGIN:VEVENT\nUID:%d\nSUMMARY:x\nDTSTART:20260101\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\nEND:VEVENT\n" % number for number in range(500)),
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART:20200101\nEXDATE:" + b"20200101," * 20_000,
    ],
    ids=["colons", "parameters", "nested", "never-closed", "nested-html", "old-rules", "impossible-rules", "exceptions"],
)  # fmt: skip
def test_a_hostile_calendar_costs_bounded_time(content: bytes) -> None:
    with processor_time(at_most_s=5):
        reading_of(content)
