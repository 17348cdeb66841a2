"""A reference as scholars write it: "Lind, M. and Berg, T. (2020). Shade and schoolyards. Urban Lab."."""

import re
from dataclasses import dataclass

_AUTHOR = r"[^\W\d_][\w’'-]{1,40}(?:\s[^\W\d_][\w’'-]{1,40}){0,2},\s(?:[^\W\d_]\.[\s-]?){1,4}"
_REFERENCE = re.compile(
    rf"(?P<first>{_AUTHOR})(?P<others>[^()]{{0,300}}?)\s?\((?P<year>(?:19|20)\d\d)[a-z]?\)[.,:]?\s+"
    r"(?P<title>[^\n]{8,300}?[^\s.]{2}[.?!])(?:\s+(?P<rest>[^\n]{0,400}))?"
)
_PLACE = re.compile(r"^[^\W\d][\w\s,-]{1,40}:\s+(?=\S)")
_MAX_PUBLISHER = 8


@dataclass(frozen=True, slots=True)
class Reference:
    title: str
    year: int
    publisher: str | None


def read_reference(text: str) -> Reference | None:
    """Return what a reference says; its publisher is the short name behind the title, without the place before a colon.

    >>> read_reference("Reis, A. (2020). Benches as infrastructure. Porto: City Press.")
    Reference(title='Benches as infrastructure', year=2020, publisher='City Press')
    """
    match = _REFERENCE.match(text[:1_000].lstrip())
    if not match:
        return None
    behind = _PLACE.sub("", (match["rest"] or "").strip())
    name = re.split(r"\.(?:\s|$)", behind, maxsplit=1)[0].strip(" ,;")
    is_name = bool(name) and not any(c.isdigit() for c in name) and len(name.split()) <= _MAX_PUBLISHER
    return Reference(match["title"].rstrip("."), int(match["year"]), name if is_name and name[0].isupper() else None)
