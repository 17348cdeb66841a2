"""Run the tests on SQLite and on PostgreSQL, with a real Chromium, starting whatever they need.

``make test`` calls this file; words after its name go to pytest. Chromium and PostgreSQL are taken where they are
installed, installed from Debian's packages where this user may, and otherwise missed loudly: never in CI (``CI=true``),
where a missing service fails the run. PostgreSQL runs on a socket in a folder of its own, and is gone afterwards.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def main(arguments: list[str]) -> int:
    missing = []
    chromium = find_chromium() or (install("chromium") and find_chromium())
    if chromium:
        os.environ["CHROMIUM"] = chromium
    else:
        missing.append("Chromium: the browser tests are skipped. Install it with: apt-get install chromium")

    codes = [pytest("SQLite", arguments, {"DATABASE_URL": ""})]
    if find_postgresql() or (install("postgresql") and find_postgresql()):
        with postgresql() as url:
            # What does not touch the database was tried once already.
            codes.append(pytest("PostgreSQL", ["-m", "not once", *arguments], {"DATABASE_URL": url}))
    else:
        missing.append(
            "PostgreSQL: the second run of all tests is skipped. Install it with: apt-get install postgresql"
        )

    for line in missing:
        print(f"\n!!! NOT TESTED, for want of {line}", file=sys.stderr)  # noqa: T201 -- a program for a terminal
    return max(*codes, 1 if missing and IN_CI else 0)


def pytest(name: str, arguments: list[str], environment: dict[str, str]) -> int:
    print(f"\n=== {name} ===", flush=True)  # noqa: T201 -- as above
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def find_chromium() -> str | None:
    found = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in found if name and (path := shutil.which(name))), None)


def find_postgresql() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest where there are several."""
    on_path = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    return (
        Path(on_path).resolve().parent
        if on_path
        else next((path for path in reversed(folders) if (path / "initdb").exists()), None)
    )


def install(package: str) -> bool:
    """Install one of Debian's packages if this user may; say whether it worked."""
    apt = shutil.which("apt-get")
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not apt or (root and not shutil.which("sudo")):
        return False
    print(f"Installing {package} …", flush=True)  # noqa: T201 -- as above
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = ([*root, apt, "update", "-q"], [*root, apt, "install", "-q", "-y", "--no-install-recommends", package])
    return all(subprocess.run(step, env=environment, **QUIET, check=False).returncode == 0 for step in steps)


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Start a PostgreSQL of our own on a socket; give its address; throw it away."""
    programs = find_postgresql()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="fingerpost-pg-"))
    # PostgreSQL refuses to run as root; Debian's package made a user for it.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    user = "postgres" if as_user else pwd.getpwuid(os.geteuid()).pw_name
    if as_user:
        shutil.chown(folder, user="postgres")
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    control = [*as_user, str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w"]
    initialise = [
        *as_user,
        str(programs / "initdb"),
        "-D",
        str(folder / "data"),
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    try:
        subprocess.run(initialise, **QUIET, check=True, cwd=folder)
        start = [*control, "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run(start, **QUIET, check=True, cwd=folder)
        yield f"postgres://{user}@%2F{str(folder)[1:].replace('/', '%2F')}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **QUIET, check=False, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
