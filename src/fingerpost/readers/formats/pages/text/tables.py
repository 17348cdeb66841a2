"""Tables whose borders survived as tabs or bars: columns by their headings or, without any, by what they hold."""

from collections import Counter
from collections.abc import Sequence

from fingerpost.readers.formats.cells import organisers_in
from fingerpost.readers.formats.facts import Context
from fingerpost.readers.formats.pages.text.lines import Line
from fingerpost.readers.formats.pages.text.rows import Row, Rows, cells_of
from fingerpost.readers.formats.pages.text.sections import Section
from fingerpost.readers.formats.pages.vocabulary import column_of
from fingerpost.readers.values.names import split_organisers
from fingerpost.readers.values.urls import find_urls

_LABELS = {
    "when": "date", "url": "link", "register": "register", "deadline": "deadline", "recording": "recording", "place": "place", "language": "language",
}  # fmt: skip


def table_of(section: Section, context: Context) -> Rows | None:
    """Return the rows of a section that is a table with visible borders, or None if it is none."""
    header = next((line for line in section.lines if line.look == "columns" and len(cells_of(line)) >= 2), None)
    columns = [column_of(cell) or "other" for cell in cells_of(header)] if header else None
    body = [line for line in section.lines if line.look in {"dated", "plain", "label"} and cells_of(line)]
    if columns is None:
        columns = _columns_by_content(body, context)
    if columns is None or not body or "title" not in columns:
        return None
    found = Rows()
    for line in section.lines:
        if line.look in {"dated", "plain", "label"}:
            cells = cells_of(line)
            if len(cells) >= 2:
                found.rows.append(_row(line, cells, columns, context))
            else:
                found.left.append((line, "It has no cells, unlike the table around it."))
    return found


def _columns_by_content(lines: Sequence[Line], context: Context) -> list[str] | None:
    """Three columns or more, two rows or more, all alike: dates, addresses and organisers show themselves; the title is the longest."""
    widths = Counter(len(cells_of(line)) for line in lines)
    if not widths:
        return None
    width, count = widths.most_common(1)[0]
    if width < 3 or count < 2:
        return None
    rows = [cells for line in lines if len(cells := cells_of(line)) == width]
    columns = [_column(cells, context) for cells in zip(*rows, strict=True)]
    free = [place for place, name in enumerate(columns) if name == "other"]
    if not free:
        return None
    longest = max(free, key=lambda place: sum(len(row[place]) for row in rows))
    columns[longest] = "title"
    return columns if "when" in columns or "organisers" in columns else None


def _column(cells: Sequence[str], context: Context) -> str:
    filled = [cell for cell in cells if cell]
    half = len(filled) / 2
    if not filled:
        return "other"
    if sum(bool(find_urls(cell)) for cell in filled) > half:
        return "url"
    if sum(any(len(cell) - (span.stop - span.begin) < 12 for span in context.spans(cell, 0)) for cell in filled) > half:
        return "when"
    return "organisers" if sum(bool(organisers_in(cell, context.known)) for cell in filled) > half else "other"


def _row(line: Line, cells: list[str], columns: list[str], context: Context) -> Row:
    row = Row([line], title="", organisers=())
    for cell, column in zip(cells, columns, strict=False):
        if not cell:
            continue
        if column == "title":
            row.title = cell
        elif column == "organisers":
            row.organisers = tuple(split_organisers(cell, context.known))
            row.organiser_text = cell
        elif column in _LABELS:
            row.labels[_LABELS[column]] = cell
    return row
