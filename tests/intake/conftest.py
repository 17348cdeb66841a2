import pytest

from fingerpost.catalogue.models import Crisis
from tests.web import site

__all__ = ["crisis", "site"]


@pytest.fixture
def crisis(db: None) -> Crisis:
    return Crisis.objects.create(name="COVID-19", slug="covid-19")
