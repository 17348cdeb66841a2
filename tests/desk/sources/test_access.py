"""Who may do what with a source: each address names its permission."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser, Permission
from django.test import Client
from django.urls import reverse

from fingerpost.catalogue.models import Crisis
from fingerpost.desk.sources.listing import SourceViewSet
from fingerpost.intake.models import Source
from tests.desk.making import signed_in
from tests.desk.sources.making import address, form_data, make_source, miss

#: Every address below /desk/sources/, and the permission of a source that it asks for.
PERMISSIONS = {
    "index": "any",
    "index_results": "any",
    "add": "add",
    "inspect": "view",
    "edit": "change",
    "delete": "delete",
    "read": "change",
    "rehearse": "change",
    "pause": "change",
    "keep": "change",
}


def test_every_address_states_its_permission() -> None:
    stated = {}
    for pattern in SourceViewSet().get_urlpatterns():
        view = pattern.callback.view_class
        stated[pattern.name] = view.permission_required or ("any" if view.any_permission_required else None)

    assert stated == PERMISSIONS


@pytest.mark.parametrize("name", PERMISSIONS)
def test_without_the_permission_nothing_is_shown_or_done(
    name: str, crisis: Crisis, make_user: Callable[..., AbstractUser]
) -> None:
    source = make_source(crisis)
    miss(source)
    others = {"add", "view", "change", "delete"} - {PERMISSIONS[name]}
    user = make_user("somebody")
    rights = ["access_admin", *(f"{right}_source" for right in others if PERMISSIONS[name] != "any")]
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = signed_in(user)
    at = address(name, *([] if name in {"index", "index_results", "add"} else [source.pk]))

    answers = [client.get(at), client.post(at, form_data(paused="yes", item="1"))]

    assert {answer.status_code for answer in answers} <= {302, 405}
    assert all(answer.url == reverse("wagtailadmin_home") for answer in answers if answer.status_code == 302)
    source.refresh_from_db()
    assert (source.paused, source.last_run_at, source.sightings.count()) == (False, None, 1)


def test_who_may_only_look_finds_no_buttons(crisis: Crisis, make_user: Callable[..., AbstractUser]) -> None:
    source = make_source(crisis)
    miss(source)
    user = make_user("somebody")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "view_source"]))

    page = signed_in(user).get(address("inspect", source.pk)).content.decode()

    assert [name for name in ("Read now", "Rehearse", "Pause", "Keep the ticked") if name in page] == []


def test_an_editor_cannot_trust_a_source(crisis: Crisis, at_the_desk: Client) -> None:
    at_the_desk.post(address("add"), form_data(trust="publish"))

    assert Source.objects.get().trust == "hold"
    assert 'name="trust"' not in at_the_desk.get(address("add")).content.decode()


def test_a_moderator_can(crisis: Crisis, as_moderator: Client) -> None:
    page = as_moderator.get(address("add")).content.decode()
    as_moderator.post(address("add"), form_data(trust="publish"))

    assert "without anybody looking" in page
    assert Source.objects.get().trust == "publish"


def test_the_trust_in_one_address_is_no_trust_in_another(crisis: Crisis, at_the_desk: Client) -> None:
    source = make_source(crisis, trust="publish")

    at_the_desk.post(address("edit", source.pk), form_data(url=source.url, name="Renamed"))
    kept = Source.objects.get().trust
    answer = at_the_desk.post(address("edit", source.pk), form_data(url="https://example.org/other"), follow=True)

    assert (kept, Source.objects.get().trust) == ("publish", "hold")
    assert "held for review from now on" in answer.content.decode()


def test_an_editor_cannot_delete_a_source_and_a_moderator_loses_nothing(
    crisis: Crisis, at_the_desk: Client, as_moderator: Client
) -> None:
    source = make_source(crisis)
    at_the_desk.post(address("delete", source.pk))
    assert Source.objects.exists()

    page = as_moderator.get(address("delete", source.pk)).content.decode()
    as_moderator.post(address("delete", source.pk))

    assert "all records from them stay as they are" in page
    assert not Source.objects.exists()
