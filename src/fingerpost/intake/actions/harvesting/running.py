"""One harvest of one source, from its address to what was found, and the sources that are due."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.intake.actions.harvesting.asking import MOST_PAGES, first_address, is_whole, next_address
from fingerpost.intake.actions.harvesting.health import note_failure, note_success
from fingerpost.intake.actions.harvesting.sightings import note_deleted, note_missing, note_seen
from fingerpost.intake.actions.reviewing import accept_items, read_batch, receive
from fingerpost.intake.models import Batch, Source
from fingerpost.intake.tasks import harvesting as tasks
from fingerpost.links.errors import FetchError
from fingerpost.links.http import Fetched, fetch

#: So long another worker leaves alone what one has begun.
_CLAIM = timedelta(hours=1)
_ENOUGH_TO_MISS = 3


@dataclass(slots=True, kw_only=True)
class Harvest:
    """What one harvest found. Its balance: found = new + changed + same + skipped + unread."""

    batches: list[int] = field(default_factory=list)  #: those that are kept
    balance: Counter[str] = field(default_factory=Counter)
    published: int = 0
    missing: int = 0  #: known ones that were not there this time
    is_unchanged: bool = False  #: the source says that nothing has changed
    error: str = ""  #: why it came to nothing, or broke off


def harvest(*, source_id: int, now: datetime, user: AbstractBaseUser | None = None) -> Harvest:
    """Read a source and take what it says to the review desk, or to the public where the source is trusted.

    ``user`` is who asked for it just now; without one robots.txt is obeyed. Never raises for what a source does: its
    failure is noted with it. Safe to run twice: what is known already is not taken in again.
    """
    source = Source.objects.select_related("crisis", "organisation").get(pk=source_id)
    done = Harvest()
    seen: set[str] = set()
    deleted: list[str] = []
    fetched = first = None
    whole = True
    address: str | None = first_address(source)
    for _page in range(MOST_PAGES):
        try:
            fetched = _ask(source, address or "", is_first=first is None, user=user)
        except FetchError as error:
            done.error = str(error)
            break
        first = first or fetched
        if fetched.is_unchanged or _is_the_same_again(source, fetched, is_first=fetched is first):
            done.is_unchanged, whole = True, False
            break
        batch = _taken(source, fetched, now=now, user=user)
        if batch.state == Batch.State.FAILED:
            done.error = batch.failure
            batch.delete()
            break
        seen |= set(batch.items.values_list("identity", flat=True))
        deleted += batch.facts.get("deleted", "").splitlines()
        whole = whole and is_whole(source, batch.reader)
        _count(done, source, batch, now=now)
        address = next_address(fetched.url, batch.facts)
        if address is None:
            break
    else:
        whole = False
    if not done.error and not done.is_unchanged and not seen and not deleted:
        done.error = _nothing_any_more(source)
    _note(source, done, first, seen, deleted, whole=whole, now=now)
    return done


def harvest_due(*, now: datetime) -> int:
    """Have those sources read whose time has come; return how many. Several machines may ask at once."""
    due = Source.objects.due(now=now).values_list("pk", "next_run_at")
    claimed = 0
    for pk, planned in list(due):
        with transaction.atomic():
            mine = Source.objects.filter(pk=pk, next_run_at=planned).update(next_run_at=now + _CLAIM)
            if mine:
                transaction.on_commit(partial(tasks.harvest_source.enqueue, source_id=pk))
                claimed += 1
    return claimed


def _ask(source: Source, address: str, *, is_first: bool, user: AbstractBaseUser | None) -> Fetched:
    conditional = is_first and source.state == Source.State.OK
    return fetch(
        address,
        etag=source.etag if conditional else "",
        last_modified=source.last_modified if conditional else "",
        as_robot=user is None,
    )


def _is_the_same_again(source: Source, fetched: Fetched, *, is_first: bool) -> bool:
    return is_first and source.state == Source.State.OK and source.digest == _digest(fetched)


def _digest(fetched: Fetched) -> str:
    return hashlib.sha256(fetched.content).hexdigest()


def _taken(source: Source, fetched: Fetched, *, now: datetime, user: AbstractBaseUser | None) -> Batch:
    batch = receive(
        crisis=source.crisis,
        content=fetched.content,
        name=source.name,
        today=now.date(),
        url=fetched.url,
        source=source,
        declared={"columns": source.columns} if source.columns else None,
        user=user,
        now=now,
        read_later=False,
    )
    return read_batch(batch_id=batch.pk, now=now)


def _count(done: Harvest, source: Source, batch: Batch, *, now: datetime) -> None:
    if source.trust == Source.Trust.PUBLISH and batch.state == Batch.State.REVIEW:
        accepted = accept_items(batch_id=batch.pk, item_ids=None, publish=True, user=None, now=now)
        done.published += accepted.published
        batch.refresh_from_db()
    done.batches.append(batch.pk)
    for name in ("found", "new", "changed", "same", "skipped", "unread"):
        done.balance[name] += batch.balance.get(name, 0)


def _nothing_any_more(source: Source) -> str:
    if source.sightings.count() < _ENOUGH_TO_MISS:
        return ""
    return _("Nothing was found there any more. Look whether the page has changed, or has moved.")


@transaction.atomic
def _note(
    source: Source,
    done: Harvest,
    first: Fetched | None,
    seen: set[str],
    deleted: list[str],
    *,
    whole: bool,
    now: datetime,
) -> None:
    note_seen(source, done.batches, now=now)
    if done.error:
        note_failure(source, done.error, now=now)
        return
    note_deleted(source, deleted, now=now)
    if whole:
        done.missing = note_missing(source, seen, now=now)
    _drop_repetitions(source, done.batches)
    if first and not first.is_unchanged:
        source.etag, source.last_modified, source.digest = first.etag[:300], first.last_modified, _digest(first)
    note_success(source, now=now)


def _drop_repetitions(source: Source, kept: list[int]) -> None:
    """Of batches that only repeat what is known, the newest is enough."""
    if not kept:
        return
    for batch in source.batches.filter(state=Batch.State.DONE).exclude(pk__in=kept):
        said = batch.balance.get("new", 0) + batch.balance.get("changed", 0) + batch.balance.get("skipped", 0)
        if not said and not batch.items.filter(decided_by__isnull=False).exists():
            batch.delete()
