"""“This is that record”, field by field; or “not a duplicate”, which is remembered."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fingerpost.catalogue.models import Record
from fingerpost.desk.imports.comparing import Pair, compare
from fingerpost.desk.imports.pages import ItemPage
from fingerpost.desk.imports.rows import record_url
from fingerpost.finding.narrowing import narrowed
from fingerpost.intake.actions import tie_item, untie_item
from fingerpost.intake.actions.facts import GROUPS
from fingerpost.intake.errors import Refused

MOST_FOUND = 20


class MatchView(ItemPage):
    page_title = gettext_lazy("Match")

    def get_template_names(self) -> list[str]:
        return ["desk/imports/match_form.html" if self.wants_part else "desk/imports/match.html"]

    @cached_property
    def record(self) -> Record | None:
        """Return the record to compare with: the one that was asked for, the one it is, or the likeliest."""
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        asked = sent.get("record", "")
        if asked:
            return self._records().filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else None
        if "find" in sent:
            return None
        likely = self.row.likely_records
        known = self.item.record_id or (likely[0].record.pk if likely and likely[0].record else None)
        return self._records().filter(pk=known).first() if known else None

    def _records(self) -> Any:
        return Record.objects.filter(crisis=self.batch.crisis)

    def get(self, request: HttpRequest, pk: int, item: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        words = request.GET.get("find", "").strip()[:200]
        shown = {
            "record": self.record,
            "record_url": record_url(self.record) if self.record else "",
            "pairs": self._pairs(),
            "find": words,
            "found": self._found(words),
            "asked": "find" in request.GET,
        }
        return self.render_to_response(self.get_context_data(**shown))

    def post(self, request: HttpRequest, pk: int, item: int) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        if not (self.may_change and self.record):
            return self.refused(_("Choose the record first."), item)
        common = {"item_id": item, "record_id": self.record.pk, "user": request.user, "now": timezone.now()}
        try:
            if request.POST.get("do") == "untie":
                untie_item(**common)
                return self.done(_("Remembered: it is not “%(record)s”.") % {"record": self.record}, items=[item])
            tie_item(choices=self._choices(), **common)
        except Refused as error:
            return self.refused(str(error), item)
        return self.done(_("Tied to “%(record)s”.") % {"record": self.record}, items=[item])

    def _pairs(self) -> list[Pair]:
        return compare(self.item, self.record.get_latest_revision_as_object()) if self.record else []

    def _found(self, words: str) -> list[Record]:
        if not words:
            return []
        chosen = {"crisis": [self.batch.crisis.slug]}
        return list(narrowed(self._records(), words, what="record", chosen=chosen)[:MOST_FOUND])

    def _choices(self) -> dict[str, str]:
        sent = {group: self.request.POST.get(f"choice-{group}", "") for group in GROUPS}
        return {group: choice for group, choice in sent.items() if choice in {"ours", "theirs"}}
