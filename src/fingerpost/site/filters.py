"""How the lists of records are narrowed: each filter stands in the address, as ``name=value``."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, ClassVar

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, ExtractYear
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fingerpost.catalogue.models import Organisation, Phase, Place, Record, Series, Theme
from fingerpost.catalogue.querysets import RecordQuerySet, ids_below, not_over
from fingerpost.catalogue.validators import validate_language
from fingerpost.site.words import country_name, is_country, language_name

Kind = Record.Kind
EVERY_KIND = frozenset(Kind)

#: A drop-down longer than this is no help; the rest are reached from the pages of organisations, cities and series.
MAX_CHOICES = 120


class NotUnderstood(Exception):
    """A filter's value that says nothing to this hub; the sentence tells the reader so."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: as the address writes it, as people read it, and how many entries have it."""

    value: str
    label: str
    count: int | None = None
    depth: int = 0  #: steps below the top of its tree
    ids: frozenset[int] = frozenset()  #: what it stands for, where that is more than one thing
    is_moved: bool = False  #: written by the old address of what it stands for


@dataclass(frozen=True, slots=True)
class Counted:
    """How many records of a list have one value."""

    value: str
    label: str
    count: int


class Filter:
    """One way to narrow a list. Lives for one request; ``today`` says what is upcoming."""

    name: ClassVar[str]
    label: ClassVar[Any]
    every: ClassVar[Any]  #: what the drop-down says when nothing is chosen
    kinds: ClassVar[frozenset[str]] = EVERY_KIND

    def __init__(self, kind: str, today: date) -> None:
        self.kind, self.today = kind, today

    def read(self, raw: str) -> Choice:
        """Return what a value in the address stands for. Raises NotUnderstood."""
        raise NotImplementedError

    def narrow(self, records: RecordQuerySet, choice: Choice) -> RecordQuerySet:
        raise NotImplementedError

    def counted(self, records: RecordQuerySet) -> QuerySet:
        """Return rows of name, value, label and count."""
        raise NotImplementedError

    def choices(self, counted: list[Counted]) -> list[Choice]:
        """Return what the drop-down offers."""
        most = sorted(counted, key=lambda row: -row.count)[:MAX_CHOICES]
        return sorted((self.as_choice(row) for row in most), key=lambda choice: choice.label.casefold())

    def as_choice(self, row: Counted) -> Choice:
        return Choice(row.value, row.label, row.count)

    def near(self, raw: str, choices: Iterable[Choice]) -> list[Choice]:
        """Return the choices that a mistyped value may have meant."""
        by_name = {name.casefold(): choice for choice in choices for name in (choice.label, choice.value)}
        found = get_close_matches(raw.casefold()[:100], list(by_name), n=4, cutoff=0.6)
        return list(dict.fromkeys(by_name[name] for name in found))[:3]

    def unknown(self, raw: str) -> NotUnderstood:
        return NotUnderstood(
            _("“%(value)s” in the filter “%(filter)s” is not known here.") % {"value": raw[:80], "filter": self.label}
        )


def _count(records: QuerySet, name: str, value: Any, label: Any) -> QuerySet:
    return (
        records.order_by()
        .annotate(_filter=Value(name, CharField()), _value=Cast(value, CharField()), _label=Cast(label, CharField()))
        .values_list("_filter", "_value", "_label")
        .annotate(_count=Count("pk", distinct=True))
    )


class ColumnFilter(Filter):
    """A filter on one column, with the column that names its values."""

    column: ClassVar[str]
    naming: ClassVar[str] = ""

    def narrow(self, records: RecordQuerySet, choice: Choice) -> RecordQuerySet:
        return records.filter(**{self.column: choice.value})

    def counted(self, records: RecordQuerySet) -> QuerySet:
        having = records.filter(**{f"{self.column}__gt": ""})
        return _count(having, self.name, F(self.column), F(self.naming or self.column))


class NamedFilter(ColumnFilter):
    """A filter by a thing that has a short name of its own: a city, a series, a phase."""

    model: ClassVar[Any]

    def read(self, raw: str) -> Choice:
        thing = self.model.objects.filter(slug=raw[:220]).first()
        if thing is None:
            raise self.unknown(raw)
        return Choice(raw, str(thing))


class TreeFilter(Filter):
    """A filter by a thing and by all that stand below it."""

    path: ClassVar[str]

    def narrow(self, records: RecordQuerySet, choice: Choice) -> RecordQuerySet:
        return records.filter(pk__in=Record._base_manager.filter(**{f"{self.path}__in": choice.ids}).values("pk"))


class ThemeFilter(TreeFilter):
    name = "theme"
    label = gettext_lazy("Theme")
    every = gettext_lazy("All themes")
    path = "themes"

    @cached_property
    def themes(self) -> list[Theme]:
        return list(Theme.objects.with_labels())

    def read(self, raw: str) -> Choice:
        theme = next((theme for theme in self.themes if theme.slug == raw), None)
        if theme is None:
            raise self.unknown(raw)
        return Choice(raw, theme.label(), ids=frozenset(self._below(theme)))

    def _below(self, theme: Theme) -> set[int]:
        return ids_below(theme.pk, ((one.pk, one.parent_id) for one in self.themes))

    def counted(self, records: RecordQuerySet) -> QuerySet:
        return _count(records.filter(themes__slug__gt=""), self.name, F("themes__slug"), F("themes__name"))

    def choices(self, counted: list[Counted]) -> list[Choice]:
        counts = {row.value: row.count for row in counted}
        return [choice for top in self.themes if top.parent_id is None for choice in self._branch(top, counts, 0)]

    def _branch(self, theme: Theme, counts: dict[str, int], depth: int) -> list[Choice]:
        below = [
            choice
            for child in self.themes
            if child.parent_id == theme.pk and depth < 6
            for choice in self._branch(child, counts, depth + 1)
        ]
        if not below and theme.slug not in counts:
            return []
        # An entry may stand under two sub-themes: their sum would say too much, so a theme above others has no number.
        return [Choice(theme.slug, theme.label(), None if below else counts[theme.slug], depth), *below]


class OrganisationFilter(TreeFilter):
    name = "organisation"
    label = gettext_lazy("Organisation")
    every = gettext_lazy("All organisations")
    path = "credits__organisation"

    def read(self, raw: str) -> Choice:
        public = Organisation.objects.public()
        organisation = public.filter(slug=raw[:220]).first() or public.filter(merged__slug=raw[:220]).first()
        if organisation is None:
            raise self.unknown(raw)
        ids = frozenset(Organisation.objects.all().ids_with_parts(organisation.pk))
        return Choice(organisation.slug, str(organisation), ids=ids, is_moved=organisation.slug != raw)

    def counted(self, records: RecordQuerySet) -> QuerySet:
        short = "credits__organisation__short_name"
        name = Case(When(**{f"{short}__gt": ""}, then=F(short)), default=F("credits__organisation__name"))
        named = records.filter(credits__organisation__slug__gt="")
        return _count(named, self.name, F("credits__organisation__slug"), name)


class CityFilter(NamedFilter):
    name = "city"
    label = gettext_lazy("City")
    every = gettext_lazy("All cities")
    column, naming, model = "place__slug", "place__name", Place

    def counted(self, records: RecordQuerySet) -> QuerySet:
        return super().counted(records.filter(place__kind=Place.Kind.CITY))


class CountryFilter(ColumnFilter):
    name = "country"
    label = gettext_lazy("Country")
    every = gettext_lazy("All countries")
    column = "place__country"

    def read(self, raw: str) -> Choice:
        code = raw.upper()
        if not is_country(code):
            raise self.unknown(raw)
        return Choice(code, country_name(code))

    def as_choice(self, row: Counted) -> Choice:
        return Choice(row.value, country_name(row.value), row.count)


class YearFilter(Filter):
    name = "year"
    label = gettext_lazy("Year")
    every = gettext_lazy("All years")

    def read(self, raw: str) -> Choice:
        if not (len(raw) == 4 and raw.isascii() and raw.isdigit() and raw[0] != "0"):
            raise NotUnderstood(_("“%(value)s” is not a year. Write it with four digits.") % {"value": raw[:80]})
        return Choice(raw, raw)

    def narrow(self, records: RecordQuerySet, choice: Choice) -> RecordQuerySet:
        return records.filter(start_date__year=int(choice.value))

    def counted(self, records: RecordQuerySet) -> QuerySet:
        year = ExtractYear("start_date")
        return _count(records.filter(start_date__isnull=False), self.name, year, year)

    def choices(self, counted: list[Counted]) -> list[Choice]:
        return sorted(map(self.as_choice, counted), key=lambda choice: choice.value, reverse=True)


class LanguageFilter(ColumnFilter):
    name = "language"
    label = gettext_lazy("Language")
    every = gettext_lazy("All languages")
    column = "language"

    def read(self, raw: str) -> Choice:
        if len(raw) > 35 or not validate_language.regex.match(raw):
            raise self.unknown(raw)
        return Choice(raw, language_name(raw))

    def narrow(self, records: RecordQuerySet, choice: Choice) -> RecordQuerySet:
        told_in = Record._base_manager.filter(translations__language=choice.value).values("pk")
        return records.filter(Q(language=choice.value) | Q(pk__in=told_in))

    def as_choice(self, row: Counted) -> Choice:
        return Choice(row.value, language_name(row.value), row.count)


class FormatFilter(ColumnFilter):
    name = "format"
    label = gettext_lazy("Format")
    every = gettext_lazy("All formats")
    column = "format"

    def read(self, raw: str) -> Choice:
        if not Record.objects.live().filter(kind=self.kind, format=raw[:40]).exists():
            raise self.unknown(raw)
        return Choice(raw, _titled(raw))

    def as_choice(self, row: Counted) -> Choice:
        return Choice(row.value, _titled(row.label), row.count)


class SeriesFilter(NamedFilter):
    name = "series"
    label = gettext_lazy("Series")
    every = gettext_lazy("All series")
    column, naming, model = "series__slug", "series__name", Series


class PhaseFilter(NamedFilter):
    name = "phase"
    label = gettext_lazy("Phase")
    every = gettext_lazy("All phases")
    kinds = frozenset({Kind.MEASURE})
    column, naming, model = "phase__slug", "phase__name", Phase


class ModeFilter(ColumnFilter):
    name = "mode"
    label = gettext_lazy("Where")
    every = gettext_lazy("Online and in person")
    kinds = frozenset({Kind.EVENT})
    column = "mode"

    def read(self, raw: str) -> Choice:
        if raw not in Record.Mode.values:
            raise self.unknown(raw)
        return Choice(raw, str(Record.Mode(raw).label))

    def as_choice(self, row: Counted) -> Choice:
        return Choice(row.value, str(Record.Mode(row.value).label), row.count)


class WhenFilter(Filter):
    name = "when"
    label = gettext_lazy("When")
    every = gettext_lazy("Upcoming and past")
    kinds = frozenset({Kind.EVENT})

    @property
    def names(self) -> dict[str, str]:
        return {"upcoming": _("Upcoming"), "past": _("Past"), "all": _("Upcoming and past")}

    def read(self, raw: str) -> Choice:
        if raw not in self.names:
            raise self.unknown(raw)
        return Choice(raw, self.names[raw])

    def narrow(self, records: RecordQuerySet, choice: Choice) -> RecordQuerySet:
        if choice.value == "upcoming":
            return records.upcoming(today=self.today)
        return records.past(today=self.today) if choice.value == "past" else records

    def counted(self, records: RecordQuerySet) -> QuerySet:
        when = Case(When(not_over(self.today), then=Value("upcoming")), default=Value("past"), output_field=CharField())
        return _count(records, self.name, when, when)

    def choices(self, counted: list[Counted]) -> list[Choice]:
        counts = {row.value: row.count for row in counted}
        return [Choice(value, self.names[value], counts.get(value, 0)) for value in ("upcoming", "past")]


FILTERS: tuple[type[Filter], ...] = (
    WhenFilter,
    ThemeFilter,
    PhaseFilter,
    OrganisationFilter,
    CityFilter,
    CountryFilter,
    YearFilter,
    FormatFilter,
    LanguageFilter,
    SeriesFilter,
    ModeFilter,
)


def filters_of(kind: str, today: date) -> list[Filter]:
    """Return the filters that a list of one kind has, in the order of its form."""
    return [filter_class(kind, today) for filter_class in FILTERS if kind in filter_class.kinds]


def _titled(words: str) -> str:
    return words[:1].upper() + words[1:]
