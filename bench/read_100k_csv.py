"""How long ``fingerpost read`` takes for a CSV of 100,000 rows, and how much memory: at most 60 s and 400 MB."""

import csv
import resource
import sys
import tempfile
from pathlib import Path

from read_1000 import timed_read
from table import row

LIMIT_S = 60.0
LIMIT_MB = 400
ROWS = 100_000
_HOSTS = ("ICLEI", "UCLG; Metropolis", "City of Lyon", "Asian Development Bank & UN-Habitat")
_MONTHS = ("May", "June", "July")
_CITIES = ("Seoul", "Paris", "Quito", "काठमाडौं")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "events.csv")
        write_table(table)
        taken_s, records = timed_read(table)
    within = row(f"fingerpost read, CSV, {records:,} records", taken_s, LIMIT_S, "s")
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    within &= row("  its memory at the highest", peak_mb, LIMIT_MB, "MB")
    return 0 if within and records == ROWS else 1


def write_table(path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["Title", "Organiser", "Date", "Time", "Link", "City", "Summary"])
        for number in range(ROWS):
            table.writerow(
                [
                    f"Webinar {number}: cities and recovery, part {number % 7}",
                    _HOSTS[number % len(_HOSTS)],
                    f"{number % 28 + 1} {_MONTHS[number % 3]} {2000 + number % 25}",
                    f"{number % 12 + 1}:00 - {number % 12 + 2}:30 CEST",
                    f"https://example.org/events/{number}?utm_source=list",
                    _CITIES[number % len(_CITIES)],
                    f"A meeting on how cities recover from a crisis, number {number}, with speakers from many places.",
                ]
            )


if __name__ == "__main__":
    sys.exit(main())
