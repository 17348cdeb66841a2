"""Taking a whole batch back: everything as it was, but for what people have made of it since."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex, Revision

from fingerpost.catalogue.actions import (
    BATCH_SIZE,
    Amendment,
    Content,
    amend_records,
    credit_today,
    delete_records,
    latest_contents,
    says_the_same,
)
from fingerpost.catalogue.changes import note
from fingerpost.catalogue.models import Organisation, Record, Series
from fingerpost.intake.actions.balance import balance_of
from fingerpost.intake.actions.facts import GROUPS
from fingerpost.intake.actions.reviewing.reviewed import let_joined_follow, under_review
from fingerpost.intake.actions.settling import values_of, with_values
from fingerpost.intake.models import Batch, Item

Found = dict[int, tuple[Record, Content]]


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of the records of a batch that was taken back."""

    deleted: list[Record] = field(default_factory=list)
    restored: list[Record] = field(default_factory=list)
    kept: list[tuple[Record, str]] = field(default_factory=list)  #: with the reason


@transaction.atomic
def undo_batch(*, batch_id: int, user: AbstractBaseUser | None, now: datetime) -> Undone:
    """Take a batch back: records that it made are deleted, those that it changed say again what they said before.

    What somebody has edited since, or uses, stays and is listed. Organisations and series that it proposed and nobody
    uses are withdrawn. Decisions about likeness stay. Raises Refused for a batch that is not read, or undone already.
    """
    batch = under_review(batch_id)
    items = list(batch.items.taken_in().filter(joined_into__isnull=True, record__isnull=False).defer("raw", "data"))
    contents = latest_contents({item.record_id for item in items if item.undo})
    undone = Undone()
    note = {"batch": batch.pk, "source": batch.name, "undo": True}
    returned = _delete_created(items, contents, batch, undone, user=user, now=now, note=note)
    returned |= _restore_changed(items, contents, undone, user=user, now=now, note=note)
    _withdraw_names(batch)
    # What stays in the catalogue keeps its provenance; all else may be decided anew once the batch is read again.
    kept = {record.pk for record, _reason in undone.kept}
    stay = [item.pk for item in items if item.record_id in kept and item.pk not in returned]
    for some in _batches(stay):
        batch.items.filter(pk__in=some).update(undo={"kept": True})
    batch.items.filter(decision=Item.Decision.ACCEPTED).exclude(undo={"kept": True}).update(
        decision=Item.Decision.OPEN, decided_by=None, decided_at=None, undo={}
    )
    let_joined_follow(batch)
    batch.state, batch.undone_by, batch.undone_at = Batch.State.UNDONE, user, now
    batch.balance = balance_of(batch)
    batch.save()
    return undone


def _delete_created(
    items: list[Item],
    contents: Found,
    batch: Batch,
    undone: Undone,
    *,
    user: AbstractBaseUser | None,
    now: datetime,
    note: dict[str, Any],
) -> set[int]:
    created = {item.record_id: item for item in items if "created" in item.undo and item.record_id in contents}
    told_elsewhere = _told_elsewhere(created, batch)
    used = _used(created)
    first = _revisions([item.undo["created"] for item in created.values()])
    for pk, item in created.items():
        record, content = contents[pk]
        before = first.get(item.undo["created"])
        if before is None or not says_the_same(before, content):
            undone.kept.append((record, _("It was edited since.")))
        elif pk in told_elsewhere:
            undone.kept.append((record, _("“%(source)s” tells of it too.") % {"source": told_elsewhere[pk]}))
        elif pk in used:
            undone.kept.append((record, _("A page uses it.")))
        else:
            undone.deleted.append(record)
    gone = {record.pk for record in undone.deleted}
    delete_records(undone.deleted, user=user, now=now, note=note)
    return {item.pk for pk, item in created.items() if pk in gone}


def _restore_changed(
    items: list[Item],
    contents: Found,
    undone: Undone,
    *,
    user: AbstractBaseUser | None,
    now: datetime,
    note: dict[str, Any],
) -> set[int]:
    gone = {record.pk for record in undone.deleted}
    changed = [item for item in items if "before" in item.undo and item.record_id in contents.keys() - gone]
    amended: dict[int, Content] = {}
    published: dict[int, bool] = {}
    returned = set()
    _name_today(changed)
    # The last change first, where a batch changed a record twice.
    for item in sorted(changed, key=lambda item: (item.decided_at or now, item.pk), reverse=True):
        record, content = contents[item.record_id or 0]
        content = amended.get(record.pk, content)
        now_said = values_of(content, item.undo["after"])
        groups = [group for group, value in item.undo["after"].items() if now_said[group] == value]
        edited = [str(GROUPS[group]) for group in item.undo["after"] if group not in groups]
        if edited:
            reason = _("Edited since: %(groups)s.") % {"groups": ", ".join(edited)}
            undone.kept.append((record, reason))
        else:
            returned.add(item.pk)
        if groups:
            amended[record.pk] = with_values(content, {group: item.undo["before"][group] for group in groups})
            published[record.pk] = (
                bool(item.undo.get("published")) and record.live and not record.has_unpublished_changes
            )
    undone.restored.extend(contents[pk][0] for pk in amended)
    amend_records(
        [Amendment(record=contents[pk][0], content=content, publish=published[pk]) for pk, content in amended.items()],
        user=user,
        now=now,
        note=note,
    )
    return returned


def _name_today(items: list[Item]) -> None:
    """Read what items noted of a record's organisers as of today: one that was merged since is the kept one."""
    noted = [side for item in items for side in (item.undo["before"], item.undo["after"]) if side.get("organisers")]
    named = {pk for side in noted for pk in side["organisers"]}
    kept = Organisation.objects.all().kept_instead(named) if named else {}
    for side in noted if kept else ():
        side["organisers"] = list(dict.fromkeys(kept.get(pk, pk) for pk in side["organisers"]))


def _revisions(ids: list[int]) -> dict[int, Content]:
    found = {
        pk: content
        for some in _batches(ids)
        for pk, content in Revision.objects.filter(pk__in=some).values_list("pk", "content")
    }
    credit_today(list(found.values()))
    return found


def _told_elsewhere(record_ids: Collection[int], batch: Batch) -> dict[int, str]:
    """Return the records that another batch tells of as well, with its name."""
    items = Item.objects.taken_in().exclude(batch=batch).exclude(batch__state=Batch.State.UNDONE)
    return {
        pk: name
        for some in _batches(sorted(record_ids))
        for pk, name in items.filter(record__in=some).order_by("pk").values_list("record", "batch__name")
    }


def _used(record_ids: Collection[int]) -> set[int]:
    """Return the records that a page has chosen."""
    base = Record.get_base_content_type()
    return {
        int(pk)
        for some in _batches([str(pk) for pk in sorted(record_ids)])
        for pk in ReferenceIndex.objects.filter(to_content_type=base, to_object_id__in=some).values_list(
            "to_object_id", flat=True
        )
    }


def _withdraw_names(batch: Batch) -> None:
    """Take out of the authority files what the batch proposed, nobody has confirmed and nothing uses."""
    drafted_organisations, drafted_series = _named_in_drafts()
    organisations = Organisation.objects.filter(
        pk__in=set(batch.proposed.get("organisations", ())) - drafted_organisations,
        standing=Organisation.Standing.PROPOSED,
        credits__isnull=True,
        series__isnull=True,
        parts__isnull=True,
        merged__isnull=True,
        aliases__isnull=True,
        sources__isnull=True,
    )
    series = Series.objects.filter(
        pk__in=set(batch.proposed.get("series", ())) - drafted_series,
        records__isnull=True,
        organisation__isnull=True,
        description="",
    )
    for what, names in (("series", series), ("organisation", organisations)):
        ids = list(names.values_list("pk", flat=True))
        note(what, ids)
        for some in _batches(ids):
            names.model.objects.filter(pk__in=some).delete()
    batch.proposed = {}


def _named_in_drafts() -> tuple[set[int], set[int]]:
    """Return the organisations and series that waiting changes of public records name: no table knows of them yet."""
    drafts = Record.objects.filter(live=True, has_unpublished_changes=True)
    rows = drafts.values_list("latest_revision__content__credits", "latest_revision__content__series")
    organisations: set[int] = set()
    series: set[int] = set()
    for credits_, one_series in rows.iterator():
        organisations |= {credit["organisation"] for credit in credits_ or ()}
        series |= {one_series} if one_series else set()
    return organisations, series


def _batches(things: Collection[Any]) -> Iterator[list[Any]]:
    ordered = list(things)
    for start in range(0, len(ordered), BATCH_SIZE):
        yield ordered[start : start + BATCH_SIZE]
