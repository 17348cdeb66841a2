"""Work that must not grow out of all proportion. How fast it is, bench/ measures; here a trap would take minutes."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def processor_time(*, at_most_s: float) -> Iterator[None]:
    """Fail if the block, or what it starts, used more processor time than that; what else the machine does is not counted."""
    began = _used()
    yield
    used = _used() - began
    assert used <= at_most_s, f"{used:.1f} s of processor time, at most {at_most_s:g} s were allowed"


def _used() -> float:
    """Return the seconds of processor time of this process and of those that it has waited for."""
    return sum(os.times()[:4])
