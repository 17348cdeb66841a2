"""The index is what the database says, whatever is written and in whatever order."""

import random
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from fingerpost.catalogue.actions import (
    Amendment,
    amend_records,
    create_records,
    delete_records,
    latest_contents,
    merge_organisations,
    unmerge_organisation,
)
from fingerpost.catalogue.changes import note
from fingerpost.catalogue.errors import CannotMerge
from fingerpost.catalogue.models import Change, Credit, Event, Organisation, Record, Series, Theme, ThemeLabel
from fingerpost.catalogue.positions import LostPosition
from fingerpost.finding.engine import Every, Index, Value
from fingerpost.finding.entries import IndexEntry
from fingerpost.finding.following import current, follower, progress, troubles
from fingerpost.finding.following.follower import Follower, build
from fingerpost.finding.gathering import GATHERERS, all_entries
from tests.catalogue.test_changes import NOW
from tests.finding.stage import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def following(stage: Stage) -> Follower:
    return build(Index.open(None), told=lambda _: None)


def told(index: Index) -> dict[str, Any]:
    """Return what an index says of each entry, and of whether it is public."""
    public = {f"{row.what}:{row.pk}" for row in index.ask(Every((Value("public", ("1",)),)), most=10**6).rows}
    return {id_: (index.told(id_), id_ in public) for id_ in index.ids()}


def as_built_now() -> dict[str, Any]:
    index = Index.open(None)
    index.write(all_entries())
    return told(index)


def title(index: Index, record: Record) -> str:
    found = index.told(f"record:{record.pk}")
    return found.titles[0][0] if found else ""


def edit(record: Record, **facts: Any) -> None:
    record = Record.objects.get(pk=record.pk)
    for name, value in facts.items():
        setattr(record, name, value)
    record.save()


def test_what_was_just_written_is_found(stage: Stage) -> None:
    first = current()
    edit(stage.webinar, title="Ventilation")

    assert title(first, stage.webinar) == "Masks in cities"
    assert title(current(), stage.webinar) == "Ventilation"
    assert progress() is None


def test_each_test_sees_its_own_database_only() -> None:
    index = current()

    assert told(index) == as_built_now()
    assert not [id_ for id_ in index.ids() if id_.startswith("record")]


def test_what_was_taken_back_is_not_found(stage: Stage) -> None:
    current()
    with transaction.atomic():
        edit(stage.webinar, title="Never so")
        assert title(current(), stage.webinar) == "Never so"
        transaction.set_rollback(True)

    assert title(current(), stage.webinar) == "Masks in cities"


def test_nothing_new_costs_one_question(stage: Stage, following: Follower) -> None:
    following.catch_up(most_s=9)

    with CaptureQueriesContext(connection) as queries:
        assert following.catch_up(most_s=9)

    assert len(queries) == 1


def _merge_or_not(stage: Stage, chance: random.Random) -> None:
    one, other = chance.choices(list(Organisation.objects.standing_alone()), k=2)
    with suppress(CannotMerge):
        merge_organisations(merged=one.pk, into=other.pk, user=None, now=NOW)


def _take_a_merge_back(stage: Stage, chance: random.Random) -> None:
    for merged in Organisation.objects.filter(standing="merged")[:1]:
        with suppress(CannotMerge):
            unmerge_organisation(merged=merged.pk, user=None, now=NOW)


def _amend(stage: Stage, chance: random.Random) -> None:
    pk = chance.choice(list(Record.objects.values_list("pk", flat=True)))
    [(record, content)] = latest_contents({pk}).values()
    content |= {
        "title": f"Amended {chance.random()}",
        "credits": content["credits"][:1],
        "series": None,
        "number": None,
    }
    amend_records([Amendment(record=record, content=content, publish=record.live)], user=None, now=NOW)


def _any_record(chance: random.Random) -> Record:
    return chance.choice(list(Record.objects.all()))


def _any(model: Any, chance: random.Random) -> Any:
    return chance.choice(list(model.objects.all()))


def _credit(stage: Stage, chance: random.Random) -> None:
    who = chance.choice(list(Organisation.objects.standing_alone()))
    Credit.objects.get_or_create(record=_any_record(chance), organisation=who, role="partner")


def _rename(model: Any) -> Callable[[Stage, random.Random], None]:
    def act(stage: Stage, chance: random.Random) -> None:
        thing = _any(model, chance)
        thing.name = f"{model.__name__} {chance.random()}"
        thing.save()

    return act


def _create(stage: Stage, chance: random.Random) -> None:
    new = [Event(title=f"New {n}", crisis=stage.crisis, live=n % 2 == 0, series=stage.series) for n in range(3)]
    for record in new:
        record.credits = [Credit(organisation=stage.who)]
    create_records(new, user=None, now=NOW)


def _delete(stage: Stage, chance: random.Random) -> None:
    if Record.objects.count() > 3:
        delete_records([_any_record(chance)], user=None, now=NOW)


def _rehang(stage: Stage, chance: random.Random) -> None:
    office = Organisation.objects.create(name="New office", slug=f"office-{chance.random()}", parent=stage.who)
    Credit.objects.create(record=_any_record(chance), organisation=office, role="host")
    office.parent = None
    office.save()


WRITES: list[Callable[[Stage, random.Random], Any]] = [
    _merge_or_not,
    _take_a_merge_back,
    _amend,
    _create,
    _delete,
    _credit,
    _rehang,
    _rename(Organisation),
    _rename(Theme),
    _rename(Series),
    lambda _stage, chance: edit(_any_record(chance), live=chance.random() < 0.5, language="ne"),
    lambda _stage, chance: _any_record(chance).unpublish(),
    lambda _stage, chance: edit(_any_record(chance), series=None, number=None, start_date=date(2021, 1, 1)),
    lambda _stage, chance: Credit.objects.filter(record=_any_record(chance)).delete(),
    lambda stage, chance: ThemeLabel.objects.update_or_create(
        theme=stage.health, language="ne", defaults={"name": f"स्वास्थ्य {chance.random()}"}
    ),
    lambda _stage, chance: Theme.objects.create(name=f"T{chance.random()}", slug=f"t{chance.random()}").records.add(
        _any_record(chance)
    ),
    lambda stage, _chance: stage.seoul.save(),
    lambda stage, _chance: stage.crisis.save(),
    lambda _stage, _chance: [theme.delete() for theme in Theme.objects.filter(children=None)[1:2]],
    lambda stage, _chance: Organisation.objects.filter(pk=stage.wpro.pk).update(website=""),
]


@pytest.mark.parametrize("seed", range(3))
def test_after_any_writes_the_index_is_as_if_it_were_built_now(
    stage: Stage, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)  # noqa: S311 -- no secret
    for name, value in {"FEW": 2, "ROWS": 3, "CHUNK": 2}.items():
        monkeypatch.setattr(follower, name, value)
    for _ in range(4):
        stage.measure(series=stage.series, place=stage.seoul)
    following = build(Index.open(None), told=lambda _: None)

    for _ in range(12):
        for write in chance.choices(WRITES, k=3):
            write(stage, chance)
        following.catch_up(most_s=0)
        if chance.random() < 0.3:
            following = Follower.of(following.index)
    while not following.catch_up(most_s=9):
        continue

    assert told(following.index) == as_built_now()


@pytest.fixture
def many(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    monkeypatch.setattr(follower, "CHUNK", 2)
    return [stage.webinar, *(stage.make() for _ in range(6))]


def renamed(following: Follower, records: list[Record]) -> list[bool]:
    told = [following.index.told(f"record:{record.pk}") for record in records]
    return [["Hygiene", "en"] in each.names for each in told if each]


def test_one_edited_record_overtakes_the_many_that_a_theme_makes_anew(many: list[Record], stage: Stage) -> None:
    following = build(Index.open(None), told=lambda _: None)
    stage.health.name = "Hygiene"
    stage.health.save()
    following.catch_up(most_s=0)
    following.catch_up(most_s=0)
    edit(many[-1], title="Urgent")

    following.catch_up(most_s=0)

    assert title(following.index, many[-1]) == "Urgent"
    assert renamed(following, many) == [True, True, False, False, False, False, True]
    while not following.catch_up(most_s=0):
        continue
    assert all(renamed(following, many))


def test_a_follower_that_ended_half_way_goes_on_where_it_was(many: list[Record], stage: Stage) -> None:
    following = build(Index.open(None), told=lambda _: None)
    stage.health.name = "Hygiene"
    stage.health.save()
    for _ in range(3):
        following.catch_up(most_s=0)

    again = Follower.of(following.index)
    before = renamed(again, many)
    again.catch_up(most_s=9)

    assert before == [True] * 4 + [False] * 3
    assert all(renamed(again, many))
    assert again.state()["jobs"] == []


def test_what_was_imported_with_its_organisations_is_written_once(
    stage: Stage, following: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = [Organisation(name=f"O{number}", slug=f"o{number}") for number in range(12)]
    Organisation.objects.bulk_create(new)
    note("organisation", [each.pk for each in new])
    records = [Event(title="New", crisis=stage.crisis, live=True) for _ in new]
    for record, organisation in zip(records, new, strict=True):
        record.credits = [Credit(organisation=organisation)]
    create_records(records, user=None, now=NOW)
    written: list[str] = []
    write = following.index.write

    def noted(entries: Iterable[IndexEntry], *rest: Any) -> int:
        each = list(entries)
        written.extend(entry.id for entry in each)
        return write(each, *rest)

    monkeypatch.setattr(following.index, "write", noted)

    following.catch_up(most_s=9)

    assert [written.count(f"record:{record.pk}") for record in records] == [1] * 12
    assert told(following.index) == as_built_now()


def test_another_version_is_made_anew(following: Follower) -> None:
    following.index.write((), state={**following.state(), "version": "0"})

    with pytest.raises(LostPosition, match="version 0"):
        Follower.of(following.index)


def test_work_that_the_log_has_forgotten_is_not_gone_on_with(following: Follower) -> None:
    following.index.write((), state={**following.state(), "jobs": [[10**9, 0]]})

    with pytest.raises(LostPosition, match="forgotten"):
        Follower.of(following.index)


def test_an_index_that_was_never_finished_is_made_anew() -> None:
    index = Index.open(None)
    index.write(all_entries())

    with pytest.raises(LostPosition):
        Follower.of(index)


def test_in_memory_another_database_means_another_index(stage: Stage) -> None:
    current()
    Change.objects.all().delete()
    Record.objects.filter(pk=stage.webinar.pk).update(title="As restored")

    assert title(current(), stage.webinar) == "As restored"


def test_an_entry_that_cannot_be_made_keeps_no_other_from_being_found(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = stage.make(title="Fine")
    model, gather = GATHERERS["record"]
    broken = {stage.webinar.pk}
    monkeypatch.setitem(
        GATHERERS, "record", (model, lambda pks, known: 1 / (not broken & set(pks)) and gather(pks, known))
    )

    index = current()

    assert (title(index, stage.webinar), title(index, other)) == ("", "Fine")


def test_in_memory_there_is_nothing_to_be_troubled_by() -> None:
    assert troubles() == ""
