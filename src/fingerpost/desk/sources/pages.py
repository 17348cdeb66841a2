"""A source's own page: whether it works, what it brought, and what is not there any more."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from fingerpost.catalogue.models import Record
from fingerpost.desk.imports.listing import balance_in_words, questions_in_words
from fingerpost.desk.imports.redoing import COLUMN_FIELDS
from fingerpost.desk.imports.rows import record_url
from fingerpost.desk.imports.sifting import FATES, balance_of
from fingerpost.desk.sources.wording import SIGHTING_ICONS, STATES, health, next_reading, rhythm, state_of
from fingerpost.intake.models import Batch, Item, Sighting, Source

MOST_BATCHES = 20
MOST_QUESTIONS = 200
MISSED_PER_PAGE = 100


class SourcePage(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """A page about one source. ``permission_required`` is of the source: view, change or delete."""

    model = Source
    permission_required = "view"
    header_icon = "rotate"

    @cached_property
    def source(self) -> Source:
        sources = Source.objects.select_related("crisis", "organisation", "responsible")
        return get_object_or_404(sources, pk=self.kwargs["pk"])

    @property
    def address(self) -> str:
        return reverse("sources:inspect", args=[self.source.pk])

    def get_page_title(self) -> str:
        return self.page_title or self.source.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [*super().get_breadcrumbs_items(), {"url": reverse("sources:index"), "label": _("Sources")}]
        here = {"url": "", "label": self.source.name}
        if not self.page_title:
            return [*above, here]
        return [*above, {**here, "url": self.address}, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        common = {
            "source": self.source,
            "may_change": self.user_has_permission("change"),
            "may_delete": self.user_has_permission("delete"),
        }
        return super().get_context_data(**{**common, **kwargs})


class SourceView(SourcePage):
    template_name = "desk/sources/source.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        now = timezone.now()
        state = state_of(self.source)
        batches = list(_with_waiting(self.source.batches.select_related("imported_by"))[:MOST_BATCHES])
        page = WagtailPaginator(missed_at(self.source), MISSED_PER_PAGE).get_page(request.GET.get("p"))
        return self.render_to_response(
            self.get_context_data(
                state=state,
                state_label=STATES[state][0],
                state_icon=STATES[state][1],
                is_well=state == Source.State.OK,
                health=[sentence for sentence in health(self.source, now=now) if sentence],
                next_reading=next_reading(self.source, now=now),
                rhythm=rhythm(self.source.every_hours),
                themes=list(self.source.themes.prefetch_related("labels")),
                present=self.source.sightings.filter(state=Sighting.State.PRESENT).count(),
                last=last_reading(batches),
                imports=[_import(batch) for batch in batches],
                questions=_questions(batches),
                page=page,
                missed=missed_rows(self.source, page.object_list),
                columns=columns_in_words(self.source),
                columns_url=_columns_url(batches),
            )
        )

    def get_header_more_buttons(self) -> list[Button]:
        if not self.user_has_permission("delete"):
            return []
        return [Button(_("Delete"), url=reverse("sources:delete", args=[self.source.pk]), icon_name="bin")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """One item that is not at its source any more."""

    sighting: Sighting
    title: str
    url: str  #: of its record, or of the import where it waits
    icon: str
    record: Record | None


def missed_at(source: Source) -> QuerySet:
    """Return what is not at a source any more, the longest missing first."""
    missed = source.sightings.exclude(state=Sighting.State.PRESENT).select_related("record")
    return missed.defer("record__summary").order_by("missing_since", "pk")


def missed_rows(source: Source, sightings: Iterable[Sighting]) -> list[Missed]:
    """Return rows for them; those that no record was made of are named by what the source said."""
    sightings = list(sightings)
    unknown = [sighting.identity for sighting in sightings if not sighting.record]
    items = Item.objects.filter(batch__source=source, identity__in=unknown).order_by("pk") if unknown else ()
    said = {item.identity: item for item in items}
    return [_missed(sighting, said.get(sighting.identity)) for sighting in sightings]


def _missed(sighting: Sighting, item: Item | None) -> Missed:
    record = sighting.record
    title = record.title if record else str(item.current.get("title") or "") if item else ""
    url = record_url(record) if record else reverse("imports:item", args=[item.batch_id, item.pk]) if item else ""
    return Missed(
        sighting=sighting,
        title=title or _("Untitled"),
        url=url,
        icon=SIGHTING_ICONS[Sighting.State(sighting.state)],
        record=record,
    )


def last_reading(batches: list[Batch]) -> dict[str, Any] | None:
    """Return when a source last gave something, and the balance of all pages that it answered with."""
    if not batches:
        return None
    when = batches[0].imported_at
    counts: Counter[str] = Counter()
    for batch in batches:
        if batch.imported_at == when:
            counts += balance_of(batch)
    return {"when": when, "balance": [{"label": label, "count": counts[name]} for name, label in FATES.items()]}


def columns_in_words(source: Source) -> list[tuple[str, str]]:
    labels = dict(COLUMN_FIELDS)
    return [(heading, str(labels.get(field, field))) for heading, field in source.columns.items()]


def _with_waiting(batches: QuerySet) -> QuerySet:
    waiting = Item.objects.waiting().filter(batch=OuterRef("pk")).order_by().values("batch").annotate(n=Count("pk"))
    return batches.annotate(waiting=Coalesce(Subquery(waiting.values("n")), 0)).order_by("-imported_at", "-pk")


def _import(batch: Any) -> dict[str, Any]:
    return {"batch": batch, "balance": balance_in_words(batch), "questions": questions_in_words(batch)}


def _questions(batches: list[Batch]) -> list[dict[str, Any]]:
    """Return what was asked of an editor: in the last reading, and in those that still wait for review."""
    asked = [
        {**issue, "batch": batch}
        for batch in batches
        if batch.imported_at == batches[0].imported_at or batch.state == Batch.State.REVIEW
        for issue in batch.issues
    ]
    return asked[:MOST_QUESTIONS]


def _columns_url(batches: list[Batch]) -> str:
    newest = next((batch for batch in batches if batch.facts.get("columns")), None)
    return reverse("imports:columns", args=[newest.pk]) if newest else ""
