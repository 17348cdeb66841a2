"""What a mistyped or forgotten address may have meant."""

from collections.abc import Sequence
from datetime import UTC

from fingerpost.finding import search
from fingerpost.finding.found import Hit
from fingerpost.site.presenting import Viewing
from fingerpost.site.results.hits import FoundRow, found_rows

NEAREST = 5


def nearest_to(words: Sequence[str], seen: Viewing) -> list[FoundRow]:
    """Return the public records whose titles hold half of the words or more, five at most."""
    if not words:
        return []
    found = search.find(
        " OR ".join(f'"{word}"' for word in words),
        chosen={},
        most=2 * NEAREST,
        facets=False,
        whats=("record",),
        today=seen.now.astimezone(UTC).date(),
        language=seen.language,
    )
    # One word out of many is a chance; half of them is a sign.
    near = [hit for hit in found.hits if _held(hit) >= (len(words) + 1) // 2]
    return found_rows(near[:NEAREST], seen)


def _held(hit: Hit) -> int:
    return len({piece.text.casefold() for piece in hit.title if piece.is_hit})
