"""What answers a question, as the results page prints it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from difflib import get_close_matches
from functools import cached_property
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fingerpost.finding import following, search
from fingerpost.finding.found import Found, Notice
from fingerpost.site.listing import Chip, Problem
from fingerpost.site.presenting import Viewing
from fingerpost.site.presenting.printed import Printed
from fingerpost.site.results.facets import Facet, Value
from fingerpost.site.results.hits import FoundRow, found_rows
from fingerpost.site.results.names import Names, names
from fingerpost.site.results.question import MOST_PAGES, ORDERS, OTHER_NAMES, PAGE_SIZE, Misread, Question

#: How many values of a facet stand open, and how many are offered in all.
OPEN, MOST = 8, 30
#: The facets that stand open: what most visitors narrow by.
FIRST_FACETS = frozenset({"kind", "when", "theme", "organisation"})
MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class ShownFacet(Printed):
    """One facet of the form: its values as boxes to tick, and those that only some look for."""

    label: str
    is_open: bool
    boxes: SafeString
    more: SafeString
    more_count: int


@dataclass(frozen=True, slots=True)
class Order(Printed):
    label: str
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Said(Printed):
    """A sentence on the query, and the searches that may be meant: words and address."""

    sentence: str
    ways: list[tuple[str, str]]


class Answer:
    """What was found for a question. Every part is worked out when wanted."""

    def __init__(self, question: Question, found: Found, seen: Viewing, *, most: int = PAGE_SIZE) -> None:
        self.question, self.found, self.seen, self.most = question, found, seen, most

    @property
    def total(self) -> int:
        return self.found.total

    @cached_property
    def rows(self) -> list[FoundRow]:
        return found_rows(self.found.hits, self.seen)

    # What narrows it

    @cached_property
    def offered(self) -> dict[str, list[Value]]:
        """Return what each facet offers, with its numbers; what is chosen already is always among it."""
        known = self._names()
        offered = {}
        for one in self.question.facets:
            counts = list(self.found.facets.get(one.name, ()))[:MOST]
            values = one.labelled(counts, known) if counts else []
            there = {value.value for value in values}
            offered[one.name] = values + [
                value for value in self.question.chosen.get(one.name, []) if value.value not in there
            ]
        return offered

    def _names(self) -> Names:
        return names({name: [count.value for count in counts[:MOST]] for name, counts in self.found.facets.items()})

    @cached_property
    def facets(self) -> list[ShownFacet]:
        return [self._facet(one) for one in self.question.facets if self._is_a_choice(one)]

    def _is_a_choice(self, one: Facet) -> bool:
        values = self.offered[one.name]
        return len(values) > 1 or any(value.count != self.total for value in values) or one.name in self.question.chosen

    def _facet(self, one: Facet) -> ShownFacet:
        chosen = {value.value for value in self.question.chosen.get(one.name, [])}
        shown, more = _divided(self.offered[one.name], chosen)
        return ShownFacet(
            label=str(one.label),
            is_open=bool(chosen) or one.name in FIRST_FACETS,
            boxes=_boxes(one.name, shown, chosen),
            more=_boxes(one.name, more, chosen),
            more_count=len(more),
        )

    @property
    def chips(self) -> list[Chip]:
        return [
            Chip(str(one.label), value.label, self.question.without(one.name, value.value))
            for one in self.question.facets
            for value in self.question.chosen.get(one.name, [])
        ]

    @property
    def bare(self) -> str:
        """Return the address of the same words without any facet."""
        return self.question.only_words()

    @property
    def orders(self) -> list[Order]:
        asked = self.question
        return [
            Order(str(label), asked.ordered(order), order == asked.order)
            for order, label in ORDERS.items()
            if asked.text or order != "relevance"
        ]

    # What it says

    @property
    def notices(self) -> list[Said]:
        said = [self._said(notice) for notice in self.found.notices]
        if following.progress():
            said.append(Said(_("The search index is being built. Some results may still be missing."), []))
        return said

    def _said(self, notice: Notice) -> Said:
        return Said(notice.sentence, [(query, self.question.asking(query)) for query in notice.queries])

    @property
    def missing(self) -> list[str]:
        """Return the words that occur nowhere and that no notice speaks of."""
        said = " ".join(notice.sentence for notice in self.found.notices)
        return [word for word in self.found.missing if word not in said]

    @cached_property
    def problems(self) -> list[Problem]:
        return [Problem(one.sentence, self.question.address(), self._near(one)) for one in self.question.misread]

    def _near(self, misread: Misread) -> list[tuple[str, str]]:
        by_name = {one.name: one for one in self.question.facets}
        if misread.name in by_name:
            values = _near(misread.raw, self.offered[misread.name])
            return [(value.label, self.question.with_value(misread.name, value.value)) for value in values]
        meant = OTHER_NAMES.get(misread.name) or next(
            iter(get_close_matches(misread.name[:40], by_name, n=1, cutoff=0.75)), ""
        )
        return [(f"{meant}={misread.raw}"[:80], self.question.with_value(meant, misread.raw))] if meant else []

    # Its pages

    @property
    def pages(self) -> int:
        return max(1, min(MOST_PAGES, -(-self.total // PAGE_SIZE)))

    @property
    def is_misread(self) -> bool:
        """True if the address asks for what there is not, be it a value or a page."""
        return bool(self.question.misread) or self.question.page > self.pages

    @property
    def beyond(self) -> str:
        """Return the sentence for a page that there is not."""
        said = ngettext(
            "The results have one page; there is no other.",
            "The results have %(pages)s pages; the one that you asked for is not among them.",
            self.pages,
        )
        return said % {"pages": self.pages}

    @property
    def before(self) -> str:
        page = self.question.page
        return self.question.address(page=page - 1) if page > 1 else ""

    @property
    def after(self) -> str:
        return self.after_in("site:find")

    def after_in(self, view: str) -> str:
        """Return the address of the page on which it goes on, for people or for programs; "" where it does not."""
        end = self.question.first + self.most
        page = end // PAGE_SIZE + 1
        return self.question.address(page=page, view=view) if end < self.total and page <= self.pages else ""

    @property
    def last(self) -> str:
        return self.question.address(page=self.pages)


def answered(question: Question, *, seen: Viewing, most: int = PAGE_SIZE) -> Answer:
    """Return what answers a question. A page that is beyond all others is counted, but not looked for."""
    within = question.page <= MOST_PAGES
    found = search.find(
        question.text,
        chosen=question.values,
        order=question.order,
        first=question.first if within else 0,
        most=most if within and not question.misread else 1,
        today=seen.now.astimezone(UTC).date(),
        language=seen.language,
    )
    return Answer(question, found, seen, most=most)


def _divided(values: Sequence[Value], chosen: set[str]) -> tuple[list[Value], list[Value]]:
    """Part what stands open from what stands behind “more”: the first and the chosen; of a tree its top."""
    if len(values) <= OPEN + 2:  # a fold for two lines saves nothing
        return list(values), []
    tops = [value.value for value in values if not value.above][:OPEN]
    shown = chosen | set(tops)
    return [one for one in values if one.value in shown], [one for one in values if one.value not in shown]


def _boxes(name: str, values: Sequence[Value], chosen: set[str]) -> SafeString:
    """Return values as boxes to tick, each with the number of results that it would give.

    A page has some two hundred of them, and a template would take longer for these than for all the rest.
    """
    labels = {value.label for value in values}
    html = []
    for value in values:
        is_below = bool(value.above) and value.above[-1] in labels
        label = value.label if is_below else " › ".join([*value.above, value.label])
        html.append(
            f'<label{_BELOW if is_below else ""}><input type="checkbox" form="ask" name="{name}" '
            f'value="{escape(value.value)}"{" checked" if value.value in chosen else ""}> '
            f"<span>{escape(label)}</span> <b>{value.count}</b></label>\n"
        )
    return mark_safe("".join(html))  # noqa: S308 -- what comes from people is escaped above


_BELOW = ' class="below"'


def _near(raw: str, values: Iterable[Value]) -> list[Value]:
    """Return the values that a mistyped one may have meant."""
    by_name = {name.casefold(): value for value in values for name in (value.label, value.value)}
    found = get_close_matches(raw.casefold()[:100], list(by_name), n=MOST_NEAR + 1, cutoff=0.6)
    return list(dict.fromkeys(by_name[name] for name in found))[:MOST_NEAR]
