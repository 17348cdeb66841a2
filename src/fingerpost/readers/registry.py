"""Which Reader takes which Source."""

import re
from collections.abc import Callable
from importlib import import_module

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.bibliographies.sniffing import looks_like_bibliography
from fingerpost.readers.formats.sniffing import (
    is_old_office,
    is_other_office,
    is_package,
    is_pdf,
    looks_like_calendar,
    looks_like_feed,
    looks_like_json,
    looks_like_mail,
    looks_like_wordpress_export,
    may_be_table,
    xml_root,
)
from fingerpost.readers.types import Reader, Reading, Source
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
    """Return what a Source says, read by the Reader that its content calls for.

    The content decides; the name is asked only whether lines of cells are meant as a table. Raises UnreadableSource for what no Reader can open.
    """
    for takes, module, name in _FILES:
        if takes(source):
            return _reader(module, name)(source)
    check_bytes(source.content)
    return next(_reader(module, name)(source) for takes, module, name in _TEXTS if takes(source))


def _reader(module: str, name: str) -> Reader:
    """Import a Reader once it is asked for: all of them together take half a second."""
    reader: Reader = getattr(import_module(f"fingerpost.readers.formats.{module}"), name)
    return reader


def _looks_like_table(source: Source) -> bool:
    if not may_be_table(source.content, source.name):
        return False
    from fingerpost.readers.formats.tables import is_table  # noqa: PLC0415 -- slow import

    return is_table(source)


def looks_like_html(source: Source) -> bool:
    """True if the content opens with a tag, or holds several; a stray tag in a text does not make it a page."""
    # Tags are ASCII in every encoding that pages use, so the head need not be decoded: it may end within a character.
    head = source.content.lstrip()[:_SNIFFED_BYTES].replace(b"\0", b"").decode("latin-1").lstrip("ï»¿ÿþ \r\n\t")
    if _OPENING_TAG.match(head):
        return True
    tags = len(_TAG.findall(head)) + len(_CLOSING_TAG.findall(head))
    return tags >= _ENOUGH_TAGS and tags * 3 >= head.count("\n")


_Row = tuple[Callable[[Source], bool], str, str]
#: What is no text: a cheap test, and the Reader of what passes it.
_FILES: tuple[_Row, ...] = (
    (lambda source: is_package(source.content), "office", "read_package"),
    (lambda source: is_pdf(source.content), "documents.pdf", "read_pdf"),
    (lambda source: is_old_office(source.content), "office", "read_old"),
    (lambda source: is_other_office(source.content), "office", "read_other"),
)
#: What is text, from the most telling to what takes any.
_TEXTS: tuple[_Row, ...] = (
    (lambda source: looks_like_calendar(source.content), "calendars", "read_calendar"),
    (lambda source: looks_like_mail(source.content), "mail", "read_mail"),
    (lambda source: looks_like_wordpress_export(source.content), "wordpress", "read_export"),
    (lambda source: looks_like_feed(source.content), "feeds", "read_feed"),
    (lambda source: xml_root(source.content) == "oai-pmh", "oai", "read_answer"),
    (lambda source: bool(looks_like_bibliography(source.content[:_SNIFFED_BYTES].replace(b"\0", b""))), "bibliographies.reader", "read_bibliography"),
    (lambda source: looks_like_json(source.content), "apis", "read_json"),
    (_looks_like_table, "tables", "read_table"),
    (looks_like_html, "pages.html.reading", "read_html"),
    (lambda _: True, "pages.text", "read_text"),
)  # fmt: skip

__all__ = ["UnreadableSource", "looks_like_html", "read"]
