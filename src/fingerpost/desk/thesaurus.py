"""The thesaurus at the desk: sets of names that mean the same."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from fingerpost.finding.models import SynonymRing


class SynonymRingIndexView(IndexView):
    """Sets of synonyms, found by any sign of any of their names."""

    is_searchable = True

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.naming(self.search_query) if self.is_searching else queryset


class SynonymRingViewSet(SnippetViewSet):
    model = SynonymRing
    icon = "link"
    base_url_path = "thesaurus"
    index_view_class = SynonymRingIndexView
    list_display = ["__str__", BooleanColumn("is_used", label=_("In use"), sort_key="is_used"), UpdatedAtColumn()]
    list_filter = ["is_used"]
    list_per_page = 50
    edit_handler = ObjectList([FieldPanel("names"), FieldPanel("note"), FieldPanel("is_used")])
