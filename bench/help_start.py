"""``fingerpost --help`` answers in under 0.3 s; beside it, what Python itself needs to start in the same run."""

import subprocess
import sys
import time

from table import row

LIMIT_S = 0.3


def seconds(*words: str) -> float:
    """Return the median of nine starts."""
    times = []
    for _ in range(9):
        began = time.perf_counter()
        subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - began)
    return sorted(times)[4]


if __name__ == "__main__":
    bare = seconds("-c", "pass")
    ok = row("fingerpost --help", seconds("-m", "fingerpost.config.cli", "--help"), LIMIT_S, "s")
    row("  Python alone, same run", bare, LIMIT_S, "s")
    sys.exit(not ok)
