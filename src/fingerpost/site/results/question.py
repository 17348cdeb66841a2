"""What one address of the results asks: words, values of facets, order and page; and what of it is not understood."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fingerpost.site.listing import given_values
from fingerpost.site.results import facets
from fingerpost.site.results.facets import Facet, Value
from fingerpost.site.results.names import names

PAGE_SIZE = 20
#: Nobody turns more pages; who looks for what is beyond them narrows the search.
MOST_PAGES = 500
#: More values of one facet than anybody chooses by hand.
MOST_VALUES = 30
#: What is said of an address that is nothing but mistakes.
MOST_MISREAD = 5

FACETS: tuple[type[Facet], ...] = (
    facets.KindFacet,
    facets.WhenFacet,
    facets.ThemeFacet,
    facets.OrganisationFacet,
    facets.CountryFacet,
    facets.CityFacet,
    facets.YearFacet,
    facets.LanguageFacet,
    facets.PhaseFacet,
    facets.FormatFacet,
    facets.ModeFacet,
    facets.LinkFacet,
    facets.SeriesFacet,
    facets.CrisisFacet,
)
#: How people may write a facet's name by hand.
OTHER_NAMES = {"organiser": "organisation", "organizer": "organisation", "org": "organisation", "lang": "language"}
ORDERS: dict[str, str | Promise] = {
    "relevance": gettext_lazy("Best match"),
    "newest": gettext_lazy("Newest"),
    "oldest": gettext_lazy("Oldest"),
}


@dataclass(frozen=True, slots=True)
class Misread:
    """A part of the address that says nothing to this hub: the sentence, the parameter's name, and its value."""

    sentence: str
    name: str
    raw: str = ""


class Question:
    """One address of the results, read. ``text`` is in the query language, which finding itself reads."""

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the question that a query alone asks."""
        params = QueryDict(mutable=True)
        params["q"] = text
        return cls(params)

    def __init__(self, params: QueryDict) -> None:
        given = given_values(params)
        self.facets = [facet() for facet in FACETS]
        self.misread: list[Misread] = []
        self.is_moved = False  #: asked for by the old address of something
        self.text = (given.pop("q", None) or [""])[-1]
        self.chosen = self._read_chosen({one.name: given.pop(one.name, []) for one in self.facets})
        self.order = self._read_order(given.pop("sort", []))
        self.page = self._read_page(given.pop("page", []))
        self.misread += [Misread(_unknown_name(name), name, values[0]) for name, values in given.items()]
        self.misread = self.misread[:MOST_MISREAD]

    def _read_chosen(self, given: Mapping[str, list[str]]) -> dict[str, list[Value]]:
        given = {name: list(dict.fromkeys(values))[:MOST_VALUES] for name, values in given.items()}
        known = names(given)
        return {one.name: self._read_values(one, given[one.name], known) for one in self.facets if given[one.name]}

    def _read_values(self, one: Facet, given: list[str], known: Any) -> list[Value]:
        read = {raw: one.read(raw, known) for raw in given}
        unknown = [raw for raw, value in read.items() if value is None]
        self.misread += [Misread(_unknown_value(one, raw), one.name, raw) for raw in unknown[:MOST_MISREAD]]
        self.is_moved |= any(value and value.value.casefold() != raw.casefold() for raw, value in read.items())
        return list({value.value: value for value in read.values() if value}.values())

    def _read_order(self, values: list[str]) -> str:
        order = values[-1] if values else self.own_order
        if order in ORDERS:
            return order
        self.misread.append(Misread(_("“%(value)s” is not an order of the results.") % {"value": order[:80]}, "sort"))
        return self.own_order

    def _read_page(self, values: list[str]) -> int:
        page = values[-1] if values else "1"
        if page.isascii() and page.isdigit() and int(page[:9]) > 0:
            return int(page[:9])
        self.misread.append(Misread(_("“%(value)s” is not the number of a page.") % {"value": page[:80]}, "page"))
        return 1

    @property
    def own_order(self) -> str:
        """Return the order that stands without a word in the address: without a query nothing matches better."""
        return "relevance" if self.text else "newest"

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE_SIZE

    @property
    def values(self) -> dict[str, list[str]]:
        """Return the chosen values as finding takes them."""
        return {name: [value.value for value in chosen] for name, chosen in self.chosen.items() if chosen}

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.values

    # Addresses

    def parts(self) -> list[tuple[str, str]]:
        """Return the parts of the address that say what is looked for, without the page."""
        said = [("q", self.text)] if self.text else []
        said += [(name, value) for name, values in self.values.items() for value in values]
        return said + ([("sort", self.order)] if self.order != self.own_order else [])

    def address(self, *, page: int = 1, view: str = "site:find") -> str:
        return _address(view, [*self.parts(), *([("page", str(page))] if page > 1 else [])])

    @property
    def json_address(self) -> str:
        return self.address(page=self.page, view="site:find_json")

    def without(self, name: str, value: str) -> str:
        """Return the address without one value of a facet."""
        return _address("site:find", [part for part in self.parts() if part != (name, value)])

    def with_value(self, name: str, value: str) -> str:
        return _address("site:find", [*self.parts(), (name, value)])

    def asking(self, text: str) -> str:
        """Return the address of the same search with other words."""
        kept = [part for part in self.parts() if part[0] != "q"]
        return _address("site:find", [("q", text), *kept])

    def only_words(self) -> str:
        return _address("site:find", [part for part in self.parts() if part[0] in {"q", "sort"}])

    def ordered(self, order: str) -> str:
        kept = [part for part in self.parts() if part[0] != "sort"]
        return _address("site:find", [*kept, *([("sort", order)] if order != self.own_order else [])])


def search_address(kind: str, params: QueryDict) -> str:
    """Return where words that were looked for in a list of one kind are searched, with the list's filters; "" without
    words: a list knows none."""
    given = given_values(params)
    if not given.get("q"):
        return ""
    kept = {name: values for name, values in given.items() if name not in {"q", "page", "kind", "sort"}}
    order = [("sort", value) for value in given.get("sort", []) if value in ORDERS]
    carried = [(name, value) for name, values in kept.items() for value in values if (name, value) != ("when", "all")]
    return _address("site:find", [("q", given["q"][-1]), ("kind", kind), *carried, *order])


def _address(view: str, parts: Iterable[tuple[str, str]]) -> str:
    query = urlencode(list(parts))
    return f"{reverse(view)}?{query}" if query else reverse(view)


def _unknown_value(one: Facet, raw: str) -> str:
    if one.name == "year":
        return _("“%(value)s” is not a year. Write it with four digits.") % {"value": raw[:80]}
    said = {"value": raw[:80], "filter": one.label}
    return _("“%(value)s” in the filter “%(filter)s” is not known here.") % said


def _unknown_name(name: str) -> str:
    return _("“%(name)s” is not a filter of the results.") % {"name": name[:80]}
