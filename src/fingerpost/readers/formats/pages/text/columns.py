"""Tables whose columns are kept by spaces alone, as a printed page's text has them."""

import re
from collections.abc import Sequence

from fingerpost.readers.formats.facts import Context
from fingerpost.readers.formats.pages.text.lines import Line
from fingerpost.readers.formats.pages.text.rows import Rows
from fingerpost.readers.formats.pages.text.sections import Section
from fingerpost.readers.formats.pages.text.tables import row_of_cells
from fingerpost.readers.formats.pages.vocabulary import cell_heads

_PIECE = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_MIN_COLUMNS = 3
_SLACK = 2  #: characters by which a cell may begin left of its head


def table_by_spaces(section: Section, context: Context) -> Rows | None:
    """Return the rows of a section under heads parted by wide spaces, their wrapped cells joined; None if it has none."""
    header = next((line for line in section.lines if line.look == "columns" and _heads(line)), None)
    if header is None:
        return None
    starts, columns = zip(*_heads(header), strict=True)
    if "title" not in columns:
        return None
    found = Rows()
    cells: list[str] = []
    lines: list[Line] = []
    for line in section.lines:
        if line.number <= header.number or line.look not in {"dated", "plain", "label", "prose"}:
            continue
        pieces = _cells(line, starts)
        opens = bool(pieces[0]) and sum(bool(piece) for piece in pieces) > 1
        if not opens and not lines:
            found.left.append((line, "It has no cells, unlike the table around it."))
            continue
        if opens and lines:
            found.rows.append(row_of_cells(lines, cells, columns, context))
        if opens:
            cells, lines = pieces, [line]
        else:
            cells = [f"{cell} {more}".strip() for cell, more in zip(cells, pieces, strict=True)]
            lines.append(line)
    if lines:
        found.rows.append(row_of_cells(lines, cells, columns, context))
    return found if len(found.rows) > 1 else None


def _heads(line: Line) -> list[tuple[int, str]]:
    if "\t" in line.source or "|" in line.source:
        return []
    found = [(match.start(), cell_heads(match.group()) or "other") for match in _PIECE.finditer(line.source)]
    told = [role for _, role in found if role != "other"]
    return found if len(found) >= _MIN_COLUMNS and len(told) >= _MIN_COLUMNS - 1 and "when" in told else []


def _cells(line: Line, starts: Sequence[int]) -> list[str]:
    cells = [""] * len(starts)
    for match in _PIECE.finditer(line.source):
        place = max((n for n, start in enumerate(starts) if start <= match.start() + _SLACK), default=0)
        cells[place] = f"{cells[place]} {match.group()}".strip()
    return cells
