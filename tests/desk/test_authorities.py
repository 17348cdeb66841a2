"""Organisations, places, series, themes and crises: found by any name, never made twice."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from fingerpost.catalogue.models import Crisis, Organisation, OrganisationAlias, Place, Series, Theme


def view(model: type, name: str, *args: object) -> str:
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def chooser(model: type, name: str) -> str:
    return reverse(model.snippet_viewset.chooser_viewset.get_url_name(name))


@pytest.fixture
def escap(db: None) -> Organisation:
    escap = Organisation.objects.create(
        name="Economic and Social Commission for Asia and the Pacific", short_name="ESCAP", slug="escap"
    )
    OrganisationAlias.objects.create(organisation=escap, name="CESAP")
    OrganisationAlias.objects.create(organisation=escap, name="아시아태평양경제사회위원회")
    Organisation.objects.create(name="World Health Organization", short_name="WHO", slug="who")
    return escap


@pytest.mark.parametrize("words", ["escap", "social commission", "cesap", "경제사회"])
def test_an_organisation_is_chosen_by_any_of_its_names(words: str, escap: Organisation, at_the_desk: Client) -> None:
    found = at_the_desk.get(chooser(Organisation, "choose_results"), {"q": words})

    assert list(found.context["results"]) == [escap]


@pytest.mark.parametrize("words", ["escap", "CESAP"])
def test_an_organisation_is_listed_by_any_of_its_names(words: str, escap: Organisation, at_the_desk: Client) -> None:
    assert list(at_the_desk.get(view(Organisation, "list"), {"q": words}).context["object_list"]) == [escap]


def test_an_organisation_is_made_in_the_chooser(db: None, at_the_desk: Client) -> None:
    fields = {"name": "서울특별시", "short_name": "", "kind": "", "country": "KR", "website": ""}

    made = at_the_desk.post(chooser(Organisation, "create"), fields).json()

    organisation = Organisation.objects.get()
    assert made["result"]["id"] == str(organisation.pk)
    assert (organisation.slug.isascii(), organisation.standing) == (True, "confirmed")


@pytest.mark.parametrize("name", ["cesap", "ESCAP", "economic and social commission for asia and the pacific"])
def test_no_organisation_is_made_twice(name: str, escap: Organisation, at_the_desk: Client) -> None:
    fields = {"name": name, "short_name": "", "kind": "", "country": "", "website": ""}

    answer = at_the_desk.post(chooser(Organisation, "create"), fields).json()

    assert answer["step"] == "reshow_creation_form"
    assert "is already known as “Economic and Social Commission" in answer["htmlFragment"]
    assert Organisation.objects.count() == 2


def organisation_data(aliases: list[dict[str, Any]], **fields: str) -> dict[str, Any]:
    empty = {"short_name": "", "kind": "", "country": "", "parent": "", "website": "", "slug": ""}
    return nested_form_data({**empty, "standing": "confirmed", "aliases": inline_formset(aliases), **fields})


def test_one_name_stands_once_among_the_other_names(db: None, at_the_desk: Client) -> None:
    aliases = [{"name": "ICDI", "language": ""}, {"name": "icdi.", "language": ""}]

    answer = at_the_desk.post(view(Organisation, "add"), organisation_data(aliases, name="Institute"))

    assert "This name stands here twice." in answer.content.decode()
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Place, {"kind": "city", "country": "NP", "subdivision": "", "latitude": "", "longitude": ""}),
        (Series, {"organisation": "", "description": ""}),
        (Theme, {"parent": "", "reliefweb": "", "position": "0", "labels": inline_formset([])}),
        (
            Crisis,
            {
                "starts": "",
                "ends": "",
                "current_phase": "",
                "phases": inline_formset([{"name": "Recovery", "slug": ""}]),
                "glide_numbers": inline_formset([{"number": "EP-2020-000012-KOR"}]),
            },
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_addresses_are_made_from_names_and_stay(
    model: type, fields: dict[str, Any], db: None, as_moderator: Client
) -> None:
    data = nested_form_data({"name": "Kathmandu Valley", "slug": "", **fields})

    as_moderator.post(view(model, "add"), data)
    made = model.objects.get()
    slug = made.slug
    pk = {"id": made.phases.get().pk} if model is Crisis else None
    if pk:
        data = nested_form_data(
            {
                "slug": slug,
                **fields,
                "phases": inline_formset([{"name": "Recovery", "slug": "recovery", **pk}], initial=1),
                "glide_numbers": inline_formset(
                    [{"number": "EP-2020-000012-KOR", "id": made.glide_numbers.get().pk}], initial=1
                ),
            }
        )
    as_moderator.post(view(model, "edit", made.pk), {**data, "name": "Valley", "slug": slug})

    made = model.objects.get()
    assert (slug, made.slug, made.name) == ("kathmandu-valley", "kathmandu-valley", "Valley")


def test_a_second_entry_of_a_name_gets_an_address_of_its_own(db: None, at_the_desk: Client) -> None:
    for _ in range(2):
        at_the_desk.post(chooser(Series, "create"), {"name": "Lessons"})

    assert list(Series.objects.order_by("pk").values_list("slug", flat=True)) == ["lessons", "lessons-2"]


@pytest.mark.parametrize("model", [Organisation, Place, Series, Theme, Crisis], ids=lambda model: model.__name__)
def test_lists_and_forms_open(model: type, db: None, as_moderator: Client) -> None:
    assert as_moderator.get(view(model, "list")).status_code == 200
    assert as_moderator.get(view(model, "add")).status_code == 200
