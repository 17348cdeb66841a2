"""Delimited text as rows of cells, whatever divides them (RFC 4180 and what spreadsheets make of it)."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from fingerpost.readers.formats.tables.grid import BrokenGrid
from fingerpost.readers.values.text import decode

MAX_COLUMNS = 300
_DELIMITERS = ("\t", ";", ",", "|")
_SAMPLED_CHARACTERS = 65_536
_SAMPLED_ROWS = 60
_STATED = re.compile(r"sep=(.)\s*(?:\r\n|\r|\n)", re.IGNORECASE)
_MIN_AGREEMENT = 0.6
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Delimited:
    """A delimited text, ready to be read as often as needed."""

    text: str
    delimiter: str
    encoding: str

    @property
    def name(self) -> str:
        return ""

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row that is not blank with its number; a quoted cell may hold line breaks.

        Raises BrokenGrid where a quotation mark never closes within 128 kB.
        """
        reader = csv.reader(_lines(self.text), delimiter=self.delimiter)
        try:
            for number, row in enumerate(reader, start=1):
                cells = row[:MAX_COLUMNS]
                if any(cell and not cell.isspace() for cell in cells):
                    yield number, cells
        except csv.Error as error:
            raise BrokenGrid("A cell begins with a quotation mark that never closes.") from error

    def links(self, number: int) -> Mapping[int, str]:  # noqa: ARG002 -- text has addresses, but nothing behind its words
        return {}


def open_delimited(content: bytes) -> Delimited | None:
    """Return a delimited text; None if nothing divides its lines into columns."""
    decoded = decode(content)
    text = decoded.text.replace("\x00", "").removeprefix("\ufeff")
    stated = _STATED.match(text)
    delimiter = stated[1] if stated and stated[1] in _DELIMITERS else _delimiter(text)
    return Delimited(text, delimiter, decoded.encoding) if delimiter else None


def _lines(text: str) -> Iterator[str]:
    """Each line with its break, one at a time: a copy of the whole text would double the memory."""
    return (found.group() for found in _LINE.finditer(text))


def _delimiter(text: str) -> str | None:
    """The mark that cuts most rows into the same number of cells; of equals the one that makes most cells."""
    sample = text[:_SAMPLED_CHARACTERS]
    scores = {mark: _score(sample, mark) for mark in _DELIMITERS if mark in sample}
    best = max(scores, key=lambda mark: scores[mark], default=None)
    return best if best and scores[best][0] >= _MIN_AGREEMENT else None


def _score(sample: str, delimiter: str) -> tuple[float, int]:
    reader = csv.reader(_lines(sample), delimiter=delimiter)
    widths: list[int] = []
    with suppress(csv.Error):
        widths.extend(len(row) for row in islice(reader, _SAMPLED_ROWS) if any(row))
    # The last row of a sample may be cut.
    widths = widths[:-1] if len(sample) == _SAMPLED_CHARACTERS and len(widths) > 1 else widths
    width, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
    return (round(count / len(widths), 1), width) if width > 1 else (0.0, width)
