"""One item: all its facts beside the source's words, corrected in place; one that is several, split."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fingerpost.desk.imports.fields import FactsForm
from fingerpost.desk.imports.pages import ItemPage
from fingerpost.intake.actions import edit_item, split_item
from fingerpost.intake.errors import Refused, UnreadableEdit

MOST_LINES = 200


class ItemView(ItemPage):
    page_title = gettext_lazy("Item")

    def get_template_names(self) -> list[str]:
        return ["desk/imports/detail.html" if self.wants_part else "desk/imports/item.html"]

    def get(self, request: HttpRequest, pk: int, item: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        return self._shown(FactsForm(self.row.data))

    def post(self, request: HttpRequest, pk: int, item: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        if not (self.may_change and self.row.is_editable):
            return self.refused(_("This item is decided. Reopen it to correct it."), item)
        form = FactsForm(self.row.data, request.POST)
        if not form.is_valid():
            return self._at_fault(form)
        changes = form.changes(request.POST.getlist("only"))
        try:
            if changes:
                edit_item(item_id=item, changes=changes, user=request.user, now=timezone.now())
        except UnreadableEdit as error:
            for name, sentence in error.sentences.items():
                form.add_error(name, sentence)
            return self._at_fault(form)
        return self.done(_("Saved.") if changes else _("Nothing was changed."), items=[item])

    def _at_fault(self, form: FactsForm) -> HttpResponse:
        return self.failed(form.errors) if self.wants_data else self._shown(form)

    def _shown(self, form: FactsForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))


class SplitView(ItemPage):
    page_title = gettext_lazy("Split")
    permission_required = "change"

    def get_template_names(self) -> list[str]:
        return ["desk/imports/split_form.html" if self.wants_part else "desk/imports/split.html"]

    def get(self, request: HttpRequest, pk: int, item: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        return self.render_to_response(self.get_context_data(lines=self._lines()))

    def post(self, request: HttpRequest, pk: int, item: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        at: list[Any] = [line.strip() for line in request.POST.get("titles", "").splitlines() if line.strip()]
        at = at or [int(number) for number in request.POST.getlist("line") if number.isdecimal()]
        if not at:
            return self.refused(_("Mark where the next item begins, or write the titles."), item)
        try:
            parts = split_item(item_id=item, at=at, user=request.user, now=timezone.now())
        except Refused as error:
            return self.refused(str(error), item)
        words = _("Split into %(count)d items.") % {"count": len(parts)}
        return self.done(words, items=[part.pk for part in parts], anew=True)

    def _lines(self) -> list[tuple[int, str]]:
        """Return the numbered lines of the item as it stood; the first one begins it anyway."""
        lines = self.item.raw.splitlines()[:MOST_LINES]
        return [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
