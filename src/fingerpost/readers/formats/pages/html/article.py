"""Whether a page is an article: running text, around which a site puts what it likes its readers to go on to."""

import re

from fingerpost.readers.formats.pages.html.nodes import Node, heading_level
from fingerpost.readers.formats.pages.html.shape import Sizes

_MIN_PARAGRAPH, _MIN_WIDE = 120, 50
_MIN_PROSE, _MIN_PARAGRAPHS, _MIN_LONG = 600, 3, 1_500
_MAX_LINKED = 0.35
_WIDE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ENDS = re.compile(r"[.!?。！？।॥…\"”»)]\s*$")
_HOLDERS = frozenset({"div", "td", "section", "article", "span", "main"})


def is_article(body: Node, sizes: Sizes, *, taken: frozenset[str]) -> bool:
    """True if a page has running text outside its items: several paragraphs that begin with neither a link nor bold words.

    ``taken`` are the origins of the elements that were read as items.
    """
    length = count = 0
    below_item = False  #: what follows the heading of an item tells of it
    for node in _outside_items(body, taken):
        if heading_level(node):
            below_item = node.origin in taken
        elif not below_item and (size := _running(node, sizes)):
            length += size
            count += 1 if size < _MIN_LONG else _MIN_PARAGRAPHS
            if length >= _MIN_PROSE and count >= _MIN_PARAGRAPHS:
                return True
    return False


def _outside_items(body: Node, taken: frozenset[str]) -> "list[Node]":
    found: list[Node] = []
    stack = [body]
    while stack:
        node = stack.pop()
        found.append(node)
        if node.tag not in ("li", "nav", "footer", "aside") and (node.origin not in taken or heading_level(node)):
            stack.extend(reversed(node.elements()))
    return found


def _running(node: Node, sizes: Sizes) -> int:
    """The length of the running text of one paragraph, or of text that stands between breaks; 0 if it is none."""
    if node.tag in _HOLDERS:
        text = " ".join(child for child in node.children if isinstance(child, str) and not child.isspace())
        size, least = len(text), 2 * _MIN_PARAGRAPH
    elif node.tag == "p" and sizes.text[id(node)] >= _MIN_WIDE:
        text, size, least = node.text(2_000), sizes.text[id(node)], _MIN_PARAGRAPH
    else:
        return 0
    if _WIDE.search(text[:80]):
        size = size * _MIN_PARAGRAPH // _MIN_WIDE  # such letters say more each
    if size < least or not _ENDS.search(text[-10:]):
        return 0
    linked = sum(sizes.text[id(link)] for link in node.find("a")) if node.tag == "p" else 0
    return size if linked <= _MAX_LINKED * sizes.text[id(node)] and not _opens_with_name(node) else 0


def _opens_with_name(node: Node) -> bool:
    """True for "Title of a report (WHO, 2020). What it tells …", an entry of a list set as paragraphs."""
    while True:
        first = next((child for child in node.children if isinstance(child, Node) or child.strip()), None)
        if not isinstance(first, Node):
            return False
        if first.tag in ("a", "strong", "b"):
            return True
        node = first
