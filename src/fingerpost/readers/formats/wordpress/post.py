"""One post of an export: what it is, and what its fields and those of event plug-ins state."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from fingerpost.readers.formats.apis.thing import offset_between
from fingerpost.readers.formats.items import Item
from fingerpost.readers.formats.xml import name_of, namespace_of, parts_of
from fingerpost.readers.values.urls import is_form, resolve

_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif|heic|bmp|tiff?|ico|css|js|json|xml|mp3|wav|woff2?)(?:[?#].*)?$", re.IGNORECASE)  # fmt: skip
#: Shortcodes of page builders and galleries: "[et_pb_row …]", "[/caption]".
_SHORTCODE = re.compile(r"\[/?(?:[a-z][a-z0-9]*[_-][a-z0-9_-]{1,60}|caption|gallery|embed|audio|video|playlist|button|row|column|col|tabs?|accordion)(?:\s[^\[\]]{0,3000})?/?\]")  # fmt: skip
_BLOCK = re.compile(r"<(?:p|div|ul|ol|table|h[1-6]|blockquote|section|figure|dl)\b|<!-- wp:", re.IGNORECASE)
_YES = frozenset({"yes", "1", "true", "on"})
_STATUSES = {
    "draft": "It is a draft.",
    "auto-draft": "It is a draft.",
    "pending": "It waits for review.",
    "future": "It is not published yet.",
    "private": "It is private.",
    "trash": "It lies in the trash.",
}


@dataclass(slots=True)
class Post:
    """An item of an export, as its fields state it."""

    origin: str
    fields: dict[str, str]
    meta: dict[str, list[str]]
    terms: dict[str, list[str]]
    kind: str = ""
    base: str | None = None
    language: str = ""
    venues: Mapping[str, str] = field(default_factory=dict)  #: places that are posts of their own, by their number
    hosts: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> str:
        return self.fields.get("content", "")

    @property
    def link(self) -> str | None:
        return resolve(self.fields.get("link", ""), self.base)

    def first(self, *keys: str) -> str:
        return next((value for key in keys for value in self.meta.get(key, []) if value), "")


def open_post(node: Any, number: int) -> Post:
    """Return what an item of the export holds, not yet told apart."""
    fields: dict[str, str] = {}
    meta: dict[str, list[str]] = {}
    terms: dict[str, list[str]] = {}
    for part in parts_of(node):
        name = name_of(part)
        if name == "postmeta":
            inner = {name_of(one): (one.text or "").strip() for one in parts_of(part)}
            if len(meta.setdefault(inner.get("meta_key", ""), [])) < 100:
                meta[inner.get("meta_key", "")].append(inner.get("meta_value", "")[:20_000])
        elif name == "category":
            terms.setdefault(part.get("domain", ""), []).append((part.text or "").strip())
        else:
            fields.setdefault(_plain(name, namespace_of(part)), (part.text or "").strip())
    post = Post(f"item {number}, line {node.sourceline}", fields, meta, terms)
    post.kind = fields.get("post_type", "post")
    return post


def _plain(name: str, namespace: str) -> str:
    return "excerpt" if "excerpt" in namespace else "content" if name == "encoded" else name


def is_event(post: Post) -> bool:
    return bool(_dates(post)[0])


def why_ignored(post: Post) -> str | None:
    """Say why a post is no record; None if it is to be read."""
    if reason := _STATUSES.get(post.fields.get("status", "")):
        return reason
    if post.fields.get("post_password"):
        return "It is behind a password."
    if post.kind == "attachment":
        address = post.fields.get("attachment_url", "")
        return "It is a picture or a part of a page." if not address or _PICTURE.search(address) else None
    if post.kind in ("post", "page") or is_event(post):
        return None
    if (
        post.link
        and post.kind not in _FURNITURE
        and post.content
        and not post.kind.startswith(("wp_", "acf-", "elementor_"))
    ):
        return None
    return f"It is part of the site itself ({post.kind[:40]})."


_FURNITURE = frozenset({"nav_menu_item", "revision", "custom_css", "customize_changeset", "tribe_venue", "tribe_organizer", "feedback", "product", "popup", "wpcf7_contact_form", "oembed_cache", "et_pb_layout"})  # fmt: skip


def item_of(post: Post) -> Item:
    """Return what a post states, as an item."""
    item = Item(origin=post.origin, base=post.link or post.base)
    item.title = post.fields.get("title", "")
    item.text = html_of(post) or post.fields.get("excerpt", "")
    item.url = post.link
    item.uid = post.fields.get("guid", "")[:400] or None
    item.language = post.language
    item.published = _published(post)
    if post.kind == "attachment":
        item.url, item.kind = resolve(post.fields.get("attachment_url", ""), post.base), "resource"
        return item
    item.start, item.end = _dates(post)
    if item.start:
        _take_event(item, post)
    return item


def html_of(post: Post) -> str:
    """The content as HTML: without shortcodes, and with the paragraphs that the old editor leaves to blank lines."""
    content = _SHORTCODE.sub("", post.content)
    if _BLOCK.search(content) or not content.strip():
        return content
    parts = re.split(r"\n\s*\n", content)
    return "".join(f"<p>{part.strip()}</p>" for part in parts).replace("\n", "<br>")


def _published(post: Post) -> str:
    local, utc = post.fields.get("post_date", ""), post.fields.get("post_date_gmt", "")
    if not local or local.startswith("0000"):
        return post.fields.get("pubdate", "")
    return f"{local.replace(' ', 'T')}{offset_between(local, utc)}"


def _dates(post: Post) -> tuple[str, str]:
    """Start and end by The Events Calendar, Modern Events Calendar, EventON, Events Manager, and fields named alike."""
    if start := post.first("_EventStartDate"):
        return start, post.first("_EventEndDate")
    if day := post.first("mec_start_date"):
        return _mec_clock(post, day, "start"), _mec_clock(post, post.first("mec_end_date") or day, "end")
    if stamp := post.first("evcal_srow"):
        return _stamp(stamp), _stamp(post.first("evcal_erow"))
    start = post.first(
        "_event_start_date", "event_start_date", "event_date", "start_date", "_eventorganiser_schedule_start_start"
    )
    end = post.first("_event_end_date", "event_end_date", "end_date", "_eventorganiser_schedule_start_finish")
    clocks = (
        post.first("_event_start_time", "event_start_time", "start_time"),
        post.first("_event_end_time", "event_end_time", "end_time"),
    )
    return _joined(start, clocks[0]), _joined(end or (start if clocks[1] else ""), clocks[1])


def _joined(day: str, clock: str) -> str:
    return f"{day} {clock}".strip() if day and ":" not in day else day


def _mec_clock(post: Post, day: str, which: str) -> str:
    hour, minutes = post.first(f"mec_{which}_time_hour"), post.first(f"mec_{which}_time_minutes") or "0"
    half = post.first(f"mec_{which}_time_ampm").upper()
    if not hour.isdecimal() or not minutes.isdecimal() or post.first("mec_allday") in _YES:
        return day
    hours = int(hour[:2]) % 12 + (12 if half == "PM" else 0) if half in ("AM", "PM") else int(hour[:2])
    return f"{day} {hours:02}:{int(minutes[:2]):02}"


def _stamp(seconds: str) -> str:
    """EventON counts the seconds of the clock on the wall, as if it were in UTC."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%d %H:%M") if seconds else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _take_event(item: Item, post: Post) -> None:
    item.kind = "event"
    item.timezone = post.first("_EventTimezone", "mec_timezone", "_evo_tz", "_event_timezone", "timezone")
    item.all_day = post.first("_EventAllDay", "mec_allday", "evcal_allday", "_event_all_day").casefold() in _YES
    item.place = post.venues.get(post.first("_EventVenueID", "_location_id")) or post.first("evcal_location_name")
    item.place = item.place or next(iter(_terms(post, "location", "venue")), "")
    hosts = [name for number in post.meta.get("_EventOrganizerID", []) if (name := post.hosts.get(number))]
    item.organiser = " ; ".join(hosts or _terms(post, "organizer", "organiser") or [post.first("evcal_organizer")])
    for address in (post.first("_EventURL"), post.first("mec_more_info", "mec_read_more"), post.first("evcal_lmlink")):
        if (url := resolve(address)) and is_form(url):
            item.register_url = item.register_url or url


def _terms(post: Post, *endings: str) -> list[str]:
    """Terms of a taxonomy such as ``mec_location`` or ``event_organizer``."""
    return [term for domain, terms in post.terms.items() if domain.endswith(endings) for term in terms if term]
