"""Work that must not grow out of all proportion. How fast it is, bench/ measures; here a trap would take minutes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def processor_time(*, at_most_s: float) -> Iterator[None]:
    """Fail if the block used more processor time than that; what else the machine does is not counted."""
    began = time.process_time()
    yield
    used = time.process_time() - began
    assert used <= at_most_s, f"{used:.1f} s of processor time, at most {at_most_s:g} s were allowed"
