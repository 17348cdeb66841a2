"""Tables, lists and definition lists: the elements that HTML has for things of one kind."""

from typing import TYPE_CHECKING

from fingerpost.readers.formats.pages.html.columns import Head, complete, head_of
from fingerpost.readers.formats.pages.html.grid import Row, grid_of, is_layout, is_menu
from fingerpost.readers.formats.pages.html.item import read_item
from fingerpost.readers.formats.pages.html.lines import Line, lines_of
from fingerpost.readers.formats.pages.html.nodes import LISTS, Node
from fingerpost.readers.formats.pages.html.scope import GROUP
from fingerpost.readers.formats.pages.html.shape import is_one_item
from fingerpost.readers.formats.pages.html.tables import read_row
from fingerpost.readers.formats.pages.html.vocabulary import label_of
from fingerpost.readers.formats.pages.html.when import whole_date

if TYPE_CHECKING:
    from fingerpost.readers.formats.pages.html.walk import Walk

_MAX_GROUP = 160


def read_table(walk: "Walk", table: Node) -> None:
    rows = grid_of(table)
    if is_menu(rows):
        walk.page.ignore(table.origin, table.text(400), "navigation")
    elif is_layout(table, rows):
        for child in _cells(table):
            walk.inside(child, None)
    else:
        _read_rows(walk, table, rows)


def _cells(table: Node) -> list[Node]:
    """The cells of a layout table, and whatever else stands in it."""
    found: list[Node] = []
    stack = list(reversed(table.elements()))
    while stack:
        node = stack.pop()
        if node.tag in ("tr", "tbody", "thead", "tfoot"):
            stack.extend(reversed(node.elements()))
        else:
            found.append(node)
    return found


def _read_rows(walk: "Walk", table: Node, rows: list[Row]) -> None:
    page = walk.page
    width = max((len(row.cells) for row in rows), default=0)
    head, start = _first_head(rows)
    full = complete(head, rows[start:], page.fields())
    if not _is_listing(full, rows[start:]):
        _read_foreign(walk, table, rows)
        return
    for row in rows:
        origin = f"{table.origin}, row {row.number}"
        if row.is_blank:
            continue
        found = head_of(row)
        if row.number <= start or (found and found.roles):
            page.ignore(origin, row.text, "column heads")
            if row.number > start and found and len(found.roles) > 1:
                full = complete(found, rows[row.number :], page.fields())
        elif group := row.group_text(width):
            if not _group_is_item(walk, row, full, origin):
                page.outline.enter(GROUP, group)
                page.ignore(origin, group, "heading")
        else:
            _read_one(walk, row, full, origin)
    page.outline.leave(GROUP)


def _first_head(rows: list[Row]) -> tuple[Head, int]:
    """The column heads and the number of their last row; heads may stand below a title row, or on two rows."""
    head, start = Head(), 0
    for row in rows[:4]:
        if row.is_blank:
            continue
        found = head_of(row)
        if found and (found.roles or row.in_head):
            head = head.above(found)
            start = row.number
        elif start or row.group_text(len(row.cells)) is None:
            break
    return head, start


def _is_listing(head: Head, rows: list[Row]) -> bool:
    """A table of sizes, offices or cookies is no listing: one has titles and says when, by whom, where or of which kind."""
    roles = set(head.roles.values())
    if "title" not in roles:
        return "date" in roles and "organiser" in roles
    return bool(
        roles
        & {
            "date",
            "organiser",
            "place",
            "phase",
            "published",
            "kind",
            "register",
            "recording",
            "link",
            "slides",
            "theme",
            "deadline",
        }
    ) or any(line.links() for row in rows[:20] for cell in row.own for line in cell.lines)


def _read_foreign(walk: "Walk", table: Node, rows: list[Row]) -> None:
    for row in rows:
        if not row.is_blank:
            walk.page.ignore(f"{table.origin}, row {row.number}", row.text, "a table that lists no records")


def _group_is_item(walk: "Walk", row: Row, head: Head, origin: str) -> bool:
    """A lone cell over the whole width may still be a thing with its own link and date."""
    lines = [line for cell in row.own for line in cell.lines]
    if len(lines) < 2 and not any(line.links() for line in lines):
        return False
    fields = read_item(lines, walk.page.fields())
    return fields.when is not None and walk.page.offer(
        fields, row.node, origin, row.text, walk.page.around("row", is_list=True, columns=head.kinds)
    )


def _read_one(walk: "Walk", row: Row, head: Head, origin: str) -> None:
    page = walk.page
    fields = read_row(row, head, page.fields())
    if page.offer(fields, row.node, origin, row.text, page.around("row", is_list=True, columns=head.kinds)):
        return
    page.leave_unread(
        origin,
        row.text,
        "It has no title." if not fields.title else "It states neither a date nor an organiser nor an address.",
    )


def read_list(walk: "Walk", node: Node) -> None:
    page = walk.page
    entries = [child for child in node.children if isinstance(child, Node) or child.strip()]
    for number, child in enumerate(entries, start=1):
        origin = f"{node.origin}, item {number}"
        if isinstance(child, str):
            page.ignore(origin, child, "text")
        elif page.sizes.text[id(child)] and id(child) not in page.posts:
            _read_entry(walk, child, origin, is_list=len(entries) > 1)


def _read_entry(walk: "Walk", entry: Node, origin: str, *, is_list: bool) -> None:
    page = walk.page
    inner = next(
        (
            one
            for one in entry.find(*LISTS, "table")
            if sum(child.tag in ("li", "tr", "dd", "tbody") for child in one.elements())
        ),
        None,
    )
    lines = lines_of(entry) if page.sizes.can_be_item(entry) else []
    if lines and is_one_item(lines, page.outline.now):
        fields = read_item(lines, page.fields())
        if page.offer(
            fields, entry, origin, " ".join(line.text for line in lines), page.around("list", is_list=is_list)
        ):
            return
    if inner is not None or not lines or any(one.tag in ("div", "p", "article") for one in entry.elements()):
        group = _own_text(entry)
        before = len(page.items)
        walk.inside(entry, group if inner is not None and group else None)
        if len(page.items) > before or inner is not None or not lines:
            return
        return
    page.ignore(origin, " ".join(line.text for line in lines), "text without a record")


def _own_text(entry: Node) -> str | None:
    """What an entry says before the list inside it."""
    before: list[Node | str] = []
    for child in entry.children:
        if isinstance(child, Node) and (child.tag in LISTS or any(True for _ in child.find(*LISTS))):
            break
        before.append(child)
    text = " ".join(line.text for line in lines_of(*before))
    return text if 0 < len(text) <= _MAX_GROUP else None


def read_definitions(walk: "Walk", node: Node) -> None:
    page = walk.page
    pairs = _pairs(node)
    if not pairs:
        walk.inside(node, None)
        return
    labels = sum(label_of(term.text(100)) is not None for term, _ in pairs)
    if labels * 2 > len(pairs):
        page.ignore(node.origin, node.text(400), "labels of one item")
        return
    for number, (term, values) in enumerate(pairs, start=1):
        origin = f"{node.origin}, item {number}"
        if len(values) > 1 and whole_date(term.text(100), page.outline.now):
            page.outline.enter(GROUP, term.text(100))
            page.ignore(origin, term.text(200), "heading")
            for place, value in enumerate(values, start=1):
                _read_definition(walk, [value], value, f"{origin}, part {place}")
            page.outline.leave(GROUP)
        else:
            _read_definition(walk, [term, *values], term, origin)


def _read_definition(walk: "Walk", nodes: list[Node], first: Node, origin: str) -> None:
    page = walk.page
    lines: list[Line] = lines_of(*nodes)
    if lines and page.sizes.can_be_item(*nodes) and is_one_item(lines, page.outline.now):
        fields = read_item(lines, page.fields())
        if page.offer(fields, first, origin, " ".join(line.text for line in lines), page.around("list", is_list=True)):
            return
    if any(page.sizes.elements[id(node)] > 8 for node in nodes):
        for node in nodes:
            walk.inside(node, None)
        return
    page.ignore(origin, " ".join(line.text for line in lines), "text without a record")


def _pairs(node: Node) -> list[tuple[Node, list[Node]]]:
    found: list[tuple[Node, list[Node]]] = []
    parts = [part for child in node.elements() for part in (child.elements() if child.tag == "div" else [child])]
    for part in parts:
        if part.tag == "dt":
            found.append((part, []))
        elif part.tag == "dd" and found:
            found[-1][1].append(part)
    return [pair for pair in found if pair[0].has_text() or pair[1]]
