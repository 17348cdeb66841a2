"""How a table is laid out: where its headings stand, what each column holds, what stands above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fingerpost.readers.formats.tables.grid import BrokenGrid, Grid
from fingerpost.readers.formats.tables.headings import Columns, columns_of, told_places
from fingerpost.readers.formats.tables.seen import refine, seen_columns
from fingerpost.readers.values.names import known_names
from fingerpost.readers.values.text import tidy

SOUGHT_ROWS = 15  #: among the first so many stand the headings
_SAMPLED_ROWS = 40

Rows = list[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Layout:
    columns: Columns
    heads: tuple[int, ...]  #: numbers of the rows of headings; none where cells alone tell the columns
    title: str | None  #: what stands above the headings


def first_rows(grid: Grid, most: int = _SAMPLED_ROWS) -> Rows:
    first: Rows = []
    try:
        for number, row in grid.rows():
            first.append((number, [tidy(cell) for cell in row]))
            if len(first) == most:
                break
    except BrokenGrid:
        pass
    return first


def headed(grid: Grid, given: Mapping[str, str] | None = None) -> Layout | None:
    """Return the layout of a table that has headings; None if it has none."""
    first = first_rows(grid)
    for place, (number, row) in enumerate(first[:SOUGHT_ROWS]):
        columns = columns_of(row, given)
        if columns is None:
            continue
        heads: tuple[int, ...] = (number,)
        below = first[place + 1] if place + 1 < len(first) else (0, [])
        if below[0] == number + 1 and (both := _with_second_row(row, below[1], columns, given)):
            columns, heads = both, (number, below[0])
        above = [" ".join(filter(None, cells)) for _, cells in first[:place] if not states_mark(cells)]
        refine(columns, [cells for row, cells in first if row > heads[-1]], told_places(columns, given or {}))
        return Layout(columns, heads, above[0][:200] if above else None)
    return None


def unheaded(grid: Grid, given: Mapping[str, str] | None = None) -> Layout | None:
    """Return the layout that a table's cells show; None if no column could hold titles."""
    columns = seen_columns([row for _, row in first_rows(grid)], known_names(), given or {})
    return Layout(columns, (), None) if columns else None


def states_mark(row: Sequence[str]) -> bool:
    return bool(row) and row[0].lower().startswith("sep=")


def _with_second_row(
    row: list[str], below: list[str], columns: Columns, given: Mapping[str, str] | None
) -> Columns | None:
    """Two rows head the columns where the second divides a heading of the first, or stands under a band of groups."""
    if columns_of(below) is None:
        return None
    lower = [cell or (row[place] if place < len(row) else "") for place, cell in enumerate(below)]
    both = columns_of([*lower, *row[len(lower) :]], given, [upper if upper != cell else "" for upper, cell in zip(row, lower, strict=False)])  # fmt: skip
    if both is None or len(both.places) < len(columns.places) or not _divides(row, below):
        return None
    return both


def _divides(row: Sequence[str], below: Sequence[str]) -> bool:
    """True if the second row says something under a blank of the first: the first heads several columns at once."""
    return any(cell and not (place < len(row) and row[place]) for place, cell in enumerate(below))
