"""One VEVENT: what it is called, when it is, who holds it, and where one signs up (RFC 5545, section 3.6.1)."""

import re
from dataclasses import dataclass, replace
from datetime import time, timedelta
from urllib.parse import unquote

from fingerpost.readers.errors import UnreadableValue
from fingerpost.readers.formats.calendars.components import Component, Property
from fingerpost.readers.formats.calendars.stamps import Stamp, read_duration, read_stamp, shifted, span_between
from fingerpost.readers.formats.facts import Context, Facts, candidate, gather
from fingerpost.readers.formats.fragments import Fragment, plain_line, read_fragment, summary_of
from fingerpost.readers.formats.labelled import labelled
from fingerpost.readers.types import Candidate, Issue
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.languages import language_tag
from fingerpost.readers.values.names import split_organisers
from fingerpost.readers.values.roles import date_role, url_role
from fingerpost.readers.values.statuses import without_status
from fingerpost.readers.values.text import squeeze
from fingerpost.readers.values.urls import find_urls, is_form, resolve

_MAX_DESCRIPTION = 20_000
_MAX_NAME = 120
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_NOBODY = re.compile(r"unknown organi[sz]er|no[- ]?reply", re.IGNORECASE)
_BUSY = re.compile(r"(?:busy|private|occupé|ocupado|gebucht|belegt|beschäftigt|바쁨|予定あり|忙碌)", re.IGNORECASE)
#: What meeting software writes into every description: how to join, between rules of its own.
_JOINING = re.compile(
    r"^-::~[:~]+-\s*$.*?(?:^-::~[:~]+-\s*$|\Z)|^[_─━═-]{20,}\s*$(?=.{0,300}?\b(?:Teams|Zoom|Webex|Skype|Meet)\b).*\Z|"
    r"^.{0,80}is inviting you to a scheduled (?:Zoom|Webex) meeting.*\Z",
    re.DOTALL | re.MULTILINE,
)
#: What is left where an address stood in brackets.
_EMPTY_BRACKETS = re.compile(r"\(\s*\)")
_MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class When:
    """The start of an event, and how long it lasts."""

    start: Stamp | None = None
    lasts: timedelta | None = None  #: from the start to the close, or to the last day
    issues: tuple[Issue, ...] = ()

    def end_of(self, start: Stamp) -> Stamp | None:
        return shifted(start, self.lasts) if self.lasts else None


@dataclass(frozen=True, slots=True)
class Event:
    """A VEVENT with its dates read, before its recurrences are told apart."""

    component: Component
    zones: dict[str, Component]  #: the VTIMEZONE components of its calendar
    when: When
    title: str
    uid: str | None
    replaces: Stamp | None = None  #: RECURRENCE-ID: the occurrence that this one stands for
    cancelled: bool = False


def open_event(component: Component, zones: dict[str, Component], *, cancelled: bool = False) -> Event:
    """Read what tells one event from another. ``cancelled`` is true where the calendar cancels all it holds."""
    title = plain_line(component.text("SUMMARY"))
    stated = component.text("STATUS").upper() in ("CANCELLED", "CANCELED")
    uid = component.text("UID")[:400] or None
    return Event(
        component, zones, read_when(component, zones), title, uid, _replaces(component, zones), cancelled or stated
    )


def why_not(event: Event) -> str | None:
    """Say why a VEVENT is no record; None if it is one."""
    if not event.title and event.when.start is None:
        return "It has neither a title nor a date."
    return "It only says that somebody is busy." if _BUSY.fullmatch(event.title) else None


def read_when(component: Component, zones: dict[str, Component]) -> When:
    """Return when a component begins and how long it lasts; what cannot be right becomes an Issue."""
    try:
        start = _stamp(component, "DTSTART", zones)
    except UnreadableValue as error:
        return When(issues=(_issue(error.problem, error.remedy, component),))
    if start is None:
        return When()
    issues = []
    if start.unknown_zone:
        issues.append(
            _issue(
                f"The time zone “{start.unknown_zone}” is not known, and the file does not say what it means.",
                "Choose the zone.",
                component,
            )
        )
    try:
        end = _end(component, start, zones)
    except (UnreadableValue, OverflowError) as error:
        problem = error.problem if isinstance(error, UnreadableValue) else "The event ends after the year 9999."
        return When(start, None, (*issues, _issue(problem, "Correct the end or leave it empty.", component)))
    start, end = _whole_days(component, start, end)
    lasts = span_between(start, end) if end else None
    if lasts is not None and lasts < timedelta(0):
        issues.append(_issue("The event ends before it begins.", "Correct the end or leave it empty.", component))
        lasts = None
    return When(start, lasts or None, tuple(issues))


def read_event(event: Event, context: Context, *, start: Stamp | None) -> tuple[Candidate, list[Issue]]:
    """Return the Candidate of an event, or of its occurrence that begins at ``start``, and the questions it leaves open."""
    fragment = _description(event.component)
    facts = _facts(event, fragment, start, context)
    place = _place(event.component, facts)
    record, issues = candidate(
        kind="event",
        title=without_status(event.title) if event.title else "",
        organisers=_organisers(event.component.get("ORGANIZER"), context) or _told_organisers(fragment, context),
        facts=facts,
        origin=event.component.origin,
        raw=_raw(event.component),
        section=None,
        confidence=1.0,
        place=place,
    )
    summary = summary_of(fragment.text)
    record = replace(record, summary=summary if summary != record.title else None, uid=event.uid)
    return replace(record, language=_language(event.component)), [*issues, *event.when.issues]


def _stamp(component: Component, name: str, zones: dict[str, Component]) -> Stamp | None:
    found = component.get(name)
    return read_stamp(found, zones) if found else None


def _replaces(component: Component, zones: dict[str, Component]) -> Stamp | None:
    try:
        return _stamp(component, "RECURRENCE-ID", zones)
    except UnreadableValue:
        return None


def _end(component: Component, start: Stamp, zones: dict[str, Component]) -> Stamp | None:
    """The close, or the last day: DTEND of whole days is the day after (RFC 5545, section 3.6.1)."""
    end = _stamp(component, "DTEND", zones)
    if end is None:
        lasts = read_duration(component.text("DURATION"))
        end = shifted(start, lasts) if lasts else None
    if end is None or end == start:
        return None
    if start.time is None:
        last = end.day - timedelta(days=1) if end.time in (None, _MIDNIGHT) and end.day > start.day else end.day
        return Stamp(last) if last != start.day else None
    if end.time is None:
        return None
    return replace(end, clock=start.clock) if end.clock is None and end.unknown_zone is None else end


def _whole_days(component: Component, start: Stamp, end: Stamp | None) -> tuple[Stamp, Stamp | None]:
    """Outlook writes whole days as midnights and says so in a property of its own."""
    marked = component.text("X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE"
    if not marked or start.time != _MIDNIGHT or (end and end.time not in (None, _MIDNIGHT)):
        return start, end
    last = end.day - timedelta(days=1) if end else start.day
    return Stamp(start.day), Stamp(last) if last > start.day else None


def _description(component: Component) -> Fragment:
    text = component.text("DESCRIPTION")[:_MAX_DESCRIPTION] or component.text("X-ALT-DESC")[:_MAX_DESCRIPTION]
    return read_fragment(_JOINING.sub("", text).strip())


def _facts(event: Event, fragment: Fragment, start: Stamp | None, context: Context) -> Facts:
    context = replace(context, years=((0, start.day.year),) if start else ())
    spans = [span for span in context.spans(fragment.linked, 0) if date_role(fragment.linked, span) == "deadline"]
    facts = gather(fragment.linked, 0, context, spans=spans)
    end = event.when.end_of(start) if start else None
    named = gather(event.title, 0, context, spans=[])
    facts.status = "cancelled" if event.cancelled else named.status
    facts.former = None
    facts.when = _span(start, end) if start else None
    own = [found for found in find_urls(fragment.linked) if url_role(fragment.linked, found) == "own"]
    if len(own) != 1:
        facts.url = None
    if stated := resolve(event.component.text("URL")):
        facts.url = stated
    return facts


def _span(start: Stamp, end: Stamp | None) -> Span:
    return Span(
        0,
        0,
        start.moment,
        end.moment if end else None,
        timezone=start.clock.name if start.clock and start.time else None,
    )


def _place(component: Component, facts: Facts) -> str | None:
    """Where it is; an address written there leads to the event or to its registration."""
    text = plain_line(component.text("LOCATION"))
    for found in reversed(find_urls(text)):
        if is_form(found.url):
            facts.register_url = facts.register_url or found.url
        else:
            facts.url = facts.url or found.url
        text = text[: found.begin] + text[found.stop :]
    text = squeeze(_EMPTY_BRACKETS.sub(" ", text)).strip(" ,;:|–—-")
    # A bracket that lost its other half to an address is no part of the place.
    return (text if text.count("(") == text.count(")") else text.strip(" ()"))[:400] or None


def _organisers(found: Property | None, context: Context) -> tuple[str, ...]:
    """The organiser's name; a bare e-mail address is nobody's name."""
    if found is None:
        return ()
    name = found.params.get("CN") or ("" if ":" in found.value else found.text)
    name = plain_line(unquote(name) if "%20" in name else name.replace("\\,", ","))
    if not name or _ADDRESS.search(name) or _NOBODY.search(name):
        return ()
    return tuple(split_organisers(name, context.known))


def _told_organisers(fragment: Fragment, context: Context) -> tuple[str, ...]:
    """Whom a line of the description names behind a label, where the property for it is left out."""
    told = (labelled(line.strip()) for line in fragment.text.split("\n"))
    value = next((found.value for found in told if found and found.role == "organiser" and found.value), "")
    names = () if _ADDRESS.search(value) or find_urls(value) else tuple(split_organisers(value, context.known))
    return tuple(name for name in names if len(name) <= _MAX_NAME)


def _language(component: Component) -> str | None:
    summary = component.get("SUMMARY")
    return language_tag(summary.params.get("LANGUAGE", "")) if summary else None


def _raw(component: Component) -> str:
    lines = (f"{found.name}:{found.value}" for found in component.properties[:60])
    return "\n".join(lines)[:2000]


def _issue(problem: str, remedy: str, component: Component) -> Issue:
    return Issue(problem=problem, remedy=remedy, origin=component.origin)
