"""What the demonstration's records refer to: crisis, themes, organisations, places and series, each made once."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from babel import Locale

from fingerpost.catalogue.changes import note
from fingerpost.catalogue.models import (
    Crisis,
    GlideNumber,
    Organisation,
    OrganisationAlias,
    Phase,
    Place,
    Series,
    Theme,
    ThemeLabel,
)
from fingerpost.catalogue.text import folded, words_for_address
from fingerpost.site.demo.tables import Row, parts, rows, theme_rows
from fingerpost.site.demo.themes import words_of_theme

SLUG = "covid-19"
PHASES = ("preparedness", "containment", "recovery")
#: The outbreak as glidenumber.net registered it first.
GLIDE = "EP-2020-000012-CHN"
ORGANISATION_TABLES = ("organisations.csv", "more_organisations.csv")
#: What every theme's row says that is not a label in some language.
_THEME_COLUMNS = frozenset({"slug", "parent", "name", "reliefweb"})


@dataclass(frozen=True, slots=True)
class Authority:
    """Everything a row may name. Looking up what no table has raises KeyError: the tables are at fault."""

    crisis: Crisis
    phases: dict[str, Phase]
    themes: dict[str, Theme]
    organisations: dict[str, Organisation]  #: by every name, folded
    cities: dict[tuple[str, str], Place]  #: by folded name and country
    countries: dict[str, Place]
    series: dict[str, Series]

    def organisation(self, name: str) -> Organisation:
        return self.organisations[folded(name)]


def lay_authority() -> Authority:
    """Make what is missing of it, leave what is there as it is, and return all. Takes the same queries for any size."""
    crisis = _crisis()
    organisations = _organisations()
    cities, countries = _places()
    return Authority(
        crisis=crisis,
        phases={phase.slug: phase for phase in crisis.phases.all()},
        themes=_themes(),
        organisations=organisations,
        cities=cities,
        countries=countries,
        series=_series(organisations),
    )


def _crisis() -> Crisis:
    crisis: Crisis
    crisis, is_new = Crisis.objects.get_or_create(slug=SLUG, defaults={"name": "COVID-19"})
    if is_new:
        phases = [
            Phase(crisis=crisis, name=slug.capitalize(), slug=slug, sort_order=n) for n, slug in enumerate(PHASES)
        ]
        Phase.objects.bulk_create(phases)
        GlideNumber.objects.create(crisis=crisis, number=GLIDE)
        crisis.current_phase = phases[-1]
        crisis.save()
    return crisis


def _themes() -> dict[str, Theme]:
    themes = list(Theme.objects.all())
    by_name = {theme.name: theme for theme in themes}
    known = {row["slug"]: by_name[row["name"]] for row in theme_rows() if row["name"] in by_name}
    known |= {theme.slug: theme for theme in themes}
    new = [row for row in theme_rows() if row["slug"] not in known]
    # Those above first: what stands below them needs their keys.
    for of_level in ([row for row in new if not row["parent"]], [row for row in new if row["parent"]]):
        made = [
            Theme(
                slug=row["slug"],
                name=row["name"],
                reliefweb=row["reliefweb"],
                parent=known[row["parent"]] if row["parent"] else None,
                position=position,
                words="\n".join(words_of_theme(row["slug"])),
            )
            for position, row in enumerate(of_level)
        ]
        Theme.objects.bulk_create(made)
        note("theme", [theme.pk for theme in made])
        known |= {theme.slug: theme for theme in made}
    ThemeLabel.objects.bulk_create(
        ThemeLabel(theme=known[row["slug"]], language=language, name=name)
        for row in new
        for language, name in row.items()
        if language not in _THEME_COLUMNS and name
    )
    return known


def _organisations() -> dict[str, Organisation]:
    entries = list(Organisation.objects.all())
    known = {folded(name): entry for entry in entries for name in (entry.name, entry.short_name) if name}
    for alias in OrganisationAlias.objects.select_related("organisation"):
        known.setdefault(alias.folded, alias.organisation)
    slugs = {entry.slug for entry in entries}
    new = [row for table in ORGANISATION_TABLES for row in rows(table) if folded(row["full_name"]) not in known]
    # Those above first, as with themes.
    for of_level in ([row for row in new if not row["part_of"]], [row for row in new if row["part_of"]]):
        made = [_organisation(row, known, slugs) for row in of_level]
        Organisation.objects.bulk_create(made)
        note("organisation", [entry.pk for entry in made])
        for row, entry in zip(of_level, made, strict=True):
            known |= {folded(name): entry for name in _names(row)}
    taken = set(OrganisationAlias.objects.values_list("folded", flat=True))
    OrganisationAlias.objects.bulk_create(
        OrganisationAlias(organisation=known[folded(row["full_name"])], name=name, folded=folded(name))
        for row in new
        for name in _other_names(row)
        if folded(name) not in taken
    )
    return known


def _organisation(row: Row, known: dict[str, Organisation], slugs: set[str]) -> Organisation:
    return Organisation(
        name=row["full_name"],
        short_name=row["short_name"] if row["short_name"] != row["full_name"] else "",
        slug=_free_slug(row["short_name"] or row["full_name"], slugs),
        kind=row["kind"],
        parent=known[folded(row["part_of"])] if row["part_of"] else None,
        country=row["country"],
        website=row["website"],
    )


def _names(row: Row) -> list[str]:
    return [name for name in (row["full_name"], row["short_name"], *parts(row["aliases"])) if name]


def _other_names(row: Row) -> list[str]:
    """Return the aliases that differ from the names by more than case and punctuation."""
    own = {folded(row["full_name"]), folded(row["short_name"])}
    return list({folded(name): name for name in parts(row["aliases"]) if folded(name) not in own}.values())


def _places() -> tuple[dict[tuple[str, str], Place], dict[str, Place]]:
    known = list(Place.objects.all())
    cities = {(folded(place.name), place.country): place for place in known if place.kind == Place.Kind.CITY}
    countries = {place.country: place for place in known if place.kind == Place.Kind.COUNTRY}
    slugs = {place.slug for place in known}
    measures = rows("measures.csv")
    wanted = {(folded(row["city"]), row["country"]): row for row in measures}
    new_cities = {key: _city(row, slugs) for key, row in wanted.items() if key not in cities}
    named = [row["country"] for row in (*measures, *rows("seed_resources.csv"), *rows("more_resources.csv"))]
    new_countries = {code: _country(code, slugs) for code in _each_once(named) if code not in countries}
    Place.objects.bulk_create([*new_cities.values(), *new_countries.values()])
    note("place", [place.pk for place in (*new_cities.values(), *new_countries.values())])
    return cities | new_cities, countries | new_countries


def _city(row: Row, slugs: set[str]) -> Place:
    return Place(
        name=row["city"],
        slug=_free_slug(row["city"], slugs),
        country=row["country"],
        latitude=Decimal(row["lat"]),
        longitude=Decimal(row["lon"]),
    )


def _country(code: str, slugs: set[str]) -> Place:
    """Return a country under its English name in the CLDR."""
    name = Locale("en").territories[code]
    return Place(kind=Place.Kind.COUNTRY, name=name, slug=_free_slug(name, slugs), country=code)


def _series(organisations: dict[str, Organisation]) -> dict[str, Series]:
    known = {series.name: series for series in Series.objects.select_related("organisation")}
    slugs = {series.slug for series in known.values()}
    new = [
        Series(
            name=row["name"],
            slug=_free_slug(row["name"], slugs),
            organisation=organisations[folded(row["organisation"])] if row["organisation"] else None,
        )
        for row in rows("series.csv")
        if row["name"] not in known
    ]
    Series.objects.bulk_create(new)
    note("series", [series.pk for series in new])
    return known | {series.name: series for series in new}


def _free_slug(name: str, taken: set[str]) -> str:
    words, number = words_for_address(name), 1
    slug = words
    while slug in taken:
        number += 1
        slug = f"{words}-{number}"
    taken.add(slug)
    return slug


def _each_once(codes: Iterable[str]) -> list[str]:
    return sorted({code for code in codes if code})
