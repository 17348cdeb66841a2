"""Run every benchmark beside this file; each prints rows of “what, measured, limit, ratio”. Exit code 1 if one is over."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    scripts = sorted(
        path for path in Path(__file__).parent.glob("*.py") if path.name not in {"run.py", "table.py", "pages.py"}
    )
    codes = [subprocess.run([sys.executable, str(script)], check=False).returncode for script in scripts]
    return max(codes, default=0)


if __name__ == "__main__":
    sys.exit(main())
