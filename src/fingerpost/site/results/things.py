"""Organisations, places, themes, series, pages and documents that were found, as the database knows them now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page

from fingerpost.catalogue.models import Organisation, Place, Series, Theme
from fingerpost.site.presenting import languages
from fingerpost.site.statements import Statement, run, written

#: Statements are kept by the number of their ids, which is rounded up to this so that few of them are needed.
STEP = 8


class Thing(NamedTuple):
    """Something with a page of its own that is no record."""

    name: str
    url: str
    label: str  #: what it is: “Organisation”, “Theme”
    about: str = ""  #: what else is known: “City network · Republic of Korea”


#: By what it is and by its id.
Things = Mapping[tuple[str, int], Thing]


def things(found: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Thing]:
    """Return those of the found that are no records and are public now. Takes one query; pages and documents take two
    more each."""
    ids = defaultdict(set)
    for what, pk in found:
        ids[what].add(pk)
    return {**_named(ids), **_pages(ids["page"]), **_documents(ids["document"])}


def _named(ids: Mapping[str, set[int]]) -> dict[tuple[str, int], Thing]:
    asked = {what: sorted(ids[what]) for what in _PARTS if ids.get(what)}
    if not asked:
        return {}
    sizes = tuple((what, -(-len(some) // STEP)) for what, some in sorted(asked.items()))
    sql, params = _statement(sizes, connection.vendor)
    given = {mark: pk for (what, steps) in sizes for mark, pk in _marked(what, steps, asked[what])}
    rows = run((sql, tuple(given.get(one, one) for one in params)))
    return {(what, pk): _thing(what, slug, name, kind, country) for what, pk, slug, name, kind, country in rows}


def _marked(what: str, steps: int, ids: list[int]) -> Iterable[tuple[int, int]]:
    """Return each id with the number that stands for it in the statement; the last one fills the places left over."""
    marks = _marks(what, steps)
    return zip(marks, ids + ids[-1:] * (len(marks) - len(ids)), strict=True)


def _marks(what: str, steps: int) -> list[int]:
    start = -1 - 10_000 * list(_PARTS).index(what)
    return [start - place for place in range(steps * STEP)]


@lru_cache(maxsize=256)
def _statement(sizes: tuple[tuple[str, int], ...], vendor: str) -> Statement:  # noqa: ARG001
    first, *others = [_PARTS[what](what, _marks(what, steps)) for what, steps in sizes]
    return written(first.union(*others, all=True) if others else first)


def _part(known: QuerySet, what: str, ids: list[int], kind: Any = None, country: Any = None) -> QuerySet:
    nothing = Value("", CharField())
    return (
        known.filter(pk__in=ids)
        .order_by()
        .annotate(
            _what=Value(what, CharField()),
            _name=Cast("name", CharField()),
            _kind=Cast(kind or nothing, CharField()),
            _country=Cast(country or nothing, CharField()),
        )
        .values_list("_what", "pk", "slug", "_name", "_kind", "_country")
    )


_PARTS = {
    "organisation": lambda *which: _part(Organisation.objects.public(), *which, F("kind"), F("country")),
    "place": lambda *which: _part(Place.objects.all(), *which, F("kind"), F("country")),
    "theme": lambda *which: _part(Theme.objects.all(), *which),
    "series": lambda *which: _part(Series.objects.all(), *which),
}


def _thing(what: str, slug: str, name: str, kind: str, country: str) -> Thing:
    known = [_kind_label(what, kind)]
    if country and kind != Place.Kind.COUNTRY:
        known.append(languages.country_name(country, get_language() or "en"))
    return Thing(name, _prefix(what, get_script_prefix()) + slug, _label(what, kind), " · ".join(filter(None, known)))


def _kind_label(what: str, kind: str) -> str:
    return str(Organisation.Kind(kind).label) if what == "organisation" and kind in Organisation.Kind.values else ""


@lru_cache(maxsize=64)
def _prefix(what: str, script_prefix: str) -> str:  # noqa: ARG001 -- the addresses of a process may move with it
    view = {"place": "city"}.get(what, what)
    return reverse(f"site:{view}", args=["-"]).removesuffix("-")


def _label(what: str, kind: str) -> str:
    if what == "place":
        return str(Place.Kind(kind).label)
    return {
        "organisation": _("Organisation"),
        "theme": _("Theme"),
        "series": _("Series"),
        "page": _("Page"),
        "document": _("Document"),
    }[what]


def _pages(ids: set[int]) -> dict[tuple[str, int], Thing]:
    if not ids:
        return {}
    found = Page.objects.live().public().filter(pk__in=ids)
    return {("page", page.pk): Thing(page.title, page.get_url() or "/", _label("page", "")) for page in found}


def _documents(ids: set[int]) -> dict[tuple[str, int], Thing]:
    if not ids:
        return {}
    found = get_document_model().objects.filter(pk__in=ids).select_related("collection")
    closed = tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
    return {
        ("document", one.pk): Thing(one.title, one.url, _label("document", ""), one.file_extension.upper())
        for one in found
        if not one.collection.path.startswith(closed)
    }
