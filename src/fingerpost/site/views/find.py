"""Search over everything that the hub holds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fingerpost.catalogue.models import Record
from fingerpost.catalogue.querysets import WORDS_SEARCHED
from fingerpost.site import querysets
from fingerpost.site.context import frame_of
from fingerpost.site.groups import shown_groups
from fingerpost.site.views.public import public
from fingerpost.site.words import clean_words

SHOWN_OF_EACH_KIND = 8
SHOWN_NAMES = 12


@public
def find(request: HttpRequest) -> HttpResponse:
    words = clean_words(request.GET.get("q", ""))
    context = {
        "words": words,
        "page_title": _("Found for “%(words)s”") % {"words": words} if words else _("Find"),
        "page_description": _("Search everything that this hub holds."),
        "page_robots": "noindex",
    }
    return render(request, "site/find.html", context | (_found(request, words) if words else {}))


def _found(request: HttpRequest, words: str) -> dict[str, object]:
    groups = querysets.first_of_each_kind(Record.objects.live().containing(words), most=SHOWN_OF_EACH_KIND)
    each = words.split()
    names = {
        "organisations": list(querysets.organisations_named(words)[:SHOWN_NAMES]),
        "places": list(querysets.places_named(words)[:SHOWN_NAMES]),
        "themes": list(querysets.themes_named(words)[:SHOWN_NAMES]),
        "all_series": list(querysets.series_named(words)[:SHOWN_NAMES]),
    }
    return {
        "total": sum(group.count for group in groups),
        "groups": shown_groups(groups, frame_of(request).viewing, q=words),
        "nowhere": [] if groups else querysets.words_that_occur_nowhere(each[:WORDS_SEARCHED]),
        "left_out": each[WORDS_SEARCHED:],
        "has_names": any(names.values()),
        **names,
    }
