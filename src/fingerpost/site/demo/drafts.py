"""Each row of the demonstration's tables as a record that is not saved yet, with what its source says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from fingerpost.catalogue.models import Credit, Link, Place, Record
from fingerpost.catalogue.models.records import KINDS
from fingerpost.catalogue.text import folded
from fingerpost.intake.actions.keeping import as_data, moment
from fingerpost.readers.types import Candidate, Kind
from fingerpost.readers.values.urls import clean_url
from fingerpost.site.demo.authority import Authority
from fingerpost.site.demo.tables import Row, days, parts, stated
from fingerpost.site.demo.themes import themes_by_title

_KINDS: dict[str, Kind] = {
    "SE": "event",
    "ME": "event",
    "SR": "resource",
    "MR": "resource",
    "M": "measure",
    "U": "update",
}
_ROLES = (
    ("publishers", Credit.Role.PUBLISHER),
    ("partners", Credit.Role.PARTNER),
    ("hosts", Credit.Role.HOST),
    ("occasion", Credit.Role.OCCASION),
)
_LINKS = (
    ("url", Link.Role.ITEM),
    ("source_url", Link.Role.ITEM),
    ("register_url", Link.Role.REGISTER),
    ("related_url", Link.Role.RELATED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A row as a candidate and as the record it becomes; an organisation becomes none."""

    row: Row
    candidate: Candidate
    record: Record | None
    remarks: dict[str, str]  #: what this demonstration added to the source's facts

    @property
    def data(self) -> dict[str, Any]:
        return {**as_data(self.candidate), "row": stated(self.row), **self.remarks}


def record_draft(number: int, row: Row, authority: Authority) -> Draft:
    """Return one row of events, resources, measures, the network's own items or updates."""
    kind = _kind(row)
    themes, remarks = _themes(row)
    record = KINDS[kind](
        crisis=authority.crisis,
        live=True,
        title=_title(row),
        summary=_summary(row),
        language=row["language"],
        format=row["kind"].capitalize(),
        **_when(row),
        timezone=row["timezone"],
        series=authority.series[row["series"]] if row["series"] else None,
        number=int(row["number"]) if row["number"] else None,
        place=_place(row, authority),
        mode=row["mode"],
        register_by_date=date.fromisoformat(row["register_by"]) if row["register_by"] else None,
        phase=authority.phases[row["phase"]] if row["phase"] else None,
    )
    # Every relation is set, also to nothing: one that is not would be asked of the database, record by record.
    record.themes.set([authority.themes[slug] for slug in themes])
    record.credits.set(list(_credits(row, kind, authority)))
    record.links.set(list(_links(row)))
    record.translations.set([])
    return Draft(row=row, candidate=_candidate(number, row, kind), record=record, remarks=remarks)


def organisation_draft(number: int, row: Row) -> Draft:
    raw = " | ".join(row[column] for column in ("short_name", "full_name", "aliases") if row[column])
    candidate = Candidate(
        type="organisation", title=row["full_name"], origin=f"row {number}", url=row["website"] or None, raw=raw
    )
    return Draft(row=row, candidate=candidate, record=None, remarks={})


def _kind(row: Row) -> Kind:
    """Return the kind that the table's ids begin with; of the network's own items only the publication is no event."""
    if row["id"].startswith("SN"):
        return "resource" if row["kind"] == "publication" else "event"
    return _KINDS[row["id"].rstrip("0123456789")]


def _candidate(number: int, row: Row, kind: Kind) -> Candidate:
    """Return what the source itself says: titles as printed, and no address where its page gives none."""
    printed_by_citynet = row["id"].startswith("S")
    published = moment(row["published"] or row["year"])
    start, end = (_moment(row, which) for which in ("start", "end"))
    printed = (row["title"], row["organisers"].replace(";", "; ") or row["publisher"], row["date_text"])
    return Candidate(
        type=kind,
        title=row["title"],
        origin=f"row {number} ({row['id']})",
        organisers=tuple(parts(row["organisers"]) or filter(None, [row["publisher"]])),
        start=moment(start),
        end=moment(end),
        timezone=row["timezone"] or None,
        register_by=moment(row["register_by"]),
        url=(None if printed_by_citynet else row["url"] or row["source_url"]) or None,
        register_url=row["register_url"] or None,
        language=row["language"] or None,
        published=published,
        series=row["series"] or None,
        number=int(row["number"]) if row["number"] else None,
        place=row["city"] or None,
        summary=_summary(row) or None,
        # Titles of measures are our own; what stood there is the title of their source.
        raw=row["printed"] or row["source_title"] or "\n".join(filter(None, printed)),
    )


def _moment(row: Row, which: str) -> str:
    day, clock = row[f"{which}_date"], row[f"{which}_time"]
    if clock and not day:
        day = row["start_date"]
    return f"{day}T{clock}:00" if clock else day


def _title(row: Row) -> str:
    return row["title_clean"] or row["title"]


def _summary(row: Row) -> str:
    paragraphs = [row["title_full"]] if folded(row["title_full"]) != folded(row["title"]) else []
    paragraphs += [row["summary"] or row["summary_own_words"]]
    paragraphs += [
        f"{label}: {row[label.casefold()]}." for label in ("Speakers", "Topics", "Cities") if row[label.casefold()]
    ]
    return "\n\n".join(filter(None, paragraphs))


def _when(row: Row) -> dict[str, Any]:
    columns = days(row["start_date"] or row["published"] or row["year"], row["end_date"])
    if row["start_time"]:
        columns |= {"start_time": time.fromisoformat(row["start_time"]), "precision": Record.Precision.MINUTE}
    if row["end_time"]:
        columns["end_time"] = time.fromisoformat(row["end_time"])
    return columns


def _place(row: Row, authority: Authority) -> Place | None:
    if row["city"]:
        return authority.cities[folded(row["city"]), row["country"]]
    return authority.countries[row["country"]] if row["country"] else None


def _themes(row: Row) -> tuple[list[str], dict[str, str]]:
    """Return the themes' short names, and who gave them."""
    if row["themes"]:
        given = "the row's topics" if row["topics"] else "what the source says"
        return parts(row["themes"]), {"themes": f"Given by this demonstration, from {given}."}
    found = themes_by_title(f"{_title(row)} {row['title_full']}")
    return found, {"themes": "Given by this demonstration, by words of the title."} if found else {}


def _credits(row: Row, kind: str, authority: Authority) -> Iterator[Credit]:
    named = {authority.organisation(name): role for column, role in _ROLES for name in parts(row[column])}
    first = Credit.Role.ORGANISER if kind == "event" else Credit.Role.PUBLISHER
    # The printed order counts; a column of its own says of some of those that they are partners.
    printed = parts(row["organisers"]) or ([] if row["publishers"] else list(filter(None, [row["publisher"]])))
    entries = dict.fromkeys(authority.organisation(name) for name in printed)
    roles = {**{entry: named.get(entry, first) for entry in entries}, **named}
    for position, (entry, role) in enumerate(roles.items()):
        yield Credit(organisation=entry, role=role, sort_order=position)


def _links(row: Row) -> Iterator[Link]:
    given = [(row[column], role) for column, role in _LINKS if row[column]]
    for position, (url, role) in enumerate(given):
        is_item = role == Link.Role.ITEM
        yield Link(
            role=role,
            url=clean_url(url),
            title=row["url_title"] if is_item else "",
            language=row["language"] if is_item else "",
            sort_order=position,
        )
