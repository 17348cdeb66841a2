"""How long the index of 100,000 records takes to be built anew, in a process of its own and with how much memory; and how soon
a search finds a change, from the commit on."""

import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import find_corpus
from table import row

LIMIT_S, LIMIT_MB, LIMIT_CHANGE_S = 60.0, 500.0, 1.0
CHANGES = 10
#: Who waits for a change looks so often; what never comes is given up.
LOOK_S, PATIENCE_S = 0.005, 30.0


def main() -> int:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else find_corpus.RECORDS
    with find_corpus.folder() as where:
        hub = find_corpus.set_up(where, records)
        shutil.rmtree(hub / "index", ignore_errors=True)
        taken_s, peak_mb = rebuilt(where, records)
        within = [
            row(f"index of {records:,} records: built anew", taken_s, LIMIT_S, "s"),
            row("  at most", peak_mb, LIMIT_MB, "MB"),
            row("one changed record: until it is found, longest", longest_wait(hub), LIMIT_CHANGE_S, "s"),
        ]
        print(
            f"  {sum(file.stat().st_size for file in (hub / 'index').rglob('*') if file.is_file()) / 1e6:.0f} MB on disk"
        )
    return 0 if all(within) else 1


def rebuilt(where: Path, records: int) -> tuple[float, float]:
    """Return the seconds and the most memory of a process that only builds the index."""
    here = {**os.environ, "BENCH_FOLDER": str(where)}
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, __file__, "--child", str(records)], env=here)
    _pid, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit("The index could not be built.")
    print(f"  {usage.ru_utime + usage.ru_stime:.1f} s of processor time")
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def longest_wait(hub: Path) -> float:
    """Return the seconds from a record's commit until it is found, the longest of some."""
    from fingerpost.catalogue.actions import create_records  # noqa: PLC0415 -- needs Django set up
    from fingerpost.catalogue.models import Crisis, Event  # noqa: PLC0415 -- as above

    find_corpus.index_of(hub)
    crisis = Crisis.objects.get(slug="covid-19")
    waits = []
    with find_corpus.followed():
        for number in range(CHANGES):
            word = f"zyx{time.time_ns()}"
            record = Event(crisis=crisis, title=f"Change {number} {word}", live=True)
            create_records([record], user=None, now=datetime.now(UTC))
            waits.append(wait_for(word))
            # Not in step with whoever looks for changes.
            time.sleep(0.11 * number % 0.2)
    return max(waits)


def wait_for(word: str) -> float:
    from fingerpost.finding.search import find  # noqa: PLC0415 -- needs Django set up

    began = time.perf_counter()
    while not find(f"“{word}”", today=find_corpus.TODAY, facets=False).total:
        if time.perf_counter() - began > PATIENCE_S:
            sys.exit(f"“{word}” was not found.")
        time.sleep(LOOK_S)
    return time.perf_counter() - began


def child(records: int) -> None:
    with find_corpus.folder() as where:
        find_corpus.index_of(find_corpus.set_up(where, records))


if __name__ == "__main__":
    if "--child" in sys.argv:
        child(int(sys.argv[2]))
    else:
        sys.exit(main())
