"""What one item of a page states, piece by piece, before its kind is known."""

import re
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from functools import lru_cache

from fingerpost.readers.formats.pages.html.titles import MARKS_AT_ENDS, clean_title
from fingerpost.readers.formats.pages.html.vocabulary import action_of, kinds_in
from fingerpost.readers.formats.pages.html.when import Calendar, day_in_group, machine_moment, settled, spans_in
from fingerpost.readers.types import Kind, Status
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.names import COUNTRY_TAIL as _COUNTRY_TAIL
from fingerpost.readers.values.names import Names, has_head, is_acronym, is_like_name, split_organisers
from fingerpost.readers.values.roles import date_role, deadline_moment
from fingerpost.readers.values.statuses import status_in
from fingerpost.readers.values.text import squeeze
from fingerpost.readers.values.times import ClockSpan, find_clocks
from fingerpost.readers.values.urls import is_form, is_video, resolve
from fingerpost.readers.values.zones import is_place

_MAX_SUMMARY = 1_000
_ONLINE = re.compile(
    r"(?:online|virtual|via zoom|zoom(?: webinar)?|webinar|on-?line event|en ligne|en línea|virtuel|virtuelle|daring|온라인|オンライン|线上|線上|在线|на сайте|онлайн|trực tuyến|ออนไลน์|अनलाइन|hybrid)(?:\s*\(.*\))?",
    re.IGNORECASE,
)
_REGION = re.compile(r"D\.?C\.?|[A-Z]{2}|" + _COUNTRY_TAIL.pattern.removesuffix("$"))
_NO_NAMES = frozenset(
    [
        "covid-19",
        "covid19",
        "covid",
        "sdg",
        "sdgs",
        "ict",
        "faq",
        "pdf",
        "new",
        "tbc",
        "tba",
        "tbd",
        "n/a",
        "na",
        "event",
        "webinar",
        "online",
        "utc",
        "gmt",
        "qa",
        "q&a",
        "free",
        "free of charge",
        "free event",
        "sold out",
        "paid",
        "gratis",
        "gratuit",
        "gratuite",
        "gratuito",
        "gratuita",
        "grátis",
        "entrada libre",
        "kostenlos",
        "kostenfrei",
        "percuma",
        "miễn phí",
        "ฟรี",
        "مجاني",
        "مجانا",
        "бесплатно",
        "ücretsiz",
        "무료",
        "無料",
        "免费",
        "免費",
        "निःशुल्क",
        "new",
        "nuevo",
        "neu",
        "nouveau",
    ]
)
_MAX_OFFICE_WORDS = 9
_SMALL_WORD = re.compile(r"[a-zà-ÿ]{1,3}")
_WRITTEN_BY = re.compile(
    r"^(?:written|posted|published|submitted|created|added) by:? |^(?:écrit|publié|rédigé|posté) par:? |^(?:escrito|publicado|enviado) por:? |"
    r"^(?:ditulis|diposting|diterbitkan) oleh:? |^(?:geschrieben|veröffentlicht|erstellt) von:? |^scritto da:? |^geschreven door:? |^автор: ",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19[5-9]\d|20\d\d)")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|int|eu|edu|gov|info|io|[a-z]{2})")


@dataclass(slots=True)
class Fields:
    """The statements of one item, gathered in any order."""

    calendar: Calendar
    known: Names
    base: str | None
    title: str = ""
    url: str | None = None
    organisers: list[str] = field(default_factory=list)
    when: Span | None = None
    extra_days: int = 0  #: further days that the item names beside its own
    published: Moment | None = None
    post_day: Span | None = None  #: a day that nothing but its class calls that of a post
    loose_time: str = ""  #: a clock without a day
    deadline: Span | None = None
    register_url: str | None = None
    recording_url: str | None = None
    more_url: str | None = None
    file_url: str | None = None
    place: str | None = None
    summary: str | None = None
    kinds: list[Kind] = field(default_factory=list)
    language: str | None = None
    series: str | None = None
    status: Status | None = None
    impossible: list[Span] = field(default_factory=list)  #: days that do not exist
    labelled: set[str] = field(default_factory=set)  #: the roles that the page itself names
    is_post: bool = False  #: the markup calls it a post
    links: int = 0
    section: str | None = None
    leads_within_page: bool = False  #: its link only jumps to another place of this page
    lead: bool = False  #: the title is a link, a heading or set in bold

    def set_title(self, text: str, href: str | None = None) -> None:
        self.note_status(text)
        text = clean_title(text)
        if text and not self.title:
            self.title = text
        if href and not self.url:
            self.url = self.address(href)

    def add_organisers(self, text: str) -> None:
        for name in _split(_WRITTEN_BY.sub("", text), self.known):
            if (
                name not in self.organisers
                and len(name) > 1
                and not name.isdecimal()
                and not _SMALL_WORD.fullmatch(name)
            ):
                self.organisers.append(name)

    def add_date(self, text: str, *, machine: str | None = None, role: str | None = None) -> bool:
        """Take the date a text holds for what it says it is; True if it holds one."""
        self.note_status(text)
        spans = spans_in(text, self.calendar)
        if not spans and (alone := day_in_group(text, self.calendar)):
            spans = [alone]
        moment = machine_moment(machine) if machine else None
        if moment is not None and (not spans or role in (None, "date", "time")):
            spans = [settled(moment, spans), *spans[1:]]
        for span in spans:
            self._take_span(text, span, role)
        if moment is not None:
            self.add_time(text)
        return bool(spans)

    def close_with(self, machine: str) -> None:
        """Take the second machine-readable moment of a line as the end of what the first one began."""
        last = machine_moment(machine)
        start = self.when.start if self.when else None
        if not (self.when and last and start and self.when.end is None) or (last.time is None) != (start.time is None):
            return
        if str(last) > str(start) and last.offset == start.offset:
            self.when = replace(self.when, end=last)

    def add_time(self, text: str) -> bool:
        """Add a clock time that stands apart from its day."""
        clocks = find_clocks(text)
        if not (self.when and self.when.start and self.when.start.day and clocks):
            self.loose_time = self.loose_time or (text if clocks else "")
            return False
        day = self.when.start
        if day.time is not None:
            return self._close_at(day, clocks[0])
        last = self.when.end
        spans = spans_in(f"{day} {text}", self.calendar)
        if not spans or spans[0].start is None or spans[0].start.time is None:
            spans = spans_in(f"{day} {text[clocks[0].begin :]}", self.calendar)  # "Mondays, 16:00"
        if not spans or spans[0].start is None or spans[0].start.time is None:
            return False
        timed = spans[0]
        end = timed.end
        if last and last.day and end and end.time:
            end = Moment(last.year, last.month, last.day, end.time, end.offset)
        self.when = replace(timed, end=end or last, year_inferred=self.when.year_inferred)
        return True

    def round_to_days(self) -> None:
        """From midnight to midnight, or to the last minute of a day: calendars write whole days so."""
        start, end = (self.when.start, self.when.end) if self.when else (None, None)
        if self.when is None or start is None or end is None or start.time != time(0) or end.time is None:
            return
        if end.time >= time(23, 59):
            last = as_day(end)
        elif end.time == time(0) and end.first_day() > start.first_day():
            before = end.first_day() - timedelta(days=1)
            last = Moment(before.year, before.month, before.day)
        else:
            return
        first = as_day(start)
        self.when = replace(self.when, start=first, end=None if last == first else last, timezone=None)

    def part_place(self) -> None:
        """ "Bogotá, Colombia: Temporary cycleways": a city's measure says first which city's it is."""
        place, colon, title = self.title.partition(": ")
        if not colon:
            place, colon, title = self.title.partition(" – ")
        if colon and len(title) > 3 and is_like_place(place.strip(), self.known):
            self.place, self.title = place.strip(), clean_title(title)

    def take_group_day(self, day: Span) -> None:
        """The heading above gives the day to what states none."""
        self.when = day
        if self.loose_time:
            self.add_time(self.loose_time)

    def take_post_day(self) -> None:
        """Among events the day on a card is the event's, whatever the theme calls it."""
        if self.post_day is not None and self.when is None and not self.is_post:
            self.when, self.published = self.post_day, None
            if self.loose_time:
                self.add_time(self.loose_time)

    def _close_at(self, start: Moment, clock: ClockSpan) -> bool:
        if (
            self.when
            and self.when.end is None
            and clock.opens == start.time
            and clock.closes
            and clock.closes > clock.opens
        ):
            self.when = replace(self.when, end=Moment(start.year, start.month, start.day, clock.closes, start.offset))
        return True

    def _take_span(self, text: str, span: Span, role: str | None) -> None:
        said = date_role(text, span) if span.stop else "occurs"
        if span.problem and span.start is None:
            self.impossible.append(span)
            return
        if role == "deadline" or (said == "deadline" and role != "date"):
            self.deadline = self.deadline or deadline_moment(span)
        elif role == "published" or said == "published":
            self.published = self.published or as_day(span.start)
        elif said == "former" and role != "end":
            self.status = self.status or "moved"
        elif role == "end":
            self._close(span)
        elif said == "moved to":
            self.when, self.status = span, "moved"
        else:
            self._begin(span)

    def _begin(self, span: Span) -> None:
        if self.when is None or self.when.start is None:
            self.when = span
        elif _same_day(self.when, span):
            self.when = _fuller(self.when, span)
        elif _precision(span) > _precision(self.when) and _within(self.when, span):
            self.when = span
        else:
            self.extra_days += 1

    def _close(self, span: Span) -> None:
        last = span.end or span.start
        if (
            self.when
            and self.when.start
            and last
            and last != self.when.start
            and last.first_day() >= self.when.start.first_day()
        ):
            self.when = replace(self.when, end=last)

    def add_link(self, action: str, href: str) -> None:
        address = self.address(href)
        if address is None:
            return
        if action == "register":
            self.register_url = self.register_url or address
        elif action == "recording":
            self.recording_url = self.recording_url or address
        elif action == "file":
            self.file_url = self.file_url or address
        elif action in ("more", "link"):
            if is_video(address):
                self.recording_url = self.recording_url or address
            else:
                self.more_url = self.more_url or address

    def address(self, href: str) -> str | None:
        return resolve(href, self.base)

    def note_status(self, text: str) -> None:
        if self.status is None and len(text) <= 600:
            self.status = status_in(text)

    def add_leftover(self, text: str, *, place_first: bool = False) -> None:
        """Find out what a scrap beside the title is: organiser, place, year, kind or description."""
        text = squeeze(text.strip(MARKS_AT_ENDS + "()[]（）【】"))
        if not text or action_of(text) or not any(char.isalnum() for char in text):
            return
        if _YEAR.fullmatch(text):
            self.published = self.published or Moment(int(text))
        elif is_like_place(text, self.known):
            self.place = self.place or text
        elif kinds_in(text) and len(text.split()) <= 3 and not has_head(text) and text not in self.known:
            self.kinds.extend(kinds_in(text))
        elif place_first and len(text.split()) <= 4 and self.place is None:
            self.place = text
        elif (
            self.are_names(text, sure=_is_plain_word(text)) or _begins_as_office(text)
        ) and "organiser" not in self.labelled:
            self.add_organisers(text)
        elif "," in text and len(text) < 80:
            for part in text.split(","):
                self.add_leftover(part)
        else:
            self.add_summary(text)

    def are_names(self, text: str, *, sure: bool = False) -> bool:
        """True if a text names organisations only; ``sure`` asks for a known one or an office's word among them."""
        if len(text) > 250 or (text.endswith((".", "!", "?")) and not text.endswith(("Inc.", "Ltd."))):
            return False
        names = _split(text, self.known)
        if not names or any(name.casefold() in _NO_NAMES for name in names) or is_like_place(text, self.known):
            return False
        certain = [
            name in self.known
            or is_acronym(name)
            or bool(_DOMAIN.fullmatch(name))
            or (has_head(name) and is_like_name(name))
            for name in names
        ]
        likely = [one or is_like_name(name) for one, name in zip(certain, names, strict=True)]
        return all(certain) if sure else all(likely)

    def add_summary(self, text: str) -> None:
        if len(text) > len(self.summary or "") and text != self.title:
            self.summary = text[:_MAX_SUMMARY]


def _is_plain_word(text: str) -> bool:
    """ "Roma", "Zoom": one word with a capital in front is as likely a place or a thing."""
    return " " not in text and text[1:].islower()


def _begins_as_office(text: str) -> bool:
    """ "Réseau français des villes éducatrices": in many languages only the first word of an office's name is capital."""
    words = text.split()
    return 2 < len(words) <= _MAX_OFFICE_WORDS and text[0].isupper() and has_head(words[0]) and text[-1] not in ".!?:"


@lru_cache(maxsize=8192)
def _split(text: str, known: Names) -> tuple[str, ...]:
    return tuple(split_organisers(text, known))


def is_like_place(text: str, known: Names) -> bool:
    """True for "Online", for a well-known city, and for a town with its country behind a comma."""
    if len(text) > 80:
        return False
    if _ONLINE.fullmatch(text):
        return True
    if text in known:
        return False
    town, comma, country = text.rpartition(",")
    return is_place(text) or bool(comma and len(town.split()) <= 4 and _REGION.fullmatch(country.strip()))


def as_day(moment: Moment | None) -> Moment | None:
    """A date of publication is a day, whatever the content system knows of the second."""
    return Moment(moment.year, moment.month, moment.day) if moment else None


def action_for(text: str, href: str) -> str | None:
    """What a link does, by its words and, where they say nothing of use, by its address."""
    action = action_of(text)
    if action == "more" and is_form(href):
        return "register"
    return action


def _precision(span: Span) -> int:
    start = span.start
    return 0 if start is None else 3 if start.time else 2 if start.day else 1 if start.month else 0


def _same_day(one: Span, other: Span) -> bool:
    a, b = one.start, other.start
    if a is None or b is None or not (a.day and b.day):
        return False
    return (a.month, a.day) == (b.month, b.day) and (a.year == b.year or one.year_inferred or other.year_inferred)


def _within(rough: Span, fine: Span) -> bool:
    a, b = rough.start, fine.start
    return a is not None and b is not None and a.year == b.year and a.month in (None, b.month)


def _fuller(one: Span, other: Span) -> Span:
    """Of two statements of one day the one that says more; the first where they say as much."""

    def worth(span: Span) -> tuple[bool, int, bool, bool]:
        start = span.start
        return (
            not span.year_inferred,
            _precision(span),
            start is not None and start.offset is not None,
            span.end is not None,
        )

    best = other if worth(other) > worth(one) else one
    rest = one if best is other else other
    if best.end is None and rest.end is not None and best.start and rest.start and best.start.time == rest.start.time:
        return replace(best, end=rest.end)
    return best
