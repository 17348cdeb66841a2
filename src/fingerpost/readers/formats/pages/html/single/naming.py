"""Which words of a page are its item's title, and which are the name of the site."""

import re

from fingerpost.readers.formats.pages.html.parse import Document
from fingerpost.readers.formats.pages.html.single.parts import part_of
from fingerpost.readers.formats.pages.html.titles import clean_title
from fingerpost.readers.formats.pages.html.vocabulary import action_of, fold, is_section_name, kinds_in, label_of

_BETWEEN = re.compile(r"\s+[|–—·•»«:<>/-]\s+|\s*[|｜]\s*|\s+::\s+|_(?=\W*\w{2})|\s*&lt;\s*")
_LEAD = re.compile(r"^(?P<kind>[^:：]{3,30})[:：]\s+(?=\S)")
_FEW, _FEW_WIDE = 10, 5


def own_titles(document: Document) -> list[str]:
    """Return what the head of a page calls it, each with and without the site's name, the most trusted first."""
    found: list[str] = []
    site = document.meta.get("og:site_name", "")
    for text in (document.meta.get("og:title"), document.meta.get("twitter:title"), document.title):
        if text:
            found += [without_site(text, site), text]
    return [text for text in dict.fromkeys(found) if text]


def without_site(title: str, site: str) -> str:
    """Return a title without the name of the site behind it or before it.

    >>> without_site("Heat and cities | Network of Cities", "Network of Cities"), without_site("A – B", "")
    ('Heat and cities', 'A – B')
    """
    parts = [part for part in _BETWEEN.split(title) if part and part.strip()]
    if site and len(parts) > 1:
        for part, cut in ((parts[-1], title.rpartition(parts[-1])[0]), (parts[0], title.partition(parts[0])[2])):
            if fold(part) == fold(site) or fold(part) in fold(site).split(" | "):
                return (
                    _BETWEEN.sub(" ", cut.strip()[:2]).strip() + cut.strip()[2:].rstrip(" |–—·•»«:<>/-｜_")
                    if cut.strip()
                    else title
                )
    return title


def segments(title: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(title) if part and len(part.strip()) > 1]


def alike(one: str, other: str) -> bool:
    """True if two titles are one: the same words, or the one within the other."""
    a, b = sorted((fold(one), fold(other)), key=len)
    if not a:
        return False
    return a == b or (len(a) >= (_FEW if a.isascii() else _FEW_WIDE) and a in b)


def is_generic(text: str) -> bool:
    """True for a heading that is nobody's title: "Events", "Webinar registration", "Contact"."""
    return bool(is_section_name(text) or part_of(text) or action_of(text) or (label_of(text) and len(text.split()) < 3))


def settled_title(shown: str, stated: str, document: Document) -> str:
    """Return the title of a page's item, of what its heading shows and what it states for machines."""
    stated = clean_title(without_site(stated, document.meta.get("og:site_name", "")))
    shown = clean_title(shown)
    if not shown or is_generic(shown):
        return stated or shown
    if not stated or not alike(shown, stated):
        return shown
    if len(stated) <= len(shown):
        lead = _LEAD.match(shown)
        return stated if lead and kinds_in(lead["kind"]) and fold(shown[lead.end() :]) == fold(stated) else shown
    return stated
