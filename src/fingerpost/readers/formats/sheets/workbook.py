"""A workbook opened: its sheets as numbered rows of text, with the addresses behind the cells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fingerpost.readers.errors import UnreadableSource

MAX_COLUMNS = 300
MAX_ROWS = 250_000
MAX_CELLS = 5_000_000
MAX_SHEETS = 200
MAX_CELL = 32_767  #: characters, as spreadsheet programs allow
_MAX_FILLED = 20_000  #: rows that merged cells reach

Area = tuple[int, int, int, int]  #: first row, first column, last row, last column; rows from 1, columns from 0


@dataclass(slots=True)
class Worksheet:
    """One sheet; a Grid, once ``shown_as`` is set."""

    title: str
    hidden: bool = False
    shown_as: str = ""  #: how its rows are told from those of other sheets; nothing where it is the only one
    cells: dict[int, list[str]] = field(default_factory=dict)  #: the rows that are not blank, in their order
    behind: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    unsaved: int = 0  #: formulas without a result

    @property
    def name(self) -> str:
        return self.shown_as

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        return iter(self.cells.items())

    def links(self, number: int) -> Mapping[int, str]:
        return self.behind.get(number, {})

    def link(self, number: int, place: int, address: str) -> None:
        self.behind.setdefault(number, {})[place] = address

    def fill_merged(self) -> None:
        """Repeat what stands in a cell merged over several rows in each of them, as it is seen."""
        left = _MAX_FILLED
        for top, column, bottom, _ in self.merged:
            row = self.cells.get(top)
            if row is None or bottom == top or column >= len(row) or not row[column]:
                continue
            link = self.behind.get(top, {}).get(column)
            for number in range(top + 1, min(bottom, top + left) + 1):
                left -= 1
                below = self.cells.get(number)
                if below is None:
                    continue
                below.extend([""] * (column + 1 - len(below)))
                if not below[column]:
                    below[column] = row[column]
                    if link:
                        self.link(number, column, link)


@dataclass(slots=True)
class Room:
    """How many more rows and cells a workbook may hold."""

    rows: int = MAX_ROWS
    cells: int = MAX_CELLS

    def take(self, cells: int) -> None:
        self.rows -= 1
        self.cells -= cells
        if self.rows < 0 or self.cells < 0:
            raise UnreadableSource(
                f"The workbook has more than {MAX_ROWS:,} filled rows or {MAX_CELLS:,} filled cells.",
                remedy="Keep only the rows that matter, or split it into several files.",
            )
