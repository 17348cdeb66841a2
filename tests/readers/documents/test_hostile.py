from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.output import as_json
from fingerpost.readers.registry import read
from fingerpost.readers.types import Reading, Source
from tests.readers.bounded import processor_time

from ..golden import GOLDEN
from ..sheets.made import zipped
from .made import docx, paragraph, pdf, run, written

WHOLE = {path.name: path.read_bytes() for path in sorted((GOLDEN / "documents").iterdir()) if path.suffix != ".json"}


def reading_of(content: bytes) -> Reading:
    reading = read(Source(content=content, name="x.docx", today=date(2026, 11, 23)))
    as_json(reading)
    return reading


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableSource) as caught:
        reading_of(content)
    return str(caught.value)


def test_entities_of_their_own_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'

    assert "declares a document type or entities" in refused(zipped(docx(paragraph(run("&b;&c;")), head=bomb)))


def test_an_honest_bomb_is_refused_before_it_is_unpacked() -> None:
    assert "unpacks to more than 200 MB" in refused(zipped(docx(" " * 210 * 1_048_576)))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (paragraph(run("a" * 99_000)) * 41, "longer than 4 million characters"),
        ("<w:p/>" * 200_001, "200,000 paragraphs"),
        ("<w:tbl><w:tr><w:tc>" * 200 + "</w:tc></w:tr></w:tbl>" * 200, "within each other"),
    ],
    ids=["text", "paragraphs", "tables"],
)
def test_a_document_without_end_is_refused(body: str, told: str) -> None:
    assert told in refused(zipped(docx(body)))


@pytest.mark.parametrize(
    "body",
    [
        "<w:tbl><w:tr><w:tc>" * 100 + paragraph(run("deep")) + "</w:tc></w:tr></w:tbl>" * 100,
        "<w:p><w:r><w:txbxContent>" * 80 + run("deep") + "</w:txbxContent></w:r></w:p>" * 80,
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999"/><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl>' * 500,
        "</w:p>".join(['<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'] * 5_000) + "</w:p>",
        paragraph(run("1 May 2020 ")) * 5_000,
    ],
    ids=["tables", "boxes", "spans", "fields", "dates"],
)
def test_a_hostile_document_costs_bounded_time(body: str) -> None:
    with processor_time(at_most_s=10), suppress(UnreadableSource):
        reading_of(zipped(docx(body)))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_breaks_the_reader(data: st.DataObject) -> None:
    content = bytearray(WHOLE[data.draw(st.sampled_from(sorted(WHOLE)))])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(5, len(content) - 1))] = data.draw(st.integers(0, 255))

    with suppress(UnreadableSource):
        reading_of(bytes(content))


ELEMENTS = st.sampled_from(["p", "r", "t", "tbl", "tr", "tc", "hyperlink", "vMerge", "gridSpan", "fldChar", "instrText", "txbxContent", "del", "numPr", "ilvl", "pStyle", "br"])  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.recursive(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<&"), max_size=9), lambda inner: st.builds(lambda name, value, parts: f'<w:{name} w:val="{value}" w:fldCharType="{value}">{"".join(parts)}</w:{name}>', ELEMENTS, st.sampled_from(["1", "-1", "999999999999", "restart", "begin", "end", "x"]), st.lists(inner, max_size=4)), max_leaves=25))  # fmt: skip
def test_no_order_of_elements_breaks_the_reader(body: str) -> None:
    with suppress(UnreadableSource):
        reading_of(zipped(docx(body)))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(-50, 700), st.integers(-50, 900), st.integers(0, 60), st.text("abc 1/2020-", max_size=20)), max_size=30))  # fmt: skip
def test_no_place_of_words_breaks_the_reader(lines: list[tuple[int, int, int, str]]) -> None:
    with suppress(UnreadableSource):
        reading_of(pdf(written(*lines)))
