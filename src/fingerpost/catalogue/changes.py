"""The log of changes: what follows the catalogue (the search index) reads here what to look at again.

Whoever changes something notes it in the transaction of the change, so that the log tells of it exactly when it is true.
The log names things and does not say what became of them: who reads it looks them up.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from fingerpost.catalogue.models import Change

#: What may change. “credited” are organisations that more or fewer records name than before, “filled” are series that
#: hold more or fewer; they themselves are as they were, and so are the other records that carry them. A “term” is a set
#: of the thesaurus.
WHATS = frozenset(
    "record organisation credited place theme series filled phase crisis page document term".split()  # noqa: SIM905 -- reads as a line
)
#: Keys in one row.
BATCH_SIZE = 500
#: A reader that looks less often than this begins anew.
KEPT = timedelta(days=14)
#: So many of the things that wait for the commit are looked through for what was noted already.
LOOKED_BACK = 64


def note(what: str, pks: Iterable[int | None]) -> None:
    """Write down that these have changed; what this transaction wrote down already is left out where that is cheap.

    Takes one statement for any 500 keys.
    """
    if what not in WHATS:
        raise ValueError(f"“{what}” is not one of {', '.join(sorted(WHATS))}.")
    noted = _noted(what)
    fresh = [pk for pk in dict.fromkeys(pks) if pk is not None and not any(pk in some for some in noted)]
    if not fresh:
        return
    now = timezone.now()
    Change.objects.bulk_create(
        [
            Change(what=what, pks=fresh[start : start + BATCH_SIZE], at=now)
            for start in range(0, len(fresh), BATCH_SIZE)
        ],
        batch_size=100,
    )
    _remember(what, fresh)


def prune(*, now: datetime) -> None:
    """Forget what every reader has read or gave up; the newest row stays, so that a reader knows where it stands."""
    newest = Change.objects.aggregate(newest=Max("pk"))["newest"]
    if newest is not None:
        old = Change.objects.filter(at__lt=now - KEPT, pk__lt=newest)
        old._raw_delete(old.db)


class _Noted:
    """What was noted in a transaction, or in a part of it between two savepoints.

    It stands among what the connection does on commit, and does nothing then: Django forgets it there at the very moment
    at which the rows are rolled back, with the whole or with the part. So nothing is left out that is not in the log.
    """

    def __init__(self) -> None:
        self.pks: dict[str, set[int]] = defaultdict(set)

    def __call__(self) -> None: ...


def forget_noted() -> None:
    """What is read within the transaction that wrote it must be written again when it changes again."""
    for _savepoints, waiting, _robust in connection.run_on_commit if connection.in_atomic_block else ():
        if isinstance(waiting, _Noted):
            waiting.pks.clear()


def _waiting() -> Iterable[tuple[set[str | None], _Noted]]:
    for savepoints, waiting, _robust in islice(reversed(connection.run_on_commit), LOOKED_BACK):
        if isinstance(waiting, _Noted):
            yield savepoints, waiting


def _noted(what: str) -> list[set[int]]:
    return [noted.pks[what] for _savepoints, noted in _waiting() if what in noted.pks]


def _remember(what: str, pks: Iterable[int]) -> None:
    if not connection.in_atomic_block:
        return
    here = set(connection.savepoint_ids)
    noted = next((noted for savepoints, noted in _waiting() if savepoints == here), None)
    if noted is None:
        noted = _Noted()
        transaction.on_commit(noted)
    noted.pks[what].update(pks)
