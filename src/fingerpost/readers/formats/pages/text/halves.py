"""Rows that are all parted in the same two halves: what is an organiser in most of them is one in the others."""

import re
from collections.abc import Sequence

from fingerpost.readers.formats.cells import Parted, organisers_in
from fingerpost.readers.formats.facts import Context
from fingerpost.readers.formats.pages.text.rows import Row
from fingerpost.readers.formats.posts.marks import names_kind_of_event
from fingerpost.readers.formats.posts.who import labelled_names
from fingerpost.readers.values.text import squeeze

LIKELY = 0.75
_MAX_NAME = 140
_BRACKET = re.compile(r"^(.{3,300}?)\s*[(（]([^()（）]{2,140})[)）]\s*$")
_BORDER = re.compile(r"\s[–—-]\s|\s?[|｜]\s?")


def in_halves(rows: Sequence[Row], parted: Sequence[Parted], context: Context) -> list[Parted]:
    """Return the rows taken apart, those whose organiser could not be told by itself like their neighbours."""
    halves = [_halves(row) for row in rows]
    pairs = [(pair, item) for pair, item in zip(halves, parted, strict=True) if pair]
    if len(pairs) < 2 or len(pairs) * 2 < len(rows):
        return list(parted)
    owner = _owner([pair for pair, _ in pairs], [item for _, item in pairs], context)
    if owner is None:
        return list(parted)
    return [_by_half(pair, owner, item, context) if pair else item for pair, item in zip(halves, parted, strict=True)]


def _halves(row: Row) -> tuple[str, str] | None:
    if row.labels.get("organiser") or (row.organisers and len(row.lines) > 1):
        return None
    if row.title is not None and row.organiser_text:
        return squeeze(row.title), squeeze(row.organiser_text)
    if bracket := _BRACKET.match(row.text):
        return squeeze(bracket[1]).strip(" ,;|–—-"), squeeze(bracket[2])
    parts = [squeeze(part).strip(" ,;|–—-") for part in _BORDER.split(row.text)]
    return (parts[0], parts[1]) if len(parts) == 2 and all(parts) else None


def _owner(pairs: Sequence[tuple[str, str]], parted: Sequence[Parted], context: Context) -> int | None:
    """Which half holds the organisers: the one that does in at least half of the rows, or the one without the event's kind."""
    held = [0, 0]
    for pair, item in zip(pairs, parted, strict=True):
        for place in (0, 1):
            names = organisers_in(pair[place], context.known)
            held[place] += bool(names) and set(names) == set(item.organisers)
    if max(held) * 2 >= len(pairs):
        return 1 if held[1] >= held[0] else 0
    if any(letter.lower() != letter.upper() for pair in pairs for letter in pair[0] + pair[1]):
        return None
    # A script without capitals shows no names; the kind of event shows the title.
    kinds = [sum(names_kind_of_event(pair[place]) for pair in pairs) for place in (0, 1)]
    return 1 if kinds[0] > kinds[1] else 0 if kinds[1] > kinds[0] else None


def _by_half(pair: tuple[str, str], owner: int, item: Parted, context: Context) -> Parted:
    if item.organisers or len(pair[owner]) > _MAX_NAME:
        return item
    names = labelled_names([pair[owner]], context.known)
    return Parted(pair[1 - owner], names, LIKELY) if names else item
