"""What came in: the list of imports, and the addresses of all their pages."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from fingerpost.catalogue.models import Crisis
from fingerpost.desk.imports import items, matching, receiving, redoing, views
from fingerpost.desk.imports.sifting import FATES, balance_of
from fingerpost.desk.querysets import batches_with_questions
from fingerpost.intake.models import Batch


def balance_in_words(batch: Batch) -> str:
    """Say what came of a source, as “74 found: 60 new, 12 known, 2 not understood”."""
    counts = balance_of(batch)
    parts = ", ".join(f"{counts[name]} {label}" for name, label in FATES.items() if name != "found" and counts[name])
    return _("%(found)d found: %(parts)s") % {"found": counts["found"], "parts": parts} if parts else ""


def questions_in_words(batch: Batch) -> str:
    count = len(batch.issues)
    return ngettext("%(count)d question", "%(count)d questions", count) % {"count": count} if count else ""


class BatchFilterSet(WagtailFilterSet):
    open = django_filters.ChoiceFilter(
        label=gettext_lazy("Questions"), choices=[("yes", gettext_lazy("With questions"))], method="filter_open"
    )
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=Batch.State.choices)
    crisis = django_filters.ModelChoiceFilter(label=gettext_lazy("Crisis"), queryset=Crisis.objects.all())

    class Meta:
        model = Batch
        fields: list[str] = []

    def filter_open(self, batches: QuerySet, _name: str, _value: str) -> QuerySet:
        return batches.filter(pk__in=batches_with_questions().values("pk"))


class BatchIndexView(IndexView):
    page_title = gettext_lazy("Imports")
    add_item_label = gettext_lazy("Import")

    @cached_property
    def list_display(self) -> list[Any]:
        return [
            "name",
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            Column("balance", label=_("Balance"), accessor=balance_in_words),
            Column("questions", label=_("Questions"), accessor=questions_in_words),
            UserColumn("imported_by", label=_("Imported by")),
            DateColumn("imported_at", label=_("Imported"), sort_key="imported_at"),
        ]

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related("imported_by")


class BatchViewSet(ModelViewSet):
    """Imports as a list, and what is done with one of them: each address asks for its own permission."""

    model = Batch
    icon = "download"
    menu_label = gettext_lazy("Imports")
    menu_order = 160
    add_to_admin_menu = True
    url_prefix = "imports"
    url_namespace = "imports"
    index_view_class = BatchIndexView
    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    form_fields: list[str] = []
    filterset_class = BatchFilterSet
    search_fields = ["name", "url"]
    ordering = "-imported_at"
    list_per_page = 50

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common = super().get_common_view_kwargs(**kwargs)
        return {name: value for name, value in common.items() if name not in _WRITING}

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(add_url_name=self.get_url_name("add"), **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("add/", receiving.ImportView.as_view(), name="add"),
            path("<int:pk>/", views.ReviewView.as_view(), name="inspect"),
            path("<int:pk>/state/", views.StateView.as_view(), name="state"),
            path("<int:pk>/act/", views.ActView.as_view(), name="act"),
            path("<int:pk>/again/", redoing.AgainView.as_view(), name="again"),
            path("<int:pk>/columns/", redoing.ColumnsView.as_view(), name="columns"),
            path("<int:pk>/undo/", redoing.UndoView.as_view(), name="undo"),
            path("<int:pk>/items/<int:item>/", items.ItemView.as_view(), name="item"),
            path("<int:pk>/items/<int:item>/split/", items.SplitView.as_view(), name="split"),
            path("<int:pk>/items/<int:item>/match/", matching.MatchView.as_view(), name="match"),
        ]


_WRITING = {"history_url_name", "usage_url_name", "add_url_name", "edit_url_name", "delete_url_name", "copy_url_name"}
