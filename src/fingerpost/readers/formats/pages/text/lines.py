"""The lines of a flattened page, and what each of them is by its own looks."""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from fingerpost.readers.formats.facts import Context
from fingerpost.readers.formats.labelled import labelled
from fingerpost.readers.formats.pages.html.vocabulary import action_of, is_section_name
from fingerpost.readers.formats.pages.text.markup import tidy
from fingerpost.readers.formats.pages.vocabulary import (
    cell_heads,
    column_of,
    is_furniture,
    is_instruction,
    is_mail_footer,
    kind_of_heading,
)
from fingerpost.readers.formats.posts.marks import LEAD, without_pictograms
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.roles import date_role
from fingerpost.readers.values.text import squeeze

Look = Literal["columns", "instruction", "furniture", "label", "prose", "dated", "plain", "endless"]

_BULLET = re.compile(
    r"^\s*(?:[•·・●○▪■□◆◇◎◦‣⁃➢➤►▶▷✔✓☑*+]\s*|[-–—]\s+|\(?\d{1,2}[.)]\s+(?=\D)|\[\d{1,3}\]\s+(?=[^\W\d]))"
)
_PARTNERS = re.compile(
    r"^(?P<label>partners?|in partnership with|socios|partenaires?|parceiros|mitra)\s*[:：]\s*(?P<value>.+)$",
    re.IGNORECASE,
)
_LINK_LABEL = re.compile(
    r"^(?P<label>[^\W\d_][^:：\n]{0,39}?)\s?[:：](?!//)\s*(?P<value>(?:https?://|www\.)\S+)$", re.IGNORECASE
)
#: A line that holds nothing but an address, perhaps behind a few words.
_ADDRESS_LINE = re.compile(
    r"^(?:(?P<label>(?:more|read|see|visit|watch|register|join|sign|details?|info|click|website|web|link|source|here|zoom|for)\b[^:]{0,40}):\s*)?(?P<value>(?:https?://|www\.)\S+)$",
    re.IGNORECASE,
)
_ONLY_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_ONLY_HASHTAGS = re.compile(r"(?:#\w+[\s,;]*)+")
_SENTENCE_END = re.compile(r"[.!?。！？…][”’\"')\]]*$")
_GLUED_COLUMNS = re.compile(r"(?<=[a-z)])(?=[A-Z])")
_NAMED = "title date time end deadline organiser place register recording link language published summary series other"
_ROLES = frozenset(_NAMED.split())
MAX_ROW = 5_000  #: characters; a line beyond is no row, and is not looked into
_PROSE_WORDS = 9
_MIN_WRAPPED = 30  #: characters; a shorter line was not broken for want of room
_LONG_PROSE_WORDS = 45


@dataclass(slots=True)
class Line:
    """One line that holds something."""

    number: int  #: from 1, blank lines counted
    raw: str  #: with its wide spaces, which may part two cells; without the marks of mail and Markdown
    text: str
    source: str = ""  #: as it stood
    aside: str = ""  #: why it is no content
    look: Look = "plain"
    spans: list[Span] = field(default_factory=list)  #: positions are those of ``raw``
    paragraph: int = 0
    bullet: bool = False
    label: str | None = None  #: what its label names: "date", "organiser", "register"…
    value: str = ""
    heading: bool = False
    heads_months: bool = False  #: it is a month, and days stand below it
    marked: bool = False  #: Markdown marks it as a heading

    wrapped: list["Line"] = field(default_factory=list)  #: the lines that go on with its text

    @property
    def last(self) -> int:
        """The number of its last line."""
        return self.wrapped[-1].number if self.wrapped else self.number

    @property
    def words(self) -> int:
        return len(self.text.split())


def read_lines(text: str) -> list[Line]:
    """Return the lines that hold something, with their number, paragraph and bullet."""
    found: list[Line] = []
    paragraph = 0
    lines = text.split("\n")
    for number, (source, plain) in enumerate(zip(lines, tidy(lines), strict=True), start=1):
        raw = plain.text
        if not raw.strip():
            paragraph += 1
            if source.strip():
                found.append(
                    Line(
                        number,
                        source,
                        squeeze(source),
                        source,
                        plain.aside or "A mark.",
                        "furniture",
                        paragraph=paragraph,
                    )
                )
                paragraph += 1
            continue
        bullet = _BULLET.match(raw)
        bare = raw[bullet.end() :] if bullet and len(raw) > bullet.end() else raw
        bare = bare.strip(" \u00a0")
        if bare.strip():
            found.append(
                Line(
                    number,
                    bare,
                    squeeze(bare),
                    source,
                    paragraph=paragraph,
                    bullet=bullet is not None,
                    marked=plain.is_heading,
                )
            )
    return found


def joined(lines: list[Line]) -> list[Line]:
    """Return the lines, those of a list whose text a narrow page broke with what follows in one."""
    found: list[Line] = []
    for line in lines:
        if found and _goes_on(found[-1], line):
            before = found[-1]
            before.raw = f"{before.raw} {line.raw}"
            before.text = squeeze(before.raw)
            before.wrapped.append(line)
        else:
            found.append(line)
    return found


def _goes_on(before: Line, line: Line) -> bool:
    """True for an indented line that ends what its bullet began: it opens in a small letter, or within a bracket."""
    if (
        not before.bullet
        or line.bullet
        or line.aside
        or line.paragraph != before.paragraph
        or len(before.raw) > MAX_ROW
    ):
        return False
    indented = line.source[:2].isspace() and len((before.wrapped or [before])[-1].source) >= _MIN_WRAPPED
    opened = before.raw.count("(") > before.raw.count(")")
    return indented and (line.raw[0].islower() or opened) and not line.raw.lstrip("[(<").startswith(("http", "www."))


def look_at(lines: list[Line], context: Context) -> None:
    """Set what each line is, from its own text and from its paragraph."""
    for line in lines:
        if len(line.raw) > MAX_ROW:
            line.look = "endless"
            continue
        if line.aside:
            continue
        line.look = _look(line)
        line.spans = context.spans(line.raw, line.number)
        if line.look == "plain" and any(
            date_role(line.raw, span) in {"occurs", "moved to"} or span.problem for span in line.spans
        ):
            line.look = "prose" if _is_prose(line) else "dated"
        elif line.look == "plain" and _is_prose(line):
            line.look = "prose"
    _find_wrapped_prose(lines)


def _look(line: Line) -> Look:
    cells = [cell for cell in re.split(r"\t|\s\|\s|\s{3,}", line.raw.strip("| ")) if cell.strip()]
    columns = [cell_heads(cell) if len(cells) > 1 else column_of(cell) for cell in cells]
    glued = [column_of(cell) for cell in _GLUED_COLUMNS.split(line.text)]
    if len(glued) > 1 and all(glued) and line.words <= 8:
        return "columns"
    words = line.text.split()
    spaced = [cell_heads(word) if len(words) > 2 and not line.text.isascii() else column_of(word) for word in words]
    if 2 <= len(spaced) <= 6 and all(spaced) and "title" in spaced and len(set(spaced)) == len(spaced):
        return "columns"
    if all(columns) and (len(cells) > 1 or "(" in line.text or columns == ["title"]) and not is_furniture(line.text):
        return "columns"
    if is_instruction(line.text):
        return "instruction"
    if len(cells) > 1 and all(is_furniture(cell) for cell in cells):
        return "furniture"
    if "http" in line.text and is_mail_footer(line.text):
        return "furniture"
    if _take_label(line):
        return "label"
    if _ONLY_HASHTAGS.fullmatch(line.text):
        return "furniture"
    if _ONLY_ADDRESS.fullmatch(line.text):
        return "plain"
    return "furniture" if is_furniture(line.text) else "plain"


def _take_label(line: Line) -> bool:
    """Set what the label of a line names and what stands behind it; False for a line without one."""
    text = LEAD.sub("", without_pictograms(line.text)).strip()
    if match := _PARTNERS.match(text):
        line.label, line.value = "partner", match["value"]
    elif (found := labelled(text)) and found.role in _ROLES:
        line.label, line.value = found.role, found.value
    elif match := _ADDRESS_LINE.match(text.strip("[]()<> ")) or _LINK_LABEL.match(text):
        action = action_of(match["label"]) if match["label"] else None
        line.label, line.value = (action if action in _ROLES else "link"), match["value"]
    return line.label is not None


def _is_prose(line: Line) -> bool:
    words = line.words
    if words > _LONG_PROSE_WORDS:
        return line.text.count(". ") > 0 or bool(_SENTENCE_END.search(line.text))
    ends = line.text.endswith((".", ".”", ".)", "。", '."', ":"))
    return ends and words >= (2 * _PROSE_WORDS if line.bullet else _PROSE_WORDS)


def _find_wrapped_prose(lines: list[Line]) -> None:
    """A paragraph broken over several lines is prose if it ends as a sentence and its lines go on in small letters."""
    start = 0
    while start < len(lines):
        stop = start
        while stop < len(lines) and lines[stop].paragraph == lines[start].paragraph:
            stop += 1
        group = lines[start:stop]
        start = stop
        if len(group) < 2 or any(line.bullet or line.look in {"columns", "label"} for line in group):
            continue
        going_on = sum(
            line.text[0].islower() or not _SENTENCE_END.search(before.text) for before, line in pairwise(group)
        )
        lowercase = sum(line.text[0].islower() for line in group[1:])
        sentences = sum(len(re.findall(r"[a-z]{2}[.!?]\s", f"{line.text} ")) for line in group)
        if _SENTENCE_END.search(group[-1].text) and sentences >= 1 and lowercase * 2 >= len(group) - 1 and going_on:
            for line in group:
                line.look = "prose"


def is_heading(lines: list[Line], place: int) -> bool:
    """True if a line heads what follows: short, undated, without a full stop, and followed by a list or its description."""
    line = lines[place]
    if line.marked and line.look in {"plain", "furniture", "dated"} and not line.aside and place + 1 < len(lines):
        return True
    if line.look not in {"plain", "furniture"} or line.aside or line.words > 16 or len(line.text) > 130:
        return False
    if line.text.endswith((".", ",", ";")) or "\t" in line.raw or " | " in line.text or line.text.startswith("#"):
        return False
    if line.bullet and not is_section_name(line.text):
        return False
    following = lines[place + 1] if place + 1 < len(lines) else None
    if following is None:
        return False
    if following.look in {"columns", "instruction"}:
        return True
    kind = kind_of_heading(line.text)
    if kind is None:
        return False
    apart = place == 0 or lines[place - 1].paragraph != line.paragraph
    if following.look == "prose":
        return True
    if not apart and not (line.words <= 3 and following.look == "dated"):
        return False
    return line.words <= 6
