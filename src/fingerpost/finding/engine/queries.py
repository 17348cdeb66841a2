"""Wishes as Tantivy's queries."""

from collections.abc import Iterable, Sequence
from functools import singledispatchmethod
from math import log

import tantivy
from tantivy import Occur, Query

from fingerpost.finding.engine.schema import AT_FIRST, GROUPS, ID, PARTS, loose, whole
from fingerpost.finding.engine.wishes import (
    AnyOf,
    AtLeast,
    Best,
    Bonus,
    Called,
    Days,
    Every,
    Few,
    Flat,
    Not,
    Phrase,
    Prefix,
    Said,
    Same,
    Term,
    Value,
    Weighed,
    Wish,
    Word,
)
from fingerpost.scripts.asking import Asked

#: What a word counts by where it stands: as it is written, and in another form.
STRENGTHS = {"title": (8.0, 5.0), "names": (4.0, 2.5), "text": (1.6, 1.0)}
#: The bare word of an inflected one, beside the word as it is written.
STRIPPED = 0.7
#: How much the places where a word stands as well add to the best of them.
TIE_BREAKER = 0.15


class Translator:
    """Turns wishes into queries for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self.schema = schema
        self.nothing, self.everything = Query.empty_query(), Query.term_set_query(schema, "public", ["0", "1"])

    @singledispatchmethod
    def query(self, wish: Wish) -> Query:
        raise TypeError(f"{wish!r} is no wish.")

    @query.register
    def _(self, wish: Word) -> Query:
        return self._best(self._ways(wish.asked))

    @query.register
    def _(self, wish: Said) -> Query:
        asked = wish.asked
        ways = [self._all(self._terms(loose(part), terms)) for part in PARTS for terms in asked.loose]
        if asked.is_grams or not asked.loose:
            # Of other words each is among the loose terms as well, in one of its forms.
            some = dict.fromkeys((asked.exact, asked.stripped))
            ways += [self._sequence(part, terms) for part in PARTS for terms in some if terms]
        return self._any(ways)

    @query.register
    def _(self, wish: Phrase) -> Query:
        return self._best(self._exact(wish.terms, PARTS[:1] if wish.in_title else PARTS, as_one=wish.as_one))

    @query.register
    def _(self, wish: Called) -> Query:
        return Query.const_score_query(self._any(self._terms("called", map(whole, wish.names))), 1.0)

    @query.register
    def _(self, wish: Few) -> Query:
        return self._best(
            Query.boost_query(
                self._at_least(wish.least, self._terms(part, wish.terms)), _fair(len(wish.terms)) * STRENGTHS[part][1]
            )
            for part in PARTS
        )

    @query.register
    def _(self, wish: Term) -> Query:
        return self._best(Query.boost_query(self._term(loose(part), wish.term), STRENGTHS[part][1]) for part in PARTS)

    @query.register
    def _(self, wish: Prefix) -> Query:
        signs = [GROUPS[group] + (AT_FIRST if wish.at_first else "") for group in wish.groups]
        ways = (self._any(self._terms("prefix", [sign + term for sign in signs])) for term in wish.terms)
        # How rare a beginning is says nothing of what is meant; the weight of what begins so decides.
        return Query.const_score_query(self._all(ways), 1.0)

    @query.register
    def _(self, wish: Every) -> Query:
        return self._every(wish.wishes)

    @query.register
    def _(self, wish: Not) -> Query:
        return self._every((wish,))

    @query.register
    def _(self, wish: AnyOf) -> Query:
        return self._any(map(self.query, wish.wishes))

    @query.register
    def _(self, wish: Best) -> Query:
        return self._best(map(self.query, wish.wishes))

    @query.register
    def _(self, wish: AtLeast) -> Query:
        return self._at_least(wish.least, map(self.query, wish.wishes))

    @query.register
    def _(self, wish: Bonus) -> Query:
        more = [(Occur.Should, self.query(other)) for other in wish.others]
        return Query.boolean_query([(Occur.Must, self.query(wish.wish)), *more])

    @query.register
    def _(self, wish: Weighed) -> Query:
        return Query.boost_query(self.query(wish.wish), wish.strength)

    @query.register
    def _(self, wish: Flat) -> Query:
        return Query.const_score_query(self.query(wish.wish), wish.strength)

    @query.register
    def _(self, wish: Same) -> Query:
        return self._term(ID, wish.id)

    @query.register
    def _(self, wish: Value) -> Query:
        return Query.const_score_query(self._any(self._terms(wish.facet, wish.values)), wish.strength)

    @query.register
    def _(self, wish: Days) -> Query:
        return Query.const_score_query(self._days(wish), 0.0)

    def _ways(self, asked: Asked) -> Iterable[Query]:
        yield from self._exact(asked.exact, PARTS, as_one=asked.is_grams)
        if asked.stripped != asked.exact:
            bare = self._exact(asked.stripped, PARTS, as_one=asked.is_grams)
            yield from (Query.boost_query(query, STRIPPED) for query in bare)
        for part in PARTS:
            for terms in asked.loose:
                yield Query.boost_query(self._all(self._terms(loose(part), terms)), STRENGTHS[part][1])

    def _exact(self, terms: tuple[str, ...], parts: Iterable[str], *, as_one: bool = False) -> Iterable[Query]:
        if not terms:
            return ()
        fair = _fair(len(terms)) if as_one else 1.0
        return (Query.boost_query(self._sequence(part, terms), fair * STRENGTHS[part][0]) for part in parts)

    def _sequence(self, field: str, terms: Sequence[str]) -> Query:
        # Tantivy refuses a phrase of one.
        return self._term(field, terms[0]) if len(terms) == 1 else Query.phrase_query(self.schema, field, list(terms))

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self.schema, field, term)

    def _terms(self, field: str, terms: Iterable[str]) -> list[Query]:
        return [self._term(field, term) for term in terms]

    def _every(self, wishes: Sequence[Wish]) -> Query:
        wanted = [(Occur.Must, self.query(wish)) for wish in wishes if not isinstance(wish, Not)]
        unwanted = [(Occur.MustNot, self.query(wish.wish)) for wish in wishes if isinstance(wish, Not)]
        if not wanted:
            wanted = [(Occur.Must, Query.const_score_query(self.everything, 0.0))]
        return wanted[0][1] if len(wanted) == 1 and not unwanted else Query.boolean_query([*wanted, *unwanted])

    def _all(self, queries: Iterable[Query]) -> Query:
        each = list(queries)
        return each[0] if len(each) == 1 else Query.boolean_query([(Occur.Must, query) for query in each])

    def _any(self, queries: Iterable[Query]) -> Query:
        each = list(queries)
        if len(each) < 2:
            return each[0] if each else self.nothing
        return Query.boolean_query([(Occur.Should, query) for query in each])

    def _best(self, queries: Iterable[Query]) -> Query:
        each = list(queries)
        if len(each) < 2:
            return each[0] if each else self.nothing
        return Query.disjunction_max_query(each, TIE_BREAKER)

    def _at_least(self, least: int, queries: Iterable[Query]) -> Query:
        each = [(Occur.Should, query) for query in queries]
        return Query.boolean_query(each, minimum_number_should_match=least)

    def _days(self, wish: Days) -> Query:
        sides = [self._between("last_day", wish.first or 0, None)]
        if wish.last is not None:
            sides.append(self._between("last_day" if wish.by_end else "first_day", 0, wish.last))
        return self._all(sides)

    def _between(self, field: str, first: int, last: int | None) -> Query:
        return Query.range_query(self.schema, field, tantivy.FieldType.Integer, lower_bound=first, upper_bound=last)


def _fair(grams: int) -> float:
    """Return how much the neighbours of one word count: the engine adds them up, as if each were a word of its own, and
    one Thai word would outweigh all others of a query."""
    return (1 + log(grams)) / grams
