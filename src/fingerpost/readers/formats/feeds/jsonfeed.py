"""JSON Feed 1.0 and 1.1 as items (jsonfeed.org)."""

import json
from collections.abc import Mapping
from typing import Any

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.feeds.documents import Document
from fingerpost.readers.formats.items import Item
from fingerpost.readers.values.text import decode
from fingerpost.readers.values.urls import resolve


def open_json(content: bytes, base_url: str | None) -> Document:
    """Return the items of a JSON feed. Raises UnreadableSource for what is no JSON, or no feed."""
    decoded = decode(content)
    try:
        found = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        where = f", at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableSource(f"The feed is not well-formed JSON{where}.", remedy="Save it again, whole.") from error
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise UnreadableSource(
            "The source is no feed.", remedy="Give the address of the RSS, Atom or JSON feed itself."
        )
    base = resolve(_text(found, "home_page_url"), base_url) or resolve(_text(found, "feed_url"), base_url) or base_url
    items = tuple(_item(part, number, base) for number, part in enumerate(found["items"], start=1))
    return Document(items, _text(found, "title"), _text(found, "language"), decoded.encoding, None)


def _item(part: object, number: int, base: str | None) -> Item:
    item = Item(origin=f"item {number}", base=base)
    if not isinstance(part, dict):
        return item
    item.title = _text(part, "title")
    item.text = _text(part, "content_html") or _text(part, "content_text") or _text(part, "summary")
    item.url = resolve(_text(part, "url"), base) or resolve(_text(part, "external_url"), base)
    item.uid = _text(part, "id")[:400] or None
    item.published = _text(part, "date_published") or _text(part, "date_modified")
    item.language = _text(part, "language")
    people = part.get("authors") if isinstance(part.get("authors"), list) else [part.get("author")]
    item.authors = [_text(person, "name") for person in people or [] if isinstance(person, dict)]
    return item


def _text(part: Mapping[str, Any], name: str) -> str:
    value = part.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return value.strip() if isinstance(value, str) else str(value)[:40]
