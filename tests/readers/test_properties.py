"""What holds for any input: dates survive their shapes, lists of names survive joining, no text breaks the Reader."""

from datetime import date
from typing import Any

from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.values.dates import find_spans
from fingerpost.readers.values.names import known_names, split_organisers
from fingerpost.readers.values.text import decode, normalise
from fingerpost.readers.values.urls import clean_url, resolve

from .golden import EMPTY, reading_of

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))
SHAPES = (
    "{d} {month} {y}", "{d:02} {mon} {y}", "{month} {d}, {y}", "{mon} {d}, {y}", "{y}-{m:02}-{d:02}", "{y}.{m:02}.{d:02}", "{d:02}.{m:02}.{y}",
    "{d}-{mon}-{y}", "{y}年{m}月{d}日", "{y}년 {m}월 {d}일", "ngày {d} tháng {m} năm {y}", "{weekday}, {d} {month} {y}", "{month} {d} {y}", "{y} {month} {d}",
)  # fmt: skip
KNOWN = (
    "WHO",
    "UNDRR",
    "UN-Habitat",
    "World Bank",
    "ICLEI Africa",
    "Metropolis",
    "Ministry of the Environment of Japan",
    "Seoul Metropolitan Government",
)
PAGE = (
    "Cities respond to the crisis with care WHO UNDRR 12 May 2020 – & ( ) : Events Title (Link) #tag join us register by "
    "https://example.org/a | \t"
)
WORDS = st.sampled_from(PAGE.split(" "))
LINES = st.lists(st.lists(WORDS, max_size=14).map(" ".join), max_size=25).map("\n".join)


def shaped(day: date, shape: str) -> str:
    return shape.format(
        d=day.day, m=day.month, y=day.year, month=format(day, "%B"), mon=format(day, "%b"), weekday=format(day, "%A")
    )


def read_unless_refused(content: bytes) -> dict[str, Any] | None:
    """Return the reading; None if the source was refused, which it must be with two sentences."""
    try:
        return reading_of(content)
    except UnreadableSource as refused:
        sentences = (refused.problem, refused.remedy)
    assert all(sentence.endswith(".") for sentence in sentences)
    return None


@given(DAYS, st.sampled_from(SHAPES))
def test_a_day_is_read_back_from_every_shape(day: date, shape: str) -> None:
    spans = find_spans(shaped(day, shape), today=date(2020, 1, 1))

    assert [str(span.start) for span in spans] == [day.isoformat()]


@given(
    DAYS,
    st.sampled_from(["en", "fr", "es", "pt", "id", "de", "it", "nl", "ko", "ja", "zh", "ne", "hi", "tr", "ru", "vi"]),
)
def test_a_day_is_read_back_from_every_language(day: date, language: str) -> None:
    spans = find_spans(format_date(day, "long", locale=language), today=date(2020, 1, 1))

    assert [str(span.start) for span in spans] == [day.isoformat()]


@given(DAYS, DAYS, st.sampled_from(["–", " – ", " - ", " to "]))
def test_a_span_of_days_keeps_both_ends(one: date, other: date, dash: str) -> None:
    first, last = sorted((one, other))
    text = f"{shaped(first, '{d} {mon} {y}')}{dash}{shaped(last, '{d} {mon} {y}')}"

    span = find_spans(text, today=date(2020, 1, 1))[0]

    assert (str(span.start), str(span.end)) == (first.isoformat(), last.isoformat() if last != first else "None")


@given(
    st.lists(st.sampled_from(KNOWN), min_size=1, max_size=5, unique=True),
    st.sampled_from([", ", " & ", " and ", " / ", "; ", "\n", " + "]),
)
def test_joined_names_come_apart_again(names: list[str], joint: str) -> None:
    assert split_organisers(joint.join(names), known_names()) == names


@given(st.text(max_size=300))
def test_division_loses_no_letter_of_an_unknown_cell(cell: str) -> None:
    for name in split_organisers(cell, known_names()):
        assert name == name.strip()
        assert name


@settings(max_examples=150, deadline=None)
@given(st.one_of(LINES, st.text(max_size=600)))
def test_no_text_breaks_the_reader_and_the_balance_always_adds_up(text: str) -> None:
    reading = read_unless_refused(text.encode("utf-8", "surrogatepass"))
    if reading is None:
        return

    balance = reading["balance"]
    assert balance["total"] == balance["read"] + balance["unread"] + balance["ignored"]
    assert all(
        EMPTY.keys() | {"type", "title", "origin", "confidence"} == record.keys() for record in reading["records"]
    )
    assert all(0 <= record["confidence"] <= 1 for record in reading["records"])
    origins = {record["origin"] for record in reading["records"]}
    assert {issue["origin"] for issue in reading["issues"]} <= origins


PASTED = (
    "CityNet\n3h ·", "UN ESCAP\n@UNESCAP\n·\nJun 3, 2021", "[12/06/2020, 09:15] Ama: 📢", "Like\nComment\nShare", "See translation", "📅 3 June 2021", "⏰ 10:00–11:30 CEST",
    "주최: 서울시 / 주관: 서울연구원", "“Safe Streets” by", "@WHO and @UNDRR invite you to", "> - 16 June 2020: Clean Hands (UNICEF)", "[Title](https://example.org/a)", "Walking [3]",
    "[3] https://example.org/3", "━━━━━━", "JUN\n18", "JUNE 2020", "* a line that goes on\n  with the next one", "| a | 3 June 2020 | WHO |", "Register 👉 https://example.org/r", "#tag", "",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PASTED), st.text(max_size=40)), max_size=14).map("\n".join))
def test_no_paste_breaks_the_reader_and_each_line_has_its_fate(text: str) -> None:
    reading = read_unless_refused(text.encode("utf-8", "surrogatepass"))
    if reading is None:
        return

    balance = reading["balance"]
    assert balance["total"] == balance["read"] + balance["unread"] + balance["ignored"]
    assert len(balance["entries"]) == balance["unread"] + balance["ignored"]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(content: bytes) -> None:
    read_unless_refused(content)


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(min_size=1, max_size=100).filter(lambda text: text.strip(" \t\r\n\0\ufeff")))
def test_utf_8_is_never_mistaken(text: str) -> None:
    content = text.encode("utf-8", "ignore")
    try:
        decoded = decode(content)
    except UnreadableSource:
        return
    assert decoded.text == content.decode().removeprefix("\ufeff") or decoded.encoding.startswith("utf-")


@given(st.text(max_size=200))
def test_an_address_is_either_refused_or_stays_what_it_is_when_cleaned_again(address: str) -> None:
    url = resolve(address, "https://example.org/a/")

    assert url is None or (url.startswith(("http://", "https://")) and clean_url(url) == url)
