"""The one thing that is taken from a formula: the address of HYPERLINK. Nothing is ever computed."""

import re

_MAX_FORMULA = 8_192
_HYPERLINK = re.compile(
    r"""^(?:of:)?=?\s*(?:_xlfn\.)?HYPERLINK\s*\(\s*"((?:[^"]|""){1,2100})"\s*(?:[,;]\s*(?:"((?:[^"]|""){0,1000})"\s*)?)?""",
    re.IGNORECASE,
)


def hyperlink(formula: str) -> tuple[str, str] | None:
    """Return the address and the text that a HYPERLINK formula states; None for any other, and for one that must be computed.

    >>> hyperlink('=HYPERLINK("https://example.org/a","Register")')
    ('https://example.org/a', 'Register')
    """
    match = _HYPERLINK.match(formula[:_MAX_FORMULA])
    return (match[1].replace('""', '"'), (match[2] or "").replace('""', '"')) if match else None
