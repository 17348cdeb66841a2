"""Pages nested so deep that the parser would take time in proportion to the square of their depth."""

import re

_MAX_DEPTH = 4_000
#: Elements that the parser does not close by itself; only these can nest without end.
_TAG = re.compile(
    r"<(?P<closing>/?)(?:div|span|section|article|main|aside|header|footer|nav|blockquote|center|font|b|i|u|em|strong|small|big|a|table|ul|ol|dl|"
    r"form|fieldset|details|figure|ins|sub|sup|code|tt|label|button|object)(?=[\s>/])[^<>]{0,4000}>?",
    re.IGNORECASE,
)


def without_depth(markup: str) -> str:
    """Return markup without the elements that stand deeper than any page for people does; mostly as it came."""
    if markup.count("<") <= 2 * _MAX_DEPTH or not _is_deep(markup):
        return markup
    parts: list[str] = []
    stop = depth = 0
    for match in _TAG.finditer(markup):
        too_deep = depth > _MAX_DEPTH if match["closing"] else depth >= _MAX_DEPTH
        depth = max(depth - 1, 0) if match["closing"] else depth + 1
        if too_deep:
            parts.append(markup[stop : match.start()])
            stop = match.end()
    return " ".join([*parts, markup[stop:]])


def _is_deep(markup: str) -> bool:
    depth = 0
    for match in _TAG.finditer(markup):
        depth = max(depth - 1, 0) if match["closing"] else depth + 1
        if depth > _MAX_DEPTH:
            return True
    return False
