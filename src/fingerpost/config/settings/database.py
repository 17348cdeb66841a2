"""The one place that knows which database it is."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

SCHEMES = {"sqlite", "postgres", "postgresql"}


def database(url: str, *, folder: Path) -> dict[str, Any]:
    """Return Django's settings for a database address; an empty one means the SQLite file in the data folder.

    Raises ImproperlyConfigured with a sentence for any other kind of database, and where the name is missing.
    """
    address = url.strip() or f"sqlite:///{folder / 'fingerpost.sqlite3'}"
    try:
        parts = urlsplit(address)
        settings = environ.Env.db_url_config(address) if parts.scheme in SCHEMES else {}
        sound = bool(settings.get("NAME")) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound:
        raise ImproperlyConfigured(
            f"DATABASE_URL “{_without_password(address)}” is not a database address. Write it as "
            "postgres://user:password@host:5432/name or sqlite:////folder/file.sqlite3, or leave it unset for a file in the data folder."
        )
    settings["HOST"] = unquote(settings["HOST"])  # a socket's folder stands there percent-encoded, as in libpq
    settings["CONN_MAX_AGE"] = 60
    if parts.scheme == "sqlite":
        settings["OPTIONS"] = {
            # Writers queue at BEGIN instead of failing at COMMIT; readers never wait (https://www.sqlite.org/wal.html).
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
        }
    else:
        settings["CONN_HEALTH_CHECKS"] = True
        settings.setdefault("OPTIONS", {})["connect_timeout"] = 10
    return settings


def _without_password(address: str) -> str:
    user, at, rest = address.rpartition("@")
    return f"{user.rpartition(':')[0]}:…@{rest}" if at and user.count(":") > 1 else address
