"""Keeps one index equal to the catalogue: reads the log of changes, and makes anew what they affect."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from time import monotonic
from typing import Any

from django.utils import timezone

from fingerpost.catalogue.models import Change
from fingerpost.catalogue.positions import LostPosition, Position, newest_position, read_changes
from fingerpost.finding.engine import Index
from fingerpost.finding.engine.schema import VERSION
from fingerpost.finding.entries import IndexEntry
from fingerpost.finding.following.affected import carrying, own_entries
from fingerpost.finding.gathering import VERSION_OF_ENTRIES, all_entries, entries_of

#: An index of another version is made anew.
VERSION_OF_INDEX = f"{VERSION}.{VERSION_OF_ENTRIES}"
#: A change of so few things is done at once, whatever else waits; one of more takes its turn.
FEW = 10
#: Rows of the log that are read at once, and records that are done between two looks at it.
ROWS, CHUNK = 100, 500
#: Entries that a new index takes before it can be searched by, and between two moments to do something else.
PART, LOOK_EVERY = 5000, 250


@dataclass(slots=True)
class Job:
    """A row of the log that concerns many entries: they are done chunk by chunk, in the order of their keys."""

    change: Change
    after: int = 0  #: the records up to this key are done
    queued: int = 0  #: of the follower's writes, the last before it began to wait
    records: deque[int] | None = None  #: those that are left; None where nobody has looked yet


@dataclass(slots=True)
class Follower:
    """One index and how far it follows. Only one may write to an index."""

    index: Index
    position: Position
    jobs: deque[Job] = field(default_factory=deque)
    _writes: int = 0
    _written: dict[int, int] = field(default_factory=dict)  #: of records, in which write, while jobs wait

    @classmethod
    def of(cls, index: Index) -> "Follower":
        """Go on where an index stands. Raises LostPosition where it must be made anew."""
        state = index.state()
        if state.get("version") != VERSION_OF_INDEX:
            raise LostPosition(f"The index is of version {state.get('version')}, not {VERSION_OF_INDEX}.")
        jobs = {int(pk): int(after) for pk, after in state.get("jobs", ())}
        changes = {change.pk: change for change in Change.objects.filter(pk__in=jobs)}
        if changes.keys() != jobs.keys():
            raise LostPosition("The log of changes has forgotten what is still to be done.")
        waiting = deque(Job(changes[pk], after) for pk, after in jobs.items())
        return cls(index, Position.from_json(state.get("position")), waiting)

    def state(self) -> dict[str, Any]:
        jobs = [[job.change.pk, job.after] for job in self.jobs]
        return {"version": VERSION_OF_INDEX, "position": self.position.as_json(), "jobs": jobs}

    def catch_up(self, *, most_s: float, clock: Callable[[], datetime] = timezone.now) -> bool:
        """Do what the log tells, for about so long; say whether nothing is left. Raises LostPosition.

        A database that has nothing new is asked one question.
        """
        end = monotonic() + most_s
        while True:
            changes, behind = read_changes(self.position, now=clock(), most=ROWS)
            if changes:
                self._take_in(changes, behind)
            elif self.jobs:
                self._go_on(self.jobs[0])
            else:
                # What was rolled back is waited for no longer; that alone is not worth a write.
                self.position = behind
                return True
            if monotonic() >= end:
                return False

    def _take_in(self, changes: list[Change], behind: Position) -> None:
        """Do at once what concerns few, and let the rest wait."""
        small: dict[str, set[int]] = {}
        for change in changes:
            if len(change.pks) <= FEW:
                small.setdefault(change.what, set()).update(change.pks)
            else:
                self.jobs.append(Job(change, queued=self._writes))
        due: dict[str, set[int]] = {}
        for what, pks in small.items():
            for kind, keys in own_entries(what, pks).items():
                due.setdefault(kind, set()).update(keys)
        self._let_carriers_wait([change for change in changes if len(change.pks) <= FEW])
        self.position = behind
        self._write(due)

    def _let_carriers_wait(self, changes: Iterable[Change]) -> None:
        for change in changes:
            if records := carrying(change.what, change.pks):
                self.jobs.append(Job(change, queued=self._writes, records=deque(sorted(records))))

    def _go_on(self, job: Job) -> None:
        """Do the next chunk of the first job."""
        if job.records is None:
            change = job.change
            job.records = deque(pk for pk in sorted(carrying(change.what, change.pks)) if pk > job.after)
            due = own_entries(change.what, change.pks) if len(change.pks) > FEW else {}
            due["record"] = {pk for pk in due.get("record", ()) if self._is_due(pk, job)}
        else:
            chunk = list(islice(self._left(job), CHUNK))
            job.after = chunk[-1] if chunk else job.after
            due = {"record": set(chunk)}
        if not job.records:
            self.jobs.popleft()
        self._write(due)

    def _left(self, job: Job) -> Iterator[int]:
        while job.records:
            pk = job.records.popleft()
            if self._is_due(pk, job):
                yield pk

    def _is_due(self, pk: int, job: Job) -> bool:
        """False for a record that another change has had done since this one began to wait."""
        return self._written.get(pk, -1) <= job.queued

    def _write(self, due: Mapping[str, Iterable[int]]) -> None:
        # All of them are removed first, so that those stay away that are gone from the database.
        removed = (f"{what}:{pk}" for what, pks in due.items() for pk in pks)
        entries = (entry for what, pks in due.items() for entry in entries_of(what, sorted(pks)))
        self.index.write(entries, removed, self.state())
        self._writes += 1
        if self.jobs:
            self._written.update(dict.fromkeys(due.get("record", ()), self._writes))
        else:
            self._written.clear()


def build(index: Index, *, told: Callable[[int], object], clock: Callable[[], datetime] = timezone.now) -> Follower:
    """Fill an empty index with everything there is, and return who follows from here on.

    Each part can be searched by as soon as it is written; ``told`` hears from time to time how many entries there are.
    Only the last step makes it an index that can be gone on with, so one that was broken off is known as such.
    """
    follower = Follower(index, newest_position(now=clock()))
    entries = _with_looks(all_entries(), told)
    while index.write(islice(entries, PART)):
        continue
    index.write((), state=follower.state())
    return follower


def _with_looks(entries: Iterable[IndexEntry], told: Callable[[int], object]) -> Iterator[IndexEntry]:
    for number, entry in enumerate(entries):
        if number % LOOK_EVERY == 0:
            told(number)
        yield entry
