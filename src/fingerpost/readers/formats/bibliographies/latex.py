"""LaTeX, as bibliographies write it, to plain text."""

import re
from functools import cache

from pylatexenc.latex2text import LatexNodes2Text

_MAX_LENGTH = 20_000
_MAX_DEPTH = 40
_MARKS = re.compile(r"[\\{}$~`]|--|''")
_BARE = re.compile(r"(?<!\\)([%&_#^])")
_LINKED = re.compile(r"\\(?:url|href|path)\s*\{([^{}]*)\}(?:\s*\{([^{}]*)\})?")


def plain_text(value: str) -> str:
    r"""Return what a value says; what is not LaTeX stays as it is.

    >>> plain_text(r"{\'E}tude of {COVID}-19 \& 50% of cities"), plain_text(r"\url{https://example.org/a_b}")
    ('Étude of COVID-19 & 50% of cities', 'https://example.org/a_b')
    """
    value = value[:_MAX_LENGTH]
    if not _MARKS.search(value):
        return value
    value = _LINKED.sub(lambda found: f"{found[2] or ''} {found[1]}".strip(), value)
    # A bare mark means itself to those who type bibliographies by hand: "50% of cities", "A & B", "case_studies".
    value = _BARE.sub(r"\\\1{}" if "^" in value else r"\\\1", value)
    if _depth(value) > _MAX_DEPTH:
        return value.replace("{", "").replace("}", "")
    try:
        return str(_converter().latex_to_text(value))
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError):
        return value.replace("{", "").replace("}", "")


def _depth(value: str) -> int:
    depth = deepest = 0
    for mark in value:
        depth += (mark == "{") - (mark == "}")
        deepest = max(deepest, depth)
    return deepest


@cache
def _converter() -> LatexNodes2Text:
    return LatexNodes2Text(math_mode="text", keep_comments=False, strict_latex_spaces=False)
