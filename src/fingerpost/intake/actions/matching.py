"""Which record of the catalogue a candidate already is; by dictionaries, so that the time grows with the rows alone."""

from collections import defaultdict
from collections.abc import Container, Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fingerpost.catalogue.models import Credit, Crisis, Link, Record
from fingerpost.intake.actions.identity import kindred, normal_title
from fingerpost.intake.actions.likeness import Known, Likeness, Likenesses, Span
from fingerpost.intake.actions.naming import Organisations
from fingerpost.intake.addresses import normal_address
from fingerpost.intake.models import Item


class Catalogue:
    """What the hub knows already, and what this source has told so far."""

    def __init__(self, crisis: Crisis, organisations: Organisations) -> None:
        self._organisations = organisations
        self._by_title: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._by_address: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._all: list[Known] = []
        self.by_id: dict[int, Known] = {}
        for known in _load(crisis):
            self.by_id[known.record_id or 0] = known
            self.add(known)

    def add(self, known: Known) -> None:
        self._all.append(known)
        if "_likenesses" in self.__dict__:
            self._likenesses.add(known)
        if known.title:
            self._by_title[known.kind, known.title].append(known)
        if known.address:
            self._by_address[known.kind, known.address].append(known)

    @cached_property
    def _likenesses(self) -> Likenesses:
        # Only needed for what is not found outright; a source that was read before never asks for it.
        likenesses = Likenesses(self._organisations.related)
        for known in self._all:
            likenesses.add(known)
        return likenesses

    def find(self, wanted: Known, others: Container[int | None] = ()) -> Known | None:
        """Return the one that this is: by its own address, or by its title, day and an organisation in common.

        ``others`` are records that an editor said it is not.
        """
        return self._with_address(wanted, others) or self._with_title(wanted, others)

    def likely(self, wanted: Known, others: Container[int | None] = ()) -> list[Likeness]:
        """Return what it may be, the likeliest first; an editor decides, except where that is beyond doubt."""
        return [each for each in self._likenesses.of(wanted) if each.record_id is None or each.record_id not in others]

    def why(self, known: Known, wanted: Known) -> list[str]:
        """Return the reasons for which two are taken for one, in sentences."""
        return list(self._likenesses.compared(known, wanted).reasons)

    def _with_address(self, wanted: Known, others: Container[int | None]) -> Known | None:
        if not wanted.address:
            return None
        there = self._by_address.get((wanted.kind, wanted.address), [])
        # Several things under one address mean that it leads to a list of them, and says nothing of each.
        same = [known for known in there if known.title == wanted.title or (len(there) == 1 and akin(known, wanted))]
        return self._best(same, wanted, others)

    def _with_title(self, wanted: Known, others: Container[int | None]) -> Known | None:
        if not wanted.title:
            return None
        named = self._by_title.get((wanted.kind, wanted.title), [])
        return self._best(
            [known for known in named if known.may_share_day(wanted) and self.may_share_organiser(known, wanted)],
            wanted,
            others,
        )

    def may_share_organiser(self, one: Known, other: Known) -> bool:
        return (
            not (one.organisations and other.organisations)
            or self._organisations.related(one.organisations, other.organisations)
        )  # fmt: skip

    def _best(self, found: list[Known], wanted: Known, others: Container[int | None]) -> Known | None:
        possible = [
            known
            for known in found
            if not (known.record_id is not None and known.record_id in others)
            and not (known.number is not None and wanted.number is not None and known.number != wanted.number)
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


def instant(day: date | None, clock: time | None, zone: str) -> datetime | None:
    """Return the moment of a local time; None where the day, the time or the zone is not known."""
    if not (day and clock and zone):
        return None
    try:
        return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)
    except (OverflowError, ZoneInfoNotFoundError, ValueError):
        return None


def _load(crisis: Crisis) -> list[Known]:
    records = Record.objects.filter(crisis=crisis)
    columns = ("pk", "kind", "title", "live", "start_date", "start_time", "timezone", "precision", "number")
    found = {
        pk: Known(
            record_id=pk,
            kind=kind,
            title=normal_title(title),
            live=live,
            day=_span(start, precision) if start else None,
            clock=(clock.isoformat(), zone) if clock else None,
            instant=instant(start, clock, zone),
            number=number,
        )
        for pk, kind, title, live, start, clock, zone, precision, number in records.order_by("pk").values_list(*columns)
    }
    links = Link.objects.filter(record__crisis=crisis, role__in=["item", "register"])
    for pk, role, url in links.order_by().values_list("record_id", "role", "url"):
        setattr(found[pk], "address" if role == "item" else "register", normal_address(url))
    credits_ = Credit.objects.filter(record__crisis=crisis)
    for pk, organisation_id in credits_.order_by().values_list("record_id", "organisation_id"):
        found[pk].organisations.add(organisation_id)
    return list(found.values())


def _span(start: date, precision: str) -> Span:
    if precision == "year":
        return date(start.year, 1, 1), date(start.year, 12, 31)
    if precision == "month":
        return start.replace(day=1), (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return start, start
