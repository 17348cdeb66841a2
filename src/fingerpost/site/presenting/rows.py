"""Records as rows, posts and cards: every word that a list shows, ready before the template begins."""

from dataclasses import dataclass
from functools import lru_cache, partial
from urllib.parse import urlsplit

from django.urls import get_script_prefix, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext

from fingerpost.catalogue.models import Credit, Link, Record
from fingerpost.site.presenting import languages, posts, times
from fingerpost.site.presenting.printed import Printed
from fingerpost.site.presenting.times import Clock, DayBlock, Viewing

Role = Credit.Role

#: Who made it stands before who took part; the first of these roles that a record has names it in a row.
NAMING_ROLES = ((Role.ORGANISER, Role.HOST), (Role.PUBLISHER,), (Role.PARTNER, Role.FUNDER))
MOST_THEMES = 2
MOST_NAMES = 4
CARD_WORDS = 26


@dataclass(frozen=True, slots=True)
class Away(Printed):
    """A link that leaves the hub: where to, and the words it shows."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Row(Printed):
    """One record in a list. ``attributes`` is `` lang="…" dir="…"`` for its words where they are not the page's."""

    kind: str
    look: str  #: the classes of its element
    label: str  #: “Webinar”, “Report”, “Containment”: what it is in one word
    url: str
    title: str
    attributes: SafeString
    by: str
    day: DayBlock | None
    is_undated: bool  #: an event of which no day is known
    clock: Clock | None
    near: str  #: “today”, “in 3 days”
    notice: str  #: “Cancelled”, “Moved to a new date”
    sign: str  #: both of these in one
    facts: str  #: what else, in short words: “Online · Mobility · Korean”
    away: tuple[Away, ...]


@dataclass(frozen=True, slots=True)
class Post(Printed):
    """One update in a list."""

    url: str
    by: str
    attributes: SafeString
    text: posts.PostText
    posted: str  #: for machines
    ago: str
    days: str


@dataclass(frozen=True, slots=True)
class Card(Printed):
    """One of the network's own items."""

    kind: str
    kicker: str
    url: str
    title: str
    attributes: SafeString
    notice: str
    summary: str
    away: tuple[Away, ...]


def rows(records: list[Record], seen: Viewing) -> list[Row]:
    return [row(record, seen) for record in records]


def row(record: Record, seen: Viewing) -> Row:
    """Return a record as a row. Takes no query if the record was fetched ``for_rows()``."""
    title, language = told_title(record, seen)
    is_event = record.kind == Record.Kind.EVENT
    spans_months = bool(record.end_date and record.start_date and record.end_date.month != record.start_date.month)
    near = times.nearness(record, now=seen.now) if is_event else ""
    noticed = notice(record)
    days = times.day_text(record) if not is_event or spans_months else ""
    return Row(
        kind=record.kind,
        look=f"row {record.kind} off" if record.status == Record.Status.CANCELLED else f"row {record.kind}",
        label=label(record),
        url=address(record),
        title=title,
        attributes=languages.fragment_attributes(language, seen.language),
        by=by(record, seen),
        day=times.day_block(record) if is_event else None,
        is_undated=is_event and record.start_date is None,
        clock=times.clock(record) if is_event else None,
        near=near,
        notice=noticed,
        sign=f"{noticed} · {near}" if noticed and near else noticed or near,
        facts=" · ".join(filter(None, [days, *facts(record, seen)])),
        away=away(record, seen),
    )


def post(record: Record, seen: Viewing) -> Post:
    """Return an update as a post. Takes no query if the record was fetched ``for_rows()``."""
    told = translation(record, seen)
    text = (told.summary or told.title) if told else (record.summary or record.title)
    language = told.language if told else languages.language_of_words(text, record, page=seen.language)
    return Post(
        url=address(record),
        by=by(record, seen),
        attributes=languages.fragment_attributes(language, seen.language),
        text=posts.post_text(text),
        posted=times.posted_at(record),
        ago=times.posted_ago(record, now=seen.now),
        days=times.day_text(record),
    )


def card(record: Record, seen: Viewing) -> Card:
    """Return a record as a card. Takes no query if the record was fetched ``for_rows()``."""
    title, language = told_title(record, seen)
    told = translation(record, seen)
    return Card(
        kind=record.kind,
        kicker=" · ".join(filter(None, [label(record), times.day_text(record)])),
        url=address(record),
        title=title,
        attributes=languages.fragment_attributes(language, seen.language),
        notice=notice(record),
        summary=Truncator(told.summary if told else record.summary).words(CARD_WORDS),
        away=tuple(link for link in away(record, seen) if link.text in _named_places().values()),
    )


def address(record: Record) -> SafeString:
    """Return the record's own page; its words are taken from the title as it stands."""
    return _list_prefix(record.kind, get_script_prefix()) + _slug(record.key, record.title)


@lru_cache(maxsize=64)
def _list_prefix(kind: str, script_prefix: str) -> SafeString:  # noqa: ARG001 -- the addresses of a process may move with it
    return escape(reverse(f"site:{kind}", args=["-"]).removesuffix("-"))


@lru_cache(maxsize=4096)
def _slug(key: str, title: str) -> SafeString:
    # Escaped once here, so that no template does it again for each row of each page.
    return escape(Record(key=key, title=title).slug)


def told_title(record: Record, seen: Viewing) -> tuple[str, str]:
    """Return the title as the page's readers know it best, and the language that it is in."""
    told = translation(record, seen)
    if told:
        return told.title, told.language
    return record.title or gettext("Untitled"), languages.language_of_words(record.title, record, page=seen.language)


def translation(record: Record, seen: Viewing):
    """Return the record's words in the page's language, where it has them beside its own."""
    if languages.same_language(record.language or seen.language, seen.language):
        return None
    matches = partial(languages.same_language, seen.language)
    return next((told for told in record.translations.all() if matches(told.language)), None)


def label(record: Record) -> str:
    if record.kind == Record.Kind.MEASURE and record.phase:
        return record.phase.name
    return capfirst(record.format) if record.format else str(Record.Kind(record.kind).label)


def notice(record: Record) -> str:
    if record.status in {Record.Status.MOVED, Record.Status.CANCELLED}:
        return str(Record.Status(record.status).label)
    return ""


def by(record: Record, seen: Viewing) -> str:
    """Return who is behind it in one line: “UNDRR, WHO, at London Climate Action Week”, or a measure's city."""
    if record.kind == Record.Kind.MEASURE and record.place:
        return place_text(record, seen)
    credits_ = list(record.credits.all())
    for roles in NAMING_ROLES:
        names = [str(credit.organisation) for credit in credits_ if credit.role in roles]
        if names:
            break
    else:
        names = []
    occasions = [str(credit.organisation) for credit in credits_ if credit.role == Role.OCCASION]
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], gettext("%(count)s more") % {"count": len(names) - MOST_NAMES + 1}]
    if occasions:
        names.append(gettext("at %(occasion)s") % {"occasion": occasions[0]})
    return ", ".join(names)


def place_text(record: Record, seen: Viewing) -> str:
    place = record.place
    country = languages.country_name(place.country, seen.language)
    return country if place.kind == place.Kind.COUNTRY else f"{place.name}, {country}"


def facts(record: Record, seen: Viewing) -> tuple[str, ...]:
    """Return what else a row says, in short words: mode, city, number, themes, language."""
    found = []
    if record.mode:
        found.append(str(Record.Mode(record.mode).label))
    if record.place and record.kind != Record.Kind.MEASURE:
        found.append(place_text(record, seen))
    found += [theme.label(seen.language) for theme in list(record.themes.all())[:MOST_THEMES]]
    if record.language and (
        record.kind == Record.Kind.RESOURCE or not languages.same_language(record.language, seen.language)
    ):
        found.append(languages.language_name(record.language, seen.language))
    return tuple(found)


def away(record: Record, seen: Viewing) -> tuple[Away, ...]:
    """Return where a row leads outside: its own page by the name of its host, its recording, its open registration."""
    found = []
    for link in record.links.all():
        if link.role == Link.Role.ITEM:
            found.append(Away(link.url, host(link.url)))
        elif link.role in _named_places() and (
            link.role != Link.Role.REGISTER or times.registration_is_open(record, now=seen.now)
        ):
            found.append(Away(link.url, _named_places()[link.role]))
    return tuple(found)


def _named_places() -> dict[str, str]:
    return {
        Link.Role.REGISTER: gettext("Register"),
        Link.Role.RECORDING: gettext("Recording"),
        Link.Role.SLIDES: gettext("Slides"),
    }


def host(url: str) -> str:
    """Return the host as people write it: “oecd.org”."""
    return (urlsplit(url).hostname or url).removeprefix("www.").rstrip(".")


def list_address(kind: str) -> str:
    """Return the address of the list of a kind."""
    return reverse(f"site:{kind}s")
