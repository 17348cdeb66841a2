"""What a record's page needs, worked out from the record alone: so that a draft in the desk is shown by the same page."""

from django import template
from django.utils import timezone

from fingerpost.catalogue.models import Record
from fingerpost.site.details import Details, details
from fingerpost.site.presenting.times import viewing

register = template.Library()


@register.simple_tag(takes_context=True)
def details_of(context: template.Context, record: Record) -> Details:
    """Return all that the page of a record says: as its view has worked it out, or now, for a preview in the desk."""
    return context.get("details") or details(record, viewing(timezone.now()))
