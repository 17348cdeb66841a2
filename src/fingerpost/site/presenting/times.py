"""Days and clocks as people read them, never more exact than what is known.

Every function takes a Record, and speaks the language that is active.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    format_time,
    format_timedelta,
    get_timezone_location,
)
from django.utils.html import escape
from django.utils.translation import get_language, gettext, ngettext

from fingerpost.catalogue.models import Record
from fingerpost.site.presenting.printed import Printed

Precision = Record.Precision

#: From here on a date says more than a count of days.
NEAR_DAYS = 30


@dataclass(frozen=True, slots=True)
class Viewing:
    """When a page is made and in which language: all that presenting needs to know besides the record."""

    now: datetime
    language: str


@dataclass(frozen=True, slots=True)
class DayBlock(Printed):
    """The day at the head of a row: a large part, a small part, and the date for machines (maybe partial)."""

    big: str
    small: str
    machine: str


@dataclass(frozen=True, slots=True)
class Clock(Printed):
    """The time of day at the event: in words, and its two ends for machines ("" where there is none)."""

    text: str
    machine: str
    until: str


def viewing(now: datetime) -> Viewing:
    """Return the viewing of this moment (aware) in the active language."""
    return Viewing(now=now, language=get_language() or "en")


def day_block(record: Record) -> DayBlock | None:
    if record.start_date is None:
        return None
    return _day_block(record.start_date, record.end_date, record.precision, _locale())


def day_text(record: Record) -> str:
    """Return its days in words: “29 July 2020”, “18–25 Mar 2021”, “July 2020”, “2020”; "" where none is known."""
    if record.start_date is None:
        return ""
    return _day_text(record.start_date, record.end_date, record.precision, _locale())


def machine_day(record: Record) -> str:
    """Return the first day as HTML's time element takes it: “2020-07-29”, “2020-07” or “2020”."""
    return _machine(record.start_date, record.precision) if record.start_date else ""


def clock(record: Record) -> Clock | None:
    """Return the time at the event, such as “15:00–16:30, Seoul (UTC+09:00)”; None where no time is known."""
    if record.start_date is None or record.start_time is None:
        return None
    text = _hour_text(record.start_time, _locale())
    if record.end_time:
        text = f"{text}–{_hour_text(record.end_time, _locale())}"
    starts, ends = record.starts_at(), record.ends_at()
    if starts is None:
        local = datetime.combine(record.start_date, record.start_time)
        return Clock(gettext("%(time)s, local time") % {"time": text}, local.isoformat(timespec="minutes"), "")
    return Clock(f"{text}, {_zone_text(record.timezone, starts)}", starts.isoformat(), ends.isoformat() if ends else "")


def deadline_text(record: Record) -> str:
    """Return the day, and the hour where there is one, until when people may register; "" where none is stated."""
    day, hour = record.register_by_date, record.register_by_time
    if day is None:
        return ""
    text = format_date(day, "long", locale=_locale())
    if hour is None:
        return text
    text = f"{text}, {_hour_text(hour, _locale())}"
    if not record.timezone:
        return text
    return f"{text}, {_zone_text(record.timezone, datetime.combine(day, hour, ZoneInfo(record.timezone)))}"


def registration_is_open(record: Record, *, now: datetime) -> bool:
    """True while nothing that is known says that it is too late to register."""
    last = record.register_by_date or record.last_day()
    if last is None or record.status == Record.Status.CANCELLED:
        return False
    if record.register_by_date and record.register_by_time and record.timezone:
        return now <= datetime.combine(last, record.register_by_time, ZoneInfo(record.timezone))
    return today_at(record, now=now) <= last


def nearness(record: Record, *, now: datetime) -> str:
    """Return “today”, “tomorrow”, “in 3 days” or “on now”, seen from the event's own zone; "" where none is true."""
    if record.start_date is None or record.precision not in {Precision.DAY, Precision.MINUTE}:
        return ""
    if record.status == Record.Status.CANCELLED or is_over(record, now=now):
        return ""
    days = (record.start_date - today_at(record, now=now)).days
    starts = record.starts_at()
    if days < 0 or (starts and record.ends_at() and starts <= now):
        return gettext("on now")
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("tomorrow")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days} if days <= NEAR_DAYS else ""


def is_over(record: Record, *, now: datetime) -> bool:
    """True once its last day, or its stated end, is past at the place of the event; an undated one counts as over."""
    last = record.last_day()
    if last is None:
        return True
    ends = record.ends_at()
    return ends < now if ends else last < today_at(record, now=now)


def today_at(record: Record, *, now: datetime) -> date:
    """Return the day that it is at the event's place, or by UTC where its zone is not known."""
    return now.astimezone(ZoneInfo(record.timezone) if record.timezone else UTC).date()


def posted_at(record: Record) -> str:
    """Return when an update was posted as the time element takes it, as exact as it is known."""
    starts = record.starts_at()
    return starts.isoformat() if starts else machine_day(record)


def posted_ago(record: Record, *, now: datetime) -> str:
    """Return how long ago an update was posted: “2 hours ago”, or in days where only the day is known."""
    if record.start_date is None:
        return ""
    starts = record.starts_at()
    if starts:
        return ago(starts, now=now)
    if record.precision in {Precision.MONTH, Precision.YEAR}:
        return day_text(record)
    days = (today_at(record, now=now) - record.start_date).days
    return gettext("today") if days <= 0 else _ago(timedelta(days=days))


def ago(moment: datetime, *, now: datetime) -> str:
    """Return how long ago a moment was, in its largest unit: “2 hours ago”, “5 years ago”."""
    passed = now - moment
    return gettext("just now") if passed < timedelta(minutes=1) else _ago(passed)


def moment_text(moment: datetime) -> str:
    """Return an aware moment as a day in words, by UTC."""
    return format_date(moment.astimezone(UTC).date(), "long", locale=_locale())


def _ago(passed: timedelta) -> str:
    # Up to 45 hours are said in hours, up to 27 days in days: rounding earlier would claim more than is known.
    return format_timedelta(-passed, add_direction=True, threshold=0.9, locale=_locale())


@lru_cache(maxsize=2048)
def _hour_text(hour: time, locale: str) -> str:
    # CLDR's international English counts to twelve, which half of its readers do not.
    return format_time(hour, "HH:mm" if locale == "en_001" else "short", locale=locale)


def _zone_text(name: str, at: datetime) -> str:
    offset = f"UTC{at.isoformat()[-6:]}" if at.utcoffset() else "UTC"
    city = _zone_city(name, _locale())
    return f"{city} ({offset})" if city else offset


@lru_cache(maxsize=600)
def _zone_city(name: str, locale: str) -> str:
    if "/" not in name or name.startswith("Etc/"):
        return ""
    return get_timezone_location(ZoneInfo(name), locale=locale, return_city=True)


@lru_cache(maxsize=4096)
def _day_block(start: date, end: date | None, precision: str, locale: str) -> DayBlock:
    # Escaped once here, so that no template does it again for each row of each page.
    return DayBlock(*map(escape, _day_parts(start, end, precision, locale)))


def _day_parts(start: date, end: date | None, precision: str, locale: str) -> tuple[str, str, str]:
    machine = _machine(start, precision)
    if precision == Precision.YEAR:
        return format_date(start, "y", locale=locale), "", machine
    if precision == Precision.MONTH:
        return format_date(start, "LLL", locale=locale), format_date(start, "y", locale=locale), machine
    big = format_date(start, "d", locale=locale)
    if end and end != start and (end.year, end.month) == (start.year, start.month):
        big = f"{big}–{format_date(end, 'd', locale=locale)}"
    return big, format_skeleton("yMMM", start, locale=locale), machine


@lru_cache(maxsize=4096)
def _day_text(start: date, end: date | None, precision: str, locale: str) -> str:
    if end and end != start and precision in {Precision.DAY, Precision.MINUTE}:
        return format_interval(start, end, "yMMMd", locale=locale)
    skeleton = {Precision.YEAR: "y", Precision.MONTH: "yMMMM"}.get(Precision(precision))
    return format_skeleton(skeleton, start, locale=locale) if skeleton else format_date(start, "long", locale=locale)


def _machine(day: date, precision: str) -> str:
    return day.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(precision), 10)]


def _locale() -> str:
    return locale_name(get_language() or "en")


@lru_cache(maxsize=64)
def locale_name(language: str) -> str:
    """Return the locale whose dates we write for a language: for English the international one, day before month."""
    try:
        name = str(Locale.parse(language, sep="-"))
    except (ValueError, UnknownLocaleError):
        return "en_001"
    return "en_001" if name == "en" else name
