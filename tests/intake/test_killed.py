"""A process that is killed in the middle leaves nothing half-saved, and the next one goes on."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

ROWS = 500
KILLS = 4

#: Each is run by a process of its own, which says when it begins.
RECEIVE = """
from fingerpost.catalogue.models import Crisis
from fingerpost.intake.actions import receive
rows = "".join(f"Forum number {n},2020-07-{n % 28 + 1:02},City {n % 50},https://example.org/{n}\\n" for n in range(ROWS))
receive(crisis=Crisis.objects.create(name="C", slug="c"), content=("Title,Date,Organiser,Link\\n" + rows).encode(),
        name="list.csv", today=NOW.date(), user=None, now=NOW)
"""
READ = """
from fingerpost.intake.actions import read_batch
from fingerpost.intake.models import Batch
pk = Batch.objects.get().pk
print("begun", flush=True)
read_batch(batch_id=pk, now=NOW)
"""
RESUME = """
from django.core.management import call_command
from fingerpost.intake.actions import resume_unfinished
print(resume_unfinished(now=NOW))
call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
"""
ACCEPT = """
from fingerpost.intake.actions import accept_items
from fingerpost.intake.models import Batch
pk = Batch.objects.get().pk
print("begun", flush=True)
accept_items(batch_id=pk, item_ids=None, publish=True, user=None, now=NOW)
"""
UNDO = """
from fingerpost.intake.actions import undo_batch
from fingerpost.intake.models import Batch
pk = Batch.objects.get().pk
print("begun", flush=True)
undo_batch(batch_id=pk, user=None, now=NOW)
"""
_HEAD = f"""
from datetime import UTC, datetime
from fingerpost.config.setup import set_up
set_up()
NOW, ROWS = datetime(2020, 7, 1, 9, tzinfo=UTC), {ROWS}
"""


class Hub:
    """A database of its own, which processes work on that can be killed."""

    def __init__(self, folder: Path, url: str) -> None:
        self._environment = {**os.environ, "FINGERPOST_DATA": str(folder), "DATABASE_URL": url}
        self._environment.pop("DJANGO_SETTINGS_MODULE", None)
        self._folder, self._url = folder, url

    def manage(self, *words: str) -> None:
        command = [sys.executable, "-m", "fingerpost.config.cli", "manage", *words]
        subprocess.run(command, env=self._environment, check=True, capture_output=True)

    def do(self, script: str) -> None:
        subprocess.run([sys.executable, "-c", _HEAD + script], env=self._environment, check=True, capture_output=True)

    def kill(self, script: str, *, after_s: float) -> bool:
        """Begin something and kill it; say whether it was still at it."""
        process = subprocess.Popen(
            [sys.executable, "-c", _HEAD + script], env=self._environment, stdout=subprocess.PIPE
        )
        assert process.stdout
        assert process.stdout.readline() == b"begun\n"
        time.sleep(after_s)
        process.send_signal(signal.SIGKILL)
        process.stdout.close()
        return process.wait() == -signal.SIGKILL

    def settle(self) -> None:
        """Wait until the server has done with the sessions of who was killed: a commit that was sent is carried out."""
        others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        for _ in range(600 if self._url else 0):
            if not self.one(others):
                return
            time.sleep(0.05)

    def ask(self, question: str) -> Any:
        if self._url:
            with psycopg.connect(self._url, autocommit=True) as database:
                return database.execute(question).fetchone()
        with closing(sqlite3.connect(self._folder / "fingerpost.sqlite3", isolation_level=None)) as database:
            return database.execute(question).fetchone()

    def one(self, question: str) -> Any:
        return self.ask(question)[0]

    def counts(self) -> tuple[int, ...]:
        """Return how many there are of all that accepting makes."""
        tables = ("catalogue_record", "catalogue_credit", "catalogue_link", "wagtailcore_revision")
        return tuple(self.one(f"SELECT count(*) FROM {table}") for table in tables)  # noqa: S608 -- our own names


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        hub = Hub(tmp_path, "")
        hub.manage("migrate", "--verbosity=0")
        yield hub
        return
    name = f"killed_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as database:
        database.execute(f"CREATE DATABASE {name}")
    own = urlsplit(server)._replace(path=f"/{name}").geturl()
    try:
        hub = Hub(tmp_path, own)
        hub.manage("migrate", "--verbosity=0")
        yield hub
    finally:
        with psycopg.connect(server, autocommit=True) as database:
            database.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_killed_at_any_moment_nothing_is_half_saved_and_the_next_start_goes_on(hub: Hub) -> None:
    moments = random.Random(20200701)  # noqa: S311 -- no secret
    hub.do(RECEIVE)

    for _ in range(KILLS):
        killed = hub.kill(READ, after_s=moments.uniform(0, 2))
        hub.settle()
        assert (hub.one("SELECT state FROM intake_batch"), hub.one("SELECT count(*) FROM intake_item")) in {
            ("reading", 0),
            ("review", ROWS),
        }
        if not killed:
            break
        hub.ask("UPDATE intake_batch SET attempts = 0 RETURNING id")
    hub.do(RESUME)
    assert (hub.one("SELECT state FROM intake_batch"), hub.one("SELECT count(*) FROM intake_item")) == ("review", ROWS)

    for _ in range(KILLS):
        hub.kill(ACCEPT, after_s=moments.uniform(0, 3))
        hub.settle()
        accepted = hub.one("SELECT count(*) FROM intake_item WHERE decision = 'accepted'")
        assert (hub.counts(), accepted) in {((0,) * 4, 0), ((ROWS,) * 4, ROWS)}
    hub.do(ACCEPT)
    assert (hub.counts(), hub.one("SELECT state FROM intake_batch")) == ((ROWS,) * 4, "done")

    for _ in range(KILLS // 2):
        hub.kill(UNDO, after_s=moments.uniform(0, 3))
        hub.settle()
        state = hub.one("SELECT state FROM intake_batch")
        assert (hub.counts()[0], state) in {(ROWS, "done"), (0, "undone")}
    if state == "done":
        hub.do(UNDO)
    assert (hub.counts()[:3], hub.one("SELECT state FROM intake_batch")) == ((0, 0, 0), "undone")


def test_what_breaks_off_its_reading_again_and_again_is_given_up(hub: Hub) -> None:
    hub.do(RECEIVE)
    hub.ask("UPDATE intake_batch SET attempts = 5 RETURNING id")

    hub.do(RESUME)

    state, failure = hub.ask("SELECT state, failure FROM intake_batch")
    assert (state, failure) == (
        "failed",
        "Its reading was broken off again and again. Split the source, and import its parts.",
    )
