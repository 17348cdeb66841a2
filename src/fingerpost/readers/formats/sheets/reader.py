"""A workbook as Candidates: each of its sheets is read by the way of all tables."""

from fingerpost.readers.formats.packages import Package, PackageKind
from fingerpost.readers.formats.sheets.ods import open_ods
from fingerpost.readers.formats.sheets.workbook import Worksheet
from fingerpost.readers.formats.sheets.xlsx import open_xlsx
from fingerpost.readers.formats.tables.layout import Layout, headed, unheaded
from fingerpost.readers.formats.tables.rows import Found, leave_grid, read_grid
from fingerpost.readers.types import Balance, Issue, Reading, Source

NAME = "workbook"


def read_workbook(source: Source, package: Package, kind: PackageKind) -> Reading:
    """Return the rows of a workbook's sheets. The balance counts rows that are not blank.

    A sheet without headings is left aside where another has some: it explains or it covers. Raises UnreadableSource for
    what is damaged, locked by a password or too large.
    """
    sheets = open_ods(package) if kind == "ods" else open_xlsx(package)
    filled = [sheet for sheet in sheets if sheet.cells]
    for sheet in filled:
        sheet.shown_as = sheet.title if len(filled) > 1 else ""
    found = Found()
    layouts = _layouts(filled, source)
    for sheet in filled:
        layout = layouts.get(id(sheet))
        if layout is None:
            leave_grid(found, sheet, "Its sheet has no column that could hold titles of events, documents or the like.")
            continue
        read_grid(found, sheet, layout, source)
        found.issues.extend(_hidden(sheet))
        found.issues.extend(_unsaved(sheet))
    if not layouts:
        found.issues.append(_no_table())
    titles = [layout.title for layout in layouts.values() if layout.title]
    return Reading(
        reader=NAME,
        records=tuple(found.records),
        issues=tuple(found.issues),
        balance=Balance(unit="row", entries=tuple(found.entries)),
        title=titles[0] if titles else None,
        columns=tuple(found.columns),
        facts={"format": kind},
    )


def _layouts(sheets: list[Worksheet], source: Source) -> dict[int, Layout]:
    with_heads = {id(sheet): layout for sheet in sheets if (layout := headed(sheet, source.columns))}
    return with_heads or {id(sheet): layout for sheet in sheets if (layout := unheaded(sheet, source.columns))}


def _hidden(sheet: Worksheet) -> list[Issue]:
    rows = [number for number in sheet.hidden_rows if number in sheet.cells]
    if sheet.hidden:
        problem = "The sheet is hidden in the workbook; it was read all the same."
    elif len(rows) == 1:
        problem = f"Row {rows[0]} is hidden; it was read all the same."
    elif rows:
        shown = ", ".join(map(str, rows[:10])) + (f" and {len(rows) - 10} more" if len(rows) > 10 else "")
        problem = f"Rows {shown} are hidden; they were read all the same."
    else:
        return []
    return [Issue(problem=problem, remedy="Skip what was not meant to be shared.", origin=f"sheet “{sheet.title}”")]


def _unsaved(sheet: Worksheet) -> list[Issue]:
    if not sheet.unsaved:
        return []
    what = "A formula was saved without its result; its cell was read as blank."
    if sheet.unsaved > 1:
        what = f"{sheet.unsaved} formulas were saved without their results; their cells were read as blank."
    remedy = "Open the workbook in a spreadsheet program, save it, and read it again."
    return [Issue(problem=what, remedy=remedy, origin=f"sheet “{sheet.title}”")]


def _no_table() -> Issue:
    return Issue(
        problem="No sheet of the workbook lists events, documents or the like: no column could hold their titles.",
        remedy="Put a row of headings over the list, such as Title, Organiser, Date, Link.",
        origin="the workbook",
    )
