"""The page for an address at which nothing stands. Django itself renders 403.html, 403_csrf.html and 500.html."""

import re
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fingerpost.catalogue.models.records import KEY_LETTERS
from fingerpost.site.context import frame_of
from fingerpost.site.results.nearest import nearest_to
from fingerpost.site.words import clean_value

MOST_WORDS = 6
_SHORTEST_WORD = 4


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Say that nothing is here, and offer what the words in the wrong address are nearest to."""
    words = words_in(request.path)
    context = {
        "near": nearest_to(words, frame_of(request).viewing),
        "words": " ".join(words),
        "page_title": _("Nothing stands here"),
        "page_robots": "noindex",
    }
    return render(request, "404.html", context, status=404)


def words_in(path: str) -> list[str]:
    """Return the longer words of an address's last part, without what may be a record's key.

    >>> words_in("/events/7k3f-health-in-cities")
    ['health', 'cities']
    """
    last = clean_value(unquote(path)).rstrip("/").rpartition("/")[2]
    first, *others = re.findall(r"[^\W_]+", last.partition(".")[0]) or [""]
    words = others if others and set(first) <= set(KEY_LETTERS) else [first, *others]
    return list(dict.fromkeys(word for word in words if len(word) >= _SHORTEST_WORD))[:MOST_WORDS]
