"""The README's first command in a fresh clone, as a newcomer runs it."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
INSTALLED_WITHIN_S = 600
STARTED_WITHIN_S = 30


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clone") / "fingerpost"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    return folder


@contextmanager
def make_run(clone: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    kept = ("PATH", "HOME", "LANG", "PIP_INDEX_URL", "PIP_CONFIG_FILE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
    environment = {name: os.environ[name] for name in kept if name in os.environ} | {"PORT": str(port)}
    output = (clone.parent / "output.txt").open("wb")
    server = subprocess.Popen(
        ["make", "run"], cwd=clone, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        yield server
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)
        output.close()


def answer(port: int, path: str, *, server: subprocess.Popen[bytes], within_s: float) -> str:
    """Ask until the page comes; a server that died says why in the failure."""
    deadline = time.monotonic() + within_s
    while True:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=20) as response:
                return response.read().decode("utf-8")
        except (urllib.error.URLError, ConnectionError, TimeoutError) as error:
            stopped = server.poll() is not None
            if stopped or isinstance(error, urllib.error.HTTPError) or time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def rows(clone: Path) -> dict[str, int]:
    with closing(sqlite3.connect(clone / "var" / "fingerpost.sqlite3")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608


def test_one_command_serves_the_demonstration_and_a_second_changes_nothing(clone: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]

    with make_run(clone, port) as server:
        hub = answer(port, "/", server=server, within_s=INSTALLED_WITHIN_S)
        desk = answer(port, "/desk/", server=server, within_s=STARTED_WITHIN_S)
        health = answer(port, "/healthz", server=server, within_s=STARTED_WITHIN_S)
        stylesheet = re.search(r'href="(/static/[^"]+\.css)"', hub)
        assert stylesheet
        answer(port, stylesheet[1], server=server, within_s=STARTED_WITHIN_S)
    first_output = (clone.parent / "output.txt").read_text(encoding="utf-8")
    first_rows = rows(clone)

    began = time.monotonic()
    with make_run(clone, port) as server:
        again = answer(port, "/healthz", server=server, within_s=STARTED_WITHIN_S)
        seconds = time.monotonic() - began
    second_output = (clone.parent / "output.txt").read_text(encoding="utf-8")

    assert "COVID-19" in hub
    assert 'name="password"' in desk
    assert "ok" in health
    assert "ok" in again
    assert f"http://localhost:{port}/desk/" in first_output
    [password] = re.findall(r"with the password (\S+)", first_output)
    assert len(password) >= 12
    assert password in second_output
    assert rows(clone) == first_rows
    assert seconds < STARTED_WITHIN_S
    assert not subprocess.run(
        ["git", "status", "--porcelain"], cwd=clone, capture_output=True, encoding="utf-8", check=True
    ).stdout
