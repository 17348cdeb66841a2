"""What else a reader of one record may want: its nearest, and its nearest in another language."""

from collections import Counter
from collections.abc import Mapping
from math import log

from fingerpost.finding.engine import AnyOf, AtLeast, Bonus, Every, Index, Not, Same, Term, Told, Value, Weighed, Wish
from fingerpost.finding.following import current
from fingerpost.scripts.analysis import analysed
from fingerpost.scripts.function_words import is_function_word

#: So many of a record's rarest words tell what it is about.
TELLING = 20
#: Of a long text the beginning tells enough.
MOST_LETTERS = 5000
MOST_WORDS = 400
#: What having a value in common counts beside words in common.
IN_COMMON = {"series": 14.0, "city": 10.0, "organisation": 10.0, "theme": 12.0}
#: The same of what many have in common: it makes nothing alike that is not.
BESIDES = {"crisis": 2.0, "year": 2.0, "kind": 1.0}
#: How much a word tells that counts in full; where even the best tells less, it is chance that two have it.
TELLS = 12.0
#: In another language there are few words in common: these must be.
TIES = ("organisation", "city", "series")


def more_like(pk: int, *, index: Index | None = None, most: int = 5) -> list[int]:
    """Return the records that are most like one, the nearest first; the nearest in another language is among them."""
    index = current() if index is None else index
    told = index.told(f"record:{pk}")
    if told is None:
        return []
    telling = _telling(told, index)
    scope = (Value("public", ("1",)), Value("what", ("record",)), Not(Same(f"record:{pk}")))
    near = _near(told, telling)
    found = _pks(Every((*scope, near)), index, most)
    other = _pks(Every((*scope, *_elsewhere(told), near)), index, 1)
    return found if set(other) <= set(found) else [*found[: most - 1], *other]


def _pks(wish: Wish, index: Index, most: int) -> list[int]:
    return [row.pk for row in index.ask(wish, most=most).rows]


def _telling(told: Told, index: Index) -> list[tuple[str, float]]:
    """Return the words that tell most: those that stand in it often and in few others."""
    everything = max(2, index.size())
    terms: Counter[str] = Counter()
    for texts, weight in ((told.titles, 3), (told.texts, 1)):
        for words, language in texts:
            for term in analysed(words[:MOST_LETTERS], language).loose[:MOST_WORDS]:
                terms[term] += weight
    rated = [
        (term, (1 + log(count)) * log(everything / frequency))
        for term, count in terms.most_common(MOST_WORDS)
        if len(term) > 1 and not is_function_word(term) and 1 < (frequency := index.frequency(term)) < everything
    ]
    return sorted(rated, key=lambda each: -each[1])[:TELLING]


def _near(told: Told, telling: list[tuple[str, float]]) -> Wish:
    top = max([TELLS, *(rate for _term, rate in telling[:1])])
    words = tuple(Weighed(Term(term), rate / top) for term, rate in telling)
    # One word in common is chance.
    return Bonus(AtLeast(2, (*words, *_common(told, IN_COMMON))), _common(told, BESIDES))


def _common(told: Told, strengths: Mapping[str, float]) -> tuple[Wish, ...]:
    return tuple(
        Value(name, tuple(told.values[name]), strength) for name, strength in strengths.items() if told.values.get(name)
    )


def _elsewhere(told: Told) -> tuple[Wish, ...]:
    ties = tuple(Value(name, tuple(told.values[name])) for name in TIES if told.values.get(name))
    themes = tuple(told.values.get("theme", ()))
    languages = tuple(told.values.get("language", ()))
    if not (ties and languages):
        return (Value("what", ("",)),)
    return (Not(Value("language", languages)), AnyOf(ties), *([Value("theme", themes)] if themes else []))
