"""Lines of a tag and its value: RIS, PubMed's format, and EndNote's Refer."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from fingerpost.readers.formats.bibliographies.reference import Reference

_RIS = re.compile(r"([A-Z][A-Z0-9])(?: {1,2}-| ?- )[ \t]?(.*)$")
_RIS_END = re.compile(r"ER *-?\s*$")
_PUBMED = re.compile(r"([A-Z]{2,4}) *- (.*)$")
_REFER = re.compile(r"%([A-Z0-9@!?$&*+^<>\[(~#]) ?(.*)$")
_MAX_VALUE = 20_000


@dataclass(slots=True)
class _Entry:
    """The fields of one entry, in their order, and where it stands."""

    first: int
    last: int
    fields: list[tuple[str, str]] = field(default_factory=list)

    def all(self, *tags: str) -> list[str]:
        return [value.strip() for tag in tags for name, value in self.fields if name == tag and value.strip()]

    def one(self, *tags: str) -> str:
        return next(iter(self.all(*tags)), "")


def references(text: str) -> Iterator[Reference]:
    """Yield the entries of a bibliography in tagged lines; what follows a value without a tag of its own belongs to it."""
    pattern, opens, read = _way(text)
    for entry in _entries(text, pattern, opens):
        reference = read(entry)
        reference.origin = f"lines {entry.first}-{entry.last}" if entry.last > entry.first else f"line {entry.first}"
        reference.raw = "\n".join(f"{tag}  - {value}" for tag, value in entry.fields)
        yield reference


def _way(text: str) -> tuple[re.Pattern[str], str, Callable[[_Entry], Reference]]:
    head = text[:20_000]
    if re.search(r"^PMID *- ", head, re.MULTILINE):
        return _PUBMED, "PMID", _from_pubmed
    return (_REFER, "0", _from_refer) if re.search(r"^%0 ", head, re.MULTILINE) else (_RIS, "TY", _from_ris)


def _entries(text: str, pattern: re.Pattern[str], opens: str) -> Iterator[_Entry]:
    entry: _Entry | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        match = pattern.match(line)
        if match and match[1] == opens:
            if entry:
                yield entry
            entry = _Entry(number, number)
        if entry is None or not line.strip():
            continue
        if pattern is _RIS and _RIS_END.match(line):
            entry.last = number
            yield entry
            entry = None
        elif match:
            entry.fields.append((match[1], match[2]))
            entry.last = number
        elif entry.fields:
            tag, value = entry.fields[-1]
            if len(value) < _MAX_VALUE:
                entry.fields[-1] = (tag, f"{value.rstrip()} {line.strip()}")
            entry.last = number
    if entry:
        yield entry


def _from_ris(entry: _Entry) -> Reference:
    return Reference(
        origin="",
        kind=entry.one("TY"),
        title=entry.one("TI", "T1", "CT") or (entry.one("BT", "T2", "T3") if entry.one("TY") in ("BOOK", "CONF") else ""),
        publishers=entry.all("PB"),
        authors=entry.all("AU", "A1"),
        dates=entry.all("DA", "PY", "Y1"),
        doi=entry.one("DO") or next((value for value in entry.all("M3", "N1") if value.lower().startswith(("10.", "doi"))), ""),
        urls=entry.all("UR", "LK"),
        language=entry.one("LA"),
        abstract=entry.one("AB", "N2"),
        key=entry.one("ID", "AN"),
    )  # fmt: skip


def _from_pubmed(entry: _Entry) -> Reference:
    numbers = [value for value in entry.all("LID", "AID") if value.endswith("[doi]")]
    return Reference(
        origin="",
        kind=entry.one("PT"),
        title=entry.one("TI", "BTI"),
        publishers=entry.all("PB"),
        offices=entry.all("CN"),
        dates=[*entry.all("DP"), *entry.all("DEP")],
        doi=next(iter(numbers), ""),
        language=entry.one("LA"),
        abstract=entry.one("AB"),
        key=entry.one("PMID"),
    )


def _from_refer(entry: _Entry) -> Reference:
    year, day = entry.one("D"), entry.one("8")
    return Reference(
        origin="",
        kind=entry.one("0"),
        title=entry.one("T"),
        publishers=entry.all("I"),
        authors=entry.all("A"),
        dates=[year, day if year and year in day else f"{day} {year}".strip()],
        doi=entry.one("R"),
        urls=entry.all("U"),
        language=entry.one("G"),
        abstract=entry.one("X"),
        key=entry.one("M", "F"),
    )
