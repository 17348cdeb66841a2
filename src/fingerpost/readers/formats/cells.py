"""Where a title ends and its organiser begins, when a dump has dropped the cells' borders."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fingerpost.readers.values.names import (
    NEXT_SENTENCE,
    Names,
    has_head,
    is_acronym,
    is_like_name,
    occasion_of,
    split_organisers,
)
from fingerpost.readers.values.text import squeeze

CERTAIN, GLUED_KNOWN, GLUED_LIKELY, SPACED_KNOWN, WHOLE = 1.0, 0.9, 0.75, 0.65, 0.55

_MAX_TAIL = 300
_EDGE = " \t\u00a0,;|–—-•·"
_STRONG = re.compile(r"\s*[\t|]\s*")
_WIDE = re.compile("[\u00a0\u2003\u2002\u3000]\\s*|\\s{2,}")
_DASH = re.compile(r"\s+[–—-]\s+|\s*—\s*")
_LAST_BRACKET = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]{2,160})[)\]）】]\s*$")
_OPEN_BRACKET = re.compile(r"\s*[(（]([^()\[\]（）]{2,160}?)[\s,;]*$")
_BY = re.compile(
    r"[\s,;(–-]+(?:(?:jointly |co-?)?(?:organi[sz]ed|hosted|presented|published|convened|prepared) by|organi[sz]ers?:|hosts?:|publishers?:|by|organizado por|organisé par|diselenggarakan oleh)\s+"
    r"(?P<name>[^()]{2,200}?)\)?\s*$",
    re.IGNORECASE,
)
_WITH = re.compile(r",\s+(?:with|con|avec|com|bersama)\s+(?P<name>[^(),]{2,120})$")
_LINKING = re.compile(
    r"\b(?:with|of|by|from|at|the|in|for|and|to|on|de|del|la|le|les|du|y|et|e|an?|within|between|about|towards?|via|into|against|under|our|its|their|or|&)\s*$",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[\d)\]?!”’\"'.…»])(?=[A-ZÀ-Ý])|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})|(?<=[a-zà-ÿ])(?=[À-Ý])|(?<=[\u3040-\u9fff\uac00-\ud7a3])(?=[A-Z])"
)
_OPENS_CELL = re.compile(r"(?:^|\s[–—-]|[|\t])\s*$")
_MAX_BOUNDARIES = 60


@dataclass(frozen=True, slots=True)
class Parted:
    """A row's text without its date, taken apart."""

    title: str
    organisers: tuple[str, ...]
    confidence: float
    occasion: str | None = None


def part_title(text: str, known: Names) -> Parted:
    """Return title and organisers of a row's text; where they cannot be told apart, all of it is the title."""
    text = text.strip(_EDGE)
    for way in (
        _by_strong_mark,
        _by_open_bracket,
        _by_glue,
        _by_wide_space,
        _by_dash,
        _by_word,
        _by_bracket,
        _by_comma,
        _by_known_tail,
    ):
        if found := way(text, known):
            return found
    return Parted(_tidy(text), (), WHOLE)


def organisers_in(text: str, known: Names, *, strict: bool = True) -> tuple[str, ...]:
    """Return the organisers if a text holds nothing else, otherwise nothing.

    Strict asks that each is known, an acronym or named like an office; else capitals throughout are enough.
    """
    text = squeeze(text).strip(_EDGE)
    if not text or len(text) > _MAX_TAIL or text.count("(") != text.count(")") or NEXT_SENTENCE.search(text):
        return ()
    names = split_organisers(text, known)
    if names and all(_is_organiser(name, known, strict=strict) for name in names):
        return tuple(names)
    return ()


def is_glued(text: str, known: Names) -> bool:
    """True if a text is a title and an organiser run together, however much it looks like one name."""
    return _by_glue(text.strip(_EDGE), known) is not None


def _is_organiser(name: str, known: Names, *, strict: bool) -> bool:
    if name in known:
        return True
    if not is_like_name(name):
        return False
    return not strict or is_acronym(name) or has_head(name) or _starts_known(name, known)


def _starts_known(name: str, known: Names) -> bool:
    stop = known.whole_at(name, 0)
    return stop is not None and stop >= 3 and (len(name) - stop) <= 40


def _parted(title: str, tail: str, names: tuple[str, ...], confidence: float) -> Parted | None:
    title = _tidy(title)
    return Parted(title, names, confidence, occasion_of(tail)) if title and names else None


def _tidy(title: str) -> str:
    return squeeze(title).strip(_EDGE)


def _by_strong_mark(text: str, known: Names) -> Parted | None:
    parts = [part for part in _STRONG.split(text) if part.strip()]
    if len(parts) < 2:
        return None
    if names := organisers_in(parts[-1], known, strict=False):
        return _parted(" – ".join(parts[:-1]), parts[-1], names, CERTAIN)
    if names := organisers_in(parts[0], known):
        return _parted(" – ".join(parts[1:]), parts[0], names, CERTAIN)
    return None


def _by_open_bracket(text: str, known: Names) -> Parted | None:
    """ "Guide on markets (AIMF": the date that stood behind the publisher took the closing bracket with it."""
    match = _OPEN_BRACKET.search(text[-_MAX_TAIL:])
    names = organisers_in(match[1], known, strict=False) if match else ()
    if not match or not names:
        return None
    return _parted(text[: max(len(text) - _MAX_TAIL, 0) + match.start()], match[1], names, GLUED_KNOWN)


def _by_glue(text: str, known: Names) -> Parted | None:
    """The best boundary at which two words stand together without a space and an organiser's name follows."""
    best: tuple[float, int, tuple[str, ...]] | None = None
    for place in _boundaries(text):
        score, names = _tail_score(text, place, known)
        if score and (best is None or score > best[0]):
            best = (score, place, names)
    if best is None and (tail := known.glued_tail(text)):
        best = (2, tail, (text[tail:],))
    if best is None:
        return None
    score, place, names = best
    return _parted(text[:place], text[place:], names, GLUED_KNOWN if score >= 3 else GLUED_LIKELY)


def _boundaries(text: str) -> Iterator[int]:
    start = max(len(text) - _MAX_TAIL, 0)
    for number, match in enumerate(_BOUNDARY.finditer(text, start)):
        if number >= _MAX_BOUNDARIES:
            break
        if match.start() > 3 and not _is_prefix(text, match.start()):
            yield match.start()


def _is_prefix(text: str, place: int) -> bool:
    """One or two small letters that open a cell or stand alone begin a name: "pS-Eau", "iDE", "eThekwini"."""
    begin = place
    while begin > 0 and text[begin - 1].isalpha():
        begin -= 1
    opens = bool(_OPENS_CELL.search(text[:begin]))
    return text[begin:place].islower() and (place - begin == 1 or (place - begin == 2 and opens))


def _tail_score(text: str, place: int, known: Names) -> tuple[float, tuple[str, ...]]:
    tail = text[place:]
    if _within_name(text, place, known) or len(tail) < 2:
        return 0, ()
    names = organisers_in(tail, known, strict=False)
    if not names:
        return 0, ()
    recognised = sum(name in known for name in names)
    if recognised == len(names):
        return 3, names
    if recognised or any(has_head(name) for name in names) or _starts_known(names[0], known):
        return 2, names
    if all(is_acronym(name) for name in names):
        return 1.5, names
    # One capitalised word behind a small letter is more often a name such as "YouTube" than an organiser.
    return (1, names) if " " in tail.strip() and len(tail) < 80 else (0, ())


def _within_name(text: str, place: int, known: Names) -> bool:
    """True if the boundary lies inside one known name, as in "WeGO" or "TheCityFix"."""
    start = place
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    stop = known.whole_at(text, start)
    return stop is not None and start < place < stop


def _by_wide_space(text: str, known: Names) -> Parted | None:
    for match in reversed(list(_WIDE.finditer(text))):
        if names := organisers_in(text[match.end() :], known):
            return _parted(text[: match.start()], text[match.end() :], names, GLUED_KNOWN)
    return None


def _by_dash(text: str, known: Names) -> Parted | None:
    matches = list(_DASH.finditer(text))
    if not matches:
        return None
    last, first = matches[-1], matches[0]
    tail, head = text[last.end() :], text[: first.start()]
    if names := organisers_in(tail, known):
        return _parted(text[: last.start()], tail, names, GLUED_KNOWN)
    if (names := organisers_in(head, known)) and all(name in known for name in names):
        return _parted(text[first.end() :], head, names, GLUED_KNOWN)
    return None


def _by_word(text: str, known: Names) -> Parted | None:
    by = _BY.search(text[-_MAX_TAIL:])
    match = by or _WITH.search(text[-_MAX_TAIL:])
    if not match:
        return None
    cut = max(len(text) - _MAX_TAIL, 0) + match.start()
    names = organisers_in(match["name"], known, strict=by is None)
    return _parted(text[:cut], match["name"], names, CERTAIN)


def _by_bracket(text: str, known: Names) -> Parted | None:
    match = _LAST_BRACKET.search(text[-_MAX_TAIL:])
    names = organisers_in(match[1], known) if match else ()
    told = [name in known or not name.isascii() for name in names]
    # A known name vouches for those beside it: "(OHCHR, UN-Habitat)".
    if not match or not any(told):
        return None
    return _parted(text[: max(len(text) - _MAX_TAIL, 0) + match.start()], match[1], names, GLUED_KNOWN)


def _by_comma(text: str, known: Names) -> Parted | None:
    head, comma, tail = text.rpartition(", ")
    names = organisers_in(tail, known)
    # "Health, Cities, WHO" lists subjects as likely as organisers: only a known name counts, behind a title of some length.
    if not comma or not names or not all(name in known for name in names) or len(head.split()) < 2:
        return None
    return _parted(head, tail, names, SPACED_KNOWN)


def _by_known_tail(text: str, known: Names) -> Parted | None:
    """A known name behind nothing but a space, unless the words before it lead into it ("a talk with WHO")."""
    for match in re.finditer(r"(?<=\s)(?=[^\W\d_])", text[-120:]):
        place = max(len(text) - 120, 0) + match.start()
        names = organisers_in(text[place:], known)
        if names and all(name in known for name in names):
            head = text[:place]
            if _LINKING.search(head) or len(head.split()) < 2 or head.rstrip()[-1:] in ":,–-(":
                return None
            return _parted(head, text[place:], names, SPACED_KNOWN)
    return None
