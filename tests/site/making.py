"""Small true-to-life content for the tests of the public pages."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from fingerpost.catalogue.models import Credit, Crisis, Link, Organisation, Place, Record, Series, Theme
from fingerpost.catalogue.models.records import KINDS


def crisis() -> Crisis:
    return Crisis.objects.get_or_create(name="COVID-19", slug="covid-19")[0]


def organisation(name: str, **facts: Any) -> Organisation:
    slug = facts.pop("slug", name.lower().replace(" ", "-"))
    return Organisation.objects.create(name=name, slug=slug, **facts)


def city(name: str, country: str, **facts: Any) -> Place:
    return Place.objects.create(name=name, slug=name.lower().replace(" ", "-"), country=country, **facts)


def theme(name: str, parent: Theme | None = None) -> Theme:
    return Theme.objects.create(name=name, slug=name.lower().replace(" ", "-"), parent=parent)


def series(name: str, **facts: Any) -> Series:
    return Series.objects.create(name=name, slug=name.lower().replace(" ", "-"), **facts)


def record(
    kind: str,
    title: str,
    *,
    organisers: Iterable[Organisation] = (),
    themes: Iterable[Theme] = (),
    links: dict[str, str] | None = None,
    on: date | None = None,
    **facts: Any,
) -> Record:
    made = KINDS[kind](title=title, crisis=crisis(), start_date=on, **facts)
    role = Credit.Role.PUBLISHER if kind == "resource" else Credit.Role.ORGANISER
    made.credits = [Credit(organisation=one, role=role) for one in organisers]
    made.links = [Link(role=role, url=url) for role, url in (links or {}).items()]
    made.themes = list(themes)
    made.save()
    return made


def event(title: str, **facts: Any) -> Record:
    return record("event", title, **facts)


def resource(title: str, **facts: Any) -> Record:
    return record("resource", title, **facts)


def measure(title: str, **facts: Any) -> Record:
    return record("measure", title, **facts)


def update(title: str, **facts: Any) -> Record:
    return record("update", title, **facts)
