"""What holds for any reading whatever."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fingerpost.catalogue.models import Crisis, Organisation, Record, Series
from fingerpost.intake.actions import ImportReport
from fingerpost.intake.models import Batch, Item
from fingerpost.readers.types import Candidate
from fingerpost.readers.values.moments import Moment
from tests.intake.made import import_

pytestmark = pytest.mark.django_db

calm = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)

words = st.text(max_size=40) | st.sampled_from(
    [
        "City forum",
        "Webinar: City forum",
        "<script>x</script>",
        "a\0b",
        "\ud800",
        "서울 포럼",
        "WHO (UN)",
        "",
        "x" * 600,
    ]
)
addresses = st.sampled_from(
    ["https://example.org/1", "http://example.org/1/", "javascript:alert(1)", "https://example.org/2", "http://[", ""]
)
quarters = st.none() | st.integers(-14 * 4, 14 * 4).map(lambda count: timedelta(minutes=15 * count))
moments = st.one_of(
    st.none(),
    st.integers(1, 9999).map(Moment),
    st.dates().map(lambda day: Moment(day.year, day.month)),
    st.dates(date(2020, 7, 1), date(2020, 7, 4)).map(lambda day: Moment(day.year, day.month, day.day)),
    st.builds(
        lambda day, at, offset: Moment(day.year, day.month, day.day, at, offset), st.dates(), st.times(), quarters
    ),
)
candidates = st.builds(
    Candidate,
    type=st.sampled_from(["event", "resource", "measure", "update", "organisation"]),
    title=words,
    origin=words,
    organisers=st.lists(words, max_size=3).map(tuple),
    start=moments,
    end=moments,
    timezone=st.sampled_from([None, "Asia/Seoul", "Nowhere/Land"]),
    register_by=moments,
    url=st.none() | addresses,
    register_url=st.none() | addresses,
    recording_url=st.none() | addresses,
    language=st.sampled_from([None, "en", "EN", "klingon!"]),
    published=moments,
    section=st.none() | words,
    series=st.none() | words,
    number=st.none() | st.integers(),
    place=st.none() | words,
    summary=st.none() | words,
    status=st.sampled_from([None, "scheduled", "moved", "cancelled"]),
    confidence=st.floats(),
    raw=words,
)


def counted() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Record, Batch, Item, Organisation, Series))


def adds_up(report: ImportReport) -> bool:
    return report.found == report.new + report.changed + report.same + report.skipped


@contextmanager
def fresh_hub() -> Iterator[Crisis]:
    """A hub for one example, undone after it."""
    with transaction.atomic():
        yield Crisis.objects.create(name="COVID-19", slug="covid-19")
        transaction.set_rollback(True)


@calm
@given(st.lists(candidates, max_size=6), st.booleans())
def test_any_reading_is_taken_in_and_its_balance_adds_up(read: list[Candidate], publish: bool) -> None:
    with fresh_hub() as crisis:
        report = import_(crisis, *read, publish=publish)

        assert report.found == len(read)
        assert adds_up(report)
        assert Item.objects.filter(batch=report.batch).count() == (len(read) if report.batch else 0)
        for record in Record.objects.all():
            record.clean_fields(exclude=["title"])
            record.clean()


@calm
@given(st.lists(candidates, max_size=6), st.booleans())
def test_any_reading_again_changes_nothing(read: list[Candidate], publish: bool) -> None:
    with fresh_hub() as crisis:
        import_(crisis, *read, publish=publish)
        before = counted()

        again = import_(crisis, *read, publish=publish)

        assert counted() == before
        assert (again.new, again.changed) == (0, 0)
        assert adds_up(again)


@calm
@given(st.lists(candidates, max_size=4), st.lists(candidates, max_size=4))
def test_any_larger_page_adds_up_too(read: list[Candidate], more: list[Candidate]) -> None:
    with fresh_hub() as crisis:
        import_(crisis, *read)

        report = import_(crisis, *more, *read)

        assert adds_up(report)
        assert Record.objects.count() <= len(read) + len(more)
