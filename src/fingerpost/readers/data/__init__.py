"""Facts that Readers look things up in: month names, time zones, well-known organisations."""

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the tab-separated fields of each line of a data file; lines that begin with ``#`` are notes."""
    for line in files(__name__).joinpath(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))
