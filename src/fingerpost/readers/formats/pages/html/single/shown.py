"""What the lines of one item's page say of it: labels first, then lines that are a date, then sentences."""

import itertools
import re
from dataclasses import replace

from fingerpost.readers.formats.pages.html.fields import Fields, as_day, is_like_place
from fingerpost.readers.formats.pages.html.item import DATE_MARKS, PUBLISHED_MARKS
from fingerpost.readers.formats.pages.html.labels import LabelReader, take_dates
from fingerpost.readers.formats.pages.html.lines import Line, Piece
from fingerpost.readers.formats.pages.html.single.links import take_links
from fingerpost.readers.formats.pages.html.single.organisers import settle_names, without_authors
from fingerpost.readers.formats.pages.html.single.prose import settle_years, take_deadline, take_prose, take_status
from fingerpost.readers.formats.pages.html.single.settling import settled_when
from fingerpost.readers.formats.pages.html.single.zone import LEAD_MARKS, Zone
from fingerpost.readers.formats.pages.html.vocabulary import kinds_in, label_of
from fingerpost.readers.formats.pages.html.when import machine_moment, remainder, spans_in
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.roles import date_role
from fingerpost.readers.values.times import find_clocks

_BARS = re.compile(r"\s*[|·•｜]\s*")
_LONE_ROLES = frozenset(
    {"date", "time", "place", "organiser", "deadline", "register", "published", "language", "other"}
)
_A_PAIR = 2
_MAX_SHORT = 160
_MAX_BESIDE = 60
_MAX_SCRAP = 12


def read_shown(zone: Zone, fields: Fields, *, published: Moment | None) -> Fields:
    """Fill Fields from the lines about a page's item; ``published`` is the day the page itself came out."""
    take_links(zone, fields)
    lines = _with_cells([line for line in map(_tidied, [*zone.above, *zone.about]) if line.text])
    take_status(zone, fields)
    reader = LabelReader(fields)
    reader.read(without_authors(lines, fields))
    if fields.when is None and fields.loose_time and (late := _first_day(reader.rest, fields, published)):
        fields.when = late
        fields.add_time(fields.loose_time)
    _take_lines(reader.rest, fields, published)
    if reader.titles and not fields.title:
        fields.title = reader.titles[0]
    if fields.when is None:
        fields.when = next(
            (span for span in spans_in(zone.title, fields.calendar) if span.start and span.start.day), None
        )
    take_prose(reader.rest, fields, published)
    fields.published = _first_published(lines, fields)
    take_deadline(lines, fields)
    settle_years(fields)
    fields.when, _ = settled_when(_machine(zone), fields.when, labelled=True, days=set())
    settle_names(fields)
    return fields


def _tidied(line: Line) -> Line:
    """A line without its bullet; a heading or a first word that is a label gets the colon that the layout stands for."""
    pieces = [piece for piece in line.pieces if not (piece.href or "").startswith(("mailto:", "tel:", "javascript:"))]
    if not pieces:
        return Line([], line.block)
    text = line.text.strip(LEAD_MARKS)
    lone = line.heading or "label" in line.marks or line.block in ("dt", "th")
    if lone and label_of(text) and not line.links():
        return Line([Piece(text.rstrip(" :：?") + ":", bold=True)], line.block, line.gap)
    first = pieces[0]
    rest = [piece for piece in pieces[1:] if piece.text.strip()]
    head = first.text.strip(LEAD_MARKS + ":：")
    role = label_of(head)
    if rest and role not in (None, "title") and first.href is None and not first.text.rstrip().endswith((":", "：")):
        return Line(
            [replace(first, text=f"{head.rstrip(' ?')}:"), *(replace(piece, apart=True) for piece in rest)],
            line.block,
            line.gap,
        )
    return Line([replace(first, text=first.text.lstrip(LEAD_MARKS)), *pieces[1:]], line.block, line.gap)


def _with_cells(lines: list[Line]) -> list[Line]:
    """A label that has a line or a cell to itself gets its colon, if more than one does; a row of labels heads a table."""
    roles = [label_of(line.text) if line.block != "li" and not line.links() else None for line in lines]
    lone = {
        place
        for place, (line, following) in enumerate(itertools.pairwise(lines))
        if roles[place] in _LONE_ROLES
        and roles[place + 1] is None
        and not (place and roles[place - 1])
        and line.block == following.block
    }
    if len({roles[place] for place in lone}) < _A_PAIR:
        return lines
    return [
        Line([Piece(line.text.rstrip(" :：") + ":", bold=True)], "th", line.gap) if place in lone else line
        for place, line in enumerate(lines)
    ]


def _take_lines(lines: list[Line], fields: Fields, published: Moment | None) -> None:
    """Take the lines that are no more than a date or a clock, and those that the layout calls one."""
    for line in lines:
        if len(line.text) > _MAX_SHORT:
            continue
        if fields.place is None and not line.links() and not line.heading and _is_place(line.text, fields):
            fields.place = line.text
            continue
        spans = spans_in(line.text, fields.calendar)
        if not spans:
            _take_clock(line, fields)
            continue
        machine = any(piece.when for piece in line.pieces)
        rest = remainder(line.text, spans)
        role = label_of(rest)
        bare = len(rest) <= _MAX_SCRAP and not line.links()
        if role == "published" or _is_publication(line, spans, published):
            fields.published = fields.published or as_day(spans[0].start)
        elif role in ("date", "end", "deadline"):
            take_dates(line, fields, role)
        elif "date" in fields.labelled and fields.when is not None:
            continue
        elif bare or machine or (DATE_MARKS.search(line.marks) and len(rest) <= _MAX_BESIDE):
            take_dates(line, fields, None)
        if fields.place is None and not line.links() and fields.when is not None:
            fields.place = next((part for part in _BARS.split(line.text) if _is_place(part, fields)), None)


def _is_place(text: str, fields: Fields) -> bool:
    return is_like_place(text, fields.known) and not kinds_in(text)


def _is_publication(line: Line, spans: list[Span], published: Moment | None) -> bool:
    if spans and date_role(line.text, spans[0]) == "published":
        return True
    start = spans[0].start if spans else None
    if not spans:
        return bool(PUBLISHED_MARKS.search(line.marks)) and "event" not in line.marks
    if start is None or len(spans) > 1 or find_clocks(line.text):
        return False
    marks = line.marks.split("event")[0] if "event" in line.marks else line.marks
    return bool(PUBLISHED_MARKS.search(marks)) or (published is not None and as_day(start) == as_day(published))


def _take_clock(line: Line, fields: Fields) -> None:
    if fields.when is None or fields.when.start is None or fields.when.start.time is not None:
        return
    shown = [piece.text for piece in line.pieces if piece.when]
    text = " – ".join(shown) if len(shown) == _A_PAIR else line.text
    if find_clocks(text) and len(remainder(text, [])) <= _MAX_BESIDE:
        fields.add_time(text)


def _first_day(lines: list[Line], fields: Fields, published: Moment | None) -> Span | None:
    for line in lines:
        for span in spans_in(line.text, fields.calendar):
            if span.start and span.start.day and not _is_publication(line, [span], published):
                return span
    return None


def _first_published(lines: list[Line], fields: Fields) -> Moment | None:
    """The earliest of the days that labels call one of publication: "Originally published", then "Posted", "Updated"."""
    found = [fields.published] if fields.published else []
    for place, line in enumerate(lines):
        head, _, value = line.text.partition(":")
        if label_of(head) == "published":
            text = value.strip() or (lines[place + 1].text if place + 1 < len(lines) else "")
            found += [day for span in spans_in(text, fields.calendar)[:1] if (day := as_day(span.start))]
    return min(found, key=Moment.first_day, default=None)


def _machine(zone: Zone) -> Span | None:
    """What the first ``time`` elements about the item state, unless they are the page's own."""
    for line in zone.about:
        values = list(dict.fromkeys(piece.when for piece in line.pieces if piece.when))
        moments = [moment for value in values if (moment := machine_moment(value))]
        if not moments or _is_publication(line, [], None):
            continue
        last = moments[1] if len(moments) > 1 and str(moments[1]) > str(moments[0]) else None
        return Span(0, 0, moments[0], last if last and (last.time is None) == (moments[0].time is None) else None)
    return None
