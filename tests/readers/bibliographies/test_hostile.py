import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.bibliographies.latex import plain_text
from fingerpost.readers.formats.bibliographies.reader import read_bibliography
from fingerpost.readers.formats.bibliographies.sniffing import looks_like_bibliography
from fingerpost.readers.output import as_json
from fingerpost.readers.registry import read
from fingerpost.readers.types import Reading, Source
from tests.readers.bounded import processor_time

RIS = st.lists(
    st.sampled_from(["TY  - RPRT", "ER  - ", "TI  - A", "AU  - ,", "DA  - 2020/99/99/", "PY  - n.d.", "UR  - http://[", "DO  - 10.1/", "AB", "", "  - ", "LA  - xx-"])
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
    max_size=30,
).map("\n".join)  # fmt: skip
BIBTEX = st.lists(
    st.sampled_from(["@misc{a,", "@misc{", "title = {A", "title = {{B}},", "year = 2020,", "}", "{", '"', "#", "@string{x = y}", "x = x # \"", "\\'{", "\\", "$", "%", "author = { and },", "\n", "@comment{"])
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    max_size=30,
).map("".join)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "type", "title", "author", "issued", "date-parts", "DOI", "URL", "literal", "message"]), inner, max_size=5),
    max_leaves=14,
)  # fmt: skip


def reading_of(content: bytes) -> Reading:
    reading = read_bibliography(Source(content=content, name="-", today=date(2026, 11, 23)))
    as_json(reading)
    return reading


def assert_balanced(reading: Reading) -> None:
    counts = [reading.balance.count(fate) for fate in ("read", "unread", "ignored")]
    assert sum(counts) == len(reading.balance.entries)
    assert all(entry.origin and entry.text for entry in reading.balance.entries)
    assert len(reading.records) <= counts[0]
    assert bool(reading.records) == bool(counts[0])


@settings(max_examples=200, deadline=None)
@given(RIS)
def test_no_tagged_lines_break_the_reader(text: str) -> None:
    assert_balanced(reading_of(f"TY  - RPRT\n{text}".encode()))


@settings(max_examples=200, deadline=None)
@given(BIBTEX)
def test_no_bibtex_breaks_the_reader(text: str) -> None:
    assert_balanced(reading_of(f"@misc{{k, title = {{T}}}}\n{text}".encode()))


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_no_json_breaks_the_reader(value: object) -> None:
    content = json.dumps([{"type": "report", "DOI": "10.1234/x", "title": "T"}, value])

    assert_balanced(reading_of(content.encode()))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"<modsCollection><mods><titleInfo><title>", b"<xml><records><record><titles><title>", b"TY  - ", b"%0 Report\n%T "]))  # fmt: skip
def test_no_bytes_break_the_reader(content: bytes, opening: bytes) -> None:
    with suppress(UnreadableSource):
        reading_of(opening + content)


@settings(max_examples=300, deadline=None)
@given(st.text("\\{}$%&#_^~'\"`-a 1", max_size=60))
def test_no_latex_breaks_its_conversion(text: str) -> None:
    assert isinstance(plain_text(text), str)


@pytest.mark.parametrize(
    "content",
    [
        b"@misc{a, title = {" + b"{" * 200_000,
        b"@misc{a, title = {" + b"\\'{" * 50_000,
        b"@misc{a, title = {x}}\n" * 5_000,
        b"@misc{a, title = {x}\n" * 500,
        b"@" * 200_000 + b"misc{a, title={x}}",
        b"TY  - RPRT\nTI  - " + b"a" * 200_000,
        b"TY  - RPRT\n" + b"more\n" * 50_000,
        b"TY  - RPRT\nTI  - x\n" * 5_000,
        b'[{"type":"report","DOI":"' + b"10.1234/" * 20_000 + b'","title":"x"}]',
        b"<mods>" + b"<titleInfo>" * 100_000,
        b"<modsCollection>" + b"<mods><titleInfo><title>x</title></titleInfo></mods>" * 5_000,
    ],
    ids=["braces", "accents", "repeated", "unclosed", "ats", "line", "continued", "many", "doi", "nested", "mods"],
)
def test_a_hostile_bibliography_costs_bounded_time(content: bytes) -> None:
    with processor_time(at_most_s=8), suppress(UnreadableSource):
        reading_of(content)


@pytest.mark.parametrize(
    "text",
    [
        "TY  - is how a line of RIS begins, says the manual of 12 May 2020.",
        "Write to us @home, or @misc, and bring {braces}.",
        '{"name": "package", "type": "module", "dependencies": {}}',
        "% comment\n\\documentclass{article}\n\\begin{document}\n\\end{document}",
    ],
)
def test_what_only_looks_like_a_bibliography_is_none(text: str) -> None:
    reading = read(Source(content=text.encode(), name="page.txt", today=date(2026, 11, 23)))

    assert reading.reader != "bibliography"


def test_broken_json_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnreadableSource, match=r"not well-formed JSON.*Export it again"):
        reading_of(b'[{"type": "report", "DOI": "10.1/x", "title": ')


def test_a_bibliography_in_xml_with_entities_of_its_own_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="entities of its own"):
        reading_of(b'<!DOCTYPE mods [<!ENTITY a "x">]><mods><titleInfo><title>&a;</title></titleInfo></mods>')


def test_a_page_of_blank_lines_is_told_from_a_bibliography_at_once() -> None:
    head = b"<!DOCTYPE html>" + b"\n" * 5_000

    with processor_time(at_most_s=1):
        found = looks_like_bibliography(head)

    assert found is None
