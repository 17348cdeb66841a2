"""Contrast of colours, after WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""

#: What text of ordinary size needs (success criterion 1.4.3, level AA).
NEEDED = 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio, 1 to 21, of two colours written like “#0a5c5a”.

    >>> round(contrast("#ffffff", "#000000"), 1)
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
