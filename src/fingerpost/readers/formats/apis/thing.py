"""One object of an interface's answer as an item, by the names of its fields."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from fingerpost.readers.formats.apis import names
from fingerpost.readers.formats.apis.listing import Thing, merged
from fingerpost.readers.formats.items import Item
from fingerpost.readers.types import Kind, Status
from fingerpost.readers.values.urls import is_form, resolve

_TEXTS = ("rendered", "processed", "text", "value", "name", "title", "organizer", "venue", "displayName", "fullName", "label", "html", "base", "web", "shortname", "href")  # fmt: skip
_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)$")
_TONGUE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
_HAS_CLOCK = re.compile(r"\d[T ]\d{1,2}:\d\d")
_CLOCK_ONLY = re.compile(r"\d{1,2}(?:[:.h]\d\d){0,2}\s*(?:[ap]\.?m\.?)?", re.IGNORECASE)
_FIRST_SECOND, _LAST_SECOND = 500_000_000, 10_000_000_000  #: 1985 and 2286
_COLLECTION = re.compile(r"/(reports|training|jobs|disasters|countries|sources|blog|references|faqs|topics)/\d+$")
_KINDS: dict[str, Kind] = {"reports": "resource", "references": "resource", "blog": "resource", "training": "event"}
_STATUSES: dict[str, Status] = {
    "canceled": "cancelled",
    "cancelled": "cancelled",
    "postponed": "moved",
    "rescheduled": "moved",
}
_HIDDEN = frozenset({"draft", "private", "trash", "pending", "auto-draft", "unpublished", "archived", "embargoed"})


def why_hidden(thing: Thing) -> str | None:
    """Say why an object is to be passed over; None if it is not."""
    fields = _fields(thing)
    collection = _collection(thing)
    if collection and collection not in _KINDS:
        return f"It is one of the {collection}, not an event or a document."
    status = _text(_first(fields, names.STATUS)).casefold()
    return f"Its status is “{status}”." if status in _HIDDEN else None


def item_of(thing: Thing, origin: str) -> Item:
    """Return what an object states."""
    fields = _fields(thing)
    item = Item(origin=origin)
    title = next((name for name in names.TITLE if _text(fields.get(name))), "title")
    item.title = _text(fields.get(title))
    item.text = next((text for name in names.TEXT if name != title and (text := _text(fields.get(name)))), "")
    item.base = _self(thing)
    _take_addresses(item, fields)
    _take_dates(item, fields)
    item.uid = _text(_first(fields, names.IDENTIFIER))[:400] or None
    item.language = _language(_first(fields, names.LANGUAGE))
    item.organiser = " ; ".join(_names(_first(fields, names.ORGANISER)))
    item.publishers = _names(_first(fields, names.PUBLISHER))
    item.status = _STATUSES.get(_text(_first(fields, names.STATUS)).casefold())
    collection = _collection(thing)
    item.kind = _KINDS.get(collection) or ("event" if item.start else None)
    if item.kind == "event":
        item.organiser = item.organiser or " ; ".join(item.publishers)
        item.place = _place(fields)
    return item


def _fields(thing: Thing) -> dict[str, Any]:
    """The fields by their plain names; of two with one name, the first that is filled."""
    found: dict[str, Any] = {}
    for name, value in merged(thing).items():
        plain = names.plain_name(name)
        if found.get(plain) in (None, "", []):
            found[plain] = value
    return found


def _first(fields: dict[str, Any], which: Iterable[str]) -> Any:
    return next((fields[name] for name in which if fields.get(name) not in (None, "", [], {})), None)


def _text(value: Any) -> str:
    """What a value says, in itself or in the field of an object that holds it."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, str | int | float):
        return str(value)[:200_000].strip()
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    if isinstance(value, dict):
        fields = merged(value)
        names_tried = (*_TEXTS, *_tongues(fields))
        return next(
            (text for name in names_tried if isinstance(fields.get(name), str) and (text := fields[name].strip())), ""
        )
    return ""


def _tongues(fields: dict[str, Any]) -> list[str]:
    """The keys of a text told in several languages, English first: {"de": "…", "en": "…"}."""
    keys = [name for name in fields if _TONGUE.fullmatch(name)]
    return sorted(keys, key=lambda name: name != "en") if keys and len(keys) == len(fields) else []


def _names(value: Any) -> list[str]:
    inner = value.get("data") if isinstance(value, dict) else None
    ones = value if isinstance(value, list) else inner if isinstance(inner, list) else [value]
    return [text for one in ones[:50] if (text := _text(one)) and not text.startswith("http") and not text.isdecimal()]


def _self(thing: Thing) -> str | None:
    links = thing.get("links")
    own = links.get("self") if isinstance(links, dict) else None
    return _text(own) or None


def _take_addresses(item: Item, fields: dict[str, Any]) -> None:
    path = fields.get("path")
    alias = path.get("alias") if isinstance(path, dict) else None
    own = urljoin(item.base, alias) if item.base and isinstance(alias, str) else ""
    texts = [own, *(_text(fields.get(name)) for name in names.URL)]
    item.url = next((url for text in texts if text and (url := resolve(text, item.base))), None)
    for name in names.REGISTER:
        url = resolve(_text(fields.get(name)))
        if url and url != item.url and (name != "website" or is_form(url)):
            item.register_url = url
            return


def _take_dates(item: Item, fields: dict[str, Any]) -> None:
    date_field = _first(fields, names.DATE)
    span = date_field[0] if isinstance(date_field, list) and date_field else date_field
    span = {names.plain_name(name): value for name, value in span.items()} if isinstance(span, dict) else {}
    held = bool(_first(span, (*names.START, "value", "endvalue")))
    start = _first(fields, names.START) or (_first(span, (*names.START, "value")) if held else None)
    end = _first(fields, names.END) or _first(span, (*names.END, "endvalue"))
    clocks = _text(_first(fields, names.CLOCK)), _text(_first(fields, names.END_CLOCK))
    # A lone "date" is that of an event where a clock or a place stands beside it, else that of publication.
    lone = not start and isinstance(date_field, str) and (clocks[0] or _first(fields, (*names.PLACE, *names.END)))
    if lone:
        start = date_field
    if not start and _is_epoch(fields.get("time")):
        start = fields["time"]
    item.timezone = _text(_first(fields, names.ZONE)) or _zone(start) or _offset(fields.get("utcoffset"))
    item.start, item.end = _moment(start), _moment(end, last=True)
    if _CLOCK_ONLY.fullmatch(item.start):
        item.start = _text(date_field) if isinstance(date_field, str) else ""
    day = item.start
    if day and _CLOCK_ONLY.fullmatch(clocks[0]) and not _HAS_CLOCK.search(day):
        item.start = f"{day} {clocks[0]}"
    if _CLOCK_ONLY.fullmatch(item.end):
        item.end = f"{day} {item.end}"
    elif item.end and _CLOCK_ONLY.fullmatch(clocks[1]) and not _HAS_CLOCK.search(item.end):
        item.end = f"{item.end} {clocks[1]}"
    item.all_day = _first(fields, names.ALL_DAY) in (True, 1, "1", "yes", "true")
    item.register_by = _moment(_first(fields, names.DEADLINE) or span.get("registration"))
    told = span.get("original") or span.get("created")
    told = told or _first(fields, [name for name in names.PUBLISHED if not ((held or lone) and name == "date")])
    item.published = _published(fields, _moment(told))


def _moment(value: Any, *, last: bool = False) -> str:
    """A moment in one text, or in an object of day, clock and zone."""
    if _is_epoch(value):
        seconds = value / 1_000 if value > _LAST_SECOND else value
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    if not isinstance(value, dict):
        return _MIDNIGHT.sub("", _text(value))
    day, clock = _text(value.get("date")), _text(value.get("time"))
    if day and not clock and last:  # one calendar's interface states the day after the last
        return _day_before(day)
    if day:
        return f"{day} {clock[:8]}".strip() + ("+00:00" if clock and _zone(value) == "UTC" else "")
    return next((text for name in ("dateTime", "local", "value", "utc") if (text := _text(value.get(name)))), "")


def _is_epoch(value: Any) -> bool:
    """Seconds, or milliseconds, since 1970: a number too large for anything else in such a field."""
    return isinstance(value, int) and not isinstance(value, bool) and _FIRST_SECOND < value < _LAST_SECOND * 1_000


def _offset(value: Any) -> str:
    """An offset in seconds or milliseconds as a zone's name: 7200000 is "UTC+2:00"."""
    if not isinstance(value, int) or isinstance(value, bool):
        return ""
    minutes = round(value / (60_000 if abs(value) > 14 * 3_600 else 60))
    return (
        f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60}:{abs(minutes) % 60:02}"
        if abs(minutes) <= 14 * 60
        else ""
    )


def _day_before(day: str) -> str:
    try:
        return str(date.fromisoformat(day) - timedelta(days=1))
    except (ValueError, OverflowError):
        return day


def _zone(value: Any) -> str:
    return _text(value.get("timeZone") or value.get("timezone") or value.get("tz")) if isinstance(value, dict) else ""


def _published(fields: dict[str, Any], text: str) -> str:
    """The date of publication, with the offset that the same moment in UTC beside it tells."""
    utc = _text(fields.get("dategmt") or fields.get("dateutc"))
    if not utc or text != _text(fields.get("date")):
        return text
    return f"{text}{offset_between(text, utc)}"


def offset_between(local: str, utc: str) -> str:
    """The offset of a clock, from one moment on it and in UTC; empty where they are no such pair.

    >>> offset_between("2020-04-01 15:30:00", "2020-04-01T06:30:00")
    '+09:00'
    """
    try:
        span = datetime.fromisoformat(local).replace(tzinfo=None) - datetime.fromisoformat(utc).replace(tzinfo=None)
    except ValueError:
        return ""
    minutes = round(span.total_seconds() / 60)
    if abs(minutes) > 14 * 60:
        return ""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _place(fields: dict[str, Any]) -> str:
    venue = _first(fields, names.PLACE)
    venue = venue[0] if isinstance(venue, list) and venue else venue
    inner = {names.plain_name(name): value for name, value in venue.items()} if isinstance(venue, dict) else {}
    address = inner.get("address")
    towns = [inner, address if isinstance(address, dict) else {}, fields]
    town = next((text for one in towns if (text := _text(_first(one, names.TOWN)))), "")
    country = next((text for one in towns if (text := _text(_first(one, names.COUNTRY))) and len(text) > 2), "")
    return ", ".join(
        dict.fromkeys(part for part in (_text(venue), town, country) if part and not part.startswith("http"))
    )


def _language(value: Any) -> str:
    one = value[0] if isinstance(value, list) and len(value) == 1 else value
    return _text(one.get("code") or one.get("name")) if isinstance(one, dict) else _text(one).replace("_", "-")


def _collection(thing: Thing) -> str:
    match = _COLLECTION.search(_text(thing.get("href")))
    return match[1] if match else ""
