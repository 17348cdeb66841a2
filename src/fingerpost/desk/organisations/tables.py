"""Lists of names read out of what an editor hands over, and the table that goes out and comes back corrected."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from fingerpost.catalogue.text import folded
from fingerpost.intake.actions.reconciling import IS, LEAVE, MOST_NAMES, Candidates, Line
from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.packages.archive import Package, kind_of
from fingerpost.readers.formats.sheets.ods import open_ods
from fingerpost.readers.formats.sheets.xlsx import open_xlsx
from fingerpost.readers.formats.tables.delimited import open_delimited
from fingerpost.readers.values.text import decode

#: The same in every language, so that a table finds back whoever opens it.
HEADINGS = ("name", "decision", "organisation", "address", "score", "reasons", "alternatives")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Rows = list[tuple[int, list[str]]]


def rows_of(content: bytes) -> Rows:
    """Return the numbered rows of a text, a delimited table or the first sheet of a workbook. Raises UnreadableSource."""
    if content.startswith(b"PK\x03\x04"):
        package = Package(content)
        kind = kind_of(package)
        if kind not in {"xlsx", "ods"}:
            raise UnreadableSource("The file is no table.", remedy="Save it as CSV or as an Excel workbook.")
        sheets = [sheet for sheet in (open_ods if kind == "ods" else open_xlsx)(package) if not sheet.hidden]
        return list(sheets[0].rows()) if sheets else []
    grid = open_delimited(content)
    if grid:
        return list(grid.rows())
    lines = decode(content).text.removeprefix("\ufeff").splitlines()
    return [(number, [line.strip().strip('"')]) for number, line in enumerate(lines, start=1) if line.strip()]


def names_in(rows: Rows, heading: str) -> list[str]:
    """Return the names of the column with this heading, or of the first column. Raises UnreadableSource."""
    column, first = 0, 0
    if heading.strip():
        found = [
            (at, cell_at)
            for at, (_number, cells) in enumerate(rows[:20])
            for cell_at, cell in enumerate(cells)
            if folded(cell) == folded(heading)
        ]
        if not found:
            raise UnreadableSource(
                _("No column is headed “%(heading)s”.") % {"heading": heading[:80]},
                remedy=_("Write the heading as it stands in the table, or leave it empty for the first column."),
            )
        first, column = found[0][0] + 1, found[0][1]
    names = [cells[column].strip() for _number, cells in rows[first:] if len(cells) > column]
    return check_number([name for name in names if folded(name)])


def check_number(names: list[str]) -> list[str]:
    if len(names) > MOST_NAMES:
        raise UnreadableSource(
            _("These are %(count)d names; up to %(most)d are compared at a time.")
            % {"count": len(names), "most": MOST_NAMES},
            remedy=_("Split the list."),
        )
    if not names:
        raise UnreadableSource(_("No name stands there."), remedy=_("Paste names, one a line, or choose a file."))
    return names


def as_csv(candidates: Iterable[Candidates]) -> str:
    """Return the table to correct, with a mark at its beginning by which spreadsheets know that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for each in candidates:
        best = each.best
        row = [
            each.written,
            each.decision,
            best.organisation.name if best else "",
            best.organisation.slug if best else "",
            f"{best.score:.2f}" if best else "",
            " ".join(best.reasons) if best else "",
            "; ".join(f"{other.organisation.name} [{other.organisation.slug}]" for other in each.likely[1:]),
        ]
        writer.writerow([_harmless(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is text with an apostrophe in front."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _as_written(cell: str) -> str:
    cell = cell.strip("\u00a0 ")
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell


def lines_in(rows: Rows) -> list[Line]:
    """Return the decisions of a corrected table. Raises UnreadableSource where its columns are not to be found."""
    heads = [folded(cell) for cell in rows[0][1]] if rows else []
    if not {"name", "decision"} <= set(heads):
        raise UnreadableSource(
            _("This is not the table of a reconciliation: the columns “name” and “decision” are missing."),
            remedy=_("Download the table, correct it, and choose that file."),
        )
    at = {name: heads.index(name) for name in ("name", "decision", "address") if name in heads}
    lines = [_line(number, cells, at) for number, cells in rows[1:]]
    check_number([line.written for line in lines])
    return [line for line in lines if line.written]


def _line(number: int, cells: Sequence[str], at: dict[str, int]) -> Line:
    name, decision, slug = (
        _as_written(cells[at[column]]) if column in at and at[column] < len(cells) else ""
        for column in ("name", "decision", "address")
    )
    return Line(number, name.strip(), folded(decision) or LEAVE, slug.strip() if folded(decision) == IS else "")
