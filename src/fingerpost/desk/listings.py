"""The lists of the desk: what a row shows, how it is searched and ordered."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.search import SearchArea
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import EditView, IndexView

from fingerpost.catalogue.models import Link, Organisation, Record
from fingerpost.desk.querysets import MAKERS, for_desk_rows
from fingerpost.finding.narrowing import narrowed

#: How each precision is written, by Django's names of date formats.
_DATE_FORMATS = {"year": "Y", "month": "YEAR_MONTH_FORMAT", "day": "DATE_FORMAT", "minute": "DATE_FORMAT"}


class RecordSearchArea(SearchArea):
    """One kind of record among what the desk's search goes through, for those who work on it."""

    def __init__(self, label: str, url: str, model: type[Record], **more: Any) -> None:
        super().__init__(label, url, name=model._meta.model_name, **more)
        self.model = model

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(self.model)
        return policy.user_has_any_permission(request.user, ["add", "change", "delete", "publish"])


class LinkColumn(Column):
    """Where a record points, or that it points nowhere yet."""

    cell_template_name = "desk/listing/link_cell.html"

    def get_value(self, instance: Record) -> str:
        return next(
            (urlsplit(link.url).hostname or "" for link in instance.links.all() if link.role == Link.Role.ITEM), ""
        )


class StatusColumn(LiveStatusTagColumn):
    """Wagtail's words for the state of a record, from what its list has fetched."""

    def get_value(self, instance: Record) -> str:
        if instance.expired and not instance.live:
            return _("expired")
        if instance.is_scheduled:
            return _("live + scheduled") if instance.live else _("scheduled")
        if instance.is_in_moderation:
            return _("live + in moderation") if instance.live else _("in moderation")
        if instance.has_unpublished_changes and instance.live:
            return _("live + draft")
        return _("live") if instance.live else _("draft")


def makers(record: Record) -> str:
    return ", ".join(str(credit.organisation) for credit in record.credits.all() if credit.role in MAKERS)


def day(record: Record) -> str:
    if not record.start_date:
        return ""
    return formats.date_format(record.start_date, _DATE_FORMATS[record.precision])


class SearchedIndexView(IndexView):
    """A list that is searched as the hub is: in every script and under all names, the most relevant first."""

    is_searchable = True

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        return narrowed(
            queryset, self.search_query, what=self.model._meta.model_name, keeps_order=self.is_explicitly_ordered
        )


class RecordIndexView(SearchedIndexView):
    """A list of one kind of record; a search of it leads on to the other kinds."""

    show_other_searches = True

    @cached_property
    def list_display(self) -> list[Any]:
        return [
            "__str__",
            Column("day", label=_("Date"), accessor=day, sort_key="start_date"),
            *self.kind_columns(),
            StatusColumn(),
            DateColumn("changed", label=_("Changed"), sort_key="changed"),
        ]

    def kind_columns(self) -> list[Column]:
        if self.model.KIND == Record.Kind.MEASURE:
            return [
                Column("place", label=_("City"), accessor="place", sort_key="place__name"),
                LinkColumn("link", label=_("Link")),
            ]
        return [Column("makers", label=_("Organisers"), accessor=makers), LinkColumn("link", label=_("Link"))]

    def _get_title_column(self, field_name: str, **kwargs: Any) -> Column:
        column = super()._get_title_column(field_name, **kwargs)
        column.label, column.sort_key = _("Title"), "title"
        return column

    def get_base_queryset(self) -> QuerySet:
        return for_desk_rows(super().get_base_queryset())

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        ordered = super().order_queryset(queryset)
        return ordered.order_by(*ordered.query.order_by, "-pk")  # pages of a list never share a row

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "queryset": self.model._default_manager.all()}

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        return narrowed(
            queryset,
            self.search_query,
            what="record",
            chosen={"kind": [self.model.KIND]},
            keeps_order=self.is_explicitly_ordered,
        )


class OrganisationIndexView(SearchedIndexView):
    """Organisations, found by any of their names."""

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Return what is found; a merged one, where the filter shows those, by the names of the one that it is now."""
        return narrowed(
            queryset.alias(stands_for=Coalesce("merged_into", "pk")),
            self.search_query,
            what="organisation",
            key="stands_for",
            keeps_order=self.is_explicitly_ordered,
        )

    def get_base_queryset(self) -> QuerySet:
        """Return those that stand for themselves; the merged ones where the filter asks for them."""
        organisations = super().get_base_queryset().select_related("parent", "merged_into")
        asked = "merged" in self.request.GET.getlist("standing")
        return organisations if asked else organisations.standing_alone()

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons
        if self.user_has_permission("change"):
            views = Organisation.snippet_viewset
            buttons += [
                Button(_("Proposals"), url=reverse(views.get_url_name("proposals")), icon_name="check", priority=20),
                Button(
                    _("Reconcile a list"),
                    url=reverse(views.get_url_name("reconcile")),
                    icon_name="list-ul",
                    priority=30,
                ),
            ]
        return buttons


class OrganisationEditView(EditView):
    """A merged organisation has nothing to edit: its page takes the merge back."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        if self.object.is_merged:
            return redirect(Organisation.snippet_viewset.get_url_name("unmerge"), self.object.pk)
        return response

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons
        if self.request.user.has_perm("catalogue.merge_organisation"):
            url = reverse(Organisation.snippet_viewset.get_url_name("merge"), args=[self.object.pk])
            buttons.append(Button(_("Merge into another…"), url=url, icon_name="collapse-down", priority=15))
        return buttons


def standing_of(organisation: Organisation) -> str:
    """Say what an editor must know of an organisation that is not simply confirmed."""
    if organisation.is_merged:
        return _("Merged into “%(name)s”") % {"name": organisation.merged_into}
    return _("Proposed") if organisation.standing == Organisation.Standing.PROPOSED else ""
