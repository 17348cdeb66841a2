"""A whole batch again or not at all: its columns read in another way, or everything taken back."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from fingerpost.desk.imports.pages import READ_AT_ONCE_BYTES, BatchPage
from fingerpost.intake.actions import read_again, read_batch, undo_batch
from fingerpost.intake.errors import Refused
from fingerpost.intake.models import Batch


class UndoView(BatchPage):
    """Asks before it takes a batch back: what goes, what returns to what it was, and what stays and why."""

    permission_required = "undo"
    page_title = gettext_lazy("Undo")
    template_name = "desk/imports/undo.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        try:
            return self.render_to_response(self.get_context_data(undone=self._rehearsed()))
        except Refused as refusal:
            return self.refused(str(refusal))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        try:
            undone = undo_batch(batch_id=self.batch.pk, user=request.user, now=timezone.now())
        except Refused as refusal:
            return self.refused(str(refusal))
        messages.success(request, undone_in_words(undone))
        return redirect(self.batch_url())

    def _rehearsed(self) -> Any:
        """Take it back and put everything as it was: so the page says exactly what the button will do."""
        with transaction.atomic():
            undone = undo_batch(batch_id=self.batch.pk, user=self.request.user, now=timezone.now())
            transaction.set_rollback(True)
        return undone


def undone_in_words(undone: Any) -> str:
    deleted, restored, kept = len(undone.deleted), len(undone.restored), len(undone.kept)
    said = [
        ngettext("%(count)d record was taken back.", "%(count)d records were taken back.", deleted) % {"count": deleted}
    ]
    if restored:
        words = ngettext("%(count)d is as it was before.", "%(count)d are as they were before.", restored)
        said.append(words % {"count": restored})
    if kept:
        said.append(
            ngettext("%(count)d was left as it is.", "%(count)d were left as they are.", kept) % {"count": kept}
        )
    return " ".join(said)


class AgainView(BatchPage):
    """Reads a batch once more: one that was taken back, or could not be read the first time."""

    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        return self.read_again()

    def read_again(self, declared: dict[str, Any] | None = None) -> HttpResponse:
        try:
            batch = read_again(batch_id=self.batch.pk, declared=declared, user=self.request.user, now=timezone.now())
        except Refused as refusal:
            return self.refused(str(refusal))
        if _size_of(batch) <= READ_AT_ONCE_BYTES:
            read_batch(batch_id=batch.pk, now=timezone.now())
        return redirect(self.batch_url())


def _size_of(batch: Batch) -> int:
    """Return how much came; 0 where it is not there any more, which the reading then says."""
    try:
        return batch.content.size
    except OSError:
        return 0


class ColumnsView(AgainView):
    """What each column of a sheet was taken for; corrected, the sheet is read again."""

    http_method_names = ["get", "post"]
    page_title = gettext_lazy("Columns of the sheet")
    template_name = "desk/imports/columns.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        return self.render_to_response(self.get_context_data(columns=self._columns(), fields=COLUMN_FIELDS))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        columns = {
            column["heading"]: field
            for number, column in enumerate(self._columns())
            if (field := request.POST.get(f"field-{number}", "")) in dict(COLUMN_FIELDS)
        }
        return self.read_again({"columns": columns})

    def _columns(self) -> list[dict[str, Any]]:
        return columns_of(self.batch)


def columns_of(batch: Batch) -> list[dict[str, Any]]:
    """Return the columns that the reader saw; none where the source is no sheet."""
    found = batch.facts.get("columns")
    return found if isinstance(found, list) else []


COLUMN_FIELDS = [
    ("", gettext_lazy("nothing")),
    ("title", gettext_lazy("title")),
    ("organisers", gettext_lazy("organisers")),
    ("start", gettext_lazy("date, or first day")),
    ("start_time", gettext_lazy("from what time")),
    ("end", gettext_lazy("last day")),
    ("end_time", gettext_lazy("until what time")),
    ("timezone", gettext_lazy("time zone")),
    ("register_by", gettext_lazy("register by")),
    ("url", gettext_lazy("its own page")),
    ("register_url", gettext_lazy("registration address")),
    ("recording_url", gettext_lazy("recording")),
    ("published", gettext_lazy("day of publication")),
    ("place", gettext_lazy("place")),
    ("summary", gettext_lazy("summary")),
    ("status", gettext_lazy("status")),
    ("series", gettext_lazy("series")),
    ("language", gettext_lazy("language")),
    ("type", gettext_lazy("kind")),
    ("phase", gettext_lazy("phase")),
    ("uid", gettext_lazy("identifier")),
]
