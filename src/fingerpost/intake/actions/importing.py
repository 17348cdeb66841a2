"""One reading into the catalogue of one hub, in one transaction."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from fingerpost.catalogue.actions import BATCH_SIZE
from fingerpost.catalogue.models import Crisis
from fingerpost.catalogue.validators import validate_web_address
from fingerpost.intake.actions.balance import first_balance
from fingerpost.intake.actions.cleaning import URL_LENGTH, cut, line, storable
from fingerpost.intake.actions.facts import Authorities
from fingerpost.intake.actions.history import STDIN_NAME
from fingerpost.intake.actions.report import HeldBack, ImportReport
from fingerpost.intake.actions.saving import (
    decide_what_goes_public,
    decided,
    items_of,
    propose_names,
    save_changed,
    save_items,
    save_new,
)
from fingerpost.intake.actions.settling import Settlement, settle
from fingerpost.intake.actions.telling import told_first
from fingerpost.intake.actions.weighing import Verdict, Weighing
from fingerpost.intake.models import Batch
from fingerpost.readers.types import Issue, Reading, Source

_SOURCE_NAME_LENGTH = 300
_READER_LENGTH = 60


def import_reading(
    *,
    reading: Reading,
    source: Source,
    crisis: Crisis,
    publish: bool,
    now: datetime,
    user: AbstractBaseUser | None = None,
    dry_run: bool = False,
    progress: Callable[[int], object] | None = None,
) -> ImportReport:
    """Take one reading of a source into a hub's catalogue; all of it, or on an unexpected error nothing.

    New records are drafts unless ``publish``; without a title, or read with a confidence below 0.6, they are drafts in
    any case. What is known already is told apart by identity (see ``identity.py``), then by address, or by title, day
    and organisation (see ``matching.py``). Of a known record only that is changed which this source newly says and
    nobody has edited. A source that says nothing new leaves no trace. ``now`` is aware; ``progress`` is called with
    numbers of candidates that add up to all of them; with ``dry_run`` the same is done and undone.
    """
    with transaction.atomic():
        hold_catalogue()
        batch = batch_of(source, crisis=crisis, user=user, now=now)
        tell_of(batch, reading)
        weighing = Weighing(batch, told_first(reading.records), today=now.date())
        verdicts = weighing.verdicts()
        settlements = settle(verdicts, weighing.authorities)
        if publish:
            decide_what_goes_public(verdicts, settlements)
        issues = issues_of(reading, verdicts)
        batch.issues = [asdict(issue) for issue in issues]
        batch.balance = first_balance(reading.balance, verdicts)
        proposed = 0
        if any(verdict.fresh for verdict in verdicts):
            batch.settled_at = now
            batch.save()
            proposed = take_in(
                verdicts, settlements, weighing.authorities, batch, user=user, now=now, progress=progress or _unseen
            )
            batch.save(update_fields=["proposed"])
            items = items_of(verdicts, batch, asked=reading.issues)
            save_items(decided(item, verdict, user=user, now=now) for verdict, item in items)
        if dry_run:
            transaction.set_rollback(True)
    (progress or _unseen)(len(verdicts) - len(_new_records(verdicts)))
    return ImportReport(
        **{name: batch.balance[name] for name in ("found", "new", "changed", "same", "skipped", "unread")},
        source=batch.name,
        published=sum(verdict.public for verdict in verdicts),
        waiting=len(
            {each.record_id for each in verdicts if each.outcome == "same" and weighing.is_draft(each.record_id)}
        ),
        organisations=proposed,
        source_balance=batch.balance["source"],
        held_back=tuple(
            HeldBack(title=each.candidate.title, origin=each.candidate.origin, reason=each.held_back)
            for each in verdicts
            if each.held_back
        ),
        issues=tuple(issues),
        batch=None if dry_run else batch.pk,
        dry_run=dry_run,
    )


def hold_catalogue() -> None:
    """Let one import or decision at a time change the catalogue: two of the same item would both find it new.

    The weaker lock lets editors save meanwhile.
    """
    # Of every hub: they share one authority file.
    list(Crisis.objects.select_for_update(no_key=True).order_by("pk"))


def take_in(
    verdicts: list[Verdict],
    settlements: list[Settlement],
    authorities: Authorities,
    batch: Batch,
    *,
    user: AbstractBaseUser | None,
    now: datetime,
    progress: Callable[[int], object],
) -> int:
    """Save the records that are new and those that change; return how many organisations were proposed."""
    note = {"batch": batch.pk, "source": batch.name}
    proposed = propose_names(verdicts, authorities, batch)
    new = _new_records(verdicts)
    for start in range(0, len(new), BATCH_SIZE):
        some = new[start : start + BATCH_SIZE]
        save_new(some, authorities, batch, user=user, now=now, note=note)
        progress(len(some))
    save_changed(settlements, authorities, user=user, now=now, note=note)
    return proposed


def _new_records(verdicts: list[Verdict]) -> list[Verdict]:
    return [each for each in verdicts if each.outcome == "new" and each.candidate.type != "organisation"]


def batch_of(source: Source, *, crisis: Crisis, user: AbstractBaseUser | None, now: datetime) -> Batch:
    """Return a batch for a source, not saved, that knows nothing yet of what the source says."""
    name = line(source.name) if source.name != "-" else STDIN_NAME
    return Batch(
        crisis=crisis,
        name=cut(name, _SOURCE_NAME_LENGTH) or STDIN_NAME,
        url=_sound_address(source.base_url),
        digest=hashlib.sha256(source.content).hexdigest(),
        imported_by=user,
        imported_at=now,
    )


def tell_of(batch: Batch, reading: Reading) -> None:
    """Note with a batch what its source says of itself."""
    facts = {**reading.facts, "title": reading.title or "", "language": reading.language or ""}
    batch.name = cut(line(reading.title or ""), _SOURCE_NAME_LENGTH) or batch.name
    batch.url = batch.url or _sound_address(reading.facts.get("url"))
    batch.reader = reading.reader[:_READER_LENGTH]
    batch.facts = {storable(key): storable(str(value)) for key, value in facts.items() if value}
    if reading.columns:
        batch.facts["columns"] = [asdict(column) for column in reading.columns]


def _sound_address(url: str | None) -> str:
    try:
        validate_web_address(url or "")
    except ValidationError:
        return ""
    return url if url and len(url) <= URL_LENGTH and url.isprintable() else ""


def issues_of(reading: Reading, verdicts: list[Verdict]) -> list[Issue]:
    """Return the questions to an editor, the source's own first; those about what is known already were asked before."""
    read = (
        Issue(problem=line(issue.problem), remedy=line(issue.remedy), origin=line(issue.origin))
        for issue in reading.issues
    )
    return [*read, *(issue for verdict in verdicts for issue in verdict.issues)]


def _unseen(_count: int) -> None:
    """Nobody watches."""
