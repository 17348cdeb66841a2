"""Bringing Django up for the command, and the sentences for what can be wrong with the operator's settings."""

import gc
import os
from collections.abc import Callable
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor


class CannotStart(Exception):
    """Something about this machine or its settings must be put right first; the message says what and how."""


def use_settings() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fingerpost.config.settings.production")


def set_up() -> None:
    """Load Django with the product's settings. Raises CannotStart, ImproperlyConfigured."""
    use_settings()
    django.setup()
    # What was loaded so far lives as long as the process. Going through it again and again costs an import a tenth of its time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def prepare_database(say: Callable[[str], object] = str) -> None:
    """Make the tables, or bring them to this version. Raises CannotStart where the data folder cannot be written."""
    from django.conf import settings  # noqa: PLC0415 -- settings themselves may be what is wrong

    writable_folder(settings.DATA_DIR)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)


def explained(error: Exception) -> str | None:
    """Return the one sentence that tells an operator what to do about an error, or None where none is known."""
    if isinstance(error, CannotStart):
        return str(error)
    if isinstance(error, ImproperlyConfigured):
        return f"A setting is wrong: {error}"
    if isinstance(error, OperationalError | ProgrammingError):
        return _about_the_database(error)
    if isinstance(error, DatabaseError):
        return f"The database refused: {_first_line(error)}. Nothing was changed."
    if isinstance(error, PermissionError):
        return f"“{error.filename}” cannot be written. Give this user the right to write there, or set FINGERPOST_DATA to another folder."
    return None


def _about_the_database(error: Exception) -> str:
    line = _first_line(error)
    if "no such table" in line or ("does not exist" in line and "relation" in line):
        return "The database has no tables yet. Run “fingerpost run” once, or “fingerpost manage migrate”."
    if "unable to open database file" in line or "readonly database" in line:
        return f"The database file cannot be written ({_database_name()}). Give this user the right to write there, or set FINGERPOST_DATA to another folder."
    if "not a database" in line or "malformed" in line:
        return f"{_database_name()} is not a SQLite database. Move it away, or set DATABASE_URL to another one."
    if "locked" in line:
        return "The database was busy for too long. Try again; if it stays so, look for a second Fingerpost on the same file."
    return f"The database does not answer ({line}). Check DATABASE_URL: it should read like postgres://user:password@host:5432/name."


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0].rstrip(".").removeprefix("connection failed: ")


def _database_name() -> str:
    from django.conf import settings  # noqa: PLC0415 -- settings themselves may be what is wrong

    return str(settings.DATABASES["default"]["NAME"])


def writable_folder(folder: Path) -> None:
    """Make a folder that this user can write to. Raises CannotStart."""
    remedy = "Give this user the right to write there, or set FINGERPOST_DATA to another folder."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except FileExistsError as error:
        raise CannotStart(f"The data folder “{folder}” is a file. Set FINGERPOST_DATA to a folder.") from error
    except OSError as error:
        raise CannotStart(f"The data folder “{folder}” cannot be written ({error.strerror}). {remedy}") from error
