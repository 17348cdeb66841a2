"""What search engines are told to look at: every public page, with the day it last changed (sitemaps.org, 0.9)."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap

from fingerpost.catalogue.models import Organisation, Place, Record, Series, Theme


class Records(Sitemap):
    limit = 10_000

    def items(self) -> QuerySet:
        return Record.objects.live().only("key", "kind", "title", "updated_at").order_by("pk")

    def lastmod(self, item: Record) -> datetime:
        return item.updated_at


class Gatherings(Sitemap):
    """Pages that gather records; each changed when one of its records last did."""

    limit = 10_000
    of_records = ""  #: how the records are reached

    def things(self) -> QuerySet:
        raise NotImplementedError

    def items(self) -> QuerySet:
        live = Q(**{f"{self.of_records}__live": True})
        newest = Max(f"{self.of_records}__updated_at", filter=live)
        return self.things().annotate(newest=newest).filter(newest__isnull=False).order_by("pk")

    def lastmod(self, item: Organisation | Place | Theme | Series) -> datetime:
        return item.newest


class Organisations(Gatherings):
    of_records = "credits__record"

    def things(self) -> QuerySet:
        return Organisation.objects.standing_alone()


class Cities(Gatherings):
    of_records = "records"

    def things(self) -> QuerySet:
        return Place.objects.all()


class Themes(Gatherings):
    of_records = "records"

    def things(self) -> QuerySet:
        return Theme.objects.all()


class AllSeries(Gatherings):
    of_records = "records"

    def things(self) -> QuerySet:
        return Series.objects.all()


class Pages(WagtailSitemap):
    limit = 10_000

    def items(self) -> Iterable:
        return super().items() if self.get_wagtail_site() else []


def site_maps(request: HttpRequest) -> dict[str, Sitemap]:
    return {
        "pages": Pages(request),
        "records": Records(),
        "organisations": Organisations(),
        "cities": Cities(),
        "themes": Themes(),
        "series": AllSeries(),
    }
