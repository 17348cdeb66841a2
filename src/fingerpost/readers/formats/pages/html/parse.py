"""Bytes of a page to its elements, and what the page declares about itself."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.pages.html.depth import without_depth
from fingerpost.readers.formats.pages.html.nodes import Node
from fingerpost.readers.types import Source
from fingerpost.readers.values.text import decode, normalise, squeeze
from fingerpost.readers.values.urls import resolve

MAX_ELEMENTS = 1_500_000
MAX_DEPTH = 120  #: deeper elements are read as if they stood at this depth; page builders reach about 60
_MAX_ATTRIBUTE = 8_192  #: as long as the address in a newsletter may be
_MAX_SCRIPT = 5_000_000

_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "picture",
        "map",
        "head",
        "select",
        "option",
        "datalist",
        "input",
        "textarea",
        "progress",
        "meter",
        "del",
        "s",
        "strike",
        "rp",
        "rt",
        "area",
        "param",
        "source",
        "track",
    ]
)
_KEPT = frozenset(
    [
        "class",
        "id",
        "role",
        "href",
        "datetime",
        "title",
        "lang",
        "hreflang",
        "content",
        "itemprop",
        "data-hook",
        "itemtype",
        "itemscope",
        "rowspan",
        "colspan",
        "scope",
        "aria-level",
        "aria-label",
        "aria-labelledby",
        "aria-controls",
        "data-time",
        "data-date",
        "type",
        "rel",
        "typeof",
        "property",
    ]
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True)
class Document:
    """A page opened: its elements, and its declarations."""

    body: Node
    title: str | None
    language: str | None  #: BCP 47
    base: str | None  #: what relative addresses are resolved against
    address: str | None  #: the page's own, canonical where it says so
    canonical: str | None  #: the address that the page itself gives
    encoding: str
    meta: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[
        tuple[str, str], ...
    ] = ()  #: every ``meta`` in its order, names in lower case; some stand several times
    marks: str = ""  #: what the page's own layout calls the page: the classes of ``body``
    data: tuple[str, ...] = ()  #: JSON-LD blocks, as text
    page_data: tuple[str, ...] = ()  #: other blocks of JSON, for the page's own scripts


def open_page(source: Source) -> Document:
    """Return the page in a Source. Raises UnreadableSource if there is none, or if it is too large to be read."""
    decoded = decode(source.content)
    if decoded.text.count("<") > 2 * MAX_ELEMENTS:
        raise UnreadableSource(
            f"The page has more than {MAX_ELEMENTS:,} elements.",
            remedy="Save only the part of the page that holds the listing.",
        )
    parser = LexborHTMLParser(without_depth(decoded.text))
    tags = _tags(parser)
    meta = {name: content for name, content in reversed(tags) if content}
    base = _base(parser, source.base_url)
    body = _tree(parser.body) if parser.body is not None else Node("body")
    root = parser.root
    declared = _language((root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root else "")
    language = declared or _language(meta.get("content-language", ""))
    if language:
        body.attrs.setdefault("lang", language)
    canonical = _canonical(parser, meta, base, source.base_url)
    return Document(
        body=body,
        title=_title(parser, meta),
        language=language,
        base=base,
        address=canonical or (resolve(source.base_url) if source.base_url else None),
        canonical=canonical,
        encoding=decoded.encoding,
        meta=meta,
        tags=tags,
        marks=_marks(parser),
        data=_data(parser, "ld+json"),
        page_data=_data(parser, "application/json"),
    )


def declared_language(declared: str) -> str | None:
    """Return a declared language as BCP 47 writes it, or None if it is no language tag.

    >>> declared_language("pt_br"), declared_language("not a tag!")
    ('pt-BR', None)
    """
    return _language(declared)


def _language(declared: str) -> str | None:
    match = _LANGUAGE.fullmatch(declared.strip())
    if not match:
        return None
    first, *rest = re.split("[-_]", match.group())
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def _tags(parser: LexborHTMLParser) -> tuple[tuple[str, str], ...]:
    found = []
    for node in parser.css("meta[content]")[:500]:
        attrs = node.attributes
        name = attrs.get("property") or attrs.get("name") or attrs.get("http-equiv")
        if name and not attrs.get("itemprop"):
            found.append((name.lower(), squeeze(normalise((attrs.get("content") or "")[:_MAX_ATTRIBUTE]))))
    return tuple(found)


def _marks(parser: LexborHTMLParser) -> str:
    return ((parser.body.attributes.get("class") if parser.body else "") or "")[:_MAX_ATTRIBUTE].lower()


def _base(parser: LexborHTMLParser, address: str | None) -> str | None:
    node = parser.css_first("base[href]")
    href = (node.attributes.get("href") or "") if node else ""
    return resolve(href, address) or address


def _canonical(parser: LexborHTMLParser, meta: Mapping[str, str], base: str | None, given: str | None) -> str | None:
    """The address that a page gives itself. A template's slip, the site's front page for a deeper one, counts for none."""
    node = parser.css_first('link[rel="canonical"]')
    for href in ((node.attributes.get("href") or "") if node else "", meta.get("og:url", "")):
        address = resolve(href, base)
        if address and (_is_deep(address) or not _is_deep(given or "")):
            return address
    return None


def _is_deep(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.path.strip("/") or parts.query)


def _title(parser: LexborHTMLParser, meta: Mapping[str, str]) -> str | None:
    node = parser.css_first("head > title") or parser.css_first("title")
    return (squeeze(normalise(node.text())) if node else "") or meta.get("og:title") or None


def _data(parser: LexborHTMLParser, kind: str) -> tuple[str, ...]:
    nodes = parser.css(f'script[type*="{kind}" i]')[:200]
    texts = [node.text() for node in nodes]
    return tuple(text for text in texts if len(text) <= _MAX_SCRIPT)


def _tree(top: Any) -> Node:  # lexbor's own node type is not exported
    """Copy the parsed page into light nodes, without recursion: pages nested ten thousand deep exist."""
    body = Node("body")
    counts: Counter[str] = Counter()
    here, depth, cursor = body, 0, top.child
    path: list[tuple[Any, Node]] = []  # where to go on once an element is done
    while cursor is not None or path:
        if cursor is None:
            cursor, here = path.pop()
            depth -= 1
            continue
        child, following = None, cursor.next
        if cursor.is_text_node:
            _add_text(here, cursor.text_content or "")
        elif cursor.is_element_node and cursor.tag not in _SILENT:
            child = cursor.child
            inner = _element(cursor, here, counts)
            if (
                child is not None
                or inner.tag in ("br", "hr", "td", "th")
                or inner.attrs.keys() & {"itemprop", "property"}
            ):
                here.children.append(inner)
            if child is not None:
                path.append((following, here))
                depth += 1
                cursor, here = child, (inner if depth < MAX_DEPTH else _flattened(here))
                continue
        elif cursor.is_element_node and cursor.tag in ("del", "s", "strike") and cursor.child is not None:
            here.children.append(Node("del", {"title": squeeze(cursor.text())[:200]}, [], here))
        cursor = following
    return body


def _flattened(here: Node) -> Node:
    here.children.pop()
    _add_text(here, " ")
    return here


def _add_text(here: Node, text: str) -> None:
    if text.isspace():
        if here.children and isinstance(here.children[-1], str) and here.children[-1][-1:] == " ":
            return
        text = " "
    elif not text.isascii() or "\r" in text:
        text = normalise(text)
    if text:
        here.children.append(text)


def _element(found: Any, parent: Node, counts: Counter[str]) -> Node:
    tag = found.tag
    counts[tag] += 1
    node = Node(tag, {}, [], parent, counts[tag])
    for name, value in found.attributes.items():
        if name in _KEPT:
            node.attrs[name] = (value or "")[:_MAX_ATTRIBUTE]
    marks = [node.attrs.get(name, "")[:400] for name in ("class", "id", "role", "itemprop", "data-hook")]
    node.marks = " ".join(filter(None, marks)).lower()
    return node
