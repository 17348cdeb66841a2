from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from fingerpost.catalogue.models import Crisis, Link, Organisation, Place, Record, Series, Theme
from fingerpost.desk.querysets import has_link, has_maker, needing, needs_of
from fingerpost.desk.suggestions import LANGUAGES

MISSING = {
    "link": (_("Link"), lambda: ~Q(has_link(Link.Role.ITEM))),
    "date": (_("Date"), lambda: Q(start_date__isnull=True)),
    "organiser": (_("Organiser or publisher"), lambda: ~Q(has_maker())),
    "summary": (_("Summary"), lambda: Q(summary="")),
    "language": (_("Language"), lambda: Q(language="")),
    "theme": (_("Theme"), lambda: Q(themes__isnull=True)),
    "place": (_("City or country"), lambda: Q(place__isnull=True)),
}
STATES = {
    "live": (_("Public"), Q(live=True)),
    "draft": (_("Draft, never public or withdrawn"), Q(live=False)),
    "changed": (_("Public, with changes not yet published"), Q(live=True, has_unpublished_changes=True)),
}


class RecordFilterSet(WagtailFilterSet):
    """Filters over one kind of record; each has a fixed number of queries, however many records there are."""

    needs = django_filters.ChoiceFilter(label=_("Needs a person"), method="filter_needs")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[(name, label) for name, (label, _q) in STATES.items()], method="filter_state"
    )
    missing = django_filters.MultipleChoiceFilter(
        label=_("Has no"),
        choices=[(name, label) for name, (label, _q) in MISSING.items()],
        method="filter_missing",
        widget=forms.CheckboxSelectMultiple,
    )
    theme = django_filters.ModelChoiceFilter(field_name="themes", label=_("Theme"), queryset=Theme.objects.none())
    organisation = django_filters.ModelChoiceFilter(
        label=_("Organisation"), queryset=Organisation.objects.none(), method="filter_organisation"
    )
    series = django_filters.ModelChoiceFilter(label=_("Series"), queryset=Series.objects.none())
    place = django_filters.ModelChoiceFilter(label=_("City or country"), queryset=Place.objects.none())
    crisis = django_filters.ModelChoiceFilter(label=_("Crisis"), queryset=Crisis.objects.none())
    format = django_filters.ChoiceFilter(label=_("Format"))
    language = django_filters.ChoiceFilter(label=_("Language"))
    year = django_filters.ChoiceFilter(field_name="start_date", lookup_expr="year", label=_("Year"))

    class Meta:
        model = Record
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        records = self.queryset.order_by()
        for name in ("theme", "organisation", "series", "place", "crisis"):
            self.filters[name].queryset = self._used(name)
        self.filters["needs"].extra["choices"] = [
            (need.name, need.label) for need in needs_of(self.queryset.model.KIND)
        ]
        self.filters["format"].extra["choices"] = _words(records, "format")
        names = dict(LANGUAGES)
        self.filters["language"].extra["choices"] = [
            (tag, names.get(tag, tag)) for tag, _tag in _words(records, "language")
        ]
        years = records.exclude(start_date=None).dates("start_date", "year", order="DESC")
        self.filters["year"].extra["choices"] = [(day.year, str(day.year)) for day in years]

    def _used(self, name: str) -> QuerySet:
        """Return what stands in at least one record of this kind: an empty result helps nobody."""
        records = self.queryset.model._default_manager.order_by()
        if name == "organisation":
            return Organisation.objects.filter(pk__in=records.values("credits__organisation")).order_by("name")
        if name == "theme":
            return Theme.objects.filter(pk__in=records.values("themes")).prefetch_related("labels")
        return {"series": Series, "place": Place, "crisis": Crisis}[name].objects.filter(pk__in=records.values(name))

    def filter_needs(self, records: QuerySet, _name: str, value: str) -> QuerySet:
        return needing(records, value, today=timezone.localdate())

    def filter_state(self, records: QuerySet, _name: str, value: str) -> QuerySet:
        return records.filter(STATES[value][1])

    def filter_missing(self, records: QuerySet, _name: str, values: list[str]) -> QuerySet:
        for value in values:
            records = records.filter(MISSING[value][1]())
        return records

    def filter_organisation(self, records: QuerySet, _name: str, value: Organisation) -> QuerySet:
        credited = records.model._base_manager.filter(credits__organisation=value).values("pk")
        return records.filter(pk__in=credited)


def _words(records: QuerySet, column: str) -> list[tuple[str, str]]:
    return [
        (word, word)
        for word in records.exclude(**{column: ""}).values_list(column, flat=True).distinct().order_by(column)
    ]


class OrganisationFilterSet(WagtailFilterSet):
    country = django_filters.ChoiceFilter(label=_("Country"))

    class Meta:
        model = Organisation
        fields = ["standing", "kind"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["country"].extra["choices"] = _words(Organisation.objects.order_by(), "country")
