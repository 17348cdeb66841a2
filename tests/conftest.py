import os

import pytest

from tests.hubs import hub, template  # noqa: F401 -- fixtures for whoever asks for them

# Playwright's loop runs in the thread that runs the tests; Django takes that for asynchronous code calling the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot be tried here at all: two writers where a test's database has one connection, a refusal to root."""
    on_postgresql = os.environ.get("DATABASE_URL", "").startswith("postgres")
    impossible = {"two_writers"} if not on_postgresql else set()
    impossible |= {"unprivileged"} if os.geteuid() == 0 else set()
    left_out = [item for item in items if impossible & {mark.name for mark in item.iter_markers()}]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)
