"""An iCalendar file as Candidates, one for each event or for each occurrence of a recurring one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.calendars.clocks import clock_of
from fingerpost.readers.formats.calendars.components import Component, parse
from fingerpost.readers.formats.calendars.event import Event, open_event, read_event, why_not
from fingerpost.readers.formats.calendars.occurrences import HORIZON, Budget, occurrences, recurs
from fingerpost.readers.formats.calendars.stamps import Stamp
from fingerpost.readers.formats.facts import Context, fuller
from fingerpost.readers.formats.fragments import plain_line
from fingerpost.readers.types import Balance, Candidate, Entry, Fate, Issue, Reading, Source, Status
from fingerpost.readers.values.names import known_names
from fingerpost.readers.values.text import check_bytes

NAME = "calendar"
_TIMES = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"})
_IGNORED = {
    "VTIMEZONE": "It describes a time zone.",
    "VTODO": "It is a task, not an event.",
    "VJOURNAL": "It is a journal entry, not an event.",
    "VFREEBUSY": "It only says when somebody is busy.",
    "VAVAILABILITY": "It only says when somebody is available.",
    "VALARM": "It is a reminder.",
}


@dataclass(slots=True)
class _Found:
    """What has been read so far, in the order of the file."""

    records: list[Candidate] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


def read_calendar(source: Source) -> Reading:
    """Return the events of an iCalendar file (RFC 5545; vCalendar 1.0 as far as it is alike).

    Times stated in UTC stay in UTC; floating times have no offset unless the calendar states its zone. The balance counts components. Raises
    UnreadableSource for what is no calendar.
    """
    check_bytes(source.content)
    calendars, encoding = parse(source.content)
    if not calendars:
        raise UnreadableSource(
            "The source holds no calendar.", remedy="Export the calendar again, as iCalendar (.ics)."
        )
    context = Context(today=source.today, known=known_names())
    found = _Found()
    budget = Budget()
    for calendar in calendars:
        _read_into(found, calendar, context, budget)
    title = next((name for calendar in calendars if (name := _name(calendar))), None)
    return Reading(
        reader=NAME,
        records=tuple(found.records),
        issues=tuple(found.issues),
        balance=Balance(unit="component", entries=tuple(found.entries)),
        title=title,
        facts={"encoding": encoding},
    )


def _name(calendar: Component) -> str | None:
    return plain_line(calendar.text("NAME") or calendar.text("X-WR-CALNAME")) or None


def _read_into(found: _Found, calendar: Component, context: Context, budget: Budget) -> None:
    zones = {part.text("TZID"): part for part in calendar.children if part.name == "VTIMEZONE"}
    _place_on_clock(calendar, zones)
    cancelled = calendar.text("METHOD").upper() == "CANCEL"
    opened: list[Event] = []
    for part in calendar.children:
        if part.name != "VEVENT":
            found.entries.append(_entry(part, "ignored", _IGNORED.get(part.name, "It is not an event.")))
            continue
        event = open_event(part, zones, cancelled=cancelled)
        if reason := why_not(event):
            found.entries.append(_entry(part, "unread", reason))
            continue
        found.entries.append(_entry(part, "read"))
        opened.append(event)
    _read_events(found, _latest(opened), context, budget)
    if not calendar.closed or (calendar.children and not calendar.children[-1].closed):
        origin = f"line {calendar.last}"
        found.issues.append(
            Issue(
                problem="The calendar has no end; its last part may be missing.",
                remedy="Export it again.",
                origin=origin,
            )
        )


def _place_on_clock(calendar: Component, zones: dict[str, Component]) -> None:
    """Times without a zone are told on the clock that the calendar states for the whole of itself."""
    stated = calendar.text("X-WR-TIMEZONE").strip()
    if not stated or clock_of(stated, zones) is None:
        return
    for part in calendar.children:
        for found in part.properties:
            if found.name in _TIMES and not found.value.strip().upper().endswith("Z"):
                found.params.setdefault("TZID", stated)


def _latest(events: list[Event]) -> list[tuple[Event, ...]]:
    """Bring the statements of one event together, where the first of them stands, the latest in front."""
    groups: dict[object, list[Event]] = {}
    for event in events:
        groups.setdefault(_identity(event), []).append(event)
    return [tuple(sorted(group, key=_sequence, reverse=True)) for group in groups.values()]


def _identity(event: Event) -> object:
    start = event.when.start
    replaced = event.replaces.key if event.replaces else None
    if event.uid is None:
        return event.title, start and start.key, replaced
    # Some producers give every event the same UID; then the start tells them apart.
    return event.uid, replaced, event.title


def _sequence(event: Event) -> int:
    text = event.component.text("SEQUENCE")[:9]
    return int(text) if text.isdecimal() else 0


def _read_events(found: _Found, groups: list[tuple[Event, ...]], context: Context, budget: Budget) -> None:
    changed: dict[str | None, dict[object, tuple[Event, ...]]] = {}
    for group in groups:
        event = group[0]
        if event.replaces and event.uid:
            changed.setdefault(event.uid, {})[event.replaces.key] = group
    masters = {group[0].uid for group in groups if not group[0].replaces}
    for group in groups:
        event = group[0]
        if event.replaces and event.uid in masters:
            continue
        if recurs(event) and not event.replaces:
            _read_series(found, event, changed.get(event.uid, {}), context, budget)
        else:
            _read_one(found, group, context)


def _read_one(found: _Found, group: tuple[Event, ...], context: Context, *, series: str | None = None, number: int | None = None) -> None:  # fmt: skip
    read = [read_event(event, context, start=event.when.start) for event in group]
    record = read[0][0]
    for other, _ in read[1:]:
        record = replace(fuller(record, other), uid=record.uid, status=record.status, origin=record.origin)
    event = group[0]
    if event.replaces:
        record = replace(record, uid=_uid(event, event.replaces), status=record.status or _moved(event))
    found.records.append(replace(record, series=series, number=number) if series else record)
    found.issues.extend(read[0][1])


def _moved(event: Event) -> Status | None:
    """An occurrence that was put on another day."""
    start, was = event.when.start, event.replaces
    return "moved" if start and was and start.day != was.day else None


def _read_series(found: _Found, event: Event, changed: dict[object, tuple[Event, ...]], context: Context, budget: Budget) -> None:  # fmt: skip
    which = occurrences(event, today=context.today, budget=budget)
    waiting = dict(changed)
    for number, start in which.found:
        if other := waiting.pop(start.key, None):
            _read_one(found, other, context, series=event.title, number=number)
            continue
        record, issues = read_event(event, context, start=start)
        if not which.refused:
            origin = f"{record.origin}, occurrence {number}"
            series = record.series or record.title or None
            record = replace(record, uid=_uid(event, start), origin=origin, series=series, number=number)
        found.records.append(record)
        found.issues.extend(issues if number == which.found[0][0] else ())
    for other in waiting.values():
        _read_one(found, other, context)
    found.issues.extend(_left_out(event, refused=which.refused, cut_off=which.cut_off))


def _left_out(event: Event, *, refused: bool, cut_off: bool) -> Iterator[Issue]:
    if refused:
        yield Issue(
            problem=f"“{event.title}” repeats by a rule that is not followed here; only its first occurrence was read.",
            remedy="Add the other dates that matter by hand.",
            origin=event.component.origin,
        )
    elif cut_off:
        yield Issue(
            problem=f"“{event.title}” goes on; only occurrences within {HORIZON.days} days were read.",
            remedy="Read the calendar again later for the next ones.",
            origin=event.component.origin,
        )


def _uid(event: Event, occurrence: Stamp) -> str | None:
    return f"{event.uid}#{occurrence.moment}" if event.uid else None


def _entry(part: Component, fate: Fate, reason: str = "") -> Entry:
    text = plain_line(part.text("SUMMARY") or part.text("TZID")) or part.name
    return Entry(origin=part.origin, fate=fate, text=text[:200], reason=reason)
