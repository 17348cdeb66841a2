"""What to do with words that occur nowhere: the nearest that do stand in for them, and it is said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from django.utils.translation import gettext as _

from fingerpost.finding.asking import Ask, Need, ask_most, ask_part, ask_signs, ask_word, loosened
from fingerpost.finding.engine import AnyOf, Best, Every, Index, Phrase, Weighed, Wish
from fingerpost.finding.found import Notice
from fingerpost.scripts.folding import fold
from fingerpost.scripts.function_words import is_function_word
from fingerpost.scripts.nearness import near, seeds, spelling
from fingerpost.scripts.signs import units

#: Of the words that are near to a mistyped one, so many stand in for it.
MOST_NEAR = 3
#: So many are tried, where other words of the query tell which of them was meant.
MOST_TRIED = 20
#: A run of so many neighbours is more than one word.
LONG = 3
#: One of so many is a sentence, or several words: of its neighbouring signs this share is to stand together.
SENTENCE, SOME = 6, 0.4
#: Of a run without spaces, so many signs are looked for one by one.
MOST_SIGNS = 40
#: So many letters of a word that is not finished tell which it will be.
FEWEST_BEGUN = 4
#: From so many letters on, all but the last of them tell the word, whatever its ending.
FEWEST_AKIN, ENDING = 6, 2
#: Of two words that are written as one, each has so many letters at least; nobody forgets a space in longer ones.
FEWEST_OF_TWO, LONGEST_DOUBLE = 3, 40
#: A word that so many times more entries have is perhaps the one that was meant.
MUCH_MORE = 8
#: A near word instead of the one that was written.
INSTEAD, AS_WELL = 0.7, 0.3


@dataclass(slots=True)
class Mended:
    needs: list[Need]
    missing: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    is_changed: bool = False


def mended(needs: Sequence[Need], index: Index, scope: Sequence[Wish], *, few: int) -> Mended:
    """Return what to ask for instead, where words occur nowhere; ``few`` is how much was found.

    Where something was found, but little, words that are near to rare ones are asked for as well.
    """
    mending = _Mending(index, tuple(scope), few, needs)
    for need in needs:
        mending.take(need)
    return mending.done


@dataclass(slots=True)
class _Mending:
    index: Index
    scope: tuple[Wish, ...]
    few: int
    needs: Sequence[Need]
    done: Mended = field(default_factory=lambda: Mended([]))

    def take(self, need: Need) -> None:
        if need.is_unwanted:
            self._unwanted(need)
            return
        counts = [self._count(ask) if ask.exact else 1 for ask in need.alternatives]
        if need.is_optional or (all(counts) and len(counts) > 1):
            self.done.needs.append(need)
        elif all(counts):
            self.done.needs.append(replace(need, alternatives=(self._with_near(need.alternatives[0], counts[0]),)))
        else:
            self._replace(need, counts)

    def _unwanted(self, need: Need) -> None:
        self.done.needs.append(need)
        for ask in need.alternatives:
            if not self.index.count(Every((*self.scope, ask.wish))):
                self.done.missing.append(ask.written)
                self._note(_("“%(word)s” occurs nowhere in this hub, so leaving it out changes nothing."), ask)

    def _count(self, ask: Ask) -> int:
        return self.index.count(Every((*self.scope, ask.wish)))

    def _replace(self, need: Need, counts: Sequence[int]) -> None:
        """Keep the alternatives that occur, and let others stand in for those that do not."""
        self.done.is_changed = True
        if len(need.alternatives) == 1:
            self._replace_one(need.alternatives[0])
            return
        kept = [ask for ask, count in zip(need.alternatives, counts, strict=True) if count]
        lost = [ask for ask, count in zip(need.alternatives, counts, strict=True) if not count]
        kept += [each for ask in lost for each in self._stand_in(ask)]
        if kept:
            self.done.needs.append(replace(need, alternatives=tuple(kept)))

    def _replace_one(self, ask: Ask) -> None:
        if ask.is_phrase:
            self._loosen(ask)
        else:
            self.done.needs += [Need((each,)) for each in self._stand_in(ask)]

    def _loosen(self, phrase: Ask) -> None:
        self._note(_("“%(word)s” occurs nowhere as it is quoted. Its words were looked for one by one."), phrase)
        for ask in loosened(phrase, self.index.languages()):
            self.take(Need((ask,)))

    def _stand_in(self, ask: Ask) -> list[Ask]:
        """Return what to look for instead of a word that occurs nowhere: one ask, or several that are all wanted."""
        self.done.missing.append(ask.written)
        nearest = self._near(ask) or self._begun(ask)
        both = [] if nearest else self._two_in_one(ask)
        nearest = nearest or ([] if both else self._akin(ask))
        if nearest or both:
            names = (" " if both else _(" or ")).join(f"“{each.written}”" for each in both or nearest)
            self._note(_("“%(word)s” occurs nowhere in this hub. Looked for instead: %(names)s."), ask, names=names)
            return both or [self._instead(ask, nearest)]
        if ask.is_grams and (pieces := self._pieces(ask)):
            self._note(_("“%(word)s” as a whole occurs nowhere in this hub. Shown is what comes near to it."), ask)
            return pieces
        self._note(_("“%(word)s” occurs nowhere in this hub."), ask)
        return []

    def _pieces(self, ask: Ask) -> list[Ask]:
        """Part a run without spaces where the hub's own texts part it; else take what has most of its signs.

        What is as long as a sentence is not parted: of its many pieces each would be required.
        """
        if len(ask.exact) >= SENTENCE and self._count(some := ask_most(ask, SOME)):
            return [some]
        found, covered, at = [], 0, 0
        while at < len(ask.exact):
            size = self._longest(ask.exact[at:])
            if size:
                found.append(ask_part(ask, ask.exact[at : at + size]))
                covered += size
            # A piece of so many neighbouring pairs ends in the sign that the next pair begins with.
            at += size + 1
        if found and covered * 2 >= len(ask.exact):
            return found
        signs = units(fold(ask.written))[:MOST_SIGNS]
        ways = [ask_most(ask), ask_signs(ask, signs)] if len(signs) > 1 else [ask_most(ask)]
        return next(([way] for way in ways if self._count(way)), [])

    def _longest(self, terms: tuple[str, ...]) -> int:
        """Return how many of the terms, from the first on, stand together somewhere. Fewer of them do so as well."""
        low, high = 0, len(terms)
        while low < high:
            middle = (low + high + 1) // 2
            if self.index.count(Every((*self.scope, Phrase(terms[:middle])))):
                low = middle
            else:
                high = middle - 1
        return low

    def _instead(self, ask: Ask, nearest: Sequence[Ask]) -> Ask:
        # The likeliest counts most; the others are asked for too, for it is not certain.
        wishes = [nearest[0].wish, *(Weighed(each.wish, INSTEAD) for each in nearest[1:])]
        shown = tuple(one for each in nearest for one in each.shown)
        return Ask(ask.written, nearest[0].exact, Best(tuple(wishes)), shown)

    def _with_near(self, ask: Ask, count: int) -> Ask:
        """Ask for near words as well where a word is rare and they are not: it may be mistyped."""
        if self.few > FEW or count > FEW or ask.is_phrase:
            return ask
        if ask.is_grams:
            return self._or_most(ask)
        nearest = [each for each in self._near(ask) if self._count(each) >= MUCH_MORE * count]
        if not nearest:
            return ask
        self.done.is_changed = True
        names = _(" or ").join(f"“{each.written}”" for each in nearest)
        self._note(_("“%(word)s” is rare in this hub. Looked for as well: %(names)s."), ask, names=names)
        wishes = (ask.wish, *(Weighed(each.wish, AS_WELL) for each in nearest))
        return replace(ask, wish=AnyOf(wishes), shown=(*ask.shown, *(one for each in nearest for one in each.shown)))

    def _or_most(self, ask: Ask) -> Ask:
        """Ask for most of the signs of a long run as well: what it says may stand apart in a text."""
        most = ask_most(ask)
        if len(ask.exact) < LONG or self._count(most) <= self._count(ask):
            return ask
        self.done.is_changed = True
        self._note(_("“%(word)s” is rare in this hub. Shown after it is what comes near to it."), ask)
        wish = AnyOf((ask.wish, Weighed(most.wish, AS_WELL)))
        return replace(ask, wish=wish, shown=(*ask.shown, *most.shown))

    def _near(self, ask: Ask) -> list[Ask]:
        word = ask.written
        around = seeds(word)
        if around is None:
            return []
        found = near(word, self.index.spelt_like(*around))
        meaning = [each for each in found if not is_function_word(each)] or found
        return self._beside_the_others(ask, meaning[:MOST_TRIED]) or self._asks(meaning[:MOST_NEAR])

    def _beside_the_others(self, ask: Ask, nearest: Sequence[str]) -> list[Ask]:
        """Return those of the words that stand beside the other words of the query: they tell which of them was meant."""
        others = tuple(
            need.wish
            for need in self.needs
            if not need.is_optional and not need.is_unwanted and ask not in need.alternatives
        )
        if not others or len(nearest) < 2:
            return []
        asks = (ask_word(word, self.index.languages()) for word in nearest)
        beside = (each for each in asks if each and self.index.count(Every((*self.scope, each.wish, *others))))
        return list(islice(beside, MOST_NEAR))

    def _begun(self, ask: Ask) -> list[Ask]:
        """Return the commonest words that begin like one that is perhaps not finished."""
        begun = spelling(fold(ask.written))
        # Latin has acronyms of three letters; “үер” has its endings.
        fewest = FEWEST_BEGUN if begun.isascii() else FEWEST_BEGUN - 1
        if len(begun) < fewest or (len(ask.exact) > 1 and not ask.is_grams):
            return []
        return self._asks(word for word, _count in self.index.spelt_like(begun)[:MOST_NEAR])

    def _akin(self, ask: Ask) -> list[Ask]:
        """Return the commonest words that differ in their endings only, which not for every language are known: of
        “паводок” the others are “паводка” and “паводке”."""
        spelled = spelling(fold(ask.written))
        if ask.is_grams or len(ask.exact) > 1 or len(spelled) < FEWEST_AKIN:
            return []
        begun = self.index.spelt_like(spelled[:-ENDING])
        return self._asks(islice((word for word, _ in begun if len(word) <= len(spelled) + ENDING), MOST_NEAR))

    def _two_in_one(self, ask: Ask) -> list[Ask]:
        """Return the two words that were written as one, where the space is forgotten: “foodsecurity”."""
        word = fold(ask.written)
        if len(ask.exact) != 1 or ask.is_grams or len(word) > LONGEST_DOUBLE:
            return []
        ways = ((word[:at], word[at:]) for at in range(FEWEST_OF_TWO, len(word) - FEWEST_OF_TWO + 1))
        rated = ((min(map(self.index.spelt, way)), way) for way in ways)
        count, best = max(rated, default=(0, ()))
        return self._asks(best) if count else []

    def _asks(self, words: Iterable[str]) -> list[Ask]:
        asks = (ask_word(word, self.index.languages()) for word in words)
        return [ask for ask in asks if ask and self._count(ask)]

    def _note(self, sentence: str, ask: Ask, **more: str) -> None:
        self.done.notices.append(
            Notice(sentence=sentence % {"word": ask.written.strip("“”") if "“%(" in sentence else ask.written, **more})
        )


#: Where so little was found, near words are looked for.
FEW = 2
