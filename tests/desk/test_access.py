"""Who may do what at the desk."""

import importlib
from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupCollectionPermission, Page, Workflow

from fingerpost.catalogue.models import Crisis, Event, Organisation, Place, Record, Series, Theme
from fingerpost.catalogue.models.records import KINDS
from fingerpost.desk.models import Moderation
from tests.desk.making import form_data, make_record, signed_in, url

every_kind = pytest.mark.parametrize("kind", list(KINDS))


@every_kind
@pytest.mark.parametrize("view", ["list", "add"])
def test_strangers_are_asked_to_sign_in(kind: str, view: str, db: None) -> None:
    response = Client().get(url(kind, view))

    assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("wagtailadmin_login"))


@every_kind
def test_a_user_of_neither_group_is_refused(kind: str, crisis: Crisis, make_user: Callable[..., AbstractUser]) -> None:
    outsider = signed_in(make_user("outsider"))
    record = make_record(kind, crisis)

    answers = [
        outsider.get(url(kind, "list")),
        outsider.get(url(kind, "edit", record.pk)),
        outsider.post(url(kind, "add"), form_data(crisis)),
        outsider.post(url(kind, "delete", record.pk)),
    ]

    assert {(answer.status_code, answer["Location"].split("?")[0]) for answer in answers} == {
        (302, reverse("wagtailadmin_login"))
    }
    assert Record.objects.count() == 1


@every_kind
def test_an_editor_cannot_publish_lock_or_delete(kind: str, crisis: Crisis, at_the_desk: Client) -> None:
    record = make_record(kind, crisis)
    live = make_record(kind, crisis, live=True)

    at_the_desk.post(url(kind, "edit", record.pk), {**form_data(crisis), "action-publish": "1"})
    for view in ("unpublish", "delete", "lock"):
        at_the_desk.post(url(kind, view, live.pk))
    bulk = reverse("wagtail_bulk_action", args=["catalogue", kind, "publish"])
    at_the_desk.post(f"{bulk}?id={record.pk}")

    assert [each.live for each in Record.objects.order_by("pk")] == [False, True]
    assert not Record.objects.filter(locked=True).exists()


@every_kind
def test_a_moderator_can_publish(kind: str, crisis: Crisis, as_moderator: Client) -> None:
    record = make_record(kind, crisis)

    as_moderator.post(url(kind, "edit", record.pk), {**form_data(crisis), "action-publish": "1"})

    assert Record.objects.get().live


@pytest.mark.parametrize("model", [Organisation, Place, Series], ids=lambda model: model.__name__)
def test_editors_keep_organisations_places_and_series(model: type, at_the_desk: Client) -> None:
    assert at_the_desk.get(reverse(model.snippet_viewset.get_url_name("add"))).status_code == 200


@pytest.mark.parametrize("model", [Theme, Crisis], ids=lambda model: model.__name__)
def test_themes_and_crises_are_for_moderators(model: type, at_the_desk: Client, as_moderator: Client) -> None:
    add = reverse(model.snippet_viewset.get_url_name("add"))

    assert (at_the_desk.get(add).status_code, as_moderator.get(add).status_code) == (302, 200)


OF_EDITORS = {
    *(f"catalogue.{action}_{kind}" for action in ("add", "change") for kind in KINDS),
    *(f"catalogue.{action}_{name}" for action in ("add", "change") for name in ("organisation", "place", "series")),
    *(f"intake.{action}_batch" for action in ("view", "add", "change")),
    *(f"intake.{action}_source" for action in ("view", "add", "change")),
    *(f"finding.{action}_synonymring" for action in ("add", "change")),
    "wagtailadmin.access_admin",
    *(f"wagtailimages.{action}_image" for action in ("add", "change", "choose", "delete")),
    *(f"wagtaildocs.{action}_document" for action in ("add", "change", "choose", "delete")),
}
OF_MODERATORS = {
    *OF_EDITORS,
    *(f"catalogue.{action}_{kind}" for action in ("delete", "publish", "lock", "unlock") for kind in KINDS),
    *(f"catalogue.delete_{name}" for name in ("organisation", "place", "series")),
    *(f"catalogue.{action}_{name}" for action in ("add", "change", "delete") for name in ("theme", "crisis")),
    *(f"wagtailredirects.{action}_redirect" for action in ("add", "change", "delete")),
    "site.change_networksettings",
    "intake.publish_batch",
    "intake.undo_batch",
    "intake.delete_source",
    "catalogue.merge_organisation",
    "finding.delete_synonymring",
}


@pytest.mark.parametrize(("name", "rights"), [("Editors", OF_EDITORS), ("Moderators", OF_MODERATORS)])
def test_the_migration_gives_each_group_exactly_its_permissions(name: str, rights: set[str], db: None) -> None:
    given = Group.objects.get(name=name).permissions.values_list("content_type__app_label", "codename")

    assert {f"{app_label}.{codename}" for app_label, codename in given} == rights


def test_pages_pictures_and_documents_are_as_wagtail_gives_them(db: None) -> None:
    pages = {
        group.name: set(group.page_permissions.values_list("permission__codename", flat=True))
        for group in Group.objects.all()
    }
    choosing = GroupCollectionPermission.objects.filter(permission__codename__in=["choose_image", "choose_document"])

    assert pages == {
        "Editors": {"add_page", "change_page"},
        "Moderators": {"add_page", "change_page", "publish_page", "lock_page", "unlock_page"},
    }
    assert choosing.count() == 4


def test_no_permission_stands_twice(db: None) -> None:
    assert Permission.objects.count() == Permission.objects.values("content_type", "codename").distinct().count()


def test_records_of_every_kind_and_pages_go_through_the_moderators(db: None) -> None:
    [workflow] = Workflow.objects.active()

    assert {KINDS[kind].get_default_workflow() for kind in KINDS} == {workflow}
    assert Page.objects.get(depth=1).get_workflow() == workflow
    [task] = [task.specific for task in workflow.tasks]
    assert isinstance(task, Moderation)
    assert [group.name for group in task.groups.all()] == ["Moderators"]


def test_the_migrations_go_back(db: None) -> None:
    workflow = importlib.import_module("fingerpost.desk.migrations.0003_moderation_of_records_and_pages")
    permissions = importlib.import_module("fingerpost.desk.migrations.0002_permissions_of_editors_and_moderators")
    intake = importlib.import_module("fingerpost.desk.migrations.0004_permissions_at_the_intake")

    intake.take_back(apps, None)
    workflow.take_back(apps, None)
    permissions.take_back(apps, None)

    assert [workflow.name for workflow in Workflow.objects.active()] == ["Moderators approval"]
    assert Page.objects.get(depth=1).get_workflow().name == "Moderators approval"
    assert Event.get_default_workflow() is None
    assert (
        not Group.objects.get(name="Editors")
        .permissions.filter(content_type__app_label__in=["catalogue", "intake"])
        .exists()
    )
