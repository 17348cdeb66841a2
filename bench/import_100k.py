"""How long a sheet of 100,000 rows takes into the catalogue, and how much memory: at most 120 s and 600 MB."""

import csv
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from table import row

LIMIT_S, LIMIT_MB = 120.0, 600.0
ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
MAKE_A_HUB = "from fingerpost.catalogue.models import Crisis; Crisis.objects.create(name='Bench', slug='bench')"
COMMAND = str(Path(sys.executable).with_name("fingerpost"))
TOPICS = ["water", "waste", "schools", "markets", "transport", "housing", "tourism", "energy", "ports", "food", "data"]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder, "events.csv")
        write_sheet(sheet)
        # An empty address is the SQLite file in that folder: never an operator's own database.
        here = {**os.environ, "FINGERPOST_DATA": str(Path(folder, "var")), "DATABASE_URL": ""}
        run([COMMAND, "manage", "migrate", "--verbosity", "0"], here)
        run([COMMAND, "manage", "shell", "--command", MAKE_A_HUB], here)
        within = True
        for name in ("new", "known already"):
            started = time.perf_counter()
            told, peak_mb = run([COMMAND, "import", str(sheet), "--today", "2020-07-01"], here)
            within &= row(f"fingerpost import, {ROWS:,} rows, {name}", time.perf_counter() - started, LIMIT_S, "s")
            within &= row("  at most", peak_mb, LIMIT_MB, "MB")
            print(f"  {told}")
    return 0 if within else 1


def write_sheet(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["Title", "Date", "Organiser", "Link", "Summary"])
        for number in range(ROWS):
            topic = TOPICS[number % len(TOPICS)]
            sheet.writerow(
                [
                    f"Forum {number} of cities on {topic}",
                    (date(2020, 1, 1) + timedelta(days=number % 900)).isoformat(),
                    f"City network {number % 400}",
                    f"https://example.org/{topic}/{number}",
                    f"What cities learnt about {topic} in the first year, told in session {number}.",
                ]
            )


def run(command: list[str], environment: dict[str, str]) -> tuple[str, float]:
    """Return the first line that a command prints, and the most memory that it ever had, in MB."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)
        _pid, status, usage = os.wait4(process.pid, 0)
        output.seek(0)
        told = output.read()
    if os.waitstatus_to_exitcode(status):
        sys.exit(told)
    return next(iter(told.splitlines()), ""), usage.ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
