import pytest

from fingerpost.catalogue.models import Crisis


@pytest.fixture
def crisis(db: None) -> Crisis:
    return Crisis.objects.create(name="COVID-19", slug="covid-19")
