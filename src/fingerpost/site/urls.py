"""The public addresses. All of them are open to everybody and only read (GET and HEAD)."""

from django.urls import path

from fingerpost.catalogue.models import Record
from fingerpost.site import brand
from fingerpost.site.views import authorities, find, lists, machines, records

app_name = "site"

Kind = Record.Kind

urlpatterns = [
    path("events/", lists.records, {"kind": Kind.EVENT}, name="events"),
    path("resources/", lists.records, {"kind": Kind.RESOURCE}, name="resources"),
    path("measures/", lists.records, {"kind": Kind.MEASURE}, name="measures"),
    path("updates/", lists.records, {"kind": Kind.UPDATE}, name="updates"),
    path("events/<str:slug>", records.record, {"kind": Kind.EVENT}, name="event"),
    path("resources/<str:slug>", records.record, {"kind": Kind.RESOURCE}, name="resource"),
    path("measures/<str:slug>", records.record, {"kind": Kind.MEASURE}, name="measure"),
    path("updates/<str:slug>", records.record, {"kind": Kind.UPDATE}, name="update"),
    path("organisations/", authorities.organisations, name="organisations"),
    path("organisations/<slug:slug>", authorities.organisation, name="organisation"),
    path("cities/", authorities.cities, name="cities"),
    path("cities/<slug:slug>", authorities.city, name="city"),
    path("themes/", authorities.themes, name="themes"),
    path("themes/<slug:slug>", authorities.theme, name="theme"),
    path("series/", authorities.all_series, name="all_series"),
    path("series/<slug:slug>", authorities.series, name="series"),
    path("find/", find.find, name="find"),
    path("find/complete", find.complete, name="complete"),
    path("find.json", find.find_json, name="find_json"),
    path("brand/<slug:digest>.css", brand.serve, name="brand"),
    path("sitemap.xml", machines.site_map, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("healthz", machines.health, name="health"),
]
