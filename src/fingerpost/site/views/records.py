"""A record's own page. Its key decides; the kind before it and the words after it are for people."""

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from fingerpost.catalogue.models import Address, Record
from fingerpost.site.context import frame_of
from fingerpost.site.details import details
from fingerpost.site.querysets import for_details
from fingerpost.site.views.public import public

_KEY = re.compile(r"[0-9a-z]{1,8}")


@public
def record(request: HttpRequest, slug: str, **_kind: str) -> HttpResponse:
    """Show a live record; lead there from any address that holds one of its keys; say so where it is gone."""
    address = _address(slug)
    found = for_details(Record.objects.live()).filter(addresses=address).first()
    if found is None:
        if address.record_id is None:
            return _taken_away(request, slug)
        raise Http404(_("This entry is not public."))
    if found.get_absolute_url() != request.path:
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    shown = details(found, frame_of(request).viewing)
    context = {
        "object": found,
        "details": shown,
        "page_title": shown.row.title,
        "page_description": shown.description,
        "page_kind": "article",
    }
    return render(request, "site/record.html", context)


def _taken_away(request: HttpRequest, slug: str) -> HttpResponse:
    words = " ".join(slug.split("-")[1:])
    context = {"words": words, "page_title": _("Taken away"), "page_robots": "noindex"}
    return render(request, "410.html", context, status=410)


def _address(slug: str) -> Address:
    key = slug.partition("-")[0].lower()
    address = Address.objects.filter(key=key).first() if _KEY.fullmatch(key) else None
    if address is None:
        raise Http404(_("No entry has this address."))
    return address
