"""From what a person typed to a Source: the one place where a Reader's bytes are fetched, and never too many of them."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.types import Source
from fingerpost.readers.values.text import MAX_BYTES

_CHUNK_BYTES = 1 << 20


def open_source(argument: str, *, today: date, base_url: str | None = None, stdin: BinaryIO | None = None) -> Source:
    """Return the Source behind a path, or behind ``-`` for standard input.

    At most ``MAX_BYTES`` and one are ever read, whatever the file says of its size. Raises UnreadableSource for what is
    missing, a folder, forbidden or too large, and for a base address that is none.
    """
    if base_url is not None and not _is_web_address(base_url):
        raise UnreadableSource(
            f"“{base_url[:200]}” is not a web address.", remedy="Give the base address in full, with https:// in front."
        )
    if argument == "-":
        return Source(content=_from_stdin(stdin), name="-", today=today, base_url=base_url)
    return Source(content=_from_path(argument), name=Path(argument).name, today=today, base_url=base_url)


def _from_stdin(stdin: BinaryIO | None) -> bytes:
    if stdin is None:
        raise UnreadableSource("There is no standard input.", remedy="Name a file, or pipe one in.")
    with _sentences("Standard input"):
        return _bounded(stdin, "Standard input")


def _from_path(argument: str) -> bytes:
    shown = f"“{_printable(argument)}”"
    if _is_web_address(argument):
        raise UnreadableSource(
            f"{shown} is a web address, not a file.", remedy="Save the page and name the saved file."
        )
    if not argument or "\0" in argument:
        raise UnreadableSource(f"{shown} is not the name of a file.", remedy="Name a file, or “-” for standard input.")
    path = Path(argument)
    with _sentences(shown):
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError
        if status.st_size > MAX_BYTES:
            raise _too_large(shown, status.st_size)
        with path.open("rb") as file:
            return _bounded(file, shown)


def _bounded(stream: BinaryIO, shown: str) -> bytes:
    """A device or a pipe has no size: count what comes."""
    chunks, size = [], 0
    while chunk := stream.read(min(_CHUNK_BYTES, MAX_BYTES + 1 - size)):
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_BYTES:
            raise _too_large(shown, None)
    return b"".join(chunks)


@contextmanager
def _sentences(shown: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise UnreadableSource(f"There is no file {shown}.", remedy="Check its name and its folder.") from error
    except NotADirectoryError as error:
        raise UnreadableSource(f"There is no file {shown}.", remedy="A part of its path is not a folder.") from error
    except IsADirectoryError as error:
        raise UnreadableSource(f"{shown} is a folder.", remedy="Name a file inside it.") from error
    except PermissionError as error:
        raise UnreadableSource(
            f"{shown} may not be read by this user.", remedy="Change its permissions, or copy it."
        ) from error
    except OSError as error:
        reason = (error.strerror or "the system gave no reason").lower()
        raise UnreadableSource(
            f"{shown} cannot be read: {reason}.", remedy="Copy it to a folder of this machine and try again."
        ) from error


def _too_large(shown: str, size_bytes: int | None) -> UnreadableSource:
    limit = MAX_BYTES // 1_048_576
    size = f"{size_bytes / 1_048_576:.0f} MB large" if size_bytes else f"larger than {limit} MB"
    return UnreadableSource(
        f"{shown} is {size}; a Reader takes up to {limit} MB.",
        remedy="Save only the page that holds the listing, or split the file.",
    )


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:200])
