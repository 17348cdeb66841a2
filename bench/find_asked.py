"""What is asked of a made hub: words as frequent as its titles have them, names, other scripts, filters, slips of the pen."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from find_corpus import ASIAN, UNPARTED

QUESTIONS = 400


class Question(NamedTuple):
    text: str
    chosen: dict[str, list[str]]


@dataclass
class Asker:
    """Makes questions of one seed to a hub."""

    titles: Sequence[tuple[str, str]]  #: each with its language before it
    organisations: Sequence[str]
    cities: Sequence[str]
    themes: Sequence[str]  #: their slugs
    seed: int = 7
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 -- the same questions each time
        self._asian = [told for told in self.titles if told[0] in ASIAN]
        self._latin = [title for language, title in self.titles if language not in ASIAN]

    def questions(self, count: int = QUESTIONS) -> list[Question]:
        return [way() for way in self.chance.choices(list(self._ways), list(self._ways.values()), k=count)]

    @property
    def _ways(self) -> dict[Callable[[], Question], int]:
        """Return what is asked, and of a hundred questions how many ask so."""
        return {
            partial(self.words, 1): 22,
            partial(self.words, 2): 20,
            partial(self.words, 3): 10,
            partial(self.words, 2, mistyped=True): 8,
            self.organisation: 10,
            self.city: 5,
            self.asian: 15,
            self.filtered: 8,
            self.only_filters: 2,
        }

    def words(self, count: int, *, mistyped: bool = False) -> Question:
        """Ask for words of one title: frequent ones come as often as they do in titles."""
        words = [word.lower() for word in self.chance.choice(self._latin).split() if len(word) > 3]
        some = self.chance.sample(words, min(count, len(words))) or ["cities"]
        if mistyped:
            some[0] = self._mistyped(some[0])
        return Question(" ".join(some), {})

    def _mistyped(self, word: str) -> str:
        at = self.chance.randrange(1, len(word) - 1)
        return self.chance.choice(
            [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + "x" + word[at + 1 :]]
        )

    def organisation(self) -> Question:
        return Question(self.chance.choice(self.organisations), {})

    def city(self) -> Question:
        return Question(f"{self.chance.choice(self.cities)} {self.words(1).text}", {})

    def asian(self) -> Question:
        """Ask for a word of a Korean title, or for two to five neighbouring signs where no words are parted."""
        from fingerpost.scripts.signs import units  # noqa: PLC0415 -- needs the product's folder in the path

        language, title = self.chance.choice(self._asian)
        if language not in UNPARTED:
            return Question(self.chance.choice(title.split()), {})
        signs = units(title.replace(" ", ""))
        at = self.chance.randrange(max(1, len(signs) - 5))
        return Question("".join(signs[at : at + self.chance.randint(2, 5)]), {})

    def filtered(self) -> Question:
        chosen = {"kind": [self.chance.choice(("event", "resource", "measure"))]}
        if self.chance.random() < 0.5:
            chosen["theme"] = self.chance.sample(self.themes, 2)
        if self.chance.random() < 0.3:
            chosen["year"] = ["2024", "2025"]
        return Question(self.words(1).text, chosen)

    def only_filters(self) -> Question:
        return Question("", self.filtered().chosen)


def of_the_hub(seed: int = 7) -> Asker:
    """Return who asks the hub that ``find_corpus`` filled, knowing every twentieth of its records."""
    from django.db.models import F  # noqa: PLC0415 -- needs Django set up

    from fingerpost.catalogue.models import Organisation, Place, Record, Theme  # noqa: PLC0415 -- as above

    titles = Record.objects.annotate(part=F("pk") % 20).filter(part=0).order_by("pk")
    return Asker(
        list(titles.values_list("language", "title")),
        list(Organisation.objects.filter(slug__startswith="made-").order_by("pk").values_list("name", flat=True)),
        list(Place.objects.filter(slug__startswith="place-").order_by("pk").values_list("name", flat=True)),
        list(Theme.objects.order_by("pk").values_list("slug", flat=True)),
        seed,
    )
