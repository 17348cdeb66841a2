"""“Merge into another” at the desk, the way back, and what proposals become."""

from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fingerpost.catalogue.models import Credit, Crisis, Organisation, OrganisationAlias
from fingerpost.intake.models import Batch
from tests.desk.making import make_record
from tests.desk.test_authorities import chooser, organisation_data, view

pytestmark = pytest.mark.django_db


@pytest.fixture
def seoul(crisis: Crisis) -> Organisation:
    return Organisation.objects.create(name="Seoul Metropolitan Government", slug="seoul")


@pytest.fixture
def smg(crisis: Crisis) -> Organisation:
    smg = Organisation.objects.create(name="Seoul City", short_name="SMG", slug="smg", standing="proposed")
    for title in ("Forum", "Webinar"):
        Credit.objects.create(record=make_record("event", crisis, title), organisation=smg)
    return smg


def text(client: Client, url: str, **query: Any) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200
    return answer.content.decode()


def merge(client: Client, merged: Organisation, into: Organisation) -> str:
    return client.post(view(Organisation, "merge", merged.pk), {"into": into.pk}, follow=True).content.decode()


def test_the_likeliest_stands_beside_it_with_what_will_happen(
    seoul: Organisation, smg: Organisation, as_moderator: Client
) -> None:
    page = as_moderator.get(view(Organisation, "merge", smg.pk))

    assert page.context["kept"] == seoul
    assert page.context["effects"] == [
        "2 records will name “Seoul Metropolitan Government”.",
        "Other names that “Seoul Metropolitan Government” gets: Seoul City.",
        "Facts that it lacks and takes over: short name.",
        "The address “smg” will lead to “seoul”.",
    ]
    smg.refresh_from_db()
    assert (smg.standing, OrganisationAlias.objects.count()) == ("proposed", 0)


def test_another_one_is_searched_by_any_name(seoul: Organisation, smg: Organisation, as_moderator: Client) -> None:
    other = Organisation.objects.create(name="Busan", slug="busan")

    page = as_moderator.get(view(Organisation, "merge", smg.pk), {"find": "bus"})

    assert (page.context["found"], page.context["kept"]) == ([other], None)
    assert as_moderator.get(view(Organisation, "merge", smg.pk), {"into": other.pk}).context["kept"] == other


def test_it_is_merged_and_the_message_leads_back(seoul: Organisation, smg: Organisation, as_moderator: Client) -> None:
    said = merge(as_moderator, smg, seoul)

    assert "“Seoul City” is “Seoul Metropolitan Government” now, in 2 records." in said
    assert view(Organisation, "unmerge", smg.pk) in said
    assert Credit.objects.filter(organisation=seoul).count() == 2

    page = text(as_moderator, view(Organisation, "unmerge", smg.pk))
    assert "2 records name “Seoul City” again." in page
    smg.refresh_from_db()
    assert smg.is_merged

    as_moderator.post(view(Organisation, "unmerge", smg.pk))
    smg.refresh_from_db()
    assert (smg.standing, Credit.objects.filter(organisation=smg).count()) == ("proposed", 2)


def test_nobody_makes_it_or_chooses_it_again(seoul: Organisation, smg: Organisation, as_moderator: Client) -> None:
    merge(as_moderator, smg, seoul)

    answer = as_moderator.post(view(Organisation, "add"), organisation_data([], name="SEOUL CITY"))

    assert "is already known as “Seoul Metropolitan Government”" in answer.content.decode()
    found = as_moderator.get(chooser(Organisation, "choose_results"), {"q": "seoul"})
    assert list(found.context["results"]) == [seoul]


def test_the_list_shows_merged_ones_only_where_they_are_asked_for(
    seoul: Organisation, smg: Organisation, as_moderator: Client
) -> None:
    merge(as_moderator, smg, seoul)

    listed = as_moderator.get(view(Organisation, "list"))
    merged = as_moderator.get(view(Organisation, "list"), {"standing": "merged"})

    assert (list(listed.context["object_list"]), list(merged.context["object_list"])) == ([seoul], [smg])
    shown = merged.content.decode()
    assert "Merged into “SMG”" in shown
    assert view(Organisation, "unmerge", smg.pk) in shown


def test_the_edit_page_of_a_merged_one_takes_the_merge_back(
    seoul: Organisation, smg: Organisation, as_moderator: Client
) -> None:
    assert view(Organisation, "merge", smg.pk) in text(as_moderator, view(Organisation, "edit", smg.pk))
    merge(as_moderator, smg, seoul)

    for name in ("edit", "merge"):
        answer = as_moderator.get(view(Organisation, name, smg.pk))
        assert (answer.status_code, answer["Location"]) == (302, view(Organisation, "unmerge", smg.pk))
    assert "Another organisation was merged into it" in text(as_moderator, view(Organisation, "history", seoul.pk))


def test_what_cannot_be_merged_is_said(seoul: Organisation, smg: Organisation, as_moderator: Client) -> None:
    assert "Choose first which organisation it is." in merge(as_moderator, smg, smg)
    answer = as_moderator.post(view(Organisation, "unmerge", smg.pk), follow=True)
    assert "there is no merge to take back" in answer.content.decode()


@pytest.mark.parametrize("name", ["merge", "unmerge"])
def test_editors_do_not_merge(name: str, seoul: Organisation, smg: Organisation, at_the_desk: Client) -> None:
    for answer in (
        at_the_desk.get(view(Organisation, name, smg.pk)),
        at_the_desk.post(view(Organisation, name, smg.pk), {"into": seoul.pk}),
        at_the_desk.post(view(Organisation, "proposals"), {"do": f"is:{smg.pk}:{seoul.pk}"}),
    ):
        assert answer.status_code == 302
    smg.refresh_from_db()
    assert smg.standing == "proposed"
    assert view(Organisation, "merge", smg.pk) not in text(at_the_desk, view(Organisation, "edit", smg.pk))


# Proposals


def test_a_proposal_tells_where_it_came_from_and_what_it_may_be(
    seoul: Organisation, smg: Organisation, as_moderator: Client, crisis: Crisis
) -> None:
    Batch.objects.create(
        crisis=crisis, name="Seoul's page", imported_at=timezone.now(), proposed={"organisations": [smg.pk]}
    )

    [proposal] = as_moderator.get(view(Organisation, "proposals")).context["proposals"]

    assert proposal.organisation == smg
    assert sorted(record.title for record, _url in proposal.records) == ["Forum", "Webinar"]
    assert [name for name, _url in proposal.batches] == ["Seoul's page"]
    assert [each.organisation for each in proposal.likely] == [seoul]


def test_a_proposal_is_confirmed_tied_or_placed_with_one_press(
    seoul: Organisation, smg: Organisation, as_moderator: Client
) -> None:
    new = Organisation.objects.create(name="ICDI", slug="icdi", standing="proposed")
    part = Organisation.objects.create(name="Seoul Metropolitan Government Fire Service", slug="f", standing="proposed")

    for verb in (f"confirm:{new.pk}", f"part:{part.pk}:{seoul.pk}", f"is:{smg.pk}:{seoul.pk}"):
        answer = as_moderator.post(view(Organisation, "proposals"), {"do": verb, "p": "1"})
        assert answer["Location"].startswith(view(Organisation, "proposals"))

    standings = Organisation.objects.order_by("pk").values_list("slug", "standing", "parent__slug", "merged_into__slug")
    assert list(standings) == [
        ("seoul", "confirmed", None, None),
        ("smg", "merged", None, "seoul"),
        ("icdi", "confirmed", None, None),
        ("f", "confirmed", "seoul", None),
    ]


@pytest.mark.parametrize("verb", ["", "is", "is:x:y", "part:999:1", "confirm:99999999999999999999", "explode:1"])
def test_a_button_that_is_none_changes_nothing(verb: str, smg: Organisation, as_moderator: Client) -> None:
    answer = as_moderator.post(view(Organisation, "proposals"), {"do": verb})

    assert answer.status_code == 302
    smg.refresh_from_db()
    assert smg.standing == "proposed"


def test_proposals_cost_the_same_queries_however_many(
    seoul: Organisation, smg: Organisation, at_the_desk: Client, editor: AbstractUser, crisis: Crisis
) -> None:
    def cost() -> int:
        at_the_desk.get(view(Organisation, "proposals"))
        with CaptureQueriesContext(connection) as queries:
            at_the_desk.get(view(Organisation, "proposals"))
        return len(queries)

    one = cost()
    for number in range(2):
        made = Organisation.objects.create(name=f"SMG {number}", slug=f"s{number}", standing="proposed")
        Credit.objects.create(record=make_record("event", crisis), organisation=made)

    assert cost() == one
