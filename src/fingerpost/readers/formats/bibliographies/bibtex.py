"""BibTeX and BibLaTeX as references. What a producer left unclosed is closed, and said."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock, String

from fingerpost.readers.formats.bibliographies.latex import plain_text
from fingerpost.readers.formats.bibliographies.reference import Reference

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it cannot read, an Issue says

_MONTHS = {
    name: str(number)
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_CLOSINGS = ("}", "\n}", '"\n}', "}}", ")")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_BARE_WORD = re.compile(r"[A-Za-z][\w:+.-]*$")
_OPENING = re.compile(r"^[ \t]*@[A-Za-z]+\s*[{(]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Broken:
    """An entry that cannot be read."""

    origin: str
    raw: str


def references(text: str) -> Iterator[tuple[Reference | Broken, bool]]:
    """Yield the entries of a bibliography, and whether each had to be mended."""
    blocks = parse_string(text, parse_stack=[]).blocks
    words = dict(_MONTHS)
    for block in blocks:
        if isinstance(block, String):
            words[block.key.casefold()] = _value(str(block.value), words)
        origin = f"line {(block.start_line or 0) + 1}"
        entry, mended = _entry(block)
        if entry is not None:
            yield _reference(entry, origin, words), mended
        elif isinstance(block, ParsingFailedBlock) and _OPENING.match(block.raw or ""):
            yield Broken(origin, block.raw or ""), False


def _entry(block: Block) -> tuple[Entry | None, bool]:
    if isinstance(block, Entry):
        return block, False
    if isinstance(block, DuplicateFieldKeyBlock | DuplicateBlockKeyBlock) and isinstance(
        block.ignore_error_block, Entry
    ):
        return block.ignore_error_block, False
    if isinstance(block, ParsingFailedBlock):
        return _closed(block.raw or ""), True
    return None, False


def _closed(raw: str) -> Entry | None:
    """The entry of which only the end is missing."""
    for closing in _CLOSINGS:
        blocks = parse_string(raw.rstrip().rstrip(",") + closing, parse_stack=[]).blocks
        entries = [
            entry
            for block in blocks
            if (entry := block if isinstance(block, Entry) else getattr(block, "ignore_error_block", None))
            and isinstance(entry, Entry)
        ]
        if entries:
            return entries[0]
    return None


def _reference(entry: Entry, origin: str, words: dict[str, str]) -> Reference:
    values: dict[str, str] = {}
    for found in entry.fields:
        values.setdefault(
            found.key.casefold(), _value(str(found.value), words)
        )  # of a key that stands twice, the first
    texts = {name: plain_text(value) for name, value in values.items() if name not in ("author", "editor")}
    offices, authors = _authors(values.get("author", ""))
    return Reference(
        origin=origin,
        kind=entry.entry_type,
        title=texts.get("title", "") or texts.get("booktitle", ""),
        subtitle=texts.get("subtitle", ""),
        publishers=[texts[name] for name in ("publisher", "institution", "organization", "school") if texts.get(name)],
        offices=offices,
        authors=authors,
        dates=[texts.get("date", ""), _typed_date(texts)],
        doi=texts.get("doi", ""),
        urls=[texts[name] for name in ("url", "howpublished", "link") if texts.get(name)],
        language=texts.get("langid", "") or texts.get("language", ""),
        abstract=texts.get("abstract", ""),
        key=entry.key or "",
        event_dates=[texts.get("eventdate", "")],
        place=texts.get("venue", "") or texts.get("address", "") or texts.get("location", ""),
        raw=entry.raw or "",
    )  # fmt: skip


def _typed_date(texts: dict[str, str]) -> str:
    year, month, day = texts.get("year", ""), texts.get("month", ""), texts.get("day", "")
    if month.strip().isdigit():
        return f"{year}-{month.strip()}" + (f"-{day}" if day.strip().isdigit() else "")
    number = re.fullmatch(r"\s*(\d{1,2})\s+(\d{1,2})\s*", month)  # a month's word and "~17", put together
    return f"{year}-{number[1]}-{number[2]}" if number else f"{day} {month} {year}".strip()


def _authors(value: str) -> tuple[list[str], list[str]]:
    """Names in braces of their own are organisations': "{{World Health Organization}}", "{CityNet} and {UNDRR}"."""
    offices: list[str] = []
    authors: list[str] = []
    for name in _AND.split(value.strip()):
        name = name.strip()
        braced = name.startswith("{") and name.endswith("}") and "}" not in name[1:-1].rstrip("}")
        (offices if braced else authors).append(" ".join(plain_text(name).split()))
    return [name for name in offices if name], [name for name in authors if name and name != "others"]


def _value(value: str, words: dict[str, str]) -> str:
    """A value without its braces or quotation marks, its pieces put together and its words looked up."""
    return "".join(_piece(piece.strip(), words) for piece in _pieces(value))


def _pieces(value: str) -> list[str]:
    """The parts that ``#`` joins, outside braces and quotation marks."""
    pieces, depth, quoted, begin = [], 0, False, 0
    for place, mark in enumerate(value):
        if mark in "{}":
            depth += 1 if mark == "{" else -1
        elif mark == '"' and depth == 0:
            quoted = not quoted
        elif mark == "#" and depth == 0 and not quoted:
            pieces.append(value[begin:place])
            begin = place + 1
    return [*pieces, value[begin:]]


def _piece(piece: str, words: dict[str, str]) -> str:
    if len(piece) > 1 and (piece[0], piece[-1]) in (("{", "}"), ('"', '"')):
        return piece[1:-1]
    return words.get(piece.casefold(), piece) if _BARE_WORD.match(piece) else piece
