"""An item and a record side by side, group by group, each in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.text import capfirst

from fingerpost.catalogue.models import Link, Record
from fingerpost.desk.imports import wording
from fingerpost.desk.imports.rows import is_conflict
from fingerpost.intake.actions.facts import GROUPS, credit_role
from fingerpost.intake.models import Item

_LINKS = {"item": "url", "register": "register_url", "recording": "recording_url"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One group of facts: what the record says and what the source says, and which of them is to stand."""

    group: str
    label: str
    ours: str
    theirs: str
    is_different: bool
    choice: str  #: "ours" or "theirs"
    is_conflict: bool  #: an editor and the source changed it in two ways


def compare(item: Item, record: Record) -> list[Pair]:
    """Return the groups that either side says something of; what differs comes first."""
    theirs, ours = of_item(item.current), of_record(record)
    pairs = [_pair(item, record, group, ours[group], theirs[group]) for group in GROUPS if ours[group] or theirs[group]]
    return sorted(pairs, key=lambda pair: not pair.is_different)


def _pair(item: Item, record: Record, group: str, ours: str, theirs: str) -> Pair:
    change = item.changes.get(group, {}) if item.record_id == record.pk else {}
    different = bool(theirs) and _folded(ours) != _folded(theirs)
    conflict = is_conflict(change)
    newer = not ours or bool(change and not conflict)
    return Pair(
        group=group,
        label=capfirst(str(GROUPS[group])),
        ours=ours,
        theirs=theirs,
        is_different=different,
        choice=item.choices.get(group) or ("theirs" if newer else "ours"),
        is_conflict=conflict,
    )


def of_item(data: wording.Data) -> dict[str, str]:
    return {
        **_plain(data, "title", "summary", "language", "place"),
        "status": _status(data.get("status")),
        "when": wording.when(data),
        "deadline": wording.deadline(data),
        "series": " ".join(str(data[name]) for name in ("series", "number") if data.get(name)),
        "organisers": wording.organisers(data),
        **{group: str(data.get(name) or "") for group, name in _LINKS.items()},
    }


def of_record(record: Record) -> dict[str, str]:
    links = {link.role: link.url for link in record.links.all()}
    role = credit_role(record.kind)
    names = [str(credit.organisation) for credit in record.credits.all() if credit.role == role]
    where = [str(record.place) if record.place else "", record.venue, record.get_mode_display()]
    return {
        "title": record.title,
        "summary": record.summary,
        "language": record.language,
        "status": _status(record.status),
        "place": ", ".join(part for part in where if part),
        "when": _when(record),
        "deadline": _deadline(record),
        "series": " ".join(str(part) for part in (record.series, record.number) if part),
        "organisers": "; ".join(names),
        **{group: links.get(Link.Role(group), "") for group in _LINKS},
    }


def _plain(data: wording.Data, *names: str) -> Mapping[str, str]:
    return {name: str(data.get(name) or "") for name in names}


def _status(value: Any) -> str:
    return str(Record.Status(value).label) if value in Record.Status.values else ""


def _when(record: Record) -> str:
    """Write a record's dates as an item's are written, so that what is the same looks the same."""
    if not record.start_date:
        return ""
    start = _stamp(record.start_date, record.start_time, record.precision)
    spans = record.precision in {Record.Precision.MONTH, Record.Precision.YEAR}
    last, clock = record.end_date or record.start_date, record.end_time
    has_end = not spans and (clock or last != record.start_date)
    data = {"start": start, "end": _stamp(last, clock, "day") if has_end else "", "timezone": record.timezone}
    return wording.when(data)


def _stamp(day: Any, clock: Any, precision: str) -> str:
    if clock:
        return f"{day.isoformat()}T{clock:%H:%M:%S}"
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


def _deadline(record: Record) -> str:
    if not record.register_by_date:
        return ""
    day = formats.date_format(record.register_by_date, "j F Y")
    return f"{day}, {record.register_by_time:%H:%M}" if record.register_by_time else day


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip("/.")
