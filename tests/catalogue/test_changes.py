"""Whatever is written to the catalogue, and however, stands in the log of changes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fingerpost.catalogue.actions import (
    Amendment,
    amend_records,
    create_records,
    delete_records,
    latest_contents,
    merge_organisations,
    unmerge_organisation,
)
from fingerpost.catalogue.changes import BATCH_SIZE, KEPT, forget_noted, note, prune
from fingerpost.catalogue.models import (
    Change,
    Credit,
    Crisis,
    Event,
    Link,
    Organisation,
    OrganisationAlias,
    Phase,
    Place,
    Record,
    Series,
    Theme,
    ThemeLabel,
    Translation,
)
from fingerpost.site.demo.actions import load_demo

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 1, 9, tzinfo=UTC)


class Stage:
    """One of everything, each hanging on the others."""

    def __init__(self) -> None:
        self.crisis = Crisis.objects.create(name="COVID-19", slug="covid-19")
        self.phase = Phase.objects.create(crisis=self.crisis, name="Recovery", slug="recovery")
        self.health = Theme.objects.create(name="Health", slug="health")
        self.masks = Theme.objects.create(name="Masks", slug="masks", parent=self.health)
        self.seoul = Organisation.objects.create(name="Seoul", slug="seoul")
        self.office = Organisation.objects.create(name="Office", slug="office", parent=self.seoul)
        self.place = Place.objects.create(name="Busan", slug="busan", country="KR")
        self.series = Series.objects.create(name="Lessons", slug="lessons", organisation=self.seoul)
        self.record = self.forum()
        self.record.save()

    def forum(self, **facts: Any) -> Event:
        record = Event(title="Forum", crisis=self.crisis, place=self.place, series=self.series, **facts)
        record.credits = [Credit(organisation=self.office)]
        record.links = [Link(url="https://example.org/")]
        record.themes = [self.masks]
        return record

    def child(self, model: type[Any], **facts: Any) -> Any:
        return model.objects.create(record=self.record, **facts)


@pytest.fixture
def stage() -> Stage:
    return Stage()


def noted(act: Callable[[], Any]) -> dict[str, set[int]]:
    """Return what the log says after something was done."""
    forget_noted()
    before = set(Change.objects.values_list("pk", flat=True))
    act()
    found: dict[str, set[int]] = {}
    for row in Change.objects.exclude(pk__in=before):
        found.setdefault(row.what, set()).update(row.pks)
    return found


def _amend(record: Record) -> None:
    [(stored, content)] = latest_contents({record.pk}).values()
    content |= {"credits": [], "series": None}
    amend_records([Amendment(record=stored, content=content, publish=True)], user=None, now=NOW)


def _set_themes(record: Record, *themes: Theme) -> None:
    record.themes.set(themes)
    record.themes.commit()


def _merge_and_take_back(merged: Organisation, into: Organisation) -> None:
    merge_organisations(merged=merged.pk, into=into.pk, user=None, now=NOW)
    forget_noted()
    Change.objects.all().delete()
    unmerge_organisation(merged=merged.pk, user=None, now=NOW)


#: What is done, and what the log must say of it at least; each thing by its name on the stage.
WRITES: dict[str, tuple[Callable[[Stage], Any], dict[str, list[str]]]] = {
    "a record saved": (lambda s: s.record.save(), {"record": ["record"], "credited": ["office"], "filled": ["series"]}),
    "a record as its table's model": (lambda _: Record.objects.get().save(), {"record": ["record"]}),
    "a record published": (lambda s: s.record.save_revision().publish(), {"record": ["record"]}),
    "a record unpublished": (lambda s: s.record.unpublish(), {"record": ["record"], "credited": ["office"]}),
    "a record deleted": (
        lambda s: s.record.delete(),
        {"record": ["record"], "credited": ["office"], "filled": ["series"]},
    ),
    "records deleted": (lambda _: Event.objects.all().delete(), {"record": ["record"], "credited": ["office"]}),
    "a record amended": (
        lambda s: _amend(s.record),
        {"record": ["record"], "credited": ["office"], "filled": ["series"]},
    ),
    "records deleted in bulk": (
        lambda s: delete_records([s.record], user=None, now=NOW),
        {"record": ["record"], "credited": ["office"], "filled": ["series"]},
    ),
    "a credit": (lambda s: s.child(Credit, organisation=s.seoul), {"record": ["record"]}),
    "a credit taken back": (lambda _: Credit.objects.all().delete(), {"record": ["record"], "credited": ["office"]}),
    "a link": (lambda s: s.child(Link, role="slides", url="https://example.org/1"), {"record": ["record"]}),
    "a link deleted": (lambda _: Link.objects.get().delete(), {"record": ["record"]}),
    "a translation": (lambda s: s.child(Translation, language="ko", title="포럼"), {"record": ["record"]}),
    "themes set": (lambda s: _set_themes(s.record, s.health), {"record": ["record"]}),
    "a record added to a theme": (lambda s: s.health.records.add(s.record), {"record": ["record"]}),
    "a theme taken off its records": (lambda s: s.masks.records.clear(), {"record": ["record"]}),
    "a theme": (lambda s: s.health.save(), {"theme": ["health"]}),
    "a theme's label": (
        lambda s: ThemeLabel.objects.create(theme=s.masks, language="ko", name="마스크"),
        {"theme": ["masks"]},
    ),
    "a theme deleted": (lambda s: s.masks.delete(), {"theme": ["masks"], "record": ["record"]}),
    "an organisation": (lambda s: s.seoul.save(), {"organisation": ["seoul"]}),
    "an alias": (
        lambda s: OrganisationAlias.objects.create(organisation=s.seoul, name="서울"),
        {"organisation": ["seoul"]},
    ),
    "an organisation deleted": (
        lambda s: s.seoul.delete(),
        {"organisation": ["seoul", "office"], "series": ["series"]},
    ),
    "organisations merged": (
        lambda s: merge_organisations(merged=s.office.pk, into=s.seoul.pk, user=None, now=NOW),
        {"record": ["record"], "organisation": ["seoul", "office"]},
    ),
    "a merge taken back": (
        lambda s: _merge_and_take_back(s.office, s.seoul),
        {"record": ["record"], "organisation": ["seoul", "office"]},
    ),
    "the other way round": (
        lambda s: merge_organisations(merged=s.seoul.pk, into=s.office.pk, user=None, now=NOW),
        {"organisation": ["seoul", "office"], "series": ["series"]},
    ),
    "a place": (lambda s: s.place.save(), {"place": ["place"]}),
    "a series": (lambda s: s.series.save(), {"series": ["series"]}),
    "a series deleted": (lambda s: s.series.delete(), {"series": ["series"], "record": ["record"]}),
    "a crisis": (lambda s: s.crisis.save(), {"crisis": ["crisis"]}),
    "a phase": (lambda s: s.phase.save(), {"phase": ["phase"]}),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_every_way_of_writing_is_noted(
    stage: Stage, write: tuple[Callable[[Stage], Any], dict[str, list[str]]]
) -> None:
    act, expected = write
    wanted = {what: {getattr(stage, name).pk for name in names} for what, names in expected.items()}

    found = noted(lambda: act(stage))

    assert {what: found.get(what, set()) & pks for what, pks in wanted.items()} == wanted


def test_new_records_are_noted_in_one_row_for_many(stage: Stage) -> None:
    records = [stage.forum(start_date=date(2020, 7, 1) + timedelta(days=number)) for number in range(3)]

    found = noted(lambda: create_records(records, user=None, now=NOW))

    assert found == {"record": {record.pk for record in records}}
    assert Change.objects.last().pks == [record.pk for record in records]


def test_a_phase_that_is_taken_away_is_noted_for_its_measures(stage: Stage) -> None:
    Record.objects.filter(pk=stage.record.pk).update(kind="measure", phase=stage.phase, series=None)

    assert noted(stage.phase.delete)["record"] == {stage.record.pk}


def test_the_demonstration_notes_all_that_it_lays() -> None:
    found = noted(lambda: load_demo(now=NOW))

    for what, model in {"record": Record, "organisation": Organisation, "place": Place, "theme": Theme}.items():
        assert found[what] == set(model.objects.values_list("pk", flat=True))
    assert found["series"] == set(Series.objects.values_list("pk", flat=True))


def test_many_keys_take_one_statement_and_a_row_for_each_five_hundred() -> None:
    with CaptureQueriesContext(connection) as queries:
        note("record", range(3 * BATCH_SIZE))

    assert len([query for query in queries if "INSERT" in query["sql"]]) == 1
    assert [len(row.pks) for row in Change.objects.all()] == [BATCH_SIZE] * 3


def test_one_transaction_notes_each_thing_once() -> None:
    with transaction.atomic():
        note("record", [1, 2])
        note("record", [2, 3])
        with transaction.atomic():
            note("record", [1])
        note("theme", [1])

    assert list(Change.objects.order_by("-pk").values_list("what", "pks")[:3]) == [
        ("theme", [1]),
        ("record", [3]),
        ("record", [1, 2]),
    ]


def test_what_was_rolled_back_with_its_note_is_noted_again() -> None:
    with transaction.atomic():
        note("record", [1])
        with transaction.atomic():
            note("record", [2])
            transaction.set_rollback(True)
        with transaction.atomic():
            note("record", [3])
        note("record", [1, 2, 3])

    assert [row.pks for row in Change.objects.all()] == [[1], [3], [2]]


def test_saving_a_record_with_all_that_hangs_on_it_notes_it_once(stage: Stage) -> None:
    Change.objects.all().delete()
    forget_noted()

    stage.record.save_revision().publish()

    assert sorted(Change.objects.values_list("what", flat=True)) == ["credited", "filled", "record"]


def test_old_rows_are_forgotten_but_for_the_newest() -> None:
    Change.objects.all().delete()
    forget_noted()
    now = timezone.now()
    for key in (1, 2, 3):
        note("record", [key])
    Change.objects.filter(pks__in=[[1], [3]]).update(at=now - KEPT - timedelta(hours=1))

    prune(now=now)

    assert [row.pks for row in Change.objects.all()] == [[2], [3]]


def test_what_nobody_follows_cannot_be_noted() -> None:
    with pytest.raises(ValueError, match="not one of"):
        note("recrod", [1])
