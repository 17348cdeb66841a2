"""What the catalogue does in the background."""

from django.apps import apps
from django.db import transaction
from django_tasks import task
from wagtail.models import ReferenceIndex

from fingerpost.catalogue.models import Record


@task()
def index_references(record_ids: list[int]) -> None:
    """Note what these records refer to, so that the desk can say where an organisation or a place is used."""
    for record in Record.objects.filter(pk__in=record_ids):
        with transaction.atomic():
            ReferenceIndex.create_or_update_for_object(record.as_kind)


@task()
def index_references_of(model: str, ids: list[int]) -> None:
    """Note the same for entries of other models that refer to an organisation."""
    for thing in apps.get_model(model)._base_manager.filter(pk__in=ids):
        with transaction.atomic():
            ReferenceIndex.create_or_update_for_object(thing)
