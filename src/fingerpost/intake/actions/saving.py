"""Phase two of an import: new records, new revisions, and the items that say where they come from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from fingerpost.catalogue.actions import BATCH_SIZE, amend_records, create_records
from fingerpost.catalogue.models import Credit, Crisis, Link, Record, Theme
from fingerpost.catalogue.models.records import KINDS
from fingerpost.intake.actions.cleaning import LOCATOR_LENGTH, cut, line
from fingerpost.intake.actions.facts import Authorities, credit_role
from fingerpost.intake.actions.keeping import as_data
from fingerpost.intake.actions.settling import Settlement
from fingerpost.intake.actions.weighing import Verdict
from fingerpost.intake.models import Batch, Item
from fingerpost.readers.types import Issue

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
    if verdict.likely:
        return _("It may be one that is known already; an editor should compare the two.")
    if record is not None and not record.live:
        return _("It was a draft before this import.")
    if record is not None and record.has_unpublished_changes:
        return _("It has other changes that nobody has published yet.")
    return ""


def propose_names(verdicts: list[Verdict], authorities: Authorities, batch: Batch) -> int:
    """Add the organisations and series that records now need, and note them with the batch; return how many of the first."""
    needed = [verdict for verdict in verdicts if verdict.outcome in {"new", "changed"}]
    series = authorities.series.propose(verdict.candidate.series for verdict in needed if verdict.candidate.series)
    named = [each for each in needed if each.candidate.type == "organisation"]
    websites = {each.candidate.title: each.candidate.url or "" for each in named}
    names = [name for each in needed for name in each.candidate.organisers]
    organisations = authorities.organisations.propose([*websites, *names], websites=websites)
    for kind, proposed in (("organisations", organisations), ("series", series)):
        batch.proposed[kind] = [*batch.proposed.get(kind, []), *proposed]
    return len(organisations)


def save_new(
    verdicts: list[Verdict],
    authorities: Authorities,
    batch: Batch,
    *,
    user: AbstractBaseUser | None,
    now: datetime,
    note: dict[str, Any],
) -> None:
    records = [_record(verdict, authorities, batch.crisis) for verdict in verdicts]
    _give_themes(records, verdicts, batch)
    create_records(records, user=user, now=now, note=note)
    for verdict, record in zip(verdicts, records, strict=True):
        verdict.record_id = record.pk
        verdict.undo = {"created": record.latest_revision_id}


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


def items_of(verdicts: list[Verdict], batch: Batch, *, asked: Iterable[Issue]) -> Iterator[tuple[Verdict, Item]]:
    """Give for each candidate an open item, not saved, with the record it was found to be and what its Reader ``asked``.

    One after the other, for ``save_items`` to take: a sheet may have 100,000 of them.
    """
    notes: dict[str, list[Issue]] = defaultdict(list)
    for issue in asked:
        notes[cut(line(issue.origin), LOCATOR_LENGTH)].append(issue)
    firsts: dict[Verdict, Item | None] = dict.fromkeys(_first(verdict) for verdict in verdicts if verdict.twin)
    for position, verdict in enumerate(verdicts):
        item = _item(verdict, batch, position, notes.get(verdict.candidate.origin, []))
        if verdict.twin:
            item.joined_into = firsts[_first(verdict)]
        elif verdict in firsts:
            firsts[verdict] = item
        yield verdict, item


def save_items(items: Iterable[Item]) -> None:
    """Save new items, a few at a time, and those that are joined into others after these."""
    rest = iter(items)
    while some := list(islice(rest, BATCH_SIZE)):
        Item.objects.bulk_create([item for item in some if not item.joined_into])
        Item.objects.bulk_create([item for item in some if item.joined_into])


def weighed(item: Item, verdict: Verdict) -> Item:
    """Note on an item what it was found to be."""
    item.record_id = _first(verdict).record_id
    item.outcome = verdict.outcome
    item.said = verdict.said_in
    item.why = verdict.why
    item.likely = [each.as_json() for each in verdict.likely]
    item.suggestions = verdict.suggestions
    # Where the record's word was chosen everywhere, nothing is left to ask.
    asked_about = verdict.outcome == "changed" or set(verdict.differences) - item.choices.keys()
    item.changes = {
        group: {"ours": each.ours, "theirs": each.theirs, "base": each.base, "follows": each.follows}
        for group, each in verdict.differences.items()
        if asked_about
    }
    asked = [note for note in item.notes if note.get("by") == "reader"]
    known = {(note["problem"], note["remedy"]) for note in asked}
    item.notes = [
        *asked,
        *({"problem": i.problem, "remedy": i.remedy} for i in verdict.issues if (i.problem, i.remedy) not in known),
    ]
    return item


#: What ``weighed`` and ``decided`` write.
WEIGHED = ["record", "outcome", "said", "why", "likely", "suggestions", "changes", "notes"]
DECIDED = ["decision", "decided_by", "decided_at", "undo"]


def decided(item: Item, verdict: Verdict, *, user: AbstractBaseUser | None, now: datetime) -> Item:
    """Note on an item that it was taken in, and how to take that back."""
    skipped = verdict.outcome == "skipped"
    item.decision = Item.Decision.SKIPPED if skipped else Item.Decision.ACCEPTED
    # What no person skipped may be asked about again.
    item.decided_by = None if skipped else user
    item.decided_at = now
    item.undo = verdict.undo
    return item


def _first(verdict: Verdict) -> Verdict:
    while verdict.twin:
        verdict = verdict.twin
    return verdict


def _item(verdict: Verdict, batch: Batch, position: int, asked: list[Issue]) -> Item:
    telling = verdict.telling
    # Those about what is known already were asked before.
    asked = [] if verdict.outcome == "same" else [*asked, *telling.issues]
    item = Item(
        batch=batch,
        position=position,
        identity=verdict.identity,
        uid=telling.uid,
        shares_address=telling.shares_address,
        locator=telling.harvested.origin,
        raw=telling.harvested.raw,
        data=as_data(telling.harvested),
        confidence=telling.harvested.confidence,
        notes=[{"problem": line(each.problem), "remedy": line(each.remedy), "by": "reader"} for each in asked],
    )
    return weighed(item, verdict)


def _give_themes(records: list[Record], verdicts: list[Verdict], batch: Batch) -> None:
    """Give each new record the themes that an editor chose for its item, or else those of its source."""
    of_source = [theme.pk for theme in batch.source.themes.all()] if batch.source else []
    chosen = [
        verdict.telling.item.edited.get("themes", of_source) if verdict.telling.item else of_source
        for verdict in verdicts
    ]
    themes = Theme.objects.in_bulk({pk for pks in chosen for pk in pks or ()}) if any(chosen) else {}
    for record, pks in zip(records, chosen, strict=True):
        record.themes = [themes[pk] for pk in pks or () if pk in themes]


def _record(verdict: Verdict, authorities: Authorities, crisis: Crisis) -> Record:
    facts = verdict.facts
    columns = {name: value for group in facts.columns.values() for name, value in group.items()}
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
        for position, pk in enumerate(authorities.organisations.ids(facts.organisers))
    ]
    links = [(link_role, url) for link_role, url in facts.links.items() if url]
    record.links = [
        Link(role=link_role, url=url, sort_order=position) for position, (link_role, url) in enumerate(links)
    ]
    return record
