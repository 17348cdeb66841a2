"""Where one machine keeps its copy of the index: folders, of which a file names the one that counts.

index/current         the name of the folder to search by
index/20200701-…/     such a folder, or one that is being built
index/broken/         one that could not be read, for whoever wants to know why
index/lock            held by the process that writes
index/rebuild         somebody wants it made anew
"""

import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from fingerpost.finding.engine import Index, UnreadableIndex

try:
    import fcntl
except ImportError:  # Windows: whoever runs the hub there runs one process
    fcntl = None  # type: ignore[assignment]

_NAME = re.compile(r"\d{8}-\d{6}-\d{6}-\d{1,10}")


@dataclass(slots=True)
class Home:
    """The folders of one machine."""

    path: Path
    _lock: int | None = field(default=None, init=False)

    def current_name(self) -> str:
        """Return the name of the folder that counts; "" where there is none."""
        try:
            name = (self.path / "current").read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return ""
        return name if _NAME.fullmatch(name) and (self.path / name).is_dir() else ""

    def open(self, name: str) -> Index:
        """Open one of the folders. Raises UnreadableIndex."""
        if not (self.path / name / "meta.json").is_file():
            raise UnreadableIndex(f"“{self.path / name}” holds no index.")
        return Index.open(self.path / name)

    def news(self, name: str) -> tuple[int, int]:
        """Return what changes whenever something is written to an index."""
        with suppress(OSError):
            told = (self.path / name / "meta.json").stat()
            return told.st_mtime_ns, told.st_ino
        return 0, 0

    # Only for who holds the lock

    def begin(self) -> str:
        """Return the name of a new folder."""
        self.path.mkdir(parents=True, exist_ok=True)
        name = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{os.getpid()}"
        (self.path / name).mkdir()
        return name

    def switch(self, name: str) -> None:
        """Let a folder be the one that counts, in one step."""
        new = self.path / "current.new"
        with new.open("w", encoding="ascii") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path / "current")
        with suppress(FileNotFoundError):
            (self.path / "rebuild").unlink()

    def sweep(self) -> None:
        """Remove folders that do not count: former ones, and those that somebody began and never finished."""
        current = self.current_name()
        for folder in self.path.iterdir() if self.path.is_dir() else ():
            if _NAME.fullmatch(folder.name) and folder.name != current:
                shutil.rmtree(folder, ignore_errors=True)

    def put_aside(self, name: str) -> None:
        """Keep a folder that cannot be read where it is in nobody's way; of several the last."""
        broken = self.path / "broken"
        shutil.rmtree(broken, ignore_errors=True)
        with suppress(OSError):
            (self.path / name).rename(broken)

    # For everybody

    def lock(self) -> bool:
        """Try to become the one process that writes here; say whether this is it. It ends with the process."""
        if self._lock is not None and not self._is_lock_there(self._lock):
            self.unlock()
        if self._lock is None:
            self.path.mkdir(parents=True, exist_ok=True)
            file = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                if fcntl:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(file)
                return False
            self._lock = file
        return True

    def _is_lock_there(self, file: int) -> bool:
        """False where somebody removed the whole folder: another process would not see that it is locked."""
        with suppress(OSError):
            return os.fstat(file).st_ino == (self.path / "lock").stat().st_ino
        return False

    def unlock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def ask_for_rebuild(self) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        (self.path / "rebuild").touch()

    def is_rebuild_wanted(self) -> bool:
        return (self.path / "rebuild").exists()
