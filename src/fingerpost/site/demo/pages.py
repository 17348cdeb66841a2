"""The demonstration's pages: the hub at the root of the site, and what is told about it."""

from datetime import datetime
from typing import Any

from wagtail.models import Page

from fingerpost.catalogue.models import Crisis, Organisation, Record
from fingerpost.site.actions import begin_site_at, publish_page
from fingerpost.site.demo.authority import SLUG
from fingerpost.site.demo.words import ABOUT, ACCESSIBILITY, CHOSEN, DEMONSTRATION, INTRO, TAGLINE, TITLE
from fingerpost.site.models import HubPage, NetworkSettings, TextPage

NETWORK = "CityNet"


def lay_pages(*, now: datetime) -> None:
    """Make the hub and its pages of text and set the network's name, unless this crisis has a hub already."""
    if HubPage.objects.filter(crisis__slug=SLUG).exists():
        return
    root = Page.get_first_root_node()
    hub = HubPage(
        title=TITLE,
        slug=SLUG,
        crisis=Crisis.objects.get(slug=SLUG),
        intro=INTRO,
        body=_sections(),
        search_description=INTRO,
    )
    publish_page(hub, below=root, now=now)
    for title, slug, intro, sections in (ABOUT, CHOSEN, ACCESSIBILITY):
        body = [("text", {"heading": heading, "text": text}) for heading, text in sections]
        page = TextPage(title=title, slug=slug, intro=intro, body=body, show_in_menus=True)
        publish_page(page, below=hub, now=now)
    site = begin_site_at(hub)
    NetworkSettings.objects.update_or_create(
        site=site,
        defaults={
            "name": NETWORK,
            "organisation": Organisation.objects.get(slug="citynet"),
            "tagline": TAGLINE,
            "is_demonstration": True,
            "demonstration_line": DEMONSTRATION,
        },
    )


def _sections() -> list[tuple[str, dict[str, Any]]]:
    own = Record.objects.filter(credits__organisation__slug="citynet", kind__in=["event", "resource"])
    return [
        (
            "own",
            {
                "heading": "From the network",
                "intro": "Consultations between member cities, and what came out of them.",
                # As the page lists them: the interview stands between the second webinar and the fourth.
                "records": list(own.order_by("pk")),
                "limit": 6,
                "order": "number",
            },
        ),
        ("entries", {"heading": "Partner events", "kind": "event", "limit": 15, "when": "all", "order": ""}),
        ("entries", {"heading": "Useful resources", "kind": "resource", "limit": 15, "order": ""}),
        (
            "entries",
            {
                "heading": "What cities did",
                "intro": "As the sources reported it at the time; not a judgement of whether it worked or still runs.",
                "kind": "measure",
                "limit": 12,
                "order": "",
            },
        ),
        ("entries", {"heading": "Updates", "kind": "update", "limit": 4, "order": ""}),
        ("share", {"heading": "Share this page"}),
    ]
