"""Who may do what with an import: each address names its permission, and each button its own."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser, Permission
from django.test import Client
from django.urls import reverse

from fingerpost.catalogue.models import Crisis
from fingerpost.desk.imports.listing import BatchViewSet
from fingerpost.intake.models import Batch, Item
from tests.desk.imports.making import address, make_batch, make_item
from tests.desk.making import signed_in

#: Every address below /desk/imports/, and the permission of a batch that it asks for.
PERMISSIONS = {
    "index": "any",
    "index_results": "any",
    "add": "add",
    "inspect": "view",
    "state": "view",
    "act": "change",
    "again": "change",
    "columns": "change",
    "undo": "undo",
    "item": "view",
    "split": "change",
    "match": "view",
}


def test_every_address_states_its_permission() -> None:
    stated = {}
    for pattern in BatchViewSet().get_urlpatterns():
        view = pattern.callback.view_class
        stated[pattern.name] = view.permission_required or ("any" if view.any_permission_required else None)

    assert stated == PERMISSIONS


@pytest.fixture
def batch(crisis: Crisis) -> Batch:
    return make_batch(crisis)


@pytest.fixture
def item(batch: Batch) -> Item:
    return make_item(batch)


def at(name: str, batch: Batch, item: Item) -> str:
    arguments = {"index": [], "index_results": [], "add": []}.get(name, [batch.pk])
    return reverse(f"imports:{name}", args=[*arguments, *([item.pk] if name in {"item", "split", "match"} else [])])


def with_rights(make_user: Callable[..., AbstractUser], *rights: str) -> Client:
    user = make_user("somebody")
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", *(f"{right}_batch" for right in rights)])
    )
    return signed_in(user)


@pytest.mark.parametrize("name", PERMISSIONS)
def test_without_the_permission_nothing_is_shown_or_done(
    name: str, batch: Batch, item: Item, make_user: Callable[..., AbstractUser]
) -> None:
    others = {"add", "view", "change", "undo"} - {PERMISSIONS[name]}
    client = with_rights(make_user, *([] if PERMISSIONS[name] == "any" else others))

    answers = [client.get(at(name, batch, item)), client.post(at(name, batch, item), {"do": "skip", "item": item.pk})]

    assert {answer.status_code for answer in answers} <= {302, 405}
    assert all(answer.url == reverse("wagtailadmin_home") for answer in answers if answer.status_code == 302)
    assert (Item.objects.get().decision, Batch.objects.get().state) == ("open", "review")


def test_who_may_only_look_finds_no_buttons(batch: Batch, item: Item, make_user: Callable[..., AbstractUser]) -> None:
    client = with_rights(make_user, "view")

    pages = [client.get(at(name, batch, item)).content.decode() for name in ("inspect", "item", "match")]

    assert not any('name="do"' in page or ">Save<" in page for page in pages)


@pytest.mark.parametrize(("name", "data"), [("item", {"title": "x", "only": "title"}), ("match", {"do": "untie"})])
def test_who_may_only_look_changes_nothing(
    name: str, data: dict[str, str], batch: Batch, item: Item, make_user: Callable[..., AbstractUser]
) -> None:
    with_rights(make_user, "view").post(at(name, batch, item), data)

    assert Item.objects.get().edited == {}


def test_an_editor_sees_no_publishing_and_no_undo(batch: Batch, item: Item, at_the_desk: Client) -> None:
    page = at_the_desk.get(address("inspect", batch)).content.decode()

    assert 'value="accept-sure"' in page
    assert 'value="publish' not in page
    assert address("undo", batch) not in page


def test_a_moderator_sees_both(batch: Batch, item: Item, as_moderator: Client) -> None:
    page = as_moderator.get(address("inspect", batch)).content.decode()

    assert {'value="publish"' in page, 'value="publish-sure"' in page, address("undo", batch) in page} == {True}


@pytest.mark.parametrize("verb", ["publish", "publish-sure"])
def test_an_editor_cannot_publish_by_a_made_up_request(
    batch: Batch, item: Item, at_the_desk: Client, verb: str
) -> None:
    at_the_desk.post(address("act", batch), {"do": verb, "item": item.pk})

    assert Item.objects.get().decision == "open"


def test_an_item_of_another_batch_is_not_found(crisis: Crisis, batch: Batch, item: Item, at_the_desk: Client) -> None:
    other = make_batch(crisis)

    for name in ("item", "split", "match"):
        assert at_the_desk.get(address(name, other, item.pk)).status_code == 404
    at_the_desk.post(address("act", other), {"do": "skip", "item": item.pk})
    assert Item.objects.get().decision == "open"
