"""The review table and what is done to the ticked items."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.paginator import WagtailPaginator

from fingerpost.desk.imports.pages import BatchPage, table_items
from fingerpost.desk.imports.redoing import columns_of
from fingerpost.desk.imports.rows import KINDS_OFFERED, rows_of
from fingerpost.desk.imports.sifting import containing, sift
from fingerpost.intake.actions import accept_items, change_kind, join_items, reopen_items, skip_items
from fingerpost.intake.models import Batch, Item, Source
from fingerpost.readers.errors import ReaderError

ROWS_PER_PAGE = 500
MOST_UNREAD = 500


class ReviewView(BatchPage):
    """What was understood of a source: as a table while it waits for a person, as a notice while it is read."""

    def get_template_names(self) -> list[str]:
        return [f"desk/imports/{_TEMPLATES.get(self.batch.state, 'review')}.html"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        shown = {} if self.batch.state in _TEMPLATES else self._table()
        return self.render_to_response(self.get_context_data(**shown))

    def _table(self) -> dict[str, Any]:
        sifted = sift(self.batch)
        found = sifted
        if self.place.q:
            matching = containing(Item.objects.filter(batch=self.batch), self.place.q)
            found = sifted.within(set(matching.values_list("pk", flat=True)))
        page = WagtailPaginator(found.ids[self.place.tab], ROWS_PER_PAGE).get_page(self.place.p)
        source = self.batch.balance.get("source") or {}
        unread = [entry for entry in source.get("entries", ()) if entry.get("fate") == "unread"]
        return {
            **self.head(sifted, found),
            "page": page,
            "rows": rows_of(table_items(self.batch, page.object_list)),
            "kinds": KINDS_OFFERED,
            "unread": unread[:MOST_UNREAD],
            "questions": self.batch.issues,
            "keys": _wants_keys(self.request),
            "regular": self._regular(),
            "columns_url": reverse("imports:columns", args=[self.batch.pk]) if columns_of(self.batch) else "",
        }

    def _regular(self) -> dict[str, str] | None:
        """Return the way to the source that this address is, or to where it becomes one."""
        user, batch = self.request.user, self.batch
        if not (batch.source or batch.url):
            return None
        source = batch.source or Source.objects.at(batch.url, crisis=batch.crisis_id)
        if source:
            words = _("Read regularly as “%(name)s”") % {"name": source.name}
            way = {"words": words, "url": reverse("sources:inspect", args=[source.pk])}
            return way if user.has_perm("intake.view_source") else None
        way = {"words": _("Read this regularly"), "url": f"{reverse('sources:add')}?import={batch.pk}"}
        return way if user.has_perm("intake.add_source") else None


_TEMPLATES = {Batch.State.READING: "reading", Batch.State.FAILED: "failed"}


class StateView(BatchPage):
    """What the notice of a source that is being read asks again and again."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        return JsonResponse({"state": self.batch.state})


class ActView(BatchPage):
    """One verb for the ticked items, or for the one whose button was pressed: “accept”, “skip:12”, “accept-sure”."""

    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        verb, _colon, one = request.POST.get("do", "").partition(":")
        if verb not in VERBS:
            return self.refused(_("The desk does not know what to do. Press one of the buttons."))
        ids = self._ids([one] if one else request.POST.getlist("item"))
        if not ids and not verb.endswith("-sure"):
            return self.refused(_("Tick at least one item first."))
        if verb.startswith("publish") and not self.may_publish:
            raise PermissionDenied
        try:
            return VERBS[verb](self, ids)
        except ReaderError as error:
            return self.refused(str(error), ids[0] if ids else None)

    def _ids(self, sent: list[str]) -> list[int]:
        """Return those of the ids that are of this batch, in its order."""
        numbers = [int(each) for each in sent if each.isdecimal() and len(each) < 19]
        items = Item.objects.filter(batch=self.batch, pk__in=numbers)
        return list(items.order_by("position", "pk").values_list("pk", flat=True))

    def _common(self) -> dict[str, Any]:
        return {"user": self.request.user, "now": timezone.now()}

    def _accept(self, ids: list[int] | None, *, publish: bool = False) -> HttpResponse:
        accepted = accept_items(batch_id=self.batch.pk, item_ids=ids, publish=publish, **self._common())
        return self.done(accepted_in_words(accepted), items=ids or (), anew=ids is None)

    def _publish(self, ids: list[int]) -> HttpResponse:
        return self._accept(ids, publish=True)

    def _accept_sure(self, _ids: list[int]) -> HttpResponse:
        return self._accept(None)

    def _publish_sure(self, _ids: list[int]) -> HttpResponse:
        return self._accept(None, publish=True)

    def _skip(self, ids: list[int]) -> HttpResponse:
        skip_items(batch_id=self.batch.pk, item_ids=ids, **self._common())
        return self.done(_counted(ngettext("%(count)d skipped.", "%(count)d skipped.", len(ids)), ids), items=ids)

    def _reopen(self, ids: list[int]) -> HttpResponse:
        reopen_items(batch_id=self.batch.pk, item_ids=ids, **self._common())
        return self.done(
            _counted(ngettext("%(count)d opened again.", "%(count)d opened again.", len(ids)), ids), items=ids
        )

    def _join(self, ids: list[int]) -> HttpResponse:
        if len(ids) < 2:
            return self.refused(_("Tick the two or more items that are one."), *ids)
        kept = join_items(item_ids=ids, **self._common())
        return self.done(_("Joined into “%(title)s”.") % {"title": kept.current.get("title", "")}, items=ids)

    def _change_kind(self, ids: list[int]) -> HttpResponse:
        kind = self.request.POST.get("kind", "")
        if kind not in dict(KINDS_OFFERED):
            return self.refused(_("Choose the kind first."))
        change_kind(item_ids=ids, kind=kind, **self._common())
        return self.done(_counted(ngettext("%(count)d changed.", "%(count)d changed.", len(ids)), ids), items=ids)


VERBS: dict[str, Callable[[ActView, list[int]], HttpResponse]] = {
    "accept": ActView._accept,
    "publish": ActView._publish,
    "accept-sure": ActView._accept_sure,
    "publish-sure": ActView._publish_sure,
    "skip": ActView._skip,
    "reopen": ActView._reopen,
    "join": ActView._join,
    "kind": ActView._change_kind,
}


def accepted_in_words(accepted: Any) -> str:
    """Say what became of the accepted items, as “18 new drafts, 2 changed. 1 was held back: …”."""
    said = []
    if accepted.new:
        said.append(_counted(ngettext("%(count)d new record.", "%(count)d new records.", accepted.new), accepted.new))
    if accepted.changed:
        said.append(_counted(ngettext("%(count)d changed.", "%(count)d changed.", accepted.changed), accepted.changed))
    if accepted.same:
        words = ngettext("%(count)d was known.", "%(count)d were known.", accepted.same)
        said.append(_counted(words, accepted.same))
    if accepted.published:
        words = ngettext("%(count)d is public now.", "%(count)d are public now.", accepted.published)
        said.append(_counted(words, accepted.published))
    said += [f"“{held.title or _('Untitled')}”: {held.reason}" for held in accepted.held_back]
    return " ".join(said) or _("Nothing was left to accept.")


def _counted(words: str, of: list[int] | int) -> str:
    return words % {"count": of if isinstance(of, int) else len(of)}


def _wants_keys(request: HttpRequest) -> bool:
    """Return whether the user left Wagtail's keyboard shortcuts on, as they are at first."""
    profile = getattr(request.user, "wagtail_userprofile", None)
    return profile is None or profile.keyboard_shortcuts
