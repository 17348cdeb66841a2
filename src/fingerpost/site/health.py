"""Whether this hub can do its work: what /healthz asks, in the order of what fails first."""

from collections.abc import Callable
from functools import lru_cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

#: Answers "" when all is well, else one sentence: what is wrong and what to do.
Check = Callable[[], str]


def database_answers() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return _("The database does not answer. See whether it runs and whether DATABASE_URL is right.")
    return ""


def migrations_are_applied() -> str:
    try:
        missing = _shipped() - set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        return _("The database does not say which migrations it has.")
    if not missing:
        return ""
    return _("The database lacks %(count)s migrations. Run “fingerpost manage migrate”.") % {"count": len(missing)}


@lru_cache(maxsize=1)
def _shipped() -> frozenset[tuple[str, str]]:
    """Return the name of every migration in this program; reading their files once is enough."""
    loader = MigrationLoader(None)
    return frozenset(loader.disk_migrations) - _replacing(loader)


def _replacing(loader: MigrationLoader) -> frozenset[tuple[str, str]]:
    # A squashed migration stands for others that may have been applied one by one.
    return frozenset(name for name, migration in loader.disk_migrations.items() if migration.replaces)


checks: dict[str, Check] = {"database": database_answers, "migrations": migrations_are_applied}


def troubles() -> dict[str, str]:
    """Return the sentence of each check that fails, by its name; nothing when all is well."""
    found = {name: check() for name, check in checks.items()}
    return {name: sentence for name, sentence in found.items() if sentence}
