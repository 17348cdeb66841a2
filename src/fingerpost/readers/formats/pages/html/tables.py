"""One row of a table to what it states, by what its columns hold."""

import re
from functools import lru_cache

from fingerpost.readers.formats.pages.html.columns import Head
from fingerpost.readers.formats.pages.html.fields import Fields, action_for
from fingerpost.readers.formats.pages.html.grid import Cell, Row
from fingerpost.readers.formats.pages.html.item import read_item
from fingerpost.readers.formats.pages.html.labels import take_role
from fingerpost.readers.formats.pages.html.lines import Line, Piece
from fingerpost.readers.formats.pages.html.vocabulary import label_of
from fingerpost.readers.values.zones import read_zone


def read_row(row: Row, head: Head, fields: Fields) -> Fields:
    """Fill Fields from the cells of one row by the roles of their columns."""
    places: dict[int, str] = {}
    for place, cell in enumerate(row.cells):
        if cell is not None and (place == 0 or row.cells[place - 1] is not cell):
            places[place] = head.roles.get(place, "")
    order = sorted(places, key=lambda place: _ORDER.get(places[place], 5))
    for place in order:
        cell = row.cells[place]
        if cell is not None and cell.lines:
            _take_cell(cell, places[place], _zone_in(head.texts.get(place, "")), fields)
    return fields


_SPACE = [Piece(" ")]
_ORDER = {"date": 0, "time": 1, "end": 1, "organiser": 2, "title": 3}


@lru_cache(maxsize=1024)
def _zone_in(head: str) -> list[Piece]:
    """The zone that a column's head states for all its times: "Hora (UTC)"."""
    found = re.search(r"[(（\[]([^)）\]]{2,20})[)）\]]", head)
    return [Piece(f" {found[1]}")] if found and read_zone(found[1], 0) else []


def _take_cell(cell: Cell, role: str, zone: list[Piece], fields: Fields) -> None:
    match role:
        case "title":
            _take_title(cell, fields)
        case "slides" | "other" | "number" | "phase" | "":
            _take_quietly(cell, role, fields)
        case "place":
            fields.labelled.add("place")
            fields.place = fields.place or cell.text
        case "theme":
            pass
        case "organiser":
            fields.labelled.add(role)
            for line in cell.lines:
                fields.add_organisers(line.text)
        case "date":
            # A day and its time may stand on two lines of the cell.
            take_role(role, Line([piece for line in cell.lines for piece in line.pieces + _SPACE] + zone), fields)
        case "time":
            take_role(role, Line([piece for line in cell.lines for piece in line.pieces + _SPACE] + zone), fields)
        case _:
            for line in cell.lines:
                take_role(role, line, fields)


def _take_title(cell: Cell, fields: Fields) -> None:
    if _is_plain(cell, fields):
        fields.set_title(cell.text, cell.lines[0].pieces[0].href)
        fields.links += cell.lines[0].pieces[0].href is not None
        fields.lead = bool(fields.url or cell.lines[0].pieces[0].bold)
        return
    before = list(fields.organisers)
    read_item(list(cell.lines), fields)
    if before:
        fields.organisers = before


def _is_plain(cell: Cell, fields: Fields) -> bool:
    """True if nothing but the title stands in the cell, and the other columns say when and by whom."""
    if not (fields.when and fields.organisers) or len(cell.lines) != 1 or len(cell.lines[0].pieces) != 1:
        return False
    (piece,) = cell.lines[0].pieces
    if piece.when or piece.struck or (piece.href or "").startswith(("#", "mailto:", "tel:")):
        return False
    label = label_of(cell.text.partition(":")[0]) if ":" in cell.text else None
    return label is None and "http" not in cell.text and action_for(cell.text, piece.href or "") is None


def _take_quietly(cell: Cell, role: str, fields: Fields) -> None:
    """A column with another use may still hold the links of a row."""
    for line in cell.lines:
        for piece in line.links():
            href = piece.href or ""
            action = action_for(piece.text, href) or ("file" if role == "slides" else None)
            if action and role != "other":
                fields.add_link(action, href)
    if role == "":
        fields.note_status(cell.text)
