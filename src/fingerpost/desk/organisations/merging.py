"""“Merge into another”: two entries side by side, what will happen in numbers; and the way back."""

from typing import Any

from django.contrib import messages as django_messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from fingerpost.catalogue.actions import Merged, Unmerged, merge_organisations, unmerge_organisation
from fingerpost.catalogue.errors import CannotMerge
from fingerpost.catalogue.models import Organisation
from fingerpost.desk.organisations.pages import (
    OrganisationPage,
    facts_of,
    labels_of_facts,
    number,
    organisation_url,
    with_counts,
)
from fingerpost.finding.narrowing import narrowed
from fingerpost.intake.actions.namesakes import Namesake, Namesakes

MOST_FOUND = 20


class MergeView(OrganisationPage):
    permission_required = "merge"
    page_title = gettext_lazy("Merge into another")
    template_name = "desk/organisations/merge.html"

    @cached_property
    def kept(self) -> Organisation | None:
        """Return the one that is to stand for both: the chosen one, or the likeliest."""
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        chosen = number(sent.get("into", ""))
        if not chosen and "find" not in sent and self.likely:
            chosen = self.likely[0].organisation.pk
        return (
            with_counts(Organisation.objects.standing_alone())
            .exclude(pk=self.organisation.pk)
            .filter(pk=chosen)
            .first()
        )

    @cached_property
    def likely(self) -> list[Namesake]:
        return Namesakes().of_organisation(self.organisation) if self.request.method == "GET" else []

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        if self.organisation.is_merged:
            return redirect(organisation_url("unmerge", self.organisation.pk))
        words = request.GET.get("find", "").strip()[:200]
        shown = {
            "organisation": self.organisation,
            "kept": self.kept,
            "likely": self.likely,
            "find": words,
            "found": self._found(words),
            "pairs": self._pairs(),
            "effects": self._effects(),
            "swap_url": f"{organisation_url('merge', self.kept.pk)}?into={self.organisation.pk}" if self.kept else "",
        }
        return self.render_to_response(self.get_context_data(**shown))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        if self.kept is None:
            django_messages.error(request, _("Choose first which organisation it is."))
            return redirect(organisation_url("merge", self.organisation.pk))
        return merge_and_say(request, self.organisation.pk, self.kept.pk) or redirect(
            organisation_url("edit", self.kept.pk)
        )

    def _pairs(self) -> list[tuple[str, str, str]]:
        if self.kept is None:
            return []
        return list(zip(labels_of_facts(), facts_of(self.organisation), facts_of(self.kept), strict=True))

    def _found(self, words: str) -> list[Organisation]:
        if not words:
            return []
        others = Organisation.objects.standing_alone().exclude(pk=self.organisation.pk)
        return list(narrowed(others, words, what="organisation")[:MOST_FOUND])

    def _effects(self) -> list[str]:
        """Merge them and put everything as it was: so the page says exactly what the button will do."""
        if self.kept is None:
            return []
        with transaction.atomic():
            merged = merge_organisations(
                merged=self.organisation.pk, into=self.kept.pk, user=self.request.user, now=timezone.now()
            )
            transaction.set_rollback(True)
        return merged_in_words(merged, self.organisation)


def merge_and_say(request: HttpRequest, merged: int, into: int) -> HttpResponse | None:
    """Merge, and say so with a way back; return where to go if it cannot be done."""
    try:
        report = merge_organisations(merged=merged, into=into, user=request.user, now=timezone.now())
    except CannotMerge as refusal:
        django_messages.error(request, str(refusal))
        return redirect(organisation_url("list"))
    name = Organisation.objects.values_list("name", flat=True).get(pk=merged)
    words = ngettext(
        "“%(name)s” is “%(kept)s” now, in %(count)d record.",
        "“%(name)s” is “%(kept)s” now, in %(count)d records.",
        report.records,
    ) % {"name": name, "kept": report.kept.name, "count": report.records}
    messages.success(request, words, buttons=[messages.button(organisation_url("unmerge", merged), _("Undo"))])
    return None


def merged_in_words(merged: Merged, gone: Organisation) -> list[str]:
    said = [
        ngettext("%(count)d record will name “%(kept)s”.", "%(count)d records will name “%(kept)s”.", merged.records)
        % {"count": merged.records, "kept": merged.kept.name}
    ]
    if merged.doubled:
        words = ngettext(
            "%(count)d of them names both; it will name it once.",
            "%(count)d of them name both; they will name it once.",
            merged.doubled,
        )
        said.append(words % {"count": merged.doubled})
    said += [
        _("%(what)s that move: %(count)d.") % {"what": what.capitalize(), "count": count}
        for what, count in merged.moved.items()
    ]
    if merged.names:
        said.append(
            _("Other names that “%(kept)s” gets: %(names)s.")
            % {"kept": merged.kept.name, "names": "; ".join(merged.names)}
        )
    if merged.taken:
        said.append(
            _("Names that a third organisation has, and keeps: %(names)s.") % {"names": "; ".join(merged.taken)}
        )
    if merged.filled:
        said.append(_("Facts that it lacks and takes over: %(facts)s.") % {"facts": ", ".join(merged.filled)})
    said.append(_("The address “%(slug)s” will lead to “%(kept)s”.") % {"slug": gone.slug, "kept": merged.kept.slug})
    return said


class UnmergeView(OrganisationPage):
    """Asks before it takes a merge back: what returns, and what stays because a person changed it."""

    permission_required = "merge"
    page_title = gettext_lazy("Take the merge back")
    template_name = "desk/organisations/unmerge.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        try:
            with transaction.atomic():
                undone = self._undo()
                transaction.set_rollback(True)
        except CannotMerge as refusal:
            return self._refused(refusal)
        shown = {"organisation": self.organisation, "kept": undone.kept, "undone": undone}
        return self.render_to_response(self.get_context_data(**shown))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        try:
            undone = self._undo()
        except CannotMerge as refusal:
            return self._refused(refusal)
        django_messages.success(request, _("“%(name)s” stands for itself again.") % {"name": undone.organisation.name})
        return redirect(organisation_url("edit", self.organisation.pk))

    def _undo(self) -> Unmerged:
        return unmerge_organisation(merged=self.organisation.pk, user=self.request.user, now=timezone.now())

    def _refused(self, refusal: CannotMerge) -> HttpResponse:
        django_messages.error(self.request, str(refusal))
        return redirect(organisation_url("list"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        # The edit page of a merged one leads here.
        *above, _organisation, here = super().get_breadcrumbs_items()
        return [*above, here]
