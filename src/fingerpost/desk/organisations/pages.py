"""What the pages about organisations have in common."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from fingerpost.catalogue.models import Organisation


def organisation_url(name: str, *args: Any) -> str:
    """Return the address of one of the desk's views of organisations."""
    return reverse(Organisation.snippet_viewset.get_url_name(name), args=args)


def number(text: str) -> int:
    """Return the key that a browser sent; 0, which is nobody's, where it is none."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def may_merge(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("catalogue.merge_organisation"))


def with_counts(organisations: QuerySet) -> QuerySet:
    """Say of each how much refers to it: records, public ones, parts, series."""
    return (
        organisations.select_related("parent")
        .prefetch_related("aliases")
        .annotate(
            records=Count("credits__record", distinct=True),
            public_records=Count("credits__record", filter=Q(credits__record__live=True), distinct=True),
            parts_count=Count("parts", distinct=True),
            series_count=Count("series", distinct=True),
        )
    )


class OrganisationPage(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """A page about one organisation, or about many; ``permission_required`` is of organisations."""

    model = Organisation
    header_icon = "group"

    @cached_property
    def organisation(self) -> Organisation:
        return get_object_or_404(with_counts(Organisation.objects.all()), pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [
            *super().get_breadcrumbs_items(),
            {"url": organisation_url("list"), "label": capfirst(Organisation._meta.verbose_name_plural)},
        ]
        if "pk" in self.kwargs:
            above.append({"url": organisation_url("edit", self.organisation.pk), "label": str(self.organisation)})
        return [*above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        common = {"list_url": organisation_url("list"), "may_merge": may_merge(self.request)}
        return super().get_context_data(**{**common, **kwargs})


def facts_of(organisation: Organisation) -> list[str]:
    """Return what one organisation is, in the order in which two are compared side by side."""
    names = [name for name in organisation.names() if name != organisation.name]
    records = _("%(records)d, of which %(public)d public") % {
        "records": organisation.records,
        "public": organisation.public_records,
    }
    return [
        organisation.name,
        "; ".join(dict.fromkeys(names)),
        organisation.get_kind_display(),
        organisation.country,
        organisation.website,
        organisation.parent.name if organisation.parent else "",
        organisation.get_standing_display(),
        organisation.slug,
        records,
        str(organisation.series_count),
        str(organisation.parts_count),
    ]


def labels_of_facts() -> list[str]:
    return [
        _("Name"),
        _("Other names"),
        _("Kind"),
        _("Country"),
        _("Website"),
        _("Part of"),
        _("Standing"),
        _("Address"),
        _("Records"),
        _("Series"),
        _("Parts"),
    ]
