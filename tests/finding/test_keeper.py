"""One index on one machine: built, found again, handed on, broken, and made anew while it is searched by."""

import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from click.testing import CliRunner
from django.utils import timezone

from fingerpost.catalogue.models import Change, Record
from fingerpost.config.cli import main
from fingerpost.finding import following
from fingerpost.finding.engine import Index
from fingerpost.finding.following import LATE, Progress, keeper, keeping, troubles
from fingerpost.finding.following.homes import Home
from fingerpost.finding.following.keeping import Keeper
from tests.finding.stage import Stage
from tests.finding.test_following import as_built_now, edit, title, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def mine(folder: Path) -> Iterator[Keeper]:
    """Who follows, as the thread of the server does."""
    mine = Keeper(Home(folder))
    mine.step()
    yield mine
    mine.let_go()


@pytest.fixture
def other(folder: Path) -> Iterator[Keeper]:
    """Another process on the same machine."""
    other = Keeper(Home(folder))
    yield other
    other.let_go()


def folders(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.is_dir())


def the_index(mine: Keeper) -> Index:
    index = mine.look()
    assert index
    return index


def test_it_is_built_on_the_first_start_and_gone_on_with_on_the_next(stage: Stage, mine: Keeper, folder: Path) -> None:
    [built] = folders(folder)
    assert title(the_index(mine), stage.webinar) == "Masks in cities"
    mine.let_go()
    edit(stage.webinar, title="Ventilation")

    again = Keeper(Home(folder))
    again.step()
    again.step()

    assert folders(folder) == [built]
    assert title(the_index(again), stage.webinar) == "Ventilation"
    again.let_go()


def test_another_process_reads_along_and_takes_over(stage: Stage, mine: Keeper, other: Keeper) -> None:
    other.step()
    edit(stage.webinar, title="Ventilation")
    other.step()
    assert title(the_index(other), stage.webinar) == "Masks in cities"
    mine.step()
    other.step()
    assert title(the_index(other), stage.webinar) == "Ventilation"

    mine.let_go()
    edit(stage.webinar, title="Testing")
    for _ in range(2):
        other.step()
        mine.step()

    assert title(the_index(other), stage.webinar) == "Testing"
    assert title(the_index(mine), stage.webinar) == "Testing"


def test_it_is_searched_by_and_follows_while_it_is_built_anew(stage: Stage, mine: Keeper, folder: Path) -> None:
    [first] = folders(folder)
    seen = []

    Home(folder).ask_for_rebuild()
    original = keeping.build

    def build(index: Index, *, told: object, **more: object) -> object:
        def heard(done: int) -> None:
            edit(stage.webinar, title=f"Edit {len(seen)}")
            told(done)
            seen.append(title(the_index(mine), stage.webinar))

        return original(index, told=heard, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeping, "build", build)
        patch.setattr("fingerpost.finding.following.follower.LOOK_EVERY", 60)
        mine.step()
    mine.step()

    assert seen == [f"Edit {number}" for number in range(len(seen))]
    assert len(seen) > 2
    assert folders(folder) != [first]
    assert mine.progress is None
    assert told(the_index(mine)) == as_built_now()


def test_what_was_begun_and_never_finished_is_swept_and_not_searched_by(
    stage: Stage, mine: Keeper, folder: Path
) -> None:
    [built] = folders(folder)
    mine.let_go()
    home = Home(folder)
    Index.open(folder / home.begin()).write(())

    again = Keeper(home)
    again.step()

    assert folders(folder) == [built]
    again.let_go()


@pytest.mark.parametrize("damage", ["truncated", "garbage", "gone", "none of ours", "unnamed"])
def test_a_broken_index_is_put_aside_and_made_anew(stage: Stage, mine: Keeper, folder: Path, damage: str) -> None:
    [built] = folders(folder)
    mine.let_go()
    for file in (folder / built).iterdir():
        if damage == "truncated":
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        elif damage == "garbage":
            file.write_bytes(b"\x07" * file.stat().st_size)
        elif damage == "gone":
            file.unlink()
    if damage == "none of ours":
        (folder / "current").write_text("../../etc", encoding="ascii")
    elif damage == "unnamed":
        (folder / "current").write_bytes(b"\xff\x00")

    again = Keeper(Home(folder))
    again.step()

    assert told(the_index(again)) == as_built_now()
    assert built not in folders(folder)
    assert ("broken" in folders(folder)) == (damage in {"truncated", "garbage", "gone"})
    again.let_go()


def test_an_index_that_fails_again_and_again_is_made_anew(
    stage: Stage, mine: Keeper, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [built] = folders(folder)

    def fail(*_: object, **__: object) -> int:
        raise OSError("The disk says no.")

    with monkeypatch.context() as patch:
        patch.setattr(Index, "write", fail)
        for _ in range(keeping.PATIENCE):
            edit(stage.webinar, title="Ventilation")
            with pytest.raises(OSError, match="says no"):
                mine.step()
            mine.step() if mine._failures < keeping.PATIENCE else None
    mine.step()

    assert built not in folders(folder)
    assert told(the_index(mine)) == as_built_now()


def test_a_folder_that_somebody_removed_is_made_anew(stage: Stage, mine: Keeper, folder: Path) -> None:
    shutil.rmtree(folder)

    mine.step()

    assert told(the_index(mine)) == as_built_now()
    assert not Home(folder).lock()


def test_after_a_backup_was_restored_it_says_what_the_database_says(stage: Stage, mine: Keeper) -> None:
    edit(stage.webinar, title="Lost with the disk")
    mine.step()
    Record.objects.filter(pk=stage.webinar.pk).update(title="As in the backup")
    Change.objects.order_by("-pk")[:1].get().delete()

    mine.step()
    mine.step()

    assert title(the_index(mine), stage.webinar) == "As in the backup"
    assert told(the_index(mine)) == as_built_now()


def test_a_process_that_does_not_follow_catches_up_when_it_searches(stage: Stage, other: Keeper, folder: Path) -> None:
    assert title(other.current(), stage.webinar) == "Masks in cities"
    edit(stage.webinar, title="Ventilation")

    assert title(other.current(), stage.webinar) == "Ventilation"
    assert Home(folder).lock()


def test_a_process_that_does_not_follow_reads_along_while_another_does(
    stage: Stage, mine: Keeper, other: Keeper
) -> None:
    edit(stage.webinar, title="Ventilation")

    before = title(other.current(), stage.webinar)
    mine.step()

    assert (before, title(other.current(), stage.webinar)) == ("Masks in cities", "Ventilation")


def test_much_is_not_built_in_passing(stage: Stage, other: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "BUILT_IN_PASSING", 1)

    assert other.current().size() == 0


def test_who_searches_while_the_first_index_is_built_waits_for_it_a_little(
    other: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "WAIT_S", 0.2)
    other.is_followed, other.began = True, monotonic()

    began = monotonic()
    index = other.current()

    assert index.size() == 0
    assert 0.15 < monotonic() - began < 5


def test_the_first_index_can_be_searched_by_while_it_grows(
    stage: Stage, other: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = []
    monkeypatch.setattr("fingerpost.finding.following.follower.PART", 60)
    monkeypatch.setattr("fingerpost.finding.following.follower.LOOK_EVERY", 60)
    other.is_followed, other.began = True, 0.0

    def heard(done: Progress) -> None:
        sizes.append((other.current().size() > 0, done.done <= done.total))

    other.rebuild(heard)

    assert sizes[0] == (False, True)
    assert sizes[-1] == (True, True)


def test_a_thread_follows_until_it_is_told_to_stop(other: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, steps = threading.Event(), []

    def step() -> None:
        steps.append(other.is_followed)
        if len(steps) == 1:
            raise OSError("Once.")
        stop.set()

    monkeypatch.setattr(keeping, "PAUSE_S", 0)
    monkeypatch.setattr(other, "step", step)
    other.follow(stop)

    assert (steps, other.is_followed) == ([True, True], False)


@pytest.fixture
def in_settings(settings: object, folder: Path) -> Iterator[Path]:
    settings.INDEX_DIR = folder
    yield folder
    keeper().let_go()
    following._keeper.cache_clear()


def test_who_follows_no_more_is_a_trouble(stage: Stage, in_settings: Path) -> None:
    assert "no search index" in troubles()
    keeper().current()
    assert troubles() == ""

    edit(stage.webinar, title="Ventilation")
    assert troubles() == ""
    Change.objects.order_by("-pk").update(at=timezone.now() - 2 * LATE)

    assert "Start “fingerpost run” again" in troubles()


def test_an_index_that_is_about_to_be_built_is_no_trouble(in_settings: Path) -> None:
    keeper().is_followed = True

    assert troubles() == ""


def test_the_command_builds_anew_and_says_how_it_stands(stage: Stage, in_settings: Path) -> None:
    def ran(*words: str) -> str:
        result = CliRunner().invoke(main, ["index", *words], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    assert "There is no search index" in ran("--status")
    built = ran("--rebuild")
    status = json.loads(ran("--status", "--json"))

    assert "The search index is built: " in built
    assert status["entries"] == len(as_built_now())
    assert (status["behind"], status["followed"], status["trouble"]) == (0, False, "")
