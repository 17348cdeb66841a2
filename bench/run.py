"""Run every benchmark beside this file; each prints rows of “what, measured, limit, ratio”. Exit code 1 if one is over."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

#: What the benchmarks share.
NO_BENCHMARKS = {"run.py", "table.py", "pages.py", "find_corpus.py", "find_asked.py", "find_timing.py"}


def main() -> int:
    scripts = sorted(path for path in Path(__file__).parent.glob("*.py") if path.name not in NO_BENCHMARKS)
    with tempfile.TemporaryDirectory() as folder:
        # What takes long to make is made once for all that measure on it.
        here = {**os.environ, "BENCH_FOLDER": folder}
        codes = [subprocess.run([sys.executable, str(script)], check=False, env=here).returncode for script in scripts]
    return max(codes, default=0)


if __name__ == "__main__":
    sys.exit(main())
