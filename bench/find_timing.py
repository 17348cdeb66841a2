"""How long each of many runs took."""

import gc
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Timed:
    """Milliseconds of each run, on the clock and of this process's processors, and what each answered."""

    ms: list[float] = field(default_factory=list)
    processor_ms: list[float] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)

    def __str__(self) -> str:
        busy = ", ".join(f"{at(self.processor_ms, percent):.2f}" for percent in (50, 95))
        return f"{at(self.ms, 50):.2f} ms at the median, {at(self.ms, 95):.2f} at 95 of 100; of processor time {busy}"


def timed(run: Callable[[Any], Any], asked: Sequence[Any], *, before: Sequence[Any]) -> Timed:
    """Take the time of each, in a process that has answered others before: nothing is asked a second time."""
    for one in before:
        run(one)
    gc.collect()
    gc.freeze()
    taken = Timed()
    for one in asked:
        began, busy = time.perf_counter(), time.process_time()
        taken.answers.append(run(one))
        taken.processor_ms.append((time.process_time() - busy) * 1000)
        taken.ms.append((time.perf_counter() - began) * 1000)
    return taken


def at(values: Iterable[float], percent: int) -> float:
    """Return what so many of a hundred values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
