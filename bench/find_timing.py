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
    return timed_by_turns([run], asked, before=before)[0]


def timed_by_turns(runs: Sequence[Callable[[Any], Any]], asked: Sequence[Any], *, before: Sequence[Any]) -> list[Timed]:
    """The same for several ways to answer, by turns: what else the machine does then is alike for all."""
    for one in before:
        for run in runs:
            run(one)
    gc.collect()
    gc.freeze()
    taken = [Timed() for _ in runs]
    for one in asked:
        for run, its in zip(runs, taken, strict=True):
            began, busy = time.perf_counter(), time.process_time()
            its.answers.append(run(one))
            its.processor_ms.append((time.process_time() - busy) * 1000)
            its.ms.append((time.perf_counter() - began) * 1000)
    return taken


def at(values: Iterable[float], percent: int) -> float:
    """Return what so many of a hundred values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
