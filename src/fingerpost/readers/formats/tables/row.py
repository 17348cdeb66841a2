"""One row of a table as a Candidate."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from fingerpost.readers.formats.facts import DOUBTFUL, Context, Facts, candidate
from fingerpost.readers.formats.fragments import plain_line, read_fragment, summary_of
from fingerpost.readers.formats.pages.html.vocabulary import kinds_in
from fingerpost.readers.formats.tables.dates import Days, closing, in_zone, with_clock
from fingerpost.readers.formats.tables.headings import Columns
from fingerpost.readers.types import Candidate, Issue, Kind
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.languages import language_tag
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.names import known_names, split_organisers
from fingerpost.readers.values.roles import deadline_moment
from fingerpost.readers.values.statuses import status_in, without_status
from fingerpost.readers.values.urls import find_urls, is_form, resolve

_MAX_TITLE = 400
_MAX_RAW = 600
_MAX_OPENING = 24
_NEW_DAY = re.compile(r"\b(?:rescheduled|new date|moved to|reprogramad[oa]|nueva fecha|nova data|nouvelle date|neuer termin)\b|새 ?일정|新日期|新日程", re.IGNORECASE)  # fmt: skip
_SHORTENED = ("…", "...")  #: an address shown cut; the whole one is behind it


@dataclass(frozen=True, slots=True)
class Table:
    """What all rows of a table share."""

    columns: Columns
    days: Days
    context: Context
    kinds: tuple[Kind, ...]  #: what the headings or the name of the file make of every row
    base: str | None


def why_not(row: Sequence[str], columns: Columns) -> str | None:
    """Say why a row is no record; None if it is one."""
    if columns.has("title") and columns.cell(row, "title"):
        return None
    if columns.cell(row, "organiser") and columns.cell(row, "date"):
        return None
    return "It has neither a title, nor an organiser with a date."


def read_row(
    row: Sequence[str], links: Mapping[int, str], origin: str, table: Table, *, section: str | None
) -> tuple[Candidate, list[Issue]]:
    """Return the Candidate of a row and the questions it leaves open; ``links`` are the addresses behind its cells."""
    columns = table.columns
    title = _plain(columns.cell(row, "title"))[:_MAX_TITLE]
    when, issues = _when(row, table, origin)
    kind = _kind(row, table, when, title)
    facts = _facts(row, links, table, when)
    status = columns.cell(row, "status") or _noted_status(columns.cell(row, "notes"))
    _take_status(facts, status, title, table.context)
    record, asked = candidate(
        kind=kind,
        title=without_status(title) if kind == "event" else title,
        organisers=_organisers(columns.cell(row, "organiser")) if kind != "measure" else (),
        facts=facts,
        origin=origin,
        raw=" | ".join(cell for cell in row if cell)[:_MAX_RAW],
        section=section,
        confidence=1.0,
        place=columns.cell(row, "place") or None,
        series=columns.cell(row, "series") or None,
    )
    language = columns.cell(row, "language")
    return replace(
        record,
        published=record.published or _published(row, table),
        language=language_tag(language) if language else None,
        summary=_summary(columns.cell(row, "summary")),
        uid=columns.cell(row, "uid")[:400] or None,
        confidence=min(record.confidence, DOUBTFUL) if issues or _is_assumed(when) else record.confidence,
    ), [*asked, *issues]


def _plain(text: str) -> str:
    return plain_line(text) if "<" in text or "&" in text else text


def _summary(text: str) -> str | None:
    return summary_of(read_fragment(text).text if "<" in text or "&" in text else text)


def _noted_status(notes: str) -> str:
    """Remarks that open with what has become of the event: "Cancelled", "Postponed until 8 October"."""
    opening = " ".join(notes.split()[:2])[:_MAX_OPENING]
    return notes if status_in(opening) else ""


def _take_status(facts: Facts, status: str, title: str, context: Context) -> None:
    """A row that is postponed still tells its former day, unless it says that the day is the new one."""
    facts.status = status_in(f"{status} {title}")
    if facts.status == "moved" and not _NEW_DAY.search(f"{status} {title}"):
        if facts.when and facts.when.start:  # "29 Sept – 1 October" is in the year of the former day
            context = replace(context, years=((0, facts.when.start.year),))
        told = context.spans(status, 0)
        facts.former, facts.when = facts.when, told[0] if told else None


def _is_assumed(when: Span | None) -> bool:
    return when is not None and when.order_assumed


def _when(row: Sequence[str], table: Table, origin: str) -> tuple[Span | None, list[Issue]]:
    columns, days = table.columns, table.days
    text = columns.cell(row, "date")
    span = days.span(text)
    if span is None:
        return None, [_issue(f"“{text[:60]}” is not a date.", origin)] if text and any(map(str.isdigit, text)) else []
    span = with_clock(span, columns.cell(row, "time"), days)
    span, problem = closing(span, columns.cell(row, "end"), columns.cell(row, "end time"), days)
    return in_zone(span, columns.cell(row, "timezone")), [_issue(problem, origin)] if problem else []


def _issue(problem: str, origin: str) -> Issue:
    return Issue(problem=problem, remedy="Correct the date or leave it empty.", origin=origin)


def _facts(row: Sequence[str], links: Mapping[int, str], table: Table, when: Span | None) -> Facts:
    columns = table.columns
    facts = Facts()
    if when is not None and when.problem:
        facts.impossible.append(when)
    elif when is not None:
        # What is not certain for the whole column is asked once, not in every row.
        facts.when = replace(when, order_assumed=False) if when.order_assumed else when
    facts.url = _address(row, links, "link", table) or _address(row, links, "title", table)
    facts.register_url = _address(row, links, "register", table)
    facts.recording_url = _address(row, links, "recording", table)
    deadline = table.days.span(columns.cell(row, "deadline"))
    if deadline is not None and not deadline.problem:
        facts.deadline = replace(deadline_moment(deadline), order_assumed=False)
    if facts.url and facts.register_url is None and is_form(facts.url) and columns.has("date"):
        facts.register_url, facts.url = facts.url, None
    return facts


def _address(row: Sequence[str], links: Mapping[int, str], role: str, table: Table) -> str | None:
    """The address that a cell shows, else the one behind it; of a title only the one behind it."""
    for place in table.columns.places.get(role, ()):
        text = row[place] if place < len(row) else ""
        behind = resolve(links[place], table.base) if place in links else None
        found = find_urls(text) if text and role != "title" else []
        if found and not (behind and _is_cut(text, found[0].url, behind)):
            return found[0].url
        if behind or (role != "title" and table.base and "/" in text and " " not in text):
            return behind or resolve(text, table.base)
    return None


def _is_cut(text: str, shown: str, behind: str) -> bool:
    """True if a cell shows only the beginning of the address behind it."""
    return text.endswith(_SHORTENED) or behind.partition("//")[2].startswith(shown.partition("//")[2].rstrip("/"))


def _published(row: Sequence[str], table: Table) -> Moment | None:
    span = table.days.span(table.columns.cell(row, "published"))
    return span.start if span else None


def _kind(row: Sequence[str], table: Table, when: Span | None, title: str) -> Kind:
    """What the row's own type says, then the table's headings, then whether it has a day."""
    if table.kinds[:1] in (("measure",), ("organisation",)):
        return table.kinds[0]
    own = kinds_in(table.columns.cell(row, "kind"))
    if own:
        return own[0]
    if table.kinds:
        return table.kinds[0]
    if when is not None and (when.problem or (when.start and when.start.day)):
        return "event"
    named = kinds_in(title)
    return named[0] if named and named[0] in ("event", "resource") else "resource"


@lru_cache(maxsize=16_384)
def _organisers(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in text.split(";") for name in split_organisers(part, known_names())))
