"""How an organisation, a place or a series is chosen: found by any of its names, or made on the spot."""

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import modelform_factory
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from fingerpost.catalogue.models import Organisation, Place, Series
from fingerpost.catalogue.text import folded
from fingerpost.desk.forms import OrganisationForm, SluggedForm


class SearchForm(BaseFilterForm):
    """The search above the choices of a chooser; each kind says what ``matching`` means for it."""

    q = forms.CharField(
        label=_("Search term"), widget=forms.TextInput(attrs={"placeholder": _("Search")}), required=False
    )

    def filter(self, objects: QuerySet) -> QuerySet:
        objects = super().filter(objects)
        self.search_query = self.cleaned_data.get("q", "").strip()
        self.is_searching = bool(self.search_query)
        return self.matching(objects, self.search_query) if self.is_searching else objects

    def matching(self, objects: QuerySet, words: str) -> QuerySet:
        raise NotImplementedError


def organisations_named(words: str) -> Q:
    """Return the condition that one of an organisation's names contains these words."""
    alias = Organisation.objects.filter(aliases__folded__contains=folded(words) or words).values("pk")
    return Q(name__icontains=words) | Q(short_name__icontains=words) | Q(pk__in=alias)


class OrganisationSearchForm(SearchForm):
    def matching(self, objects: QuerySet, words: str) -> QuerySet:
        return objects.filter(organisations_named(words))


class PlaceSearchForm(SearchForm):
    def matching(self, objects: QuerySet, words: str) -> QuerySet:
        return objects.filter(Q(name__icontains=words) | Q(country__iexact=words))


class SeriesSearchForm(SearchForm):
    def matching(self, objects: QuerySet, words: str) -> QuerySet:
        return objects.filter(
            Q(name__icontains=words)
            | Q(organisation__in=Organisation.objects.filter(organisations_named(words)).values("pk"))
        )


class WithoutMerged:
    """Who chooses an organisation chooses one that stands for itself."""

    def get_object_list(self) -> QuerySet:
        return super().get_object_list().standing_alone()  # type: ignore[misc]


class OrganisationChooseView(WithoutMerged, ChooseView):
    filter_form_class = OrganisationSearchForm


class OrganisationChooseResultsView(WithoutMerged, ChooseResultsView):
    filter_form_class = OrganisationSearchForm


class OrganisationChooser(SnippetChooserViewSet):
    choose_view_class = OrganisationChooseView
    choose_results_view_class = OrganisationChooseResultsView
    creation_form_class = modelform_factory(
        Organisation, form=OrganisationForm, fields=["name", "short_name", "kind", "country", "website"]
    )
    creation_tab_label = _("New organisation")


class PlaceChooseView(ChooseView):
    filter_form_class = PlaceSearchForm


class PlaceChooseResultsView(ChooseResultsView):
    filter_form_class = PlaceSearchForm


class PlaceChooser(SnippetChooserViewSet):
    choose_view_class = PlaceChooseView
    choose_results_view_class = PlaceChooseResultsView
    creation_form_class = modelform_factory(Place, form=SluggedForm, fields=["kind", "name", "country"])
    creation_tab_label = _("New place")


class SeriesChooseView(ChooseView):
    filter_form_class = SeriesSearchForm


class SeriesChooseResultsView(ChooseResultsView):
    filter_form_class = SeriesSearchForm


class SeriesChooser(SnippetChooserViewSet):
    choose_view_class = SeriesChooseView
    choose_results_view_class = SeriesChooseResultsView
    creation_form_class = modelform_factory(Series, form=SluggedForm, fields=["name"])
    creation_tab_label = _("New series")
