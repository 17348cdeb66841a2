"""The grid behind a table's merged cells, and whether it only arranges the page."""

from dataclasses import dataclass

from fingerpost.readers.formats.pages.html.lines import Line, lines_of
from fingerpost.readers.formats.pages.html.nodes import HEADINGS, Node
from fingerpost.readers.values.text import squeeze

MAX_COLUMNS = 60
_MAX_SPAN = 2_000
_MAX_BLOCK = 1_500


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


def is_wide(table: Node) -> bool:
    """True for several rows of several columns: a table of things, not of one thing's labels and values."""
    rows = _row_nodes(table)
    return len(rows) > 2 and all(
        sum(cell.tag in ("td", "th") for cell in row.elements()) > 2 for row in (rows[0], rows[1], rows[-1])
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
