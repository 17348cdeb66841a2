"""What machines ask a site for: its map, its rules for robots, whom to tell of a weakness, and whether it is well."""

from datetime import UTC, timedelta

from django.contrib.sitemaps.views import sitemap
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fingerpost.site.context import frame_of
from fingerpost.site.health import troubles
from fingerpost.site.sitemaps import site_maps
from fingerpost.site.views.public import public

#: RFC 9116, section 2.5.5 recommends less than a year; whoever reads the file must be able to trust it a while.
SECURITY_LASTS = timedelta(days=180)


@public
def site_map(request: HttpRequest) -> HttpResponse:
    made = sitemap(request, site_maps(request)).render()
    # A plain response: one that renders itself cannot be answered with “not modified” any more.
    return HttpResponse(made.content, headers=made.headers)


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Answer as RFC 9309 has it: everything may be read but the desk and what a search finds."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        f"Disallow: {reverse('site:find')}",
        f"Disallow: {reverse('site:find_json')}",
        "Disallow: /*?q=",
        "Disallow: /*&q=",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('site:sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public
def security(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a weakness (RFC 9116); there is no such file where no contact is set."""
    contact = frame_of(request).network.contact
    if not contact:
        raise Http404(_("This hub names no contact."))
    today = timezone.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {today + SECURITY_LASTS:%Y-%m-%dT%H:%M:%SZ}",
        f"Canonical: {request.build_absolute_uri(reverse('site:security'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 -- Django's signature
    """Answer 200 when this hub can do its work, and 503 with a sentence for each thing that it cannot."""
    found = troubles()
    return JsonResponse({"ok": not found, "troubles": found}, status=503 if found else 200)
