"""What a candidate's own words suggest, for an editor to accept or not: themes, and the city or country it is about.

A suggestion always names the words that caused it; nothing is set by it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from fingerpost.catalogue.models import Place, Theme
from fingerpost.catalogue.text import folded
from fingerpost.intake.actions.likeness import is_unspaced
from fingerpost.readers.types import Candidate

_MANY = 4
_LONGEST_PHRASE = 6
_READ = 2_000
# Vowel signs are marks and no letters to regular expressions; to their readers they are part of the word.
_WORD = re.compile(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u0e30-\u0e4e\u0eb0-\u0ece\u102b-\u103e\u17b4-\u17d3])*"
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One entry of an authority file, and the words of the candidate that name it."""

    id: int
    name: str
    words: str

    def as_json(self) -> dict[str, object]:
        return {"id": self.id, "name": self.name, "words": self.words}


class Suggestions:
    """The themes and places of the catalogue by the words that name them. Takes three queries, however many there are."""

    def __init__(self) -> None:
        self._themes = _Phrases()
        for theme in Theme.objects.prefetch_related("labels"):
            labels = [label.name for label in theme.labels.all()]
            for phrase in (theme.name, *labels, *theme.words.splitlines()):
                self._themes.learn(phrase, theme.pk, theme.name)
        self._places = _Phrases()
        places = Place.objects.order_by("kind", "pk").values_list("pk", "name")
        for pk, name in places:
            self._places.learn(name, pk, name)

    def themes(self, candidate: Candidate) -> list[Suggestion]:
        return self._themes.named_in(" · ".join(_told(candidate)))[:_MANY]

    def place(self, candidate: Candidate) -> Suggestion | None:
        """Return the one place that a candidate names; none where it names two, or where it is an ordinary word there."""
        told = (candidate.place or "", *_told(candidate), *candidate.organisers)
        named = [each for text in told for each in self._places.named_in(text) if _is_a_name(each.words, text)]
        return named[0] if len({each.id for each in named}) == 1 else None


class _Phrases:
    def __init__(self) -> None:
        self._whole: dict[str, tuple[int, str]] = {}
        self._first_words: set[str] = set()
        self._inside: dict[str, tuple[int, str]] = {}  # of scripts that put no spaces between words

    def learn(self, phrase: str, pk: int, name: str) -> None:
        key = folded(phrase)
        if len(key) < 2:
            return
        if is_unspaced(key):
            self._inside.setdefault(key, (pk, name))
        else:
            self._whole.setdefault(key, (pk, name))
            self._first_words.add(key.partition(" ")[0])

    def named_in(self, text: str) -> list[Suggestion]:
        """Return what is named, in the order in which it is; the longer of two phrases in one place wins."""
        found: dict[int, Suggestion] = {}
        for (pk, name), words in [*self._whole_in(text), *self._inside_in(text)]:
            found.setdefault(pk, Suggestion(pk, name, words))
        return list(found.values())

    def _whole_in(self, text: str) -> Iterator[tuple[tuple[int, str], str]]:
        if not self._whole:
            return
        words = [(match, _folded_word(match[0])) for match in _WORD.finditer(text)]
        after = 0
        for at, (first, key) in enumerate(words):
            if at < after or key not in self._first_words:
                continue
            for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
                some = words[at : at + length]
                entry = self._whole.get(" ".join(key for _, key in some))
                if entry:
                    yield entry, text[first.start() : some[-1][0].end()]
                    after = at + length
                    break

    def _inside_in(self, text: str) -> Iterator[tuple[tuple[int, str], str]]:
        if is_unspaced(text):
            named = sorted((text.find(phrase), phrase) for phrase in self._inside if phrase in text)
            yield from ((self._inside[phrase], phrase) for _, phrase in named)


@lru_cache(maxsize=65_536)
def _folded_word(word: str) -> str:
    return folded(word)


def _told(candidate: Candidate) -> tuple[str, ...]:
    return candidate.title, (candidate.summary or "")[:_READ], candidate.section or ""


def _is_a_name(words: str, text: str) -> bool:
    """“Nice” and “Male” are cities only with a capital, and not where everything has one."""
    return not words[0].islower() and (not words[0].isupper() or text != text.upper())
