"""Whether a page is itself one event or one document, and that record with all its facts."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from fingerpost.readers.formats.pages.html.fields import Fields, as_day
from fingerpost.readers.formats.pages.html.lines import Line
from fingerpost.readers.formats.pages.html.parse import Document
from fingerpost.readers.formats.pages.html.single import declared as heads
from fingerpost.readers.formats.pages.html.single.clocks import on_clock_of, zone_in
from fingerpost.readers.formats.pages.html.single.declared import Declared
from fingerpost.readers.formats.pages.html.single.marks import DOCUMENT_MARKS, EVENT_MARKS
from fingerpost.readers.formats.pages.html.single.naming import alike, is_generic, own_titles, segments, settled_title
from fingerpost.readers.formats.pages.html.single.parts import part_of
from fingerpost.readers.formats.pages.html.single.posts import is_day_of_post, is_elsewhere, is_hour_of_post
from fingerpost.readers.formats.pages.html.single.settling import joined, joined_names
from fingerpost.readers.formats.pages.html.single.shown import read_shown
from fingerpost.readers.formats.pages.html.single.things import all_things, types_of
from fingerpost.readers.formats.pages.html.single.zone import Zone, zone_of
from fingerpost.readers.formats.pages.html.structured import Statement
from fingerpost.readers.formats.pages.html.vocabulary import fold, is_section_name, kinds_in
from fingerpost.readers.formats.pages.html.walk import Item, Page
from fingerpost.readers.formats.pages.html.when import Calendar, spans_in
from fingerpost.readers.types import Issue, Kind
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.urls import is_form, is_video

_CASE = re.compile(
    r"\b(?:case stud(?:y|ies)|good practices?|best practices?|city practices?|étude de cas|bonnes? pratiques?|estudio de caso|buenas? prácticas?|estudo de caso|boas? práticas?|studi kasus|praktik baik|fallstudie)\b|"
    r"우수사례|사례|好事例|事例|典型案例|案例",
    re.IGNORECASE,
)
_PLENTY = 40
_MANY, _FEW = 3, 2
_SHORT, _MAX_FOLDER = 60, 40
_MIN_DOCUMENT_SIGNS = 2


@dataclass(frozen=True, slots=True)
class Single:
    """The one record that a page is."""

    item: Item
    issues: list[Issue]


@dataclass(slots=True)
class _Evidence:
    """What speaks for one item, before anything is decided."""

    document: Document
    page: Page
    zone: Zone
    shown: Fields
    declared: list[Declared]
    things: list[Statement]
    published: Moment | None
    titles: list[str]


def page_itself(document: Document, page: Page) -> Single | None:
    """Return the page as one item if it is one event or one document; None for listings and for pages that are neither."""
    if len(page.items) > _PLENTY and not EVENT_MARKS.search(document.marks) and not _states_one(document):
        return None
    found = _gathered(document, page)
    neither = _is_neither(found)
    kind, stated = (None, None) if neither else _verdict(found)
    if kind is None and (neither or _is_news(found)) and sum(map(_leads_on, page.items)) < _FEW:
        page.items = []
    return _single(found, kind, stated) if kind else None


def _states_one(document: Document) -> bool:
    return "citation_title" in document.meta or any("Event" in block for block in document.data)


def _leads_on(item: Item) -> bool:
    return bool(item.fields.url or item.fields.register_url or item.fields.more_url or item.fields.file_url)


def _opens_a_part(heading: str) -> bool:
    """True for "Contact us", and for "Speakers": a part of an event's site, not the event."""
    part = part_of(heading)
    return part == "neither" or (part == "programme" and not is_section_name(heading))


def _bears_name_of_none(document: Document) -> bool:
    names = [part for title in own_titles(document)[:2] for part in segments(title)[:1]]
    return any(part_of(name) == "neither" for name in names)


def _gathered(document: Document, page: Page) -> _Evidence:
    things = all_things(document.data, document.body)
    titles = own_titles(document)
    named = [one for statement in things if (one := heads.from_thing(statement, _fields(page)))]
    tags = [
        one for one in (heads.from_tags(document, _fields(page)), heads.from_open_graph(document, _fields(page))) if one
    ]
    zone = zone_of(document.body, page.sizes, [*(one.fields.title for one in tags), *titles], own=document.address)
    published = heads.page_published(document, things, _fields(page))
    shown = read_shown(zone, _fields(page), published=published)
    if shown.when is not None and shown.when.year_inferred and published is not None:
        again = read_shown(zone, _fields(page, year=published.year), published=published)
        shown = again if again.when else shown
    names = {kind: {fold(one.fields.title) for one in named if one.kind == kind} for kind in ("event", "resource")}
    own = [one for one in named if _is_own(one, zone, titles, document, among_others=len(names[one.kind]) > 1)]
    lone = [] if _heads_a_list(zone, document) else named
    days = _days([*zone.above, *zone.about], page)
    return _Evidence(
        document,
        page,
        zone,
        shown,
        _chosen(own, lone, days=days, address=document.address) + tags,
        things,
        published,
        titles,
    )


def _fields(page: Page, *, year: int | None = None) -> Fields:
    calendar: Calendar = page.outline.calendar
    return Fields(replace(calendar, year=year) if year else calendar, page.known, page.base)


def _is_own(one: Declared, zone: Zone, titles: list[str], document: Document, *, among_others: bool) -> bool:
    """True if a stated thing is what the page is about: it bears the page's title or its address.

    Where several things of its kind are stated, part of a title is not enough: "Water week" is one of "Events of the water week".
    """
    name = one.fields.title
    same = [title for title in (zone.title, *titles) if title and alike(name, title)]
    if any(fold(name) == fold(title) for title in same) or (same and not among_others):
        return True
    return one.fields.url is not None and one.fields.url == document.address


def _heads_a_list(zone: Zone, document: Document) -> bool:
    """True for "Upcoming events": the one event that stands below has a page of its own."""
    return bool(zone.title) and is_generic(zone.title) and not is_form(document.address or "")


def _chosen(own: list[Declared], named: list[Declared], *, days: set[str], address: str | None) -> list[Declared]:
    """The page's own statements, the fullest first; a lone event of another name is its own if the page shows its day."""
    events = [one for one in named if one.kind == "event"]
    if not own and len({fold(one.fields.title) for one in events}) == 1 and _day_of(events[0]) in days:
        own = [one for one in events[:1] if one.fields.url in (None, address)]
    return sorted(own, key=lambda one: one.fields.when is None)


def _day_of(one: Declared) -> str | None:
    start = one.fields.when.start if one.fields.when else None
    return str(start.first_day()) if start else None


# Verdict


def _is_neither(found: _Evidence) -> bool:
    if any(one.kind == "event" or one.source.startswith("citation") for one in found.declared):
        return False
    types = {name for statement in found.things for name in types_of(statement.thing)}
    head = found.zone.title or (found.titles[0] if found.titles else "")
    return bool(types & heads.NO_ITEM) or _opens_a_part(head) or _bears_name_of_none(found.document)


def _verdict(found: _Evidence) -> tuple[Kind | None, Declared | None]:
    events = [one for one in found.declared if one.kind == "event"]
    works = [one for one in found.declared if one.kind == "resource"]
    if events and not (works and works[0].source.startswith("citation")):
        return "event", events[0]
    if works and not works[0].source.startswith("Dublin"):
        return "resource", works[0]
    if _is_front(found.document) or _is_list(found):
        return None, None
    if _is_case(found):
        return "measure", works[0] if works else None
    if _is_event(found):
        return "event", None
    if works and _is_described(found, works[0]):
        return "resource", works[0]
    if _is_document(found):
        return _kind_of_document(found), None
    return None, None


def _is_list(found: _Evidence) -> bool:
    """True if the page shows several things besides, each with a way to a page of its own or with labels of its own."""
    if EVENT_MARKS.search(_marks(found)) or DOCUMENT_MARKS.search(_marks(found)):
        return False
    head = found.zone.title
    shown = {fold(line.text) for line in found.zone.about}
    others = [
        item.fields
        for item in found.page.items
        if item.fields.title
        and not alike(item.fields.title, head)
        and any(fold(item.fields.title) in text for text in shown)
    ]
    away = [one for one in others if _leads_away(one, found.document)]
    linked = [one for one in away if one.when is not None or one.organisers]
    labelled = [one for one in others if "date" in one.labelled and (one.register_url or one.organisers or one.url)]
    few = 1 if not head or is_generic(head) else _MANY
    return len(linked) >= few or len(away) >= 2 * _MANY or len(labelled) > 1


def _leads_away(fields: Fields, document: Document) -> bool:
    address = fields.url or fields.more_url
    return address is not None and address != document.address


def _is_front(document: Document) -> bool:
    """True for the front page of a site; only what it plainly declares to be an event or a document is one."""
    path = (document.address or "").split("//", 1)[-1].partition("/")[2]
    return bool(document.address) and not path.strip("/").removeprefix("en").removeprefix("index.html")


def _marks(found: _Evidence) -> str:
    marks = [found.document.marks]
    node = found.zone.heading
    while node is not None:
        marks.append(node.marks)
        node = node.parent
    return " ".join(marks)


def _is_event(found: _Evidence) -> bool:
    shown, title = found.shown, found.zone.title or found.shown.title
    start = shown.when.start if shown.when else None
    has_day = start is not None and start.day is not None
    marked = bool(EVENT_MARKS.search(_marks(found)))
    if is_hour_of_post(shown, found.document.address):
        return False
    if not has_day:
        return marked and bool(shown.status) and bool(title)
    if marked:
        return True
    told = {"date", "time", "place", "organiser", "register", "deadline", "recording"} & shown.labelled
    words = (
        "event" in kinds_in(title)
        or "event" in kinds_in(found.document.meta.get("description", "")[:120])
        or "event" in shown.kinds
    )
    address = _path_kind(found) == "event" or is_form(found.document.address or "")
    timed = start is not None and start.time is not None
    if DOCUMENT_MARKS.search(_marks(found)) or (is_generic(title) and not shown.title):
        return False
    own = found.document.address
    if not address and is_day_of_post(start, own, found.published if _is_post(found) else None):
        return False
    plain = told & {"date", "time", "place", "deadline"} or address or "event" in kinds_in(title)
    if (_is_news(found) or _is_post(found)) and not plain and not is_elsewhere(shown.register_url, own):
        return False
    signs = [
        bool(told & {"date", "deadline"}),
        len(told) > 1,
        words,
        address,
        timed,
        shown.register_url is not None,
        shown.recording_url is not None,
    ]
    return sum(signs) >= (2 if not _is_news(found) else 3) and (timed or bool(told) or address)


def _is_post(found: _Evidence) -> bool:
    return found.document.meta.get("og:type") == "article" or _path_kind(found) == "update"


def _is_news(found: _Evidence) -> bool:
    types = {name for statement in found.things for name in types_of(statement.thing)}
    return bool(types & heads.NEWS)


def _is_document(found: _Evidence) -> bool:
    shown = found.shown
    title = found.zone.title
    if not title or is_generic(title):
        return False
    told = {"organiser", "published", "language", "kind", "series"} & shown.labelled
    kinds = "resource" in (*kinds_in(title), *shown.kinds) or _path_kind(found) == "resource"
    if DOCUMENT_MARKS.search(_marks(found)):
        return True
    signs = [bool(told), len(told) > 1, kinds, shown.file_url is not None, _path_kind(found) in ("resource", "measure")]
    return sum(signs) > _MIN_DOCUMENT_SIGNS and not (_is_news(found) and _path_kind(found) == "update")


def _is_described(found: _Evidence, work: Declared) -> bool:
    """True if a page with Dublin Core tags, which some sites give to all their pages, also shows a document."""
    told = {"organiser", "published", "kind", "language"} & found.shown.labelled
    name = found.zone.title or work.fields.title
    return not is_generic(name) and bool(told or found.shown.file_url or work.fields.file_url)


def _is_case(found: _Evidence) -> bool:
    """True for what a city did: a page that calls itself a case or a measure, says which city, and is nothing to attend."""
    shown = found.shown
    title = found.zone.title
    attended = {"time", "register", "deadline"} & shown.labelled or shown.register_url
    if "place" not in shown.labelled or attended or not title or is_generic(title):
        return False
    lines = [line.text for line in (*found.zone.above, *found.zone.about[:8]) if len(line.text) < _SHORT]
    folders = " ".join(_folders(found.document))
    return any(map(_CASE.search, [*lines, folders])) or _path_kind(found) == "measure"


def _kind_of_document(found: _Evidence) -> Kind:
    kinds = (*found.shown.kinds, *kinds_in(found.zone.title))
    return "measure" if "measure" in kinds or _path_kind(found) == "measure" else "resource"


def _path_kind(found: _Evidence) -> Kind | None:
    """What the folders of the page's address say: "/events/water-and-cities"; its last part names the thing itself."""
    for part in reversed(_folders(found.document)):
        if kinds := kinds_in(part):
            return kinds[0]
    return None


def _folders(document: Document) -> list[str]:
    path = (document.address or "").split("//", 1)[-1].partition("/")[2].partition("?")[0]
    parts = path.strip("/").split("/")[:-1]
    return [re.sub(r"[-_]", " ", part) for part in parts if part and len(part) <= _MAX_FOLDER]


# The record


def _single(found: _Evidence, kind: Kind, stated: Declared | None) -> Single:
    document, shown, zone = found.document, found.shown, found.zone
    origin = zone.heading.origin if zone.heading else (stated.source if stated else "page")
    fields = stated.fields if stated else _fields(found.page)
    same = [one for one in found.declared if one.kind == kind and one is not stated]
    for one in same:
        _complete(fields, one.fields)
    title = settled_title(zone.title if not is_generic(zone.title) else shown.title, fields.title, document)
    if not title and found.titles:
        title = found.titles[0]
    dated = kind == "measure" and "date" in shown.labelled
    if kind != "event" and not dated and shown.published is None and shown.when is not None and not fields.published:
        shown.published = as_day(shown.when.start)
    if kind != "event" and fields.organisers:
        shown.organisers = []
    place_zone = zone_in(line.text for line in (*zone.above, *zone.about))
    shown.when = on_clock_of(shown.when, place_zone)
    fields, issues = joined(fields, shown, days=_days([*zone.above, *zone.about], found.page), origin=origin)
    fields.when = on_clock_of(fields.when, place_zone)
    fields.title, fields.lead = title, True
    fields.url = _own_address(document, fields)
    if kind == "event":
        if is_form(document.address or "") and fields.register_url is None and "/register" in (document.address or ""):
            fields.register_url = document.address
    else:
        _settle_document(fields, found, kind)
    fields.published = fields.published or found.published
    fields.language = fields.language or (None if is_video(document.address or "") else document.language)
    fields.summary = fields.summary or document.meta.get("og:description") or document.meta.get("description")
    return Single(Item(fields, kind, origin, None, title, fields.language), issues)


def _settle_document(fields: Fields, found: _Evidence, kind: Kind) -> None:
    if kind != "measure" or "date" not in fields.labelled:
        fields.when = None
    fields.deadline, fields.register_url, fields.status = None, None, None
    site = found.document.meta.get("og:site_name", "")
    if not fields.organisers:
        fields.organisers = heads.page_publishers(found.things, site=site)
    if not fields.organisers and site and kind == "resource":
        fields.organisers = [site]


def _own_address(document: Document, fields: Fields) -> str | None:
    """The address that the page gives itself, then the one stated for its item, then where the page was found."""
    stated = fields.url if fields.url and urlsplit(fields.url).path.strip("/") else None
    return document.canonical or stated or document.address or fields.url


def _complete(fields: Fields, other: Fields) -> None:
    """Add what another statement of the same thing says and this one leaves out."""
    for name in (
        "when",
        "published",
        "url",
        "register_url",
        "recording_url",
        "file_url",
        "place",
        "summary",
        "language",
        "series",
        "status",
    ):
        if not getattr(fields, name):
            setattr(fields, name, getattr(other, name))
    fields.organisers = (
        joined_names(fields.organisers, other.organisers) if not fields.organisers else fields.organisers
    )


def _days(lines: list[Line], page: Page) -> set[str]:
    return {
        str(span.start.first_day())
        for line in lines
        for span in spans_in(line.text, page.outline.calendar)
        if span.start and span.start.day
    }
