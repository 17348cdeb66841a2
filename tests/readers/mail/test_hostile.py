from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.mail import read_mail
from fingerpost.readers.formats.mail.layout import as_page
from fingerpost.readers.output import as_json
from fingerpost.readers.registry import read
from fingerpost.readers.types import Reading, Source
from tests.readers.bounded import processor_time

HEAD = b"From: a@example.org\nTo: b@example.org\nMIME-Version: 1.0\n"
LINES = st.lists(
    st.sampled_from(
        [
            b"Content-Type: multipart/mixed; boundary=x", b"Content-Type: text/html; charset=nonsense", b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: quoted-printable", b"Subject: =?x?q?=99?=",
            b"Subject: =?utf-8?b?////?=", b"Subject: =?utf-8?b?AAAAA?=", b"Date: Mon, 99 Foo 2020", b"Date: Thu, 01 Jan 0001 00:00:00 +9999", b"--x", b"--x--", b"", b"=ZZ=", b"<table><tr><td>", b"</table>", b"From: X", b"Date: 12 May 2020",
            b"From x Mon", b"BEGIN:VCALENDAR", b"Content-Type: text/calendar", b"Content-Type: message/rfc822", b"Content-Disposition: attachment; filename*=utf-8''%ff", b">> quoted", b"\xff\xfe", b"\x1b$B$",
        ]
    )
    | st.binary(max_size=30),
    max_size=30,
).map(b"\n".join)  # fmt: skip


def reading_of(content: bytes) -> Reading:
    reading = read_mail(Source(content=content, name="-", today=date(2026, 11, 23)))
    as_json(reading)
    return reading


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_no_mail_breaks_the_reader_and_its_balance_adds_up(lines: bytes) -> None:
    with suppress(UnreadableSource):
        reading = reading_of(HEAD + lines)

        assert len(reading.records) <= max(reading.balance.count("read"), 12)
        assert all(entry.origin for entry in reading.balance.entries)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["<table>", "</table>", "<tr>", "</tr>", "<td>", "<td style='display:none'>", "</td>", "<th>", "<p>", "</p>", "<center>", "text", "<a href='x'>", "Unsubscribe", "<div>"]), max_size=60).map("".join))  # fmt: skip
def test_no_layout_breaks_its_undoing(html: str) -> None:
    assert isinstance(as_page(html), str)


@pytest.mark.parametrize(
    "content",
    [
        HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)),
        HEAD + b"Content-Type: message/rfc822\n\n" * 2_000,
        HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 20_000,
        HEAD + b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\n\nx",
        HEAD + b"Subject: " + b"a" * 500_000 + b"\n\nx",
        HEAD + b"Content-Type: text/html\n\n" + b"<table><tr><td>" * 20_000,
        HEAD + b"Content-Type: text/html\n\n" + b"<div style='display:none'>" * 5_000,
        HEAD + b"Content-Type: text/html\n\n" + b"<p>unsubscribe</p>" * 5_000,
        HEAD + b"\n" + b"From: x\n" * 20_000,
        HEAD + b"\n" + b"> " * 100_000,
        HEAD + b"\n" + b"-" * 200_000,
        b"From a Mon\n" + HEAD + b"\nx\n\nFrom b Mon\n" * 5_000,
    ],
    ids=["nested", "messages", "parts", "words", "subject", "tables", "hidden", "furniture", "heads", "quotes", "rules", "mailbox"],
)  # fmt: skip
def test_a_hostile_mail_costs_bounded_time(content: bytes) -> None:
    with processor_time(at_most_s=8), suppress(UnreadableSource):
        reading_of(content)


@pytest.mark.parametrize(
    "text",
    [
        "From: Seoul\nTo: Busan\n\nA train runs.",
        "Date: 12 May 2020\nSubject: Water\n",
        "From here to there\nand back\n",
    ],
)
def test_what_only_looks_like_a_mail_is_read_as_text(text: str) -> None:
    reading = read(Source(content=text.encode(), name="page.txt", today=date(2026, 11, 23)))

    assert reading.reader != "mail"


def test_a_subject_that_is_broken_base64_stays_as_it_stands() -> None:
    reading = reading_of(HEAD + b"Subject: =?utf-8?b?AAAAA?=\n\nA short note.\n")

    assert reading.title == "=?utf-8?b?AAAAA?="
