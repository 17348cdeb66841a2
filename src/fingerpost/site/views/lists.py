"""The lists of records, narrowed by what stands in the address."""

from datetime import UTC

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render

from fingerpost.site.context import frame_of
from fingerpost.site.headings import sections
from fingerpost.site.listing import TITLES, Listing
from fingerpost.site.results.question import search_address
from fingerpost.site.views.public import public


@public
def records(request: HttpRequest, kind: str) -> HttpResponse:
    if search := search_address(kind, request.GET):
        return HttpResponseRedirect(search)
    seen = frame_of(request).viewing
    listing = Listing(kind, request.GET, today=seen.now.astimezone(UTC).date())
    if listing.is_moved:
        return HttpResponsePermanentRedirect(listing.here)
    title, lead = TITLES[kind]
    context = {
        "listing": listing,
        "page_title": " · ".join([*(chip.value for chip in listing.chips), str(title)]),
        "page_description": lead,
        "page_address": f"{settings.PUBLIC_URL}{listing.here}",
        "page_robots": "noindex" if listing.problems else "",
        "heading": title,
        "lead": lead,
    }
    if listing.problems or listing.is_beyond:
        return render(request, "site/list_not_understood.html", context, status=404)
    context["sections"] = sections(listing.rows(), listing, seen)
    return render(request, "site/list.html", context)
