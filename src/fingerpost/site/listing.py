"""One address of a list, read: what it asks for, what answers it, and what to say of what it does not understand."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, Count, F, IntegerField, Value, When
from django.db.models.functions import Lower
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fingerpost.catalogue.models import Record
from fingerpost.catalogue.querysets import RecordQuerySet
from fingerpost.readers.values.urls import clean_url
from fingerpost.site.filters import Choice, Counted, Filter, NotUnderstood, filters_of
from fingerpost.site.words import clean_value, country_name

PAGE_SIZE = 50
Kind = Record.Kind

LIST_NAMES = {Kind.EVENT: "events", Kind.RESOURCE: "resources", Kind.MEASURE: "measures", Kind.UPDATE: "updates"}
TITLES: dict[str, tuple[Any, Any]] = {
    Kind.EVENT: (
        gettext_lazy("Events"),
        gettext_lazy("Webinars, forums and meetings of the network and its partners."),
    ),
    Kind.RESOURCE: (gettext_lazy("Resources"), gettext_lazy("Reports, guidance, tools and articles for cities.")),
    Kind.MEASURE: (gettext_lazy("City measures"), gettext_lazy("What cities did, and where it is told.")),
    Kind.UPDATE: (gettext_lazy("Updates"), gettext_lazy("Short posts of the network.")),
}
_UPCOMING = ("", gettext_lazy("Upcoming first"))
_NEWEST = ("newest", gettext_lazy("Newest first"))
_TITLE = ("title", gettext_lazy("By title"))
#: The orders that each list has, its own first: that one needs no word in the address.
ORDERS: dict[str, tuple[tuple[str, Any], ...]] = {
    Kind.EVENT: (_UPCOMING, _NEWEST, _TITLE),
    Kind.RESOURCE: (("", _NEWEST[1]), _TITLE),
    Kind.MEASURE: (("", gettext_lazy("By country and city")), _NEWEST, _TITLE),
    Kind.UPDATE: (("", _NEWEST[1]), _TITLE),
}

FIRST_FIELDS: dict[str, frozenset[str]] = {
    Kind.EVENT: frozenset({"when", "theme", "organisation"}),
    Kind.RESOURCE: frozenset({"theme", "organisation", "format"}),
    Kind.MEASURE: frozenset({"theme", "phase", "country"}),
    Kind.UPDATE: frozenset({"year"}),
}


def list_address(kind: str, **narrowed: str) -> str:
    """Return the address of a list, narrowed by filters."""
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in narrowed.items() if value})
    address = reverse(f"site:{LIST_NAMES[Kind(kind)]}")
    return f"{address}?{query.urlencode()}" if query else address


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter, and the list without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of the address that was not understood, the list without it, and what may have been meant."""

    sentence: str
    without: str
    near: list[tuple[str, str]] = field(default_factory=list)  #: words and address


@dataclass(frozen=True, slots=True)
class Field:
    """A drop-down of the form."""

    name: str
    label: str
    every: str
    choices: list[Choice]
    chosen: str


class Listing:
    """A list of one kind of record as one address asks for it. Read it once; every part is worked out when wanted."""

    def __init__(self, kind: str, params: QueryDict, *, today: date) -> None:
        self.kind, self.today = kind, today
        self.filters = filters_of(kind, today)
        self.given = given_values(params)
        self.chosen: dict[str, Choice] = {}
        self._misread: dict[str, str] = {}  #: by the parameter's name, the sentence that says so
        self._unknown: dict[str, str] = {}  #: by the filter's name, a value that no choice has
        for one in self.filters:
            self._read(one, self.given.pop(one.name, []))
        self.order = self._read_order(self.given.pop("sort", []))
        self.page_number = self._read_page(self.given.pop("page", []))
        for name in self.given:
            self._misread[name] = _("“%(name)s” is not a filter of this list.") % {"name": name[:80]}

    def _read(self, one: Filter, values: list[str]) -> None:
        if len(set(values)) > 1:
            self._misread[one.name] = _(
                "The filter “%(filter)s” stands in the address more than once. A list takes one value of each filter."
            ) % {"filter": one.label}
        elif values:
            try:
                self.chosen[one.name] = one.read(values[0])
            except NotUnderstood as problem:
                self._misread[one.name] = str(problem)
                self._unknown[one.name] = values[0]

    def _read_order(self, values: list[str]) -> str:
        order = values[-1] if values else ""
        if order in dict(ORDERS[Kind(self.kind)]):
            return order
        self._misread["sort"] = _("“%(value)s” is not an order of this list.") % {"value": order[:80]}
        return ""

    def _read_page(self, values: list[str]) -> int:
        page = values[-1] if values else "1"
        if page.isascii() and page.isdigit() and int(page[:9]) > 0:
            return int(page[:9])
        self._misread["page"] = _("“%(value)s” is not the number of a page.") % {"value": page[:80]}
        return 1

    # What answers it

    @property
    def everything(self) -> RecordQuerySet:
        return Record.objects.live().filter(kind=self.kind)

    def narrowed(self, *, but: str = "") -> RecordQuerySet:
        """Return the records that pass every chosen filter, or every one but one."""
        records = self.everything
        for one in self.filters:
            if one.name in self.chosen and one.name != but:
                records = one.narrow(records, self.chosen[one.name])
        return records

    @cached_property
    def records(self) -> RecordQuerySet:
        """Return the narrowed records in the order asked for, with what their rows show."""
        records = self.narrowed().for_rows()
        if self.order == "title":
            return records.by_title()
        if self.kind == Kind.EVENT and not self.order:
            return records.upcoming_first(today=self.today)
        if self.kind == Kind.MEASURE and not self.order:
            return self._by_country(records)
        return records.newest_first()

    def _by_country(self, records: RecordQuerySet) -> RecordQuerySet:
        codes = sorted((row.value for row in self._counts["country"]), key=country_name)
        whens = [When(place__country=code, then=Value(number)) for number, code in enumerate(codes)]
        if "country" in self.chosen or not whens:
            country = Value(0, IntegerField())
        else:
            country = Case(*whens, default=Value(len(codes)), output_field=IntegerField())
        return records.annotate(_country=country).order_by(
            "_country", Lower("place__name").asc(nulls_last=True), F("start_date").desc(nulls_last=True), "-pk"
        )

    @cached_property
    def _counts(self) -> dict[str, list[Counted]]:
        """Count in one query the whole, and for each filter what each of its values would leave."""
        total = self.narrowed().order_by().values("kind").annotate(_count=Count("pk", distinct=True))
        text = Value("", CharField())
        whole = total.annotate(_f=Value("", CharField()), _v=text, _l=text).values_list("_f", "_v", "_l", "_count")
        parts = [one.counted(self.narrowed(but=one.name)) for one in self.filters]
        found = defaultdict(list)
        for name, value, label, count in whole.union(*parts, all=True):
            found[name].append(Counted(value, label, count))
        return found

    @cached_property
    def total(self) -> int:
        return sum(row.count for row in self._counts.get("", []))

    # What it says

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Return what a search from this list is narrowed by, as the results' address has it."""
        chosen = ((name, choice.value) for name, choice in self.chosen.items() if choice.value != "all")
        return [("kind", self.kind), *chosen]

    @cached_property
    def fields(self) -> list[Field]:
        return [
            Field(one.name, str(one.label), str(one.every), self._offered(one), self._value(one.name))
            for one in self.filters
            if self._offered(one) or one.name in self.chosen
        ]

    def _offered(self, one: Filter) -> list[Choice]:
        choices = one.choices(self._counts.get(one.name, []))
        chosen = self.chosen.get(one.name)
        if chosen and chosen.value and chosen.value not in {choice.value for choice in choices}:
            choices.append(Choice(chosen.value, chosen.label))
        return choices

    def _value(self, name: str) -> str:
        return self.chosen[name].value if name in self.chosen else ""

    @property
    def orders(self) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in ORDERS[Kind(self.kind)]]

    @property
    def chips(self) -> list[Chip]:
        return [
            Chip(str(one.label), self.chosen[one.name].label, self.address(**{one.name: ""}))
            for one in self.filters
            if one.name in self.chosen
        ]

    @cached_property
    def problems(self) -> list[Problem]:
        by_name = {one.name: one for one in self.filters}
        return [
            Problem(sentence, self.address(), self._near(by_name.get(name))) for name, sentence in self._misread.items()
        ]

    def _near(self, one: Filter | None) -> list[tuple[str, str]]:
        if one is None or one.name not in self._unknown:
            return []
        near = one.near(self._unknown[one.name], self._offered(one))
        return [(choice.label, self.address(**{one.name: choice.value})) for choice in near]

    def address(self, **changed: str | int) -> str:
        """Return this list's address with some parts changed; an empty value takes one away. Starts at page 1."""
        parts: dict[str, Any] = {one.name: self._value(one.name) for one in self.filters}
        parts |= {"sort": self.order, **changed}
        return list_address(self.kind, **{name: str(value) for name, value in parts.items() if value})

    @property
    def shown_fields(self) -> list[Field]:
        """Return the drop-downs that stand open: those that most visitors look for."""
        return [one for one in self.fields if one.name in FIRST_FIELDS[Kind(self.kind)]]

    @property
    def more_fields(self) -> list[Field]:
        return [one for one in self.fields if one.name not in FIRST_FIELDS[Kind(self.kind)]]

    @property
    def more_are_chosen(self) -> bool:
        return any(one.chosen for one in self.more_fields)

    @cached_property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def is_moved(self) -> bool:
        """True if it was asked for by the old address of something; ``here`` is the address of the same list today."""
        return not self._misread and any(choice.is_moved for choice in self.chosen.values())

    @property
    def is_beyond(self) -> bool:
        return self.page_number > self.pages

    @property
    def here(self) -> str:
        return self._page_address(self.page_number)

    @property
    def before(self) -> str:
        return self._page_address(self.page_number - 1) if self.page_number > 1 else ""

    @property
    def after(self) -> str:
        return self._page_address(self.page_number + 1) if self.page_number < self.pages else ""

    @property
    def last(self) -> str:
        return self._page_address(self.pages)

    @property
    def bare(self) -> str:
        return list_address(self.kind)

    def _page_address(self, number: int) -> str:
        return self.address(page=number) if number > 1 else self.address()

    def rows(self) -> list[Record]:
        first = (self.page_number - 1) * PAGE_SIZE
        return list(self.records[first : first + PAGE_SIZE]) if self.total else []


def given_values(params: QueryDict) -> dict[str, list[str]]:
    """Return the address's parameters, cleaned, without the empty ones and without what only tracks its reader."""
    kept = _untracked(params)
    given = {clean_value(name): [clean_value(value) for value in values] for name, values in kept}
    return {name: filled for name, values in given.items() if (filled := [value for value in values if value])}


def _untracked(params: QueryDict) -> Iterator[tuple[str, list[str]]]:
    for name, values in params.lists():
        probe = QueryDict(mutable=True)
        probe[name] = "x"
        if probe.urlencode() in clean_url(f"https://example.org/?{probe.urlencode()}"):
            yield name, values
