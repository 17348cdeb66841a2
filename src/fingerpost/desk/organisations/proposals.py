"""What imports proposed, one below the other: confirmed, or tied to the organisation that it is."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.paginator import WagtailPaginator

from fingerpost.catalogue.models import Credit, Organisation, Record
from fingerpost.desk.actions import confirm_organisations
from fingerpost.desk.imports.rows import record_url
from fingerpost.desk.organisations.merging import merge_and_say
from fingerpost.desk.organisations.pages import OrganisationPage, may_merge, number, organisation_url, with_counts
from fingerpost.desk.querysets import proposed_organisations
from fingerpost.intake.actions.namesakes import Namesake, Namesakes
from fingerpost.intake.models import Batch

PER_PAGE = 25
_RECORDS_SHOWN = 3
_CREDITS_READ = 2000
_BATCHES_READ = 500


@dataclass(slots=True)
class Proposal:
    """One proposed organisation, where it came from, and which one it may be."""

    organisation: Organisation
    records: list[tuple[Record, str]] = field(default_factory=list)  #: each with the address where it is edited
    batches: list[tuple[str, str]] = field(default_factory=list)  #: name and address of each import
    likely: list[Namesake] = field(default_factory=list)
    whole: Organisation | None = None  #: of which it is a part, by its name
    several: list[Organisation] = field(default_factory=list)  #: which it is together, by its name
    next: int = 0

    @property
    def edit_url(self) -> str:
        return organisation_url("edit", self.organisation.pk)

    @property
    def merge_url(self) -> str:
        return organisation_url("merge", self.organisation.pk)

    @property
    def more_records(self) -> int:
        return max(0, int(self.organisation.records) - len(self.records))


class ProposalsView(OrganisationPage):
    permission_required = "change"
    page_title = gettext_lazy("Proposed organisations")
    template_name = "desk/organisations/proposals.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        page = WagtailPaginator(with_counts(proposed_organisations()).order_by("name", "pk"), PER_PAGE).get_page(
            request.GET.get("p")
        )
        return self.render_to_response(self.get_context_data(page=page, proposals=_proposals(list(page.object_list))))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do what the pressed button says: “confirm:12”, “is:12:7”, “part:12:7”."""
        verb, *ids = request.POST.get("do", "").split(":")
        pk, other = ([number(each) for each in ids] + [0, 0])[:2]
        proposed = proposed_organisations().filter(pk=pk).first()
        back = redirect(
            f"{request.path}?p={number(request.POST.get('p', '')) or 1}#proposal-{number(request.POST.get(f'next-{pk}', ''))}"
        )
        if proposed is None:
            messages.error(request, _("Somebody has decided about this one already. Here is what is left."))
        elif verb == "confirm":
            confirm_organisations(organisations=[proposed], user=request.user)
            messages.success(request, _("“%(name)s” is confirmed.") % {"name": proposed.name})
        elif verb == "is":
            if not may_merge(request):
                raise PermissionDenied
            return merge_and_say(request, pk, other) or back
        elif verb == "part":
            self._place(proposed, other)
        else:
            messages.error(request, _("The desk does not know what to do. Press one of the buttons."))
        return back

    def _place(self, proposed: Organisation, above: int) -> None:
        whole = Organisation.objects.standing_alone().exclude(pk=proposed.pk).filter(pk=above).first()
        [confirmed] = confirm_organisations(organisations=[proposed], user=self.request.user, part_of=whole) or [None]
        if whole and confirmed:
            words = _("“%(name)s” is confirmed as a part of “%(whole)s”.")
            messages.success(self.request, words % {"name": proposed.name, "whole": whole.name})

    @cached_property
    def may_change(self) -> bool:
        return self.user_has_permission("change")


def _proposals(organisations: list[Organisation]) -> list[Proposal]:
    """Return each with all that its row shows. Takes the same number of queries for any number of them."""
    namesakes = Namesakes()
    records, batches = _records_of(organisations), _batches_of(organisations)
    proposals = [
        Proposal(
            organisation=each,
            records=records[each.pk],
            batches=batches[each.pk],
            likely=namesakes.of_organisation(each, most=3),
            whole=namesakes.whole_of(each.name),
            several=namesakes.several(each.name),
        )
        for each in organisations
    ]
    for proposal, following in pairwise(proposals):
        proposal.next = following.organisation.pk
    return proposals


def _records_of(organisations: list[Organisation]) -> dict[int, list[tuple[Record, str]]]:
    found: dict[int, list[tuple[Record, str]]] = defaultdict(list)
    credits_ = Credit.objects.filter(organisation__in=organisations).select_related("record").order_by("-pk")
    for credit in credits_.defer("record__summary")[:_CREDITS_READ]:
        shown = found[credit.organisation_id]
        if len(shown) < _RECORDS_SHOWN and credit.record not in [record for record, _url in shown]:
            shown.append((credit.record, record_url(credit.record)))
    return found


def _batches_of(organisations: list[Organisation]) -> dict[int, list[tuple[str, str]]]:
    ids = {each.pk for each in organisations}
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    batches = Batch.objects.order_by("-pk").values_list("pk", "name", "proposed")[:_BATCHES_READ]
    for pk, name, proposed in batches if ids else ():
        for organisation in ids & set(proposed.get("organisations", ())):
            found[organisation].append((name, reverse("imports:inspect", args=[pk])))
    return found
