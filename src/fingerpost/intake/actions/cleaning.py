"""A candidate as it may be kept: plain text, sound addresses, lengths that fit; what had to go becomes an Issue."""

import html
import re
from collections.abc import Callable
from dataclasses import replace

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from fingerpost.catalogue.validators import validate_language, validate_timezone, validate_web_address
from fingerpost.readers.types import Candidate, Issue
from fingerpost.readers.values.text import normalise, squeeze

#: As long as the columns are that hold them.
TITLE_LENGTH = 500
NAME_LENGTH = 200
PLACE_LENGTH = 200
LOCATOR_LENGTH = 200
URL_LENGTH = 2000
LANGUAGE_LENGTH = 35
LAST_NUMBER = 32_767

#: So that one misread row cannot fill the catalogue.
SUMMARY_LENGTH = 10_000
RAW_LENGTH = 20_000
MAX_ORGANISERS = 50

_FIRST_WORDS_LENGTH = 80
_TAG = re.compile(r"<[a-zA-Z/!?]")
_SCRIPT = frozenset({"script", "style"})

#: What is wrong, and what to do.
Complain = Callable[[str, str], None]


def cleaned(candidate: Candidate) -> tuple[Candidate, list[Issue]]:
    """Return a candidate whose every value the catalogue can hold, and what was lost on the way."""
    issues: list[Issue] = []
    origin = cut(line(candidate.origin), LOCATOR_LENGTH)

    def complain(problem: str, remedy: str) -> None:
        issues.append(Issue(problem=problem, remedy=remedy, origin=origin))

    summary = _summary(candidate.summary, complain)
    series = _series(candidate.series, complain)
    clean = replace(
        candidate,
        origin=origin,
        title=_title(candidate, summary, complain),
        summary=summary,
        series=series,
        number=_number(candidate.number, series, complain),
        organisers=_organisers(candidate.organisers, complain),
        place=cut(line(candidate.place or ""), PLACE_LENGTH) or None,
        section=line(candidate.section or "")[:NAME_LENGTH] or None,
        url=_address(candidate.url, complain),
        register_url=_address(candidate.register_url, complain),
        recording_url=_address(candidate.recording_url, complain),
        language=_language(candidate.language, complain),
        timezone=_timezone(candidate.timezone, complain),
        confidence=candidate.confidence if 0 <= candidate.confidence <= 1 else 0.0,
        raw=storable(candidate.raw)[:RAW_LENGTH],
    )
    return clean, issues


def plain(text: str) -> str:
    """Return text without markup: tags go, a script goes with all it holds, other characters stay as they are.

    >>> plain("Forum<script>alert(1)</script> for towns with < 5,000 people & more")
    'Forum for towns with < 5,000 people & more'
    """
    text = normalise(storable(text))
    if _TAG.search(text):
        text = html.unescape(nh3.clean(text, tags=set(), clean_content_tags=set(_SCRIPT)))
    return text


def line(text: str) -> str:
    """Return text without markup as one line with single spaces."""
    return squeeze(plain(text))


def storable(text: str) -> str:
    """Return text as every database can keep it: without the zero character and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def cut(text: str, length: int) -> str:
    """Return text of at most ``length`` characters, cut between words and marked where it was.

    >>> cut("Cities against COVID-19", 20)
    'Cities against…'
    """
    if len(text) <= length:
        return text
    head = text[: length - 1]
    whole = head if text[length - 1] == " " else head.rpartition(" ")[0]
    return f"{whole.rstrip(' ,;:.–—-') or head}…"


def _title(candidate: Candidate, summary: str | None, complain: Complain) -> str:
    title = line(candidate.title)
    if candidate.type == "update" and not title:
        return cut(squeeze(summary or ""), _FIRST_WORDS_LENGTH)
    if len(title) > TITLE_LENGTH:
        complain(
            _("The title is longer than %(length)s characters and was cut.") % {"length": TITLE_LENGTH},
            _("Shorten it, and move the rest to the summary."),
        )
    return cut(title, TITLE_LENGTH)


def _summary(summary: str | None, complain: Complain) -> str | None:
    text = plain(summary or "").strip()
    if len(text) > SUMMARY_LENGTH:
        complain(
            _("The summary is longer than %(length)s characters and was cut.") % {"length": SUMMARY_LENGTH},
            _("Write a shorter one."),
        )
    return cut(text, SUMMARY_LENGTH) or None


def _series(series: str | None, complain: Complain) -> str | None:
    name = line(series or "")
    if len(name) > NAME_LENGTH:
        complain(
            _("“%(name)s” is too long for the name of a series.") % {"name": cut(name, 80)},
            _("Choose the series by hand."),
        )
        return None
    return name or None


def _number(number: int | None, series: str | None, complain: Complain) -> int | None:
    if number is None or series is None:
        return None
    if not 0 <= number <= LAST_NUMBER:
        complain(_("%(number)s cannot be a number in a series.") % {"number": str(number)[:20]}, _("Write it by hand."))
        return None
    return number


def _organisers(names: tuple[str, ...], complain: Complain) -> tuple[str, ...]:
    kept = [name for name in dict.fromkeys(line(name) for name in names) if any(char.isalnum() for char in name)]
    for name in kept:
        if len(name) > NAME_LENGTH:
            complain(
                _("“%(name)s” is too long for the name of an organisation.") % {"name": cut(name, 80)},
                _("Add the organisation by hand."),
            )
    kept = [name for name in kept if len(name) <= NAME_LENGTH]
    if len(kept) > MAX_ORGANISERS:
        complain(
            _("It names %(count)s organisations; the first %(most)s were kept.")
            % {"count": len(kept), "most": MAX_ORGANISERS},
            _("Check where their names begin and end."),
        )
    return tuple(kept[:MAX_ORGANISERS])


def _address(url: str | None, complain: Complain) -> str | None:
    address = storable(url or "").strip()
    if not address:
        return None
    try:
        validate_web_address(address)
        sound = len(address) <= URL_LENGTH and not any(char.isspace() or not char.isprintable() for char in address)
    except ValidationError:
        sound = False
    if sound:
        return address
    complain(
        _("“%(address)s” is not a web address and was left out.") % {"address": cut(line(address), 120)},
        _("Add the address by hand; it must begin with https:// or http://."),
    )
    return None


def _language(language: str | None, complain: Complain) -> str | None:
    if not language or not language.strip():
        return None
    primary, *rest = storable(language).strip().replace("_", "-").split("-")
    tag = "-".join([primary.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])
    try:
        validate_language(tag)
        if len(tag) <= LANGUAGE_LENGTH:
            return tag
    except ValidationError:
        pass
    complain(
        _("“%(language)s” is not the tag of a language and was left out.") % {"language": cut(line(language), 40)},
        _("Write the language as “en”, “ko” or “pt-BR”."),
    )
    return None


def _timezone(name: str | None, complain: Complain) -> str | None:
    if not name:
        return None
    try:
        validate_timezone(name)
    except ValidationError:
        complain(
            _("“%(name)s” is not a time zone and was left out.") % {"name": cut(line(name), 64)},
            _("Write it as region and city, such as “Asia/Seoul”."),
        )
        return None
    return name
