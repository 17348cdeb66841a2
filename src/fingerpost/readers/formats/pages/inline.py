"""Labels in the middle of a line: "Mayors' summit. Organiza: Mercociudades. Inscripción: https://…"."""

import re

from fingerpost.readers.formats.pages.html.vocabulary import label_of

_LABEL = re.compile(
    r"(?:(?<=[.;!?)…])\s+|(?<=[。；！？」』）])\s*|\s[–—|/•·-]\s|\s{2,}|^)(?P<label>[^\W\d_][^\W\d_:：.;]*(?:(?: ?['’/&-] ?| )[^\W\d_:：.;]+){0,3})(?:\s?[:：](?!//)\s*|\s*$)"
)
_ROLES = frozenset({"organiser", "register", "recording", "deadline", "language", "slides"})


def inline_labels(text: str) -> tuple[str, dict[str, str]]:
    """Return a line without the labels in its middle, and the value of each by its role.

    >>> inline_labels("Cumbre de alcaldes. Organiza: Mercociudades; Idioma: español")
    ('Cumbre de alcaldes', {'organiser': 'Mercociudades', 'language': 'español'})
    """
    found = [(match, role) for match in _LABEL.finditer(text) if match.start() and (role := _role(match))]
    if not found:
        return text, {}
    values: dict[str, str] = {}
    for place, (match, role) in enumerate(found):
        stop = found[place + 1][0].start() if place + 1 < len(found) else len(text)
        values.setdefault(role or "", text[match.end() : stop].strip(" .;,。；|–—-"))
    return text[: found[0][0].start()].rstrip(" .;,。；|–—-"), values


def _role(match: re.Match[str]) -> str | None:
    """What a label names; one without a colon closed the line, and its address was taken away."""
    role = label_of(match["label"])
    colon = match.group().rstrip().endswith((":", "："))
    return role if role in _ROLES and (colon or role == "register") else None
