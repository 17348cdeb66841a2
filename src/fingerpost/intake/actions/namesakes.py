"""Which organisation a name may mean: for an editor who ties proposals, merges two entries or reconciles a list.

A name is compared only with those that share a rare word, the beginning or end of a word, or its initials with it; so a
list of some thousand names takes seconds.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from rapidfuzz.distance import OSA, Indel

from fingerpost.catalogue.models import Organisation, OrganisationAlias
from fingerpost.catalogue.text import folded
from fingerpost.intake.actions.likeness import same_script, words_of
from fingerpost.intake.actions.naming import parted

#: From here on a person is shown it at all, and from here on it is the first guess.
LIKELY = 0.6
SURE = 0.95
_COMPARED = 16  #: of the names that share something with the one that is sought
_COMMON = 400  #: what more names than this share tells nothing
_LONGEST = 300
_LETTERS_ALIKE = 0.8  #: of two words that one slip of the pen tells apart

_SMALL = frozenset(
    [
        "the",
        "of",
        "for",
        "and",
        "on",
        "in",
        "at",
        "to",
        "de",
        "del",
        "la",
        "el",
        "los",
        "las",
        "des",
        "du",
        "le",
        "les",
        "et",
        "y",
        "e",
        "da",
        "do",
        "das",
        "dos",
        "der",
        "die",
        "das",
        "und",
        "für",
        "von",
    ]
)
_LEGAL = frozenset(
    [
        "ltd",
        "limited",
        "llc",
        "llp",
        "inc",
        "incorporated",
        "plc",
        "gmbh",
        "ag",
        "ev",
        "kk",
        "co",
        "corp",
        "pte",
        "pvt",
        "sa",
        "sl",
        "srl",
        "spa",
        "bv",
        "nv",
        "ab",
        "oy",
        "as",
        "asbl",
        "vzw",
    ]
)
#: The words by which a city calls its own government.
_OF_A_CITY = frozenset(
    [
        "city",
        "metropolitan",
        "municipal",
        "municipality",
        "government",
        "gov",
        "govt",
        "council",
        "hall",
        "authority",
        "special",
        "corporation",
        "administration",
        "metro",
        "prefecture",
        "mayor",
        "office",
        "town",
        "ville",
        "ciudad",
        "cidade",
        "ayuntamiento",
        "alcaldía",
        "alcaldia",
        "prefeitura",
        "mairie",
        "stadt",
    ]
)
_BETWEEN = re.compile(r"\s*(?:[,;/|+·•、，；&＆]|\s[-–—]\s|\s(?:and|et|y|und|e|및|и)\s)\s*", re.IGNORECASE)  # fmt: skip
_HYPHENS = re.compile(r"\s*[-–—]\s*")
_MOST_PARTS = 24


@dataclass(frozen=True, slots=True)
class Namesake:
    """An organisation that a name may mean."""

    organisation: Organisation
    name: str  #: the one of its names that was like it
    score: float  #: 0 to 1
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """One name taken apart for comparison."""

    written: str
    key: str  #: folded
    words: tuple[str, ...]  #: without small words and legal forms
    initials: frozenset[str]

    @classmethod
    def of(cls, written: str) -> "_Name":
        key = folded(written[:_LONGEST])
        every = key.split()
        words = tuple(word for word in every if word not in _SMALL and word not in _LEGAL) or tuple(every)
        # “United Nations” stands as UN in acronyms too: UNODC has it, and so has any that spells the rest out.
        initials = {"".join(word[0] for word in some) for some in (every, words) if len(some) > 1}
        return cls(written, key, words, frozenset(found for found in initials if 2 <= len(found) <= 12))

    @property
    def place(self) -> frozenset[str]:
        """Return what is left of a city's name for its government; nothing where no such word stands in it."""
        left = frozenset(self.words) - _OF_A_CITY
        return left if len(left) < len(set(self.words)) else frozenset()

    @property
    def compact(self) -> str:
        return self.key.replace(" ", "")


class Namesakes:
    """The authority file, ready to be asked for many names. Takes two queries, however many are asked."""

    def __init__(self) -> None:
        entries = {each.pk: each for each in Organisation.objects.standing_alone().select_related("parent")}
        written = [(pk, name) for pk, each in entries.items() for name in (each.name, each.short_name) if name]
        written += OrganisationAlias.objects.order_by("pk").values_list("organisation_id", "name")
        self._entries = entries
        self._names: list[tuple[int, _Name]] = [(pk, _Name.of(name)) for pk, name in written if pk in entries]
        self._by_key: dict[str, int] = {}
        self._blocks: dict[str, list[int]] = defaultdict(list)
        self._by_host: dict[str, list[int]] = defaultdict(list)
        for at, (pk, name) in enumerate(self._names):
            self._by_key.setdefault(_bare(name.key), pk)
            for block in _blocks_of(name):
                self._blocks[block].append(at)
        for pk, each in entries.items():
            if host := _host(each.website):
                self._by_host[host].append(pk)

    def named(self, written: str) -> Organisation | None:
        """Return the organisation that has exactly this name, whatever its case, marks and article."""
        pk = self._by_key.get(_bare(folded(written[:_LONGEST])))
        return self._entries[pk] if pk else None

    def of(self, written: str, *, most: int = 5) -> list[Namesake]:
        """Return the organisations that a name may mean, the likeliest first."""
        whole, acronym = parted(written)
        variants = [_Name.of(each) for each in dict.fromkeys((written, whole, acronym)) if each.strip()]
        best: dict[int, Namesake] = {}
        for variant in variants:
            for at in self._near(variant):
                pk, name = self._names[at]
                score, reason = self._compared(variant, name)
                if score >= LIKELY and (pk not in best or score > best[pk].score):
                    best[pk] = Namesake(self._entries[pk], name.written, round(score, 2), (reason,))
        return sorted(best.values(), key=_likeliest_first)[:most]

    def of_organisation(self, organisation: Organisation, *, most: int = 5) -> list[Namesake]:
        """Return the other organisations that one may be, by all its names and its website."""
        best: dict[int, Namesake] = {}
        for name in organisation.names():
            for each in self.of(name, most=most + 1):
                before = best.get(each.organisation.pk)
                if before is None or each.score > before.score:
                    best[each.organisation.pk] = each
        for pk in self._by_host.get(_host(organisation.website), [])[: most + 1]:
            known = best.get(pk) or Namesake(self._entries[pk], self._entries[pk].name, LIKELY, ())
            best[pk] = replace(known, score=min(1, known.score + 0.1), reasons=(*known.reasons, _("The same website.")))
        best.pop(organisation.pk, None)
        weighed = (self._weighed(organisation, each) for each in best.values())
        return sorted(weighed, key=_likeliest_first)[:most]

    def whole_of(self, written: str) -> Organisation | None:
        """Return the organisation of which this is a part by its name: UNDRR for “UNDRR GETI”."""
        words = written.split()
        for length in range(len(words) - 1, 0, -1):
            for some in (words[:length], words[-length:]):
                text = " ".join(some).strip(" ,;:-–—()")
                is_name = len(folded(text)) > 2 and (length > 1 or sum(char.isupper() for char in text) > 1)
                if is_name and (found := self.named(text)):
                    return found
        return None

    def several(self, written: str) -> list[Organisation]:
        """Return the organisations of “A, B & C” or “A-B-C”, where each part is the name of one; else nothing."""
        if self.named(written):
            return []
        for between in (_BETWEEN, _HYPHENS):
            cuts = [(0, 0), *((match.start(), match.end()) for match in between.finditer(written))]
            if 1 < len(cuts) <= _MOST_PARTS and (found := self._divided(written, cuts)):
                return found
        return []

    def _divided(self, written: str, cuts: list[tuple[int, int]]) -> list[Organisation]:
        """Divide at some of the cuts so that every part is known; the longest names win: some have “and” inside."""
        ends = [start for start, _end in cuts[1:]] + [len(written)]
        starts = [end for _start, end in cuts]
        ways: list[list[Organisation] | None] = [[], *([None] * len(ends))]
        for last in range(len(ends)):
            for first in range(last + 1):
                before = ways[first]
                found = self.named(written[starts[first] : ends[last]].strip()) if before is not None else None
                if before is not None and found and not (first == 0 and last == len(ends) - 1):
                    ways[last + 1] = [*before, found]
                    break
        return list({each.pk: each for each in ways[-1] or []}.values()) if len(ways[-1] or []) > 1 else []

    def _near(self, name: _Name) -> list[int]:
        shared: dict[int, float] = defaultdict(float)
        for block in _blocks_of(name):
            some = self._blocks.get(block, ())
            if 0 < len(some) <= _COMMON or block.startswith("="):
                for at in some[:_COMMON]:
                    shared[at] += 1 / len(some) + (10 if block.startswith("=") else 0)
        return sorted(shared, key=lambda at: (-shared[at], at))[:_COMPARED]

    def _compared(self, one: _Name, other: _Name) -> tuple[float, str]:
        if one.key == other.key:
            return 1, _("The same name.")
        if one.words == other.words or one.compact == other.compact:
            return 0.97, _("The same but for small words or a legal form.")
        if sorted(one.words) == sorted(other.words):
            return 0.95, _("The same words in another order.")
        if _is_acronym(one, other) or _is_acronym(other, one):
            short = one if len(one.key) < len(other.key) else other
            return 0.85, _("“%(acronym)s” are its initials.") % {"acronym": short.written}
        place = _one_city(one, other)
        if place:
            return place, _("Both are names for the government of one city.")
        alike = self._alike(one, other)
        return alike, _("Nearly the same letters (%(percent)d %%).") % {"percent": round(alike * 100)}

    def _alike(self, one: _Name, other: _Name) -> float:
        """Return how alike two names are: by their letters, and by their words as far as these are rare."""
        if not same_script(one.key, other.key) or _numbers(one) != _numbers(other):
            return 0
        if min(len(one.compact), len(other.compact)) < 5:
            return 0
        letters = Indel.normalized_similarity(" ".join(sorted(one.words)), " ".join(sorted(other.words)))
        if letters < 0.45:
            return 0
        return 0.95 * (letters + min(self._found_in(one, other), self._found_in(other, one))) / 2

    def _found_in(self, one: _Name, other: _Name) -> float:
        weights = {word: self._weight(word) for word in one.words}
        found = sum(weight * _best(word, other.words) for word, weight in weights.items())
        return found / (sum(weights.values()) or 1)

    def _weight(self, word: str) -> float:
        return math.log(1 + len(self._names) / (1 + len(self._blocks.get(word, ())))) + 0.1

    def _weighed(self, organisation: Organisation, each: Namesake) -> Namesake:
        other = each.organisation
        if organisation.country and other.country and organisation.country != other.country:
            return replace(each, score=round(each.score * 0.8, 2), reasons=(*each.reasons, _("In another country.")))
        if organisation.pk == other.parent_id or organisation.parent_id == other.pk:
            return replace(
                each, score=round(each.score * 0.8, 2), reasons=(*each.reasons, _("One is part of the other."))
            )
        return each


def _likeliest_first(each: Namesake) -> tuple[float, bool, int]:
    return -each.score, each.organisation.standing != Organisation.Standing.CONFIRMED, each.organisation.pk


def _bare(key: str) -> str:
    return key.removeprefix("the ") or key


def _blocks_of(name: _Name) -> Iterable[str]:
    """Return what a name must share with another to be compared with it at all."""
    return dict.fromkeys(_all_blocks(name))


def _all_blocks(name: _Name) -> Iterator[str]:
    yield f"={name.compact}"
    for initials in name.initials:
        yield f"={initials}"
    place = name.place
    if place:
        yield "=@" + " ".join(sorted(place))
    elif len(name.words) <= 3:
        yield "=@" + " ".join(sorted(name.words))
    for word in name.words:
        yield word
        if len(word) > 4:
            yield f"{word[:3]}…"
            yield f"…{word[-3:]}"
    yield from words_of(name.key)


def _is_acronym(short: _Name, long: _Name) -> bool:
    return short.compact in long.initials and len(short.compact) > 2


def _one_city(one: _Name, other: _Name) -> float:
    """Return how sure it is that both name one city's government: less where one is the bare name of the city."""
    if one.place and one.place == other.place:
        return 0.9
    for short, long in ((one, other), (other, one)):
        if long.place and frozenset(short.words) == long.place:
            return 0.75
    return 0


def _numbers(name: _Name) -> set[str]:
    return set(re.findall(r"\d+", name.key))


def _best(word: str, words: Iterable[str]) -> float:
    """Return how well a word is found among others; one slip of the pen, or an abbreviation, is still found."""
    best = 0.0
    for other in words:
        if word == other:
            return 1
        alike = float(OSA.normalized_similarity(word, other))
        if min(len(word), len(other)) >= 4 and (word.startswith(other) or other.startswith(word)):
            alike = max(alike, 0.85)
        best = max(best, alike if alike >= _LETTERS_ALIKE else 0)
    return best


def _host(website: str) -> str:
    try:
        return (urlsplit(website).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
