"""Two imports at the same moment."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection
from wagtail.models import ModelLogEntry, Revision

from fingerpost.catalogue.models import Address, Crisis, Organisation, Record
from fingerpost.intake.models import Batch
from tests.intake.made import events, import_

Result = TypeVar("Result")


def elsewhere(*works: Callable[[], Result]) -> list[Result]:
    """Do each work on a connection of its own, where a test's transaction does not hide it; all at once."""

    def one(work: Callable[[], Result]) -> Result:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(one, works))


@pytest.fixture
def committed_crisis(db: None) -> Iterator[Crisis]:
    [crisis] = elsewhere(lambda: Crisis.objects.create(name="COVID-19", slug="covid-19-together"))
    yield crisis
    elsewhere(lambda: take_away(crisis))


def take_away(crisis: Crisis) -> None:
    records = Record.objects.filter(crisis=crisis)
    ids = [str(pk) for pk in records.values_list("pk", flat=True)]
    Batch.objects.filter(crisis=crisis).delete()
    ModelLogEntry.objects.filter(object_id__in=ids, data__has_key="batch").delete()
    Address.objects.filter(record__in=records).delete()
    records.delete()
    Revision.objects.filter(base_content_type=Record.get_base_content_type(), object_id__in=ids).delete()
    Organisation.objects.filter(name__startswith="City ").delete()
    crisis.delete()


@pytest.mark.two_writers
def test_the_same_source_imported_twice_at_once_is_taken_in_once(committed_crisis: Crisis) -> None:
    together = Barrier(2)

    def one_import() -> tuple[int, int]:
        together.wait(timeout=10)
        report = import_(committed_crisis, *events(50))
        return report.new, report.same

    counts = elsewhere(one_import, one_import)

    assert sorted(counts) == [(0, 50), (50, 0)]
    assert Record.objects.filter(crisis=committed_crisis).count() == 50
    assert Batch.objects.filter(crisis=committed_crisis).count() == 1
