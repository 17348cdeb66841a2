from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from fingerpost.catalogue.models import Organisation, Record
from fingerpost.desk import viewsets
from fingerpost.desk.bulk_actions import BULK_ACTIONS
from fingerpost.desk.dashboard import ImportsPanel, RecordsSummaryItem, TakeInPanel, TodayPanel
from fingerpost.desk.imports.listing import BatchViewSet
from fingerpost.desk.sources.listing import SourceViewSet

for viewset in (
    viewsets.EventViewSet,
    viewsets.ResourceViewSet,
    viewsets.MeasureViewSet,
    viewsets.UpdateViewSet,
    viewsets.AuthoritiesGroup,
):
    register_snippet(viewset)

for action in BULK_ACTIONS:
    hooks.register("register_bulk_action", action, order=1)  # after Wagtail's own, which ours replace


@hooks.register("register_admin_viewset")
def register_batches() -> ViewSet:
    return BatchViewSet()


@hooks.register("register_admin_viewset")
def register_sources() -> ViewSet:
    return SourceViewSet()


@hooks.register("construct_homepage_panels")
def show_what_needs_a_person(_request: HttpRequest, panels: list[Component]) -> None:
    panels += [TakeInPanel(), TodayPanel(), ImportsPanel()]


@hooks.register("construct_homepage_summary_items")
def count_records(request: HttpRequest, items: list[SummaryItem]) -> None:
    items.append(RecordsSummaryItem(request))


@hooks.register("register_snippet_listing_buttons")
def offer_to_confirm(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Beside a proposed organisation stands the button that confirms it."""
    proposed = isinstance(snippet, Organisation) and snippet.standing == Organisation.Standing.PROPOSED
    if proposed and user.has_perm("catalogue.change_organisation"):
        url = reverse("wagtail_bulk_action", args=["catalogue", "organisation", "confirm"])
        query = urlencode({"id": snippet.pk, "next": next_url or ""})
        yield Button(_("Confirm"), url=f"{url}?{query}", icon_name="check", priority=5)


@hooks.register("register_snippet_listing_buttons")
def offer_to_merge(snippet: Any, user: Any, _next_url: str | None = None) -> Iterator[Button]:
    """Beside an organisation stands the button that merges it, or that takes its merge back."""
    if isinstance(snippet, Organisation) and user.has_perm("catalogue.merge_organisation"):
        view, label, icon = (
            ("unmerge", _("Take the merge back"), "rotate")
            if snippet.is_merged
            else ("merge", _("Merge into another…"), "collapse-down")
        )
        url = reverse(Organisation.snippet_viewset.get_url_name(view), args=[snippet.pk])
        yield Button(label, url=url, icon_name=icon, priority=25)


@hooks.register("register_log_actions")
def name_what_merges_leave_in_the_history(actions: Any) -> None:
    actions.register_action("fingerpost.merge", _("Merge"), _("Merged into another organisation"))
    actions.register_action("fingerpost.take_over", _("Take over"), _("Another organisation was merged into it"))
    actions.register_action("fingerpost.unmerge", _("Take a merge back"), _("Merge taken back"))
    actions.register_action("fingerpost.give_back", _("Give back"), _("A merge into it was taken back"))


@hooks.register("register_snippet_listing_buttons")
def show_on_the_public_pages(snippet: Any, _user: Any, _next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Record) and snippet.live:
        yield Button(_("View live"), url=snippet.get_absolute_url(), icon_name="view", priority=15)


@hooks.register("insert_global_admin_css")
def add_our_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


@hooks.register("register_permissions")
def offer_permissions_at_the_intake() -> QuerySet:
    batch = [f"{action}_batch" for action in ("view", "add", "change", "publish", "undo")]
    source = [f"{action}_source" for action in ("view", "add", "change", "delete")]
    return Permission.objects.filter(
        Q(content_type__app_label="intake", codename__in=[*batch, *source])
        | Q(content_type__app_label="catalogue", codename="merge_organisation")
    )
