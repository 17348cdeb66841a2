"""The list of sources, and the addresses of all their pages."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn, UserColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from fingerpost.catalogue.models import Crisis
from fingerpost.desk.sources import doing, editing, pages
from fingerpost.desk.sources.forms import SourceForm
from fingerpost.desk.sources.wording import PAUSED, STATES, next_reading, state_of
from fingerpost.intake.models import Source

TROUBLE = "trouble"
#: Columns that a telephone leaves out; a source's own page has them.
WIDE = "source-cell--wide"


class NameColumn(TitleColumn):
    cell_template_name = "desk/sources/name_cell.html"

    def get_link_url(self, instance: Source, _parent_context: Any) -> str:
        return reverse("sources:inspect", args=[instance.pk])


class StateColumn(Column):
    cell_template_name = "desk/sources/state_cell.html"

    def get_cell_context_data(self, instance: Source, parent_context: Any) -> dict[str, Any]:
        state = state_of(instance)
        label, icon = STATES[state]
        return {**super().get_cell_context_data(instance, parent_context), "state": state, "value": label, "icon": icon}


def items_in_words(source: Any) -> str:
    """Say how many items stand there, as “12 present, 1 missing, 2 gone”."""
    parts = [
        (source.present, ngettext("%(count)d present", "%(count)d present", source.present)),
        (source.missing, ngettext("%(count)d missing", "%(count)d missing", source.missing)),
        (source.gone, ngettext("%(count)d gone", "%(count)d gone", source.gone)),
    ]
    return ", ".join(words % {"count": count} for count, words in parts if count)


class SourceFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[(TROUBLE, gettext_lazy("In trouble")), *((name, label) for name, (label, _icon) in STATES.items())],
        method="filter_state",
    )
    trust = django_filters.ChoiceFilter(label=gettext_lazy("Trust"), choices=Source.Trust.choices)
    crisis = django_filters.ModelChoiceFilter(label=gettext_lazy("Crisis"), queryset=Crisis.objects.all())

    class Meta:
        model = Source
        fields: list[str] = []

    def filter_state(self, sources: QuerySet, _name: str, value: str) -> QuerySet:
        if value == TROUBLE:
            return sources.filter(pk__in=Source.objects.in_trouble().order_by().values("pk"))
        if value == PAUSED:
            return sources.filter(paused=True)
        return sources.filter(state=value, paused=False)


class SourceIndexView(IndexView):
    page_title = gettext_lazy("Sources")
    add_item_label = gettext_lazy("Add a source")

    @cached_property
    def list_display(self) -> list[Any]:
        now = timezone.now()
        return [
            NameColumn("name", label=_("Name"), sort_key="name", width="30%"),
            Column("kind", label=_("Kind"), classname=WIDE, accessor="get_kind_display", sort_key="kind"),
            StateColumn("state", label=_("State"), sort_key="state"),
            DateColumn("last_run_at", label=_("Last read"), sort_key="last_run_at"),
            Column(
                "next", label=_("Next reading"), classname=WIDE, accessor=lambda source: next_reading(source, now=now)
            ),
            Column("items", label=_("Items"), classname=WIDE, accessor=items_in_words),
            Column("trust", label=_("Trust"), classname=WIDE, accessor="get_trust_display", sort_key="trust"),
            UserColumn("responsible", label=_("Responsible"), classname=WIDE),
        ]

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().with_counts().select_related("responsible__wagtail_userprofile")


class SourceViewSet(ModelViewSet):
    """Sources as a list, and what is done with one of them: each address asks for its own permission."""

    model = Source
    icon = "rotate"
    menu_label = gettext_lazy("Sources")
    menu_order = 165
    add_to_admin_menu = True
    url_prefix = "sources"
    url_namespace = "sources"
    index_view_class = SourceIndexView
    add_view_class = editing.AddView
    edit_view_class = editing.ChangeView
    delete_view_class = editing.RemoveView
    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    filterset_class = SourceFilterSet
    search_fields = ["name", "url"]
    ordering = "name"
    list_per_page = 50

    def get_form_class(self, for_update: bool = False) -> type[SourceForm]:  # noqa: ARG002 -- Wagtail's signature
        return SourceForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common = super().get_common_view_kwargs(**kwargs)
        return {name: value for name, value in common.items() if name not in _ABSENT}

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("add/", self.add_view, name="add"),
            path("<int:pk>/", pages.SourceView.as_view(), name="inspect"),
            path("<int:pk>/edit/", self.edit_view, name="edit"),
            path("<int:pk>/delete/", self.delete_view, name="delete"),
            path("<int:pk>/read/", doing.ReadView.as_view(), name="read"),
            path("<int:pk>/rehearse/", doing.RehearseView.as_view(), name="rehearse"),
            path("<int:pk>/pause/", doing.PauseView.as_view(), name="pause"),
            path("<int:pk>/keep/", doing.KeepView.as_view(), name="keep"),
        ]


_ABSENT = {"history_url_name", "usage_url_name", "copy_url_name"}
