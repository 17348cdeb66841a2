"""How an organisation, a place or a series is chosen: found by any of its names, or made on the spot."""

from django import forms
from django.db.models import QuerySet
from django.forms.models import modelform_factory
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from fingerpost.catalogue.models import Organisation, Place, Series
from fingerpost.desk.forms import OrganisationForm, SluggedForm
from fingerpost.finding.narrowing import narrowed


class SearchForm(BaseFilterForm):
    """The search above the choices of a chooser: by what a name begins with, whatever its script and spelling."""

    q = forms.CharField(
        label=_("Search term"),
        widget=forms.TextInput(attrs={"placeholder": _("Search")}),
        required=False,
        max_length=200,
    )

    def filter(self, objects: QuerySet) -> QuerySet:
        objects = super().filter(objects)
        self.search_query = self.cleaned_data.get("q", "").strip()
        self.is_searching = bool(self.search_query)
        return narrowed(objects, self.search_query, what=objects.model._meta.model_name)


class WithoutMerged:
    """Who chooses an organisation chooses one that stands for itself, and sees what its acronym means."""

    @property
    def columns(self) -> list[Column]:
        more = [Column("name", label=_("Name")), Column("country", label=_("Country"))]
        return [*super().columns, *more]  # type: ignore[misc]

    def get_object_list(self) -> QuerySet:
        return super().get_object_list().standing_alone()  # type: ignore[misc]


class OrganisationChooseView(WithoutMerged, ChooseView):
    filter_form_class = SearchForm


class OrganisationChooseResultsView(WithoutMerged, ChooseResultsView):
    filter_form_class = SearchForm


class OrganisationChooser(SnippetChooserViewSet):
    choose_view_class = OrganisationChooseView
    choose_results_view_class = OrganisationChooseResultsView
    creation_form_class = modelform_factory(
        Organisation, form=OrganisationForm, fields=["name", "short_name", "kind", "country", "website"]
    )
    creation_tab_label = _("New organisation")


class WithCountry:
    """Cities of one name are told apart by their countries."""

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("country", label=_("Country"))]  # type: ignore[misc]


class PlaceChooseView(WithCountry, ChooseView):
    filter_form_class = SearchForm


class PlaceChooseResultsView(WithCountry, ChooseResultsView):
    filter_form_class = SearchForm


class PlaceChooser(SnippetChooserViewSet):
    choose_view_class = PlaceChooseView
    choose_results_view_class = PlaceChooseResultsView
    creation_form_class = modelform_factory(Place, form=SluggedForm, fields=["kind", "name", "country"])
    creation_tab_label = _("New place")


class SeriesChooseView(ChooseView):
    filter_form_class = SearchForm


class SeriesChooseResultsView(ChooseResultsView):
    filter_form_class = SearchForm


class SeriesChooser(SnippetChooserViewSet):
    choose_view_class = SeriesChooseView
    choose_results_view_class = SeriesChooseResultsView
    creation_form_class = modelform_factory(Series, form=SluggedForm, fields=["name"])
    creation_tab_label = _("New series")
