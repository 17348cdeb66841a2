"""Which record of the catalogue a candidate already is; by dictionaries, so that the time grows with the rows alone."""

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from fingerpost.catalogue.models import Credit, Crisis, Link, Record
from fingerpost.intake.actions.identity import kindred, normal_title
from fingerpost.intake.actions.naming import Organisations, Token
from fingerpost.intake.addresses import normal_address
from fingerpost.intake.models import Item

#: The first and the last day that a date may mean.
Span = tuple[date, date]


@dataclass(slots=True, kw_only=True, eq=False)
class Known:
    """A thing as far as telling it from others needs it: one of the catalogue, or one of this very source."""

    kind: str
    title: str  #: as ``normal_title`` gives it
    record_id: int | None = None  #: None while it is only in this source
    live: bool = False
    day: Span | None = None
    clock: tuple[str, str] | None = None  #: local time and zone
    number: int | None = None
    address: str = ""
    organisations: set[Token] = field(default_factory=set)

    def same_day(self, other: "Known") -> bool:
        return bool(self.day and other.day and self.day[0] <= other.day[1] and other.day[0] <= self.day[1])

    def may_share_day(self, other: "Known") -> bool:
        return not (self.day and other.day) or self.same_day(other)

    def other_hour(self, other: "Known") -> bool:
        """True if both say at what time, on clocks of one zone, and the times differ: two sessions of one day."""
        mine, theirs = self.clock, other.clock
        return bool(mine and theirs and mine[1] == theirs[1] and mine[0] != theirs[0])


class Catalogue:
    """What the hub knows already, and what this source has told so far."""

    def __init__(self, crisis: Crisis, kinds: Iterable[str], organisations: Organisations) -> None:
        self._organisations = organisations
        self._by_title: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._by_address: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self.by_id: dict[int, Known] = {}
        for known in _load(crisis, sorted(kinds)):
            self.by_id[known.record_id or 0] = known
            self.add(known)

    def add(self, known: Known) -> None:
        if known.title:
            self._by_title[known.kind, known.title].append(known)
        if known.address:
            self._by_address[known.kind, known.address].append(known)

    def find(self, wanted: Known) -> Known | None:
        """Return the one that this is: by its own address, or by its title, day and an organisation in common."""
        return self._with_address(wanted) or self._with_title(wanted)

    def _with_address(self, wanted: Known) -> Known | None:
        if not wanted.address:
            return None
        there = self._by_address.get((wanted.kind, wanted.address), [])
        # Several things under one address mean that it leads to a list of them, and says nothing of each.
        same = [known for known in there if known.title == wanted.title or (len(there) == 1 and akin(known, wanted))]
        return self._best(same, wanted)

    def _with_title(self, wanted: Known) -> Known | None:
        if not wanted.title:
            return None
        named = self._by_title.get((wanted.kind, wanted.title), [])
        return self._best(
            [known for known in named if known.may_share_day(wanted) and self.may_share_organiser(known, wanted)],
            wanted,
        )

    def may_share_organiser(self, one: Known, other: Known) -> bool:
        return (
            not (one.organisations and other.organisations)
            or self._organisations.related(one.organisations, other.organisations)
        )  # fmt: skip

    def _best(self, found: list[Known], wanted: Known) -> Known | None:
        possible = [
            known
            for known in found
            if not (known.number is not None and wanted.number is not None and known.number != wanted.number)
            and not (known.record_id is None and known.other_hour(wanted))
        ]
        return max(
            possible,
            key=lambda known: (
                known.same_day(wanted),
                not known.other_hour(wanted),
                bool(known.organisations & wanted.organisations),
            ),
            default=None,
        )


class FormerRows:
    """The rows of a page as it was before it was edited that are not on it any more."""

    def __init__(self, rows: Iterable[tuple[Item, Known]], organisations: Organisations, today: date) -> None:
        self._organisations, self._today = organisations, today
        self._of_record: dict[int | None, Item] = {}
        self._by_title: dict[tuple[str, str], list[tuple[Item, Known]]] = defaultdict(list)
        self._by_day: dict[tuple[str, Span | None], list[tuple[Item, Known]]] = defaultdict(list)
        for item, known in rows:
            self._of_record[item.record_id] = item
            self._by_title[known.kind, known.title].append((item, known))
            self._by_day[known.kind, known.day].append((item, known))

    def of(self, record_id: int | None) -> Item | None:
        return self._of_record.get(record_id)

    def become(self, new: Known, claimed: Container[int | None]) -> Item | None:
        """Return the one row that this one has replaced: two of title, day and organiser are still the same."""
        rows = [*self._by_title.get((new.kind, new.title), ()), *self._by_day.get((new.kind, new.day), ())]
        heirs = {item.pk: item for item, old in rows if item.record_id not in claimed and self._has_become(old, new)}
        return next(iter(heirs.values())) if len(heirs) == 1 else None

    def _has_become(self, old: Known, new: Known) -> bool:
        if new.number is not None and old.number is not None and new.number != old.number:
            return False
        organiser = self._organisations.related(new.organisations, old.organisations)
        if new.title and new.title == old.title:
            if new.same_day(old):
                return True
            return not self._next_edition(old, new) and (organiser or not (new.organisations and old.organisations))
        return organiser and new.same_day(old) and kindred(new.title, old.title)

    def _next_edition(self, old: Known, new: Known) -> bool:
        """A list of what comes drops what is over: the same title on a day ahead is then the next one, not that one."""
        return bool(new.day and old.day and old.day[1] < self._today <= new.day[1])


def akin(one: Known, other: Known) -> bool:
    """True if two things of one kind and address may be one: their titles agree, or they are on the same day."""
    return one.same_day(other) or kindred(one.title, other.title)


def _load(crisis: Crisis, kinds: list[str]) -> list[Known]:
    records = Record.objects.filter(crisis=crisis, kind__in=kinds)
    columns = ("pk", "kind", "title", "live", "start_date", "start_time", "timezone", "precision", "number")
    found = {
        pk: Known(
            record_id=pk,
            kind=kind,
            title=normal_title(title),
            live=live,
            day=_span(start, precision) if start else None,
            clock=(clock.isoformat(), zone) if clock else None,
            number=number,
        )
        for pk, kind, title, live, start, clock, zone, precision, number in records.order_by("pk").values_list(*columns)
    }
    links = Link.objects.filter(record__crisis=crisis, record__kind__in=kinds, role="item")
    for pk, url in links.order_by().values_list("record_id", "url"):
        found[pk].address = normal_address(url)
    credits_ = Credit.objects.filter(record__crisis=crisis, record__kind__in=kinds)
    for pk, organisation_id in credits_.order_by().values_list("record_id", "organisation_id"):
        found[pk].organisations.add(organisation_id)
    return list(found.values())


def _span(start: date, precision: str) -> Span:
    if precision == "year":
        return date(start.year, 1, 1), date(start.year, 12, 31)
    if precision == "month":
        return start.replace(day=1), (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return start, start
