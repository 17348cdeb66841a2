"""A document's blocks as Candidates: made into a page, read by the Reader of pages, and told where each of them stands."""

from collections.abc import Mapping
from dataclasses import replace

from fingerpost.readers.formats.documents.blocks import Outline
from fingerpost.readers.formats.documents.markup import page_of
from fingerpost.readers.formats.pages.html.reading import read_html
from fingerpost.readers.types import Balance, Reading, Source

NAME = "document"


def read_outline(source: Source, outline: Outline, form: str) -> Reading:
    page = page_of(outline)
    reading = read_html(replace(source, content=page.html.encode("utf-8", "replace")))
    return replace(_relocated(reading, page.places), reader=NAME, facts={"format": form})


def _relocated(reading: Reading, places: Mapping[str, str]) -> Reading:
    def place(origin: str) -> str:
        element, _, rest = origin.partition(", ")
        return places.get(origin) or (_line_of(places[element], rest) if rest and element in places else origin)

    return replace(
        reading,
        records=tuple(replace(record, origin=place(record.origin)) for record in reading.records),
        issues=tuple(replace(issue, origin=place(issue.origin)) for issue in reading.issues),
        balance=Balance(
            unit=reading.balance.unit,
            entries=tuple(replace(entry, origin=place(entry.origin)) for entry in reading.balance.entries),
        ),
    )


def _line_of(place: str, rest: str) -> str:
    """The place of a line within a paragraph: in a PDF the page counts its lines, elsewhere the paragraph does."""
    page, _, first = place.partition(", line ")
    if first.isdecimal() and rest.startswith("line ") and rest[5:].isdecimal():
        return f"{page}, line {int(first) + int(rest[5:]) - 1}"
    return f"{place}, {rest}"
