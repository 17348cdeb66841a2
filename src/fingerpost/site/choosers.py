"""How an editor points at an entry of any kind; the desk's own choosers know one kind each."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from fingerpost.catalogue.models import Record
from fingerpost.finding.narrowing import narrowed


class RecordSearchForm(BaseFilterForm):
    q = forms.CharField(
        label=_("Search term"),
        widget=forms.TextInput(attrs={"placeholder": _("Search")}),
        required=False,
        max_length=200,
    )

    def filter(self, objects: QuerySet) -> QuerySet:
        found = super().filter(objects)
        self.search_query = self.cleaned_data.get("q", "").strip()
        self.is_searching = bool(self.search_query)
        return narrowed(found, self.search_query, what="record", also_drafts=False)


class _WithColumns:
    filter_form_class = RecordSearchForm

    @property
    def columns(self) -> list[Any]:
        kind = Column("kind", label=_("Kind"), accessor="get_kind_display")
        return [*super().columns, kind, Column("start_date", label=_("Date"))]  # type: ignore[misc]


class RecordChooseView(_WithColumns, ChooseView):
    pass


class RecordChooseResultsView(_WithColumns, ChooseResultsView):
    pass


class RecordChooserViewSet(ChooserViewSet):
    model = Record
    icon = "doc-full"
    choose_one_text = _("Choose an entry")
    choose_another_text = _("Choose another entry")
    choose_view_class = RecordChooseView
    choose_results_view_class = RecordChooseResultsView
    per_page = 15

    def get_object_list(self) -> QuerySet:
        return Record.objects.live().newest_first()


record_chooser = RecordChooserViewSet("choose_record", register_widget=False)
RecordChooserBlock = record_chooser.get_block_class(name="RecordChooserBlock", module_path=__name__)
