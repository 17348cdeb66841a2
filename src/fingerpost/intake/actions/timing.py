"""From moments as a source states them to the columns of a record: local dates and times, a zone, a precision."""

import calendar
from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from fingerpost.intake.actions.cleaning import Complain
from fingerpost.readers.types import Candidate
from fingerpost.readers.values.moments import Moment

_HOUR = timedelta(hours=1)
#: Where offsets that are not whole hours are kept; there is no “Etc/GMT” zone for them.
_BROKEN_HOURS = {
    timedelta(hours=3, minutes=30): "Asia/Tehran",
    timedelta(hours=4, minutes=30): "Asia/Kabul",
    timedelta(hours=5, minutes=30): "Asia/Kolkata",
    timedelta(hours=5, minutes=45): "Asia/Kathmandu",
    timedelta(hours=6, minutes=30): "Asia/Yangon",
    timedelta(hours=9, minutes=30): "Australia/Darwin",
}


def when_columns(candidate: Candidate, complain: Complain) -> dict[str, Any]:
    """Return start, end, zone and precision of a record. A resource or an update starts when it was published."""
    start = candidate.start
    if candidate.type in {"resource", "update"}:
        start = candidate.published or candidate.start
    zone = _zone(candidate.timezone, start)
    columns: dict[str, Any] = {
        "start_date": None,
        "start_time": None,
        "end_date": None,
        "end_time": None,
        "timezone": zone if start and start.time else "",
        "precision": start.precision if start else "day",
    }
    if start is None:
        if candidate.end is not None:
            complain(_("It says when it ends but not when it begins."), _("Add both dates by hand."))
        return columns
    columns["start_date"], columns["start_time"] = _local(start, zone)
    if candidate.end is not None:
        columns |= _end(candidate.end, columns, zone, complain)
    if columns["end_date"] is None and start.precision in {"year", "month"}:
        columns["end_date"] = _last_day(start)
    return columns


def deadline_columns(candidate: Candidate, complain: Complain) -> dict[str, Any]:
    """Return the day and the time to register by, in the zone of the event."""
    columns: dict[str, Any] = {"register_by_date": None, "register_by_time": None}
    deadline = candidate.register_by
    if candidate.type != "event" or deadline is None:
        return columns
    if deadline.day is None:
        complain(
            _("The time to register by, %(moment)s, names no day.") % {"moment": deadline}, _("Add the day by hand.")
        )
        return columns
    columns["register_by_date"], columns["register_by_time"] = _local(
        deadline, _zone(candidate.timezone, candidate.start or deadline)
    )
    return columns


def span(moment: Moment) -> tuple[date, date]:
    """Return the first and the last day that a moment may mean."""
    return moment.first_day(), _last_day(moment)


def _end(end: Moment, start: dict[str, Any], zone: str, complain: Complain) -> dict[str, Any]:
    end_date, end_time = _local(end, zone)
    if end.time is None:
        end_date = _last_day(end)
    if end_time is not None and start["start_time"] is None:
        complain(_("It says at what time it ends but not at what time it begins."), _("Add both times by hand."))
        end_time = None
    if (end_date, end_time or time.max) < (start["start_date"], start["start_time"] or time.min):
        complain(
            _("It ends (%(end)s) before it begins, so the end was left out.") % {"end": end},
            _("Correct one of the dates by hand."),
        )
        return {}
    return {"end_date": end_date if end_date != start["start_date"] else None, "end_time": end_time}


def _local(moment: Moment, zone: str) -> tuple[date, time | None]:
    """Return the day and the time on a clock in this zone; a moment without an offset is on that clock already."""
    day = moment.first_day()
    if moment.time is None:
        return day, None
    clock = moment.time.replace(tzinfo=None, microsecond=0)
    if moment.offset is None or not zone:
        return day, clock
    try:
        there = datetime.combine(day, clock, timezone(moment.offset)).astimezone(ZoneInfo(zone))
    except OverflowError:
        return day, clock
    return there.date(), there.time()


def _zone(stated: str | None, moment: Moment | None) -> str:
    """Return the zone to keep a moment in: the stated one, or one that has exactly the stated offset, or none."""
    if stated or moment is None or moment.offset is None:
        return stated or ""
    hours, rest = divmod(moment.offset, _HOUR)
    if rest:
        return _BROKEN_HOURS.get(moment.offset, "UTC")
    if hours == 0:
        return "UTC"
    # POSIX counts westwards: Etc/GMT-9 is nine hours ahead of UTC.
    return f"Etc/GMT{-hours:+d}" if -12 <= hours <= 14 else "UTC"


def _last_day(moment: Moment) -> date:
    if moment.month is None:
        return date(moment.year, 12, 31)
    return date(moment.year, moment.month, moment.day or calendar.monthrange(moment.year, moment.month)[1])
