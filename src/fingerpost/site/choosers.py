"""How an editor points at something of the catalogue: a window with a list and a field to type in."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from fingerpost.catalogue.models import Organisation, Place, Record, Series, Theme


class WordsForm(BaseFilterForm):
    """Narrow a chooser's list to the names that hold some words."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    fields_searched = ("name",)

    def filter(self, objects: QuerySet) -> QuerySet:
        found = super().filter(objects)
        for word in (self.cleaned_data.get("q") or "").split()[:8]:
            holds = Q()
            for field in self.fields_searched:
                holds |= Q(**{f"{field}__icontains": word})
            found = found.filter(holds)
        return found


class TitleForm(WordsForm):
    fields_searched = ("title", "summary")


class OrganisationForm(WordsForm):
    fields_searched = ("name", "short_name")


class _ChooserViewSet(ChooserViewSet):
    per_page = 15
    filter_form: type[WordsForm] = WordsForm
    extra_columns: tuple[Column, ...] = ()

    @property
    def choose_view_class(self) -> type:
        return self._view(ChooseView)

    @property
    def choose_results_view_class(self) -> type:
        return self._view(ChooseResultsView)

    def _view(self, base: type) -> type:
        form, extra = self.filter_form, self.extra_columns

        class View(base):  # type: ignore[misc,valid-type]
            filter_form_class = form

            @property
            def columns(self) -> list[Any]:
                return [*super().columns, *extra]

        return View


class RecordChooserViewSet(_ChooserViewSet):
    model = Record
    icon = "doc-full"
    choose_one_text = _("Choose an entry")
    choose_another_text = _("Choose another entry")
    filter_form = TitleForm
    extra_columns = (
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column("start_date", label=_("Date")),
    )

    def get_object_list(self) -> QuerySet:
        return Record.objects.live().newest_first()


class ThemeChooserViewSet(_ChooserViewSet):
    model = Theme
    icon = "tag"
    choose_one_text = _("Choose a theme")
    choose_another_text = _("Choose another theme")


class SeriesChooserViewSet(_ChooserViewSet):
    model = Series
    icon = "list-ol"
    choose_one_text = _("Choose a series")
    choose_another_text = _("Choose another series")


class OrganisationChooserViewSet(_ChooserViewSet):
    model = Organisation
    icon = "group"
    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")
    filter_form = OrganisationForm


class PlaceChooserViewSet(_ChooserViewSet):
    model = Place
    icon = "globe"
    choose_one_text = _("Choose a city or country")
    choose_another_text = _("Choose another city or country")
    extra_columns = (Column("country", label=_("Country")),)


record_chooser = RecordChooserViewSet("choose_record", register_widget=False)
theme_chooser = ThemeChooserViewSet("choose_theme", register_widget=False)
series_chooser = SeriesChooserViewSet("choose_series", register_widget=False)
organisation_chooser = OrganisationChooserViewSet("choose_organisation", register_widget=False)
place_chooser = PlaceChooserViewSet("choose_place", register_widget=False)

CHOOSERS = [record_chooser, theme_chooser, series_chooser, organisation_chooser, place_chooser]

RecordChooserBlock = record_chooser.get_block_class(name="RecordChooserBlock", module_path=__name__)
ThemeChooserBlock = theme_chooser.get_block_class(name="ThemeChooserBlock", module_path=__name__)
SeriesChooserBlock = series_chooser.get_block_class(name="SeriesChooserBlock", module_path=__name__)
OrganisationChooserBlock = organisation_chooser.get_block_class(name="OrganisationChooserBlock", module_path=__name__)
PlaceChooserBlock = place_chooser.get_block_class(name="PlaceChooserBlock", module_path=__name__)
