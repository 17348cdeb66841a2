"""The pages of what records have in common: organisations, cities, themes and series, each with an index."""

from collections import defaultdict
from itertools import groupby
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from fingerpost.catalogue.models import Organisation, Place, Record, Series, Theme, ThemeLabel
from fingerpost.catalogue.querysets import RecordQuerySet, ids_below
from fingerpost.site.context import frame_of
from fingerpost.site.details import is_web_address
from fingerpost.site.groups import shown_groups
from fingerpost.site.numbering import as_titles_write_it, missing_numbers
from fingerpost.site.presenting.languages import fragment_attributes
from fingerpost.site.presenting.rows import Away, host, row
from fingerpost.site.presenting.times import Viewing
from fingerpost.site.querysets import first_of_each_kind, members_of
from fingerpost.site.views.public import public
from fingerpost.site.words import country_name, language_name

SHOWN_OF_EACH_KIND = 10
PER_PAGE = 200


@public
def organisations(request: HttpRequest) -> HttpResponse:
    listed = Organisation.objects.public().with_counts()
    context = {
        "page_title": _("Organisations"),
        "page_description": _("Who organises, publishes and takes part in what this hub gathers."),
        **_page(request, listed),
    }
    return render(request, "site/organisations.html", context)


@public
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    found = Organisation.objects.public().select_related("parent").filter(slug=slug).first()
    if found is None:
        merged = get_object_or_404(Organisation.objects.select_related("merged_into"), slug=slug, standing="merged")
        return HttpResponsePermanentRedirect(merged.merged_into.get_absolute_url())
    below_others = list(Organisation.objects.public().exclude(parent=None))
    ids = ids_below(found.pk, ((one.pk, one.parent_id) for one in below_others))
    credited = Record._base_manager.filter(credits__organisation__in=ids).values("pk")
    page = frame_of(request).viewing.language
    context = {
        "page_title": found.name,
        "page_description": _("What this hub holds of %(name)s.") % {"name": found.name},
        "organisation": found,
        "other_names": [
            {"name": alias.name, "attributes": fragment_attributes(alias.language, page)}
            for alias in found.aliases.all()
            if alias.name not in {found.name, found.short_name}
        ],
        "parts": [one for one in below_others if one.parent_id == found.pk],
        "country": country_name(found.country) if found.country else "",
        "website": Away(found.website, host(found.website)) if is_web_address(found.website) else None,
        "all_series": found.series.all().with_counts().filter(entries__gt=0),
        **_groups(request, Record.objects.live().filter(pk__in=credited), organisation=found.slug),
    }
    return render(request, "site/organisation.html", context)


@public
def cities(request: HttpRequest) -> HttpResponse:
    listed = Place.objects.filter(kind=Place.Kind.CITY).with_counts().filter(entries__gt=0)
    named = sorted(
        ((country_name(place.country), place) for place in listed), key=lambda pair: (pair[0], pair[1].name.casefold())
    )
    context = {
        "page_title": _("Cities"),
        "page_description": _("The cities that this hub tells of, by country."),
        "countries": [
            (name, [place for _name, place in pairs]) for name, pairs in groupby(named, key=lambda pair: pair[0])
        ],
    }
    return render(request, "site/cities.html", context)


@public
def city(request: HttpRequest, slug: str) -> HttpResponse:
    place = get_object_or_404(Place, slug=slug)
    is_country = place.kind == Place.Kind.COUNTRY
    there = Q(place__country=place.country) if is_country else Q(place=place)
    narrowed = {"country": place.country} if is_country else {"city": place.slug}
    neighbours = Place.objects.filter(kind=Place.Kind.CITY, country=place.country).exclude(pk=place.pk)
    country = country_name(place.country)
    context = {
        "page_title": place.name if is_country else f"{place.name}, {country}",
        "page_description": _("What happened in %(place)s, as this hub tells it.") % {"place": place.name},
        "place": place,
        "country": country,
        "is_country": is_country,
        "coordinates": _coordinates(place),
        "neighbours": neighbours.with_counts().filter(entries__gt=0),
        **_groups(request, Record.objects.live().filter(there), **narrowed),
    }
    return render(request, "site/city.html", context)


def _coordinates(place: Place) -> str:
    """Return the coordinates as maps write them: “37.57° N, 126.98° E”; "" where none are known."""
    if place.latitude is None or place.longitude is None:
        return ""
    north = _("%(degrees)s° N") if place.latitude >= 0 else _("%(degrees)s° S")
    east = _("%(degrees)s° E") if place.longitude >= 0 else _("%(degrees)s° W")
    return f"{north % _degrees(place.latitude)}, {east % _degrees(place.longitude)}"


def _degrees(value: Any) -> dict[str, str]:
    return {"degrees": f"{abs(value):.2f}"}


@public
def themes(request: HttpRequest) -> HttpResponse:
    listed = list(Theme.objects.all().with_labels())
    entries = _entries_by_theme()
    children = defaultdict(list)
    for one in listed:
        children[one.parent_id].append(one)

    def branch(one: Theme) -> dict[str, Any]:
        ids = ids_below(one.pk, ((other.pk, other.parent_id) for other in listed))
        count = len(set().union(*(entries[pk] for pk in ids)))
        return {"theme": one, "entries": count, "below": [branch(child) for child in children[one.pk]]}

    context = {
        "page_title": _("Themes"),
        "page_description": _("What this hub is about, from the general to the particular."),
        "tree": [branch(one) for one in children[None]],
    }
    return render(request, "site/themes.html", context)


def _entries_by_theme() -> dict[int, set[int]]:
    entries: dict[int, set[int]] = defaultdict(set)
    pairs = Record.objects.live().filter(themes__isnull=False).order_by().values_list("themes", "pk")
    for theme_id, record in pairs:
        entries[theme_id].add(record)
    return entries


@public
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Theme.objects.select_related("parent"), slug=slug)
    listed = list(Theme.objects.all().with_labels())
    ids = ids_below(found.pk, ((one.pk, one.parent_id) for one in listed))
    about = Record._base_manager.filter(themes__in=ids).values("pk")
    context = {
        "page_title": found.label(),
        "page_description": _("What this hub holds on “%(theme)s”.") % {"theme": found.label()},
        "theme": found,
        "labels": [_label(one, frame_of(request).viewing) for one in found.labels.all()],
        "below": [one for one in listed if one.parent_id == found.pk],
        **_groups(request, Record.objects.live().filter(pk__in=about), theme=found.slug),
    }
    return render(request, "site/theme.html", context)


def _label(label: ThemeLabel, seen: Viewing) -> dict[str, str]:
    return {
        "name": label.name,
        "language": language_name(label.language),
        "attributes": fragment_attributes(label.language, seen.language),
    }


@public
def all_series(request: HttpRequest) -> HttpResponse:
    listed = Series.objects.all().with_counts().filter(entries__gt=0).select_related("organisation")
    context = {
        "page_title": _("Series"),
        "page_description": _("What belongs together in order: webinar series, yearly forums."),
        **_page(request, listed),
    }
    return render(request, "site/all_series.html", context)


@public
def series(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Series.objects.select_related("organisation"), slug=slug)
    members = list(members_of(found).for_rows())
    context = {
        "page_title": found.name,
        "page_description": found.description[:200] or _("The series “%(name)s” in its order.") % {"name": found.name},
        "series": found,
        "steps": _steps(members, frame_of(request).viewing),
        "total": len(members),
    }
    return render(request, "site/series.html", context)


def _steps(members: list[Record], seen: Viewing) -> list[dict[str, Any]]:
    """Return the members in order with their numbers, and between them the numbers that are missing."""
    titled = [(member.number, member.title) for member in members]
    missing = missing_numbers(number for number, _title in titled if number)
    steps = [{"order": number, "number": as_titles_write_it(number, titled), "rows": []} for number in missing]
    for member in members:
        number = as_titles_write_it(member.number, titled) if member.number else ""
        steps.append({"order": member.number or float("inf"), "number": number, "rows": [row(member, seen)]})
    return sorted(steps, key=lambda step: step["order"])


def _groups(request: HttpRequest, records: RecordQuerySet, **narrowed: str) -> dict[str, Any]:
    groups = first_of_each_kind(records, most=SHOWN_OF_EACH_KIND)
    return {"groups": shown_groups(groups, frame_of(request).viewing, **narrowed)}


def _page(request: HttpRequest, listed: QuerySet) -> dict[str, Any]:
    try:
        page = Paginator(listed, PER_PAGE).page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404(_("This list has no such page.")) from error
    return {
        "page": page,
        "before": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "after": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
