"""The demonstration's tables as they lie in ``data/``, and what single cells of them say."""

import calendar
import csv
import hashlib
import io
from collections import defaultdict
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from fingerpost.catalogue.models import Record

#: A column that a table does not have reads as an empty cell.
Row = defaultdict[str, str]
DATA = files("fingerpost.site.demo").joinpath("data")
THEMES = files("fingerpost.catalogue").joinpath("data", "themes.csv")


def rows(name: str) -> list[Row]:
    """Return the rows of one table, such as “measures.csv”, in their order."""
    return _read(DATA.joinpath(name))


def theme_rows() -> list[Row]:
    return _read(THEMES)


def digest(name: str) -> str:
    return hashlib.sha256(DATA.joinpath(name).read_bytes()).hexdigest()


def parts(cell: str) -> list[str]:
    """Return the values of a cell that holds several, with “;” between them."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def stated(row: Row) -> dict[str, str]:
    """Return what a row says: its cells that are not empty."""
    return {column: value for column, value in row.items() if value}


def days(start: str, end: str = "") -> dict[str, Any]:
    """Return the columns of a Record for a date in ISO 8601 that may be a month or a year, or “” for none.

    >>> days("2020-02")["end_date"]
    datetime.date(2020, 2, 29)
    """
    if not start:
        return {}
    year, month, day = ([int(part) for part in start[:10].split("-")] + [0, 0])[:3]
    if day:
        last = date.fromisoformat(end[:10]) if end else None
        first = date(year, month, day)
        return {"start_date": first, "end_date": last if last != first else None, "precision": Record.Precision.DAY}
    if month:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return {"start_date": date(year, month, 1), "end_date": last, "precision": Record.Precision.MONTH}
    return {"start_date": date(year, 1, 1), "end_date": date(year, 12, 31), "precision": Record.Precision.YEAR}


def _read(file: Traversable) -> list[Row]:
    with io.StringIO(file.read_text(encoding="utf-8"), newline="") as text:
        return [defaultdict(str, row) for row in csv.DictReader(text)]
