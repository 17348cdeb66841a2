"""How far a reader of the log of changes has read.

Rows of the log become visible when their transactions are committed, which need not be in the order of their keys: two
transactions may each have taken a key, and the later one be committed first. A reader therefore keeps, beside the last
key that it saw, those below it that it did not see, and asks for them again until they appear or nobody waits for them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from django.db.models import Max, Q

from fingerpost.catalogue.changes import forget_noted
from fingerpost.catalogue.models import Change

#: No transaction is open for longer: a key that does not appear by then was given to one that was rolled back.
PATIENCE = timedelta(hours=1)
#: The oldest gaps beyond these are given up.
MOST_GAPS = 500


class LostPosition(Exception):
    """The log is not the one in which the position was taken, or has forgotten it: the reader is to begin anew."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Keys, from the first to the last, that were not there when later ones were."""

    first: int
    last: int
    since: datetime

    def without(self, key: int) -> list["Gap"]:
        if not self.first <= key <= self.last:
            return [self]
        sides = ((self.first, key - 1), (key + 1, self.last))
        return [Gap(first, last, self.since) for first, last in sides if first <= last]


@dataclass(frozen=True, slots=True)
class Position:
    last: int
    at: datetime  #: when that row was written: another log has another row of this key, or none
    gaps: tuple[Gap, ...] = ()

    def as_json(self) -> dict[str, Any]:
        gaps = [[gap.first, gap.last, gap.since.isoformat()] for gap in self.gaps]
        return {"last": self.last, "at": self.at.isoformat(), "gaps": gaps}

    @classmethod
    def from_json(cls, told: Any) -> Self:
        """Read what ``as_json`` gave. Raises LostPosition if it is anything else."""
        try:
            gaps = tuple(Gap(int(gap[0]), int(gap[1]), datetime.fromisoformat(gap[2])) for gap in told["gaps"])
            return cls(int(told["last"]), datetime.fromisoformat(told["at"]), gaps)
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise LostPosition(f"{told!r} is no position in the log of changes.") from error


def newest_position(*, now: datetime) -> Position:
    """Return the position of a reader who has read everything there is; an empty log gets its first row."""
    forget_noted()
    newest = Change.objects.order_by("-pk").first() or Change.objects.bulk_create([Change(what="record", at=now)])[0]
    recent = Change.objects.filter(at__gte=now - PATIENCE, pk__lte=newest.pk).order_by("pk")
    reached = Change.objects.filter(at__lt=now - PATIENCE).aggregate(last=Max("pk"))["last"] or 0
    gaps = []
    for key in recent.values_list("pk", flat=True).iterator():
        if key > reached + 1:
            gaps.append(Gap(reached + 1, key - 1, now))
        reached = max(reached, key)
    return Position(newest.pk, newest.at, tuple(gaps[-MOST_GAPS:]))


def read_changes(position: Position, *, now: datetime, most: int = 200) -> tuple[list[Change], Position]:
    """Return what was noted since a position, the oldest first, and the position behind it. One query.

    Raises LostPosition if this log does not know the position.
    """
    forget_noted()
    wanted = Q(pk__gte=position.last)
    for gap in position.gaps:
        wanted |= Q(pk__range=(gap.first, gap.last))
    rows = list(Change.objects.filter(wanted).order_by("pk")[: most + 1])
    _check(position, rows, is_all=len(rows) <= most)
    return [row for row in rows if row.pk != position.last], _behind(position, rows, now=now)


def _check(position: Position, rows: list[Change], *, is_all: bool) -> None:
    known = next((row for row in rows if row.pk == position.last), None)
    if known is None and not is_all and rows[-1].pk < position.last:
        return  # so many appeared in the gaps that this question did not reach it
    if known is None or known.at != position.at:
        raise LostPosition(f"The log of changes has no row {position.last} of {position.at.isoformat()}.")


def _behind(position: Position, rows: list[Change], *, now: datetime) -> Position:
    gaps = [gap for gap in position.gaps if gap.since > now - PATIENCE]
    last, at = position.last, position.at
    for row in rows:
        if row.pk < last:
            gaps = [left for gap in gaps for left in gap.without(row.pk)]
        elif row.pk > last:
            if row.pk > last + 1:
                gaps.append(Gap(last + 1, row.pk - 1, now))
            last, at = row.pk, row.at
    return Position(last, at, tuple(gaps[-MOST_GAPS:]))
