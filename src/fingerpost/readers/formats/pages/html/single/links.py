"""Where the links about a page's item lead: to signing up, to a recording, to a file."""

import re
from collections.abc import Iterator

from fingerpost.readers.formats.pages.html.fields import Fields, action_for
from fingerpost.readers.formats.pages.html.lines import Line, Piece
from fingerpost.readers.formats.pages.html.single.zone import LEAD_MARKS, Zone
from fingerpost.readers.formats.pages.html.vocabulary import action_of, label_of
from fingerpost.readers.values.roles import url_role
from fingerpost.readers.values.urls import find_urls, is_form, is_video

_PROFILE = re.compile(r"/(?:@|user/|channel/|c/|o/|org/|help|support)|\.(?:com|us)/?$")
_FILES = re.compile(r"\.(?:pdf|docx?|pptx?|xlsx?|epub|zip|csv)(?:$|[?#])|/bitstream/|/download(?:/|$)", re.IGNORECASE)

_LOOK_BACK = 400


def take_links(zone: Zone, fields: Fields) -> None:
    for line in (*zone.above, *zone.about, *zone.programme):
        for before, piece in _with_words_before(line):
            href = piece.href or ""
            address = fields.address(href)
            if address is None:
                continue
            action = action_for(piece.text, href) or _by_label(before, piece)
            if action in ("register", "recording"):
                fields.add_link(action, href)
            elif action == "file" or _FILES.search(address):
                fields.add_link("file", href)
    if fields.register_url is None:
        fields.register_url = next(
            (one for one in _addresses(zone, fields) if is_form(one) and not _PROFILE.search(one)), None
        )
    if fields.recording_url is None:
        fields.recording_url = next(
            (one for one in _addresses(zone, fields) if is_video(one) and not _PROFILE.search(one)), None
        )


def _addresses(zone: Zone, fields: Fields) -> list[str]:
    hrefs = [piece.href or "" for line in (*zone.above, *zone.about) for piece in line.links()]
    return [address for href in hrefs if (address := fields.address(href))]


def _with_words_before(line: Line) -> Iterator[tuple[str, Piece]]:
    """Yield each link of a line with the words before it: no more than may tell of it, for a line may hold thousands."""
    before = ""
    for piece in line.pieces:
        if piece.href is not None:
            yield before, piece
        before = (before + piece.text)[-_LOOK_BACK:]


def _by_label(before: str, piece: Piece) -> str | None:
    """What the words before a link say of it: "Register: https://…", "watch it again here"."""
    role = label_of(before.strip(LEAD_MARKS + " :：")) if before.strip() else None
    if role in ("register", "recording"):
        return role
    found = find_urls(f"{before} {piece.href}")
    if found and action_of(piece.text) in ("more", None) and before.strip():
        said = url_role(f"{before} {piece.href}", found[-1])
        return said if said != "own" else None
    return None
