import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.feeds import read_feed
from fingerpost.readers.output import as_json
from fingerpost.readers.types import Reading, Source
from fingerpost.readers.values.text import MAX_BYTES
from tests.readers.bounded import processor_time

PIECES = st.one_of(
    st.sampled_from(
        [
            "<item>", "</item>", "<entry>", "<title>Webinar</title>", "<title type='html'>&lt;b&gt;", "<link>//[::1</link>", "<link href='x' rel='alternate'/>", "<link href='http://['/>",
            "<pubDate>Wed, 99 Foo 2020</pubDate>", "<pubDate>Mon, 1 Jan 0001 00:00:00 +9959</pubDate>", "<guid>7</guid>", "<description><b><br>x</description>", "<description>",
            "<ev:startdate xmlns:ev='e'>2020-13-41</ev:startdate>", "<ev:startdate xmlns:ev='e'>2020-05-01</ev:startdate>", "<ev:enddate xmlns:ev='e'>2019</ev:enddate>", "&nbsp;", "&bogus;", "&",
            "<![CDATA[", "]]>", "<?pi?>", "<!-- ", "-->", "xml:base='::'", "<div xml:base='http://['><link>a</link></div>", "12 May 2020, 10:00 CEST",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40),
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "url", "title", "content_html", "date_published", "authors", "name"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


def reading_of(content: bytes) -> Reading:
    reading = read_feed(Source(content=content, name="-", today=date(2026, 11, 23), base_url="https://example.org/"))
    as_json(reading)
    return reading


def assert_balanced(reading: Reading) -> None:
    counts = [reading.balance.count(fate) for fate in ("read", "unread", "ignored")]
    assert sum(counts) == len(reading.balance.entries)
    assert all(entry.origin and entry.text for entry in reading.balance.entries)
    assert len(reading.records) <= counts[0]
    assert bool(reading.records) == bool(counts[0])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_no_feed_breaks_the_reader_and_its_balance_adds_up(pieces: list[str]) -> None:
    reading = reading_of(f"<rss><channel><item>{''.join(pieces)}".encode())

    assert_balanced(reading)


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_no_json_feed_breaks_the_reader(value: object) -> None:
    reading = reading_of(json.dumps({"items": [value, value]}).encode())

    assert_balanced(reading)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    with suppress(UnreadableSource):
        reading_of(b"<rss><channel><item><title>" + content)


@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY a "&b;&b;&b;"><!ENTITY b "lol">', '<!ENTITY a SYSTEM "file:///etc/passwd">', '<!ENTITY % a SYSTEM "http://127.0.0.1/x">'],
    ids=["bomb", "file", "network"],
)  # fmt: skip
def test_a_feed_with_entities_of_its_own_is_refused(declared: str) -> None:
    with pytest.raises(UnreadableSource, match=r"entities of its own.*Ask its owner"):
        reading_of(f"<!DOCTYPE rss [{declared}]><rss><channel><item><title>&a;</title></item></channel></rss>".encode())


def test_an_entity_declared_late_is_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("do not tell")
    late = f'<!DOCTYPE r [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'

    reading = reading_of(f"<rss><channel><item><title>x</title></item>{late}<item><title>y&a;</title></item></channel></rss>".encode())  # fmt: skip

    assert not any("tell" in record.title for record in reading.records)


@pytest.mark.parametrize(
    "content",
    [b"<rss><channel><title>none", b"<html><body>no feed</body></html>", b'{"items": 7}', b'{"items": [', b"{" * 200_000, b'{"items":' + b"[" * 200_000],
)  # fmt: skip
def test_what_is_no_feed_gives_nothing_or_a_sentence(content: bytes) -> None:
    try:
        assert reading_of(content).records == ()
    except UnreadableSource as error:
        assert str(error).endswith(".")  # noqa: PT017 -- either is right


def test_a_feed_over_the_limit_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnreadableSource, match="up to 50 MB"):
        reading_of(b"<rss>" + b" " * MAX_BYTES)


@pytest.mark.parametrize(
    "content",
    [
        b"<rss><channel><item><title>" + b"a" * 200_000,
        b"<rss><channel>" + b"<item>" * 10_000,
        b"<rss><channel><item>" + b"<x>" * 10_000,
        b"<rss><channel><item><title>x</title><description>" + b"&lt;div&gt;" * 50_000,
        b"<rss><channel><item><title>x</title>" + b"<description>" * 50_000,
        b"<rss><channel>" + b"<item><title>Webinar, 12 May 2020</title></item>" * 5_000,
        b"<rss><channel><item><title>" + b"&" * 200_000,
    ],
    ids=["line", "nested-items", "nested", "nested-html", "descriptions", "repeated", "ampersands"],
)
def test_a_hostile_feed_costs_bounded_time(content: bytes) -> None:
    with processor_time(at_most_s=8):
        reading_of(content)
