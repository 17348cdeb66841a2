"""What is written of the site's own pages."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page, Site

from fingerpost.catalogue.models import Crisis
from fingerpost.site.models import HubPage


@transaction.atomic
def start_hub(*, title: str, slug: str | None, now: datetime) -> HubPage:
    """Publish the first hub, on a crisis of its own, with the sections that a new hub begins with."""
    crisis = Crisis.objects.create(name=title[:120], slug=slug or slugify(title)[:60].strip("-") or "hub")
    hub = HubPage(title=title[:255], slug=crisis.slug, crisis=crisis)
    publish_page(hub, below=Page.get_first_root_node(), now=now)
    begin_site_at(hub)
    return hub


def publish_page(page: Page, *, below: Page, now: datetime) -> None:
    page.first_published_at = page.last_published_at = now
    below.add_child(instance=page)
    page.save_revision(clean=False).publish(log_action=False)


def begin_site_at(hub: HubPage) -> Site:
    """Let the site begin at the hub, and remove Wagtail's page of welcome where nobody has made anything of it."""
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    welcome = site.root_page if site.root_page_id else None
    site.root_page = hub
    site.save()
    if welcome and welcome.specific_class is Page and welcome.is_leaf() and not welcome.latest_revision_id:
        welcome.delete()
    return site
