"""Running paragraphs: items set with nothing but line breaks, and the text between them."""

from typing import TYPE_CHECKING

from fingerpost.readers.formats.pages.html.item import read_item
from fingerpost.readers.formats.pages.html.lines import Line, lines_of
from fingerpost.readers.formats.pages.html.nodes import Node
from fingerpost.readers.formats.pages.html.scope import PSEUDO, names_section
from fingerpost.readers.formats.pages.html.shape import is_one_item
from fingerpost.readers.formats.pages.html.vocabulary import action_of, label_of
from fingerpost.readers.formats.pages.html.when import Calendar, remainder, spans_in

if TYPE_CHECKING:
    from fingerpost.readers.formats.pages.html.walk import Page

_MAX_HEADING = 120
_MAX_PART = 300
_MAX_PARTS = 5
_MIN_PEERS = 3
_SENTENCE_ENDS = (".", "!", "?", "。")
_MIN_LINE = 5
_MIN_WORDS_OF_STATEMENT = 15


def read_paragraphs(page: "Page", nodes: "list[Node | str]", around: Node, *, before: Node | None) -> None:
    """Read neighbouring paragraphs; ``before`` is the element that follows them, which the last may head."""
    blocks = _blocks(lines_of(*nodes))
    first = next((node for node in nodes if isinstance(node, Node)), around)
    origin = first.origin
    groups = _grouped(blocks, page.outline.now)
    several = len(groups) > 1
    has_peers = sum(len(block) == 1 and _covered(block[0]) for block in groups) >= _MIN_PEERS
    for number, block in enumerate(groups, start=1):
        where = f"{origin}, part {number}" if several else origin
        last = number == len(groups)
        if _heads(page, block, before if last else None, is_last=last):
            page.outline.enter(PSEUDO, block[0].text)
            page.ignore(where, block[0].text, "heading")
        elif not _read_block(page, block, first, where, is_list=several, has_peers=has_peers):
            page.ignore(where, " ".join(line.text for line in block), "text without a record")


def _blocks(lines: list[Line]) -> list[list[Line]]:
    blocks: list[list[Line]] = []
    for line in lines:
        if line.gap or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _heads(page: "Page", block: list[Line], following: Node | None, *, is_last: bool) -> bool:
    """A short line in bold, or before a list, is a heading in all but name."""
    if len(block) != 1 or len(block[0].text) > _MAX_HEADING or block[0].links():
        return False
    line = block[0]
    bold = all(piece.bold for piece in line.pieces if piece.text.strip(" :"))
    if names_section(line.text, page.outline.now):
        return bold or is_last or page.outline.now.under(line.text) is not None
    return (
        (bold or line.text.endswith(":"))
        and is_last
        and following is not None
        and following.tag in ("ul", "ol", "dl", "table")
    )


def _read_block(page: "Page", block: list[Line], node: Node, origin: str, *, is_list: bool, has_peers: bool) -> bool:
    if len(block) == 1 and not _may_state(block[0]):
        return False
    each = _statements(block, page.outline.now)
    if len(each) > 1:
        taken = [
            _offer(page, [line], node, f"{origin}, line {number}", is_list=True)
            for number, line in enumerate(each, start=1)
        ]
        return any(taken)
    if not is_one_item(block, page.outline.now) or sum(len(line.text) for line in block) > 3_000:
        return False
    return _offer(page, block, node, origin, is_list=is_list, has_peers=has_peers)


def _may_state(line: Line) -> bool:
    """Without a digit, a link or emphasis a line states nothing; asking first saves time on long pages of text."""
    if len(line.text) < _MIN_LINE or len(line.text) > 2 * _MAX_PART:
        return False
    return any(piece.href is not None or piece.bold for piece in line.pieces) or any(map(str.isdigit, line.text))


def _offer(page: "Page", lines: list[Line], node: Node, origin: str, *, is_list: bool, has_peers: bool = False) -> bool:
    if len(lines) == 1 and lines[0].text.endswith(_SENTENCE_ENDS) and not _covered(lines[0]):
        return False
    text = " ".join(line.text for line in lines)
    fields = read_item(list(lines), page.fields())
    if not _is_lead(lines, fields.when is not None):
        return False
    return page.offer(fields, node, origin, text, page.around("paragraph", is_list=is_list, has_peers=has_peers))


def _is_lead(lines: list[Line], dated: bool) -> bool:
    """A sentence that holds a link or a date is no item; a line that is a link, or is set apart, may be one."""
    longest = max(lines, key=lambda line: len(line.text))
    if len(longest.text) > _MAX_PART and len(lines) == 1:
        return False
    if dated:
        return len(lines) > 1 or not longest.text.endswith(_SENTENCE_ENDS)
    return _covered(lines[0])


def _covered(line: Line) -> bool:
    """Most of the line is a link or set in bold."""
    covered = sum(len(piece.text) for piece in line.pieces if piece.href is not None or piece.bold)
    return covered * 10 >= len(line.text) * 6


def _statements(block: list[Line], calendar: Calendar) -> list[Line]:
    """The lines of a block that each tell of a thing: with a day and a name, or wholly linked."""
    dated = [line for line in block if _states(line, calendar)]
    if len(dated) > 1 and len(dated) * 2 >= len(block):
        return dated
    linked = [
        line
        for line in block
        if line.links() and sum(len(piece.text) for piece in line.links()) * 10 >= len(line.text) * 6
    ]
    return linked if len(linked) > 1 and len(linked) == len(block) else []


def _states(line: Line, calendar: Calendar) -> bool:
    spans = [span for span in spans_in(line.text, calendar) if span.start and span.start.day]
    return bool(spans) and len(remainder(line.text, spans)) >= _MIN_WORDS_OF_STATEMENT


def _grouped(blocks: list[list[Line]], calendar: Calendar) -> list[list[Line]]:
    """Join paragraphs that are the parts of one item: title, organiser and date each on its own.

    A paragraph that is only a date closes the item before it, or opens the next one where the first date comes first.
    """
    if sum(_is_labelled(block) for block in blocks) > 1:
        return _under_leads(blocks)
    dates = [place for place, block in enumerate(blocks) if _is_only_date(block, calendar)]
    if not dates or any(_is_whole(block, calendar) for block in blocks):
        return blocks
    leading = dates[0] == 0
    groups: list[list[Line]] = []
    pending: list[list[Line]] = []
    for place, block in enumerate(blocks):
        if place in dates and leading:
            groups += _closed(pending, leading=True)
            pending = [block]
        elif place in dates:
            groups += _closed([*pending, block], leading=False)
            pending = []
        else:
            pending.append(block)
    return groups + (_closed(pending, leading=True) if leading else pending)


def _is_labelled(block: list[Line]) -> bool:
    head, colon, _value = block[0].text.replace("：", ":").partition(":")
    return bool(colon and label_of(head.strip()) not in (None, "title"))


def _under_leads(blocks: list[list[Line]]) -> list[list[Line]]:
    """Paragraphs such as "Date: …" belong to the one above them."""
    groups: list[list[Line]] = []
    for block in blocks:
        if groups and (_is_labelled(block) or (len(groups[-1]) > 1 and _is_way_on(block))):
            groups[-1] = groups[-1] + block
        else:
            groups.append(block)
    return groups


def _is_way_on(block: list[Line]) -> bool:
    """ "Click here for details", "Register": a link that names nothing of its own."""
    return len(block) == 1 and bool(block[0].links()) and action_of(block[0].text) is not None


def _closed(parts: list[list[Line]], *, leading: bool) -> list[list[Line]]:
    """Of the paragraphs up to a date, the nearest ones belong to it; long text and what lies beyond it stand alone."""
    if not parts:
        return []
    ordered = parts if leading else parts[::-1]
    kept = [ordered[0]]
    for part in ordered[1:_MAX_PARTS]:
        if sum(len(line.text) for line in part) > _MAX_PART:
            break
        kept.append(part)
    rest = ordered[len(kept) :]
    joined = [line for part in (kept if leading else kept[::-1]) for line in part]
    return [joined, *rest] if leading else [*rest[::-1], joined]


def _is_only_date(block: list[Line], calendar: Calendar) -> bool:
    text = " ".join(line.text for line in block)
    if len(block) > 2 or len(text) > 80:
        return False
    spans = spans_in(text, calendar)
    return (
        bool(spans)
        and spans[0].start is not None
        and spans[0].start.day is not None
        and len(remainder(text, spans)) <= 12
    )


def _is_whole(block: list[Line], calendar: Calendar) -> bool:
    return len(block) > 1 and any(spans_in(line.text, calendar) and len(line.text) < 80 for line in block)
