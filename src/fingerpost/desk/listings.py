"""The lists of the desk: what a row shows, how it is searched and ordered."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn
from wagtail.snippets.views.snippets import IndexView

from fingerpost.catalogue.models import Link, Organisation, Record
from fingerpost.desk.choosers import organisations_named
from fingerpost.desk.querysets import MAKERS, for_desk_rows

#: How each precision is written, by Django's names of date formats.
_DATE_FORMATS = {"year": "Y", "month": "YEAR_MONTH_FORMAT", "day": "DATE_FORMAT", "minute": "DATE_FORMAT"}


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


class RecordIndexView(IndexView):
    """A list of one kind of record, searched in the database: by title, summary and organisation."""

    is_searchable = True

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
        return queryset.containing(self.search_query) if self.is_searching else queryset


class OrganisationIndexView(IndexView):
    """Organisations, found by any of their names."""

    is_searchable = True

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.filter(organisations_named(self.search_query)) if self.is_searching else queryset

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related("parent")


def is_proposed(organisation: Organisation) -> bool:
    return organisation.standing == Organisation.Standing.PROPOSED
