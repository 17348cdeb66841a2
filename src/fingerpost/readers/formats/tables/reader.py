"""A table as Candidates, one for each row."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePath

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.facts import Context, fuller
from fingerpost.readers.formats.pages.html.vocabulary import kinds_in
from fingerpost.readers.formats.tables.dates import Days, order_of
from fingerpost.readers.formats.tables.headings import Columns, columns_of, is_hashtag_row, roles_shown, seen_columns
from fingerpost.readers.formats.tables.row import Table, read_row, why_not
from fingerpost.readers.formats.tables.sheet import Sheet, open_sheet
from fingerpost.readers.types import Balance, Candidate, Entry, Fate, Issue, Reading, Source
from fingerpost.readers.values.dates import Order
from fingerpost.readers.values.names import known_names
from fingerpost.readers.values.text import check_bytes, normalise, squeeze

NAME = "table"
_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
_SOUGHT_ROWS = 15  #: among the first so many stand the headings
_SAMPLED_ROWS = 40
_MIN_UNNAMED = 3  #: columns; two words and a comma may be prose
_DATED = ("date", "end", "deadline", "published")
_MAX_SECTION = 80


@dataclass(slots=True)
class _Found:
    """What has been read so far, in the order of the table."""

    records: list[Candidate] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    places: dict[tuple[str, str, str], int] = field(default_factory=dict)
    section: str | None = None
    undecided: int = 0  #: dates in which nothing tells the day from the month


@dataclass(frozen=True, slots=True)
class _Layout:
    columns: Columns
    head: int  #: number of the row of headings; 0 without one
    title: str | None


def is_table(source: Source) -> bool:
    """True if a Source is a table: its lines have the same number of cells, and headings or its name say so.

    Without a name that says so a tab does not count, for text that was copied from a page holds tabs as well.
    """
    sheet = open_sheet(source.content)
    if sheet is None:
        return False
    named = PurePath(source.name).suffix.lower() in _SUFFIXES
    if named:
        return True
    wide = (row for _, row in _first_rows(sheet, _SOUGHT_ROWS) if len(row) >= _MIN_UNNAMED)
    return sheet.delimiter != "\t" and any(columns_of(row) for row in wide)


def read_table(source: Source) -> Reading:
    """Return the rows of a delimited text. The balance counts rows that are not blank.

    Raises UnreadableSource for what has no columns, or none that could hold titles.
    """
    check_bytes(source.content)
    sheet = open_sheet(source.content)
    layout = _layout(sheet) if sheet else None
    if sheet is None or layout is None:
        raise UnreadableSource(
            "The source is no table that can be read: no column could hold titles.",
            remedy="Put a row of headings on top, such as Title, Organiser, Date, Link.",
        )
    columns = layout.columns
    days = Days(source.today, _order(sheet, columns))
    kinds = columns.kinds or kinds_in(PurePath(source.name).stem.replace("_", " "))[:1]
    context = Context(today=source.today, known=known_names())
    table = Table(columns=columns, days=days, context=context, kinds=kinds, base=source.base_url)
    found = _Found()
    for number, row in _rows(sheet, found):
        _take(found, number, row, layout, table)
    if found.undecided:
        found.issues.append(_undecided(found.undecided))
    return Reading(
        reader=NAME,
        records=tuple(found.records),
        issues=tuple(found.issues),
        balance=Balance(unit="row", entries=tuple(found.entries)),
        title=layout.title,
        facts={
            "encoding": sheet.encoding,
            "columns": "; ".join(f"{role}: {head}" for role, head in roles_shown(columns).items()),
        },
    )


def _first_rows(sheet: Sheet, most: int) -> list[tuple[int, list[str]]]:
    first: list[tuple[int, list[str]]] = []
    with suppress(csv.Error):
        first.extend(islice(sheet.rows(), most))
    return first


def _layout(sheet: Sheet) -> _Layout | None:
    first = _first_rows(sheet, _SAMPLED_ROWS)
    for number, row in first[:_SOUGHT_ROWS]:
        if columns := columns_of(row):
            above = [squeeze(" ".join(cells)) for place, cells in first if place < number and not _states_mark(cells)]
            return _Layout(columns, number, above[0][:200] if above else None)
    columns = seen_columns([row for _, row in first], known_names())
    return _Layout(columns, 0, None) if columns else None


def _rows(sheet: Sheet, found: _Found) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, row in sheet.rows():
            yield number, row
    except csv.Error:
        origin = f"row {number + 1}"
        reason = "A cell begins with a quotation mark that never closes."
        found.entries.append(Entry(origin=origin, fate="unread", text="Everything from here on", reason=reason))
        remedy = "Close the quotation mark or remove it, and read the table again."
        found.issues.append(Issue(problem=f"{reason} The rest was not read.", remedy=remedy, origin=origin))


def _order(sheet: Sheet, columns: Columns) -> Order | None:
    places = [place for role in _DATED for place in columns.places.get(role, ())]
    if not places:
        return None
    try:
        return order_of(row[place] for _, row in sheet.rows() for place in places if place < len(row))
    except csv.Error:
        return None


def _take(found: _Found, number: int, row: list[str], layout: _Layout, table: Table) -> None:
    if reason := _aside(found, number, row, layout):
        found.entries.append(_entry(number, row, "ignored", reason))
        return
    if reason := why_not(row, layout.columns):
        found.entries.append(_entry(number, row, "unread", reason))
        return
    record, issues = read_row(row, number, table, section=found.section)
    found.entries.append(_entry(number, row, "read"))
    found.undecided += _is_undecided(row, table)
    key = (record.title.casefold(), f"{record.start or ''}{record.place or ''}", record.url or "")
    known = found.places.setdefault(key, len(found.records)) if record.title else len(found.records)
    if known < len(found.records):
        found.records[known] = fuller(found.records[known], record)
        return
    found.records.append(record)
    found.issues.extend(issues)


def _aside(found: _Found, number: int, row: list[str], layout: _Layout) -> str | None:
    """Say what a row is that is there to explain others; None for a row of data."""
    if number < layout.head:
        return "It says what divides the columns." if _states_mark(row) else "It stands above the headings."
    if number == layout.head:
        return "It holds the headings."
    if number <= layout.head + 2 and is_hashtag_row(row):
        return "It holds HXL hashtags."
    cells = tuple(squeeze(normalise(cell)) for cell in row)
    if cells[0] and cells[0] == (layout.columns.headings or ("",))[0] and (again := columns_of(row)) and again.headings == layout.columns.headings:  # fmt: skip
        return "It repeats the headings."
    if layout.head and len(layout.columns.headings) >= 3 and cells[0] and not any(cells[1:]) and len(cells[0]) <= _MAX_SECTION:  # fmt: skip
        found.section = cells[0]
        return "It is a heading over the rows below."
    return None


def _states_mark(row: Sequence[str]) -> bool:
    return row[0].lower().startswith("sep=")


def _is_undecided(row: Sequence[str], table: Table) -> bool:
    span = table.days.span(table.columns.cell(row, "date"))
    return bool(span and span.order_assumed)


def _undecided(count: int) -> Issue:
    return Issue(
        problem=f"Nothing in the table tells the day from the month in {count} dates; the day was taken first.",
        remedy="Confirm the dates or correct them.",
        origin="the dates",
    )


def _entry(number: int, row: Sequence[str], fate: Fate, reason: str = "") -> Entry:
    text = " | ".join(squeeze(cell[:200]) for cell in row if cell.strip())
    return Entry(origin=f"row {number}", fate=fate, text=text[:200], reason=reason)
