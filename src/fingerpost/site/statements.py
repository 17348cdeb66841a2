"""SQL that is written once and run for each page.

Django takes some ten times as long to write these statements as the database to run them. Keep one by ``lru_cache`` on a
function of all that it depends on, the vendor of the database among it. Values come as the database gives them: a moment
or a day must be read by its field.
"""

from typing import Any

from django.db import connection
from django.db.models import QuerySet

Statement = tuple[str, tuple[Any, ...]]


def written(queryset: QuerySet) -> Statement:
    """Return a query as its SQL and its parameters."""
    return queryset.query.sql_with_params()


def run(statement: Statement) -> list[tuple[Any, ...]]:
    """Return all rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return cursor.fetchall()
