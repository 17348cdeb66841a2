"""Which organisation a name may mean."""

import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fingerpost.catalogue.models import Organisation, OrganisationAlias
from fingerpost.intake.actions.namesakes import Namesakes

pytestmark = pytest.mark.django_db


def make(name: str, short_name: str = "", *aliases: str, **facts: Any) -> Organisation:
    slug = f"o{Organisation.objects.count()}"
    made = Organisation.objects.create(name=name, short_name=short_name, slug=slug, **facts)
    for alias in aliases:
        OrganisationAlias.objects.create(organisation=made, name=alias)
    return made


@pytest.fixture(autouse=True)
def authority_file() -> None:
    make("Seoul Metropolitan Government", "", "서울특별시")
    make("Busan Metropolitan City")
    make("World Health Organization", "WHO", "Organisation mondiale de la Santé")
    make("United Nations Office for Disaster Risk Reduction", "UNDRR")
    make("Food and Agriculture Organization", "FAO")
    make("University of Melbourne")
    make("University of Nairobi")
    make("Centre for Liveable Cities", "CLC")


def best(written: str) -> str:
    found = Namesakes().of(written)
    return found[0].organisation.name if found else ""


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("world health organization", "World Health Organization"),
        ("The World Health Organization", "World Health Organization"),
        ("World Health Organisation", "World Health Organization"),
        ("World Health Orgnization (WHO)", "World Health Organization"),
        ("Organisation Mondiale de la sante", "World Health Organization"),
        ("SMG", "Seoul Metropolitan Government"),
        ("Seoul City", "Seoul Metropolitan Government"),
        ("City of Seoul", "Seoul Metropolitan Government"),
        ("서울특별시", "Seoul Metropolitan Government"),
        ("Busan City Government", "Busan Metropolitan City"),
        ("Liveable Cities Centre", "Centre for Liveable Cities"),
        ("Center for Liveable Cities Ltd.", "Centre for Liveable Cities"),
        ("Melbourne University", "University of Melbourne"),
        ("UN Office for Disaster Risk Reduction", "United Nations Office for Disaster Risk Reduction"),
        ("Daegu City", ""),
        ("University of Nicosia", ""),
        ("World Bank", ""),
        ("WFO", ""),
        ("", ""),
        ("—", ""),
    ],
)
def test_a_name_finds_the_organisation_that_it_may_mean(written: str, name: str) -> None:
    assert best(written) == name


def test_why_is_told() -> None:
    namesakes = Namesakes()

    reasons = [namesakes.of(name)[0].reasons for name in ("WHO", "Seoul City", "SMG")]

    assert reasons == [
        ("The same name.",),
        ("Both are names for the government of one city.",),
        ("“SMG” are its initials.",),
    ]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("WHO, UNDRR & CLC", ["WHO", "UNDRR", "CLC"]),
        ("WHO-UNDRR-CLC", ["WHO", "UNDRR", "CLC"]),
        ("UNDRR and Food and Agriculture Organization", ["UNDRR", "FAO"]),
        ("WHO / UNDRR", ["WHO", "UNDRR"]),
        ("Food and Agriculture Organization", []),
        ("WHO, Unknown & CLC", []),
        ("WHO", []),
    ],
)
def test_a_name_of_several_is_divided_where_each_is_known(written: str, names: list[str]) -> None:
    assert [str(each) for each in Namesakes().several(written)] == names


@pytest.mark.parametrize(
    ("written", "name"),
    [("UNDRR GETI", "UNDRR"), ("WHO Regional Office for Europe", "WHO"), ("Seoul Forum", None), ("WHO", None)],
)
def test_a_part_is_told_by_the_name_of_the_whole(written: str, name: str | None) -> None:
    whole = Namesakes().whole_of(written)

    assert (str(whole) if whole else None) == name


def test_one_in_another_country_or_above_it_is_less_likely() -> None:
    ministry = make("Ministry of Health", country="NP")
    other = make("Ministry of Health ", country="KR")
    office = make("Ministry of Healths", parent=ministry)

    found = {each.organisation.pk: each.reasons[-1] for each in Namesakes().of_organisation(ministry)}

    assert found == {other.pk: "In another country.", office.pk: "One is part of the other."}


def test_a_merged_one_is_not_suggested() -> None:
    seoul = Organisation.objects.get(name__startswith="Seoul")
    Organisation.objects.create(name="Seoul City", slug="x", standing="merged", merged_into=seoul)

    assert [each.organisation for each in Namesakes().of("Seoul City")] == [seoul]


def test_five_thousand_names_take_seconds_and_two_queries() -> None:
    words = ["health", "city", "urban", "institute", "climate", "network", "asia", "water", "forum", "digital"]
    Organisation.objects.bulk_create(
        Organisation(name=f"{words[at % 10]} {words[at // 10 % 10]} {words[at // 100 % 10]} {at:x}", slug=f"many-{at}")
        for at in range(2000)
    )

    started = time.process_time()
    with CaptureQueriesContext(connection) as queries:
        namesakes = Namesakes()
        for at in range(5000):
            namesakes.of(f"{words[at % 10]} {words[at // 7 % 10]} of {words[at // 70 % 10]} {at:x}")

    assert len(queries) == 2
    assert time.process_time() - started < 20
