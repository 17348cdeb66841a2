"""What a parsed query asks of the index: each of its words in any form, and under the other names that it has."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import NamedTuple

from fingerpost.finding.engine import (
    AnyOf,
    AtLeast,
    Best,
    Bonus,
    Called,
    Every,
    Few,
    Flat,
    Index,
    Not,
    Phrase,
    Prefix,
    Term,
    Value,
    Weighed,
    Wish,
    Word,
)
from fingerpost.finding.entries import Text
from fingerpost.finding.query import Parsed, Part
from fingerpost.scripts.analysis import analysed
from fingerpost.scripts.asking import Asked, asked
from fingerpost.scripts.folding import fold
from fingerpost.scripts.function_words import is_function_word
from fingerpost.scripts.prefixes import asked_prefixes

#: A name of so many words may be known to the thesaurus or to the directory.
LONGEST_NAME = 8
MOST_NAMES = 40
#: Another name of what was asked for, beside the one that was written.
OTHERWISE = 0.6
#: The same in another language: whoever can read it finds it, after what is told in her own.
ELSEWHERE = 0.12
#: What says a word itself, beside what says the same in other words.
ITSELF = 12.0
#: Two words as the one that they make: as much as both of them.
JOINED = 1.3
#: Names that are little words too. Beside the name’s other forms the word as it stands says next to nothing.
LIKE_LITTLE_WORDS = frozenset({("who",), ("it",), ("us",), ("un",)})
NEXT_TO_NOTHING = 0.1
#: What begins with a word, beside what says it.
BEGUN = 3.0
#: A year that an entry is of, beside one that it says.
OF_THE_YEAR = 12.0
_YEAR = re.compile("(?:19|20)[0-9]{2}")
#: Of a longer run without spaces no more neighbours are asked for.
MOST_GRAMS = 60
#: What has this share of a run comes near to it.
MOST = 0.6
#: Little words of Japanese and Chinese between words of two signs at least; as they stand they would join what they part.
_BETWEEN = re.compile(
    r"(?<=[\u30a0-\u30ff\u3400-\u9fff]{2})"
    r"(?:における|についての|のための|による|としての|について|から|まで|の|と|や|に|を|は|が|で|へ|も|的|以及)"
    r"(?=[\u30a0-\u30ff\u3400-\u9fff]{2})"
)


@dataclass(frozen=True, slots=True)
class Ask:
    """One word, phrase or name, as a wish, and what is to be marked where it is found."""

    written: str
    exact: tuple[str, ...]
    wish: Wish
    shown: tuple[Asked, ...]
    is_phrase: bool = False

    @property
    def is_grams(self) -> bool:
        return any(each.is_grams for each in self.shown[:1])


@dataclass(frozen=True, slots=True)
class Need:
    """What an entry must have: one of its alternatives. What is unwanted it must not have; what is optional, it may."""

    alternatives: tuple[Ask, ...]
    is_unwanted: bool = False
    is_optional: bool = False

    @property
    def wish(self) -> Wish:
        one = (
            self.alternatives[0].wish
            if len(self.alternatives) == 1
            else AnyOf(tuple(a.wish for a in self.alternatives))
        )
        return Not(one) if self.is_unwanted else one

    @property
    def exact(self) -> tuple[str, ...]:
        return self.alternatives[0].exact

    @property
    def shown(self) -> list[Asked]:
        return [each for one in self.alternatives for each in one.shown]


def needs_of(
    parsed: Parsed, index: Index, *, as_typed: bool = False, fields: Mapping[Part, Wish] | None = None
) -> list[Need]:
    """Return what a query asks for by words. Little words such as “the” are wanted, but not required beside others.

    ``as_typed``: what begins with a word has it, too. ``fields`` are what those fields ask for that stand beside words
    with OR between them.
    """
    languages = index.languages()
    needs = []
    for group in map(_parted, parsed.groups):
        for parts in group:
            asks = tuple(ask for part in parts if (ask := ask_of(part, languages, fields or {})))
            if as_typed and not parts[0].is_unwanted:
                asks = tuple(map(_or_beginning, asks))
            if asks:
                needs.append(Need(asks, is_unwanted=parts[0].is_unwanted))
    return _told_otherwise(_or_joined(_without_little_words(needs), index, languages), index)


def _parted(group: tuple[Part, ...]) -> list[tuple[Part, ...]]:
    """Take one word apart into several where little words stand in it without spaces."""
    one = group[0]
    if len(group) > 1 or one.kind != "word" or one.is_unwanted:
        return [group]
    return [(replace(one, written=word, text=word),) for word in _BETWEEN.split(one.text)]


def ask_of(part: Part, languages: Sequence[str], fields: Mapping[Part, Wish]) -> Ask | None:
    """Return a part of the query as what is asked; nothing where it holds no letter, or is a filter."""
    if part.kind == "field":
        return Ask(part.written, (), fields[part], ()) if part in fields else None
    if part.kind == "phrase":
        return ask_phrase(part.text)
    ask = ask_word(part.text, languages)
    return _or_of_the_year(ask) if ask and len(ask.exact) == 1 and _YEAR.fullmatch(ask.exact[0]) else ask


def _or_of_the_year(ask: Ask) -> Ask:
    """Ask for what is of a year as well as for what says it."""
    return replace(ask, wish=Best((ask.wish, Value("year", ask.exact, OF_THE_YEAR))))


def ask_word(word: str, languages: Sequence[str]) -> Ask | None:
    one = asked(word[:400], languages)
    if not one.exact:
        return None
    if one.is_grams and len(one.exact) > MOST_GRAMS:
        one = replace(one, exact=one.exact[:MOST_GRAMS], stripped=one.exact[:MOST_GRAMS], loose=())
    return Ask(word, one.exact, Word(one), (one,))


def ask_phrase(text: str) -> Ask | None:
    terms = tuple(analysed(text).exact[:MOST_GRAMS])
    return Ask(text, terms, Phrase(terms), (_exactly(text, terms),), is_phrase=True) if terms else None


def _or_beginning(ask: Ask) -> Ask:
    begun = tuple(asked_prefixes(ask.written))
    if not ask.exact or ask.is_phrase or not begun:
        return ask
    return replace(ask, wish=Best((ask.wish, Weighed(Prefix(begun), BEGUN))))


def _exactly(written: str, terms: tuple[str, ...], *, is_grams: bool = False) -> Asked:
    return Asked(written=written, exact=terms, loose=(), stripped=terms, is_grams=is_grams)


def loosened(phrase: Ask, languages: Sequence[str]) -> list[Ask]:
    """Return the words of a phrase, each for itself."""
    words = phrase.shown[0].written.split()
    return [ask for word in words if (ask := ask_word(word, languages))]


def ask_part(ask: Ask, terms: tuple[str, ...]) -> Ask:
    """Return some neighbouring signs of a run as something to ask for alone."""
    return replace(
        ask, exact=terms, wish=Phrase(terms, as_one=True), shown=(_exactly(ask.written, terms, is_grams=True),)
    )


def ask_most(ask: Ask, share: float = MOST) -> Ask:
    """Return a run without spaces as something of which most neighbouring signs stand together, or another share."""
    least = ceil(len(ask.exact) * share)
    shown = tuple(_exactly(term, (term,), is_grams=True) for term in ask.exact)
    return replace(ask, wish=Few(ask.exact, least), shown=shown)


def ask_signs(ask: Ask, signs: Sequence[str]) -> Ask:
    """Return a run without spaces as something of which all signs but one stand somewhere."""
    wishes = tuple(Term(sign) for sign in signs)
    shown = tuple(
        Asked(written=sign, exact=(sign,), loose=((sign,),), stripped=(sign,), is_grams=True) for sign in signs
    )
    return replace(ask, wish=AtLeast(max(1, len(signs) - 1), wishes), shown=shown)


def _without_little_words(needs: list[Need]) -> list[Need]:
    little = [is_little(need) for need in needs]
    if all(little):
        return needs
    return [replace(need, is_optional=optional) for need, optional in zip(needs, little, strict=True)]


def _or_joined(needs: list[Need], index: Index, languages: Sequence[str]) -> list[Need]:
    """Ask for two neighbours as one word too, where the hub writes them so: “heat wave” is “heatwave”."""
    asked_for: list[Need] = []
    for need in needs:
        both = _both(asked_for[-1], need, index, languages) if asked_for else None
        if both:
            asked_for[-1] = both
        else:
            asked_for.append(need)
    return asked_for


def _both(first: Need, second: Need, index: Index, languages: Sequence[str]) -> Need | None:
    if not (_is_one_word(first) and _is_one_word(second)):
        return None
    joined = ask_word(first.alternatives[0].written + second.alternatives[0].written, languages)
    if not joined or not any(index.frequency(terms[0]) for terms in joined.shown[0].loose if len(terms) == 1):
        return None
    parts = [need.alternatives[0] for need in (first, second)]
    apart = Every(tuple(part.wish for part in parts))
    exact = tuple(term for part in parts for term in part.exact)
    shown = tuple(one for part in (*parts, joined) for one in part.shown)
    return Need(
        (Ask(" ".join(part.written for part in parts), exact, Best((apart, Weighed(joined.wish, JOINED))), shown),)
    )


def _is_one_word(need: Need) -> bool:
    one = need.alternatives[0]
    plain = len(need.alternatives) == 1 and not need.is_unwanted and not need.is_optional
    return plain and len(one.exact) == 1 and not one.is_phrase and not one.is_grams and one.exact[0].isalpha()


def is_little(need: Need) -> bool:
    one = need.alternatives[0]
    return (
        len(need.alternatives) == 1
        and not need.is_unwanted
        and not one.is_phrase
        and (len(one.exact) == 1 or one.is_grams)
        and is_function_word(fold(one.written) if one.is_grams else one.exact[0])
    )


# Under other names


def _told_otherwise(needs: list[Need], index: Index) -> list[Need]:
    """Ask for what has other names by those as well: “BCP” also as “business continuity plan”."""
    spans = _spans(needs)
    names = {terms: span for span in spans for terms in _ways_to_say(needs[slice(*span)]) if terms}
    known = _known(list(names), index)
    taken: set[int] = set()
    for terms in sorted(known, key=len, reverse=True):
        first, last = names[terms]
        if taken.isdisjoint(range(first, last)):
            taken |= set(range(first, last))
            needs[first] = _under_all_names(needs[first:last], terms, known[terms])
            needs[first + 1 : last] = [_DONE] * (last - first - 1)
    return [need for need in needs if need is not _DONE]


_DONE = Need(())


def _spans(needs: Sequence[Need]) -> list[tuple[int, int]]:
    plain = [
        len(need.alternatives) == 1 and not need.is_unwanted and not need.alternatives[0].is_phrase for need in needs
    ]
    return [
        (first, last)
        for first in range(len(needs))
        for last in range(first + 1, min(len(needs), first + LONGEST_NAME) + 1)
        if all(plain[first:last])
    ]


def _ways_to_say(needs: Sequence[Need]) -> Iterable[tuple[str, ...]]:
    """Return some words as the terms of a name: without the particle at their end, and as they stand."""
    terms = tuple(term for need in needs for term in need.exact)
    last = needs[-1]
    bare = next((one.stripped for one in last.shown), last.exact)
    return dict.fromkeys((terms[: len(terms) - len(last.exact)] + bare, terms))


def other_names(terms: tuple[str, ...], index: Index) -> tuple[tuple[str, ...], ...]:
    """Return the exact terms of the other names that the thesaurus or the directory knows something by."""
    return tuple(_known([terms], index).get(terms, ()))


class Name(NamedTuple):
    """Another name of what is asked for, and how much it counts beside the one that was written."""

    text: Text
    strength: float


def _known(names: Sequence[tuple[str, ...]], index: Index) -> dict[tuple[str, ...], dict[tuple[str, ...], Name]]:
    """Return the other names of those that the thesaurus or the directory knows, each by its exact terms."""
    if not names:
        return {}
    who = Value("what", ("organisation", "term"))
    answer = index.ask(Every((Called(tuple(names)), who, Value("public", ("1", "asked")))), most=MOST_NAMES)
    known: dict[tuple[str, ...], dict[tuple[str, ...], Name]] = {}
    for row in answer.rows:
        told = answer.told(row)
        by_terms = {tuple(analysed(name).exact): Text(name, language) for name, language in (*told.titles, *told.names)}
        for terms in by_terms.keys() & set(names):
            own = by_terms[terms].language.partition("-")[0]
            others = {
                other: Name(name, OTHERWISE if name.language.partition("-")[0] == own else ELSEWHERE)
                for other, name in by_terms.items()
                if other and other != terms
            }
            known.setdefault(terms, {}).update(others)
    return {terms: others for terms, others in known.items() if others}


def _under_all_names(needs: Sequence[Need], terms: tuple[str, ...], others: Mapping[tuple[str, ...], Name]) -> Need:
    written = " ".join(need.alternatives[0].written for need in needs)
    own = needs[0].wish if len(needs) == 1 else Every(tuple(need.wish for need in needs))
    own = Weighed(own, NEXT_TO_NOTHING) if terms in LIKE_LITTLE_WORDS else own
    names = _shortest([terms, *others])[1 : MOST_NAMES + 1]
    asks = [_by_name(others[name].text, name) for name in names]
    wishes = tuple(Weighed(ask.wish, others[name].strength) for ask, name in zip(asks, names, strict=True))
    shown = [one for need in needs for one in need.shown]
    shown += [replace(one, is_whole=True) for ask in asks for one in ask.shown]
    is_little = terms in LIKE_LITTLE_WORDS
    wish = Best((own, *wishes)) if is_little else Bonus(Best((own, *wishes)), (Flat(own, ITSELF),))
    return Need((Ask(written, terms, wish, tuple(shown)),))


def _by_name(name: Text, terms: tuple[str, ...]) -> Ask:
    """Return another name as what is asked: one word in any of its forms, several as they stand."""
    one = None if " " in name.words else ask_word(name.words, [name.language] if name.language else ())
    return one or Ask(name.words, terms, Phrase(terms, as_one=True), (_exactly(name.words, terms),))


def _shortest(names: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Leave out the names that a shorter one stands in: whatever says “COVID-19” says “COVID”. The first always stays."""
    joined = [f" {' '.join(name)} " for name in names]
    return [
        name
        for at, name in enumerate(names)
        if not at or not any(other in joined[at] for by, other in enumerate(joined) if by != at)
    ]
