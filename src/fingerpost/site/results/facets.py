"""The facets of what is found: how each reads its values from an address, and how it offers them with their numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fingerpost.catalogue.models import Link, Record, Theme
from fingerpost.catalogue.validators import validate_language
from fingerpost.finding.found import Count
from fingerpost.site.presenting.languages import country_name, language_name
from fingerpost.site.results.names import Name, Names
from fingerpost.site.words import is_country


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: as an address writes it, as people read it, and how many results choosing it would give."""

    value: str
    label: str
    count: int = 0
    above: tuple[str, ...] = ()  #: in a tree, the names of what stands above it, the top first


class Facet:
    """One way to narrow what was found. Lives for one request."""

    name: ClassVar[str]
    label: ClassVar[Any]

    def read(self, raw: str, names: Names) -> Value | None:
        """Return what a value in the address stands for, or None where it is not known here."""
        raise NotImplementedError

    def labelled(self, counts: Sequence[Count], names: Names) -> list[Value]:
        """Return what is offered, in its order; a value that nothing stands behind any more is left out."""
        read = ((self.read(count.value, names), count.count) for count in counts)
        return [Value(value.value, value.label, count) for value, count in read if value]


class FixedFacet(Facet):
    """A facet of few values that the product knows itself, offered in their own order."""

    @cached_property
    def labels(self) -> Mapping[str, Any]:
        raise NotImplementedError

    def read(self, raw: str, names: Names) -> Value | None:  # noqa: ARG002 -- the same for every facet
        label = self.labels.get(raw)
        return None if label is None else Value(raw, str(label))

    def labelled(self, counts: Sequence[Count], names: Names) -> list[Value]:
        order = list(self.labels)
        return sorted(super().labelled(counts, names), key=lambda value: order.index(value.value))


class KindFacet(FixedFacet):
    name, label = "kind", gettext_lazy("Kind")

    @cached_property
    def labels(self) -> Mapping[str, Any]:
        return {
            "event": _("Events"),
            "resource": _("Resources"),
            "measure": _("City measures"),
            "update": _("Updates"),
            "organisation": _("Organisations"),
            "place": _("Cities and countries"),
            "theme": _("Themes"),
            "series": _("Series"),
            "page": _("Pages"),
            "document": _("Documents"),
        }


class WhenFacet(FixedFacet):
    name, label = "when", gettext_lazy("When")

    @cached_property
    def labels(self) -> Mapping[str, Any]:
        return {"upcoming": _("Upcoming"), "past": _("Past")}


class ModeFacet(FixedFacet):
    name, label = "mode", gettext_lazy("Takes place")

    @cached_property
    def labels(self) -> Mapping[str, Any]:
        return dict(Record.Mode.choices)


class LinkFacet(FixedFacet):
    name, label = "link", gettext_lazy("Link")
    #: How people write them by hand.
    OTHERWISE: ClassVar = {"page": "item", "registration": "register"}

    def read(self, raw: str, names: Names) -> Value | None:
        return super().read(self.OTHERWISE.get(raw, raw), names)

    @cached_property
    def labels(self) -> Mapping[str, Any]:
        return {**dict(Link.Role.choices), "none": _("No link")}


class NamedFacet(Facet):
    """A facet of things of the catalogue, the most frequent first."""

    def read(self, raw: str, names: Names) -> Value | None:
        found: Name | None = names.get((self.name, raw))
        return found and Value(found.value, found.label)


class OrganisationFacet(NamedFacet):
    name, label = "organisation", gettext_lazy("Organisation")


class CityFacet(NamedFacet):
    name, label = "city", gettext_lazy("City")


class SeriesFacet(NamedFacet):
    name, label = "series", gettext_lazy("Series")


class PhaseFacet(NamedFacet):
    name, label = "phase", gettext_lazy("Phase")


class CrisisFacet(NamedFacet):
    name, label = "crisis", gettext_lazy("Crisis")


class ThemeFacet(Facet):
    """The themes as the tree that they are; what stands below one is counted with it."""

    name, label = "theme", gettext_lazy("Theme")

    @cached_property
    def themes(self) -> dict[str, Theme]:
        return {theme.slug: theme for theme in Theme.objects.all().with_labels()}

    def read(self, raw: str, names: Names) -> Value | None:  # noqa: ARG002 -- the same for every facet
        theme = self.themes.get(raw)
        return theme and Value(raw, theme.label())

    def labelled(self, counts: Sequence[Count], names: Names) -> list[Value]:  # noqa: ARG002 -- as above
        numbers = {count.value: count.count for count in counts}
        below: dict[int | None, list[Theme]] = {}
        for theme in self.themes.values():
            below.setdefault(theme.parent_id, []).append(theme)
        for children in below.values():
            children.sort(key=lambda theme: -numbers.get(theme.slug, 0))
        return list(_branches(below, numbers, None, ()))


def _branches(
    below: Mapping[int | None, list[Theme]], numbers: Mapping[str, int], parent: int | None, above: tuple[str, ...]
) -> Iterable[Value]:
    for theme in below.get(parent, ()):
        if theme.slug in numbers:
            yield Value(theme.slug, theme.label(), numbers[theme.slug], above)
            yield from _branches(below, numbers, theme.pk, (*above, theme.label()))


class CountryFacet(Facet):
    name, label = "country", gettext_lazy("Country")

    def read(self, raw: str, names: Names) -> Value | None:  # noqa: ARG002 -- the same for every facet
        code = raw.upper()
        return Value(code, country_name(code, get_language() or "en")) if is_country(code) else None


class LanguageFacet(Facet):
    name, label = "language", gettext_lazy("Language")

    def read(self, raw: str, names: Names) -> Value | None:  # noqa: ARG002 -- the same for every facet
        is_tag = len(raw) <= 35 and validate_language.regex.match(raw)
        return Value(raw, language_name(raw)) if is_tag else None


class YearFacet(Facet):
    name, label = "year", gettext_lazy("Year")

    def read(self, raw: str, names: Names) -> Value | None:  # noqa: ARG002 -- the same for every facet
        is_year = len(raw) == 4 and raw.isascii() and raw.isdigit() and raw[0] != "0"
        return Value(raw, raw) if is_year else None

    def labelled(self, counts: Sequence[Count], names: Names) -> list[Value]:
        return sorted(super().labelled(counts, names), key=lambda value: value.value, reverse=True)


class FormatFacet(Facet):
    name, label = "format", gettext_lazy("Format")

    def read(self, raw: str, names: Names) -> Value | None:  # noqa: ARG002 -- the same for every facet
        known = Record.objects.live().filter(format=raw[:40]).exists()
        return Value(raw, capfirst(raw)) if known else None

    def labelled(self, counts: Sequence[Count], names: Names) -> list[Value]:  # noqa: ARG002 -- as above
        return [Value(count.value, capfirst(count.value), count.count) for count in counts]
