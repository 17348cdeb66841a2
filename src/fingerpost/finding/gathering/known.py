"""What records refer to, looked up in bulk and kept for one gathering: its names and its values."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from fingerpost.catalogue.models import (
    Crisis,
    Organisation,
    OrganisationAlias,
    Phase,
    Place,
    Series,
    Theme,
    ThemeLabel,
)
from fingerpost.finding.entries import Text

#: Keys asked for in one statement.
BATCH_SIZE = 500


class Thing(NamedTuple):
    """One thing that records refer to."""

    slug: str
    names: tuple[Text, ...]
    kind: str = ""  #: of a place; the standing of an organisation
    country: str = ""
    own: int = 0  #: how many of the names are its own, in front of the aliases


class Known:
    """Everything is asked for once, and only when it is needed; a second gathering begins with a new one."""

    def __init__(self) -> None:
        self.organisations: dict[int, Thing] = {}
        self.places: dict[int, Thing] = {}
        self.series: dict[int, Thing] = {}
        self.crises: dict[int, Thing] = {}
        self.phases: dict[int, Thing] = {}

    @cached_property
    def organisation_parents(self) -> dict[int, int]:
        return dict(Organisation._base_manager.exclude(parent=None).order_by().values_list("pk", "parent_id"))

    @cached_property
    def theme_parents(self) -> dict[int, int]:
        return dict(Theme._base_manager.exclude(parent=None).order_by().values_list("pk", "parent_id"))

    @cached_property
    def themes(self) -> dict[int, Thing]:
        names = {pk: [Text(name, "en")] for pk, name in Theme._base_manager.order_by().values_list("pk", "name")}
        for pk, name, language in ThemeLabel.objects.order_by("pk").values_list("theme_id", "name", "language"):
            if pk in names:
                names[pk].append(Text(name, language))
        slugs = dict(Theme._base_manager.order_by().values_list("pk", "slug"))
        return {pk: Thing(slugs.get(pk, ""), each_once(texts)) for pk, texts in names.items()}

    def look_up(
        self,
        *,
        organisations: Iterable[int] = (),
        places: Iterable[int] = (),
        series: Iterable[int] = (),
        crises: Iterable[int] = (),
        phases: Iterable[int] = (),
    ) -> None:
        """Ask for what of these is not known yet, and for the organisations above."""
        self._learn_organisations({above for pk in organisations for above in upwards(pk, self.organisation_parents)})
        _learn(self.places, places, lambda pks: _named(Place, pks, "kind", "country"))
        _learn(self.series, series, lambda pks: _named(Series, pks))
        _learn(self.crises, crises, lambda pks: _named(Crisis, pks))
        _learn(self.phases, phases, lambda pks: _named(Phase, pks))

    def _learn_organisations(self, pks: Collection[int]) -> None:
        _learn(self.organisations, pks, _organisations)

    def with_above(self, pks: Iterable[int], what: str) -> list[Thing]:
        """Return organisations or themes with all that stand above them, each once."""
        things, parents = (
            (self.themes, self.theme_parents) if what == "theme" else (self.organisations, self.organisation_parents)
        )
        each = dict.fromkeys(above for pk in pks for above in upwards(pk, parents))
        return [things[pk] for pk in each if pk in things]


def upwards(pk: int, parents: Mapping[int, int]) -> list[int]:
    """Return one thing and those above it, the nearest first; a circle in the data ends it."""
    path = [pk]
    while (above := parents.get(path[-1])) is not None and above not in path:
        path.append(above)
    return path


def each_once(texts: Iterable[Text]) -> tuple[Text, ...]:
    """Return texts without those that say the same words as one before."""
    first: dict[str, Text] = {}
    for text in texts:
        first.setdefault(text.words, text)
    return tuple(first.values())


def batches(pks: Iterable[int], size: int = BATCH_SIZE) -> Iterator[list[int]]:
    each = list(pks)
    for start in range(0, len(each), size):
        yield each[start : start + size]


def _learn(known: dict[int, Thing], pks: Iterable[int], ask: Callable[[list[int]], dict[int, Thing]]) -> None:
    for some in batches(sorted({pk for pk in pks if pk is not None and pk not in known})):
        known |= ask(some)


def _named(model: Any, pks: list[int], *more: str) -> dict[int, Thing]:
    rows = model._base_manager.filter(pk__in=pks).values_list("pk", "slug", "name", *more)
    return {pk: Thing(slug, (Text(name),), *rest) for pk, slug, name, *rest in rows}


def _organisations(pks: list[int]) -> dict[int, Thing]:
    aliases: dict[int, list[Text]] = {pk: [] for pk in pks}
    rows = OrganisationAlias.objects.filter(organisation__in=pks).order_by("pk")
    for pk, name, language in rows.values_list("organisation_id", "name", "language"):
        aliases[pk].append(Text(name, language))
    columns = ("pk", "slug", "name", "short_name", "standing", "country")
    found = {}
    for pk, slug, name, short, standing, country in Organisation._base_manager.filter(pk__in=pks).values_list(*columns):
        own = each_once(Text(each) for each in (name, short) if each)
        names = each_once(chain(own, aliases[pk]))
        found[pk] = Thing(slug, names, standing, country, len(own))
    return found
