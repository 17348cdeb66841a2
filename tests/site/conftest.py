from collections.abc import Callable

import pytest

from fingerpost.finding import completion, likeness, search
from fingerpost.finding.engine import Index
from fingerpost.finding.gathering import all_entries
from fingerpost.site import searched


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Index]:
    """Return what brings the index to what the database holds at that moment."""
    kept = Index.open(None)
    for asking in (search, completion, likeness, searched):
        monkeypatch.setattr(asking, "current", lambda: kept)

    def refresh() -> Index:
        kept.write(all_entries(), removed=kept.ids())
        return kept

    return refresh
