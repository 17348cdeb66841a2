"""From the lines of one section to its rows: which lines belong together, and what in them is title, organiser and date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fingerpost.readers.formats.cells import is_glued, organisers_in
from fingerpost.readers.formats.facts import Context
from fingerpost.readers.formats.pages.text.lines import Line
from fingerpost.readers.formats.posts.marks import is_genre
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.names import is_like_name
from fingerpost.readers.values.roles import date_role
from fingerpost.readers.values.text import squeeze
from fingerpost.readers.values.times import find_clocks
from fingerpost.readers.values.urls import find_urls, without_addresses
from fingerpost.readers.values.zones import is_place, read_zone

_EDGE = " \t\u00a0,;:|–—-•·・~～〜"
#: No part gives back what it took: an address leaves blanks behind it, which parts that share them could divide in endless ways.
_CLOSING = re.compile(
    r"^[\s)\].,;|·•–—-]*+(?:[(\[][^()\[\]]{0,80}+[)\]]?+[\s.,;|]*+|(?:via|on|online|virtual|by)\b(?:(?!\b(?:via|on|online|virtual|by)\b)[^.;|()\[\]]){0,25}+|[\s)\]]++)*+$",
    re.IGNORECASE,
)
#: Words that lead into a date and belong to it, not to the title before it.
_LEADING_IN = re.compile(
    r"(?:(?<=\s)|(?<=^)|(?<=[,;:|(–—-]))(?:new date|dates?|when|from|in|since|as of|on(?: the)?|the|del|el|du|le|les|dal|vom|am|den|ngày|tanggal|pada|postponed (?:to|until)|rescheduled (?:to|for)|moved to)\s*:?\s*$",
    re.IGNORECASE,
)
_MOVING = re.compile(
    r"\b(?:postponed|rescheduled|moved|deferred|shifted|from|to|until|till|now|on|new|old|date|originally|initially|previously|was|is|instead|of|"
    r"aplazad[oa]|reprogramad[oa]|pospuest[oa]|trasladad[oa]|al|del|para|el|report[ée]e?|initialement|prévu|au|du|le|adiad[oa]|ditunda|dari|ke|menjadi|semula|verschoben|auf|vom)\b|연기|변경|延期",
    re.IGNORECASE,
)
_MAX_TITLE = 400
_MAX_PENDING = 12
_SENTENCE_WORDS = 5
_MAX_CLOCK = 60
_NO_NAME = re.compile(
    r"(?:online|virtual|hybrid|zoom|webex|teams|ms teams|webinar|youtube|facebook(?: live)?|tb[acd]|free|in \w+|english|french|spanish|\W*\d.*)(?:\s.{0,20})?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Row:
    """What belongs to one record: its lines, and its text in parts where the page gave parts."""

    lines: list[Line]
    text: str = ""  #: title and organisers still together
    title: str | None = None  #: set where the page parts it from the organisers
    organisers: tuple[str, ...] | None = None
    organiser_text: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    joined: bool = False  #: title, organisers and date stood in one line
    day_line: Line | None = None  #: the line with its day, where its clock stands before its title
    clock: str = ""

    @property
    def raw(self) -> str:
        return "\n".join(line.raw for line in self.lines)

    @property
    def dated(self) -> bool:
        return "date" in self.labels or self.day_line is not None or any(line.look == "dated" for line in self.lines)


@dataclass(slots=True)
class Rows:
    """The rows of a section, and the lines that belong to none."""

    rows: list[Row] = field(default_factory=list)
    left: list[tuple[Line, str]] = field(default_factory=list)


def rows_of(lines: Sequence[Line], context: Context) -> Rows:
    """Group the lines of a section that holds dates into rows."""
    found = Rows()
    reader = _DateFirst(found, context) if _dates_lead(lines) else _DateLast(found, context)
    for line in lines:
        reader.take(line)
    reader.finish()
    return found


def edge_text(line: Line) -> tuple[str, str, Span | None]:
    """Return what stands before and behind the date of a line, and the date; addresses are left out."""
    raw = line.raw
    spans = [span for span in line.spans if span.problem or date_role(raw, span) in {"occurs", "moved to", "former"}]
    blank = raw
    for found in find_urls(raw):
        blank = blank[: found.begin] + " " * (found.stop - found.begin) + blank[found.stop :]
    if not spans:
        return blank.rstrip(_EDGE), "", None
    main = _edge_span(blank, spans)
    before, after = _LEADING_IN.sub("", blank[: main.begin]), blank[main.stop :]
    if (opened := before.rfind("(")) >= 0 and ")" not in before[opened:] and after.lstrip().startswith(")"):
        return before[:opened], before[opened + 1 :].strip(_EDGE) or after.lstrip()[1:], main
    if len(spans) > 1 and _says_only_moved(blank, line.spans):
        return "", "", main
    if _CLOSING.match(after) and not (owner := _owner_in_bracket(after)):
        after = ""
    elif _CLOSING.match(after):
        after = owner
    if before.rstrip().endswith(("(", "[")):
        before = before.rstrip()[:-1]
        after = re.sub(r"^\s*[)\]]", "", after)
    return before, after, main


def _owner_in_bracket(after: str) -> str:
    """The name in the bracket behind a date, unless it is a zone, a place or a way to take part."""
    match = re.fullmatch(r"\s*[,;]?\s*[(\[]\s*([^()\[\]]{2,80}?)\s*[)\]][\s.,;]*", after)
    if not match or not is_like_name(match[1]) or _NO_NAME.fullmatch(match[1]):
        return ""
    return "" if is_place(match[1].partition(",")[0]) or read_zone(match[1], 0) else match[1]


def _says_only_moved(text: str, spans: Sequence[Span]) -> bool:
    """ "22 July (POSTPONED to 5 August), 16:00 CEST" holds dates and what became of them, and no title."""
    for span in reversed(spans):
        text = f"{text[: span.begin]} {text[span.stop :]}"
    return not any(char.isalnum() for char in _MOVING.sub(" ", text))


def _edge_span(text: str, spans: Sequence[Span]) -> Span:
    """The date at the edge of a line is its own; one in the middle may belong to the title."""
    if not text[: spans[0].begin].strip(_EDGE + "(["):
        return spans[0]
    for span in spans:
        if _CLOSING.match(text[span.stop :]):
            return span
    return spans[-1]


def _dates_lead(lines: Sequence[Line]) -> bool:
    """Whether the date's own line opens each row of a section, or closes it."""
    content = [line for line in lines if line.look in {"dated", "plain"}]
    bare = [place for place, line in enumerate(content) if line.look == "dated" and _is_bare(line)]
    if not bare:
        # Rows that begin with their date may still have an organiser on the next line.
        leading = [line for line in content if line.look == "dated" and not edge_text(line)[0].strip(_EDGE)]
        return bool(content) and content[0].look == "dated" and len(leading) * 2 > len(content) / 2 and bool(leading)
    return bool(content) and content[0].look == "dated" and not edge_text(content[0])[0].strip(_EDGE)


def _is_bare(line: Line) -> bool:
    before, after, _ = edge_text(line)
    return not before.strip(_EDGE) and not after.strip(_EDGE)


class _Grouping:
    """Takes lines one by one and closes a row when the next begins."""

    def __init__(self, found: Rows, context: Context) -> None:
        self._found = found
        self._context = context
        self._pending: list[Line] = []
        self._open: Row | None = None

    def take(self, line: Line) -> None:
        if line.look == "label":
            self._label(line)
        elif line.look == "dated" and self._completes(line):
            self._open.lines.append(line)  # type: ignore[union-attr]  # it completes an open row
        elif line.look == "dated":
            self._dated(line)
        elif line.look == "plain" and self._tells_clock(line):
            pass
        elif line.look == "plain":
            self._plain(line)
        else:
            self._leave([line], "")

    def _tells_clock(self, line: Line) -> bool:
        """A clock alone on the line below a day is that day's."""
        row = self._open
        if row is None or self._pending or row.clock or not line.raw[:1].isdigit() or len(line.raw) > _MAX_CLOCK:
            return False
        day = next((other for other in row.lines if other.look == "dated"), None)
        clocks = find_clocks(line.raw)
        timed = day is not None and any(span.start and span.start.time for span in day.spans)
        if (
            day is None
            or timed
            or not clocks
            or clocks[0].begin
            or line.raw[clocks[0].stop :].strip(_EDGE + "()hHrsau.")
        ):
            return False
        row.clock, row.day_line = line.raw, day
        row.lines.append(line)
        return True

    def _completes(self, line: Line) -> bool:
        """A date alone on its line belongs to the titled row above it that has none."""
        row = self._open
        return (
            row is not None
            and not self._pending
            and bool(row.labels and row.title)
            and not row.dated
            and line.paragraph == row.lines[-1].paragraph
            and _is_bare(line)
        )

    def finish(self) -> None:
        self._close()
        self._leave(self._pending, "It has no date, and nothing near it says what it is.")
        self._pending = []

    def _dated(self, line: Line) -> None:
        raise NotImplementedError

    def _plain(self, line: Line) -> None:
        raise NotImplementedError

    def _label(self, line: Line) -> None:
        """A labelled line belongs to the row above it, or turns the lines waiting for a date into one; a title begins one."""
        if line.label == "title" or self._repeats(line):
            self._begin(line)
            return
        if self._pending and (self._open is None or self._pending[-1].paragraph == line.paragraph):
            title, rest = self._title_from_pending()
            self._close()
            self._leave(rest, "It has no date, and nothing near it says what it is.")
            self._open = self._titled(title)
        if self._open is None:
            self._leave([line], "It belongs to no row.")
            return
        self._open.lines.append(line)
        self._open.labels.setdefault(line.label or "", line.value)

    def _repeats(self, line: Line) -> bool:
        """A second date or title behind a label belongs to the next thing, unless lines wait to be its title."""
        return (
            self._open is not None
            and not self._pending
            and line.label in self._open.labels
            and line.label in {"date", "organiser"}
            and line.paragraph != self._open.lines[-1].paragraph
        )

    def _begin(self, line: Line) -> None:
        is_title = line.label == "title"
        if (
            is_title
            and self._open
            and self._open.title is None
            and not self._open.text
            and line.paragraph == self._open.lines[-1].paragraph
        ):
            self._open.title = line.value
            self._open.lines.append(line)
            return
        self._close()
        self._leave(self._pending, "It has no date, and nothing near it says what it is.")
        self._pending = []
        self._open = Row([line], title=line.value) if is_title else Row([line], labels={line.label or "": line.value})

    def _titled(self, lines: list[Line]) -> Row:
        """A title's lines, the last of which may be its organisers."""
        last = lines[-1].raw
        names = (
            organisers_in(last, self._context.known)
            if len(lines) > 1 and not is_glued(last, self._context.known)
            else ()
        )
        if not names and (above := self._owner_above(lines)):
            return Row(lines, title=_joined(lines[1:]), organisers=above, organiser_text=lines[0].raw)
        if names:
            return Row(lines, title=_joined(lines[:-1]), organisers=names, organiser_text=last)
        return Row(lines, title=_joined(lines))

    def _owner_above(self, lines: list[Line]) -> tuple[str, ...]:
        """The organisers where they stand on a line of their own above the title."""
        if len(lines) < 2 or lines[1].raw[:1].islower():
            return ()
        return organisers_in(lines[0].raw, self._context.known)

    def _title_from_pending(self) -> tuple[list[Line], list[Line]]:
        """The last paragraph of the waiting lines is the title; what stands before it belongs to nothing."""
        pending, self._pending = self._pending, []
        last = pending[-1].paragraph
        title = [line for line in pending if line.paragraph == last]
        if len(title) > 1 and is_genre(title[0].text):
            title = title[1:]
        return title, pending[: len(pending) - len(title)]

    def _leave(self, lines: Sequence[Line], reason: str) -> None:
        self._found.left.extend((line, reason) for line in lines)

    def _close(self) -> None:
        if self._open is not None:
            self._found.rows.append(self._open)
            self._open = None

    def _complete(self, lines: list[Line], row: Row) -> None:
        self._close()
        row.lines = lines
        self._open = row


class _DateLast(_Grouping):
    """Rows that end with their date."""

    def _plain(self, line: Line) -> None:
        if self._names_owner(line):
            return
        if self._tells_more(line):
            self._leave([line], "It stands below a row and is neither its title nor its organiser.")
            return
        if len(self._pending) >= _MAX_PENDING:
            self._leave([self._pending.pop(0)], "It has no date, and nothing near it says what it is.")
        self._pending.append(line)

    def _tells_more(self, line: Line) -> bool:
        """A sentence in one paragraph with the row above it is no title."""
        row = self._open
        waits = row is not None and not self._pending and line.paragraph == row.lines[-1].paragraph
        return waits and line.text.endswith((".", "。", "!")) and line.words >= _SENTENCE_WORDS

    def _names_owner(self, line: Line) -> bool:
        """An organiser alone on the line below the date belongs to the row above, if that has none."""
        row = self._open
        if row is None or self._pending or row.organisers or row.joined or line.paragraph != row.lines[-1].paragraph:
            return False
        # Below a title and a date, in one paragraph with them, capitals are enough.
        below_bare = len(row.lines) > 1 and row.lines[-1].look == "dated" and _is_bare(row.lines[-1])
        names = organisers_in(line.raw, self._context.known, strict=not below_bare)
        if not names or is_glued(line.raw, self._context.known):
            return False
        row.title, row.organisers, row.organiser_text = row.title or squeeze(row.text), names, line.raw
        row.lines.append(line)
        return True

    def _dated(self, line: Line) -> None:
        before, after, _ = edge_text(line)
        text = before if before.strip(_EDGE) else after
        second = after.strip(_EDGE) if before.strip(_EDGE) else ""
        glued = is_glued(text, self._context.known)
        names = () if glued else organisers_in(text.partition("@")[0], self._context.known)
        if self._pending and not before.strip(_EDGE) and is_place(text.strip(_EDGE).partition(",")[0]):
            self._from_pending(line, "", ())
            if self._open is not None:
                self._open.labels.setdefault("place", squeeze(text.strip(_EDGE)))
            return
        if not glued and not names and self._pending and len(text.split()) <= 5:
            names = organisers_in(text, self._context.known, strict=False)
        if names and not second and self._is_waiting_for(text):
            self._from_pending(line, text, names)
        elif text.strip(_EDGE):
            self._whole(line, before, after)
        else:
            self._from_pending(line, "", ())

    def _is_waiting_for(self, text: str) -> bool:
        """Lines wait for their organiser; a lone organiser with a date is a row of its own that lost its title."""
        return bool(self._pending) or len(text.strip(_EDGE)) < _MAX_TITLE

    def _whole(self, line: Line, before: str, after: str) -> None:
        wrapped = [other for other in self._pending if other.paragraph == line.paragraph]
        if wrapped and before.strip()[:1].islower():
            lines = wrapped
            self._leave(
                [other for other in self._pending if other not in lines],
                "It has no date, and nothing near it says what it is.",
            )
            self._pending = []
            self._complete([*lines, line], Row([], text=f"{_joined(lines)} {before.strip()}", joined=True))
            return
        self._close()
        self._leave(self._pending, "It has no date, and nothing near it says what it is.")
        self._pending = []
        self._complete([line], middle_date(before, after, self._context))

    def _from_pending(self, line: Line, text: str, names: tuple[str, ...]) -> None:
        """The waiting lines hold the title and, below it, perhaps organisers."""
        pending, self._pending = self._pending, []
        owners: list[Line] = []
        while pending and (found := organisers_in(pending[-1].raw, self._context.known)):
            if len(pending) == 1 and not names and not all(name in self._context.known for name in found):
                break  # a title may be built like a name: "Circular Cities Week"
            owners.insert(0, pending.pop())
            names = (*found, *names)
        title = [other for other in pending if other.paragraph == pending[-1].paragraph] if pending else []
        if len(title) > 1 and is_genre(title[0].text):
            title = title[1:]
        rest = pending[: len(pending) - len(title)]
        if not title and not names:
            self._leave([*rest, *owners, line], "It is a date that belongs to no row.")
            return
        self._leave(rest, "It has no date, and nothing near it says what it is.")
        above: list[Line] = []
        if not names and (names := self._owner_above(title)):
            above, title, text = title[:1], title[1:], title[0].raw
        row = Row([], title=_joined(title), organisers=tuple(dict.fromkeys(names)), organiser_text=text)
        if title and not names:
            row.title, row.text = None, _joined(title)
        self._complete([*above, *title, *owners, line], row)


class _DateFirst(_Grouping):
    """Rows that begin with their date; several may follow one day, each led by its clock."""

    _day: Line | None = None

    def _timed(self, line: Line, clock: str, text: str) -> None:
        row = self._open
        if row is None or row.text or row.title:
            self._close()
            row = self._open = Row([])
        row.text, row.clock, row.day_line = text, clock, self._day
        row.lines.append(line)

    def _dated(self, line: Line) -> None:
        self._close()
        self._day = line
        before, after, _ = edge_text(line)
        if not before.strip(_EDGE) and not after.strip(_EDGE):
            self._open = Row([line])
        else:
            self._open = middle_date(before, after, self._context)
            self._open.lines = [line]

    def _plain(self, line: Line) -> None:
        row = self._open
        if row is None:
            self._leave([line], "It stands before the first date.")
            return
        if clocked := _led_by_clock(line):
            self._timed(line, *clocked)
            return
        names = organisers_in(line.raw, self._context.known, strict=bool(not row.title and not row.text))
        if not row.text and not row.title:
            row.text = line.raw
        elif names and line.paragraph - row.lines[-1].paragraph <= 1 and not row.organisers:
            row.title = row.title or squeeze(row.text)
            row.organisers = names
        elif line.paragraph == row.lines[-1].paragraph and line.raw[:1].islower():
            row.text = f"{row.text or row.title} {line.raw}"
            row.title = None
        else:
            self._leave([line], "It stands below a row and is neither its title nor its organiser.")
            return
        row.lines.append(line)


def _led_by_clock(line: Line) -> tuple[str, str] | None:
    """ "14h00 - 15h30 : Forum": a clock and what takes place then."""
    clocks = find_clocks(line.raw[:200]) if line.raw[:1].isdigit() and not line.spans else []
    if not clocks or clocks[0].begin:
        return None
    rest = line.raw[clocks[0].stop :].strip(_EDGE)
    return (line.raw[: clocks[0].stop], rest) if rest else None


def middle_date(before: str, after: str, context: Context) -> Row:
    """A date may stand between title and organiser, or between organiser and title."""
    left, right = before.strip(_EDGE), after.strip(_EDGE)
    if not left or not right:
        return Row([], text=(before if left else after).strip(" \t,;:|–—-~～〜"), joined=True)
    if names := organisers_in(right, context.known, strict=False):
        return Row([], title=squeeze(left), organisers=names, organiser_text=right)
    if names := organisers_in(left, context.known):
        return Row([], title=squeeze(right), organisers=names, organiser_text=left)
    return Row([], text=f"{left} – {right}", joined=True)


def _joined(lines: Sequence[Line]) -> str:
    return squeeze(" ".join(without_addresses(line.text) for line in lines))


def cells_of(line: Line) -> list[str]:
    """Return the cells of a row whose borders survived as tabs or bars."""
    if "\t" in line.raw:
        return [cell.strip(" \u00a0|") for cell in line.raw.split("\t")]
    if line.raw.count("|") >= 2 or " | " in line.raw:
        return [cell.strip(" \u00a0") for cell in line.raw.strip("| ").split("|")]
    if line.raw.count("; ") >= 2 and not line.bullet and line.look != "prose":
        return [cell.strip(" \u00a0") for cell in line.raw.split("; ")]
    return []


def table_rows(lines: Sequence[Line]) -> Iterator[tuple[Line, list[str]]]:
    return ((line, cells) for line in lines if len(cells := cells_of(line)) >= 2)
