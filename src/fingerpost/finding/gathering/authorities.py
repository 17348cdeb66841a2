"""Organisations, places, themes and series as they are found themselves, and the thesaurus that widens searches."""

from collections.abc import Iterator
from math import log2

from django.db.models import Count

from fingerpost.catalogue.models import Credit, Organisation, Place, Record, Series, Theme
from fingerpost.finding.entries import IndexEntry, Text
from fingerpost.finding.gathering.countries import country_names
from fingerpost.finding.gathering.known import Known, each_once
from fingerpost.finding.models import SynonymRing

#: A name that has one of the words asked for stands below the records that speak of it; called so in full, above them.
AUTHORITY = 0.6
#: What twice as many records add to the weight of an organisation.
GROWTH = 0.1


def organisations(pks: list[int], known: Known) -> Iterator[IndexEntry]:
    """Return the entries of organisations; one that was merged has none, and its names are the kept one's."""
    alone = Organisation.objects.standing_alone().filter(pk__in=pks).order_by("pk")
    found = list(alone.values_list("pk", "standing"))
    known.look_up(organisations=[pk for pk, _standing in found])
    live = Credit.objects.filter(organisation__in=pks, record__live=True).order_by().values("organisation_id")
    counts = dict(live.annotate(count=Count("record_id", distinct=True)).values_list("organisation_id", "count"))
    for pk, standing in found:
        thing = known.organisations.get(pk)
        if thing is None:
            continue
        values = {
            "kind": ["organisation"],
            "organisation": [
                each.slug
                for each in known.with_above([pk], "organisation")
                if each is thing or each.kind == Organisation.Standing.CONFIRMED
            ],
            **({"country": [thing.country]} if thing.country else {}),
        }
        yield IndexEntry(
            what="organisation",
            pk=pk,
            is_public=standing == Organisation.Standing.CONFIRMED or pk in counts,
            titles=thing.names[: thing.own],
            names=thing.names[thing.own :],
            values=values,
            weight=round(AUTHORITY * (1 + GROWTH * log2(1 + counts.get(pk, 0))), 4),
        )


def places(pks: list[int], known: Known) -> Iterator[IndexEntry]:  # noqa: ARG001 -- as the others
    rows = Place._base_manager.filter(pk__in=pks).order_by("pk")
    for pk, kind, name, slug, country in rows.values_list("pk", "kind", "name", "slug", "country"):
        is_country = kind == Place.Kind.COUNTRY
        names = country_names(country)
        yield IndexEntry(
            what="place",
            pk=pk,
            is_public=True,
            titles=each_once([Text(name), *(names if is_country else ())]),
            # Not among its names: who types “Korea” does not mean each of its cities.
            texts=() if is_country else names,
            values={"kind": ["place"], "country": [country]} | ({} if is_country else {"city": [slug]}),
            weight=AUTHORITY,
        )


def themes(pks: list[int], known: Known) -> Iterator[IndexEntry]:
    for pk in sorted(Theme._base_manager.filter(pk__in=pks).values_list("pk", flat=True)):
        if thing := known.themes.get(pk):
            above = [each.slug for each in known.with_above([pk], "theme")]
            values = {"kind": ["theme"], "theme": above}
            yield IndexEntry(what="theme", pk=pk, is_public=True, titles=thing.names, values=values, weight=AUTHORITY)


def all_series(pks: list[int], known: Known) -> Iterator[IndexEntry]:
    """Return the entries of series; public are those that hold something public, as an import may have proposed others."""
    rows = list(
        Series._base_manager.filter(pk__in=pks)
        .order_by("pk")
        .values_list("pk", "name", "slug", "description", "organisation_id")
    )
    known.look_up(organisations={row[-1] for row in rows if row[-1]})
    shown = set(Record.objects.live().filter(series__in=pks).order_by().values_list("series_id", flat=True).distinct())
    for pk, name, slug, description, organisation in rows:
        whose = known.organisations.get(organisation) if organisation else None
        yield IndexEntry(
            what="series",
            pk=pk,
            is_public=pk in shown,
            titles=[Text(name)],
            texts=[*([Text(description)] if description else []), *(whose.names if whose else ())],
            values={"kind": ["series"], "series": [slug]},
            weight=AUTHORITY,
        )


def terms(pks: list[int], known: Known) -> Iterator[IndexEntry]:  # noqa: ARG001 -- as the others
    """Return the sets of the thesaurus; one that is not in use is kept from searches as what is not public is."""
    for ring in SynonymRing.objects.filter(pk__in=pks).order_by("pk"):
        yield IndexEntry(what="term", pk=ring.pk, is_public=ring.is_used, titles=ring.each_name())
