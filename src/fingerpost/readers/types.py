"""What goes into a Reader and what comes out: plain frozen values, no database, no network, no clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from fingerpost.readers.values.moments import Moment

Kind = Literal["event", "resource", "measure", "update", "organisation"]
Status = Literal["scheduled", "moved", "cancelled"]
Fate = Literal["read", "unread", "ignored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Bytes as they came, and what is known about them without opening them."""

    content: bytes
    name: str  #: the file's name, or "-" for standard input
    today: date  #: what "tomorrow" and a missing year are measured against
    base_url: str | None = None  #: where the page stood; relative addresses are resolved against it
    #: what people said of its columns: heading to field (see ``Column``), or to "" for one to ignore; the rest is guessed
    columns: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One record as its Source tells it, before any editor has looked: only what is stated there, never a guess."""

    type: Kind
    title: str  #: empty when the Source gives none; an Issue with the same origin then asks for it
    origin: str  #: where it stands: "line 14", "lines 14-16", "table 2, row 3"
    organisers: tuple[str, ...] = ()  #: as the Source writes them, in its order; for a resource its publishers
    start: Moment | None = None
    end: Moment | None = None  #: None for a single day without a closing time
    timezone: str | None = None  #: IANA name, when the Source states or implies one
    register_by: Moment | None = None
    url: str | None = None  #: the item's own address, without tracking parameters
    register_url: str | None = None  #: an address said to be for signing up
    recording_url: str | None = None
    language: str | None = None  #: BCP 47, as the Source declares it
    published: Moment | None = None  #: date of the post, page or issue
    section: str | None = None  #: the heading under which it stands
    series: str | None = None
    number: int | None = None  #: its place in the series: 4 for "Webinar IV"
    place: str | None = None
    summary: str | None = None
    status: Status | None = None  #: None where the Source says nothing about it
    confidence: float = 1.0  #: 0 to 1; below 0.6 an editor should look before accepting
    uid: str | None = None  #: the identifier that the Source itself gives it: UID, guid, id
    raw: str = ""  #: the span it was read from, as it stood


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table and the field that it was taken for, for an editor to check and to correct."""

    heading: str  #: as printed; "column 3" where a table has no headings. A Source's ``columns`` names it by this
    field: str  #: one of ``formats.tables.headings.FIELDS``; "" where nothing is taken from it
    samples: tuple[str, ...] = ()  #: the first few different cells under it
    sheet: str = ""  #: the name of its sheet, where there are several


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something an editor should answer; everything else in the Source was still read."""

    problem: str
    remedy: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of one row, line or element of the Source."""

    origin: str
    fate: Fate
    text: str  #: its first 200 characters
    reason: str = ""  #: why it was not read, or what it was taken for


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Every row or item of the Source, each exactly once: total = read + unread + ignored."""

    unit: str  #: what is counted: "line", "row", "element"
    entries: tuple[Entry, ...] = ()

    def count(self, fate: Fate) -> int:
        return sum(entry.fate == fate for entry in self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one Reader understood of one Source."""

    reader: str  #: the Reader's name in the registry
    records: tuple[Candidate, ...]
    issues: tuple[Issue, ...]
    balance: Balance
    title: str | None = None  #: of the Source itself
    language: str | None = None  #: BCP 47, as the Source declares it
    columns: tuple[Column, ...] = ()  #: of tables: each column in its order, used or not
    facts: Mapping[str, str] = field(default_factory=dict)  #: anything else worth showing: encoding, canonical address


Reader = Callable[[Source], Reading]
