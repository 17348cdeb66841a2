"""The command as a person types it: each test starts it as a program of its own."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

COMMAND = [sys.executable, "-m", "fingerpost.config.cli"]


def fingerpost(*arguments: str, data: Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return subprocess.run(
        [*COMMAND, *arguments],
        env={**clean, "FINGERPOST_DATA": str(data), **environment},
        input=stdin.decode("utf-8", "surrogateescape"),
        errors="surrogateescape",
        encoding="utf-8",
        capture_output=True,
        timeout=120,
        check=False,
    )


def loaded_modules(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "fingerpost.config.cli", *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


def test_help_names_the_commands_and_loads_neither_django_nor_a_reader(tmp_path: Path) -> None:
    done = fingerpost("--help", data=tmp_path)

    assert done.returncode == 0
    for command in ("run", "read", "import", "manage"):
        assert f"\n  {command} " in done.stdout
    assert not any(name.startswith(("django", "fingerpost.readers")) for name in loaded_modules("--help"))


def test_read_starts_without_django(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Nothing is listed here.", encoding="utf-8")

    assert not any(name.startswith(("django", "wagtail")) for name in loaded_modules("read", str(page)))


def test_read_prints_json_for_programs(tmp_path: Path) -> None:
    page = b"<h2>Events</h2><ul><li><a href='/forum?utm_source=x'>City forum</a> (WHO, 12 May 2020)</li><li><a href='/b'>Water day</a> (FAO, 13 May 2020)</li></ul>"

    done = fingerpost(
        "read", "-", "--json", "--base-url", "https://example.org/", data=tmp_path / "untouched", stdin=page
    )

    reading = json.loads(done.stdout)
    assert done.returncode == 0
    assert set(reading) == {"source", "records", "issues", "balance"}
    assert [(record["title"], record["start"], record["url"]) for record in reading["records"]] == [
        ("City forum", "2020-05-12", "https://example.org/forum"),
        ("Water day", "2020-05-13", "https://example.org/b"),
    ]
    assert not (tmp_path / "untouched").exists()


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "sentence"),
    [
        (["read", "nowhere.html"], b"", 1, "nowhere.html"),
        (["read", "."], b"", 1, "folder"),
        (["read", "-"], b"", 1, "empty"),
        (["read", "-"], bytes(range(256)) * 40, 1, "binary"),
        (["read", "-", "--today", "31 June"], b"x", 2, "year-month-day"),
        (["read"], b"", 2, "SOURCE"),
        (["publish"], b"", 2, "publish"),
    ],
    ids=["missing", "folder", "empty", "binary", "no day", "no source", "no such command"],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    tmp_path: Path, arguments: list[str], stdin: bytes, code: int, sentence: str
) -> None:
    done = fingerpost(*arguments, data=tmp_path, stdin=stdin)

    assert done.returncode == code
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DATABASE_URL": "nonsense"}, "is not a database address"),
        ({"DATABASE_URL": "mysql://a@b/c"}, "is not a database address"),
        ({"DATABASE_URL": "postgres://nobody:secret@127.0.0.1:1/none"}, "The database does not answer"),
        ({"FINGERPOST_DATA": "/dev/null/here"}, "cannot be written"),
        ({"FINGERPOST_DATA": "/dev/null"}, "is a file"),
        ({"HOST": "nowhere.invalid"}, "is not an address of this machine"),
        ({"PORT": "99999"}, "99999"),
    ],
    ids=["no address", "another database", "no database there", "no folder", "a file", "no host", "no port"],
)
def test_run_says_in_one_sentence_what_to_put_right(tmp_path: Path, environment: dict[str, str], sentence: str) -> None:
    done = fingerpost("run", data=tmp_path, **{"PORT": str(free_port()), **environment})

    assert done.returncode in {1, 2}
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


def test_run_says_that_its_port_is_taken_before_it_prepares_anything(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = fingerpost("run", data=tmp_path / "data", PORT=str(port))

    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr
    assert not (tmp_path / "data" / "fingerpost.sqlite3").exists()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def test_import_for_review_leaves_everything_to_the_editors(tmp_path: Path) -> None:
    sheet = tmp_path / "events.csv"
    sheet.write_text("Title,Date,Organiser\nCity forum,2020-07-29,WeGO\n", encoding="utf-8")

    told = fingerpost("import", str(sheet), "--review", "--today", "2020-07-01", data=tmp_path / "var")
    again = fingerpost("import", str(sheet), "--review", "--json", "--today", "2020-07-01", data=tmp_path / "var")
    wrong = fingerpost("import", str(sheet), "--review", "--publish", data=tmp_path / "var")

    assert (told.returncode, told.stdout) == (0, "“events.csv” waits for review at the desk: 1 found (1 new).\n")
    assert json.loads(again.stdout) | {"batch": 0} == {
        "batch": 0, "source": "events.csv", "state": "review",
        "found": 1, "new": 1, "changed": 0, "same": 0, "skipped": 0, "unread": 0,
    }  # fmt: skip
    assert (wrong.returncode, "leave --publish and --dry-run out" in wrong.stderr) == (2, True)
