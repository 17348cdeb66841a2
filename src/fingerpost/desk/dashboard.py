"""What an editor sees on coming in: what needs a person today, and what was imported lately."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component

from fingerpost.catalogue.models import Organisation, Record
from fingerpost.catalogue.models.records import KINDS
from fingerpost.desk.imports.listing import balance_in_words, questions_in_words
from fingerpost.desk.querysets import NEEDS, batches_with_questions, count_needs, proposed_organisations
from fingerpost.intake.models import Batch, Source

RECENT_BATCHES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One line of the dashboard: how many of what, and the list that shows them."""

    label: str
    parts: tuple[tuple[str, str], ...]  #: pairs of words such as “3 events” and the address of the filtered list


def listing_url(kind: str, **filters: str) -> str:
    url = reverse(KINDS[kind].snippet_viewset.get_url_name("list"))
    return f"{url}?{urlencode(filters)}" if filters else url


def tasks_today(user: AbstractBaseUser) -> list[Task]:
    """Return what needs a person today and this user may see; the number of queries does not grow with the catalogue."""
    return [*_record_tasks(user), *_organisation_task(user), *_batch_tasks(user), *_source_task(user)]


def _record_tasks(user: AbstractBaseUser) -> list[Task]:
    counts = count_needs(today=timezone.localdate())
    kinds = [kind for kind in Record.Kind.values if user.has_perm(f"catalogue.change_{kind}")]
    tasks = []
    for need in NEEDS:
        parts = tuple(
            (f"{counts[need.name, kind]} {_named(kind, counts[need.name, kind])}", listing_url(kind, needs=need.name))
            for kind in kinds
            if counts.get((need.name, kind))
        )
        if parts:
            tasks.append(Task(label=str(need.label), parts=parts))
    return tasks


def _named(kind: str, count: int) -> str:
    meta = KINDS[kind]._meta
    return str(meta.verbose_name if count == 1 else meta.verbose_name_plural)


def _organisation_task(user: AbstractBaseUser) -> list[Task]:
    count = proposed_organisations().count() if user.has_perm("catalogue.change_organisation") else 0
    if not count:
        return []
    words = ngettext("%(count)d organisation", "%(count)d organisations", count) % {"count": count}
    url = reverse(Organisation.snippet_viewset.get_url_name("proposals"))
    return [Task(label=_("Proposed by an import, to be confirmed"), parts=((words, url),))]


def _batch_tasks(user: AbstractBaseUser) -> list[Task]:
    if not user.has_perm("intake.view_batch"):
        return []
    counts = {
        "state=review": (_("Imported, to be reviewed"), Batch.objects.filter(state=Batch.State.REVIEW).count()),
        "open=yes": (_("Imported with questions"), batches_with_questions().count()),
    }
    index = reverse("imports:index")
    return [
        Task(
            label=label,
            parts=((ngettext("%(count)d import", "%(count)d imports", count) % {"count": count}, f"{index}?{query}"),),
        )
        for query, (label, count) in counts.items()
        if count
    ]


def _source_task(user: AbstractBaseUser) -> list[Task]:
    count = Source.objects.in_trouble().count() if user.has_perm("intake.view_source") else 0
    if not count:
        return []
    words = ngettext("%(count)d source", "%(count)d sources", count) % {"count": count}
    return [
        Task(label=_("In trouble: could not be read"), parts=((words, f"{reverse('sources:index')}?state=trouble"),))
    ]


class TakeInPanel(Component):
    """The shortest way to an import: an address pasted on the first page."""

    name = "take-in"
    order = 50
    template_name = "desk/home/take_in.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        return {"may_import": request.user.has_perm("intake.add_batch"), "request": request}


class TodayPanel(Component):
    name = "today"
    order = 100
    template_name = "desk/home/today.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"tasks": tasks_today(parent_context["request"].user)}


class ImportsPanel(Component):
    name = "imports"
    order = 200
    template_name = "desk/home/imports.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        if not parent_context["request"].user.has_perm("intake.view_batch"):
            return {"batches": []}
        batches = Batch.objects.select_related("imported_by")[:RECENT_BATCHES]
        return {
            "batches": [
                {"batch": batch, "balance": balance_in_words(batch), "questions": questions_in_words(batch)}
                for batch in batches
            ]
        }


class RecordsSummaryItem(SummaryItem):
    """How many public records of each kind there are, beside Wagtail's figures of pages and images."""

    order = 10
    template_name = "desk/home/records.html"

    def get_context_data(self, _parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = self.request.user
        public = dict(Record.objects.live().order_by().values_list("kind").annotate(Count("pk")))
        return {
            "kinds": [
                {
                    "count": public.get(kind, 0),
                    "name": capfirst(_named(kind, public.get(kind, 0))),
                    "url": listing_url(kind, state="live"),
                    "icon": KINDS[kind].snippet_viewset.icon,
                }
                for kind in Record.Kind.values
                if user.has_perm(f"catalogue.change_{kind}")
            ]
        }

    def is_shown(self) -> bool:
        return any(self.request.user.has_perm(f"catalogue.change_{kind}") for kind in Record.Kind.values)
