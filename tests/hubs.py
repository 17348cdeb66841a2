"""A hub of a test's own, in a database of its own: for processes that work on it, and may be killed."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

ROWS = 500
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
        self.folder, self._url = folder, url

    @property
    def name(self) -> str:
        """Of its database on the server."""
        return urlsplit(self._url).path[1:]

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
        with closing(sqlite3.connect(self.folder / "fingerpost.sqlite3", isolation_level=None)) as database:
            return database.execute(question).fetchone()

    def one(self, question: str) -> Any:
        return self.ask(question)[0]

    def counts(self) -> tuple[int, ...]:
        """Return how many there are of all that accepting makes."""
        tables = ("catalogue_record", "catalogue_credit", "catalogue_link", "wagtailcore_revision")
        return tuple(self.one(f"SELECT count(*) FROM {table}") for table in tables)  # noqa: S608 -- our own names


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub with its tables and nothing in them, which each test gets a copy of."""
    folder = tmp_path_factory.mktemp("template")
    with _database(uuid.uuid4().hex[:12]) as url:
        hub = Hub(folder, url)
        hub.manage("migrate", "--verbosity=0")
        yield hub


@pytest.fixture
def hub(template: Hub, tmp_path: Path) -> Iterator[Hub]:
    shutil.copytree(template.folder, tmp_path, dirs_exist_ok=True)
    with _database(uuid.uuid4().hex[:12], template=template.name or "template1") as url:
        yield Hub(tmp_path, url)


@contextmanager
def _database(name: str, *, template: str = "template1") -> Iterator[str]:
    """Give the address of a new database where there is a server for them; else "", which means a file."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield ""
        return
    with psycopg.connect(server, autocommit=True) as database:
        database.execute(f"CREATE DATABASE killed_{name} TEMPLATE {template}")
    try:
        yield urlsplit(server)._replace(path=f"/killed_{name}").geturl()
    finally:
        with psycopg.connect(server, autocommit=True) as database:
            database.execute(f"DROP DATABASE killed_{name} WITH (FORCE)")
