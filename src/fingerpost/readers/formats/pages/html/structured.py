"""What a page states for machines: schema.org events in JSON-LD and in microdata.

Source: schema.org, Event; HTML, "Microdata". Other types (articles, breadcrumbs, the site) are not records.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import chompjs

from fingerpost.readers.formats.pages.html.fields import Fields
from fingerpost.readers.formats.pages.html.nodes import Node
from fingerpost.readers.formats.pages.html.parse import declared_language
from fingerpost.readers.formats.pages.html.titles import clean_title
from fingerpost.readers.formats.pages.html.when import machine_moment
from fingerpost.readers.types import Status
from fingerpost.readers.values.dates import Span, find_spans
from fingerpost.readers.values.text import squeeze

MAX_THINGS = 20_000
_MAX_DEPTH = 30
_MAX_NAMES = 100
_EVENT = re.compile(
    r"(?:https?://schema\.org/|schema:)?(?:[A-Z][A-Za-z]*)?(?:Event|Hackathon|EventSeries|CourseInstance)"
)
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_TAGS = re.compile(r"<[^<>]{0,2000}>")
_STATUS: dict[str, Status] = {"EventCancelled": "cancelled", "EventPostponed": "moved", "EventRescheduled": "moved"}
_NO_ORGANISER = frozenset({"", "organization", "person"})

Thing = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing stated for machines, and where."""

    thing: Thing
    origin: str
    node: Node | None = None


def things_in(blocks: Iterable[str]) -> Iterator[Statement]:
    """Yield the events in JSON-LD blocks; a block that is no JSON is passed over."""
    count = 0
    for number, block in enumerate(blocks, start=1):
        for place, thing in enumerate(_events(loaded(block)), start=1):
            count += 1
            if count > MAX_THINGS:
                return
            yield Statement(thing, f"JSON-LD {number}, event {place}")


def loaded(block: str) -> object:
    """Return what a block of JSON-LD holds; trailing commas, comments and escaped quotes are mended, the rest is None."""
    text = _WRAPPING.sub("", block).strip().rstrip(";")
    for one in (text, html.unescape(text) if "&quot;" in text else ""):
        if one:
            try:
                found: object = json.loads(one, strict=False)
            except (ValueError, RecursionError):
                continue
            return found
    try:
        found = chompjs.parse_js_object(text, loader_kwargs={"strict": False})
    except (ValueError, RecursionError, TypeError):
        return None
    return found


def _events(found: object, depth: int = 0) -> Iterator[Thing]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(found, list):
        for one in found:
            yield from _events(one, depth + 1)
    elif isinstance(found, dict):
        if any(_EVENT.fullmatch(name) for name in texts(found.get("@type"))):
            yield found
            return
        for key in ("@graph", "itemListElement", "item", "mainEntity", "event", "events", "subEvent"):
            if key in found:
                yield from _events(found[key], depth + 1)


def microdata(body: Node, *, any_type: bool = False) -> Iterator[Statement]:
    """Yield the events, or all typed things, that the elements name in ``itemprop`` or in RDFa's ``property``."""
    for node in body.walk():
        types = _types(node)
        if types and (any_type or any(_EVENT.fullmatch(name) for name in types)):
            yield Statement({"@type": types, **_properties(node)}, node.origin, node)


def _types(node: Node) -> list[str]:
    if "itemscope" in node.attrs:
        return node.attrs.get("itemtype", "").split()
    return node.attrs.get("typeof", "").split()


def _properties(scope: Node) -> dict[str, object]:
    found: dict[str, object] = {}
    stack = list(reversed(scope.elements()))
    while stack:
        node = stack.pop()
        names = node.attrs.get("itemprop") or node.attrs.get("property", "")
        inner = bool(_types(node)) or "itemscope" in node.attrs
        if names:
            value: object = _properties(node) if inner else _value(node)
            for name in names.split():
                _add(found, name.rsplit(":", 1)[-1], value)
        if not inner:
            stack.extend(reversed(node.elements()))
    return found


def _add(found: dict[str, object], name: str, value: object) -> None:
    known = found.get(name)
    if known in (None, ""):
        found[name] = value
    elif name in ("organizer", "performer"):
        found[name] = [*known, value] if isinstance(known, list) else [known, value]


def _value(node: Node) -> str:
    for name in ("content", "datetime", "href"):
        if node.attrs.get(name):
            return node.attrs[name]
    return node.text(1_000)


def fill(fields: Fields, thing: Thing) -> Fields:
    """Fill Fields from an event stated for machines."""
    fields.set_title(clean_title(plain(thing.get("name") or thing.get("headline"))))
    fields.url = next(
        (address for text in texts(thing.get("url") or thing.get("@id")) if (address := fields.address(text))), None
    )
    fields.when = _when(fields, thing)
    previous = plain(thing.get("previousStartDate"))
    for status in texts(thing.get("eventStatus")):
        fields.status = _STATUS.get(status.rsplit("/", 1)[-1], "moved" if previous else None)
    for name in names_in(thing.get("organizer")):
        if name not in fields.organisers:
            fields.organisers.append(name)
    fields.place = _place(thing.get("location"))
    fields.language = next((tag for text in texts(thing.get("inLanguage")) if (tag := declared_language(text))), None)
    fields.summary = plain(thing.get("description"))[:1_000] or None
    fields.series = next(iter(names_in(thing.get("superEvent"))), None)
    fields.lead = True
    return fields


def _when(fields: Fields, thing: Thing) -> Span | None:
    start, end = plain(thing.get("startDate")), plain(thing.get("endDate"))
    moment = machine_moment(start)
    if moment is None:
        spans = find_spans(start, today=fields.calendar.today) if start else []
        return spans[0] if spans else None
    last = machine_moment(end)
    if last is not None and (last.first_day() < moment.first_day() or last == moment):
        last = None
    if last is not None and (last.time is None) != (moment.time is None) and last.first_day() == moment.first_day():
        last = None
    return Span(0, 0, moment, last)


def names_in(found: object) -> list[str]:
    ones = found[:_MAX_NAMES] if isinstance(found, list) else [found]
    names = [plain(one.get("name")) if isinstance(one, dict) else plain(one) for one in ones]
    return [name for name in names if name.casefold() not in _NO_ORGANISER and not name.startswith("http")]


def _place(found: object) -> str | None:
    for one in found if isinstance(found, list) else [found]:
        if isinstance(one, dict):
            address = one.get("address")
            town = plain(address.get("addressLocality")) if isinstance(address, dict) else plain(address)
            if name := ", ".join(dict.fromkeys(part for part in (plain(one.get("name")), town) if part)):
                return name
        elif isinstance(one, str) and not one.startswith("http"):
            return plain(one) or None
    return None


def texts(found: object) -> list[str]:
    ones = found if isinstance(found, list) else [found]
    return [one.strip() for one in ones if isinstance(one, str)]


def plain(found: object) -> str:
    """Content systems put tags and entities, escaped once or twice, into names."""
    text = next((one for one in texts(found) if one), "")[:20_000]
    return squeeze(_TAGS.sub(" ", html.unescape(html.unescape(_TAGS.sub(" ", text)))))
