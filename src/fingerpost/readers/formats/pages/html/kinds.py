"""Which kind of record an item is, and whether it is one at all.

The statements are asked in this order, the first that speaks decides:

1. the item's own badge or type ("Webinar", "Policy brief");
2. the columns: a city and a measure make measures, a publisher, a type or a year without a day make resources;
3. the nearest heading, tab or list name with a kind in it, then the page's own name, then its address;
4. the markup: posts of a blog are updates;
5. the words of the title ("Webinar: …", "Report of …"), a PDF, a day.

A day makes an event where the words above say nothing else; under "News" it is the day of a post, under "Publications"
that of the issue. What has neither day, nor a kind in its surroundings, nor a document, is no record but navigation.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from fingerpost.readers.formats.pages.html.fields import Fields, as_day
from fingerpost.readers.formats.pages.html.vocabulary import action_of, is_section_name, kinds_in
from fingerpost.readers.types import Kind

Shape = Literal["row", "list", "card", "headed", "paragraph", "page"]

_DOCUMENT = re.compile(r"\.(?:pdf|docx?|pptx?|xlsx?|epub)(?:$|[?#])", re.IGNORECASE)
_DEAD = re.compile(r"(?:facebook|twitter|x|instagram|linkedin|youtube)\.com/[\w.@-]*/?$|^mailto:", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:by|posted|published|submitted|created|updated|last (?:updated|modified)|written by|par|por|oleh|von|publié|soumis|écrit par|"
    r"publicado|enviado|escrito por|ditulis|diposting|eingestellt|veröffentlicht|geschrieben von|опубликовано|автор)\s"
    r"|(?:최근|최종)\s?수정|작성자|담당부서|更新日|最終更新|发布时间|發布日期",
    re.IGNORECASE,
)
_MIN_TITLE = 6


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around an item that may say its kind."""

    columns: tuple[Kind, ...] = ()
    sections: tuple[tuple[Kind, ...], ...] = ()  #: of each heading above, the nearest first
    under_list_name: bool = False  #: a heading above is no more than the name of a kind of things ("Upcoming events")
    page: tuple[Kind, ...] = ()
    page_is_list: bool = False  #: the page's name is no more than the name of its kind ("Publications")
    shape: Shape = "list"
    is_list: bool = True  #: neighbours of the same form stand beside it
    has_peers: bool = False  #: several neighbours, too, are one line that is linked or in bold


def kind_of(fields: Fields, around: Surroundings) -> Kind | None:
    """Return the kind of record, or None if the item is no record."""
    if fields.title and (len(fields.title) < 2 or _is_navigation(fields) or _BYLINE.match(fields.title)):
        return None
    stated = _stated(fields, around)
    if stated == "event":
        fields.take_post_day()
    if fields.when is not None or fields.impossible:
        return _dated(fields, around, stated)
    if fields.published is not None and (fields.is_post or stated in ("update", None)):
        return _published(fields, around, stated)
    return _undated(fields, around, stated)


def is_named(fields: Fields, around: Surroundings) -> bool:
    """True if what stands around an item, or a label in it, says what it is; else there are only its words and a day."""
    told = {"date", "place", "deadline", "register"} & fields.labelled
    badge = fields.kinds and (fields.when or fields.published or fields.organisers)
    page = around.page if around.page_is_list else ()
    return bool(badge or around.columns or around.under_list_name or page or told or fields.register_url)


def settle(fields: Fields, kind: Kind) -> None:
    """Move what was read as the day of an event to where it belongs for another kind."""
    fields.round_to_days()
    start = fields.when.start if fields.when else None
    if kind == "measure" and fields.place is None:
        fields.part_place()
    if kind in ("update", "resource") and start is not None:
        fields.published = as_day(fields.published or start)
        fields.when = None


def _stated(fields: Fields, around: Surroundings) -> Kind | None:
    for kinds in (tuple(fields.kinds), around.columns, *around.sections, around.page if around.page_is_list else ()):
        if kinds:
            return _one_of(kinds, fields)
    if around.page and fields.when is None:
        return _one_of(kinds_in(fields.title) or around.page, fields)
    return _one_of(around.page, fields) if around.page and "resource" not in around.page else None


def _one_of(kinds: tuple[Kind, ...], fields: Fields) -> Kind:
    """A heading that names several kinds ("News and events") leaves it to the item."""
    if len(kinds) == 1:
        return kinds[0]
    own = [kind for kind in kinds_in(fields.title) if kind in kinds]
    if own:
        return own[0]
    if (
        "event" in kinds
        and (fields.when is None or fields.when.start is None or not fields.when.start.day)
        and len(kinds) > 1
    ):
        return next((kind for kind in kinds if kind != "event"), "event")
    if "update" in kinds and "event" in kinds:
        return "update" if fields.is_post else "event"
    return kinds[0]


def _dated(fields: Fields, around: Surroundings, stated: Kind | None) -> Kind | None:
    has_day = bool(fields.impossible) or bool(fields.when and fields.when.start and fields.when.start.day)
    has_time = bool(fields.when and fields.when.start and fields.when.start.time)
    if not fields.title and not (fields.organisers and has_day and around.shape == "row"):
        return None
    if stated in ("measure", "resource"):
        return _unless_event(fields, stated, has_time=has_time)
    if stated == "update" and not has_time and not {"date", "place", "organiser"} & fields.labelled:
        return "update"
    if not has_day:
        return _undated(fields, around, stated)
    if stated is None and fields.is_post and not has_time and not fields.labelled:
        return "update"
    return "event"


def _unless_event(fields: Fields, stated: Kind, *, has_time: bool) -> Kind:
    event_words = bool(kinds_in(fields.title)[:1] == ("event",)) and stated not in fields.kinds
    return (
        "event"
        if stated == "resource" and (has_time or fields.register_url or fields.deadline or event_words)
        else stated
    )


def _published(fields: Fields, around: Surroundings, stated: Kind | None) -> Kind | None:
    if not fields.title:
        return None
    if stated == "resource" or (stated is None and (_DOCUMENT.search(fields.url or fields.file_url or ""))):
        return "resource"
    if stated == "measure":
        return "measure"
    if fields.published and not fields.published.day and not fields.is_post:
        return _undated(fields, around, stated)
    return "update" if around.is_list and (fields.url or fields.more_url or around.shape == "row") else None


def _undated(fields: Fields, around: Surroundings, stated: Kind | None) -> Kind | None:
    address = fields.url or fields.file_url or fields.more_url
    single = len(fields.title.split()) < 2 and fields.title.isascii()
    if (len(fields.title) < _MIN_TITLE or single) and not (stated and address and around.shape == "row"):
        return None
    if _is_only_here(fields, around):
        return None
    if not (fields.lead or around.shape == "row" or stated == "measure" or (fields.organisers and stated)):
        return None
    if stated == "measure":
        return "measure" if fields.place or around.shape in ("row", "card", "headed") or address else None
    own = kinds_in(fields.title)
    # Below a heading without an address or a date stands a part of a text that speaks of a document.
    if stated == "resource" and (address or fields.published or (fields.organisers and around.shape != "headed")):
        return "event" if own[:1] == ("event",) and fields.register_url else "resource"
    if stated == "update":
        return "update" if address and around.is_list and (fields.is_post or fields.published) else None
    if _DOCUMENT.search(address or ""):
        return "resource"
    if stated == "event":
        return _dateless_event(fields, around, own)
    if around.columns or not own or around.shape not in ("paragraph", "list", "row"):
        return None
    return (
        own[0]
        if own[0] in ("event", "resource") and around.is_list and (fields.url or fields.organisers or around.has_peers)
        else None
    )


def _is_only_here(fields: Fields, around: Surroundings) -> bool:
    """It leads to no other page than this one: a jump within it, or a question whose answer stands below."""
    is_question = fields.title.endswith(("?", "？", "؟")) and around.shape in ("headed", "card")
    return not fields.url and (fields.leads_within_page or is_question)


def _dateless_event(fields: Fields, around: Surroundings, own: tuple[Kind, ...]) -> Kind | None:
    if around.shape == "row" and (fields.organisers or fields.url):
        return "event"
    if fields.register_url or fields.recording_url:
        return "event"
    if own and around.is_list and (fields.url or around.has_peers):
        return "event" if "event" in own else own[0]
    return "event" if around.is_list and fields.url and fields.organisers else None


def _is_navigation(fields: Fields) -> bool:
    title = fields.title
    nothing_else = fields.when is None and not fields.organisers and not fields.published
    words = len(title.split())
    if words <= 3 and _DEAD.search(fields.url or ""):
        return True
    return (nothing_else and words <= 4 and is_section_name(title)) or action_of(title) in ("share", "calendar")


def first_kinds(texts: Iterable[str]) -> tuple[tuple[Kind, ...], ...]:
    return tuple(kinds for text in texts if (kinds := kinds_in(text)))
