"""What an element shows, line by line, with what the markup says of each piece: link, heading, emphasis, machine date."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from fingerpost.readers.formats.pages.html.nodes import Node, heading_level
from fingerpost.readers.values.text import squeeze

_BOLD = frozenset({"b", "strong"})
_PLAIN_INLINE = frozenset({"span", "font", "b", "strong", "i", "em", "u", "mark", "small", "bdi"})
_LAYOUT_BLOCK = re.compile(r"(?<![\w-])(?:d-block|block|row|col|line)(?![\w-])")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that the markup treats alike."""

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


@dataclass(slots=True)
class Line:
    """What stands on one line, and which kind of block holds it."""

    pieces: list[Piece]
    block: str = "div"
    gap: bool = False  #: an empty line or a new block stands before it
    _text: str | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = squeeze(join(self.pieces))
        return self._text

    @property
    def marks(self) -> str:
        return " ".join(dict.fromkeys(piece.marks for piece in self.pieces))

    @property
    def heading(self) -> int:
        levels = {piece.heading for piece in self.pieces if piece.text.strip()}
        return max(levels) if len(levels) == 1 else 0

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
        self._pieces: list[Piece] = []
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
            self._pieces.append(replace(style, text=node.attrs.get("title", ""), struck=True))
        elif node.is_block or _LAYOUT_BLOCK.search(node.attrs.get("class", "")):
            self._add_block(node, style)
        else:
            self._add_inline(node, style)

    def flush(self, *, gap: bool = False) -> None:
        if any(piece.text.strip() for piece in self._pieces):
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
        self._pieces.append(replace(style, text=text, apart=apart))

    def _add_block(self, node: Node, style: Piece) -> None:
        self.flush(gap=True)
        outer, self._block = self._block, node.tag
        href = node.attrs.get("href", style.href) if node.tag == "a" else style.href
        style = replace(style, href=href, heading=heading_level(node) or style.heading, marks=_marks(style, node))
        for child in node.children:
            self.add(child, style, None)
        self.flush(gap=True)
        self._block = outer

    def _add_inline(self, node: Node, style: Piece) -> None:
        attrs = node.attrs
        style = replace(
            style,
            href=attrs.get("href", style.href) if node.tag == "a" else style.href,
            hreflang=attrs.get("hreflang") or style.hreflang,
            lang=attrs.get("lang") or style.lang,
            bold=style.bold or node.tag in _BOLD,
            marks=_marks(style, node),
            when=_machine_date(node) or style.when,
        )
        before = self._previous
        for position, child in enumerate(node.children):
            if position == 0:
                self._previous = before
            self.add(child, style, node)
        self._previous = (node.tag, attrs.get("class", ""))


def _marks(style: Piece, node: Node) -> str:
    return f"{style.marks} {node.marks}"[-400:].strip() if node.marks else style.marks


def _machine_date(node: Node) -> str | None:
    if node.tag == "time":
        return node.attrs.get("datetime") or None
    if node.tag == "abbr" and re.search(r"(?<![\w-])dt(?:start|end)|published", node.marks):
        return node.attrs.get("title") or None
    return None


def _stands_apart(previous: tuple[str, str], around: Node, pieces: list[Piece], text: str) -> bool:
    """Two inline elements side by side: fragments of one word when alike, two things when not."""
    tag, classes = previous
    alike = tag == around.tag and classes == around.attrs.get("class", "")
    unstyled = not classes and not around.attrs.get("class") and {tag, around.tag} <= _PLAIN_INLINE - {"i", "em"}
    if not alike and not unstyled:
        return True
    last = next((piece.text[-1:] for piece in reversed(pieces) if piece.text), "")
    first = text[:1]
    return (last.isdigit() != first.isdigit() and last.isalnum() and first.isalnum()) or (
        last.islower() and first.isupper()
    )


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    while pieces and not pieces[0].text.strip():
        pieces = pieces[1:]
    while pieces and not pieces[-1].text.strip():
        pieces = pieces[:-1]
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if last is not None and not piece.apart and replace(last, text="", apart=False) == replace(piece, text=""):
            merged[-1] = replace(last, text=last.text + piece.text)
        else:
            merged.append(piece)
    return merged


def neighbours(lines: list[Line]) -> Iterator[tuple[Line, Line]]:
    return pairwise(lines)
