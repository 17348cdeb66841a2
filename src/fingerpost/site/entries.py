"""Records as lists read them: plain values, only what a row shows, in two queries for any number of lists.

A page of lists spends most of its time making model instances that it never saves. An Entry answers what the functions
in presenting/ ask of a Record, and nothing else.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, time
from functools import lru_cache
from itertools import starmap
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Case, DateField, F, FilteredRelation, Q, QuerySet, TextField, TimeField, Value, When
from django.utils.translation import get_language

from fingerpost.catalogue.models import Credit, Link, Place, Record, ThemeLabel
from fingerpost.site.statements import Statement, run, written

_COLUMNS = (
    "pk",
    "kind",
    "key",
    "title",
    "summary",
    "language",
    "format",
    "start_date",
    "start_time",
    "end_date",
    "end_time",
    "timezone",
    "precision",
    "status",
    "mode",
    "register_by_date",
    "register_by_time",
)
_JOINED = (
    "place__kind",
    "place__name",
    "place__country",
    "phase__name",
    "told__language",
    "told__title",
    "told__summary",
)


_DAY, _HOUR = DateField(), TimeField()
_SHOWN_NAME = Case(
    When(organisation__short_name="", then=F("organisation__name")), default=F("organisation__short_name")
)


class Few(tuple):
    """What hangs on an entry, asked for as it is asked of a record."""

    __slots__ = ()

    def all(self) -> "Few":
        return self


class EntryPlace(NamedTuple):
    kind: str
    name: str
    country: str

    Kind = Place.Kind


class EntryCredit(NamedTuple):
    role: str
    organisation: str


class EntryLink(NamedTuple):
    role: str
    url: str


class EntryTranslation(NamedTuple):
    language: str
    title: str
    summary: str


class EntryTheme(str):
    """A theme's name in the language that it was fetched for."""

    __slots__ = ()

    def label(self, language: str | None = None) -> str:  # noqa: ARG002 -- asked as of a Theme
        return self


class EntryPhase(NamedTuple):
    name: str


@dataclass(slots=True)
class Entry:
    """One record as a row, a post or a card needs it."""

    pk: int
    kind: str
    key: str
    title: str
    summary: str
    language: str
    format: str
    start_date: date | None
    start_time: time | None
    end_date: date | None
    end_time: time | None
    timezone: str
    precision: str
    status: str
    mode: str
    register_by_date: date | None
    register_by_time: time | None
    place: EntryPlace | None = None
    phase: EntryPhase | None = None
    credits: Few = field(default_factory=Few)
    links: Few = field(default_factory=Few)
    themes: Few = field(default_factory=Few)
    translations: Few = field(default_factory=Few)

    slug = Record.slug
    get_absolute_url = Record.get_absolute_url
    starts_at = Record.starts_at
    ends_at = Record.ends_at
    last_day = Record.last_day
    _moment = Record._moment


def entries(ids: Iterable[int]) -> dict[int, Entry]:
    """Return the entries of public records by their id. Takes two queries for any number of records, three where the page
    is not in English and they have themes."""
    ids = list(ids)
    if not ids:
        return {}
    language = get_language() or "en"
    made = {values[0]: _entry(values) for values in _run(_records_statement, ids, language)}
    hung = defaultdict(lambda: defaultdict(list))
    for pk, name, _position, _pk, *values in _hung(ids):
        hung[pk][name].append(values)
    labels = _labels({slug for each in hung.values() for slug, _ in each["theme"]}, language)
    for pk, each in hung.items():
        if pk not in made:
            continue
        made[pk].credits = Few(starmap(EntryCredit, each["credit"]))
        made[pk].links = Few(starmap(EntryLink, each["link"]))
        made[pk].themes = Few(EntryTheme(labels.get(slug, name)) for slug, name in each["theme"])
    return made


def _entry(values: tuple[Any, ...]) -> Entry:
    entry = Entry(*values[: len(_COLUMNS)])
    # Not every database hands out days and hours as such.
    entry.start_date, entry.end_date = _DAY.to_python(entry.start_date), _DAY.to_python(entry.end_date)
    entry.start_time, entry.end_time = _HOUR.to_python(entry.start_time), _HOUR.to_python(entry.end_time)
    entry.register_by_date = _DAY.to_python(entry.register_by_date)
    entry.register_by_time = _HOUR.to_python(entry.register_by_time)
    kind, name, country, phase, *told = values[len(_COLUMNS) :]
    if name is not None:
        entry.place = EntryPlace(kind, name, country)
    if phase is not None:
        entry.phase = EntryPhase(phase)
    if told[0] is not None:
        entry.translations = Few([EntryTranslation(*told)])
    return entry


def _run(statement: Callable[..., Statement], ids: list[int], *about: str) -> list[tuple[Any, ...]]:
    """Run a statement for these ids; it is kept for each number of ids, which is the same each time for a page."""
    sql, params = statement(len(ids), connection.vendor, *about)
    return run((sql, tuple(ids[-1 - one] if isinstance(one, int) else one for one in params)))


def _places(size: int) -> list[int]:
    """Return -1, -2…, which stand for the ids in a statement."""
    return [-1 - place for place in range(size)]


@lru_cache(maxsize=256)
def _records_statement(size: int, vendor: str, language: str) -> Statement:  # noqa: ARG001
    told = FilteredRelation("translations", condition=Q(translations__language__in=_tags(language)))
    records = Record.objects.live().filter(pk__in=_places(size)).order_by().annotate(told=told)
    return written(records.values_list(*_COLUMNS, *_JOINED))


def _hung(ids: list[int]) -> list[tuple[Any, ...]]:
    """Return what hangs on the records, in order: record, what it is, position, id, and two values of its own."""
    found = _run(_hung_statement, ids)
    return sorted(found, key=lambda row: (row[2] or 0, row[5] if row[1] == "theme" else "", row[3]))


@lru_cache(maxsize=256)
def _hung_statement(size: int, vendor: str) -> Statement:  # noqa: ARG001
    ids = _places(size)
    parts = [
        _part(Credit.objects, ids, "credit", "sort_order", "role", _SHOWN_NAME),
        _part(Link.objects, ids, "link", "sort_order", "role", F("url")),
        _part(Record.themes.through.objects, ids, "theme", "theme__position", "theme__slug", F("theme__name")),
    ]
    return written(parts[0].union(*parts[1:], all=True))


def _part(objects: Any, ids: list[int], name: str, position: str, first: str, second: Any) -> QuerySet:
    found = objects.filter(record__in=ids).order_by().annotate(_name=Value(name, TextField()), _second=second)
    return found.values_list("record_id", "_name", position, "pk", first, "_second")


def _tags(language: str) -> list[str]:
    return sorted({language, language.partition("-")[0]})


def _labels(slugs: set[str], language: str) -> dict[str, str]:
    """Return the themes' names in a language, by their slugs; English is the themes' own."""
    if language.partition("-")[0] == "en" or not slugs:
        return {}
    labels = ThemeLabel.objects.filter(theme__slug__in=slugs, language__in=_tags(language))
    # The longer tag comes last and wins: “pt-BR” over “pt”.
    return dict(labels.order_by("language").values_list("theme__slug", "name"))
