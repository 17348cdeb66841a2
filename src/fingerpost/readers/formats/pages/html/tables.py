"""Tables: the grid behind merged cells, which row heads the columns, and what each column holds."""

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from fingerpost.readers.formats.pages.html.fields import Fields, action_for
from fingerpost.readers.formats.pages.html.item import read_item
from fingerpost.readers.formats.pages.html.labels import take_role
from fingerpost.readers.formats.pages.html.lines import Line, Piece, lines_of
from fingerpost.readers.formats.pages.html.nodes import HEADINGS, Node
from fingerpost.readers.formats.pages.html.vocabulary import kinds_in, label_of, role_of
from fingerpost.readers.formats.pages.html.when import Calendar, remainder, spans_in
from fingerpost.readers.types import Kind
from fingerpost.readers.values.text import squeeze
from fingerpost.readers.values.zones import read_zone

MAX_COLUMNS = 60
_MAX_SPAN = 2_000
_MAX_HEAD = 80
_MAX_HEAD_WORDS = 5
_MAX_BLOCK = 1_500
_SAMPLED = 40
_NUMBER = re.compile(r"[#№]?\s*\d{1,4}[.)]?")
_DATE_WORDS = re.compile(r"tbc|tba|tbd|ongoing|[-–—]")


@dataclass(slots=True)
class Cell:
    node: Node
    width: int
    repeated: bool = False  #: stands here because a cell above spans several rows
    _lines: list[Line] | None = None
    _text: str | None = None

    @property
    def lines(self) -> list[Line]:
        if self._lines is None:
            self._lines = lines_of(*self.node.children)
        return self._lines

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = squeeze(" ".join(line.text for line in self.lines))
        return self._text


@dataclass(slots=True)
class Row:
    node: Node
    number: int
    cells: list[Cell | None]
    in_head: bool = False

    @property
    def own(self) -> list[Cell]:
        """The cells that begin in this row, each once."""
        found: list[Cell] = []
        for cell in self.cells:
            if cell and not cell.repeated and (not found or found[-1] is not cell):
                found.append(cell)
        return found

    @property
    def text(self) -> str:
        return squeeze(" ".join(cell.text for cell in self.own))

    @property
    def is_blank(self) -> bool:
        return not self.text

    def group_text(self, width: int) -> str | None:
        """The text of a row that is one heading over the rows below it; None if it is a row of its own."""
        filled = [cell for cell in self.own if cell.text]
        if len(filled) != 1 or (width > 1 and len(self.own) > 1 and filled[0] is not self.own[0]):
            return None
        spans_all = filled[0].width >= max(width, 2)
        if not spans_all and ((len(self.own) < 2 and width > 1) or width == 1):
            return None
        return filled[0].text if len(filled[0].text) <= 160 else None


@dataclass(slots=True)
class Head:
    """What the columns are said, or seen, to hold."""

    roles: dict[int, str] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Columns that only one kind of record has."""
        words = " | ".join(self.texts.values()).casefold()
        roles = set(self.roles.values())
        named = kinds_in(next((text for place, text in self.texts.items() if self.roles.get(place) == "title"), ""))
        if "phase" in roles or ("measure" in named and "place" in roles):
            return ("measure",)
        if named and named[0] != "update":
            return named[:1]
        if (
            re.search(r"publisher|publication|발행|발간|発行|éditeur|editorial|penerbit|出版|file|pdf|download", words)
            and "date" not in roles
        ):
            return ("resource",)
        if (
            re.search(r"조회|views|hits|글쓴이|작성자|posted|작성일|등록일|게시일", words)
            and "organiser" not in roles
            and "date" not in roles
        ):
            return ("update",)
        return ()


def grid_of(table: Node) -> list[Row]:
    """Return the rows of a table with every merged cell repeated where it reaches."""
    rows: list[Row] = []
    hanging: dict[int, tuple[Cell, int]] = {}
    for number, node in enumerate(_row_nodes(table), start=1):
        cells: list[Cell | None] = []
        waiting = [child for child in node.elements() if child.tag in ("td", "th")]
        column, following = 0, dict[int, tuple[Cell, int]]()
        while (waiting or any(place >= column for place in hanging)) and column < MAX_COLUMNS:
            if column in hanging:
                cell, left = hanging.pop(column)
                cells.append(cell)
                if left > 1:
                    following[column] = (cell, left - 1)
                column += 1
                continue
            if not waiting:
                cells.append(None)
                column += 1
                continue
            taken = waiting.pop(0)
            width, height = _span(taken, "colspan"), _span(taken, "rowspan")
            cell = Cell(taken, width)
            for place in range(column, min(column + width, MAX_COLUMNS)):
                cells.append(cell)
                if height > 1:
                    following[place] = (Cell(taken, width, repeated=True, _lines=None), height - 1)
            column += width
        hanging = following
        rows.append(Row(node, number, cells, in_head=node.parent is not None and node.parent.tag == "thead"))
    return rows


def _row_nodes(table: Node) -> list[Node]:
    found: list[Node] = []
    for child in table.elements():
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            found.extend(row for row in child.elements() if row.tag == "tr")
    return found


def _span(cell: Node, name: str) -> int:
    value = cell.attrs.get(name, "").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isdecimal() and len(value) < 6 else 1


def is_menu(rows: list[Row]) -> bool:
    """A column of short links and nothing else, as pages set their menus with once."""
    cells = [cell for row in rows for cell in row.own if cell.text]
    short = [cell for cell in cells if len(cell.text) <= 30 and len(cell.lines) == 1 and cell.lines[0].links()]
    return (
        len(cells) > 1
        and len(short) * 10 >= len(cells) * 9
        and all(not any(char.isdigit() for char in cell.text) for cell in cells)
    )


def is_layout(table: Node, rows: list[Row]) -> bool:
    """True if a table only arranges the page: it holds other tables, headings in its cells, or long running text."""
    if table.attrs.get("role") in ("presentation", "none"):
        return True
    if any(True for _ in table.find("table", "form")):
        return True
    width = max((len(row.cells) for row in rows), default=0)
    heads = sum(1 for node in table.find(*HEADINGS) if node.has_text())
    cells = sum(len(row.own) for row in rows)
    if heads > max(2, len(rows)) or (len(rows) <= 2 and heads > 1):
        return True
    blocks = sum(1 for row in rows for cell in row.own if len(cell.text) > _MAX_BLOCK or len(cell.lines) > 25)
    return cells <= 1 or (len(rows) <= 2 and blocks > 0) or (width == 1 and len(rows) <= 2)


def head_of(row: Row) -> Head | None:
    """Return what a row says of the columns, or None if it is no row of column heads."""
    own = [cell for cell in row.own if cell.text]
    if (
        not own
        or any(len(cell.text) > _MAX_HEAD for cell in own)
        or any(cell and cell.repeated and cell.node.tag == "td" for cell in row.cells)
    ):
        return None
    if any(line.links() and _leads_away(line) for cell in own for line in cell.lines):
        return None
    roles = {
        place: role
        for place, cell in enumerate(row.cells)
        if cell and not cell.repeated and (role := role_of(cell.text))
    }
    named = {id(row.cells[place]) for place in roles}
    all_heads = all(cell.node.tag == "th" for cell in row.own)
    if len(own) == 1 and not (all_heads or row.in_head):
        whole = role_of(own[0].text) == "title" and len(own[0].text) < 30
        if not whole or own[0].width > 2:
            return None
        texts = {place: cell.text for place, cell in enumerate(row.cells) if cell}
        return Head({0: "title"}, {0: texts.get(0, "")})
    if not (row.in_head or (all_heads and len(row.own) > 1)) and len(named) < max(1, (len(own) + 1) // 2):
        return None
    if any(spans_in(cell.text, _ANY_DAY) for cell in own if not role_of(cell.text)):
        return None
    if not named and not row.in_head and not all_heads:
        return None
    if not row.in_head and not all_heads and not _reads_as_heads(own):
        return None
    return Head(roles, {place: cell.text for place, cell in enumerate(row.cells) if cell})


def _reads_as_heads(cells: list[Cell]) -> bool:
    """Without ``th`` to tell, the words must: short ones, most of them names of columns and nothing else."""
    exact = sum(label_of(re.sub(r"[(（].*?[)）]", "", cell.text).strip()) is not None for cell in cells)
    return exact * 2 >= len(cells) and all(len(cell.text.split()) <= _MAX_HEAD_WORDS for cell in cells)


_ANY_DAY = Calendar(date(2020, 7, 1))


def _leads_away(line: Line) -> bool:
    """Sortable columns link to the page itself."""
    return any(
        not (piece.href or "#").startswith(("#", "?", "javascript:"))
        and "sort" not in (piece.href or "")
        and "order=" not in (piece.href or "")
        for piece in line.links()
    )


def complete(head: Head, rows: list[Row], fields: Fields) -> Head:
    """Give a role by its content to each column that no head names."""
    width = max((len(row.cells) for row in rows), default=0)
    sample = [row for row in rows if len(row.own) > 1 or width == 1][:_SAMPLED]
    roles = dict(head.roles)
    columns = {
        place: [cell for row in sample if place < len(row.cells) and (cell := row.cells[place]) and cell.text]
        for place in range(width)
    }
    titles = [place for place, role in roles.items() if role == "title" and columns.get(place)]
    if len(titles) > 1:
        best = max(titles, key=lambda place: _title_worth(columns[place]))
        roles |= {place: "" for place in titles if place != best}
    free = [place for place in range(width) if place not in roles and columns[place]]
    for place in list(free):
        if role := _seen_role(columns[place], fields, taken=set(roles.values())):
            roles[place] = role
            free.remove(place)
    if "title" not in roles.values() and free:
        best = max(free, key=lambda place: _title_worth(columns[place]))
        roles[best] = "title"
        free.remove(best)
    if "organiser" not in roles.values():
        for place in free:
            if _are_organisers(columns[place], fields):
                roles[place] = "organiser"
                break
    return Head(roles, head.texts)


def _seen_role(cells: list[Cell], fields: Fields, *, taken: set[str]) -> str | None:
    texts = [cell.text for cell in cells]
    dated = sum(1 for text in texts if (spans := spans_in(text, fields.calendar)) and len(remainder(text, spans)) <= 20)
    if dated * 5 >= len(texts) * 3 and "date" not in taken:
        return "date"
    if all(_NUMBER.fullmatch(text) for text in texts):
        return "number"
    return None


def _title_worth(cells: list[Cell]) -> float:
    lengths = [min(len(cell.text), 120) for cell in cells]
    linked = sum(any(line.links() for line in cell.lines) for cell in cells)
    distinct = len({cell.text for cell in cells})
    return (
        (sum(lengths) / max(len(lengths), 1))
        * (1 + linked / max(len(cells), 1))
        * (distinct / max(len(cells), 1))
        * math.sqrt(len(cells))
    )


def _are_organisers(cells: list[Cell], fields: Fields) -> bool:
    votes = Counter(fields.are_names(cell.text.replace("\n", ", ")) for cell in cells if len(cell.text) <= 200)
    return votes[True] * 2 >= sum(votes.values()) > 0


def read_row(row: Row, head: Head, fields: Fields) -> Fields:
    """Fill Fields from the cells of one row by the roles of their columns."""
    places: dict[int, str] = {}
    for place, cell in enumerate(row.cells):
        if cell is not None and (place == 0 or row.cells[place - 1] is not cell):
            places[place] = head.roles.get(place, "")
    order = sorted(places, key=lambda place: _ORDER.get(places[place], 5))
    for place in order:
        cell = row.cells[place]
        if cell is not None and cell.lines:
            _take_cell(cell, places[place], _zone_in(head.texts.get(place, "")), fields)
    return fields


_SPACE = [Piece(" ")]
_ORDER = {"date": 0, "time": 1, "end": 1, "organiser": 2, "title": 3}


def _zone_in(head: str) -> list[Piece]:
    """The zone that a column's head states for all its times: "Hora (UTC)"."""
    found = re.search(r"[(（\[]([^)）\]]{2,20})[)）\]]", head)
    return [Piece(f" {found[1]}")] if found and read_zone(found[1], 0) else []


def _take_cell(cell: Cell, role: str, zone: list[Piece], fields: Fields) -> None:
    match role:
        case "title":
            _take_title(cell, fields)
        case "slides" | "other" | "number" | "phase" | "":
            _take_quietly(cell, role, fields)
        case "place":
            fields.labelled.add("place")
            fields.place = fields.place or cell.text
        case "theme":
            pass
        case "organiser":
            fields.labelled.add(role)
            for line in cell.lines:
                fields.add_organisers(line.text)
        case "date":
            # A day and its time may stand on two lines of the cell.
            take_role(role, Line([piece for line in cell.lines for piece in line.pieces + _SPACE] + zone), fields)
        case "time":
            take_role(role, Line([piece for line in cell.lines for piece in line.pieces + _SPACE] + zone), fields)
        case _:
            for line in cell.lines:
                take_role(role, line, fields)


def _take_title(cell: Cell, fields: Fields) -> None:
    before = list(fields.organisers)
    read_item(list(cell.lines), fields)
    if before:
        fields.organisers = before


def _take_quietly(cell: Cell, role: str, fields: Fields) -> None:
    """A column with another use may still hold the links of a row."""
    for line in cell.lines:
        for piece in line.links():
            href = piece.href or ""
            action = action_for(piece.text, href) or ("file" if role == "slides" else None)
            if action and role != "other":
                fields.add_link(action, href)
    if role == "":
        fields.note_status(cell.text)
