"""Taking a source in: pasted, uploaded or fetched; what is small is read before the next page is shown."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from fingerpost.catalogue.models import Crisis
from fingerpost.desk.imports.forms import ImportForm, Source
from fingerpost.desk.imports.pages import READ_AT_ONCE_BYTES
from fingerpost.intake.actions import read_batch, receive
from fingerpost.intake.models import Batch
from fingerpost.links.errors import FetchError
from fingerpost.links.http import fetch


class ImportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    model = Batch
    permission_required = "add"
    page_title = gettext_lazy("Import")
    header_icon = "download"
    template_name = "desk/imports/add.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("imports:index"), "label": _("Imports")},
            {"url": "", "label": self.get_page_title()},
        ]

    @cached_property
    def crises(self) -> list[Crisis]:
        return list(Crisis.objects.all())

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._shown(ImportForm(crises=self.crises, initial={"address": request.GET.get("address", "")}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES, crises=self.crises)
        if not (self.crises and form.is_valid()):
            return self._shown(form)
        try:
            sources = sources_of(form)
        except FetchError as error:
            form.add_error("address", str(error))
            return self._shown(form)
        batches = self._received(sources, form)
        if len(batches) == 1:
            return redirect("imports:inspect", batches[0].pk)
        count = len(batches)
        words = ngettext("%(count)d source was taken in.", "%(count)d sources were taken in.", count)
        messages.success(request, words % {"count": count})
        return redirect("imports:index")

    def _shown(self, form: ImportForm) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(form=form, has_hub=bool(self.crises), add_crisis_url=self._add_crisis_url())
        )

    def _add_crisis_url(self) -> str:
        may_add = self.request.user.has_perm("catalogue.add_crisis")
        return reverse(Crisis.snippet_viewset.get_url_name("add")) if may_add else ""

    def _received(self, sources: list[Source], form: ImportForm) -> list[Batch]:
        """Keep every source before the first is opened: none is lost to the trouble of another."""
        size = 0
        at_once = [(size := size + len(source.content)) <= READ_AT_ONCE_BYTES for source in sources]
        batches = [
            receive(
                crisis=form.chosen_crisis,
                content=source.content,
                name=source.name,
                url=source.url,
                today=form.today(timezone.localdate()),
                user=self.request.user,
                now=timezone.now(),
                read_later=not now_already,
            )
            for source, now_already in zip(sources, at_once, strict=True)
        ]
        for batch, now_already in zip(batches, at_once, strict=True):
            if now_already:
                read_batch(batch_id=batch.pk, now=timezone.now())
        return batches


def sources_of(form: ImportForm) -> list[Source]:
    """Return what was handed over, what is behind the address first. Raises FetchError, with nothing kept yet."""
    address = form.cleaned_data["address"]
    return [*([_fetched(address)] if address else []), *form.sources(pasted_name=_pasted_today())]


def _fetched(address: str) -> Source:
    found = fetch(address)
    parts = urlsplit(found.url)
    name = unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.hostname or ""
    return Source(content=found.content, name=name[:300], url=found.url)


def _pasted_today() -> str:
    moment = formats.date_format(timezone.localtime(), "DATETIME_FORMAT")
    return _("Pasted on %(moment)s") % {"moment": moment}
