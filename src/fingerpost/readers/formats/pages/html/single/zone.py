"""What a page shows of its own item: the lines about it, without programme, menus and what leads elsewhere."""

import re
from dataclasses import dataclass, field

from fingerpost.readers.formats.pages.html.boilerplate import boilerplate_reason
from fingerpost.readers.formats.pages.html.lines import Line, lines_of
from fingerpost.readers.formats.pages.html.nodes import Node, heading_level
from fingerpost.readers.formats.pages.html.shape import Sizes
from fingerpost.readers.formats.pages.html.single.naming import alike, is_generic, segments
from fingerpost.readers.formats.pages.html.single.parts import part_of
from fingerpost.readers.formats.pages.html.vocabulary import action_of, fold, label_of
from fingerpost.readers.values.times import read_clock
from fingerpost.readers.values.urls import resolve

LEAD_MARKS = " \t•·○●◎◇◆■□▶►※▪❍☞-–—*"  #: bullets before a label
_MAX_ELEMENTS = 20_000  #: what one item's page says of it stands before that
_MAX_LINES = 600
_MAX_ABOVE = 8
_TITLE_MARKS = re.compile(r"(?<![a-z])(?:title|tit|subject|headline|page-header|heading)(?![a-z])")
_SIDE = "a sidebar"
_MIN_LABELS = 2
_MIN_SESSIONS = 2
_MIN_SESSION_WORDS = 3
_MAX_TITLE = 300
_MARKED, _LAST = 5, 2


@dataclass(slots=True)
class Zone:
    """The lines of a page by what they are to its item."""

    title: str = ""
    above: list[Line] = field(default_factory=list)  #: right before the title
    about: list[Line] = field(default_factory=list)
    programme: list[Line] = field(default_factory=list)
    heading: Node | None = None


def zone_of(body: Node, sizes: Sizes, titles: list[str], *, own: str | None) -> Zone:
    """Return the lines of a page, parted at its own heading: the one that the head of the page also names."""
    heading = _heading(body, sizes, titles, own)
    zone = Zone(title=heading.text(_MAX_TITLE) if heading else "", heading=heading)
    kept = _Pruner(sizes, heading).pruned(body)
    before, after = _parted(lines_of(kept)[: 2 * _MAX_LINES], zone.title)
    zone.above = before[-_MAX_ABOVE:]
    _divide(after[:_MAX_LINES], zone)
    return zone


def _heading(body: Node, sizes: Sizes, titles: list[str], own: str | None) -> Node | None:
    """The heading that the page's own head names; else the first of the highest level that is no logo."""
    names = {fold(title) for title in titles}
    firsts = {fold(parts[0]) for title in titles if (parts := segments(title))}
    found: list[tuple[int, int, int, Node]] = []
    for place, node in enumerate(body.walk()):
        if node.is_related or not 1 < sizes.text[id(node)] < _MAX_TITLE:
            continue
        level = _level(node)
        if not level or len(found) > _MAX_LINES:
            continue
        text = fold(node.text(_MAX_TITLE))
        if is_generic(node.text(_MAX_TITLE)):
            rank = _LAST if level == 1 else None
        elif _is_logo(node) or _leads_away(node, own):
            rank = None
        elif text in names:
            rank = 0
        elif text in firsts or (level < _MARKED and any(alike(text, name) for name in names)):
            rank = 1
        else:
            rank = _LAST if level == 1 else None
        if rank is not None:
            found.append((rank, level, place, node))
    return min(found, key=lambda one: one[:3])[3] if found else None


def _is_logo(node: Node) -> bool:
    return "logo" in node.marks or "brand" in node.marks or "site-title" in node.marks


def _leads_away(node: Node, own: str | None) -> bool:
    """True if a heading is a link to another page: it names what stands there."""
    hrefs = [one.attrs["href"] for one in node.find("a") if one.attrs.get("href")]
    return any(not href.startswith("#") and resolve(href, own) != own for href in hrefs)


def _level(node: Node) -> int:
    """A heading's level; 5 for what the layout calls a title, 6 for words set apart."""
    marked = bool(_TITLE_MARKS.search(node.marks)) and not any(node.find("h1", "h2", "h3", "h4"))
    return heading_level(node) or (_MARKED if marked else 6 if node.tag in ("caption", "strong") else 0)


class _Pruner:
    """Copies a page without what stands on every page of a site; a sidebar stays if it labels what it says."""

    def __init__(self, sizes: Sizes, heading: Node | None) -> None:
        self.sizes = sizes
        self.total = 1
        self.left = _MAX_ELEMENTS
        self.kept: set[int] = set()
        while heading is not None:
            self.kept.add(id(heading))
            heading = heading.parent

    def pruned(self, body: Node) -> Node:
        self.total = max(self.sizes.text[id(body)], 1)
        return self._copied(body)

    def _copied(self, node: Node) -> Node:
        self.left -= 1
        children = [
            child if isinstance(child, str) else self._copied(child)
            for child in node.children
            if self.left > 0 and (isinstance(child, str) or not self._is_furniture(child))
        ]
        return Node(node.tag, node.attrs, children, node.parent, node.number, node.marks)

    def _is_furniture(self, node: Node) -> bool:
        if id(node) in self.kept:
            return False
        if node.is_related:
            return True
        reason = boilerplate_reason(node, share=self.sizes.text[id(node)] / self.total, depth_in_content=False)
        if reason is None or reason != _SIDE:
            return reason is not None
        labels = sum(label_of(line.text.partition(":")[0]) is not None for line in lines_of(node)[:40])
        return labels < _MIN_LABELS


def _parted(lines: list[Line], title: str) -> tuple[list[Line], list[Line]]:
    for place, line in enumerate(lines):
        if title and line.text == title:
            return lines[:place], lines[place + 1 :]
    return [], lines


def _divide(lines: list[Line], zone: Zone) -> None:
    """Part the lines below the title: what is about the item, its programme, and, not kept, what leads elsewhere."""
    part, level = "about", 0
    for line in _without_sessions(lines, zone):
        head = line.heading or (6 if _stands_bold(line) else 0)
        opened = part_of(line.text) if head or len(line.text) <= 40 else None
        if opened == "others" or (opened == "programme" and head):
            part, level = opened, head or 6
            continue
        if part != "about" and head and _closes(line, head, level, part):
            part = "about"
        if part == "about":
            zone.about.append(line)
        elif part == "programme":
            zone.programme.append(line)


def _closes(line: Line, head: int, level: int, part: str) -> bool:
    role, action = label_of(line.text), action_of(line.text)
    if role not in (None, "title", "other") or action in ("register", "recording", "file", "slides"):
        return True
    return head < level or (head == level and part == "others" and not line.links())


def _stands_bold(line: Line) -> bool:
    return all(piece.bold for piece in line.pieces if piece.text.strip())


def _without_sessions(lines: list[Line], zone: Zone) -> list[Line]:
    """Put aside rows that begin with a clock and go on with words: sessions of a programme without a heading."""
    sessions = {id(line) for line in lines if _is_session(line)}
    if len(sessions) < _MIN_SESSIONS:
        return lines
    zone.programme += [line for line in lines if id(line) in sessions]
    return [line for line in lines if id(line) not in sessions]


def _is_session(line: Line) -> bool:
    text = line.text.lstrip(" •·-–—*")
    clock = read_clock(text, 0) if text[:1].isdigit() else None
    if clock is None:
        return False
    rest = text[clock.stop :].strip(" :–—-|.,)(→")
    return sum(char.isalpha() for char in rest) > _MIN_SESSION_WORDS * 2 and label_of(rest) is None
