"""How long the import of 1,000 records takes, from the command to its report: at most 5 s; and of the same ones again."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pages import as_html
from table import row

LIMIT_S = 5.0
ROWS = 1000
MAKE_A_HUB = "from fingerpost.catalogue.models import Crisis; Crisis.objects.create(name='Bench', slug='bench')"
COMMAND = str(Path(sys.executable).with_name("fingerpost"))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(as_html(ROWS), encoding="utf-8")
        # An empty address is the SQLite file in that folder: never an operator's own database.
        here = {**os.environ, "FINGERPOST_DATA": str(Path(folder, "var")), "DATABASE_URL": ""}
        run([COMMAND, "manage", "migrate", "--verbosity", "0"], here)
        import_page = [COMMAND, "import", str(page), "--today", "2020-07-01"]
        run([COMMAND, "manage", "shell", "--command", MAKE_A_HUB], here)
        within = True
        for name in ("new", "known already"):
            started = time.perf_counter()
            told = run(import_page, here)
            taken_s = time.perf_counter() - started
            within &= row(f"fingerpost import, {ROWS} rows, {name}", taken_s, LIMIT_S, "s")
            print(f"  {told}")
    return 0 if within else 1


def run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return next(iter(done.stdout.splitlines()), "")


if __name__ == "__main__":
    sys.exit(main())
