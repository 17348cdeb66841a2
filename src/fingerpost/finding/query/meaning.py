"""What the fields of a query mean here: “organiser:WHO” is one of this hub's organisations, under any of its names."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

from babel import Locale
from django.apps import apps
from django.utils.translation import gettext as _

from fingerpost.finding.asking import other_names
from fingerpost.finding.engine import Called, Days, Every, Index, Phrase, Value, Wish, Word
from fingerpost.finding.entries import WHATS
from fingerpost.finding.found import Notice
from fingerpost.finding.query.parsing import Part
from fingerpost.scripts.analysis import analysed
from fingerpost.scripts.asking import asked
from fingerpost.scripts.folding import fold
from fingerpost.scripts.nearness import near, seeds

#: The languages in which countries and languages are known by name.
LANGUAGES = [
    "en",
    "ko",
    "ja",
    "zh",
    "zh_Hant",
    "ne",
    "hi",
    "bn",
    "ur",
    "ar",
    "fa",
    "th",
    "vi",
    "id",
    "ms",
    "fil",
    "es",
    "fr",
    "pt",
    "ru",
    "de",
    "my",
    "km",
    "lo",
    "si",
    "ta",
    "mn",
    "tr",
]
KINDS = ("event", "resource", "measure", "update", *(what for what in WHATS if what not in {"record", "term"}))
LINKS = {
    "page": "item",
    "item": "item",
    "registration": "register",
    "register": "register",
    "recording": "recording",
    "video": "recording",
    "slides": "slides",
    "file": "file",
    "document": "file",
    "pdf": "file",
    "related": "related",
    "none": "none",
}
#: Under each field whose values have names of their own: what is called so, and the model that knows its short name.
NAMED = {
    "organisation": ("organisation", "catalogue.Organisation"),
    "city": ("place", "catalogue.Place"),
    "theme": ("theme", "catalogue.Theme"),
    "series": ("series", "catalogue.Series"),
}
MOST_NAMED = 50
#: Of the words of an unknown name, so many may be the mistyped one, for as many others each; what is offered of that.
MOST_MISTYPED, MOST_OFFERED = 4, 2
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class NotHere(Exception):
    """A value that means nothing to this hub; the sentence tells the searcher so."""

    def __init__(self, sentence: str, near: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.near = near


def meant(part: Part, index: Index, *, today: date, query: str = "") -> tuple[Wish | None, list[Notice]]:
    """Return what a part with a field asks for; None where that means nothing here, which the notices then explain.

    Several values stand with commas between them. ``query`` is the whole, to offer it again with what may be meant.
    """
    try:
        return _Reading(part, index, today).wish(), []
    except NotHere as problem:
        queries = [query.replace(part.written, _quoted(part.field, each)) for each in problem.near]
        return None, [Notice(sentence=str(problem), queries=queries)]


@dataclass(frozen=True, slots=True)
class _Reading:
    part: Part
    index: Index
    today: date

    def wish(self) -> Wish:
        name, text = self.part.field, self.part.text
        if name == "title":
            return self._title(text)
        if name in {"before", "after"}:
            return self._days(name, text)
        if name == "when":
            return when(self._one_of(text, {"upcoming": "upcoming", "past": "past", "future": "upcoming"}), self.today)
        values = [value for each in text.split(",") if each.strip() for value in self._values(each.strip())]
        if not values:
            raise NotHere(_("“%(part)s” says no value. Write one after the colon.") % {"part": self.part.written})
        return Value(name, tuple(dict.fromkeys(values)))

    def _values(self, text: str) -> Iterable[str]:
        name = self.part.field
        if name in NAMED:
            return self._named(*NAMED[name], text)
        if name == "kind":
            return [
                self._one_of(
                    text,
                    {kind: kind for kind in KINDS}
                    | {f"{kind}s": kind for kind in KINDS}
                    | {"city": "place", "cities": "place"},
                )
            ]
        if name == "link":
            return [self._one_of(text, LINKS)]
        readers: dict[str, Callable[[str], list[str]]] = {
            "country": self._countries,
            "language": self._languages,
            "year": self._years,
            "phase": self._phases,
            "crisis": self._crises,
        }
        return readers.get(name, self._plain)(text)

    def _one_of(self, text: str, values: dict[str, str]) -> str:
        value = values.get(text.casefold())
        if value is None:
            names = ", ".join(dict.fromkeys(values.values()))
            sentence = _("“%(value)s” is not known in “%(field)s:”. It may be: %(names)s.")
            raise NotHere(
                sentence % {"value": text[:60], "field": self.part.field, "names": names},
                get_close_matches(text.casefold()[:30], list(values), n=2),
            )
        return value

    def _title(self, text: str) -> Wish:
        terms = tuple(analysed(text).exact)
        if not terms:
            raise NotHere(_("“%(value)s” holds no letter that can be looked for.") % {"value": text[:60]})
        return Phrase(terms, in_title=True)

    def _days(self, name: str, text: str) -> Wish:
        day = first_day(text)
        if day is None:
            sentence = _("“%(value)s” is no day. Write it as 2020, 2020-07 or 2020-07-15.")
            raise NotHere(sentence % {"value": text[:60]})
        return Days(last=day.toordinal() - 1) if name == "before" else Days(first=day.toordinal())

    def _named(self, what: str, model: str, text: str) -> list[str]:
        if self.index.has_value(self.part.field, text):
            return [text]
        terms = tuple(analysed(text).exact)
        if not terms:
            raise self._unknown(text)
        own = Value("what", (what,))
        pks = self._pks(own, Called((terms,))) or self._pks(own, *_each_word(text))
        if not pks and (others := other_names(terms, self.index)):
            pks = self._pks(own, Called(others))
        if not pks:
            raise self._unknown(text, self._nearest(own, text.split()))
        slugs = apps.get_model(model)._base_manager.filter(pk__in=pks).order_by("pk")
        return list(slugs.values_list("slug", flat=True))

    def _pks(self, *wishes: Wish) -> list[int]:
        return [row.pk for row in self.index.ask(Every(wishes), most=MOST_NAMED).rows]

    def _nearest(self, own: Wish, words: Sequence[str]) -> list[str]:
        """Return the names that are meant where one word is mistyped."""
        ways = (
            " ".join((*words[:at], other, *words[at + 1 :]))
            for at, word in enumerate(words[:MOST_MISTYPED])
            if (around := seeds(word))
            for other in near(word, self.index.spelt_like(*around))[:MOST_MISTYPED]
        )
        return [way for way in ways if self._pks(own, *_each_word(way))][:MOST_OFFERED]

    def _unknown(self, text: str, near: Sequence[str] = ()) -> NotHere:
        sentence = _("“%(value)s” in “%(field)s:” is not known here.")
        return NotHere(sentence % {"value": text[:60], "field": self.part.field}, near)

    def _countries(self, text: str) -> list[str]:
        return self._coded(text, text.upper(), territories())

    def _languages(self, text: str) -> list[str]:
        return self._coded(text, text, tongues())

    def _coded(self, text: str, code: str, names: dict[str, str]) -> list[str]:
        if self.index.has_value(self.part.field, code):
            return [code]
        found = names.get(fold(text))
        if found is None and code not in names.values():
            raise self._unknown(text)
        return [found or code]

    def _years(self, text: str) -> list[str]:
        found = re.fullmatch(r"([12]\d{3})(?:(?:\.\.|[-–])([12]\d{3}))?", fold(text))
        if not found:
            raise NotHere(_("“%(value)s” is not a year. Write it with four digits.") % {"value": text[:60]})
        first, last = int(found[1]), int(found[2] or found[1])
        return [str(year) for year in range(first, min(last, first + 50) + 1)]

    def _phases(self, text: str) -> list[str]:
        return self._of_few("catalogue.Phase", text)

    def _crises(self, text: str) -> list[str]:
        return self._of_few("catalogue.Crisis", text)

    def _of_few(self, model: str, text: str) -> list[str]:
        rows = apps.get_model(model)._base_manager.values_list("slug", "name")
        wanted = fold(text)
        found = [slug for slug, name in rows if wanted in {fold(slug), fold(name)} or fold(name).startswith(wanted)]
        if not found:
            raise self._unknown(text, [str(slug) for slug, _name in rows][:5])
        return found

    def _plain(self, text: str) -> list[str]:
        for value in (text, text.casefold(), text.capitalize()):
            if self.index.has_value(self.part.field, value):
                return [value]
        raise self._unknown(text)


def when(value: str, today: date) -> Wish:
    """Return what is still to come or goes on, or what is over; the undated is neither."""
    if value == "upcoming":
        return Days(first=today.toordinal())
    return Days(last=today.toordinal() - 1, by_end=True)


def first_day(text: str) -> date | None:
    """Return the first day of a year, a month or a day, as “2020”, “2020-07” or “2020-07-15” write it."""
    found = _DAY.fullmatch(fold(text).replace("/", "-").replace(".", "-"))
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    if not (year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


@cache
def territories() -> dict[str, str]:
    """Return the codes of countries by their names in the members' languages, folded."""
    return {
        fold(name): code
        for language in reversed(LANGUAGES)
        for code, name in Locale.parse(language).territories.items()
        if len(code) == 2
    }


@cache
def tongues() -> dict[str, str]:
    """Return the tags of languages by their names in the members' languages and in their own."""
    names = {
        fold(name): tag.replace("_", "-")
        for language in reversed(LANGUAGES)
        for tag, name in Locale.parse(language).languages.items()
    }
    own = {fold(Locale.parse(language).get_language_name(language) or language): language for language in LANGUAGES}
    return names | {name: tag.replace("_", "-") for name, tag in own.items()}


def _each_word(text: str) -> tuple[Wish, ...]:
    return tuple(Word(asked(word)) for word in text.split()[:12])


def _quoted(name: str, value: str) -> str:
    return f'{name}:"{value}"' if " " in value else f"{name}:{value}"
