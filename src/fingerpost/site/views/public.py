"""What every public page has in common: it is only read, may be kept for a minute, and is not sent twice."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Open a view to everybody, for GET and HEAD. Its pages are the same for every visitor: no cookie is read or set."""
    return require_safe(conditional_page(cache_control(public=True, max_age=60)(view)))
