"""How much an element holds, and whether it is one item or several."""

import re
from dataclasses import dataclass

from fingerpost.readers.formats.pages.html.lines import Line, Piece, lines_of
from fingerpost.readers.formats.pages.html.nodes import Node, heading_level
from fingerpost.readers.formats.pages.html.scope import names_section
from fingerpost.readers.formats.pages.html.vocabulary import action_of, label_of
from fingerpost.readers.formats.pages.html.when import Calendar, remainder, spans_in, whole_date
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.roles import date_role

MAX_ITEM_TEXT = 6_000
MAX_ITEM_ELEMENTS = 400
MAX_ITEM_LINES = 80
_MIN_LINK = 12
_MAX_DATES = 3
_MAX_LINKS_OF_LINE = 2
_OTHER_DATES = ("deadline", "published", "end")
_COLON = re.compile(r"\s*[:：]")
_ACCORDION = re.compile(
    r"(?:accordion|toggle|tab|collapse|collapsible|panel|faq)s?(?:[-_]{1,2}|__)?(?:item[-_]+)?(?:title|head(?:er|ing)?|button|trigger|label|toggle)(?![a-z])|vc_tta-panel-title"
)
_TAB_PANEL = re.compile(
    r"tab-?(?:pane|panel|content)|tabs?[-_]+(?:pane|panel|content)|w-tab-pane|ui-tabs-panel|wp-block-tab"
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """The amount of text, of elements and of headings in each element of a page, counted once."""

    text: dict[int, int]
    elements: dict[int, int]
    headings: dict[int, int]

    @classmethod
    def of(cls, body: Node) -> "Sizes":
        text: dict[int, int] = {}
        elements: dict[int, int] = {}
        headings: dict[int, int] = {}
        for node in reversed(list(body.walk())):
            own = sum(len(child) for child in node.children if isinstance(child, str) and not child.isspace())
            inner = node.elements()
            text[id(node)] = own + sum(text[id(child)] for child in inner)
            elements[id(node)] = 1 + sum(elements[id(child)] for child in inner)
            headings[id(node)] = (heading_level(node) is not None) + sum(headings[id(child)] for child in inner)
        return cls(text, elements, headings)

    def can_be_item(self, *nodes: Node | str) -> bool:
        size = sum(self.text.get(id(node), 0) if isinstance(node, Node) else len(node) for node in nodes)
        count = sum(self.elements.get(id(node), 0) for node in nodes if isinstance(node, Node))
        return 3 < size <= MAX_ITEM_TEXT and count <= MAX_ITEM_ELEMENTS


def heading_of(node: Node, sizes: Sizes) -> Node | None:
    """Return the heading that an element is, or that is all a wrapper holds."""
    if heading_level(node) and sizes.text[id(node)]:
        return node
    if (
        node.tag not in ("div", "header", "span", "section", "hgroup", "summary", "a", "button")
        or not sizes.text[id(node)]
    ):
        return None
    if sizes.headings[id(node)] != 1 or sizes.elements[id(node)] > 12 or sizes.text[id(node)] > 300:
        return None
    inner = next(child for child in node.walk() if heading_level(child))
    return inner if sizes.text[id(inner)] >= sizes.text[id(node)] - 3 else None


def accordion_title(node: Node, sizes: Sizes) -> str | None:
    """The title of a tab, a toggle or an accordion that is no heading element."""
    if not 0 < sizes.text[id(node)] <= 160 or sizes.elements[id(node)] > 15:
        return None
    named = _ACCORDION.search(node.attrs.get("class", "").lower()) or node.attrs.get("role") == "tab"
    opens = node.tag in ("button", "a", "div", "p", "span") and ("aria-controls" in node.attrs)
    return node.text(300) if named or opens else None


def is_tab_panel(node: Node) -> bool:
    return node.attrs.get("role") == "tabpanel" or bool(_TAB_PANEL.search(node.marks))


def is_one_item(lines: list[Line], calendar: Calendar) -> bool:
    """True if some lines tell of one thing: one title, one day, one way in.

    Several dates under one heading are one item with several days unless each stands with a link or a title of its own.
    """
    if not lines or len(lines) > MAX_ITEM_LINES:
        return False
    if len(lines) == 1 and not lines[0].heading:
        return len({piece.href for piece in _content_links(lines[0])}) <= _MAX_LINKS_OF_LINE
    heads = [line for line in lines if line.heading and not _only_labels(line, calendar)]
    if heads:
        top = min(line.heading for line in heads)
        first = [line for line in heads if line.heading == top]
        if len({line.text for line in first}) > 1 or len(heads) > 6:
            return False
        if not first[0].links() and names_section(first[0].text, calendar):
            return False
    if _repeats(lines) or _is_list_of_things(lines, calendar):
        return False
    statements, days, links = _count(lines, calendar)
    if statements > 1:
        return False
    if heads:
        deeper = {line.text for line in heads if line.heading > min(one.heading for one in heads) and line.links()}
        return (
            len(deeper) <= 1 and (len(days) <= 1 or (len(days) <= _MAX_DATES and len(links) <= 1)) and len(links) <= 6
        )
    return len(days) <= 1 and len(links) <= _MAX_LINKS_OF_LINE


def _label(line: Line) -> str | None:
    match = _COLON.search(line.text[:60])
    if match:
        return label_of(line.text[: match.start()])
    first = line.pieces[0]
    return label_of(first.text) if first.bold and len(line.pieces) > 1 else None


def _repeats(lines: list[Line]) -> bool:
    """The same label twice: several things."""
    labels = [label for line in lines if (label := _label(line)) in ("date", "organiser", "deadline", "title", "time")]
    return max((labels.count(label) for label in set(labels)), default=0) > 1


def _is_list_of_things(lines: list[Line], calendar: Calendar) -> bool:
    leads = [
        line for line in lines if line.block == "li" and (_has_way(line) or line.pieces[0].bold) and not _label(line)
    ]
    if len(leads) < 2 or _are_one_link(leads):
        return False
    return not any(
        span.start and span.start.day
        for line in lines
        if line.block != "li" and len(line.text) < 200
        for span in spans_in(line.text, calendar)
    )


def _are_one_link(lines: list[Line]) -> bool:
    """Lines that lead to one address are lines of one thing."""
    ways = {piece.href for line in lines for piece in line.pieces if piece.text.strip()}
    return len(ways) == 1 and None not in ways


def _has_way(line: Line) -> bool:
    return any(
        not (piece.href or "#").startswith(("#", "mailto:", "tel:"))
        and action_of(piece.text) not in ("share", "calendar")
        for piece in line.links()
    )


def _only_labels(line: Line, calendar: Calendar) -> bool:
    return label_of(line.text) is not None or whole_date(line.text, calendar) is not None


def _count(lines: list[Line], calendar: Calendar) -> tuple[int, set[str], set[str]]:
    """How many lines state a thing with its date, the days named outside labels, the addresses linked by a text."""
    statements, links = 0, set[str]()
    dated: list[tuple[str, str, Span]] = []
    one_link = len(lines) > 1 and _are_one_link(lines)
    for line in lines:
        content = [] if one_link else _content_links(line)
        links.update(piece.href or "" for piece in content)
        labelled = _label(line) in _OTHER_DATES
        spans = (
            []
            if labelled or len(line.text) > 300
            else [span for span in spans_in(line.text, calendar) if span.start and span.start.day]
        )
        if not spans:
            continue
        rest = remainder(line.text, spans)
        if len(rest) <= 40 or content:
            dated.append(
                (f"{spans[0].start.month}-{spans[0].start.day}" if spans[0].start else "", line.text, spans[0])
            )
        if (content or (line.pieces[0].bold and len(rest) > 20)) and len(rest) >= _MIN_LINK:
            statements += 1
    days = {day for day, _, _ in dated}
    if len(days) > 1:  # asked only where it decides something, for it takes longer than all the rest
        days = {day for day, text, span in dated if date_role(text, span) != "published"}
    return statements, days, links


def _content_links(line: Line) -> list[Piece]:
    """The links whose words name something."""
    return [
        piece
        for piece in line.links()
        if len(piece.text.strip()) >= _MIN_LINK
        and not action_of(piece.text)
        and not (piece.href or "").startswith(("mailto:", "#"))
    ]


def lines_and_unity(nodes: list[Node | str], calendar: Calendar, sizes: Sizes) -> tuple[list[Line], bool]:
    if not sizes.can_be_item(*nodes):
        return [], False
    lines = lines_of(*nodes)
    return lines, is_one_item(lines, calendar)
