"""Sources as an editor made them, and pages of partners to read."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from fingerpost.catalogue.models import Crisis
from fingerpost.intake.models import Sighting, Source

ROWS = {"Food security in cities": "29 July 2030", "Waste in the pandemic": "30 July 2030"}


def listing(rows: dict[str, str] = ROWS, *, head: str = "Events") -> bytes:
    cells = "".join(
        f'<tr><td><a href="/{number}">{title}</a></td><td>WeGO</td><td>{day}</td></tr>'
        for number, (title, day) in enumerate(rows.items())
    )
    columns = "<tr><th>Event</th><th>Organiser</th><th>Date</th></tr>"
    return f"<html><title>{head}</title><body><table>{columns}{cells}</table></body></html>".encode()


def make_source(crisis: Crisis, number: int = 1, **fields: Any) -> Source:
    defaults = {"name": f"Partner {number}", "url": f"https://example.org/events/{number}"}
    return Source.objects.create(crisis=crisis, **{**defaults, **fields})


def miss(source: Source, record: Any = None, *, state: str = "gone", identity: str = "a") -> Sighting:
    since = timezone.now() - timedelta(days=20)
    return source.sightings.create(
        record=record, identity=identity, state=state, first_seen_at=since, last_seen_at=since, missing_since=since
    )


def address(name: str, *args: object) -> str:
    return reverse(f"sources:{name}", args=args)


def form_data(**fields: Any) -> dict[str, Any]:
    """Return what the browser sends for a source."""
    sent = {
        "url": "https://example.org/events",
        "name": "Partner",
        "kind": "auto",
        "every_hours": "24",
        "grace_days": "14",
    }
    return {**sent, **fields}
