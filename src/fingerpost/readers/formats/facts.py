"""What a piece of text says of one record beside its title: dates, clocks, deadline, addresses, status, series."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from fingerpost.readers.types import Candidate, Issue, Kind, Status
from fingerpost.readers.values.dates import Order, Span, find_spans
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.names import Names
from fingerpost.readers.values.roles import date_role, deadline_moment, url_role
from fingerpost.readers.values.statuses import status_in
from fingerpost.readers.values.text import squeeze
from fingerpost.readers.values.urls import FoundUrl, find_urls, is_form, is_shortened

DOUBTFUL = 0.5  #: below this an editor must look; a Candidate with an inferred fact gets no more

_SERIES_WORD = (
    r"Webinars?|Web\s?Share|Web\s?Talk|Sessions?|Episodes?|Parts?|Modules?|Dialogues?|Workshops?|Meetings?|Forums?|Lectures?|Seminars?|Conversations?|"
    r"Talks?|Roundtables?|Volumes?|Vol\.|Issues?|Briefs?|Sesión|Sesiones|Seminario|Webinario|Taller|Session|Atelier|Webinaire|Seri|Webinar"
)
_NUMBERED = re.compile(
    rf"^(?P<series>(?:[^\s:—–]+\s+){{0,8}}?(?:{_SERIES_WORD}))\s+(?:Series\s+)?(?:No\.?\s*|Nr\.?\s*|#\s*)?(?P<number>\d{{1,3}}|[IVX]{{1,6}})\b(?=\s*(?:[—–:|.,(-]|$))"
)
_NUMBER_FIRST = re.compile(r"^#(?P<number>\d{1,3})\s+(?P<series>[^:—–]{3,60}?)\s*[:—–]\s")
_NUMBER_LAST = re.compile(r"^(?P<series>.{6,160}?)\s+#(?P<number>\d{1,3})$")
_EDITION = re.compile(r"^(?P<series>.{6,120}?),?\s+(?P<number>\d{1,3})(?:st|nd|rd|th)\s+edition\b", re.IGNORECASE)
_NAMED_SERIES = re.compile(r"^(?P<series>[^:]{6,120}?)\s+series\s*(?:[:—–]|-\s)", re.IGNORECASE)
_KIND_OF_MEETING = re.compile(
    r"^(?:the\s+)?(?:webinar|workshop|seminar|lecture|online|virtual|talk|training|event)s?(?:\s+(?:webinar|workshop|seminar|event))?$",
    re.IGNORECASE,
)
#: A label and nothing more; "Register before 12 March:" leads to the thing's own page as likely.
_SIGN_UP_LABEL = re.compile(
    r"(?:registration|registrations|register|sign[\s-]?up|rsvp|enrol(?:l|ment)?|inscri\w+|inscríbete|registro|s[’']inscrire|anmeldung|pendaftaran|daftar|"
    r"đăng ký|ลงทะเบียน|신청|등록|참가\s?신청|사전\s?등록|申し?込み?|お申し?込み?|参加登録|参加申込|申込フォーム|신청서|报名表?|報名表?|注册)(?:(?:\s(?:link|at|form)|\s?링크)?\s*[:：]|(?:\s(?:here|aquí|aqui|ici|di sini|hier)|はこちら|はこちらから|하기|\s?링크|链接|連結)\s*[:：]?)\s*$",
    re.IGNORECASE,
)
_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole Source says about its parts."""

    today: date
    known: Names
    order: Order | None = None
    years: tuple[tuple[int, int], ...] = ()  #: line and year of each date that states one, in the order of lines
    after: date | None = None  #: dates without a year are not before this day
    places: frozenset[str] = frozenset()  #: zones of the places that it names, which settle "IST"

    def year_near(self, line: int) -> int | None:
        """The year that the nearest date with a stated one gives, whichever side of the line it stands on."""
        place = bisect_left(self.years, (line, 0))
        near = self.years[max(place - 1, 0) : place + 1]
        return min(near, key=lambda pair: abs(pair[0] - line))[1] if near else None

    def spans(self, text: str, line: int) -> list[Span]:
        year = self.year_near(line)
        return find_spans(text, today=self.today, order=self.order, year=year, after=self.after, places=self.places)


@dataclass(slots=True)
class Facts:
    """Everything found in the text of one record but its title and organisers."""

    when: Span | None = None
    deadline: Span | None = None
    published: Span | None = None
    impossible: list[Span] = field(default_factory=list)
    url: str | None = None
    register_url: str | None = None
    recording_url: str | None = None
    status: Status | None = None
    former: Span | None = None


def gather(text: str, line: int, context: Context, *, spans: Sequence[Span] | None = None) -> Facts:
    """Return the facts in one record's text; ``line`` is where it stands, for dates that state no year."""
    facts = Facts()
    for span in context.spans(text, line) if spans is None else spans:
        _take_span(facts, span, text)
    if facts.deadline and facts.when:
        facts.deadline = _before(facts.deadline, facts.when)
    for found in find_urls(text):
        _take_url(facts, found, text)
    status = status_in(text)
    if status == "cancelled":
        facts.status = status
    elif facts.status is None and status:
        facts.status, facts.former, facts.when = status, facts.when, None
    return facts


def _take_span(facts: Facts, span: Span, text: str) -> None:
    role = date_role(text, span)
    if span.problem:
        facts.impossible.append(span)
    elif role == "deadline":
        facts.deadline = facts.deadline or deadline_moment(span)
    elif role == "published":
        facts.published = facts.published or span
    elif role == "moved to":
        facts.status, facts.former, facts.when = "moved", facts.when, span
    elif role == "former":
        facts.former = span
    elif facts.when is None and facts.status != "moved":
        facts.when = span


def _before(deadline: Span, when: Span) -> Span:
    """A deadline without a year is the last such day before the event, as sure as the event's own year."""
    if not deadline.year_inferred or not deadline.start or not when.start:
        return deadline
    first = when.start.first_day()
    for year in (first.year, first.year - 1):
        try:
            moved = replace(deadline.start, year=year)
        except ValueError:
            continue
        if moved.first_day() <= first:
            return replace(deadline, start=moved, year_inferred=when.year_inferred)
    return deadline


def _take_url(facts: Facts, found: FoundUrl, text: str) -> None:
    role = url_role(text, found)
    if role == "register":
        facts.register_url = facts.register_url or found.url
        # A page that is no form and hides behind no short name is the thing's own page as well.
        lone = _SIGN_UP_LABEL.search(text[max(found.begin - 60, 0) : found.begin])
        if facts.url is None and not lone and not is_form(found.url) and not is_shortened(found.url):
            facts.url = found.url
    elif role == "recording":
        facts.recording_url = facts.recording_url or found.url
    else:
        facts.url = facts.url or found.url


def series_of(title: str) -> tuple[str | None, int | None]:
    """Return the series that a title names and the number in it.

    >>> series_of("CityNet Webinar IV — Reflections on COVID 19"), series_of("Stats Cafe series: Conducting a census")
    (('CityNet Webinar', 4), ('Stats Cafe', None))
    """
    for pattern in (_NUMBERED, _NUMBER_FIRST, _NUMBER_LAST, _EDITION):
        if match := pattern.match(title):
            number = _number(match["number"])
            name = squeeze(match["series"]).strip(" ,")
            # "Session 2" says its number, but not in which series.
            return (name if " " in name else None, number) if number else (None, None)
    match = _NAMED_SERIES.match(title)
    if match and not _KIND_OF_MEETING.match(match["series"].strip()):
        return squeeze(match["series"]).strip(" “”\"'"), None
    return None, None


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    values = [_ROMAN[letter] for letter in text]
    total = sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
    return total if 0 < total < 40 else None


def candidate(
    *, kind: Kind, title: str, organisers: Sequence[str], facts: Facts, origin: str, raw: str, section: str | None,
    confidence: float, place: str | None = None, series: str | None = None,
) -> tuple[Candidate, list[Issue]]:  # fmt: skip
    """Return a Candidate and the questions that it leaves open."""
    named, number = series_of(title)
    when = facts.when
    issues = _issues(title, facts, origin)
    doubtful = any(span is not None and not span.is_certain for span in (when, facts.deadline))
    dated = _by_kind(kind, when)
    return Candidate(
        type=kind,
        title=title,
        origin=origin,
        organisers=tuple(organisers),
        start=dated[0],
        end=dated[1],
        timezone=when.timezone if when and kind != "update" else None,
        register_by=facts.deadline.start if facts.deadline else None,
        url=facts.url,
        register_url=facts.register_url,
        recording_url=facts.recording_url,
        published=facts.published.start if facts.published else dated[2],
        section=section,
        series=series or named,
        number=number,
        place=place,
        status=facts.status,
        confidence=min(confidence, DOUBTFUL) if doubtful or issues else confidence,
        raw=raw,
    ), issues


def _by_kind(kind: Kind, when: Span | None) -> tuple[Moment | None, Moment | None, Moment | None]:
    """Start, end, published: the date beside a document or a piece of news is when it came out."""
    if when is None:
        return None, None, None
    return (None, None, when.start) if kind in {"resource", "update"} else (when.start, when.end, None)


def _issues(title: str, facts: Facts, origin: str) -> list[Issue]:
    found = []
    if not title:
        found.append(
            Issue(
                problem="This row has no title.",
                remedy="Type the title, or find it on an organiser’s page.",
                origin=origin,
            )
        )
    found.extend(
        Issue(problem=span.problem or "", remedy="Correct the date or leave it empty.", origin=origin)
        for span in facts.impossible
    )
    if facts.status == "moved" and facts.when is None:
        was = f" from {facts.former.start}" if facts.former and facts.former.start else ""
        found.append(
            Issue(
                problem=f"It was moved{was}, but no new date is stated.",
                remedy="Type the new date once it is known.",
                origin=origin,
            )
        )
    for what, dated in (("date", facts.when), ("deadline", facts.deadline)):
        if dated is not None:
            found.extend(_doubts(what, dated, origin))
    return found


def _doubts(what: str, span: Span, origin: str) -> list[Issue]:
    found = []
    if span.year_inferred and span.start:
        found.append(
            Issue(
                problem=f"The {what} states no year; {span.start.year} was taken from its surroundings.",
                remedy="Confirm the year or correct it.",
                origin=origin,
            )
        )
    if span.order_assumed:
        found.append(
            Issue(
                problem=f"Nothing tells the day from the month in the {what}; the day was taken first.",
                remedy="Confirm the date or correct it.",
                origin=origin,
            )
        )
    if span.relative and span.start:
        found.append(
            Issue(
                problem=f"The {what} is told from the day of writing; {span.start.first_day()} was counted from the day of the page.",
                remedy="Confirm the date or correct it.",
                origin=origin,
            )
        )
    if span.disagreement:
        found.append(Issue(problem=span.disagreement, remedy="Confirm the time and its zone.", origin=origin))
    if span.ambiguous_zone:
        found.append(
            Issue(
                problem=f"The time zone has several meanings. {span.ambiguous_zone}.",
                remedy="Choose the zone.",
                origin=origin,
            )
        )
    return found


def fuller(one: Candidate, other: Candidate) -> Candidate:
    """Return the Candidate that says more, completed by the one that says less."""
    best, rest = (one, other) if _weight(one) >= _weight(other) else (other, one)
    missing = {name: getattr(rest, name) for name in _FIELDS if not getattr(best, name) and getattr(rest, name)}
    if best.start and rest.start and best.start.precision == "day" and rest.start.precision == "minute":
        missing |= {"start": rest.start, "end": rest.end, "timezone": rest.timezone}
    return replace(best, **missing)


_FIELDS = (
    "organisers", "start", "end", "timezone", "register_by", "url", "register_url", "recording_url", "language", "published",
    "series", "number", "place", "summary", "status",
)  # fmt: skip


def _weight(found: Candidate) -> int:
    return sum(bool(getattr(found, name)) for name in _FIELDS)
