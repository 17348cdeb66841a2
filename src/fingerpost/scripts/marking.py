"""Where in a text the words of a search stand."""

from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of a text, and whether it is one of the words that were looked for."""

    text: str
    is_hit: bool
