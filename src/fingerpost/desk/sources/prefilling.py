"""A source from an import that somebody wants to have read regularly."""

from urllib.parse import urlsplit

from fingerpost.catalogue.models import Organisation
from fingerpost.intake.models import Batch, Source


def source_from(batch: Batch) -> Source:
    """Return a source, not saved, that reads an import's address again and again, with what is known of it."""
    return Source(
        crisis=batch.crisis,
        name=batch.name,
        url=batch.url,
        organisation=_organisation_of(batch),
        columns=batch.declared.get("columns") or {},
    )


def _organisation_of(batch: Batch) -> Organisation | None:
    """Return whose site it is; or else who organises everything that stands there."""
    host = _host(batch.url)
    of_site = Organisation.objects.exclude(website="").filter(website__icontains=host) if host else ()
    owners = [organisation for organisation in of_site if _host(organisation.website) == host]
    if len(owners) == 1:
        return owners[0]
    named = {tuple(data.get("organisers") or ()) for data in batch.items.values_list("data", flat=True)}
    if len(named) != 1 or len(names := named.pop()) != 1:
        return None
    return Organisation.objects.filter(name__iexact=names[0]).first()


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
