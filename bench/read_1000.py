"""How long ``fingerpost read`` takes for a page of 1,000 rows, and how much memory: at most 2 s and 150 MB."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pages import as_flattened_text, as_html
from table import row

LIMIT_S = 2.0
LIMIT_MB = 150
ROWS = 1000


def main() -> int:
    within = True
    with tempfile.TemporaryDirectory() as folder:
        for kind, name, content in (("HTML", "p.html", as_html(ROWS)), ("text", "p.txt", as_flattened_text(ROWS))):
            page = Path(folder, name)
            page.write_text(content, encoding="utf-8")
            taken_s, records = timed_read(page)
            within &= row(f"fingerpost read, {kind}, {records} records", taken_s, LIMIT_S, "s")
            # The largest child so far: the second row is that of both.
            peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            within &= row("  its memory at the highest", peak_mb, LIMIT_MB, "MB")
    return 0 if within else 1


def timed_read(page: Path) -> tuple[float, int]:
    """Return the seconds from start to exit of the command, as a person waits for it, and the records it printed."""
    command = [str(Path(sys.executable).with_name("fingerpost")), "read", str(page), "--json", "--today", "2020-07-01"]
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    taken_s = time.perf_counter() - started
    if done.returncode:
        sys.exit(done.stderr)
    return taken_s, done.stdout.count('"type":')


if __name__ == "__main__":
    sys.exit(main())
