"""What was imported, shown and never edited: batches, their balance and questions, their items and records."""

from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from fingerpost.catalogue.models import Crisis
from fingerpost.desk.querysets import batches_with_questions
from fingerpost.intake.models import Batch, Item

ITEMS_PER_PAGE = 100


def balance_in_words(batch: Batch) -> str:
    """Say how much of the source was read, as “60 of 74 lines read, 14 passed over”."""
    counts = {fate: int(batch.balance.get(fate) or 0) for fate in ("read", "unread", "ignored")}
    total = int(batch.balance.get("total") or sum(counts.values()))
    if not total:
        return ""
    said = [_("%(read)d of %(total)d read") % {"read": counts["read"], "total": total}]
    if counts["unread"]:
        said.append(_("%(count)d unread") % {"count": counts["unread"]})
    if counts["ignored"]:
        said.append(_("%(count)d passed over") % {"count": counts["ignored"]})
    return ", ".join(said)


def questions_in_words(batch: Batch) -> str:
    count = len(batch.issues)
    return ngettext("%(count)d question", "%(count)d questions", count) % {"count": count} if count else ""


class BatchFilterSet(WagtailFilterSet):
    open = django_filters.ChoiceFilter(
        label=gettext_lazy("Questions"), choices=[("yes", gettext_lazy("With questions"))], method="filter_open"
    )
    crisis = django_filters.ModelChoiceFilter(label=gettext_lazy("Crisis"), queryset=Crisis.objects.all())

    class Meta:
        model = Batch
        fields: list[str] = []

    def filter_open(self, batches: QuerySet, _name: str, _value: str) -> QuerySet:
        return batches.filter(pk__in=batches_with_questions().values("pk"))


class BatchIndexView(IndexView):
    page_title = gettext_lazy("Imports")

    @cached_property
    def list_display(self) -> list[Any]:
        return [
            "name",
            Column("items", label=_("Items"), accessor="item_count"),
            Column("balance", label=_("Balance"), accessor=balance_in_words),
            Column("questions", label=_("Questions"), accessor=questions_in_words),
            UserColumn("imported_by", label=_("Imported by")),
            DateColumn("imported_at", label=_("Imported"), sort_key="imported_at"),
        ]

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().annotate(item_count=Count("items")).select_related("imported_by")


class BatchInspectView(InspectView):
    page_title = gettext_lazy("Import")
    template_name = "desk/batch.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        items = Item.objects.filter(batch=self.object).select_related("record").defer("record__summary")
        page = WagtailPaginator(items, ITEMS_PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "batch": self.object,
            "balance": balance_in_words(self.object),
            "items": page,
            "outcomes": self._outcomes(),
        }

    def _outcomes(self) -> list[tuple[str, int]]:
        counted = Item.objects.filter(batch=self.object).order_by().values_list("outcome").annotate(Count("pk"))
        return [(str(Item.Outcome(outcome).label), count) for outcome, count in counted]


class BatchViewSet(ModelViewSet):
    """Imports as a list and a page each; nothing here writes, so there is no address that could."""

    model = Batch
    icon = "download"
    menu_label = gettext_lazy("Imports")
    menu_order = 160
    add_to_admin_menu = True
    url_prefix = "imports"
    url_namespace = "imports"
    index_view_class = BatchIndexView
    inspect_view_class = BatchInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []
    filterset_class = BatchFilterSet
    search_fields = ["name", "url"]
    ordering = "-imported_at"
    list_per_page = 50
    inspect_template_name = "desk/batch.html"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common = super().get_common_view_kwargs(**kwargs)
        return {name: value for name, value in common.items() if name not in _WRITING}

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
        ]


_WRITING = {"history_url_name", "usage_url_name", "add_url_name", "edit_url_name", "delete_url_name", "copy_url_name"}
