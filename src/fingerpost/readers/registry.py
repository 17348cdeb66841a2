"""Which Reader takes which Source."""

import re

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.bibliographies.sniffing import looks_like_bibliography
from fingerpost.readers.formats.sniffing import (
    is_old_office,
    is_package,
    looks_like_calendar,
    looks_like_feed,
    may_be_table,
    xml_root,
)
from fingerpost.readers.types import Reading, Source
from fingerpost.readers.values.text import check_bytes

_SNIFFED_BYTES = 16_384
_TAG = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|main|article|section|table|div|ul|ol|p|h[1-6]|meta|title|script|span|a\s+href)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_OPENING_TAG = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|main|div|table|article|section|ul|ol|p|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING_TAG = re.compile(r"</(?:html|body|table|tr|td|div|ul|li|p|a|h[1-6]|span|section|article)\s*>", re.IGNORECASE)
_ENOUGH_TAGS = 3


def read(source: Source) -> Reading:
    """Return what a Source says, read by the Reader that its content calls for: calendar, feed, table, page, text or post.

    The content decides; the name is asked only whether lines of cells are meant as a table. Raises UnreadableSource for what no Reader can open.
    """
    if is_package(source.content):
        from fingerpost.readers.formats.office import read_package  # noqa: PLC0415 -- slow import

        return read_package(source)
    if is_old_office(source.content):
        from fingerpost.readers.formats.office import refuse_old  # noqa: PLC0415 -- slow import

        raise refuse_old(source)
    check_bytes(source.content)
    if looks_like_calendar(source.content):
        from fingerpost.readers.formats.calendars import read_calendar  # noqa: PLC0415 -- slow import

        return read_calendar(source)
    if looks_like_feed(source.content):
        from fingerpost.readers.formats.feeds import read_feed  # noqa: PLC0415 -- slow import

        return read_feed(source)
    if xml_root(source.content) == "oai-pmh":
        from fingerpost.readers.formats.oai import read_answer  # noqa: PLC0415 -- slow import

        return read_answer(source)
    if looks_like_bibliography(source.content[:_SNIFFED_BYTES].replace(b"\0", b"")):
        from fingerpost.readers.formats.bibliographies.reader import read_bibliography  # noqa: PLC0415 -- slow import

        return read_bibliography(source)
    if may_be_table(source.content, source.name):
        from fingerpost.readers.formats.tables import is_table, read_table  # noqa: PLC0415 -- slow import

        if is_table(source):
            return read_table(source)
    if looks_like_html(source):
        from fingerpost.readers.formats.pages.html.reading import read_html  # noqa: PLC0415 -- slow import

        return read_html(source)
    from fingerpost.readers.formats.pages.text import read_text  # noqa: PLC0415 -- slow import

    return read_text(source)


def looks_like_html(source: Source) -> bool:
    """True if the content opens with a tag, or holds several; a stray tag in a text does not make it a page."""
    # Tags are ASCII in every encoding that pages use, so the head need not be decoded: it may end within a character.
    head = source.content.lstrip()[:_SNIFFED_BYTES].replace(b"\0", b"").decode("latin-1").lstrip("ï»¿ÿþ \r\n\t")
    if _OPENING_TAG.match(head):
        return True
    tags = len(_TAG.findall(head)) + len(_CLOSING_TAG.findall(head))
    return tags >= _ENOUGH_TAGS and tags * 3 >= head.count("\n")


__all__ = ["UnreadableSource", "looks_like_html", "read"]
