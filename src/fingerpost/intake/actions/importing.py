"""One reading into the catalogue of one hub, in one transaction."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any, get_args

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from fingerpost.catalogue.actions import BATCH_SIZE
from fingerpost.catalogue.models import Crisis
from fingerpost.catalogue.validators import validate_web_address
from fingerpost.intake.actions.cleaning import URL_LENGTH, cut, line, storable
from fingerpost.intake.actions.facts import Authorities
from fingerpost.intake.actions.history import STDIN_NAME
from fingerpost.intake.actions.report import HeldBack, ImportReport
from fingerpost.intake.actions.saving import decide_what_goes_public, propose_names, save_changed, save_items, save_new
from fingerpost.intake.actions.settling import Settlement, settle
from fingerpost.intake.actions.weighing import Outcome, Verdict, Weighing
from fingerpost.intake.models import Batch
from fingerpost.readers.types import Fate, Issue, Reading, Source

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
        # One import at a time: two of the same source would both find its items new. The weaker lock lets editors save.
        list(Crisis.objects.select_for_update(no_key=True).order_by("pk"))
        batch = _batch(reading, source, crisis, user=user, now=now)
        weighing = Weighing(batch, reading.records, today=now.date())
        verdicts = weighing.verdicts()
        settlements = settle(verdicts, weighing.authorities)
        if publish:
            decide_what_goes_public(verdicts, settlements)
        batch.issues = [asdict(issue) for issue in _issues(reading, verdicts)]
        batch.balance = _balance(reading, verdicts)
        proposed = 0
        if any(verdict.fresh for verdict in verdicts):
            proposed = _save(batch, verdicts, settlements, weighing.authorities, progress or _unseen)
        if dry_run:
            transaction.set_rollback(True)
    (progress or _unseen)(len(verdicts) - len(_new_records(verdicts)))
    return ImportReport(
        **_counts(verdicts),
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
        issues=tuple(_issues(reading, verdicts)),
        batch=None if dry_run else batch.pk,
        dry_run=dry_run,
    )


def _save(
    batch: Batch,
    verdicts: list[Verdict],
    settlements: list[Settlement],
    authorities: Authorities,
    progress: Callable[[int], object],
) -> int:
    batch.save()
    user, now = batch.imported_by, batch.imported_at
    note = {"batch": batch.pk, "source": batch.name}
    proposed = propose_names(verdicts, authorities)
    new = _new_records(verdicts)
    for start in range(0, len(new), BATCH_SIZE):
        some = new[start : start + BATCH_SIZE]
        save_new(some, authorities, crisis=batch.crisis, user=user, now=now, note=note)
        progress(len(some))
    save_changed(settlements, authorities, user=user, now=now, note=note)
    save_items(verdicts, batch, user=user, now=now)
    return proposed


def _new_records(verdicts: list[Verdict]) -> list[Verdict]:
    return [each for each in verdicts if each.outcome == "new" and each.candidate.type != "organisation"]


def _batch(reading: Reading, source: Source, crisis: Crisis, *, user: AbstractBaseUser | None, now: datetime) -> Batch:
    name = line(reading.title or "") or (line(source.name) if source.name != "-" else STDIN_NAME)
    facts = {**reading.facts, "title": reading.title or "", "language": reading.language or ""}
    return Batch(
        crisis=crisis,
        name=cut(name, _SOURCE_NAME_LENGTH) or STDIN_NAME,
        url=_sound_address(source.base_url) or _sound_address(reading.facts.get("url")),
        digest=hashlib.sha256(source.content).hexdigest(),
        reader=reading.reader[:_READER_LENGTH],
        facts={storable(key): storable(str(value)) for key, value in facts.items() if value},
        imported_by=user,
        imported_at=now,
    )


def _sound_address(url: str | None) -> str:
    try:
        validate_web_address(url or "")
    except ValidationError:
        return ""
    return url if url and len(url) <= URL_LENGTH and url.isprintable() else ""


def _issues(reading: Reading, verdicts: list[Verdict]) -> list[Issue]:
    """Return the questions to an editor, the source's own first; those about what is known already were asked before."""
    read = (
        Issue(problem=line(issue.problem), remedy=line(issue.remedy), origin=line(issue.origin))
        for issue in reading.issues
    )
    return [*read, *(issue for verdict in verdicts for issue in verdict.issues)]


def _counts(verdicts: list[Verdict]) -> dict[str, int]:
    counted = Counter(verdict.outcome for verdict in verdicts)
    return {"found": len(verdicts), **{outcome: counted[outcome] for outcome in get_args(Outcome)}}


def _balance(reading: Reading, verdicts: list[Verdict]) -> dict[str, Any]:
    """Return what was found and what became of it, and the Reader's own balance of the source's lines or rows."""
    balance = reading.balance
    fates: tuple[Fate, ...] = ("read", "unread", "ignored")
    source: dict[str, Any] = {
        "unit": balance.unit,
        "total": len(balance.entries),
        **{fate: balance.count(fate) for fate in fates},
    }
    return {**_counts(verdicts), "source": source}


def _unseen(_count: int) -> None:
    """Nobody watches."""
