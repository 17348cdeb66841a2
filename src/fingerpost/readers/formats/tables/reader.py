"""Delimited text as Candidates, one for each row."""

from pathlib import PurePath

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.tables.delimited import open_delimited
from fingerpost.readers.formats.tables.headings import columns_of
from fingerpost.readers.formats.tables.layout import SOUGHT_ROWS, first_rows, headed, unheaded
from fingerpost.readers.formats.tables.rows import Found, read_grid
from fingerpost.readers.types import Balance, Reading, Source
from fingerpost.readers.values.text import check_bytes

NAME = "table"
_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
_MIN_UNNAMED = 3  #: columns; two words and a comma may be prose


def is_table(source: Source) -> bool:
    """True if a Source is a table: its lines have the same number of cells, and headings or its name say so.

    Without a name that says so a tab does not count, for text that was copied from a page holds tabs as well.
    """
    grid = open_delimited(source.content)
    if grid is None:
        return False
    if PurePath(source.name).suffix.lower() in _SUFFIXES:
        return True
    wide = (row for _, row in first_rows(grid, SOUGHT_ROWS) if len(row) >= _MIN_UNNAMED)
    return grid.delimiter != "\t" and any(columns_of(row, source.columns) for row in wide)


def read_table(source: Source) -> Reading:
    """Return the rows of a delimited text. The balance counts rows that are not blank.

    Raises UnreadableSource for what has no columns, or none that could hold titles.
    """
    check_bytes(source.content)
    grid = open_delimited(source.content)
    layout = (headed(grid, source.columns) or unheaded(grid, source.columns)) if grid else None
    if grid is None or layout is None:
        raise UnreadableSource(
            "The source is no table that can be read: no column could hold titles.",
            remedy="Put a row of headings on top, such as Title, Organiser, Date, Link.",
        )
    found = Found()
    read_grid(found, grid, layout, source)
    return Reading(
        reader=NAME,
        records=tuple(found.records),
        issues=tuple(found.issues),
        balance=Balance(unit="row", entries=tuple(found.entries)),
        title=layout.title,
        columns=tuple(found.columns),
        facts={"encoding": grid.encoding},
    )
