import io
import os
import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.readers import opening
from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.opening import open_source
from fingerpost.readers.types import Source

TODAY = date(2020, 7, 1)


class Counting(io.RawIOBase):
    """A stream without end that remembers how much was asked of it."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "an unbounded read of an endless stream"
        self.given += size
        return b"x" * size


def refused(argument: str, **options: object) -> str:
    with pytest.raises(UnreadableSource) as caught:
        open_source(argument, today=TODAY, **options)
    return str(caught.value)


def test_a_file_becomes_a_source_under_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"<p>caf\xc3\xa9")

    source = open_source(str(tmp_path / "page.html"), today=TODAY, base_url="https://example.org/covid")

    assert source == Source(
        content=b"<p>caf\xc3\xa9", name="page.html", today=TODAY, base_url="https://example.org/covid"
    )


def test_a_dash_reads_standard_input() -> None:
    source = open_source("-", today=TODAY, stdin=io.BytesIO(b"Forum"))

    assert source == Source(content=b"Forum", name="-", today=TODAY, base_url=None)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refused(str(tmp_path / "no.html")).startswith("There is no file “")


def test_a_path_through_a_file_is_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "page.html").touch()

    assert refused(str(tmp_path / "page.html" / "more")).startswith("There is no file “")


@pytest.mark.parametrize("folder", [".", ".."])
def test_a_folder_is_refused(folder: str) -> None:
    assert refused(folder) == f"“{folder}” is a folder. Name a file inside it."


@pytest.mark.parametrize("argument", ["", "a\0b"])
def test_what_cannot_be_a_name_is_refused(argument: str) -> None:
    assert "is not the name of a file" in refused(argument)


def test_a_web_address_is_told_from_a_file() -> None:
    assert refused("https://example.org/a") == (
        "“https://example.org/a” is a web address, not a file. Save the page and name the saved file."
    )


@pytest.mark.unprivileged
def test_a_forbidden_file_is_refused(tmp_path: Path) -> None:
    forbidden = tmp_path / "page.html"
    forbidden.touch(mode=0o000)

    assert "may not be read by this user" in refused(str(forbidden))


def test_a_file_that_the_system_forbids_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "page.html").touch()
    monkeypatch.setattr(Path, "open", forbid)

    assert "may not be read by this user" in refused(str(tmp_path / "page.html"))


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = tmp_path / "page.html"
    with large.open("wb") as file:
        file.truncate(200 * 1_048_576)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("it was opened"))

    assert "is 200 MB large; a Reader takes up to 50 MB." in refused(str(large))


def test_standard_input_without_end_is_left_after_the_limit() -> None:
    endless = Counting()

    assert refused("-", stdin=endless).startswith("Standard input is larger than 50 MB")
    assert endless.given == opening.MAX_BYTES + 1


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_device_without_end_is_left_after_the_limit() -> None:
    assert refused("/dev/zero").startswith("“/dev/zero” is larger than 50 MB")


def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"Forum\n" * 20_000,))
    writer.start()

    source = open_source(str(pipe), today=TODAY)

    writer.join()
    assert source.content == b"Forum\n" * 20_000


def test_no_standard_input_is_told() -> None:
    assert refused("-", stdin=None) == "There is no standard input. Name a file, or pipe one in."


@pytest.mark.parametrize("base", ["example.org", "ftp://example.org", "", "https://", "http://[bad"])
def test_a_base_address_that_is_none_is_refused(base: str) -> None:
    assert "is not a web address" in refused("-", base_url=base, stdin=io.BytesIO())


@given(st.text())
def test_any_argument_gives_a_source_or_two_sentences(argument: str) -> None:
    try:
        told = open_source(argument, today=TODAY, stdin=io.BytesIO(b"x")).name
    except UnreadableSource as refusal:
        told = refusal

    assert isinstance(told, str) or (told.problem[-1], told.remedy[-1]) == (".", ".")
