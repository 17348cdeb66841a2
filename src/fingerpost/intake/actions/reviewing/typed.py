"""Facts as a person types them into a table, as an item keeps them."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, get_args

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from fingerpost.catalogue.models import Theme, ThemeLabel
from fingerpost.catalogue.text import folded
from fingerpost.catalogue.validators import validate_timezone, validate_web_address
from fingerpost.intake.actions.cleaning import LAST_NUMBER, MAX_ORGANISERS, NAME_LENGTH, URL_LENGTH, cut, line, plain
from fingerpost.intake.actions.keeping import moment
from fingerpost.intake.errors import UnreadableEdit
from fingerpost.readers.errors import ReaderError, UnreadableValue
from fingerpost.readers.types import Kind, Status
from fingerpost.readers.values.dates import Span, find_spans
from fingerpost.readers.values.languages import language_tag
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.times import read_clock
from fingerpost.readers.values.zones import read_zone

#: Longer than any date that a person writes.
_WHEN_LENGTH = 200
_ONLY_LINKS = re.compile(r"[\s,;:()\[\]–—-]*(?:(?:from|on|at|to|until|till|and)\b[\s,;:()–—-]*)*", re.IGNORECASE)
_UNTIL = re.compile(r"(?:until|till)\s+", re.IGNORECASE)
_GAP = re.compile(r"[\s,(]*")
#: As the table itself writes it.
_ZONE_NAME = re.compile(r"[\s,(]*([A-Z][A-Za-z_]+(?:/[A-Za-z0-9_+-]+){1,2})\)?")
_BETWEEN = re.compile(r"\s*(?:[–—~-]|\b(?:to|until|till)\b)\s*", re.IGNORECASE)
_ADDRESS_LIKE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#:].*)?")

Values = dict[str, Any]


def typed_values(changes: Mapping[str, Any], *, current: Mapping[str, Any], today: date) -> Values:
    """Return what was typed under the names that an item keeps facts by; null for what is to be left out.

    ``current`` is what the item says now: a clock time alone is on its day. Raises UnreadableEdit, with a sentence for
    each field that cannot be read.
    """
    values: Values = {}
    faults: dict[str, ReaderError] = {}
    for name, typed in changes.items():
        try:
            values |= _read_field(name, typed, current=current, today=today)
        except ReaderError as error:
            faults[name] = error
    if faults:
        raise UnreadableEdit(faults)
    return values


def _read_field(name: str, typed: Any, *, current: Mapping[str, Any], today: date) -> Values:
    if name == "organisers":
        return {"organisers": _names(typed) or None}
    if name == "themes":
        return {"themes": _themes(_names(typed)) or None}
    text = plain(str(typed if typed is not None else "")).strip()
    if name == "when":
        return _when(text, current=current, today=today)
    if name in _READ_AS:
        return {name: _READ_AS[name](text) if text else None}
    if name in {"start", "end", "published", "register_by"}:
        return {name: _moment(text, today=today) if text else None}
    raise UnreadableValue(
        _("“%(name)s” is no fact of an item.") % {"name": cut(line(name), 40)}, remedy=_("Reload the page.")
    )


def _names(typed: Any) -> list[str]:
    written = typed if isinstance(typed, list | tuple) else re.split(r"[;；\n]", str(typed or ""))
    names = list(dict.fromkeys(name for name in (line(str(each)) for each in written) if name))
    for name in names:
        if len(name) > NAME_LENGTH:
            raise UnreadableValue(
                _("“%(name)s” is too long for the name of an organisation.") % {"name": cut(name, 80)},
                remedy=_("Put a semicolon between two names."),
            )
    if len(names) > MAX_ORGANISERS:
        raise UnreadableValue(
            _("These are %(count)s organisations; a record has at most %(most)s.")
            % {"count": len(names), "most": MAX_ORGANISERS},
            remedy=_("Leave the others out."),
        )
    return names


def _themes(names: list[str]) -> list[int]:
    """Return the keys of themes by their names, in any language that they have one in."""
    known = {folded(label): pk for pk, label in ThemeLabel.objects.values_list("theme_id", "name")}
    known |= {folded(name): pk for pk, name in Theme.objects.values_list("pk", "name")}
    unknown = next((name for name in names if folded(name) not in known), None)
    if unknown is not None:
        raise UnreadableValue(
            _("“%(name)s” is not a theme.") % {"name": cut(unknown, 80)},
            remedy=_("Choose one of the themes of this hub; put a semicolon between two."),
        )
    return list(dict.fromkeys(known[folded(name)] for name in names))


def _address(text: str) -> str:
    address = text if "://" in text or not _ADDRESS_LIKE.fullmatch(text) else f"https://{text}"
    try:
        validate_web_address(address)
        sound = len(address) <= URL_LENGTH and address.isprintable() and not any(char.isspace() for char in address)
    except ValidationError:
        sound = False
    if not sound:
        raise UnreadableValue(
            _("“%(address)s” is not a web address.") % {"address": cut(line(text), 120)},
            remedy=_("Copy it from the browser; it begins with https:// or http://."),
        )
    return address


def _language(text: str) -> str:
    tag = language_tag(text)
    if tag is None:
        raise UnreadableValue(
            _("“%(language)s” is not a language that is known.") % {"language": cut(line(text), 40)},
            remedy=_("Write it as “en”, “ko” or “pt-BR”."),
        )
    return tag


def _number(text: str) -> int:
    if not (text.isdecimal() and len(text) < 6 and int(text) <= LAST_NUMBER):
        raise UnreadableValue(
            _("“%(number)s” cannot be a number in a series.") % {"number": cut(line(text), 20)},
            remedy=_("Write it in digits, such as 4."),
        )
    return int(text)


def _timezone(text: str) -> str:
    zone = read_zone(text, 0)
    if zone and zone[1] == len(text) and zone[0].name:
        return zone[0].name
    try:
        validate_timezone(text)
    except ValidationError:
        raise UnreadableValue(
            _("“%(name)s” is not a time zone.") % {"name": cut(line(text), 64)},
            remedy=_("Write it as region and city, such as “Asia/Seoul”."),
        ) from None
    return text


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known:
            raise UnreadableValue(
                _("“%(value)s” cannot be chosen here.") % {"value": cut(line(text), 40)},
                remedy=_("Choose one of: %(known)s.") % {"known": ", ".join(known)},
            )
        return text

    return read


_READ_AS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("title", "series", "place", "section"), line),
    "summary": plain,
    **dict.fromkeys(("url", "register_url", "recording_url"), _address),
    "language": _language,
    "number": _number,
    "timezone": _timezone,
    "status": _one_of(get_args(Status)),
    "type": _one_of(get_args(Kind)),
}


def _when(text: str, *, current: Mapping[str, Any], today: date) -> Values:
    posted = current.get("type") in {"resource", "update"}
    if not text:
        return {"published": None, "start": None} if posted else {"start": None, "end": None, "timezone": None}
    until = None if posted else _UNTIL.match(text)
    if until:
        return {"start": None, "end": _moment(text[until.end() :], today=today), "timezone": None}
    start, end, zone = _span(text, current=current, today=today)
    if posted:
        return {"published": str(start), "start": None}
    return {"start": str(start), "end": str(end) if end else None, "timezone": zone}


def _moment(text: str, *, today: date) -> str:
    start, end, _zone = _span(text, current={}, today=today)
    if end:
        raise UnreadableValue(
            _("“%(text)s” names two moments.") % {"text": cut(line(text), 80)}, remedy=_("Write only one of them.")
        )
    return str(start)


def _span(text: str, *, current: Mapping[str, Any], today: date) -> tuple[Moment, Moment | None, str | None]:
    plainly = moment(text)
    if plainly:
        return plainly, None, None
    text = text[:_WHEN_LENGTH]
    spans = find_spans(text, today=today)
    if not spans:
        return _clock(text, current)
    if len(spans) == 2:
        return _two_moments(text, spans, today=today)
    return _one_span(text, spans)


def _one_span(text: str, spans: list[Span]) -> tuple[Moment, Moment | None, str | None]:
    """Return what a text says that is one date or span of dates, and nothing else."""
    span = spans[0]
    _check(span, text)
    zone, after = _zone_after(text, span.stop)
    if len(spans) > 1 or not all(_ONLY_LINKS.fullmatch(part) for part in (text[: span.begin], text[after:])):
        raise _unreadable(text)
    assert span.start  # noqa: S101 -- one without has a problem
    return span.start, span.end, span.timezone or zone


def _two_moments(text: str, spans: list[Span], *, today: date) -> tuple[Moment, Moment | None, str | None]:
    """Return the first and the last moment of “14 May, 10:00 – 15 May 2020, 12:00 KST”."""
    first, last = spans
    cut_at = _BETWEEN.search(text, first.stop)
    while cut_at and not _BETWEEN.fullmatch(text[cut_at.start() : last.begin]):
        cut_at = _BETWEEN.search(text, cut_at.end())
    if not cut_at or cut_at.end() > last.begin:
        raise _unreadable(text)
    end, beyond, end_zone = _one_span(text[last.begin :], find_spans(text[last.begin :], today=today))
    head = text[: cut_at.start()]
    start, before, zone = _one_span(head, find_spans(head, today=today, year=end.year))
    if before or beyond:
        raise _unreadable(text)
    return start, end, zone or end_zone


def _zone_after(text: str, position: int) -> tuple[str | None, int]:
    named = _ZONE_NAME.match(text, position)
    if named:
        return _timezone(named[1]), named.end()
    gap = _GAP.match(text, position)
    found = read_zone(text, gap.end() if gap else position)
    return (found[0].name, found[1]) if found else (None, position)


def _clock(text: str, current: Mapping[str, Any]) -> tuple[Moment, Moment | None, str | None]:
    """A clock time alone is on the day that the item has already; a zone alone says where its clock is."""
    start = moment(str(current.get("start") or ""))
    clock = read_clock(text, 0)
    if not (start and start.day and clock and _ONLY_LINKS.fullmatch(text[clock.stop :])):
        raise _unreadable(text)
    zone = clock.zone
    if zone and zone.ambiguous:
        raise _ambiguous(zone.ambiguous)
    opens = Moment(start.year, start.month, start.day, clock.opens)
    end = moment(str(current.get("end") or "")) if clock.closes is None else start
    closes = Moment(end.year, end.month, end.day, clock.closes) if clock.closes and end else None
    return opens, closes, zone.name if zone else current.get("timezone")


def _check(span: Span, text: str) -> None:
    if span.problem or span.start is None:
        raise UnreadableValue(span.problem or _("This is not a date."), remedy=_("Correct it."))
    if span.order_assumed:
        raise UnreadableValue(
            _("“%(text)s” leaves open which number is the day and which the month.")
            % {"text": line(text[span.begin : span.stop])},
            remedy=_("Write the month as a word, such as “12 May 2020”."),
        )
    if span.ambiguous_zone:
        raise _ambiguous(span.ambiguous_zone)


def _ambiguous(zone: str) -> UnreadableValue:
    return UnreadableValue(
        _("The time zone has several meanings: %(zone)s.") % {"zone": zone.rstrip(".")},
        remedy=_("Write it as region and city, such as “Asia/Seoul”."),
    )


def _unreadable(text: str) -> UnreadableValue:
    return UnreadableValue(
        _("“%(text)s” is not understood as a date.") % {"text": cut(line(text), 80)},
        remedy=_("Write it like “12 May 2020”, “18–25 March 2020” or “12 May 2020, 10:00–11:30 KST”."),
    )
