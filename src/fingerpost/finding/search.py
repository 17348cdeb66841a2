"""A search from end to end: what was asked, what is found, and what the searcher should know."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from fingerpost.finding.asking import Need, needs_of
from fingerpost.finding.engine import (
    Answer,
    AnyOf,
    AtLeast,
    Bonus,
    Called,
    Counts,
    Every,
    Flat,
    Index,
    Not,
    Phrase,
    Row,
    Value,
    Weighed,
    Wish,
)
from fingerpost.finding.entries import WHATS
from fingerpost.finding.following import current
from fingerpost.finding.found import Count, Found, Hit, Notice
from fingerpost.finding.mending import FEW, mended
from fingerpost.finding.query import Parsed, Part, parse
from fingerpost.finding.query.meaning import meant, when
from fingerpost.finding.showing import shown
from fingerpost.finding.speaking import languages_by_script
from fingerpost.scripts.analysis import analysed
from fingerpost.scripts.asking import Asked
from fingerpost.scripts.marking import Marker

#: The facets, and how many values of each are told.
FACETS = {
    "kind": 20,
    "theme": 200,
    "organisation": 80,
    "country": 80,
    "city": 80,
    "phase": 30,
    "year": 60,
    "language": 60,
    "when": 2,
    "link": 10,
    "format": 60,
    "series": 60,
    "mode": 5,
    "crisis": 30,
}
ORDERS = ("relevance", "newest", "oldest")
#: What is found where nobody says otherwise: everything but the thesaurus.
FOUND = tuple(what for what in WHATS if what != "term")
#: What is known by its name alone.
NAMES = ("organisation", "place", "theme", "series")
#: What tells something; where words were given up it stands before what is only called by the others.
TOLD, NOT_A_NAME = ("record", "page", "document"), 60.0
#: Words one after the other in a title as they were written; the whole query as what something is called.
IN_ORDER, CALLED = 0.5, 60.0
#: Where fewer entries have most of the words, those that lack one more follow them.
A_FEW = 3
#: What is told in the language that the query is in.
ITS_LANGUAGE = 8.0


def find(
    text: str,
    *,
    today: date,
    index: Index | None = None,
    chosen: Mapping[str, Sequence[str]] | None = None,
    order: str = "relevance",
    first: int = 0,
    most: int = 20,
    facets: bool = True,
    whats: Sequence[str] = FOUND,
    also_drafts: bool = False,
    language: str = "en",
) -> Found:
    """Return what a query finds, ``most`` of it from the ``first`` on, with its facets.

    ``chosen`` holds values of facets: one of each is required. ``language`` is the one that is being spoken: of a title
    in several it is shown where the words stand in no other. Never raises for anything a person can write.
    """
    search = _Search(text, current() if index is None else index, today, dict(chosen or {}), tuple(whats), also_drafts)
    order = order if order in ORDERS else "relevance"
    # Without words nothing is more relevant than another.
    order = order if search.has_words else order.replace("relevance", "newest")
    answer = search.answer(order=order, first=first, most=most, count=facets)
    wanted = search.wanted
    marker = Marker(wanted)
    hits = [_hit(answer, row, marker, language) for row in answer.rows]
    return Found(
        query=search.parsed.text,
        total=answer.total,
        hits=hits,
        facets=search.facets() if facets else {},
        missing=search.missing,
        notices=search.notices,
        wanted=[asked.written for asked in wanted],
    )


def find_pks(
    text: str,
    *,
    what: str,
    index: Index | None = None,
    chosen: Mapping[str, Sequence[str]] | None = None,
    as_typed: bool = False,
    most: int = 1000,
    also_drafts: bool = True,
) -> list[int]:
    """Return the keys of one model's entries that a query finds, the most relevant first: for lists that show the rest.

    ``as_typed``: each word may be the beginning of one, as where a list narrows while somebody types.
    """
    today = date.today()  # noqa: DTZ011 -- only “when:” asks for it
    search = _Search(
        text, current() if index is None else index, today, dict(chosen or {}), (what,), also_drafts, as_typed
    )
    return [row.pk for row in search.answer(order="relevance", first=0, most=most).rows]


@dataclass(slots=True)
class _Search:
    text: str
    index: Index
    today: date
    chosen: dict[str, Sequence[str]]
    whats: tuple[str, ...]
    also_drafts: bool
    as_typed: bool = False
    needs: list[Need] = field(init=False)
    notices: list[Notice] = field(init=False)
    parsed: Parsed = field(init=False)
    fields: list[Wish] = field(init=False, default_factory=list)
    is_whole: bool = field(init=False, default=True)  #: no word of the query was given up
    missing: list[str] = field(init=False, default_factory=list)
    counting: list[Callable[[], Counts]] = field(init=False, default_factory=list)  #: wait for the facets' counts

    def __post_init__(self) -> None:
        self.parsed = parse(self.text)
        self.notices = list(self.parsed.notices)
        beside_words: dict[Part, Wish] = {}
        for group in self.parsed.groups:
            parts = {part: self._meant(part) for part in group if part.kind == "field"}
            if parts and len(parts) == len(set(group)):
                self.fields += parts.values() if len(parts) == 1 else [AnyOf(tuple(parts.values()))]
            else:
                beside_words |= parts
        self.needs = needs_of(self.parsed, self.index, as_typed=self.as_typed, fields=beside_words)
        self._say_what_is_no_word()

    # What is asked

    def _meant(self, part: Part) -> Wish:
        """Return what a field asks for; one that means nothing here is fulfilled by nothing."""
        wish, notices = meant(part, self.index, today=self.today, query=self.parsed.text)
        self.notices += notices
        wish = wish or Value("what", ("",))
        return Not(wish) if part.is_unwanted else wish

    def _say_what_is_no_word(self) -> None:
        signs = [part.written for part in self.parsed.words if not analysed(part.text).exact]
        if signs and not self.needs:
            sentence = _("“%(signs)s” holds no letter and no digit, so it was not looked for.")
            self.notices.append(Notice(sentence=sentence % {"signs": " ".join(signs)[:60]}))

    @property
    def has_words(self) -> bool:
        return any(not need.is_unwanted for need in self.needs)

    @property
    def scope(self) -> tuple[Wish, ...]:
        seen = ("1", "0") if self.also_drafts else ("1",)
        # The thesaurus is neither public nor a draft, so everything else needs no condition of its own.
        return (Value("public", seen), *([] if self.whats == FOUND else [Value("what", self.whats)]))

    def filters(self, *, but: str = "") -> tuple[Wish, ...]:
        return (
            *self.fields,
            *(self._chosen(name, values) for name, values in self.chosen.items() if values and name != but),
        )

    def _chosen(self, name: str, values: Sequence[str]) -> Wish:
        if name not in FACETS:
            # What nobody offers to choose by is what no entry has.
            return Value("what", ("",))
        if name == "when":
            wanted = set(values)
            return when(wanted.pop(), self.today) if len(wanted) == 1 else Every(())
        # An address may hold halves of letters, which no index holds.
        return Value(name, tuple(value.encode("utf-8", "replace").decode() for value in dict.fromkeys(values)))

    def words(self) -> Wish:
        required = tuple(need.wish for need in self.needs if not need.is_optional)
        optional = tuple(need.wish for need in self.needs if need.is_optional)
        if self.parsed.words and self.missing and not self.has_words:
            # Where words were asked for and none of them occurs, nothing is found; not everything but the unwanted.
            return Value("what", ("",))
        if not required and not optional:
            return Every(())
        wish = Every(required) if required else AtLeast(1, optional)
        return Bonus(wish, (*optional, *self._in_order(), *self._in_its_language())) if required else wish

    def _in_its_language(self) -> tuple[Wish, ...]:
        """Prefer what is told in the language of the query: a theme is called by its name in every language."""
        languages = languages_by_script(self.parsed.text)
        return (Value("language", languages, ITS_LANGUAGE * min(len(self.needs), 3)),) if languages else ()

    def _in_order(self) -> tuple[Wish, ...]:
        terms = tuple(term for need in self.needs if not need.is_unwanted for term in need.exact)
        if not terms or len(terms) > 40:
            return ()
        # What is called by the words that are left is not what the whole query called for.
        called = (Weighed(Called((terms,)), CALLED),) if self.is_whole else (Value("what", TOLD, NOT_A_NAME),)
        plain = [need for need in self.needs if not need.is_unwanted]
        return (*called, Weighed(Phrase(terms, in_title=True), IN_ORDER)) if len(plain) > 1 else called

    @property
    def wanted(self) -> list[Asked]:
        return [asked for need in self.needs if not need.is_unwanted for asked in need.shown]

    # What is found

    def answer(self, *, order: str, first: int, most: int, count: bool = False) -> Answer:
        found = self._ask(self.words(), order, first, most, count=count)
        if self._is_enough(found):
            return found
        repaired = mended(self.needs, self.index, self.scope, few=found.total)
        self.missing = repaired.missing
        self.notices += repaired.notices
        if repaired.is_changed:
            self.is_whole = len(repaired.needs) >= len(self.needs)
            self.needs = repaired.needs
            found = self._ask(self.words(), order, first, most, count=count)
        if found.total:
            return found
        if self.filters():
            self._say_what_filters_hide()
        return self._most_of_the_words(order, first, most, count=count) or found

    def _is_enough(self, found: Answer) -> bool:
        # Of words joined by OR, one that occurs nowhere would go unnoticed.
        return not self.needs or (found.total > FEW and not any(len(need.alternatives) > 1 for need in self.needs))

    def _ask(self, words: Wish, order: str, first: int, most: int, *, count: bool) -> Answer:
        if count:
            self._begin_to_count(words)
        wish = Every((*self.scope, *self.filters(), words))
        return self.index.ask(wish, order=order, first=first, most=most)

    def _say_what_filters_hide(self) -> None:
        count = self.index.count(Every((*self.scope, self.words())))
        if count and self.needs:
            self.notices.append(
                Notice(sentence=_("Nothing fits all filters. Without them it would be %(count)d.") % {"count": count})
            )

    def _most_of_the_words(self, order: str, first: int, most: int, *, count: bool) -> Answer | None:
        required = tuple(need.wish for need in self.needs if not need.is_optional and not need.is_unwanted)
        # A city is not what is looked for where its name is one word of several.
        rest = (*(need.wish for need in self.needs if need.is_unwanted), Not(Value("what", NAMES)))
        for least in range(len(required) - 1, 0, -1):
            some = Every((AtLeast(least, required), *rest))
            if count_of := self.index.count(Every((*self.scope, *self.filters(), some))):
                self.notices.append(Notice(sentence=self._most_of_them()))
                if count_of < A_FEW and least > max(2, len(required) // 2):
                    more = Every((AtLeast(least - 1, required), *rest))
                    some = Bonus(more, (Flat(some, CALLED),))
                return self._ask(some, order, first, most, count=count)
        return None

    def _most_of_them(self) -> str:
        if self.filters():
            return _("Nothing that fits the filters has all of these words. Shown is what has most of them.")
        return _("No entry has all of these words. Shown is what has most of them.")

    # What could be chosen

    def _begin_to_count(self, words: Wish) -> None:
        """Count in other threads while the found entries are fetched; a facet's own choice does not narrow it."""
        today = self.today.toordinal()
        narrowed = [name for name in FACETS if self.chosen.get(name)]
        others = {name: size for name, size in FACETS.items() if name not in narrowed}
        wish = Every((*self.scope, *self.filters(), words))
        self.counting = [self.index.counts_meanwhile(wish, others, today=today)]
        for name in narrowed:
            wish = Every((*self.scope, *self.filters(but=name), words))
            self.counting.append(self.index.counts_meanwhile(wish, {name: FACETS[name]}, today=today))

    def facets(self) -> dict[str, list[Count]]:
        counts = {name: values for wait in self.counting for name, values in wait().items()}
        return {name: [Count(*each) for each in counts[name]] for name in FACETS}


def _hit(answer: Answer, row: Row, marker: Marker, language: str) -> Hit:
    its, title, snippet = shown(answer.told(row), marker, language)
    return Hit(what=row.what, pk=row.pk, score=row.score, language=its, title=title, snippet=snippet)
