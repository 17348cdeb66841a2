"""What a document is made of, before it becomes a page: paragraphs, headings, list items and tables."""

import html
from dataclasses import dataclass, field

from fingerpost.readers.errors import UnreadableSource

MAX_TEXT = 4_000_000  #: characters in a document
MAX_BLOCKS = 200_000
_MAX_PARAGRAPH = 100_000


@dataclass(slots=True)
class Inline:
    """The text of a paragraph as HTML, put together run by run."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    _open: str = ""  #: the address of the link that is open
    _bold: bool = False

    def add(self, text: str, *, address: str = "", bold: bool = False) -> None:
        """Add some text; a line break in it stays one."""
        if self.size > _MAX_PARAGRAPH or not text:
            return
        self.size += len(text)
        if address != self._open or bold != self._bold:
            self._close()
            self.parts.append(("<b>" if bold else "") + (f'<a href="{html.escape(address)}">' if address else ""))
            self._open, self._bold = address, bold
        self.parts.append(html.escape(text, quote=False).replace("\n", "<br>"))

    def html(self) -> str:
        self._close()
        return "".join(self.parts).strip()

    def _close(self) -> None:
        if self._open or self._bold:
            self.parts.append(("</a>" if self._open else "") + ("</b>" if self._bold else ""))
        self._open, self._bold = "", False


@dataclass(slots=True)
class Block:
    """A paragraph, a heading or a list item."""

    html: str
    place: str  #: where it stands: "paragraph 12", "page 3, line 12"
    heading: int = 0  #: 1 to 6; 0 for none
    depth: int = 0  #: of a list item, from 1; 0 for none


@dataclass(slots=True)
class Cell:
    blocks: "list[Block | Table]" = field(default_factory=list)
    across: int = 1
    down: int = 1


@dataclass(slots=True)
class Row:
    cells: list[Cell] = field(default_factory=list)
    place: str = ""
    is_head: bool = False


@dataclass(slots=True)
class Table:
    rows: list[Row] = field(default_factory=list)
    hanging: dict[int, Cell] = field(default_factory=dict)  #: cells that may go on below, by column


Blocks = list[Block | Table]


@dataclass(slots=True)
class Outline:
    """The blocks of a document as they come, inside tables or outside; bounded in number and in text."""

    blocks: Blocks = field(default_factory=list)
    title: str = ""
    tables: list[Table] = field(default_factory=list)  #: those that are open, the innermost last
    paragraphs: int = 0
    _size: int = 0
    _count: int = 0

    def add(self, block: Block) -> None:
        self._size += len(block.html)
        self._count += 1
        if self._size > MAX_TEXT or self._count > MAX_BLOCKS:
            raise UnreadableSource(
                f"The document is longer than {MAX_TEXT // 1_000_000} million characters or {MAX_BLOCKS:,} paragraphs.",
                remedy="Keep the part that holds the listing, or split the document.",
            )
        if block.html:
            self._here().append(block)

    def open_table(self) -> None:
        table = Table()
        self._here().append(table)
        self.tables.append(table)

    def open_row(self, *, is_head: bool = False) -> None:
        if self.tables:
            table = self.tables[-1]
            table.rows.append(Row(place=f"row {len(table.rows) + 1}", is_head=is_head))

    def open_cell(self, *, across: int = 1, down: int = 1) -> Cell:
        cell = Cell(across=min(max(across, 1), 60), down=min(max(down, 1), 2_000))
        if self.tables and self.tables[-1].rows:
            self.tables[-1].rows[-1].cells.append(cell)
        return cell

    def close_table(self) -> None:
        if self.tables:
            self.tables.pop()

    def _here(self) -> Blocks:
        for table in reversed(self.tables):
            if table.rows and table.rows[-1].cells:
                return table.rows[-1].cells[-1].blocks
        return self.blocks
