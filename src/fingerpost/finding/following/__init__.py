"""Keeps this machine's copy of the index up to date, and gives it to whoever searches."""

import threading
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from fingerpost.catalogue.models import Change
from fingerpost.finding.engine import Index
from fingerpost.finding.following.homes import Home
from fingerpost.finding.following.keeping import Keeper, Progress

__all__ = ["Progress", "current", "keeper", "progress", "run_following", "status", "troubles"]

#: A change that is not to be found by then, and one of so many entries that it takes its turn.
LATE, LATE_FOR_MANY = timedelta(minutes=1), timedelta(minutes=15)


def current() -> Index:
    """Return the index that this process searches, as up to date as it can be here."""
    return keeper().current()


def run_following(stop: threading.Event) -> None:
    """Follow the catalogue until told to stop: for a thread of its own."""
    keeper().follow(stop)


def progress() -> Progress | None:
    """Return how far the index is that is being built; None where none is, or where another process builds it."""
    return keeper().progress


def troubles() -> str:
    """Answer "" when searches find what the catalogue holds, else one sentence: what is wrong and what to do."""
    mine = keeper()
    if mine.home is None or mine.progress:
        return ""
    state = _state(mine)
    if not state and mine.is_about_to_build():
        return ""
    if not state:
        return _("There is no search index. “fingerpost run” builds it; so does “fingerpost index --rebuild”.")
    now = timezone.now()
    if _unread(state).filter(at__lt=now - LATE).exists() or _waiting(state).filter(at__lt=now - LATE_FOR_MANY).exists():
        return _("Searches do not find the latest changes: no process follows them. Start “fingerpost run” again.")
    return ""


def status() -> dict[str, Any]:
    """Return what an operator may want to know of this machine's index."""
    mine = keeper()
    index, state = mine.look(), _state(mine)
    return {
        "folder": str(mine.home.path / mine.home.current_name()) if mine.home else "",
        "entries": index.size() if index else 0,
        "behind": _unread(state).count() + _waiting(state).count(),
        "followed": mine.is_followed_by_another(),
        "trouble": troubles(),
    }


def _state(mine: Keeper) -> dict[str, Any]:
    index = mine.look()
    return index.state() if index else {}


def _unread(state: dict[str, Any]) -> QuerySet[Change]:
    return Change.objects.filter(pk__gt=state.get("position", {}).get("last", 0))


def _waiting(state: dict[str, Any]) -> QuerySet[Change]:
    return Change.objects.filter(pk__in=[pk for pk, _after in state.get("jobs", ())])


def keeper() -> Keeper:
    """Return what this process has of the index that the settings name."""
    return _keeper(settings.INDEX_DIR)


@cache
def _keeper(path: Path | None) -> Keeper:
    return Keeper(Home(path) if path else None)
