"""The desk's views of each model of the catalogue."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CopyView, CreateView, SnippetViewSet, SnippetViewSetGroup

from fingerpost.catalogue.models import (
    Crisis,
    Event,
    Measure,
    Organisation,
    Place,
    Record,
    Resource,
    Series,
    Theme,
    Update,
)
from fingerpost.desk import choosers, panels
from fingerpost.desk.filters import OrganisationFilterSet, RecordFilterSet
from fingerpost.desk.forms import OrganisationForm, PhaseForm, SluggedForm
from fingerpost.desk.listings import (
    OrganisationEditView,
    OrganisationIndexView,
    RecordIndexView,
    RecordSearchArea,
    SearchedIndexView,
    standing_of,
)
from fingerpost.desk.organisations.merging import MergeView, UnmergeView
from fingerpost.desk.organisations.proposals import ProposalsView
from fingerpost.desk.organisations.reconciling import ReconcileView
from fingerpost.desk.thesaurus import SynonymRingViewSet


class RecordCreateView(CreateView):
    """A new record, in the crisis that goes on where there is but one."""

    def get_initial_form_instance(self) -> Record:
        open_crises = Crisis.objects.filter(ends__isnull=True)[:2]
        return self.model(crisis=open_crises[0] if len(open_crises) == 1 else None)


class RecordCopyView(CopyView):
    """A new draft with another's words, dates, links and organisations."""

    def get_initial_form_instance(self) -> Record:
        return copied(self.get_object())


def copied(record: Record) -> Record:
    """Return an unsaved record with the same content: what it says, but nothing of its history or its address."""
    copy, _children = record.copy_cluster(exclude_fields=_ITS_OWN)
    return copy


_ITS_OWN = [
    "id",
    "key",
    "live",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "live_revision",
    "latest_revision",
    "go_live_at",
    "expire_at",
    "expired",
    "locked",
    "locked_at",
    "locked_by",
    "_revisions",
    "_workflow_states",
]


class RecordViewSet(SnippetViewSet):
    index_view_class = RecordIndexView
    add_view_class = RecordCreateView
    copy_view_class = RecordCopyView
    filterset_class = RecordFilterSet
    ordering = "-changed"
    list_per_page = 50
    add_to_admin_menu = True

    def on_register(self) -> None:
        super().on_register()
        hooks.register("register_admin_search_area", self.search_area)

    def search_area(self) -> RecordSearchArea:
        """Offer this kind beside pages, where the desk is searched from its menu."""
        url = reverse(self.get_url_name("list"))
        return RecordSearchArea(self.menu_label, url, self.model, icon_name=self.icon, order=self.menu_order)


class EventViewSet(RecordViewSet):
    model = Event
    icon = "date"
    base_url_path = "events"
    menu_order = 110

    def get_edit_handler(self) -> ObjectList:
        return panels.event_form().bind_to_model(self.model)


class ResourceViewSet(RecordViewSet):
    model = Resource
    icon = "doc-full"
    base_url_path = "resources"
    menu_order = 120

    def get_edit_handler(self) -> ObjectList:
        return panels.resource_form().bind_to_model(self.model)


class MeasureViewSet(RecordViewSet):
    model = Measure
    icon = "clipboard-list"
    base_url_path = "measures"
    menu_order = 130

    def get_edit_handler(self) -> ObjectList:
        return panels.measure_form().bind_to_model(self.model)


class UpdateViewSet(RecordViewSet):
    model = Update
    icon = "comment"
    base_url_path = "updates"
    menu_order = 140

    def get_edit_handler(self) -> ObjectList:
        return panels.update_form().bind_to_model(self.model)


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    base_url_path = "organisations"
    index_view_class = OrganisationIndexView
    edit_view_class = OrganisationEditView
    chooser_viewset_class = choosers.OrganisationChooser
    filterset_class = OrganisationFilterSet
    list_per_page = 50
    list_display = [
        "name",
        "short_name",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        "country",
        Column("parent", label=_("Part of"), accessor="parent", sort_key="parent__name"),
        Column("standing", label=_("Standing"), accessor=standing_of, sort_key="standing"),
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("short_name")]),
            InlinePanel(
                "aliases",
                [FieldRowPanel([FieldPanel("name"), panels.language_field()])],
                heading=_("Other names"),
                label=_("name"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("country")]),
                    FieldRowPanel([FieldPanel("parent"), FieldPanel("website")]),
                ],
                heading=_("What it is"),
            ),
            MultiFieldPanel(
                [FieldPanel("standing"), FieldPanel("slug")], heading=_("Standing and address"), classname="collapsed"
            ),
        ],
        base_form_class=OrganisationForm,
    )

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", MergeView.as_view(), name="merge"),
            path("unmerge/<int:pk>/", UnmergeView.as_view(), name="unmerge"),
            path("proposals/", ProposalsView.as_view(), name="proposals"),
            path("reconcile/", ReconcileView.as_view(), name="reconcile"),
        ]


class PlaceViewSet(SnippetViewSet):
    model = Place
    icon = "site"
    base_url_path = "places"
    chooser_viewset_class = choosers.PlaceChooser
    list_display = ["name", "kind", "country", "subdivision"]
    list_filter = ["kind"]
    index_view_class = SearchedIndexView
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
            FieldRowPanel([FieldPanel("country"), FieldPanel("subdivision")]),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            FieldPanel("slug"),
        ],
        base_form_class=SluggedForm,
    )


class SeriesViewSet(SnippetViewSet):
    model = Series
    icon = "list-ol"
    base_url_path = "series"
    chooser_viewset_class = choosers.SeriesChooser
    list_display = ["name", "organisation"]
    index_view_class = SearchedIndexView
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("organisation"), FieldPanel("description"), FieldPanel("slug")],
        base_form_class=SluggedForm,
    )


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    base_url_path = "themes"
    list_display = ["name", "parent", "reliefweb", "position"]
    index_view_class = SearchedIndexView
    list_per_page = 100
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("parent")]),
            InlinePanel(
                "labels",
                [FieldRowPanel([panels.language_field(), FieldPanel("name")])],
                heading=_("In other languages"),
                label=_("label"),
            ),
            FieldPanel("words"),
            FieldRowPanel([FieldPanel("reliefweb"), FieldPanel("position")]),
            FieldPanel("slug"),
        ],
        base_form_class=SluggedForm,
    )


class CrisisViewSet(SnippetViewSet):
    model = Crisis
    icon = "warning"
    base_url_path = "crises"
    list_display = ["name", "starts", "ends"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
            panels.RowsPanel(
                "phases",
                [FieldRowPanel([FieldPanel("name"), FieldPanel("slug")])],
                heading=_("Phases"),
                label=_("phase"),
                row_form=PhaseForm,
            ),
            FieldPanel("current_phase"),
            InlinePanel("glide_numbers", [FieldPanel("number")], heading=_("GLIDE numbers"), label=_("GLIDE number")),
            FieldPanel("slug"),
        ],
        base_form_class=SluggedForm,
    )


class AuthoritiesGroup(SnippetViewSetGroup):
    """What records refer to, and what searches go by."""

    items = (
        OrganisationViewSet,
        PlaceViewSet,
        SeriesViewSet,
        ThemeViewSet,
        CrisisViewSet,
        SynonymRingViewSet,
    )
    menu_label = _("Directory")
    menu_icon = "list-ul"
    menu_order = 150
    add_to_admin_menu = True
