"""Rows of a section that holds no dates, or whose dates do not part its rows: documents, measures, the network's own items."""

import re
from collections.abc import Sequence

from fingerpost.readers.formats.cells import organisers_in, part_title
from fingerpost.readers.formats.facts import Context
from fingerpost.readers.formats.pages.text.lines import Line
from fingerpost.readers.formats.pages.text.rows import Row, Rows, edge_text, middle_date
from fingerpost.readers.formats.pages.text.sections import Section
from fingerpost.readers.formats.pages.vocabulary import kind_of_title
from fingerpost.readers.values.urls import find_urls
from fingerpost.readers.values.zones import is_place

_MIN_WORDS = 3
_PUBLISHED_BY = re.compile(r"^(?P<who>[^\d].{1,160}?),?\s+\(?(?P<year>(?:19|20)\d\d)\)?\.?$")
_NO_LIST = "Nothing shows that it is an entry of a list."


def undated_rows(lines: Sequence[Line], section: Section, context: Context) -> Rows:
    """Group lines into rows, one for each title; an organiser or an address on a line of its own goes with the one above."""
    found = Rows()
    city: Line | None = None
    for line in lines:
        row = found.rows[-1] if found.rows else None
        if section.kind == "measure" and line.look == "plain" and is_place(line.text):
            city = line
        elif line.look == "label":
            _take_label(line, row, found)
        elif row and _continues(line, row):
            row.text = f"{row.text} {line.raw}"
            row.lines.append(line)
        elif row and row.organisers is None and _is_near(line, row) and (told := _publisher_and_year(line, context)):
            row.title, row.organisers = row.text, told[0]
            row.labels.setdefault("published", told[1])
            row.lines.append(line)
        elif (
            row
            and row.organisers is None
            and _is_near(line, row)
            and (names := organisers_in(line.raw, context.known))
            and not _has_own(row, context)
        ):
            row.title, row.organisers = row.text, names
            row.lines.append(line)
        else:
            found.rows.append(_row(line, context))
            if city:
                found.rows[-1].labels["place"] = city.text
                if not any(city in row.lines for row in found.rows):
                    found.rows[-1].lines.insert(0, city)
    if not _is_list(found.rows, section, context):
        found.left.extend((line, _NO_LIST) for row in found.rows for line in row.lines)
        found.rows = []
    return found


def _publisher_and_year(line: Line, context: Context) -> tuple[tuple[str, ...], str] | None:
    """ "UITP, 2020" below a title."""
    match = _PUBLISHED_BY.match(line.text)
    names = organisers_in(match["who"], context.known, strict=False) if match else ()
    return (names, match["year"]) if match and names else None


def _row(line: Line, context: Context) -> Row:
    before, after, main = edge_text(line)
    if main is None:
        return Row([line], text=before)
    row = middle_date(before, after, context)
    row.lines = [line]
    return row


def _take_label(line: Line, row: Row | None, found: Rows) -> None:
    if row is None:
        found.left.append((line, "It belongs to no row."))
        return
    row.lines.append(line)
    row.labels.setdefault(line.label or "", line.value)


def _is_near(line: Line, row: Row) -> bool:
    return line.paragraph - row.lines[-1].paragraph <= 1 and not line.bullet


def _continues(line: Line, row: Row) -> bool:
    """The second line of a title that a narrow column broke."""
    last = row.lines[-1]
    return (
        line.paragraph == last.paragraph
        and not line.bullet
        and line.raw[:1].islower()
        and last.look == "plain"
        and row.organisers is None
    )


def _has_own(row: Row, context: Context) -> bool:
    return bool(part_title(row.text, context.known).organisers)


def _is_list(rows: Sequence[Row], section: Section, context: Context) -> bool:
    """A list is announced by its columns or an instruction, or shows itself by bullets, addresses, organisers or dates."""
    if not rows:
        return False
    if section.says_list:
        return section.kind is not None or any(kind_of_title(row.title or row.text) for row in rows)
    if section.kind is None:
        return False
    return sum(_is_entry(row, section, context) for row in rows) * 2 >= len(rows)


def _is_entry(row: Row, section: Section, context: Context) -> bool:
    text = row.title or row.text
    if len(text.split()) < _MIN_WORDS and not row.organisers and text.isascii():
        return False
    if row.organisers or row.dated or row.labels or find_urls(row.raw):
        return True
    if section.kind == "event":
        # What is done at an event, or asked of people, stands behind bullets as well.
        return bool(part_title(text, context.known).organisers)
    return any(line.bullet for line in row.lines) or bool(part_title(text, context.known).organisers)
