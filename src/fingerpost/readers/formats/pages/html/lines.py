"""What an element shows, line by line, with what the markup says of each piece: link, heading, emphasis, machine date."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from fingerpost.readers.formats.pages.html.nodes import Node, heading_level
from fingerpost.readers.formats.pages.html.vocabulary import label_of
from fingerpost.readers.values.text import squeeze

_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"em", "i", "dfn"})
_PLAIN_INLINE = frozenset({"span", "font", "b", "strong", "i", "em", "u", "mark", "small", "bdi"})
_STACKING = frozenset({"a", "li", "div", "dd", "td", "article"})
_STACKED = frozenset({"abbr", "span", "strong", "b", "em", "i", "time", "small", "a"})
_TITLE_NAME = re.compile(r"(?<![a-z])(?:tit|title|subject|sbj|name|headline|heading|ttl|judul|titulo|titre)(?![a-z])")
_MAX_STACK = 12
_LAYOUT_BLOCK = re.compile(r"(?<![\w-])(?:d-block|block|row|col|line)(?![\w-])")


@dataclass(slots=True)
class Piece:
    """Text that the markup treats alike. Not to be changed; only not frozen because that makes a new one twice as slow."""

    text: str
    href: str | None = None
    hreflang: str | None = None
    lang: str | None = None
    heading: int = 0  #: 1 to 6 inside a heading
    bold: bool = False
    marks: str = ""  #: what the elements around it are called in the page's layout
    when: str | None = None  #: the machine-readable date that the markup gives it
    struck: bool = False
    apart: bool = False  #: starts a new element, so a space stands before it even if the source has none

    def with_text(self, text: str, *, apart: bool) -> "Piece":
        # Spelled out, for it is called for every text of the page and ``dataclasses.replace`` is slow.
        return Piece(
            text,
            self.href,
            self.hreflang,
            self.lang,
            self.heading,
            self.bold,
            self.marks,
            self.when,
            self.struck,
            apart,
        )


@dataclass(slots=True)
class Line:
    """What stands on one line, and which kind of block holds it."""

    pieces: list[Piece]
    block: str = "div"
    gap: bool = False  #: an empty line or a new block stands before it
    _text: str | None = field(default=None, repr=False)
    _marks: str | None = field(default=None, repr=False)
    _heading: int | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = squeeze(join(self.pieces))
        return self._text

    @property
    def marks(self) -> str:
        if self._marks is None:
            self._marks = " ".join(dict.fromkeys(piece.marks for piece in self.pieces))
        return self._marks

    @property
    def heading(self) -> int:
        if self._heading is None:
            levels = {piece.heading for piece in self.pieces if piece.text.strip()}
            self._heading = max(levels) if len(levels) == 1 else 0
        return self._heading

    def links(self) -> "list[Piece]":
        return [piece for piece in self.pieces if piece.href is not None]

    def without(self, *dropped: Piece) -> "Line":
        return Line([piece for piece in self.pieces if all(piece is not one for one in dropped)], self.block, self.gap)


def join(pieces: Iterable[Piece]) -> str:
    """Return pieces as one text; a space is set where the page draws one that its source lacks."""
    text = ""
    for piece in pieces:
        if piece.struck:
            continue
        if text and piece.apart and not text[-1].isspace() and piece.text[:1].strip():
            text += " "
        text += piece.text
    return text


def lines_of(*nodes: Node | str) -> list[Line]:
    """Return the lines that some neighbouring elements show, in order."""
    builder = _Builder()
    for node in nodes:
        builder.add(node, Piece(""), None)
    builder.flush()
    return builder.lines


class _Builder:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._pieces: list[tuple[str, Piece, bool]] = []  # text, its style, whether it stands apart
        self._block = "div"
        self._gap = True
        self._breaks = 0
        self._previous: tuple[str, str] | None = None  # tag and class of the inline element that has just ended

    def add(self, node: Node | str, style: Piece, around: Node | None) -> None:
        if isinstance(node, str):
            self._add_text(node, style, around)
        elif node.tag == "br":
            self._breaks += 1
            gap = self._breaks > 1
            self.flush(gap=gap)
        elif node.tag == "del":
            self._pieces.append((node.attrs.get("title", ""), replace(style, struck=True), False))
        elif node.is_block or _LAYOUT_BLOCK.search(node.attrs.get("class", "")):
            self._add_block(node, style)
        else:
            self._add_inline(node, style)

    def flush(self, *, gap: bool = False) -> None:
        if any(text.strip() for text, _, _ in self._pieces):
            self.lines.append(Line(_trimmed(self._pieces), self._block, self._gap))
            self._gap = gap
        else:
            self._gap = self._gap or gap
        self._pieces = []
        self._previous = None

    def _add_text(self, text: str, style: Piece, around: Node | None) -> None:
        if text.strip():
            self._breaks = 0
        apart = (
            around is not None
            and self._previous is not None
            and _stands_apart(self._previous, around, self._pieces, text)
        )
        self._previous = None
        self._pieces.append((text, style, apart))

    def _add_block(self, node: Node, style: Piece) -> None:
        self.flush(gap=True)
        outer, self._block = self._block, node.tag
        href = node.attrs.get("href", style.href) if node.tag == "a" else style.href
        style = Piece(
            "",
            href,
            style.hreflang,
            style.lang,
            heading_level(node) or style.heading,
            style.bold,
            _marks(style, node),
            style.when,
            style.struck,
            style.apart,
        )
        stacked = _is_stack(node, style)
        for child in node.children:
            self.add(child, style, None)
            if stacked:
                self.flush()
        self.flush(gap=True)
        self._block = outer

    def _add_inline(self, node: Node, style: Piece) -> None:
        attrs = node.attrs
        style = Piece(
            "",
            attrs.get("href", style.href) if node.tag == "a" else style.href,
            attrs.get("hreflang") or style.hreflang,
            attrs.get("lang") or style.lang,
            style.heading,
            style.bold or node.tag in _BOLD or (node.tag in _ITALIC and label_of(node.text(40)) is not None),
            _marks(style, node),
            _machine_date(node) or style.when,
            style.struck,
            style.apart,
        )
        before = self._previous
        stacked = _is_stack(node, style)
        for position, child in enumerate(node.children):
            if position == 0:
                self._previous = before
            self.add(child, style, node)
            if stacked:
                self.flush()
        self._previous = (node.tag, attrs.get("class", ""))


def _is_stack(node: Node, style: Piece) -> bool:
    """True if the layout sets the inline elements in a link, an entry or a box below each other, by their names.

    ``<a><strong class="tit">…</strong><span class="info">…</span><span class="info">…</span></a>``
    """
    if node.tag not in _STACKING or style.heading or len(node.children) < 2:
        return False
    parts = [child for child in node.children if isinstance(child, Node) or not child.isspace()]
    if len(parts) < 3 or len(parts) > _MAX_STACK:
        return False
    if all(isinstance(part, Node) and part.tag in _STACKED for part in parts) and _labelled(parts) > 1:
        return True
    named = 0
    for part in parts:
        if isinstance(part, str) or part.tag not in _STACKED:
            return False
        named += bool(part.marks)
    return named * 2 > len(parts) and any(_TITLE_NAME.search(part.marks) for part in parts if isinstance(part, Node))


def _labelled(parts: "list[Node | str]") -> int:
    heads = [re.split("[:：]", part.text(60), maxsplit=1) for part in parts if isinstance(part, Node)]
    return sum(len(head) > 1 and label_of(head[0]) is not None for head in heads)


def _marks(style: Piece, node: Node) -> str:
    return f"{style.marks} {node.marks}"[-400:].strip() if node.marks else style.marks


def _machine_date(node: Node) -> str | None:
    if node.tag == "time":
        return node.attrs.get("datetime") or None
    if node.tag == "abbr" and re.search(r"(?<![\w-])dt(?:start|end)|published", node.marks):
        return node.attrs.get("title") or None
    return None


def _stands_apart(previous: tuple[str, str], around: Node, pieces: "list[tuple[str, Piece, bool]]", text: str) -> bool:
    """Two inline elements side by side: fragments of one word when alike, two things when not."""
    tag, classes = previous
    alike = tag == around.tag and classes == around.attrs.get("class", "")
    unstyled = not classes and not around.attrs.get("class") and {tag, around.tag} <= _PLAIN_INLINE - {"i", "em"}
    if not alike and not unstyled:
        return True
    last = next((text[-1:] for text, _, _ in reversed(pieces) if text), "")
    first = text[:1]
    return (last.isdigit() != first.isdigit() and last.isalnum() and first.isalnum()) or (
        last.islower() and first.isupper()
    )


def _trimmed(found: "list[tuple[str, Piece, bool]]") -> list[Piece]:
    """The pieces without empty ones at their ends; what has one style is one piece."""
    begin, stop = 0, len(found)
    while not found[begin][0].strip():
        begin += 1
    while not found[stop - 1][0].strip():
        stop -= 1
    pieces: list[Piece] = []
    texts: list[str] = []
    for place in range(begin, stop):
        text, style, _ = found[place]
        texts.append(text)
        following = found[place + 1] if place + 1 < stop else None
        if following is None or following[1] is not style or following[2]:
            first = found[place - len(texts) + 1]
            pieces.append(style.with_text("".join(texts), apart=first[2]))
            texts = []
    return pieces
