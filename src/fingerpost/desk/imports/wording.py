"""An item's facts as a person reads and types them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from fingerpost.catalogue.models import Theme
from fingerpost.intake.actions.keeping import moment
from fingerpost.readers.values.moments import Moment

Data = Mapping[str, Any]

#: By precision, as the public pages write it: no country reads “14 May 2030” in two ways.
_DAY_FORMATS = {"year": "Y", "month": "F Y", "day": "j F Y", "minute": "j F Y"}


def when(data: Data) -> str:
    """Return start and end with clock and zone, as “29 July 2020, 15:00–16:30 Asia/Seoul”."""
    first = "published" if data.get("type") in {"resource", "update"} and data.get("published") else "start"
    start, end = _moment(data, first), _moment(data, "end") if first == "start" else None
    if start is None:
        return _("until %(end)s") % {"end": _alone(end)} if end else ""
    words = _alone(start)
    if end is not None:
        words = _range(start, end)
    zone = _zone(data, start)
    return f"{words} {zone}" if zone and (start.time or (end and end.time)) else words


def deadline(data: Data) -> str:
    found = _moment(data, "register_by")
    return _alone(found) if found else ""


def organisers(data: Data) -> str:
    """Return the names with semicolons between: a comma may stand in a name."""
    return "; ".join(data.get("organisers") or ())


def themes(data: Data) -> str:
    """Return the names of themes with semicolons between; what is kept are their keys."""
    keys = data.get("themes") or ()
    names = dict(Theme.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    return "; ".join(names[key] for key in keys if key in names)


def day_range(first: date, last: date) -> str:
    """Return two days as one range, each part once: “18–25 March 2020”, “30 June – 2 July 2020”."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{formats.date_format(last, 'j F Y')}"
    if first.year == last.year:
        return f"{formats.date_format(first, 'j F')} – {formats.date_format(last, 'j F Y')}"
    return f"{formats.date_format(first, 'j F Y')} – {formats.date_format(last, 'j F Y')}"


def _moment(data: Data, name: str) -> Moment | None:
    return moment(data[name]) if data.get(name) else None


def _alone(found: Moment) -> str:
    day = formats.date_format(found.first_day(), _DAY_FORMATS[found.precision])
    return f"{day}, {found.time:%H:%M}" if found.time else day


def _range(start: Moment, end: Moment) -> str:
    if start.first_day() == end.first_day() and start.time and end.time:
        return f"{_alone(start)}–{end.time:%H:%M}"
    if start.precision == end.precision == "day":
        return day_range(start.first_day(), end.first_day())
    return f"{_alone(start)} – {_alone(end)}"


def _zone(data: Data, start: Moment) -> str:
    if data.get("timezone"):
        return str(data["timezone"])
    return "" if start.offset is None else _offset(start.offset)


def _offset(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"
