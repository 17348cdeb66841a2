"""What the buttons on a source's page do."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fingerpost.desk.sources.pages import SourcePage
from fingerpost.desk.sources.trying import tried
from fingerpost.intake.actions.harvesting import Harvest, harvest, keep_missing, pause
from fingerpost.intake.models import Batch
from fingerpost.links.errors import FetchError
from fingerpost.readers.errors import ReaderError


class ReadView(SourcePage):
    """Reads a source at once and goes on to what it gave."""

    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        done = harvest(source_id=self.source.pk, user=request.user, now=timezone.now())
        if done.error:
            messages.error(request, done.error)
            return redirect("sources:inspect", pk)
        said = harvested_in_words(done)
        messages.success(request, said)
        waiting = Batch.objects.filter(pk__in=done.batches, state=Batch.State.REVIEW).order_by("pk").first()
        return redirect("imports:inspect", waiting.pk) if waiting else redirect("sources:inspect", pk)


def harvested_in_words(done: Harvest) -> str:
    """Say what a reading brought, as “3 items are new. 2 are public now.”."""
    said = []
    if done.balance["new"]:
        count = done.balance["new"]
        said.append(ngettext("%(count)d item is new.", "%(count)d items are new.", count) % {"count": count})
    if done.balance["changed"]:
        count = done.balance["changed"]
        said.append(ngettext("%(count)d has changed.", "%(count)d have changed.", count) % {"count": count})
    if done.published:
        words = ngettext("%(count)d is public now.", "%(count)d are public now.", done.published)
        said.append(words % {"count": done.published})
    if not said:
        said.append(_("Nothing is new there."))
    if done.missing:
        words = ngettext("%(count)d is not there any more.", "%(count)d are not there any more.", done.missing)
        said.append(words % {"count": done.missing})
    return " ".join(said)


class RehearseView(SourcePage):
    """Shows what a source would give now, and keeps nothing of it."""

    permission_required = "change"
    http_method_names = ["post"]
    page_title = gettext_lazy("Rehearsal")
    template_name = "desk/sources/rehearsal.html"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            found = tried(self.source)
        except (FetchError, ReaderError) as error:
            messages.error(request, str(error))
            return redirect("sources:inspect", pk)
        return self.render_to_response(self.get_context_data(found=found))


class PauseView(SourcePage):
    """Pauses a source, or has it go on."""

    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        paused = request.POST.get("paused") == "yes"
        pause(source_id=self.source.pk, paused=paused)
        words = _("“%(name)s” is paused.") if paused else _("“%(name)s” is read again.")
        messages.success(request, words % {"name": self.source.name})
        return redirect("sources:inspect", pk)


class KeepView(SourcePage):
    """Misses the ticked items no more: their records stay although the source dropped them."""

    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        kept = keep_missing(source_id=self.source.pk, sighting_ids=_numbers(request.POST.getlist("item")))
        if kept:
            words = ngettext("%(count)d is missed no more.", "%(count)d are missed no more.", kept)
            messages.success(request, words % {"count": kept})
        else:
            messages.error(request, _("Tick at least one item first."))
        return redirect("sources:inspect", pk)


def _numbers(sent: list[Any]) -> list[int]:
    return [int(each) for each in sent if each.isdecimal() and len(each) < 19]
