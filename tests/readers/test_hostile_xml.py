"""Every Reader of XML, and the same traps."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.output import as_json
from fingerpost.readers.registry import read
from fingerpost.readers.types import Reading, Source
from fingerpost.readers.values.text import MAX_BYTES
from tests.readers.bounded import processor_time

#: A document of each family that holds one thing called by what stands in the braces.
DOCUMENTS = {
    "feed": "<rss><channel><item><title>{}</title></item></channel></rss>",
    "wordpress export": '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>{}</title></item></channel></rss>',
    "oai-pmh": "<OAI-PMH><ListRecords><record><header><identifier>oai:x:1</identifier></header><metadata><dc><title>{}</title></dc></metadata></record></ListRecords></OAI-PMH>",
    "bibliography": "<modsCollection><mods><titleInfo><title>{}</title></titleInfo></mods></modsCollection>",
}
PIECES = st.lists(
    st.sampled_from(["<a>", "</a>", "<title>", "</title>", "&x;", "&", "<!--", "-->", "<![CDATA[", "]]>", "<?p?>", "<date>2020-13-41</date>", "<language>xx_", "<identifier>http://[</identifier>", "<metadata>", "</record><record>", "<header status='deleted'/>", "<wp:post_type>", "xmlns:a=''"])
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    max_size=20,
).map("".join)  # fmt: skip


def reading_of(text: str) -> Reading:
    reading = read(Source(content=text.encode(), name="-", today=date(2026, 11, 23)))
    as_json(reading)
    return reading


@pytest.mark.parametrize("family", DOCUMENTS)
def test_a_plain_document_is_read(family: str) -> None:
    reading = reading_of(DOCUMENTS[family].format("Plain"))

    assert (reading.reader, [record.title for record in reading.records]) == (family, ["Plain"])


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(list(DOCUMENTS)), PIECES)
def test_no_markup_breaks_a_reader_and_its_balance_adds_up(family: str, pieces: str) -> None:
    with suppress(UnreadableSource):
        reading = reading_of(DOCUMENTS[family].replace("{}", pieces))

        assert len(reading.records) <= reading.balance.count("read")
        assert all(entry.origin and entry.text for entry in reading.balance.entries)


@pytest.mark.parametrize("family", DOCUMENTS)
@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY a "&b;&b;&b;&b;"><!ENTITY b "&c;&c;&c;&c;"><!ENTITY c "lol">', '<!ENTITY a SYSTEM "file:///etc/passwd">', '<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;'],
    ids=["bomb", "file", "network"],
)  # fmt: skip
def test_entities_of_its_own_are_refused_with_a_sentence(family: str, declared: str) -> None:
    with pytest.raises(UnreadableSource, match=r"entities of its own.*Ask its owner"):
        reading_of(f"<!DOCTYPE x [{declared}]>{DOCUMENTS[family].format('&a;')}")


@pytest.mark.parametrize("family", DOCUMENTS)
def test_an_entity_declared_late_is_never_expanded(family: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("do not tell")
    late = f'<!DOCTYPE r [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'

    with suppress(UnreadableSource):
        reading = reading_of(DOCUMENTS[family].format(f"x{late}&a;"))

        assert not any("tell" in record.title for record in reading.records)


@pytest.mark.parametrize("family", DOCUMENTS)
@pytest.mark.parametrize(
    "inner",
    ["<x>" * 100_000, "<x>" * 100_000 + "</x>" * 100_000, "a" * 12_000_000, "&" * 200_000, "<![CDATA[" * 50_000, "<!--" * 50_000, "<x a='" * 50_000, "&amp;" * 200_000],
    ids=["opened", "nested", "text", "ampersands", "cdata", "comments", "attributes", "escaped"],
)  # fmt: skip
def test_deep_or_endless_documents_cost_bounded_time(family: str, inner: str) -> None:
    with processor_time(at_most_s=8), suppress(UnreadableSource):
        reading_of(DOCUMENTS[family].replace("{}", inner))


@pytest.mark.parametrize("family", DOCUMENTS)
def test_a_document_over_the_limit_is_refused_with_a_sentence(family: str) -> None:
    with pytest.raises(UnreadableSource, match="up to 50 MB"):
        reading_of(DOCUMENTS[family].format(" " * MAX_BYTES))
