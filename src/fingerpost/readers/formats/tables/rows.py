"""From rows to Candidates: the one way for every table, wherever its cells came from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePath

from fingerpost.readers.formats.facts import Context, fuller
from fingerpost.readers.formats.pages.html.vocabulary import fold, kinds_in
from fingerpost.readers.formats.tables.dates import Days, order_of
from fingerpost.readers.formats.tables.grid import BrokenGrid, Grid, origin_of
from fingerpost.readers.formats.tables.headings import Columns, columns_of, is_hashtag_row, shown
from fingerpost.readers.formats.tables.layout import Layout, first_rows, states_mark
from fingerpost.readers.formats.tables.row import Table, read_row, why_not
from fingerpost.readers.types import Candidate, Column, Entry, Fate, Issue, Source
from fingerpost.readers.values.dates import Order
from fingerpost.readers.values.names import known_names
from fingerpost.readers.values.text import tidy

_DATED = ("date", "end", "deadline", "published")
_MAX_SECTION = 80
_TOTAL = re.compile(
    r"(?:(?:grand|sub|overall)[ -]?)?totals?(?: (?:général|general|geral|events?|number|of)\b.*)?|sum|somme|suma|soma|totale|jumlah|tổng(?: cộng| số)?|합계|총계|소계|계|合計|小計|総計|"
    r"合计|小计|总计|總計|共计|รวม(?:ทั้งหมด)?|gesamt(?:summe)?|summe|итого|всего|المجموع|الإجمالي|जम्मा|कुल|মোট|toplam",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Found:
    """What has been read so far, in the order of the tables."""

    records: list[Candidate] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    places: dict[tuple[str, str, str], int] = field(default_factory=dict)
    section: str | None = None
    undecided: int = 0  #: dates in which nothing tells the day from the month


def read_grid(found: Found, grid: Grid, layout: Layout, source: Source) -> None:
    """Add the records of one table to what has been found; each of its rows becomes one entry."""
    columns = layout.columns
    named = grid.name or PurePath(source.name).stem.replace("_", " ")
    table = Table(
        columns=columns,
        days=Days(source.today, _order(grid, columns)),
        context=Context(today=source.today, known=known_names()),
        kinds=columns.kinds or kinds_in(named)[:1],
        base=source.base_url,
    )
    last = max(layout.heads, default=0)
    samples = [row for number, row in first_rows(grid) if number > last]
    found.columns.extend(shown(columns, samples, grid.name))
    found.section, found.undecided = None, 0
    for number, row in _rows(grid, found):
        _take(found, grid, number, row, layout, table)
    if found.undecided:
        found.issues.append(_undecided(found.undecided, grid))


def leave_grid(found: Found, grid: Grid, reason: str) -> None:
    """Account for the rows of a table that gives no records."""
    for number, row in _rows(grid, found):
        found.entries.append(_entry(origin_of(grid, number), row, "ignored", reason))


def _rows(grid: Grid, found: Found) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, row in grid.rows():
            tidied = [tidy(cell) for cell in row]
            if any(tidied):  # what cannot be seen makes a row blank too
                yield number, tidied
    except BrokenGrid as broken:
        origin, reason = origin_of(grid, number + 1), str(broken.args[0])
        found.entries.append(Entry(origin=origin, fate="unread", text="Everything from here on", reason=reason))
        remedy = "Close the quotation mark or remove it, and read the table again."
        found.issues.append(Issue(problem=f"{reason} The rest was not read.", remedy=remedy, origin=origin))


def _order(grid: Grid, columns: Columns) -> Order | None:
    places = [place for role in _DATED for place in columns.places.get(role, ())]
    if not places:
        return None
    try:
        return order_of(row[place] for _, row in grid.rows() for place in places if place < len(row))
    except BrokenGrid:
        return None


def _take(found: Found, grid: Grid, number: int, row: list[str], layout: Layout, table: Table) -> None:
    origin = origin_of(grid, number)
    if reason := _aside(found, number, row, layout):
        found.entries.append(_entry(origin, row, "ignored", reason))
        return
    links = grid.links(number)
    if reason := why_not(row, layout.columns):
        found.entries.append(_entry(origin, row, "unread", reason))
        return
    record, issues = read_row(row, links, origin, table, section=found.section)
    found.entries.append(_entry(origin, row, "read"))
    found.undecided += _is_undecided(row, table)
    key = (record.title.casefold(), f"{record.start or ''}{record.place or ''}", record.url or "")
    known = found.places.setdefault(key, len(found.records)) if record.title else len(found.records)
    if known < len(found.records):
        found.records[known] = fuller(found.records[known], record)
        return
    found.records.append(record)
    found.issues.extend(issues)


def _aside(found: Found, number: int, row: list[str], layout: Layout) -> str | None:
    """Say what a row is that is there to explain others; None for a row of data."""
    first, last = (layout.heads[0], layout.heads[-1]) if layout.heads else (0, 0)
    if number < first:
        return "It says what divides the columns." if states_mark(row) else "It stands above the headings."
    if number <= last:
        return "It holds the headings."
    if number <= last + 2 and is_hashtag_row(row):
        return "It holds HXL hashtags."
    headings = layout.columns.headings
    if row[0] and row[0] == (headings or ("",))[0] and (again := columns_of(row)) and again.headings == headings:
        return "It repeats the headings."
    if _is_total(row, layout.columns):
        return "It is a total."
    if layout.heads and len(headings) >= 3 and row[0] and not any(row[1:]) and len(row[0]) <= _MAX_SECTION:
        found.section = row[0]
        return "It is a heading over the rows below."
    return None


def _is_total(row: Sequence[str], columns: Columns) -> bool:
    """A sum over the rows above: it says so in front or as its title, and has nothing but numbers beside it."""
    first = next(cell for cell in row if cell)
    if not any(_TOTAL.fullmatch(fold(text.rstrip(" :："))) for text in {first, columns.cell(row, "title")} if text):
        return False
    return sum(not _is_number(cell) for cell in row if cell) == 1


def _is_number(cell: str) -> bool:
    return len(cell) <= 30 and all(char.isdigit() or char in " .,%$€£¥-+" for char in cell)


def _is_undecided(row: Sequence[str], table: Table) -> bool:
    span = table.days.span(table.columns.cell(row, "date"))
    return bool(span and span.order_assumed)


def _undecided(count: int, grid: Grid) -> Issue:
    return Issue(
        problem=f"Nothing in the table tells the day from the month in {count} dates; the day was taken first.",
        remedy="Confirm the dates or correct them.",
        origin=f"the dates of sheet “{grid.name}”" if grid.name else "the dates",
    )


def _entry(origin: str, row: Sequence[str], fate: Fate, reason: str = "") -> Entry:
    return Entry(origin=origin, fate=fate, text=" | ".join(cell[:200] for cell in islice(filter(None, row), 20))[:200], reason=reason)  # fmt: skip
