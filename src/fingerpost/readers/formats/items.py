"""One item of a feed, an export or an interface, whatever its format, and the record that it makes.

It is what its source calls it; else an event if the source gives its date in a field of its own, or if its title names an event and its text a day not
before the post itself; a short post without a title is an update; everything else is a resource.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from fingerpost.readers.formats.facts import Context, Facts, candidate, gather
from fingerpost.readers.formats.field_dates import on_clock, stated_moment, whole_day
from fingerpost.readers.formats.fragments import Fragment, plain_line, read_fragment, summary_of
from fingerpost.readers.formats.pages.html.vocabulary import kinds_in
from fingerpost.readers.formats.posts import read_post
from fingerpost.readers.types import Candidate, Issue, Kind, Status
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.languages import language_tag
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.names import has_head, split_organisers
from fingerpost.readers.values.roles import date_role
from fingerpost.readers.values.statuses import without_status

_MAX_TEXT = 20_000
_LATE = timedelta(days=1)  #: an announcement may be posted on the day itself, elsewhere in the world


@dataclass(slots=True)
class Item:
    """What one item states, as text of its source."""

    origin: str
    title: str = ""
    text: str = ""  #: HTML or plain
    url: str | None = None  #: whole and clean
    base: str | None = None
    uid: str | None = None
    published: str = ""
    language: str = ""
    authors: list[str] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)
    start: str = ""
    end: str = ""
    place: str = ""
    organiser: str = ""
    register_url: str | None = None
    register_by: str = ""
    timezone: str = ""  #: of the clock on which start and end are told
    all_day: bool = False
    kind: Kind | None = None  #: where the source says what it is
    status: Status | None = None
    section: str | None = None


def why_not(item: Item) -> str | None:
    """Say why an item is no record; None if it is one."""
    if not plain_line(item.title) and not read_fragment(item.text[:_MAX_TEXT]).text:
        return "It has neither a title nor a text."
    return None


def read_item(item: Item, context: Context, *, language: str | None) -> tuple[Candidate, list[Issue]]:
    """Return the Candidate of an item and the questions it leaves open. ``language`` is that of the whole feed."""
    fragment = read_fragment(item.text[:_MAX_TEXT], base=item.base)
    published = stated_moment(item.published, today=context.today, order=context.order)
    if published and published.day:
        context = replace(context, after=published.first_day())
    title = plain_line(item.title)
    record, issues = _record(item, title, fragment, published, context)
    summary = summary_of(fragment.text)
    return replace(
        record,
        url=item.url or record.url,
        uid=item.uid,
        published=published,
        language=language_tag(item.language) or language,
        summary=summary if summary != record.title else record.summary,
    ), issues


def _record(
    item: Item, title: str, fragment: Fragment, published: Moment | None, context: Context
) -> tuple[Candidate, list[Issue]]:
    if not title:
        posted = read_post(fragment.linked, line=0, origin=item.origin, context=context).records[-1]
        return posted, []
    facts = None
    if item.kind in (None, "event"):
        facts = _stated_event(item, context) or (
            None if item.kind else _told_event(title, fragment, published, context)
        )
    kind: Kind = item.kind or ("event" if facts else "resource")
    named = gather(title, 0, context, spans=[])
    facts = facts or Facts()
    facts.status = item.status or (named.status if kind == "event" else None)
    facts.former = None
    facts.register_url = item.register_url or facts.register_url
    return candidate(
        kind=kind,
        title=without_status(title) if kind == "event" else title,
        organisers=_organisers(item, kind, context),
        facts=facts,
        origin=item.origin,
        raw=f"{title}\n{fragment.text}"[:2000],
        section=item.section,
        confidence=1.0 if item.start or item.kind or kind == "resource" else 0.8,
        place=plain_line(item.place) or None,
    )


def _stated_event(item: Item, context: Context) -> Facts | None:
    """The dates that a source gives in fields of their own."""
    stated = stated_moment(item.start, today=context.today, order=context.order) if item.start else None
    start, zone = on_clock(whole_day(stated) if item.all_day else stated, item.timezone)
    if start is None:
        return None
    end = stated_moment(item.end, today=context.today, order=context.order)
    end = on_clock(whole_day(end) if item.all_day else end, item.timezone)[0]
    if end and (end == start or str(end) <= str(start)[: len(str(end))]):
        end = None
    facts = gather(read_fragment(item.text[:_MAX_TEXT], base=item.base).linked, 0, context, spans=[])
    facts.when = Span(0, 0, start, end, timezone=zone or ("UTC" if start.offset == timedelta(0) else None))
    if deadline := stated_moment(item.register_by, today=context.today, order=context.order):
        facts.deadline = Span(0, 0, deadline)
    facts.url = None
    return facts


def _told_event(title: str, fragment: Fragment, published: Moment | None, context: Context) -> Facts | None:
    """An event that the text announces: the title names one, and its day is not before the post."""
    if "event" not in kinds_in(title):
        return None
    text = f"{title}\n{fragment.linked}"
    spans = context.spans(text, 0)
    days = [span for span in spans if date_role(text, span) in ("occurs", "moved to") and span.start and span.start.day]
    if not days or not days[0].start:
        return None
    if published and published.day and days[0].start.first_day() < published.first_day() - _LATE:
        return None
    facts = gather(text, 0, context, spans=spans)
    facts.when = _with_clock(facts.when, days)
    facts.url = None
    return facts


def _with_clock(when: Span | None, days: list[Span]) -> Span | None:
    """Of two statements of one day, the one that tells the clock: titles leave it out."""
    if when is None or when.start is None or when.start.time is not None or when.end is not None:
        return when
    first = when.start
    timed = (day for day in days if day.start and day.start.time and whole_day(day.start) == first)
    return next(timed, when)


def _organisers(item: Item, kind: Kind, context: Context) -> tuple[str, ...]:
    """Who holds or publishes it; an author counts if the name is an organisation's, for persons publish nothing here."""
    if kind == "event" and item.organiser:
        return tuple(split_organisers(plain_line(item.organiser), context.known))
    names = [plain_line(name) for name in item.publishers]
    authors = [plain_line(name) for name in item.authors]
    names += [name for name in authors if name in context.known or has_head(name)]
    return tuple(dict.fromkeys(part for name in names for part in split_organisers(name, context.known)))
