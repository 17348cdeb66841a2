"""What the pages of one batch have in common: its head, its way back, and their answers to the table's script."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from fingerpost.desk.imports.rows import Row, rows_of
from fingerpost.desk.imports.sifting import FATES, TABS, Sifted, balance_of, sift
from fingerpost.intake.models import Batch, Item

#: To read so much takes a second or two, which is less than looking again whether it is done.
READ_AT_ONCE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the table somebody is: tab, words searched for, page."""

    tab: str = "all"
    q: str = ""
    p: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Place":
        tab = query.get("tab", "")
        return cls(tab if tab in TABS else "all", query.get("q", "").strip()[:200], query.get("p", "")[:6])

    def query(self, **changes: str) -> str:
        parts = {"tab": "" if self.tab == "all" else self.tab, "q": self.q, "p": self.p, **changes}
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in parts.items() if value})
        return query.urlencode()


class BatchPage(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """A page about one batch. ``permission_required`` is of the batch: view, change, publish or undo."""

    model = Batch
    permission_required = "view"
    header_icon = "download"

    @cached_property
    def batch(self) -> Batch:
        batches = Batch.objects.select_related("crisis", "source", "imported_by", "undone_by")
        return get_object_or_404(batches, pk=self.kwargs["pk"])

    @cached_property
    def place(self) -> Place:
        """Return where to go back to: what the table's forms send along, or what the address says."""
        return Place.of(QueryDict(self.request.POST["back"]) if "back" in self.request.POST else self.request.GET)

    @property
    def may_change(self) -> bool:
        return self.user_has_permission("change") and self.batch.state in {Batch.State.REVIEW, Batch.State.DONE}

    @property
    def may_publish(self) -> bool:
        return self.user_has_permission("publish")

    @property
    def wants_data(self) -> bool:
        """True if the table's script asks: then an answer is a few rows, not a page."""
        return "application/json" in self.request.headers.get("Accept", "")

    @property
    def wants_part(self) -> bool:
        return "X-Part" in self.request.headers

    def get_page_title(self) -> str:
        return self.page_title or self.batch.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [
            *super().get_breadcrumbs_items(),
            {"url": reverse("imports:index"), "label": _("Imports")},
        ]
        here = {"url": "", "label": self.batch.name}
        if not self.page_title:
            return [*above, here]
        return [*above, {**here, "url": self.batch_url()}, {"url": "", "label": self.page_title}]

    def get_header_more_buttons(self) -> list[Button]:
        if not (self.user_has_permission("undo") and self.batch.state in {Batch.State.REVIEW, Batch.State.DONE}):
            return []
        return [Button(_("Undo this import"), url=reverse("imports:undo", args=[self.batch.pk]), icon_name="rotate")]

    def batch_url(self, item: int | None = None) -> str:
        query = self.place.query()
        address = reverse("imports:inspect", args=[self.batch.pk])
        return f"{address}{'?' if query else ''}{query}{f'#item-{item}' if item else ''}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        common = {
            "batch": self.batch,
            "back": self.place.query(),
            "back_url": self.batch_url(),
            "may_change": self.may_change,
            "may_publish": self.may_publish,
            "may_read_again": self.user_has_permission("change") and bool(self.batch.content),
        }
        return super().get_context_data(**{**common, **kwargs})

    def head(self, sifted: Sifted, found: Sifted | None = None) -> dict[str, Any]:
        """Return what the head of the table shows: the balance, the tabs, and how many are sure."""
        counts = balance_of(self.batch)
        shown = found or sifted
        return {
            "batch": self.batch,
            "balance": [{"label": label, "count": counts[name]} for name, label in FATES.items()],
            "sure": sifted.count("sure"),
            "left": sifted.count("doubtful"),
            "tabs": [
                {
                    "name": name,
                    "label": label,
                    "count": shown.count(name),
                    "url": f"?{self.place.query(tab=name, p='')}",
                }
                for name, label in TABS.items()
            ],
            "tab": self.place.tab,
            "q": self.place.q,
            "may_change": self.may_change,
            "may_publish": self.may_publish,
        }

    def done(self, words: str, *, items: Iterable[int] = (), anew: bool = False) -> HttpResponse:
        """Answer after a change: with the rows of these items and the new head, or by going back to the first of them."""
        ids = list(items)
        if not self.wants_data or anew:
            messages.success(self.request, words)
            address = self.batch_url(ids[0] if ids else None)
            return JsonResponse({"said": words, "reload": address}) if self.wants_data else redirect(address)
        del self.batch  # its balance has changed
        shown = {"may_change": self.may_change, "may_publish": self.may_publish}
        rows = rows_of(table_items(self.batch, ids))
        return JsonResponse(
            {
                "said": words,
                "rows": {row.id: row_html(row, shown, self.request) for row in rows},
                "head": render_to_string("desk/imports/head.html", self.head(sift(self.batch)), self.request),
            }
        )

    def failed(self, errors: dict[str, list[str]]) -> HttpResponse:
        """Answer the script that nothing was changed, with what is wrong at each field."""
        said = " ".join(sentence for sentences in errors.values() for sentence in sentences)
        return JsonResponse({"said": said, "errors": errors}, status=422)

    def refused(self, sentence: str, item: int | None = None) -> HttpResponse:
        if self.wants_data:
            return self.failed({"": [sentence]})
        messages.error(self.request, sentence)
        return redirect(self.batch_url(item))


class ItemPage(BatchPage):
    """A page about one item of a batch."""

    @cached_property
    def item(self) -> Item:
        return get_object_or_404(Item.objects.select_related("record"), pk=self.kwargs["item"], batch=self.batch)

    @cached_property
    def row(self) -> Row:
        return rows_of([self.item])[0]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(item=self.item, row=self.row, **kwargs)


def table_items(batch: Batch, ids: Iterable[int]) -> Any:
    """Return items with what their rows show; their texts stay where they are but for the beginning."""
    return Item.objects.filter(batch=batch, pk__in=list(ids)).select_related("record").defer("record__summary", "undo")


def row_html(row: Row, shown: dict[str, Any], request: HttpRequest) -> str:
    return render_to_string("desk/imports/row.html", {"row": row, **shown}, request)
