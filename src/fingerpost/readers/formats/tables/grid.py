"""What every table is before it is understood: numbered rows of cells, wherever they came from."""

from collections.abc import Iterator, Mapping
from typing import Protocol


class Grid(Protocol):
    """Rows of cells as text, ready to be read as often as needed; blank rows are left out."""

    @property
    def name(self) -> str:
        """The sheet's name where there are several; else nothing."""

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row with its number, as the program that shows it counts."""

    def links(self, number: int) -> Mapping[int, str]:
        """The addresses behind the cells of a row, by the place of the cell."""


class BrokenGrid(Exception):
    """The rows from here on cannot be told apart; ``args[0]`` says why in a sentence."""


def origin_of(grid: Grid, number: int) -> str:
    return f"sheet “{grid.name}”, row {number}" if grid.name else f"row {number}"
