"""Phase two of an import: new records, new revisions, and the items that say where they come from."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from fingerpost.catalogue.actions import amend_records, create_records
from fingerpost.catalogue.models import Credit, Crisis, Link, Record
from fingerpost.catalogue.models.records import KINDS
from fingerpost.intake.actions.facts import Authorities, credit_role
from fingerpost.intake.actions.keeping import as_data
from fingerpost.intake.actions.settling import Settlement
from fingerpost.intake.actions.weighing import Verdict
from fingerpost.intake.models import Batch, Item

#: Below this an editor looks before a record is published.
SURE = 0.6


def decide_what_goes_public(verdicts: list[Verdict], settlements: list[Settlement]) -> None:
    """Mark what an editor asked to publish: all that is new or changed, unless something speaks against it."""
    records = {settlement.verdict: settlement.record for settlement in settlements}
    for verdict in verdicts:
        if verdict.outcome in {"new", "changed"} and verdict.candidate.type != "organisation":
            verdict.held_back = _why_not(verdict, records.get(verdict))
            verdict.public = not verdict.held_back


def _why_not(verdict: Verdict, record: Record | None) -> str:
    if not verdict.candidate.title:
        return _("It has no title yet.")
    if verdict.candidate.confidence < SURE:
        return _("The source is not clear here; an editor should compare the two.")
    if record is not None and not record.live:
        return _("It was a draft before this import.")
    if record is not None and record.has_unpublished_changes:
        return _("It has other changes that nobody has published yet.")
    return ""


def propose_names(verdicts: list[Verdict], authorities: Authorities) -> int:
    """Add the organisations and series that records now need; return how many organisations."""
    needed = [verdict for verdict in verdicts if verdict.outcome in {"new", "changed"}]
    authorities.series.propose(verdict.candidate.series for verdict in needed if verdict.candidate.series)
    organisations = [each for each in needed if each.candidate.type == "organisation"]
    websites = {each.candidate.title: each.candidate.url or "" for each in organisations}
    names = [name for each in needed for name in each.candidate.organisers]
    return authorities.organisations.propose([*websites, *names], websites=websites)


def save_new(
    verdicts: list[Verdict],
    authorities: Authorities,
    *,
    crisis: Crisis,
    user: AbstractBaseUser | None,
    now: datetime,
    note: dict[str, Any],
) -> None:
    records = [_record(verdict, authorities, crisis) for verdict in verdicts]
    create_records(records, user=user, now=now, note=note)
    for verdict, record in zip(verdicts, records, strict=True):
        verdict.record_id = record.pk


def save_changed(
    settlements: list[Settlement],
    authorities: Authorities,
    *,
    user: AbstractBaseUser | None,
    now: datetime,
    note: dict[str, Any],
) -> None:
    amendments = [each.amendment(authorities, publish=each.verdict.public) for each in settlements]
    amend_records(amendments, user=user, now=now, note=note)


def save_items(verdicts: list[Verdict], batch: Batch, *, user: AbstractBaseUser | None, now: datetime) -> None:
    """Save one item per candidate, with the record it became or was found to be."""
    items = []
    for position, verdict in enumerate(verdicts):
        record_id = verdict.twin.record_id if verdict.twin else verdict.record_id
        items.append(
            Item(
                batch=batch,
                position=position,
                record_id=record_id,
                outcome=verdict.outcome,
                identity=verdict.identity,
                locator=verdict.candidate.origin,
                raw=verdict.candidate.raw,
                data=as_data(verdict.candidate),
                confidence=verdict.candidate.confidence,
                decision=Item.Decision.SKIPPED if verdict.outcome == "skipped" else Item.Decision.ACCEPTED,
                decided_by=user,
                decided_at=now,
            )
        )
    Item.objects.bulk_create(items, batch_size=500)


def _record(verdict: Verdict, authorities: Authorities, crisis: Crisis) -> Record:
    columns = {name: value for group in verdict.facts.columns.values() for name, value in group.items()}
    columns["series_id"] = authorities.series.id(columns.pop("series"))
    columns["place_id"] = columns.pop("place")
    kind = KINDS[verdict.candidate.type]
    record = kind(
        crisis=crisis,
        live=verdict.public,
        **{name: kind._meta.get_field(name).to_python(value) for name, value in columns.items()},
    )
    role = credit_role(verdict.candidate.type)
    record.credits = [
        Credit(organisation_id=pk, role=role, sort_order=position)
        for position, pk in enumerate(authorities.organisations.ids(verdict.facts.organisers))
    ]
    links = [(link_role, url) for link_role, url in verdict.facts.links.items() if url]
    record.links = [
        Link(role=link_role, url=url, sort_order=position) for position, (link_role, url) in enumerate(links)
    ]
    return record
