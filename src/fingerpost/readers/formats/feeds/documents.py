"""RSS 2.0 and its elders, RSS 1.0 and Atom as items. The XML is mended where it can be, and never fetches or expands anything."""

import html
import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.items import Item
from fingerpost.readers.formats.xml import LANGUAGE, name_of, namespace_of, open_tree, parts_of
from fingerpost.readers.values.urls import resolve

#: A description with tags of its own, neither escaped nor in a CDATA section, up to what cannot stand in one.
_RAW_HTML = re.compile(
    r"(<description>)((?:[^<]++|<(?!/?(?:description|item|channel|rss)\b|!\[CDATA\[))*+)(</description>)", re.IGNORECASE
)
_XHTML = "{http://www.w3.org/1999/xhtml}"
_SYNTAX = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OWN = ("", "http://purl.org/rss/1.0/", "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "http://my.netscape.com/rdf/simple/0.9/")  # fmt: skip
#: Fields of event calendars in feeds, by their names without namespace: RSS's event module, xCal, LibCal, MEC, Trumba.
_START = ("startdate", "dtstart", "start_date", "localstart", "event_start", "date")
_END = ("enddate", "dtend", "end_date", "localend", "event_end")
_START_CLOCK, _END_CLOCK = ("start", "starthour", "starttime", "start_time"), ("end", "endhour", "endtime", "end_time")
_PLACE, _ORGANISER = ("location", "venue", "place"), ("organizer", "organiser", "event_organizer")
_CLOCK_IN_DATE = re.compile(r"\d[T ]\d\d:?\d\d|\d\s?[ap]m", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Document:
    """An opened feed."""

    items: tuple[Item, ...]
    title: str
    language: str
    encoding: str
    broken_at: int | None  #: the first line that is not well-formed


def open_xml(content: bytes, base_url: str | None) -> Document:
    """Return the items of an XML feed. Raises UnreadableSource for what is no feed, or declares entities of its own."""
    tree = open_tree(content, what="feed", base_url=base_url, mend=_with_cdata)
    root = tree.root
    if root is None or name_of(root) not in ("rss", "rdf", "feed", "channel"):
        raise UnreadableSource(
            "The source is no feed.", remedy="Give the address of the RSS, Atom or JSON feed itself."
        )
    channel = next((part for part in parts_of(root) if name_of(part) == "channel"), root)
    base = _link(channel, root.base or base_url) or base_url
    nodes = [node for node in root.iter(etree.Element) if name_of(node) in ("item", "entry") and _is_own(node)]
    return Document(
        items=tuple(_item(node, number, base) for number, node in enumerate(nodes, start=1)),
        title=_text(channel, "title"),
        language=_text(channel, "language") or channel.get(LANGUAGE) or root.get(LANGUAGE) or "",
        encoding=tree.encoding,
        broken_at=tree.broken_at,
    )


def _with_cdata(text: str) -> str:
    return _RAW_HTML.sub(_in_cdata, text)


def _in_cdata(found: re.Match[str]) -> str:
    return f"{found[1]}<![CDATA[{found[2]}]]>{found[3]}" if "<" in found[2] and "]]>" not in found[2] else found.group()


def _is_own(node: Any) -> bool:
    return namespace_of(node) in _OWN


def _text(node: Any, *names: str, foreign: bool | None = None) -> str:
    """The text of the first part with one of these names; ``foreign`` asks for one from another vocabulary."""
    for name in names:
        for part in parts_of(node):
            if name_of(part) == name and (foreign is None or _is_own(part) != foreign) and (found := _content(part)):
                return found
    return ""


def _content(part: Any) -> str:
    """The text of an element; what stands in it as elements is kept as HTML."""
    children = list(parts_of(part))
    if not children:
        return str(part.text or "").strip()
    if (
        part.get("type") == "xhtml"
        or children[0].tag.startswith(_XHTML)
        or name_of(children[0]) in ("div", "p", "b", "br")
    ):
        inner = "".join(etree.tostring(child, encoding="unicode") for child in children)
        return ((part.text or "") + inner).strip()
    return str(part.text or "").strip()


def _item(node: Any, number: int, base: str | None) -> Item:
    base = node.base if node.base and node.base != node.getroottree().docinfo.URL else base
    item = Item(origin=f"item {number}, line {node.sourceline}", base=base)
    item.title = _text(node, "title", foreign=False)
    item.text = _text(node, "description", "summary", "content", "encoded", "subtitle", foreign=False) or _text(
        node, "encoded", "description", "summary", foreign=True
    )
    item.url = _link(node, base)
    item.uid = (_text(node, "guid", "id", foreign=False) or node.get(f"{{{_SYNTAX}}}about") or "")[:400] or None
    item.published = _text(node, "pubdate", "published", "issued") or _dublin_date(node) or _text(node, "updated")
    item.language = node.get(LANGUAGE) or _text(node, "language")
    item.authors = [_person(part) for part in parts_of(node) if name_of(part) in ("author", "creator")]
    item.publishers = [_content(part) for part in parts_of(node) if name_of(part) == "publisher"]
    _take_event(item, node)
    return item


def _dublin_date(node: Any) -> str:
    parts = (part for part in parts_of(node) if name_of(part) == "date" and "dc/elements" in namespace_of(part))
    return next((_content(part) for part in parts), "")


def _person(part: Any) -> str:
    return _text(part, "name") or _content(part)


def _take_event(item: Item, node: Any) -> None:
    calendar = {name_of(part): _content(part) for part in reversed(list(parts_of(node))) if _is_calendar(part)}
    item.start = _dated(calendar, _START, _START_CLOCK)
    item.end = _dated(calendar, _END, _END_CLOCK)
    if item.start and not item.end and (clock := next((calendar[name] for name in _END_CLOCK if name in calendar), "")):
        item.end = f"{item.start[:10]} {clock}"
    item.place = next((calendar[name] for name in _PLACE if calendar.get(name)), "")
    item.organiser = next((calendar[name] for name in _ORGANISER if calendar.get(name)), "")
    for part in parts_of(node):
        if name_of(part) == "when" and part.get("startTime"):
            item.start, item.end = part.get("startTime"), part.get("endTime") or ""


def _is_calendar(part: Any) -> bool:
    namespace = namespace_of(part)
    return namespace not in _OWN and "dc/elements" not in namespace and "dc/terms" not in namespace


def _dated(calendar: dict[str, str], names: tuple[str, ...], clocks: tuple[str, ...]) -> str:
    """A date field, with the clock from the field beside it where it has none of its own."""
    day = next((calendar[name] for name in names if calendar.get(name)), "")
    clock = next((calendar[name] for name in clocks if calendar.get(name)), "")
    if not day:
        return clock if re.match(r"\d{4}-?\d\d", clock) else ""
    return f"{day} {clock}" if clock and not _CLOCK_IN_DATE.search(day) else day


def _link(node: Any, base: str | None) -> str | None:
    """The address of the thing itself: never an enclosure, the feed's own address or its comments."""
    original = _text(node, "origlink")
    plain = [html.unescape(_content(part)) for part in parts_of(node) if name_of(part) == "link" and _is_own(part)]
    marked = [part for part in parts_of(node) if name_of(part) == "link" and part.get("href") and _leads_there(part)]
    marked.sort(key=lambda part: part.get("type", "text/html") != "text/html")
    addresses = [original, *plain, *((part.get("href"), part.base or base) for part in marked), _permalink(node)]
    for address in addresses:
        text, own_base = address if isinstance(address, tuple) else (address, base)
        if text and (found := resolve(text, own_base)):
            return found
    return None


def _leads_there(part: Any) -> bool:
    return _is_own(part) and part.get("rel", "alternate") == "alternate"


def _permalink(node: Any) -> str:
    parts = [part for part in parts_of(node) if name_of(part) == "guid" and part.get("isPermaLink", "true") != "false"]
    text = _content(parts[0]) if parts else ""
    return text if text.startswith(("http://", "https://")) else ""
