"""A pasted list of names against the authority file: compared, corrected on the page or in a spreadsheet, applied."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fingerpost.desk.organisations import tables
from fingerpost.desk.organisations.pages import OrganisationPage, organisation_url
from fingerpost.intake.actions.reconciling import Line, Plan, apply_plan, plan, reconcile
from fingerpost.readers.errors import ReaderError
from fingerpost.readers.values.text import MAX_BYTES

#: So many are decided on the page itself; of longer lists the table is downloaded.
ROWS_ON_PAGE = 300


class NamesForm(forms.Form):
    names = forms.CharField(
        label=gettext_lazy("Names, one a line"),
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file with names, or the table that you corrected"),
        required=False,
        help_text=gettext_lazy("CSV, Excel or OpenDocument, the first sheet."),
    )
    heading = forms.CharField(
        label=gettext_lazy("Heading of the column with the names"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Left empty: the first column."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("The file is too large. Keep only the list in it."))
        return file

    def rows(self) -> tables.Rows:
        """Return what was handed over: a file counts instead of what was pasted."""
        file, text = self.cleaned_data["file"], self.cleaned_data["names"]
        if file:
            return tables.rows_of(file.read())
        return [(number, [line]) for number, line in enumerate(text.splitlines(), start=1)]


class ReconcileView(OrganisationPage):
    """Every step is a post of the same page: compare, download, look at what would happen, apply."""

    permission_required = "change"
    page_title = gettext_lazy("Reconcile a list")
    template_name = "desk/organisations/reconcile.html"

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        return self._shown(form=NamesForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        step = request.POST.get("do", "")
        try:
            if step == "apply":
                return self._apply()
            if step == "decide":
                return self._summary(self._decided())
            return self._compare(NamesForm(request.POST, request.FILES), download=step == "download")
        except ReaderError as error:
            messages.error(request, str(error))
            return self._shown(form=NamesForm(request.POST))

    def _compare(self, form: NamesForm, *, download: bool) -> HttpResponse:
        if not form.is_valid():
            return self._shown(form=form)
        rows = form.rows()
        if form.cleaned_data["file"] and rows and {"name", "decision"} <= {cell.lower() for cell in rows[0][1]}:
            return self._summary(tables.lines_in(rows))
        names = tables.names_in(rows, form.cleaned_data["heading"] if form.cleaned_data["file"] else "")
        candidates = reconcile(names)
        if download:
            return HttpResponse(
                tables.as_csv(candidates),
                content_type="text/csv; charset=utf-8",
                headers={"Content-Disposition": 'attachment; filename="organisations.csv"'},
            )
        return self._shown(
            candidates=candidates[:ROWS_ON_PAGE],
            total=len(candidates),
            hidden=max(0, len(candidates) - ROWS_ON_PAGE),
            names="\n".join(each.written for each in candidates),
        )

    def _decided(self) -> list[Line]:
        """Return what was chosen on the page: for each name “leave”, “new” or “is:” with an address."""
        names, choices = self.request.POST.getlist("name"), self.request.POST.getlist("choice")
        pairs = list(zip(tables.check_number(names), choices, strict=False))
        split = [(name, *choice.partition(":")) for name, choice in pairs]
        return [Line(at, name, word, slug) for at, (name, word, _colon, slug) in enumerate(split, start=1)]

    def _summary(self, lines: list[Line]) -> HttpResponse:
        kept = json.dumps([[line.number, line.written, line.decision, line.slug] for line in lines])
        return self._shown(plan=plan(lines), lines=kept)

    def _apply(self) -> HttpResponse:
        lines = _lines(self.request.POST.get("lines", ""))
        made = apply_plan(lines, user=self.request.user, now=timezone.now())
        if made.errors:
            return self._summary(lines)
        messages.success(self.request, _in_words(made))
        return redirect(organisation_url("list"))

    def _shown(self, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context))


def _lines(text: str) -> list[Line]:
    try:
        rows = [(int(number), str(name), str(word), str(slug)) for number, name, word, slug in json.loads(text)]
    except (ValueError, TypeError, RecursionError):
        rows = []
    tables.check_number([name for _number, name, _word, _slug in rows])
    return [Line(*row) for row in rows]


def _in_words(made: Plan) -> str:
    names, new = len(made.names), len(made.new)
    return " ".join(
        [
            ngettext("%(count)d name was added.", "%(count)d names were added.", names) % {"count": names},
            ngettext("%(count)d organisation is new.", "%(count)d organisations are new.", new) % {"count": new},
        ]
    )
