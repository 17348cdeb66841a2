from operator import attrgetter
from pathlib import Path

import pytest

from ..golden import GOLDEN, assert_reads_as_told

SOURCES = sorted(path for path in (GOLDEN / "bibliographies").iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("path", SOURCES, ids=attrgetter("stem"))
def test_a_bibliography_reads_as_its_golden_file_says(path: Path) -> None:
    assert_reads_as_told(path, reader="bibliography")
