"""Tables whose borders survived as tabs or bars: columns by their headings or, without any, by what they hold."""

import re
from collections import Counter
from collections.abc import Sequence

from fingerpost.readers.formats.cells import organisers_in
from fingerpost.readers.formats.facts import Context
from fingerpost.readers.formats.pages.html.when import Calendar, day_in_group
from fingerpost.readers.formats.pages.text.lines import Line
from fingerpost.readers.formats.pages.text.rows import Row, Rows, cells_of
from fingerpost.readers.formats.pages.text.sections import Section
from fingerpost.readers.formats.pages.vocabulary import cell_heads
from fingerpost.readers.values.names import split_organisers
from fingerpost.readers.values.urls import find_urls

_DAY = re.compile(
    r"(?:[^\W\d_]{2,9}\.?,?\s)?(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|\.)?(?:\s?[-–]\s?(?:0?[1-9]|[12]\d|3[01]))?"
)
GROUP_HEADING = "A heading for the rows below it."
_LABELS = {
    "when": "date", "url": "link", "register": "register", "deadline": "deadline", "recording": "recording", "place": "place", "language": "language",
    "published": "published", "day": "day",
}  # fmt: skip


def table_of(section: Section, context: Context) -> Rows | None:
    """Return the rows of a section that is a table with visible borders, or None if it is none."""
    header = next((line for line in section.lines if line.look == "columns" and len(cells_of(line)) >= 2), None)
    body = [line for line in section.lines if line.look in {"dated", "plain", "label"} and cells_of(line)]
    if header is None and body and _is_header(body[0], body[1:]):
        header, body = body[0], body[1:]
        header.look = "columns"
    columns = [cell_heads(cell) or "other" for cell in cells_of(header)] if header else None
    if columns is None or "title" not in columns:
        columns = _with_told(columns, _columns_by_content(body, context))
    if columns is None or not body or "title" not in columns:
        return None
    found = Rows()
    group = Calendar(context.today, None).in_year_of(section.name or "") or Calendar(context.today, None)
    for line in section.lines:
        if line.look in {"dated", "plain", "label", "furniture"}:
            cells = cells_of(line)
            if len(cells) >= 2:
                found.rows.append(row_of_cells([line], cells, columns, context))
                if "day" in found.rows[-1].labels:
                    _date_in_group(found.rows[-1], group)
            elif under := group.under(line.text):
                group = under
                found.left.append((line, GROUP_HEADING))
            else:
                found.left.append((line, "It has no cells, unlike the table around it."))
    return found


def _date_in_group(row: Row, group: Calendar) -> None:
    """Give a row that states only its day the month and year above it."""
    span = day_in_group(row.labels.pop("day"), group)
    if span and span.start:
        row.labels["date"] = f"{span.start} – {span.end}" if span.end else str(span.start)


def _is_header(first: Line, below: Sequence[Line]) -> bool:
    """True for a first row of short words where a column below holds numbers, days or addresses throughout."""
    heads = cells_of(first)
    rows = [cells for line in below if len(cells := cells_of(line)) == len(heads)]
    if len(rows) < 2 or any(
        any(char.isdigit() for char in cell) or len(cell.split()) > 4 or not cell for cell in heads
    ):
        return False
    if find_urls(first.raw) or not any(cell_heads(cell) for cell in heads):
        return False
    columns = list(zip(*rows, strict=True))
    return any(all(any(char.isdigit() for char in cell) or find_urls(cell) for cell in column) for column in columns)


def _with_told(told: list[str] | None, found: list[str] | None) -> list[str] | None:
    """What the heads say goes before what the cells show."""
    if told is None or found is None or len(told) != len(found):
        return found or told
    return [one if one != "other" else other for one, other in zip(told, found, strict=True)]


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
    if len(free) == 2 and "organisers" not in columns:
        named = [sum(bool(organisers_in(row[place], context.known)) for row in rows) for place in free]
        if named[0] != named[1]:
            owner = free[named.index(max(named))]
            columns[owner] = "organisers"
            free = [place for place in free if place != owner]
    longest = max(free, key=lambda place: sum(len(row[place]) for row in rows))
    columns[longest] = "title"
    if columns.count("day") > 1 or [cell for row in rows for cell in row[:1]] == [
        str(number) for number in range(1, len(rows) + 1)
    ]:
        columns = ["other" if name == "day" else name for name in columns]
    return columns if {"when", "day"} & set(columns) or "organisers" in columns else None


def _column(cells: Sequence[str], context: Context) -> str:
    filled = [cell for cell in cells if cell]
    half = len(filled) / 2
    if not filled:
        return "other"
    if all(_DAY.fullmatch(cell) for cell in filled):
        return "day"
    if sum(bool(find_urls(cell)) for cell in filled) > half:
        return "url"
    if sum(any(len(cell) - (span.stop - span.begin) < 12 for span in context.spans(cell, 0)) for cell in filled) > half:
        return "when"
    return "organisers" if sum(bool(organisers_in(cell, context.known)) for cell in filled) > half else "other"


def row_of_cells(lines: list[Line], cells: Sequence[str], columns: Sequence[str], context: Context) -> Row:
    """Return the row that cells make under their columns."""
    row = Row(lines, title="", organisers=())
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
