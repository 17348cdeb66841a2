"""One line that says it all: "Title – Organiser (12 May 2020)", in any order and with or without links."""

import itertools
import re

from fingerpost.readers.formats.pages.html.citation import read_reference
from fingerpost.readers.formats.pages.html.fields import Fields, is_like_place
from fingerpost.readers.formats.pages.html.lines import Line, Piece
from fingerpost.readers.formats.pages.html.vocabulary import kinds_in, label_of
from fingerpost.readers.formats.pages.html.when import day_in_group, leading_day, remainder, spans_in
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.names import has_head
from fingerpost.readers.values.text import squeeze
from fingerpost.readers.values.times import find_clocks

_STRONG = re.compile(r"\s+[–—-]{1,2}\s+|\s*[|•·;｜]\s*|\s*—\s*|\s+/\s+|\n")
_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]{2,200})[)）\]]")
_LAST_BRACKET = re.compile(r"\s*[(（\[]([^()（）\[\]]{2,200})[)）\]]\s*[.,;]?\s*$")
_LAST_COMMA = re.compile(r",\s+([^,]{2,60})$")
_BY = re.compile(
    r"\s+(?:organi[sz]ed|hosted|presented|convened|co-hosted|published)?\s*(?:by|par|oleh)\s+(?=[A-Z\u0080-\uffff])"
)
_IMPRINT = re.compile(
    r"(?P<who>[^\d,，、][^,，、]{1,120}?)[,，、]\s*(?P<when>[^,，、]{0,24}?\b(?:19|20)\d\d\s?[年년]?)$"
)
_PREPOSITION = re.compile(
    r"(?:^|\s)(?:on|at|le|el|am|pada|from|the|du|de|von|da|dari|ab|um|:|,|-|–|—|\|)\s*$", re.IGNORECASE
)
_ENDS = " \t–—-|•·:;,、，"
_MIN_LINK = 4
_MAX_PLACE_WORDS = 4


def read_statement(line: Line, fields: Fields, *, alone: bool) -> None:
    """Take title, date and organisers from the line that holds the title; ``alone`` if the item has no other line."""
    title = _title_piece(line, fields)
    text, begin, stop = _ranges(line, title)
    found = read_reference(text)
    if found and (title is None or title.href is None or squeeze(title.text).strip(_ENDS) not in found.title):
        fields.set_title(found.title, title.href if title else None)
        fields.published = fields.published or Moment(found.year)
        fields.add_organisers(found.publisher or "")
        fields.lead = True
        return
    if title is None or (begin, stop) == (0, len(text)):
        _read_plain(
            text, fields, href=title.href if title else _only_href(line), heading=bool(line.heading), alone=alone
        )
        return
    before, after = text[:begin], text[stop:]
    if _names_a_place(title, before, after):
        fields.place = squeeze(title.text).strip(_ENDS)
        fields.lead = True
        _read_plain(after.strip(_ENDS), fields, href=None, heading=False, alone=alone)
        return
    href = title.href if title.href is not None else _only_href(line)
    fields.set_title(text[begin:stop], href)
    machine = next((piece.when for piece in line.pieces if piece.when), None)
    for scrap in (before, after):
        _read_beside(scrap, fields, machine)
    if not title.href:
        return
    for piece in line.links():
        if piece is not title and not fields.organisers and fields.are_names(squeeze(piece.text)):
            fields.add_organisers(squeeze(piece.text))


def _title_piece(line: Line, fields: Fields) -> Piece | None:
    links = [piece for piece in line.links() if len(piece.text.strip()) >= _MIN_LINK]
    if links:
        return max(links, key=lambda piece: len(piece.text))
    bold = [
        piece
        for piece in line.pieces
        if piece.bold and len(piece.text.strip()) >= _MIN_LINK and not spans_in(piece.text, fields.calendar)
    ]
    plain = [piece for piece in line.pieces if not piece.bold and piece.text.strip(_ENDS)]
    return bold[0] if bold and plain and not line.heading else None


def _ranges(line: Line, title: Piece | None) -> tuple[str, int, int]:
    """The line's text, and where its title piece stands in it."""
    text, begin, stop = "", 0, 0
    for piece in line.pieces:
        part = re.sub(r"\s+", " ", piece.text)
        if not text or text.endswith(" "):
            part = part.lstrip()
        elif piece.apart and part[:1].strip():
            text += " "
        if piece is title:
            begin, stop = len(text), len(text) + len(part.rstrip())
        text += part
    text = text.rstrip()
    return (text, begin, stop) if title is not None else (text, 0, len(text))


def _only_href(line: Line) -> str | None:
    links = line.links()
    return links[0].href if len(links) == 1 else None


def _names_a_place(title: Piece, before: str, after: str) -> bool:
    """ "**Caloocan**: mobile markets": what stands in bold before a colon is where, not what."""
    if title.href is not None or not title.bold or before.strip(_ENDS):
        return False
    short = len(title.text.split()) <= _MAX_PLACE_WORDS and not has_head(title.text)
    colon = title.text.rstrip().endswith((":", "：")) or after.lstrip()[:1] in (":", "：")
    return short and colon and len(after.strip(_ENDS)) > len(title.text)


def _read_beside(scrap: str, fields: Fields, machine: str | None = None) -> None:
    scrap = scrap.strip()
    if not scrap.strip(_ENDS + "()[]."):
        return
    if (last := _LAST_BRACKET.search(scrap)) and _read_imprint(last[1], fields):
        scrap = scrap[: last.start()]
    spans = spans_in(scrap, fields.calendar)
    if not spans and (alone := day_in_group(scrap.strip(_ENDS), fields.calendar)):
        fields.when = fields.when or alone
        return
    if spans:
        fields.add_date(scrap, machine=machine)
        scrap = _without(scrap, spans)
    elif (clocks := find_clocks(scrap)) and not _PREPOSITION.sub("", remainder(f" {scrap}", [])).strip(_ENDS):
        fields.add_time(scrap[clocks[0].begin :])
        return
    brackets = _BRACKETS.findall(scrap)
    for part in (*_STRONG.split(_BRACKETS.sub(" | ", scrap)), *brackets):
        if part in brackets and _read_imprint(part, fields):
            continue
        if (label := _label(part)) and label[0] == "organiser":
            fields.add_organisers(label[1])
        elif any(char.isalnum() for char in remainder(part, [])):
            fields.add_leftover(re.sub(r"^\s*(?:by|par|oleh|von|with|avec)\s+", "", part))


def _read_imprint(text: str, fields: Fields) -> bool:
    """Take "(Publisher, 2020)" or "(Editorial, marzo 2020)": beside a year stands a publisher, known or not."""
    match = _IMPRINT.fullmatch(squeeze(text))
    if (
        not match
        or is_like_place(match["who"], fields.known)
        or _names_kind(match["who"])
        or not _is_capital(match["who"])
    ):
        return False
    spans = spans_in(match["when"], fields.calendar)
    year = re.search(r"(?:19|20)\d\d", match["when"])
    start = spans[0].start if spans else Moment(int(year[0])) if year else None
    rest = remainder(match["when"], spans) if spans else re.sub(r"[\d\s年년]", "", match["when"])
    if start is None or start.day or rest:
        return False
    fields.add_organisers(match["who"])
    fields.published = fields.published or start
    return True


def _names_kind(text: str) -> bool:
    return bool(kinds_in(text)) and not has_head(text)


def _is_capital(text: str) -> bool:
    return not text[0].islower() or text[1:2].isupper()


def _label(part: str) -> tuple[str, str] | None:
    head, colon, value = part.partition(":")
    role = label_of(head.strip()) if colon else None
    return (role, value.strip()) if role and value.strip() else None


def _read_plain(text: str, fields: Fields, *, href: str | None, heading: bool, alone: bool) -> None:
    """A line without markup to lean on: take the dates out, then the organisers from its end."""
    if (last := _LAST_BRACKET.search(text)) and last.start() >= _MIN_LINK and _read_imprint(last[1], fields):
        text = text[: last.start()]
    spans = [] if heading and not alone and fields.when else spans_in(text, fields.calendar)
    spans = [span for span in spans if not _is_within_title(text, span)] if len(text) > 20 else spans
    body, scraps = text, list[str]()
    if not spans and fields.when is None and (lead := leading_day(text, fields.calendar)):
        fields.when, body = lead
    if spans and (fields.when is None or alone):
        fields.add_date(text)
        body, scraps = _around(text, spans, fields)
    if len(text) <= 160 or spans or alone:
        body, found = _peel(body, fields, bold=heading)
        scraps += found
    fields.set_title(body, href)
    for scrap in scraps:
        _read_beside(scrap, fields)


def _is_within_title(text: str, span: Span) -> bool:
    """A year or a month in the middle of words belongs to them: "Report of the May 2020 meeting"."""
    if span.start is None or span.start.day:
        return False
    before, after = text[: span.begin].rstrip(), text[span.stop :].lstrip()
    loose_before = not before or before[-1] in "–—-|•·:;,(["
    loose_after = not after or after[0] in "–—-|•·:;,)]"
    return not (loose_before and loose_after)


def _around(text: str, spans: list[Span], fields: Fields) -> tuple[str, list[str]]:
    """The longer side of the dates holds the title; the other one is a scrap."""
    left = text[: spans[0].begin]
    right = text[spans[-1].stop :]
    middle = [text[a.stop : b.begin] for a, b in itertools.pairwise(spans)]
    left, right = _loose(left), _loose(right)
    if len(right) > len(left) and (len(left) < 12 or fields.are_names(left.strip(_ENDS), sure=True)):
        return right, [left, *middle]
    if left and right and left.count("(") > left.count(")"):
        left = (
            left.rsplit("(", 1)[0] + " " + left.rsplit("(", 1)[1]
            if left.rsplit("(", 1)[1].strip()
            else left.rsplit("(", 1)[0]
        )
    return left, [right, *middle]


def _loose(side: str) -> str:
    side = side.strip()
    while (shorter := _PREPOSITION.sub("", side).strip()) != side:
        side = shorter
    if side.endswith(("(", "[", "（")):
        side = side[:-1]
    if side.startswith((")", "]", "）")):
        side = side[1:]
    return side.strip(_ENDS + "\n")


def _peel(body: str, fields: Fields, *, bold: bool) -> tuple[str, list[str]]:
    """Take organisers from the end of a title: in brackets, behind a dash, behind "by"."""
    scraps: list[str] = []
    if fields.organisers:
        return body, scraps
    if (
        (match := _LAST_BRACKET.search(body))
        and match.start() > 8
        and fields.are_names(match[1])
        and not _explains(body, match)
    ):
        return body[: match.start()], [match[1]]
    cuts = list(_STRONG.finditer(body))
    if cuts and not bold:
        head, tail = body[: cuts[-1].start()], body[cuts[-1].end() :]
        if len(head.strip()) >= 4 and (
            fields.are_names(tail, sure=True)
            or (fields.are_names(tail) and fields.when is not None and len(tail.split()) <= 6)
        ):
            return head, [tail]
        first, rest = body[: cuts[0].start()], body[cuts[0].end() :]
        if fields.are_names(first, sure=True) and len(rest) > len(first):
            return rest, [first]
    if (by := _BY.search(body)) and fields.are_names(body[by.end() :], sure=True):
        return body[: by.start()], [body[by.end() :]]
    if (
        (comma := _LAST_COMMA.search(body))
        and comma.start() > 12
        and not bold
        and fields.are_names(comma[1], sure=True)
    ):
        return body[: comma.start()], [comma[1]]
    return body, scraps


def _explains(body: str, match: re.Match[str]) -> bool:
    """ "Smart City Summit and Expo (SCSE)": the letters in brackets shorten the words before them."""
    letters = [char for char in match[1] if char.isupper()]
    initials = [word[0].upper() for word in re.findall(r"\w+", body[: match.start()])]
    return (
        len(letters) > 1
        and match[1].isupper()
        and all(letter in initials[-2 * len(letters) - 2 :] for letter in letters)
    )


def _without(text: str, spans: list[Span]) -> str:
    for span in reversed(spans):
        text = f"{text[: span.begin]} | {text[span.stop :]}"
    return text
