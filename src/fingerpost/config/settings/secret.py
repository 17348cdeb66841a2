import os
import secrets
from pathlib import Path


def secret_key(path: Path) -> str:
    """Return the key that signs sessions, made once and kept beside the data with no right for others to read it."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()
