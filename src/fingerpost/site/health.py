"""Whether this hub can do its work: what /healthz asks, in the order of what fails first."""

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from fingerpost.finding import following

#: Answers "" when all is well, else one sentence: what is wrong and what to do.
Check = Callable[[], str]
#: How long a task may wait; a worker looks once a second.
LATE = timedelta(minutes=15)


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


def background_work_goes_on() -> str:
    try:
        late = DBTaskResult.objects.ready().filter(enqueued_at__lt=timezone.now() - LATE).count()
    except DatabaseError:
        return _("The database does not say what work is waiting.")
    if not late:
        return ""
    return _("%(count)s tasks have waited for too long: no worker takes them. Start “fingerpost run” again.") % {
        "count": late
    }


def searches_find_what_there_is() -> str:
    try:
        return following.troubles()
    except DatabaseError:
        return _("The database does not say what has changed since searches were made ready for it.")


checks: dict[str, Check] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "background work": background_work_goes_on,
    "search": searches_find_what_there_is,
}


def troubles() -> dict[str, str]:
    """Return the sentence of each check that fails, by its name; nothing when all is well."""
    found = {name: check() for name, check in checks.items()}
    return {name: sentence for name, sentence in found.items() if sentence}
