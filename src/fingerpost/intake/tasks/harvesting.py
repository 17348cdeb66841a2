"""Harvesting in the background."""

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from fingerpost.intake.actions.harvesting import health, running


@task()
def harvest_source(source_id: int) -> None:
    """Read a partner's source; what is known already is not taken in again, so it is safe to run twice."""
    running.harvest(source_id=source_id, now=timezone.now())


@task()
def tell_of_broken_source(source_id: int) -> None:
    """Mail the responsible editor, once for each time that a source breaks."""
    health.tell_of_broken(source_id=source_id, base_url=settings.PUBLIC_URL, now=timezone.now())
