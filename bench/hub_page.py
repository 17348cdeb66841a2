"""What a hub page of 50 rows weighs and costs when nothing is cached: bytes, queries, and processor time a request."""

import gc
import gzip
import io
import os
import random
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from pages import ORGANISERS, SUBJECTS
from table import row

HTML_LIMIT, CSS_LIMIT, SCRIPT_LIMIT = 20_000, 8_000, 6_000
QUERIES_LIMIT = 12
AIM_MS = 10.0
#: The same page on WordPress takes this much processor time a request, uncached; we want four times its requests.
WORDPRESS_MS, TIMES_FASTER = 56.0, 4
ROWS = {"event": 20, "resource": 17, "measure": 13}
REQUESTS = 200
WORDS = [
    "cities",
    "learned",
    "closing",
    "markets",
    "reopening",
    "schools",
    "masks",
    "tracing",
    "recovery",
    "finance",
    "mobility",
    "resilient",
    "planning",
    "dialogue",
    "response",
    "lessons",
    "informal",
    "workers",
    "vaccine",
    "housing",
    "water",
    "guidance",
    "regional",
    "partners",
    "digital",
    "tools",
    "communities",
    "measures",
    "experience",
    "leaders",
    "green",
    "transport",
    "frontline",
    "support",
    "small",
    "business",
    "mayors",
    "data",
]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "fingerpost.config.settings.test",
            "FINGERPOST_DATA": folder,
            "DATABASE_URL": f"sqlite:///{folder}/hub.sqlite3",
        }
        import django  # noqa: PLC0415 -- reads the settings named above

        django.setup()
        # Each request writes its line, as it does when served; nobody reads them here.
        structlog.configure(logger_factory=structlog.PrintLoggerFactory(io.StringIO()))
        fill()
        return 0 if measure() else 1


def fill() -> None:
    """Make a hub whose rows say as much as real ones do: names, days, themes, links, and titles of nine words."""
    from django.core.management import call_command  # noqa: PLC0415 -- needs Django set up
    from wagtail.models import Page, Site  # noqa: PLC0415 -- as above

    from fingerpost.catalogue.models import Crisis, Organisation, Place, Theme  # noqa: PLC0415 -- as above
    from fingerpost.site.models import HubPage  # noqa: PLC0415 -- as above

    call_command("migrate", verbosity=0)
    crisis = Crisis.objects.create(name="COVID-19", slug="covid-19")
    shared = {
        "organisations": [
            Organisation.objects.create(name=name, slug=f"network-{at}", country="KR")
            for at, name in enumerate(ORGANISERS)
        ],
        "themes": [Theme.objects.create(name=name, slug=f"theme-{at}") for at, name in enumerate(SUBJECTS)],
        "places": [Place.objects.create(name=f"City {at}", slug=f"city-{at}", country="NP") for at in range(20)],
    }
    for at in range(330):
        make(crisis, list(ROWS)[at % len(ROWS)], at, **shared)
    sections = [
        ("entries", {"heading": f"All {kind}s", "kind": kind, "limit": limit, "when": "all"})
        for kind, limit in ROWS.items()
    ]
    hub = HubPage(title="COVID-19: response, resources and initiatives", slug="hub", crisis=crisis, body=sections)
    Page.get_first_root_node().add_child(instance=hub)
    site = Site.objects.get(is_default_site=True)
    site.root_page = hub
    site.save()


def make(crisis: Any, kind: str, at: int, *, organisations: list[Any], themes: list[Any], places: list[Any]) -> None:
    from fingerpost.catalogue.models import Credit, Link, Record  # noqa: PLC0415 -- needs Django set up

    said = random.Random(at)  # noqa: S311 -- the same page each time
    facts: dict[str, Any] = {"start_date": date(2020, 1, 1) + timedelta(days=at)}
    if kind == "event":
        hours = {"start_time": datetime(2020, 1, 1, 15, tzinfo=UTC).time(), "timezone": "Asia/Seoul"}
        facts |= {"mode": "online", "format": "webinar", "precision": "minute", **hours}
    record = Record(kind=kind, crisis=crisis, title=" ".join(said.sample(WORDS, 9)).capitalize(), **facts)
    record.language = "en"
    record.place = places[at % len(places)] if kind == "measure" else None
    record.credits = [
        Credit(organisation=organisations[(at + one) % len(organisations)], role="organiser") for one in range(2)
    ]
    record.links = [
        Link(
            url=f"https://{said.choice(WORDS)}-{said.choice(WORDS)}.example.org/{at}/{'-'.join(said.sample(WORDS, 6))}"
        )
    ]
    record.themes = [themes[at % len(themes)], themes[(at + 5) % len(themes)]]
    record.save()


def measure() -> bool:
    """Print each figure beside its limit; say whether all are within."""
    from django.db import connection  # noqa: PLC0415 -- needs Django set up
    from django.test import Client  # noqa: PLC0415 -- as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- as above

    from fingerpost import site  # noqa: PLC0415 -- as above

    client = Client(headers={"host": "localhost"})
    for _ in range(20):
        response = client.get("/")
    page = response.content
    rows = page.count(b'class="row ')
    if response.status_code != 200 or rows != sum(ROWS.values()):
        sys.exit(f"The page answered {response.status_code} with {rows} rows.")
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
        queries = len(asked)
    static = Path(site.__file__).parent / "static/site"
    spent_ms = processor_ms(lambda: client.get("/"))
    within = [
        row("hub page, 50 rows: HTML, compressed", compressed(page), HTML_LIMIT, "bytes"),
        row("hub page: CSS, compressed", compressed((static / "hub.css").read_bytes()), CSS_LIMIT, "bytes"),
        row("hub page: script, compressed", compressed((static / "hub.js").read_bytes()), SCRIPT_LIMIT, "bytes"),
        row("hub page, uncached: queries", queries, QUERIES_LIMIT, "queries"),
        row("hub page, uncached: processor time", spent_ms, WORDPRESS_MS / TIMES_FASTER, "ms"),
    ]
    row("hub page, uncached: processor time, against the aim", spent_ms, AIM_MS, "ms")
    print(f"  {WORDPRESS_MS / spent_ms:.1f} times the requests of WordPress at {WORDPRESS_MS:g} ms")
    return all(within)


def processor_ms(request: Any) -> float:
    """Return the processor time of one request, after those that fill what a process keeps."""
    gc.collect()
    gc.freeze()
    began = time.process_time()
    for _ in range(REQUESTS):
        request()
    return (time.process_time() - began) * 1000 / REQUESTS


def compressed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


if __name__ == "__main__":
    sys.exit(main())
