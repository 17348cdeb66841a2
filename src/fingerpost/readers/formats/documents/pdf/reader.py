"""A PDF as Candidates: its pages become paragraphs, lists and tables, and these are read as every document is."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.documents.blocks import Block, Cell, Inline, Outline, Row, Table
from fingerpost.readers.formats.documents.outline import read_outline
from fingerpost.readers.formats.documents.pdf.grids import Grid, aligned_grids, drawn_grids
from fingerpost.readers.formats.documents.pdf.lines import (
    BULLET,
    Piece,
    between,
    in_order,
    lines_of,
    numbered,
    pieces_of,
    with_dots,
    write,
)
from fingerpost.readers.formats.documents.pdf.pages import PdfPage, open_pages
from fingerpost.readers.types import Reading, Source
from fingerpost.readers.values.text import MAX_BYTES

_LARGER = 1.12  #: than the letters of most of the text
_LEADING = 1.75  #: heights; lines further apart are not one paragraph
_FULL = 0.82  #: of the widest line; a line that ends before was ended on purpose
_REPEATED_PAGES = 3
_MIN_LETTERS = 20
_MAX_FOOT = 80
_NO_MEANING = re.compile("[\ufffd\ue000-\uf8ff]")


@dataclass(slots=True)
class _Body:
    """What is usual in a whole document."""

    height: float
    heads: list[float] = field(default_factory=list)  #: heights of headings, the largest first
    repeated: frozenset[str] = frozenset()  #: what stands over or under the text of most pages
    seen: set[str] = field(default_factory=set)

    def is_repeated(self, line: str) -> bool:
        """True from the second time on: the first may be the headings of a table that repeats them on each page."""
        again = line in self.seen
        self.seen |= {line} & self.repeated
        return again


def read_pdf(source: Source) -> Reading:
    """Return what a PDF lists. Raises UnreadableSource if it is locked, damaged, too long, or holds pictures of text only."""
    if len(source.content) > MAX_BYTES:
        raise UnreadableSource(
            f"The PDF is larger than {MAX_BYTES // 1_048_576} MB.", remedy="Save only the pages that hold the listing."
        )
    pages = open_pages(source.content)
    _check_text(pages)
    outline = Outline()
    laid = [(page, pieces_of(page.letters)) for page in pages]
    for page, pieces in laid:
        with_dots(pieces, page.dots)
    lines = [numbered(lines_of(pieces)) for _, pieces in laid]
    body = _body([pieces for _, pieces in laid], lines)
    for (page, pieces), page_lines in zip(laid, lines, strict=True):
        _take_page(outline, page, pieces, page_lines, body)
    return read_outline(source, outline, "pdf")


def _check_text(pages: Sequence[PdfPage]) -> None:
    text = "".join(letter.text for page in pages for letter in page.letters if not letter.text.isspace())
    if len(text) < _MIN_LETTERS and any(page.has_pictures for page in pages):
        raise UnreadableSource(
            "The PDF holds pictures of its pages and no text, as scanners make it.",
            remedy="Run text recognition (OCR) over it, ask for the original, or type the list.",
        )
    if not text:
        raise UnreadableSource("The PDF holds no text.", remedy="Ask for the original, or type the list.")
    if len(_NO_MEANING.findall(text)) * 3 > len(text):
        raise UnreadableSource(
            "The PDF does not say which letters its fonts draw, so its text cannot be read.",
            remedy="Copy the list from the page or the document that the PDF was made of.",
        )


def _body(pages: Sequence[Sequence[Piece]], lines: Sequence[Sequence[Sequence[Piece]]]) -> _Body:
    heights: Counter[float] = Counter()
    for pieces in pages:
        for piece in pieces:
            heights[round(piece.size, 1)] += len(piece.letters)
    usual = heights.most_common(1)[0][0]
    larger = [height for height in sorted(heights, reverse=True) if height > _LARGER * usual]
    edges: Counter[str] = Counter()
    for page in lines:
        edges.update({_masked(line) for line in _outer(page)})
    most = max(_REPEATED_PAGES, len(lines) // 2)
    return _Body(usual, _levels(larger), frozenset(text for text, count in edges.items() if count >= most))


def _levels(heights: Sequence[float]) -> list[float]:
    found: list[float] = []
    for height in heights:
        if not found or found[-1] - height > 0.8:
            found.append(height)
    return found[:4]


def _outer(lines: Sequence[Sequence[Piece]]) -> list[Sequence[Piece]]:
    """The lines of a page that may be its head and its foot."""
    return [*lines[:2], *lines[-2:]] if len(lines) > 4 else list(lines[:1])


def _masked(line: Sequence[Piece]) -> str:
    """A line and where it stands. The number of the page is left out, those in the cells of a row are not."""
    text = " ".join(piece.text for piece in line)
    shown = re.sub(r"[0-9]+", "#", text) if len(line) == 1 and len(text) <= _MAX_FOOT else text
    return f"{round(line[0].middle)} {shown[:200]}"


def _take_page(outline: Outline, page: PdfPage, pieces: list[Piece], lines: list[list[Piece]], body: _Body) -> None:
    aside = {id(piece) for line in _outer(lines) if body.is_repeated(_masked(line)) for piece in line}
    pieces = [piece for piece in pieces if id(piece) not in aside]
    grids, rest = drawn_grids(pieces, page.drawn)
    free = {id(piece) for piece in rest}
    grids += aligned_grids(
        [kept for line in lines if (kept := [piece for piece in line if id(piece) in free])], page.drawn
    )
    within = {taken: grid for grid in grids for taken in grid.taken}
    written: set[int] = set()
    prose: list[list[Piece]] = []
    for piece in pieces:
        grid = within.get(id(piece))
        if grid is None:
            if prose and prose[-1][-1].line == piece.line:
                prose[-1].append(piece)
            else:
                prose.append([piece])
            continue
        if id(grid) not in written:
            _take_prose(outline, page, prose, body)
            prose = []
            written.add(id(grid))
            _take_grid(outline, page, grid)
    _take_prose(outline, page, prose, body)


def _take_grid(outline: Outline, page: PdfPage, grid: Grid) -> None:
    table = Table()
    for number in range(grid.rows):
        row = Row()
        for column in range(grid.columns):
            pieces = grid.cells.get((number, column), [])
            inline = Inline()
            lines = _by_line(pieces)
            for place, line in enumerate(lines):
                if place:
                    inline.add(between(lines[place - 1], line))
                write(inline, line)
                row.place = row.place or f"page {page.number}, line {line[0].line}"
            row.cells.append(Cell([Block(inline.html(), row.place)]))
        table.rows.append(row)
    before = outline.blocks[-1] if outline.blocks else None
    if isinstance(before, Table) and before.rows and len(before.rows[0].cells) == grid.columns:
        _continue(before, table)
        return
    outline.blocks.append(table)


def _continue(before: Table, table: Table) -> None:
    """A table that goes on on the next page; headings that it repeats there are no row."""
    rows = table.rows[1:] if _row_text(table.rows[0]) == _row_text(before.rows[0]) else table.rows
    before.rows.extend(rows)


def _row_text(row: Row) -> list[str]:
    return [block.html for cell in row.cells for block in cell.blocks if isinstance(block, Block)]


def _by_line(pieces: Sequence[Piece]) -> list[list[Piece]]:
    lines: dict[int, list[Piece]] = {}
    for piece in pieces:
        lines.setdefault(piece.line, []).append(piece)
    return [in_order(line) for _, line in sorted(lines.items())]


@dataclass(slots=True)
class _Open:
    """The paragraph, heading or item that may go on."""

    inline: Inline
    place: str
    last: list[Piece]
    heading: int = 0
    indent: float = 0.0
    is_item: bool = False


def _take_prose(outline: Outline, page: PdfPage, lines: Sequence[list[Piece]], body: _Body) -> None:
    widest = max((line[-1].right for line in lines), default=0.0)
    here: _Open | None = None
    indents: list[float] = []
    for pieces in lines:
        line = in_order(pieces)
        bullet = BULLET.match(_raw(line))
        level = _level(line, body)
        if here is not None and not bullet and _goes_on(here, line, level):
            full = here.last[-1].right >= _FULL * widest or here.heading
            here.inline.add(between(here.last, line) if full else "\n")
            write(here.inline, line, bold=_is_emphasised(line, level))
            here.last = line
            continue
        _close(outline, here, indents)
        here = _Open(Inline(), f"page {page.number}, line {line[0].line}", line, level, line[0].left, bool(bullet))
        write(here.inline, _without(line, bullet.end()) if bullet else line, bold=_is_emphasised(line, level))
    _close(outline, here, indents)


def _close(outline: Outline, here: _Open | None, indents: list[float]) -> None:
    if here is None:
        return
    depth = 0
    if here.is_item:
        while indents and indents[-1] > here.indent + 3:
            indents.pop()
        if not indents or here.indent > indents[-1] + 3:
            indents.append(here.indent)
        depth = len(indents)
    else:
        indents.clear()
    outline.add(Block(here.inline.html(), here.place, 0 if here.is_item else here.heading, depth))


def _goes_on(here: _Open, line: list[Piece], level: int) -> bool:
    last = here.last[0]
    apart = last.middle - line[0].middle
    height = max(min(last.height, line[0].height), 1.0)
    if level != here.heading or not 0 < apart <= _LEADING * height:
        return False
    if here.is_item:
        return line[0].left >= here.indent - 1
    return _is_emphasised(line, level) == _is_emphasised(here.last, here.heading) and abs(line[0].left - here.last[0].left) <= 3 * height  # fmt: skip


def _level(line: Sequence[Piece], body: _Body) -> int:
    """Which heading a line is by the size of its letters; 0 for none."""
    height = max(piece.size for piece in line)
    for level, head in enumerate(body.heads, start=1):
        if height > head - 0.8:
            return level
    return 0


def _is_emphasised(line: Sequence[Piece], level: int) -> bool:
    return not level and all(piece.is_bold for piece in line)


def _raw(line: Sequence[Piece]) -> str:
    return "\u00a0\u00a0 ".join("".join(letter.text for letter in piece.letters) for piece in line)


def _without(line: list[Piece], size: int) -> list[Piece]:
    """A line without its bullet, which may be a piece of its own."""
    found: list[Piece] = []
    for piece in line:
        letters = piece.letters[size:] if size < len(piece.letters) else []
        size = max(size - len(piece.letters) - 3, 0)
        if letters:
            found.append(Piece(letters, letters[0].left, piece.right, piece.bottom, piece.top, piece.size, piece.line))
    return found or line
