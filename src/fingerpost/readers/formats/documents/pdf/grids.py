"""Tables on a page: told by the lines drawn around their cells, else by pieces of text that stand under each other."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from fingerpost.readers.formats.documents.pdf.lines import Piece, cut, lines_of
from fingerpost.readers.formats.documents.pdf.pages import Drawn

_NEAR = 3.0  #: points; lines and edges no further apart are one
_MAX_DRAWN = 4_000  #: lines of a page; a drawing of more is no table
_BORDER = 2.0
_WIDE = 100.0
_MIN_SIDE = 12.0
_MIN_ROWS = 3
_PROSE = 45  #: letters in a cell; two columns of such are columns of running text
_WIDER = 1.25  #: how much wider than the narrowest the gap over a new row is


@dataclass(slots=True)
class Grid:
    """Pieces of text by row and column."""

    cells: dict[tuple[int, int], list[Piece]] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)  #: the ids of the pieces that it is made of

    @property
    def rows(self) -> int:
        return 1 + max((row for row, _ in self.cells), default=-1)

    @property
    def columns(self) -> int:
        return 1 + max((column for _, column in self.cells), default=-1)


def drawn_grids(pieces: list[Piece], drawn: Sequence[Drawn]) -> tuple[list[Grid], list[Piece]]:
    """Return the tables with lines or coloured boxes around their cells, and the pieces that stand in none."""
    grids: list[Grid] = []
    rest = pieces
    for xs, ys in _frames(drawn):
        ys = [*_rows_below(xs, ys, rest), *ys]
        if len(ys) < 3:
            continue
        inside = [piece for piece in rest if xs[0] - 1 <= (piece.left + piece.right) / 2 <= xs[-1] + 1 and ys[0] <= piece.middle <= ys[-1]]  # fmt: skip
        if len(inside) < 4:
            continue
        taken = {id(piece) for piece in inside}
        grid = Grid(taken=taken)
        for piece in inside:
            row = len(ys) - bisect(ys, piece.middle)
            for part in cut(piece, xs):
                part.line = piece.line
                grid.cells.setdefault((row, max(bisect(xs, (part.left + part.right) / 2) - 1, 0)), []).append(part)
        grids.append(_compact(grid))
        rest = [piece for piece in rest if id(piece) not in taken]
    return grids, rest


def _frames(drawn: Sequence[Drawn]) -> list[tuple[list[float], list[float]]]:
    """The borders of columns and of rows, for each table; rows that are coloured by turns belong to one."""
    frames: list[tuple[list[float], list[float]]] = []
    for group in _connected(drawn):
        xs = _merged([(one.left + one.right) / 2 for one in group if not one.is_level])
        # A line under a word begins and ends within a cell, one between rows at the borders of cells.
        ys = _merged([(one.bottom + one.top) / 2 for one in group if one.is_level and _ends_at(one, xs)])
        if len(xs) < 3 or len(ys) < 2:
            continue
        same = next((frame for frame in frames if len(frame[0]) == len(xs) and all(abs(a - b) <= _NEAR for a, b in zip(frame[0], xs, strict=True))), None)  # fmt: skip
        if same:
            same[1][:] = _merged([*same[1], *ys])
        else:
            frames.append((xs, ys))
    return frames


def _rows_below(xs: Sequence[float], ys: Sequence[float], pieces: Sequence[Piece]) -> list[float]:
    """The borders of rows that go on under the last one drawn: cells in the same columns, without a box of their own."""
    found: list[float] = []
    last, base = ys[0], ys[0]
    for line in lines_of([piece for piece in pieces if piece.middle < ys[0] and xs[0] - 1 <= piece.left <= xs[-1]]):
        size = line[0].size
        crosses = any(piece.left < border - 2 and piece.right > border + 2 for piece in line for border in [*xs[1:-1], xs[-1] + 2])  # fmt: skip
        if crosses or last - line[0].top > 2.5 * size or (len(line) < 2 and base - line[0].middle > 1.3 * size):
            break
        if found and base - line[0].middle > 1.3 * size:
            found[0] = (last + line[0].top) / 2
            found.insert(0, line[0].bottom)
        elif not found:
            found = [line[0].bottom]
        last, base = min(piece.bottom for piece in line), line[0].middle
        found[0] = last - 0.5
    return found


def _ends_at(level: Drawn, borders: Sequence[float]) -> bool:
    return all(any(abs(end - border) <= _BORDER for border in borders) for end in (level.left, level.right))


def aligned_grids(lines: Sequence[Sequence[Piece]], drawn: Sequence[Drawn]) -> list[Grid]:
    """Return the tables whose cells only stand under each other, perhaps with lines between the rows."""
    levels = sorted(
        {round((one.bottom + one.top) / 2) for one in drawn if one.is_level and one.right - one.left > _WIDE}
    )
    found: list[Grid] = []
    start = 0
    while start < len(lines):
        stop = _end_of_run(lines, start)
        if stop > start and (grid := _aligned(lines[start:stop], levels)):
            found.append(grid)
        start = max(stop, start + 1)
    return found


def _end_of_run(lines: Sequence[Sequence[Piece]], start: int) -> int:
    """Where the lines end that may be rows of one table: several pieces each, or a piece under one above."""
    if len(lines[start]) < 2:
        return start
    edges = [piece.left for piece in lines[start]]
    stop = start + 1
    while stop < len(lines):
        above, line = lines[stop - 1], lines[stop]
        gap = above[0].bottom - line[0].top
        height = max(above[0].height, line[0].height)
        under = sum(any(abs(piece.left - edge) <= 2 * _NEAR for edge in edges) for piece in line)
        if gap > 2.5 * height or abs(above[0].height - line[0].height) > 0.2 * height or under * 2 < len(line) or (len(line) == 1 and line[0].right - line[0].left > 40 * height):  # fmt: skip
            break
        edges = sorted({*edges, *(piece.left for piece in line if all(abs(piece.left - edge) > 2 * _NEAR for edge in edges))}) if len(line) > 1 else edges  # fmt: skip
        stop += 1
    return stop


def _aligned(lines: Sequence[Sequence[Piece]], levels: Sequence[int]) -> Grid | None:
    several = [line for line in lines if len(line) > 1]
    lefts = _merged([piece.left for line in several for piece in line], 2 * _NEAR)
    columns = [left for left in lefts if sum(any(abs(piece.left - left) <= 2 * _NEAR for piece in line) for line in several) * 2 >= len(several)]  # fmt: skip
    if len(several) < _MIN_ROWS or len(columns) < 2 or _is_prose(several):
        return None
    grid = Grid(taken={id(piece) for line in lines for piece in line})
    row = -1
    parted = [[part for piece in line for part in _parted(piece, columns)] for line in lines]
    starts = _under_levels(parted, levels) or _row_starts(parted, columns)
    for number, line in enumerate(parted):
        row += number in starts
        for piece in line:
            grid.cells.setdefault((row, max(bisect(columns, piece.left + 2 * _NEAR) - 1, 0)), []).append(piece)
    return grid


def _parted(piece: Piece, columns: Sequence[float]) -> list[Piece]:
    """Words of two cells may stand as close as two words of one: cut where a letter begins at the edge of a column."""
    borders = [left - 1 for left in columns if any(abs(letter.left - left) <= 1.5 for letter in piece.letters)]
    parts = cut(piece, borders)
    for part in parts:
        part.line = piece.line
    return parts


def _is_prose(lines: Sequence[Sequence[Piece]]) -> bool:
    long = sum(len(line[0].text) > _PROSE and len(line[-1].text) > _PROSE for line in lines)
    return long * 2 > len(lines)


def _under_levels(lines: Sequence[Sequence[Piece]], levels: Sequence[int]) -> set[int]:
    """The lines of text that stand first under a line drawn; none where too few are drawn to part the rows."""
    starts = {
        number
        for number, (above, line) in enumerate(pairwise(lines), start=1)
        if bisect(levels, above[0].middle) > bisect(levels, line[0].middle)
    }
    return {0, *starts} if len(starts) >= _MIN_ROWS - 1 else set()


def _row_starts(lines: Sequence[Sequence[Piece]], columns: Sequence[float]) -> set[int]:
    """Which lines begin a row: those under a wider gap; where the gaps are alike, those in which the emptiest column is filled."""
    gaps = [above[0].middle - line[0].middle for above, line in pairwise(lines)]
    # Cells set in the middle of their row put lines between the lines of others, so gaps below a letter's height say nothing.
    narrow = max(min(gaps, default=0.0), max(line[0].size for line in lines))
    wide = {0, *(number for number, gap in enumerate(gaps, start=1) if gap > _WIDER * narrow)}
    filled = [[number for number, line in enumerate(lines) if any(bisect(columns, piece.left + 2 * _NEAR) - 1 == place for piece in line)] for place in range(len(columns))]  # fmt: skip
    rarest = min((numbers for numbers in filled if numbers[:1] == [0]), key=len, default=list(range(len(lines))))
    # One wide gap among many rows is a gap in the page, not the space between its rows.
    return wide if len(wide) * 2 > len(rarest) else set(rarest)


def _connected(drawn: Sequence[Drawn]) -> list[list[Drawn]]:
    """Lines that touch each other belong to one table."""
    if len(drawn) > _MAX_DRAWN:
        return []
    ordered = sorted((one for one in drawn if max(one.right - one.left, one.top - one.bottom) >= 6), key=lambda one: -one.top)  # fmt: skip
    groups: list[list[Drawn]] = []
    boxes: list[list[float]] = []
    for one in ordered:
        touching = [place for place, box in enumerate(boxes) if one.left <= box[1] + _NEAR and one.right >= box[0] - _NEAR and one.top >= box[2] - _NEAR and one.bottom <= box[3] + _NEAR]  # fmt: skip
        group, box = [one], [one.left, one.right, one.bottom, one.top]
        for place in reversed(touching):
            group += groups.pop(place)
            other = boxes.pop(place)
            box = [min(box[0], other[0]), max(box[1], other[1]), min(box[2], other[2]), max(box[3], other[3])]
        groups.append(group)
        boxes.append(box)
    return [group for group, box in zip(groups, boxes, strict=True) if len(group) > 3 and box[1] - box[0] > _MIN_SIDE and box[3] - box[2] > _MIN_SIDE]  # fmt: skip


def _merged(values: Sequence[float], near: float = _NEAR) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > near:
            found.append(value)
    return found


def _compact(grid: Grid) -> Grid:
    """Leave out rows and columns in which nothing stands: a line drawn twice makes them."""
    rows = {row: place for place, row in enumerate(sorted({row for row, _ in grid.cells}))}
    columns = {column: place for place, column in enumerate(sorted({column for _, column in grid.cells}))}
    return Grid(
        {(rows[row], columns[column]): pieces for (row, column), pieces in sorted(grid.cells.items())}, grid.taken
    )
