"""The few tokens of the stylesheet that a network may set, served as a stylesheet of their own."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from fingerpost.site.models import NetworkSettings

SANS = "var(--sans)"


def stylesheet(network: NetworkSettings) -> str:
    """Return the tokens that a network has set; "" where it keeps the product's own."""
    tokens = {}
    if network.accent_light or network.accent_dark:
        light, dark = network.accents()
        tokens["--accent"] = f"light-dark({light},{dark})"
    if network.headings == NetworkSettings.Headings.SANS:
        tokens["--heading"] = SANS
    body = "".join(f"{name}:{value};" for name, value in tokens.items())
    # The layer is the tokens' own: the later sheet wins within it, and stays below everything that uses them.
    return f"@layer tokens{{:root{{{body}}}}}" if body else ""


def address(network: NetworkSettings) -> str:
    """Return where its stylesheet is served; the address changes with the content. "" where there is nothing to serve."""
    sheet = stylesheet(network)
    return reverse("site:brand", args=[_digest(sheet)]) if sheet else ""


@require_safe
def serve(request: HttpRequest, digest: str) -> HttpResponse:
    """Serve the network's tokens as they are now: for ever under their own digest, briefly under an old one."""
    sheet = stylesheet(NetworkSettings.for_request(request))
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    current = digest == _digest(sheet)
    response["Cache-Control"] = "public, max-age=31536000, immutable" if current else "public, max-age=60"
    return response


def _digest(sheet: str) -> str:
    return sha256(sheet.encode()).hexdigest()[:12]
