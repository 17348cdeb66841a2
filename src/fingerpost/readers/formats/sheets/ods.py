"""Spreadsheets of OpenDocument (ISO/IEC 26300)."""

import re
from collections.abc import Mapping

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.packages import Package, local, parse
from fingerpost.readers.formats.sheets.formulas import hyperlink
from fingerpost.readers.formats.sheets.numbers import text_of
from fingerpost.readers.formats.sheets.workbook import MAX_CELL, MAX_COLUMNS, MAX_SHEETS, Room, Worksheet

_DURATION = re.compile(r"-?P(?:(\d{1,6})D)?T?(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:\d{1,6}(?:[.,]\d+)?S)?")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,20})?")
_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?Z?$")
_SECONDS = re.compile(r"(T\d\d:\d\d):00(?:\.0+)?$")
#: What stands in a sheet's XML but in none of its cells, or is not the cell's own text.
_ASIDE = frozenset({"annotation", "tracked-changes", "shapes", "forms", "dde-links", "ruby-text", "desc", "title", "frame", "custom-shape", "g", "control"})  # fmt: skip


def open_ods(package: Package) -> list[Worksheet]:
    """Return the sheets of a spreadsheet. Raises UnreadableSource if it is locked, damaged or too large."""
    if b"encryption-data" in package.head("META-INF/manifest.xml", 1 << 20):
        raise UnreadableSource(
            "The file is protected by a password.", remedy="Open it in its own program and save it without a password."
        )
    if not package.has("content.xml"):
        raise UnreadableSource("The spreadsheet has no content.", remedy="Download or copy it again, whole.")
    tables = _Tables()
    parse(package.chunks("content.xml"), start=tables.start, end=tables.end, text=tables.text)
    for sheet in tables.found:
        sheet.fill_merged()
    return tables.found


class _Tables:
    def __init__(self) -> None:
        self.found: list[Worksheet] = []
        self._room = Room()
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._sheet: Worksheet | None = None
        self._nested = 0  # tables within cells
        self._aside = 0
        self._number = 0  # rows so far
        self._row: list[str] = []
        self._place = 0
        self._rows = self._cells = 1  # how often the row or the cell that is open repeats
        self._attributes: dict[str, str] = {}
        self._parts: list[str] = []
        self._size = 0
        self._address = ""
        self._links: dict[int, str] = {}
        self._paragraph = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._aside or name in _ASIDE:
            self._aside += 1
        elif name in ("table-cell", "covered-table-cell") and self._sheet and not self._nested:
            self._start_cell(attributes)
        elif name in ("p", "h", "s", "tab", "line-break", "a"):
            self._start_text(name, attributes)
        elif name == "table-row" and self._sheet and not self._nested:
            self._rows = _repeated(attributes, "number-rows-repeated")
            self._row, self._links, self._place = [], {}, 0
            if _named(attributes, "visibility") in ("collapse", "filter") and len(self._sheet.hidden_rows) < 1_000:
                self._sheet.hidden_rows.append(self._number + 1)
        elif name == "table":
            self._start_table(attributes)
        elif name == "style":
            self._style = _named(attributes, "name")
        elif name == "table-properties" and _named(attributes, "display") == "false":
            self._hidden_styles.add(self._style)

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name in ("table-cell", "covered-table-cell") and self._sheet and not self._nested:
            self._end_cell()
        elif name in ("p", "h"):
            self._paragraph -= 1
        elif name == "table-row" and self._sheet and not self._nested:
            self._end_row()
        elif name == "table" and self._nested:
            self._nested -= 1
        elif name == "table":
            self._sheet = None

    def text(self, text: str) -> None:
        if self._paragraph > 0 and not self._aside and not self._nested and self._size < MAX_CELL:
            self._parts.append(text)
            self._size += len(text)

    def _start_table(self, attributes: Mapping[str, str]) -> None:
        if self._sheet is not None:
            self._nested += 1
        elif len(self.found) < MAX_SHEETS:
            hidden = _named(attributes, "style-name") in self._hidden_styles
            self._sheet = Worksheet(_named(attributes, "name"), hidden=hidden)
            self._number = 0
            self.found.append(self._sheet)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._attributes = {local(name): value for name, value in attributes.items()}
        self._cells = _repeated(attributes, "number-columns-repeated")
        self._parts, self._size, self._address = [], 0, ""

    def _start_text(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("p", "h"):
            self._paragraph += 1
            if self._parts:
                self._parts.append("\n")
        elif name == "a":
            self._address = self._address or _named(attributes, "href")
        elif self._size < MAX_CELL:
            many = _named(attributes, "c")
            self._parts.append(" " * (min(int(many), 100) if many.isdecimal() and len(many) < 5 else 1))

    def _end_cell(self) -> None:
        text = self._value()
        formula = self._attributes.get("formula", "")
        if formula and (found := hyperlink(formula)):
            self._address, text = self._address or found[0], text or found[1]
        if text and self._place < MAX_COLUMNS:
            stop = min(self._place + self._cells, MAX_COLUMNS)
            self._row.extend([""] * (self._place - len(self._row)))
            self._row.extend([text] * (stop - self._place))
            if self._address:
                self._links.update(dict.fromkeys(range(self._place, stop), self._address))
            self._merge()
        self._place += self._cells

    def _merge(self) -> None:
        rows, columns = (self._attributes.get(f"number-{what}-spanned", "1") for what in ("rows", "columns"))
        if self._sheet and rows.isdecimal() and columns.isdecimal() and rows != "1" and len(rows) < 8 and len(columns) < 8:  # fmt: skip
            top = self._number + 1
            self._sheet.merged.append((top, self._place, top + int(rows) - 1, self._place + int(columns) - 1))

    def _value(self) -> str:
        shown = "".join(self._parts)[:MAX_CELL]
        kind = self._attributes.get("value-type", "")
        if kind == "date":
            return _SECONDS.sub(r"\1", _MIDNIGHT.sub("", self._attributes.get("date-value", ""))).replace("T", " ")[:40]
        if kind == "time" and (match := _DURATION.fullmatch(self._attributes.get("time-value", ""))):
            days, hours, minutes = (int(part or 0) for part in match.groups())
            return f"{days * 24 + hours:02}:{minutes:02}"
        if kind == "string":
            return shown or self._attributes.get("string-value", "")[:MAX_CELL]
        value = self._attributes.get("value", "")
        return (
            text_of(float(value), "number", from_1904=False) if kind == "float" and _NUMBER.fullmatch(value) else shown
        )

    def _end_row(self) -> None:
        sheet = self._sheet
        if sheet is not None and any(self._row):
            for number in range(self._number + 1, self._number + self._rows + 1):
                self._room.take(len(self._row))
                # Rows that repeat share their cells until one of them is changed.
                sheet.cells[number] = self._row if self._rows == 1 else list(self._row)
                if self._links:
                    sheet.behind[number] = dict(self._links)
        self._number += self._rows
        self._rows = 1


def _named(attributes: Mapping[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if local(key) == name), "")


def _repeated(attributes: Mapping[str, str], name: str) -> int:
    value = _named(attributes, name)
    return max(int(value), 1) if value.isdecimal() and len(value) < 8 else 1
