"""A post's text as safe HTML: paragraphs, addresses and hashtags as links, and where “see more” begins."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from django.urls import get_script_prefix, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from fingerpost.readers.values.urls import find_urls
from fingerpost.site.presenting.printed import Printed

#: What is shown before “see more”: about what the networks' own platforms show. In characters.
OPENING = 320
_HASHTAG = re.compile(r"(?<![\w&/#])#(?=\S)")
_SENTENCE_END = re.compile(r"(?<=[.!?。！？।])\s+")
_LONGEST_SHOWN_ADDRESS = 48


@dataclass(frozen=True, slots=True)
class PostText(Printed):
    """A post in two parts, both safe HTML; ``rest`` is empty where all of it is short enough to stand open."""

    opening: SafeString
    rest: SafeString


def post_text(text: str) -> PostText:
    return _post_text(text, get_script_prefix())


@lru_cache(maxsize=512)
def _post_text(text: str, script_prefix: str) -> PostText:  # noqa: ARG001 -- its links move with the prefix
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()) if part.strip()]
    opening, rest = _parted(paragraphs)
    return PostText(_paragraphs(opening), _paragraphs(rest))


def linked(text: str) -> SafeString:
    """Return plain text as HTML in which web addresses and hashtags are links."""
    pieces, at = [], 0
    for found in find_urls(text):
        pieces.append(_with_hashtags(text[at : found.begin]))
        shown = re.sub(r"^(?:https?://)?(?:www\.)?", "", text[found.begin : found.stop])
        if len(shown) > _LONGEST_SHOWN_ADDRESS:
            shown = f"{shown[:_LONGEST_SHOWN_ADDRESS]}…"
        pieces.append(f'<a href="{escape(found.url)}" rel="nofollow ugc">{escape(shown)}</a>')
        at = found.stop
    pieces.append(_with_hashtags(text[at:]))
    return mark_safe("".join(pieces))  # noqa: S308 -- every piece is escaped where it is made


def hashtags(text: str) -> list[str]:
    """Return the hashtags of a text without their sign, in order, each once.

    >>> hashtags("#ICDI's forum on #재난 and #1")
    ['ICDI', '재난']
    """
    return list(dict.fromkeys(tag for _, _, tag in _found_hashtags(text)))


def _parted(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    if sum(map(len, paragraphs)) <= OPENING * 1.25:
        return paragraphs, []
    shown, length = 0, 0
    while shown < len(paragraphs) and length + len(paragraphs[shown]) <= OPENING:
        length += len(paragraphs[shown])
        shown += 1
    if shown:
        return paragraphs[:shown], paragraphs[shown:]
    first, more = _cut(paragraphs[0])
    return [first], [more, *paragraphs[1:]]


def _cut(paragraph: str) -> tuple[str, str]:
    ends = [match.end() for match in _SENTENCE_END.finditer(paragraph) if match.end() <= OPENING]
    spaces = [match.end() for match in re.finditer(r"\s+", paragraph[:OPENING])]
    at = next((places[-1] for places in (ends, spaces) if places and places[-1] > OPENING // 3), OPENING)
    return paragraph[:at].rstrip(), paragraph[at:]


def _paragraphs(paragraphs: list[str]) -> SafeString:
    html = "".join(f"<p>{linked(part)}</p>" for part in paragraphs if part.strip())
    return mark_safe(html.replace("\n", "<br>"))  # noqa: S308 -- linked() escapes


def _with_hashtags(text: str) -> str:
    pieces, at = [], 0
    for begin, end, tag in _found_hashtags(text):
        pieces.append(escape(text[at:begin]))
        address = f"{reverse('site:find')}?q={quote('#' + tag)}&kind=update"
        pieces.append(f'<a href="{escape(address)}">{escape(text[begin:end])}</a>')
        at = end
    return "".join([*pieces, escape(text[at:])])


def _found_hashtags(text: str) -> list[tuple[int, int, str]]:
    found = []
    for match in _HASHTAG.finditer(text):
        end = match.end()
        while end < len(text) and _in_hashtag(text[end]):
            end += 1
        tag = text[match.end() : end]
        if tag and not tag.isdigit():
            found.append((match.start(), end, tag))
    return found


def _in_hashtag(char: str) -> bool:
    # Vowel signs of Indic, Thai and Arabic script are marks, which \w leaves out.
    return char.isalnum() or char == "_" or unicodedata.category(char).startswith("M")
