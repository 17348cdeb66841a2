"""A pasted list of names against the authority file."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fingerpost.catalogue.models import Organisation, OrganisationAlias
from tests.desk.test_authorities import view

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def who() -> Organisation:
    Organisation.objects.create(name="Seoul Metropolitan Government", slug="seoul")
    return Organisation.objects.create(name="World Health Organization", short_name="WHO", slug="who")


def post(client: Client, **fields: Any) -> Any:
    answer = client.post(view(Organisation, "reconcile"), fields, follow=True)
    assert answer.status_code == 200
    return answer


def upload(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("organisations.csv", text.encode())


def test_each_name_is_compared_once_and_a_known_one_is_tied(at_the_desk: Client) -> None:
    candidates = post(at_the_desk, names="WHO\nwho\n\nSeoul City\nNobody knows it", do="compare").context["candidates"]

    assert [(each.written, each.decision, each.best and each.best.organisation.slug) for each in candidates] == [
        ("WHO", "is", "who"),
        ("Seoul City", "leave", "seoul"),
        ("Nobody knows it", "leave", None),
    ]


def test_a_column_of_a_table_is_chosen_by_its_heading(at_the_desk: Client) -> None:
    file = upload("City;Partner\nSeoul;WHO\nBusan;Unknown\n")

    answer = post(at_the_desk, file=file, heading="partner", do="compare")

    assert [each.written for each in answer.context["candidates"]] == ["WHO", "Unknown"]
    refused = post(at_the_desk, file=upload("City;Partner\nSeoul;WHO\n"), heading="x", do="compare")
    assert "No column is headed “x”." in refused.content.decode()


def test_the_table_goes_out_without_formulas_and_comes_back_as_it_was(at_the_desk: Client) -> None:
    names = '=HYPERLINK("x")\n@handle\nWHO'
    sent = at_the_desk.post(view(Organisation, "reconcile"), {"names": names, "do": "download"})

    content = sent.content.decode()
    assert content.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))
    assert [row["name"] for row in rows] == ['\'=HYPERLINK("x")', "'@handle", "WHO"]
    assert (rows[2]["decision"], rows[2]["organisation"], rows[2]["address"]) == (
        "is",
        "World Health Organization",
        "who",
    )
    plan = post(at_the_desk, file=upload(content), do="compare").context["plan"]
    assert (plan.errors, plan.known, plan.left) == ([], 1, 2)


def test_a_corrected_table_is_shown_first_and_then_applied(at_the_desk: Client) -> None:
    table = "name,decision,address\nSeoul City,is,seoul\nInstitute of Cities (IOC),new,\nWhoever,leave,\n"

    shown = post(at_the_desk, file=upload(table), do="compare")
    assert Organisation.objects.count() == 2
    post(at_the_desk, lines=shown.context["lines"], do="apply")

    assert list(OrganisationAlias.objects.values_list("organisation__slug", "name")) == [("seoul", "Seoul City")]
    made = Organisation.objects.get(name="Institute of Cities")
    assert (made.short_name, made.slug, made.standing) == ("IOC", "institute-of-cities", "confirmed")


def test_choices_made_on_the_page_are_applied(at_the_desk: Client) -> None:
    shown = post(at_the_desk, name=["SMG", "New one"], choice=["is:seoul", "new"], do="decide")

    post(at_the_desk, lines=shown.context["lines"], do="apply")

    assert OrganisationAlias.objects.get().name == "SMG"
    assert Organisation.objects.filter(name="New one").exists()


def test_each_line_that_cannot_be_done_is_named_and_nothing_is_saved(at_the_desk: Client, who: Organisation) -> None:
    OrganisationAlias.objects.create(organisation=who, name="OMS")
    table = (
        "name,decision,address\nA,is,nowhere\nB,is,\nOMS,is,seoul\nOMS,new,\nWHO,new,\nC,perhaps,\nGood,new,\n"
        + "x" * 201
        + ",new,\n"
    )

    shown = post(at_the_desk, file=upload(table), do="compare")
    post(at_the_desk, lines=shown.context["lines"], do="apply")

    assert shown.context["plan"].errors == [
        "Line 2: No organisation has the address “nowhere”. Copy it from the list.",
        "Line 3: It says “is”, but not which organisation. Add its address.",
        "Line 4: “OMS” is a name of “World Health Organization” already. Merge the two, or leave it.",
        "Line 5: “OMS” stands on line 4 with another decision. Keep one of them.",
        "Line 6: “WHO” is known already. Write “is” and the address “who”, or leave it.",
        "Line 7: “perhaps” is no decision. Write “is”, “new” or “leave”.",
        f"Line 9: “{'x' * 80}” cannot be the name of an organisation. Correct it, or leave it.",
    ]
    assert (Organisation.objects.count(), OrganisationAlias.objects.count()) == (2, 1)


@pytest.mark.parametrize("lines", ["", "[", "[[1]]", '[["x","a","is","b"]]', "null", "[" * 5000])
def test_what_no_page_of_ours_sent_changes_nothing(lines: str, at_the_desk: Client) -> None:
    answer = post(at_the_desk, lines=lines, do="apply")

    assert "No name stands there." in answer.content.decode()


def test_too_many_names_are_refused_with_a_sentence(at_the_desk: Client) -> None:
    answer = post(at_the_desk, names="\n".join(map(str, range(6000))), do="compare")

    assert "These are 6000 names; up to 5000 are compared at a time." in answer.content.decode()
