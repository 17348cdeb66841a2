"""Reading in the background."""

from django.utils import timezone
from django_tasks import task

from fingerpost.intake.actions.reviewing import reading


@task()
def read_batch(batch_id: int) -> None:
    """Read what was received; safe to run twice, and again after it was broken off."""
    reading.read_batch(batch_id=batch_id, now=timezone.now())
