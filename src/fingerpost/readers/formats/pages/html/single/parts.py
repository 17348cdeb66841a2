"""The parts of one item's page, told by their headings: its programme, what leads elsewhere; and pages that are no item."""

import re
from functools import cache

from fingerpost.readers.data import rows
from fingerpost.readers.formats.pages.html.vocabulary import fold, is_section_name

_MAX_HEADING = 60
_OF_THIS = re.compile(
    r"(?:other|more|related|upcoming|past|previous|latest|recent|similar|next|further)\s", re.IGNORECASE
)


@cache
def _headings() -> dict[str, str]:
    return {fold(name): part for part, names in rows("parts.tsv") for name in names.split("|")}


def part_of(heading: str) -> str | None:
    """Return "programme", "others" or "neither" where a heading opens that part of a page; None for anything else.

    >>> part_of("Related publications"), part_of("Agenda:"), part_of("Contact us"), part_of("Water and cities")
    ('others', 'programme', 'neither', None)
    """
    if not heading or len(heading) > _MAX_HEADING:
        return None
    folded = fold(heading.rstrip(" :：.!?"))
    part = _headings().get(folded) or _headings().get(re.sub(r"^(?:event|webinar|the|our)\s+", "", folded))
    if part is None and _OF_THIS.match(heading) and is_section_name(heading):
        return "others"
    return part
