from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.tables import read_table
from fingerpost.readers.output import as_json
from fingerpost.readers.types import Reading, Source
from fingerpost.readers.values.text import MAX_BYTES
from tests.readers.bounded import processor_time

HEADS = ["Title", "Date", "End", "Time", "End time", "Time zone", "Organiser", "Link", "Deadline", "Type", "Language", "Year", "Status", "id", "Phase", "x", ""]  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(
        [
            "", "2020-01-01", "2020-02-31", "9999-12-31", "0001-01-01T00:00Z", "31/12/2020", "12/31/2020", "1/2/20", "10:00", "25:99", "23:30 - 01:00 KST", "IST", "Nowhere/City", "+25",
            "Europe/Paris", "=1+1", "@cmd", "<b>x", '"', '""', "a\nb", "http://[::1", "https://x.org/?utm_source=a", "ICLEI; UCLG", "cancelled", "événement", "1900", "#", "#a+b",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
)  # fmt: skip


def reading_of(content: bytes, name: str = "x.csv") -> Reading:
    reading = read_table(Source(content=content, name=name, today=date(2026, 11, 23)))
    as_json(reading)
    return reading


def quoted(rows: list[list[str]], mark: str) -> bytes:
    return "\n".join(mark.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows).encode()


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(HEADS), min_size=1, max_size=8),
    st.lists(st.lists(CELLS, max_size=9), max_size=12),
    st.sampled_from(",;\t|"),
)
def test_no_table_breaks_the_reader_and_its_balance_adds_up(heads: list[str], rows: list[list[str]], mark: str) -> None:
    try:
        reading = reading_of(quoted([["Title", "Date", *heads], *rows], mark))
    except UnreadableSource:
        return

    counts = [reading.balance.count(fate) for fate in ("read", "unread", "ignored")]
    assert sum(counts) == len(reading.balance.entries) == 1 + sum(any(cell.strip() for cell in row) for row in rows)
    assert all(entry.origin for entry in reading.balance.entries)
    assert all(entry.reason for entry in reading.balance.entries if entry.fate != "read")
    assert len(reading.records) <= counts[0]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    with suppress(UnreadableSource):
        reading_of(b"Title,Date\n" + content)


def test_a_table_over_the_limit_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnreadableSource, match="up to 50 MB"):
        reading_of(b"Title,Date\n" + b"," * MAX_BYTES)


def test_a_text_without_columns_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnreadableSource, match=r"no column could hold titles\. Put a row of headings"):
        reading_of(b"only\nsome\nlines\n")


def test_a_quotation_mark_that_never_closes_leaves_the_rest_unread() -> None:
    whole = "".join(f"Forum {number},2020-05-01\n" for number in range(10_000))

    reading = reading_of(f'Title,Date\nForum,2020-05-01\n"Open,2020-05-02\n{whole}'.encode())

    assert [record.title for record in reading.records] == ["Forum"]
    assert reading.issues[-1].problem == "A cell begins with a quotation mark that never closes. The rest was not read."
    assert reading.balance.entries[-1].fate == "unread"


@pytest.mark.parametrize(
    "content",
    [
        b"Title,Date\n" + b"a" * 200_000 + b",2020-01-01\n",
        b"Title,Date\n" + b"," * 200_000,
        b"Title,Date\n" + b'"a""' * 20_000,
        b"Title,Organiser\n" + b"x," + b"A & B, " * 10_000,
        b"Title,Date\n" + b"x,1 May 2020\n" * 20_000,
        b"Title,Date\n" + b"x," + b"1 May " * 20_000,
    ],
    ids=["line", "commas", "quotes", "organisers", "repeated", "dates"],
)
def test_a_hostile_table_costs_bounded_time(content: bytes) -> None:
    with processor_time(at_most_s=5), suppress(UnreadableSource):
        reading_of(content)


def test_a_row_of_invisible_characters_is_blank() -> None:
    reading = reading_of("Title,Date,Place\n\u200b,\u200b,\u200b\nHeat forum,2020-06-04,Lyon\n".encode())

    assert [entry.fate for entry in reading.balance.entries] == ["ignored", "read"]
