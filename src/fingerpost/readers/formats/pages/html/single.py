"""A page that lists nothing because it is itself one event, or one document."""

import re

from fingerpost.readers.formats.pages.html.boilerplate import boilerplate_reason
from fingerpost.readers.formats.pages.html.fields import Fields, action_for
from fingerpost.readers.formats.pages.html.item import read_item
from fingerpost.readers.formats.pages.html.lines import Line, lines_of
from fingerpost.readers.formats.pages.html.nodes import Node
from fingerpost.readers.formats.pages.html.parse import Document
from fingerpost.readers.formats.pages.html.titles import clean_title
from fingerpost.readers.formats.pages.html.vocabulary import kinds_in
from fingerpost.readers.formats.pages.html.walk import Item, Page
from fingerpost.readers.formats.pages.html.when import spans_in
from fingerpost.readers.types import Entry, Kind

_MAX_LINES = 60
_MAX_META = 160
_EVENT_MARKS = re.compile(r"(?<![a-z])(?:event|webinar|tribe-events-single|vevent)(?![a-z])")


def page_itself(document: Document, page: Page, *, found_any: bool, items: list[Item]) -> Item | None:
    """Return the page as one item if it plainly is one event or one document; None for articles and listings."""
    dated = [item for item in items if item.kind in ("event", "measure", "update") or item.fields.organisers]
    if found_any or dated:
        return None
    heading = _heading(document)
    if heading is None:
        return None
    lines = _content(document.body, heading, page)
    lines = [line for line in lines if len(line.text) <= _MAX_META]
    fields = read_item(_facts(lines, page), page.fields())
    _add_links(fields, lines)
    fields.title, fields.lead = clean_title(heading.text(400)), True
    fields.url = document.address
    kind = _event(fields, document, page) or _document(fields, page)
    if kind is None or not fields.title:
        return None
    page.entries.append(Entry(origin=heading.origin, fate="read", text=fields.title[:200], reason=kind))
    return Item(fields, kind, heading.origin, None, fields.title, fields.language or document.language)


def _facts(lines: list[Line], page: Page) -> list[Line]:
    """The lines up to the first heading that follows a date: below it stand the programme and the speakers."""
    dated = False
    for place, line in enumerate(lines):
        if line.heading and dated:
            return lines[:place]
        dated = dated or bool(spans_in(line.text, page.outline.calendar))
    return lines


def _add_links(fields: Fields, lines: list[Line]) -> None:
    for line in lines:
        for piece in line.links():
            action = action_for(piece.text, piece.href or "")
            if action in ("register", "recording", "file"):
                fields.add_link(action, piece.href or "")


def _event(fields: Fields, document: Document, page: Page) -> Kind | None:
    has_day = fields.when is not None and fields.when.start is not None and fields.when.start.day is not None
    if not has_day or fields.extra_days > 2:
        return None
    told = {"date", "time", "place", "organiser", "register", "deadline"} & fields.labelled
    words = "event" in kinds_in(fields.title) or "event" in page.kinds
    if "date" in told or (told and words) or (fields.register_url and words):
        return "event"
    timed = fields.when is not None and fields.when.start is not None and fields.when.start.time is not None
    return "event" if timed and (fields.register_url or words) and document.meta.get("og:type") != "article" else None


def _document(fields: Fields, page: Page) -> Kind | None:
    told = {"organiser", "published", "kind", "language"} & fields.labelled
    return "resource" if len(told) >= 2 and (fields.file_url or "resource" in (*fields.kinds, *page.kinds)) else None


def _heading(document: Document) -> Node | None:
    heads = [node for node in document.body.walk() if node.tag == "h1" and node.has_text()]
    return heads[0] if heads and len({node.text(300) for node in heads}) == 1 else None


def _content(body: Node, heading: Node, page: Page) -> list[Line]:
    """The lines below the page's title, as far as its facts reach."""
    nodes: list[Node | str] = []
    stack: list[Node | str] = list(reversed(body.children))
    total = max(page.sizes.text[id(body)], 1)
    passed = False
    while stack and len(nodes) < 400:
        node = stack.pop()
        if node is heading:
            passed = True
            continue
        if isinstance(node, Node):
            if boilerplate_reason(node, share=page.sizes.text[id(node)] / total, depth_in_content=True):
                continue
            if node.tag in (
                "div",
                "section",
                "main",
                "article",
                "body",
                "header",
                "form",
                "table",
                "tbody",
                "tr",
                "td",
            ) and not _is_pair(node):
                stack.extend(reversed(node.children))
                continue
        if passed and (not isinstance(node, str) or node.strip()):
            nodes.append(node)
    return lines_of(*nodes)[:_MAX_LINES] if passed else []


def _is_pair(node: Node) -> bool:
    """A label and its value side by side stay together."""
    return (
        node.tag in ("div", "tr")
        and 1 < len(node.elements()) <= 3
        and not any(child.elements() for child in node.elements())
    )
