"""RSS 2.0 and its elders, RSS 1.0 and Atom as items. The XML is mended where it can be, and never fetches or expands anything."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.feeds.items import Item
from fingerpost.readers.values.text import decode, normalise
from fingerpost.readers.values.urls import resolve

_HEAD = re.compile(r"<\?xml[^>]{0,400}\?>|<!DOCTYPE[^>\[]{0,1000}(?:\[[^\]]{0,10000}\])?\s*>", re.IGNORECASE)
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([a-zA-Z][a-zA-Z0-9]{1,30};)")
_BARE = re.compile(r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)")
#: A description with tags of its own, neither escaped nor in a CDATA section, up to what cannot stand in one.
_RAW_HTML = re.compile(
    r"(<description>)((?:[^<]++|<(?!/?(?:description|item|channel|rss)\b|!\[CDATA\[))*+)(</description>)", re.IGNORECASE
)
_XHTML = "{http://www.w3.org/1999/xhtml}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
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
    decoded = decode(content)
    text = normalise(decoded.text, keep_wide_spaces=True)
    if re.search(r"<!ENTITY", text[: text.find("<item") if "<item" in text else 100_000], re.IGNORECASE):
        raise UnreadableSource(
            "The feed declares entities of its own, which can make a small file fill the memory.",
            remedy="Ask its owner for a feed without them, or save the page that it stands for.",
        )
    root, broken_at = _parse(_mended(text), base_url)
    if root is None or _name(root) not in ("rss", "rdf", "feed", "channel"):
        raise UnreadableSource(
            "The source is no feed.", remedy="Give the address of the RSS, Atom or JSON feed itself."
        )
    channel = next((part for part in _parts(root) if _name(part) == "channel"), root)
    base = _link(channel, root.base or base_url) or base_url
    nodes = [node for node in root.iter(etree.Element) if _name(node) in ("item", "entry") and _is_own(node)]
    return Document(
        items=tuple(_item(node, number, base) for number, node in enumerate(nodes, start=1)),
        title=_text(channel, "title"),
        language=_text(channel, "language") or channel.get(_LANGUAGE) or root.get(_LANGUAGE) or "",
        encoding=decoded.encoding,
        broken_at=broken_at,
    )


def _parse(text: str, base_url: str | None) -> tuple[Any, int | None]:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser, base_url=base_url)
    except (etree.XMLSyntaxError, ValueError):
        return None, None
    grave = [entry.line for entry in parser.error_log if entry.level >= etree.ErrorLevels.ERROR and entry.domain_name != "NAMESPACE"]  # fmt: skip
    return root, grave[0] if grave else None


def _mended(text: str) -> str:
    """Without what stands before the first tag, and with what XML does not know written so that it does."""
    begin = text.find("<")
    lines = "\n" * text.count("\n", 0, max(begin, 0))
    text = lines + _HEAD.sub(lambda found: "\n" * found.group().count("\n"), text[max(begin, 0) :])
    parts = _CDATA.split(_RAW_HTML.sub(_in_cdata, text))
    return "".join(part if part.startswith("<![CDATA[") else _with_entities(part) for part in parts)


def _in_cdata(found: re.Match[str]) -> str:
    return f"{found[1]}<![CDATA[{found[2]}]]>{found[3]}" if "<" in found[2] and "]]>" not in found[2] else found.group()


def _with_entities(text: str) -> str:
    if "&" not in text:
        return text
    text = _NAMED.sub(lambda found: html.unescape(found.group()), text)
    return _BARE.sub("&amp;", text)


def _name(node: Any) -> str:
    # Not lxml's QName: it refuses the names that mended XML may hold, such as “:”.
    return node.tag.rpartition("}")[2].casefold() if isinstance(node.tag, str) else ""


def _namespace(node: Any) -> str:
    return node.tag.rpartition("}")[0].lstrip("{") if isinstance(node.tag, str) else ""


def _is_own(node: Any) -> bool:
    return _namespace(node) in _OWN


def _parts(node: Any) -> Iterator[Any]:
    return (part for part in node if isinstance(part.tag, str))


def _text(node: Any, *names: str, foreign: bool | None = None) -> str:
    """The text of the first part with one of these names; ``foreign`` asks for one from another vocabulary."""
    for name in names:
        for part in _parts(node):
            if _name(part) == name and (foreign is None or _is_own(part) != foreign) and (found := _content(part)):
                return found
    return ""


def _content(part: Any) -> str:
    """The text of an element; what stands in it as elements is kept as HTML."""
    children = list(_parts(part))
    if not children:
        return str(part.text or "").strip()
    if (
        part.get("type") == "xhtml"
        or children[0].tag.startswith(_XHTML)
        or _name(children[0]) in ("div", "p", "b", "br")
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
    item.language = node.get(_LANGUAGE) or _text(node, "language")
    item.authors = [_person(part) for part in _parts(node) if _name(part) in ("author", "creator")]
    item.publishers = [_content(part) for part in _parts(node) if _name(part) == "publisher"]
    _take_event(item, node)
    return item


def _dublin_date(node: Any) -> str:
    parts = (part for part in _parts(node) if _name(part) == "date" and "dc/elements" in _namespace(part))
    return next((_content(part) for part in parts), "")


def _person(part: Any) -> str:
    return _text(part, "name") or _content(part)


def _take_event(item: Item, node: Any) -> None:
    calendar = {_name(part): _content(part) for part in reversed(list(_parts(node))) if _is_calendar(part)}
    item.start = _dated(calendar, _START, _START_CLOCK)
    item.end = _dated(calendar, _END, _END_CLOCK)
    if item.start and not item.end and (clock := next((calendar[name] for name in _END_CLOCK if name in calendar), "")):
        item.end = f"{item.start[:10]} {clock}"
    item.place = next((calendar[name] for name in _PLACE if calendar.get(name)), "")
    item.organiser = next((calendar[name] for name in _ORGANISER if calendar.get(name)), "")
    for part in _parts(node):
        if _name(part) == "when" and part.get("startTime"):
            item.start, item.end = part.get("startTime"), part.get("endTime") or ""


def _is_calendar(part: Any) -> bool:
    namespace = _namespace(part)
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
    plain = [html.unescape(_content(part)) for part in _parts(node) if _name(part) == "link" and _is_own(part)]
    marked = [part for part in _parts(node) if _name(part) == "link" and part.get("href") and _leads_there(part)]
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
    parts = [part for part in _parts(node) if _name(part) == "guid" and part.get("isPermaLink", "true") != "false"]
    text = _content(parts[0]) if parts else ""
    return text if text.startswith(("http://", "https://")) else ""
