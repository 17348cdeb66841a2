from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.test import Client

from fingerpost.catalogue.models import Crisis
from tests.desk.making import signed_in


@pytest.fixture
def crisis(db: None) -> Crisis:
    return Crisis.objects.create(name="COVID-19", slug="covid-19")


@pytest.fixture
def make_user(db: None) -> Callable[..., AbstractUser]:
    def make(name: str, *groups: str) -> AbstractUser:
        user = get_user_model().objects.create_user(username=name, email=f"{name}@example.org", password="open")
        user.groups.set(Group.objects.filter(name__in=groups))
        return user

    return make


@pytest.fixture
def editor(make_user: Callable[..., AbstractUser]) -> AbstractUser:
    return make_user("editor", "Editors")


@pytest.fixture
def moderator(make_user: Callable[..., AbstractUser]) -> AbstractUser:
    return make_user("moderator", "Moderators")


@pytest.fixture
def at_the_desk(editor: AbstractUser) -> Client:
    return signed_in(editor)


@pytest.fixture
def as_moderator(moderator: AbstractUser) -> Client:
    return signed_in(moderator)
