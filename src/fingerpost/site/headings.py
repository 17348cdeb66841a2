"""The headings between the rows of a long list: what comes and what is over, months, years, countries, cities."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from babel.dates import format_skeleton
from django.utils.translation import gettext as _

from fingerpost.catalogue.models import Record
from fingerpost.site.listing import Listing
from fingerpost.site.presenting.rows import Post, Row, post, row
from fingerpost.site.presenting.times import Viewing, locale_name
from fingerpost.site.words import country_name

Kind = Record.Kind
Precision = Record.Precision


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; no title where they stand without one."""

    title: str
    rows: list[Row | Post]


@dataclass(frozen=True, slots=True)
class Section:
    """Groups under one greater heading; no title where there is none."""

    title: str
    groups: list[Group]


def sections(records: list[Record], listing: Listing, seen: Viewing) -> list[Section]:
    """Return the records of one page under the headings that suit their order."""
    by_itself = post if listing.kind == Kind.UPDATE else row
    heading = _heading(listing, seen)

    def groups(some: list[Record]) -> list[Group]:
        return [
            Group(title, [by_itself(record, seen) for record in under]) for title, under in groupby(some, key=heading)
        ]

    if listing.kind != Kind.EVENT or listing.order:
        return [Section("", groups(records))]
    coming = [record for record in records if _comes(record, listing.today)]
    over = [record for record in records if not _comes(record, listing.today)]
    soon = [Section(_("Upcoming"), [Group("", [row(record, seen) for record in coming])])] if coming else []
    return [*soon, *([Section(_("Past"), groups(over))] if over else [])]


def _heading(listing: Listing, seen: Viewing) -> Callable[[Record], str]:
    if listing.order == "title" or listing.kind == Kind.UPDATE:
        return lambda _record: ""
    if listing.kind == Kind.EVENT:
        return lambda record: month_text(record, seen)
    if listing.kind == Kind.MEASURE and not listing.order:
        return _city if "country" in listing.chosen else _country
    return _year


def _comes(record: Record, today: date) -> bool:
    last = record.last_day()
    return last is not None and last >= today


def month_text(record: Record, seen: Viewing) -> str:
    """Return the month that a record starts in, or its year where no more is known."""
    if record.start_date is None:
        return _("No date known")
    skeleton = "y" if record.precision == Precision.YEAR else "yMMMM"
    return format_skeleton(skeleton, record.start_date, locale=locale_name(seen.language))


def _year(record: Record) -> str:
    return str(record.start_date.year) if record.start_date else _("No year known")


def _country(record: Record) -> str:
    return country_name(record.place.country) if record.place else _("No city named")


def _city(record: Record) -> Any:
    return record.place.name if record.place else _("No city named")
