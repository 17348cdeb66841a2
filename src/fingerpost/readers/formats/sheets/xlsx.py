"""Workbooks of Office Open XML (ECMA-376), transitional and strict, with macros or without: they are never looked at."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.packages import Package, Relation, local, main_part, parse, relations_of
from fingerpost.readers.formats.sheets.formulas import hyperlink
from fingerpost.readers.formats.sheets.numbers import Shown, shown_by_code, shown_by_number, text_of
from fingerpost.readers.formats.sheets.workbook import MAX_CELL, MAX_COLUMNS, MAX_SHEETS, Area, Room, Worksheet

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?Z?$")
_MAX_AREAS = 200_000
_MAX_LINKED = 5_000  #: cells that hyperlinks over areas reach


def open_xlsx(package: Package) -> list[Worksheet]:
    """Return the sheets of a workbook. Raises UnreadableSource if it is damaged or holds more than ``Room`` gives."""
    part = main_part(package, "xl/workbook.xml")
    book = _Book()
    _parse(package, part, book)
    relations = relations_of(package, part)
    shared = next((one.target for one in relations.values() if one.kind == "sharedStrings"), "")
    styles = next((one.target for one in relations.values() if one.kind == "styles"), "")
    texts, formats = _Texts(), _Formats()
    _parse(package, shared, texts)
    _parse(package, styles, formats)
    room = Room()
    found = []
    for name, identifier, hidden in book.sheets[:MAX_SHEETS]:
        relation = relations.get(identifier)
        if relation is None or relation.kind != "worksheet" or not package.has(relation.target):
            continue
        sheet = Worksheet(name, hidden=hidden)
        cells = _Cells(sheet, texts.found, formats.shown, book.from_1904, room)
        parse(package.chunks(relation.target), start=cells.start, end=cells.end, text=cells.text)
        _take_links(sheet, cells.links, relations_of(package, relation.target))
        sheet.fill_merged()
        found.append(sheet)
    if not found:
        raise UnreadableSource("The workbook holds no sheet.", remedy="Save it again from the program that made it.")
    return found


def _parse(package: Package, part: str, handler: "_Handler") -> None:
    if part and package.has(part):
        parse(package.chunks(part), start=handler.start, end=handler.end, text=handler.text)


class _Handler:
    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class _Book(_Handler):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), _identifier(attributes), hidden))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "") in ("1", "true", "on")


def _identifier(attributes: Mapping[str, str]) -> str:
    """The relation that an element names: its prefix differs, but it always has one."""
    return next((value for key, value in attributes.items() if ":" in key and local(key) == "id"), "")


class _Texts(_Handler):
    """The shared strings, without the readings that East Asian programs add to them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._size = 0
        self._taking = self._phonetic = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 -- the shape of a handler
        if name == "t":
            self._taking = not self._phonetic
        elif name == "rPh":
            self._phonetic = True
        elif name == "si":
            self._parts, self._size = [], 0

    def end(self, name: str) -> None:
        if name == "t":
            self._taking = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.found.append(_unescaped("".join(self._parts)[:MAX_CELL]))

    def text(self, text: str) -> None:
        if self._taking and self._size < MAX_CELL:
            self._parts.append(text)
            self._size += len(text)


class _Formats(_Handler):
    """How the cells of each style show their numbers."""

    def __init__(self) -> None:
        self.shown: list[Shown] = []
        self._codes: dict[str, str] = {}
        self._inside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:300]
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            number = attributes.get("numFmtId", "0")
            code = self._codes.get(number)
            built_in = shown_by_number(int(number)) if number.isdecimal() and len(number) < 6 else "number"
            self.shown.append(shown_by_code(code) if code is not None else built_in)

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False


@dataclass(slots=True)
class _Cells:
    """The rows of one sheet, as they come."""

    sheet: Worksheet
    texts: list[str]
    formats: list[Shown]
    from_1904: bool
    room: Room
    links: list[tuple[Area, str, str]] = field(default_factory=list)
    _row: list[str] = field(default_factory=list)
    _number: int = 0
    _place: int = -1
    _kind: str = "n"
    _style: str = ""
    _parts: list[str] = field(default_factory=list)
    _formula: list[str] = field(default_factory=list)
    _has_formula: bool = False
    _into: list[str] | None = None
    _phonetic: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "t"):
            self._into = None if self._phonetic else self._parts
        elif name == "f":
            self._into, self._has_formula = self._formula, True
        elif name == "row":
            stated = attributes.get("r", "")
            self._number = int(stated) if stated.isdecimal() and len(stated) < 8 else self._number + 1
            self._row, self._place = [], -1
            if attributes.get("hidden") in ("1", "true"):
                self.sheet.hidden_rows.append(self._number)
        elif name == "rPh":
            self._phonetic = True
        elif name in ("mergeCell", "hyperlink") and (area := area_of(attributes.get("ref", ""))):
            self._take_area(name, area, attributes)

    def _take_area(self, name: str, area: Area, attributes: Mapping[str, str]) -> None:
        if name == "mergeCell" and len(self.sheet.merged) < _MAX_AREAS:
            self.sheet.merged.append(area)
        elif name == "hyperlink" and len(self.links) < _MAX_AREAS:
            self.links.append((area, _identifier(attributes), attributes.get("location", "")))

    def end(self, name: str) -> None:
        if name in ("v", "t", "f"):
            self._into = None
        elif name == "c":
            self._end_cell()
        elif name == "row":
            if any(self._row) and self._number not in self.sheet.cells:
                self.room.take(len(self._row))
                self.sheet.cells[self._number] = self._row
        elif name == "rPh":
            self._phonetic = False

    def text(self, text: str) -> None:
        if self._into is not None and len(self._into) < 2_000:
            self._into.append(text)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._place = column_of(attributes.get("r", "")) if "r" in attributes else self._place + 1
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._parts, self._formula, self._has_formula = [], [], False

    def _end_cell(self) -> None:
        if not (self._parts or self._has_formula) or not 0 <= self._place < MAX_COLUMNS:
            return
        text = self._value("".join(self._parts)[:MAX_CELL]) if self._parts else ""
        if self._has_formula:
            found = hyperlink("".join(self._formula))
            if found:
                self.sheet.link(self._number, self._place, found[0])
                text = text or found[1] or found[0]
            elif not self._parts:
                self.sheet.unsaved += 1
        if text:
            self._row.extend([""] * (self._place + 1 - len(self._row)))
            self._row[self._place] = text

    def _value(self, raw: str) -> str:
        if self._kind == "s":
            place = int(raw) if raw.strip().isdecimal() and len(raw) < 9 else -1
            return self.texts[place] if 0 <= place < len(self.texts) else ""
        if self._kind == "n":
            return self._number_shown(raw)
        if self._kind == "b":
            return "TRUE" if raw.strip() in ("1", "true") else "FALSE"
        if self._kind == "d":
            return _MIDNIGHT.sub("", raw)
        return "" if self._kind == "e" else _unescaped(raw)

    def _number_shown(self, raw: str) -> str:
        try:
            value = float(raw)
        except ValueError:
            return raw
        if value != value or value in (float("inf"), float("-inf")):
            return raw
        style = int(self._style) if self._style.isdecimal() and len(self._style) < 7 else -1
        shown = self.formats[style] if 0 <= style < len(self.formats) else "number"
        return text_of(value, shown, from_1904=self.from_1904)


def column_of(reference: str) -> int:
    """Return the place of a column: 0 for "A7", 27 for "AB7"; -1 for what is no reference.

    >>> column_of("A7"), column_of("AB7"), column_of("7")
    (0, 27, -1)
    """
    place = 0
    for char in reference[:4]:
        if not "A" <= (upper := char.upper()) <= "Z":
            break
        place = place * 26 + ord(upper) - 64
    return place - 1


def area_of(reference: str) -> Area | None:
    """Return the rows and columns that a reference covers, such as "B2:D9"; None for what is no reference."""
    match = _REFERENCE.fullmatch(reference.strip())
    if match is None:
        return None
    top, left = int(match[2]), column_of(match[1])
    bottom, right = (int(match[4]), column_of(match[3])) if match[3] else (top, left)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def _take_links(sheet: Worksheet, links: list[tuple[Area, str, str]], relations: Mapping[str, Relation]) -> None:
    left = _MAX_LINKED
    for area, identifier, location in links:
        relation = relations.get(identifier)
        if relation is None or not relation.is_outside:
            continue
        whole = f"{relation.target}#{location}" if location and "#" not in relation.target else relation.target
        for number, place in _inside(sheet, area):
            if (area[0], area[1]) != (number, place):
                left -= 1
                if left < 0:
                    break
            sheet.behind.setdefault(number, {}).setdefault(place, whole)


def _inside(sheet: Worksheet, area: Area) -> Iterator[tuple[int, int]]:
    top, first, bottom, last = area
    for number in range(top, min(bottom, top + _MAX_LINKED) + 1):
        if number in sheet.cells:
            yield from ((number, place) for place in range(first, min(last, MAX_COLUMNS - 1) + 1))


def _unescaped(text: str) -> str:
    """Characters that XML cannot hold are written ``_x000D_`` (ECMA-376, part 1, section 22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: "" if 0xD800 <= int(match[1], 16) <= 0xDFFF else chr(int(match[1], 16)), text)
