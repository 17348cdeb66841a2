"""A post's lines: which are labelled, which only say when; and its text in the order that dates and roles are read from."""

import re
from dataclasses import dataclass, field

from fingerpost.readers.formats.facts import Context
from fingerpost.readers.formats.labelled import labelled
from fingerpost.readers.formats.posts.marks import LEAD, PICTOGRAM, without_pictograms
from fingerpost.readers.values.times import find_clocks
from fingerpost.readers.values.urls import find_urls

_DATE_PICTOGRAMS = frozenset("📅📆🗓")
_TIME_PICTOGRAMS = frozenset("⏰⏱🕰⌚⏲") | {chr(code) for code in range(0x1F550, 0x1F568)}
_MAX_CLOCK_WORDS = 14
#: What a label says to those who read the roles of dates and addresses from the words before them.
_ROLES = {"deadline": "Deadline: ", "register": "Register: ", "recording": "Watch: ", "title": "", "theme": ""}
_UNTOLD = frozenset({"organiser", "other", "place", "kind", "language", "number", "status"})
_ARROW = re.compile(f"{PICTOGRAM.pattern[:-1]}{{1,8}}(?=\\s{{0,3}}https?://)")
_EMPHASIS = re.compile(r"(?<!\w)[*_]+(?=\S)|(?<=\S)[*_]+(?!\w)")


@dataclass(slots=True)
class Body:
    """The text of a post with the labels of its lines turned into roles."""

    text: str = ""  #: all of it, each label in English, a day and its clock on one line
    prose: str = ""  #: the same without its labelled lines
    labels: dict[str, list[str]] = field(default_factory=dict)

    def first(self, role: str) -> str | None:
        return next(iter(self.labels.get(role, ())), None)


def body_of(text: str, context: Context) -> Body:
    """Take the lines of a post apart.

    A clock on its own line, or behind a label for times, is put beside the day that stands nearest, where a reader's eye puts it.
    """
    reader = _LineReader(context)
    for line in text.split("\n"):
        reader.take(line)
    return reader.finished()


class _LineReader:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._labels: dict[str, list[str]] = {}
        self._told: list[str] = []
        self._prose: list[str] = []
        self._day_at: int | None = None  #: which told line waits for its clock
        self._clock: str | None = None  #: the clock that waits for its day

    def take(self, raw: str) -> None:
        # An arrow before an address does what a colon does.
        blank = without_pictograms(_ARROW.sub(lambda match: ":".rjust(len(match.group())), raw))
        bare = LEAD.sub("", _EMPHASIS.sub("", blank).strip())
        label = labelled(bare)
        role = label.role if label else _role_by_look(raw, bare)
        if label:
            self._labels.setdefault(label.role, []).append(label.value)
        else:
            self._prose.append(raw)
            if role and PICTOGRAM.match(raw.strip()):
                self._labels.setdefault(role, []).append(bare)
        if role in {"date", "time"}:
            self._take_when(label.value if label else bare)
        elif label is None:
            self._take_prose(_EMPHASIS.sub(" ", blank))
        elif label.role not in _UNTOLD:
            found = find_urls(label.value) if label.role == "register" else []
            value = label.value[found[0].begin :] if found else label.value
            self._told.append(_ROLES.get(label.role, "") + value)

    def _take_when(self, value: str) -> None:
        spans = self._context.spans(value, 0)
        clocked = any(span.start and span.start.time for span in spans)
        clock = None if spans else _clock_in(value)
        if spans:
            waiting = None if clocked else self._clock
            self._told.append(f"{value}, {waiting}" if waiting else value)
            self._day_at, self._clock = (None if clocked or waiting else len(self._told) - 1), None
        elif clock and self._day_at is not None:
            self._told[self._day_at] += f", {clock}"
            self._day_at = None
        elif clock:
            self._clock = clock
        else:
            self._told.append(value)

    def _take_prose(self, text: str) -> None:
        self._told.append(text)
        spans = self._context.spans(text, 0)
        if spans and not any(span.start and span.start.time for span in spans):
            self._day_at = len(self._told) - 1

    def finished(self) -> Body:
        told = [*self._told, self._clock] if self._clock else self._told
        return Body("\n".join(told), "\n".join(self._prose), self._labels)


def _role_by_look(raw: str, bare: str) -> str | None:
    """The pictogram in front, or a line that holds a clock and little else, says what a line without a label is."""
    lead = PICTOGRAM.match(raw.strip())
    marks = set(lead.group()) if lead else set()
    if marks & _DATE_PICTOGRAMS and len(bare.split()) <= _MAX_CLOCK_WORDS:
        return "date"
    if marks & _TIME_PICTOGRAMS and len(bare.split()) <= _MAX_CLOCK_WORDS:
        return "time"
    clocks = find_clocks(bare) if len(bare) < 120 else []
    return "time" if clocks and clocks[0].begin <= 12 and len(bare.split()) <= 8 and "http" not in bare else None


def _clock_in(value: str) -> str | None:
    """The value from its first clock on: words before it ("at", "เวลา") would part it from its day."""
    clocks = find_clocks(value[:300])
    return value[clocks[0].begin :] if clocks else None
