"""What the page itself says of a line: "Organised by: …", a term and its value, a label in bold."""

import re
from dataclasses import replace

from fingerpost.readers.formats.pages.html.fields import Fields, action_for
from fingerpost.readers.formats.pages.html.lines import Line, Piece
from fingerpost.readers.formats.pages.html.vocabulary import fold, kinds_in, label_of
from fingerpost.readers.formats.pages.html.when import spans_in
from fingerpost.readers.values.languages import language_tag
from fingerpost.readers.values.roles import deadline_moment
from fingerpost.readers.values.text import squeeze
from fingerpost.readers.values.urls import find_urls

_BY = re.compile(r"^(?P<label>[^\W\d][\w\s’'-]{0,40}?\s(?:by|par|por|oleh|von|da|durch)|จัดโดย)\s+(?=\S)", re.IGNORECASE)
_SECOND_LABEL = re.compile(r"\s*[|•·｜]\s*|\s{3,}|\s/\s(?=\w[\w\s]{0,20}:)")
_DASH = re.compile(r"\s[–—-]\s")
_COLON = re.compile(r"[:：]")
_TITLE_LABELS = frozenset(
    [
        "title",
        "event title",
        "event name",
        "webinar title",
        "session title",
        "name of event",
        "name",
        "event",
        "topic",
        "titre",
        "intitulé",
        "título",
        "titulo",
        "judul",
        "nama kegiatan",
        "제목",
        "행사명",
        "タイトル",
        "件名",
        "イベント名",
        "セミナー名",
        "标题",
        "標題",
        "名称",
        "名稱",
        "活动名称",
        "活動名稱",
        "titel",
    ]
)


def take_role(role: str, line: Line, fields: Fields) -> None:
    """Take a value whose role a column's head or a label names."""
    LabelReader(fields).take_role(role, line)


class LabelReader:
    """Takes the labelled lines of an item into its Fields, and keeps the others."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.rest: list[Line] = []
        self.titles: list[str] = []  #: what a label calls the title; a heading still goes before it

    def read(self, lines: list[Line]) -> None:
        skip = -1
        for place, line in enumerate(lines):
            if place <= skip:
                continue
            following = lines[place + 1] if place + 1 < len(lines) else None
            if self._read_label(line):
                continue
            role = self._lone_label(line, following)
            if role and following is not None:
                skip = self._take_following(role, lines, place + 1)
            else:
                self.rest.append(line)

    def _lone_label(self, line: Line, following: Line | None) -> str | None:
        if following is None or line.links() or (following.block == line.block and line.block in ("th", "dt")):
            return None  # a row of heads, or a term without its value
        colon = line.text.rstrip().endswith((":", "："))
        named = (
            colon
            or line.block == "dt"
            or "label" in line.marks
            or (line.block in ("th", "h4", "h5", "h6") or line.pieces[0].bold)
        )
        role = label_of(line.text) if named else None
        return role if role not in (None, "title") or (role == "title" and colon) else None

    def _take_following(self, role: str, lines: list[Line], start: int) -> int:
        stop = start
        kept = ("dd", "li") if role == "organiser" and lines[start - 1].block != "li" else ("dd",)
        while stop + 1 < len(lines) and lines[start].block in kept and lines[stop + 1].block == lines[start].block:
            if role == "organiser" and self.labelled(lines[stop + 1].text):
                break
            stop += 1
        for line in lines[start : stop + 1]:
            self.take_role(role, line)
        return stop

    def _read_label(self, line: Line) -> bool:
        if line.heading and line.links():
            return False
        text = line.text
        parts = _SECOND_LABEL.split(text) if not line.links() else [text]
        labelled = [self.labelled(part) for part in parts]
        if len(parts) > 1 and any(labelled):
            for part, found in zip(parts, labelled, strict=True):
                self.take_role(*found) if found else self.rest.append(Line([Piece(part)], line.block))
            return True
        if (found := self.labelled(text)) is None:
            return self._read_bold_label(line)
        role, value = found
        self.take_role(role, _tail(line, value))
        return True

    def labelled(self, text: str) -> tuple[str, str] | None:
        """Return the role that a text's label names, and the value behind it; None without a label."""
        colon = _COLON.search(text[:60])
        if colon and colon.start() and text[colon.end() :].strip():
            role = label_of(text[: colon.start()])
            if role and (role != "title" or fold(text[: colon.start()]) in _TITLE_LABELS):
                return role, text[colon.end() :].strip()
        if (by := _BY.match(text)) and label_of(by["label"]) == "organiser":
            return "organiser", text[by.end() :].strip()
        return None

    def _read_bold_label(self, line: Line) -> bool:
        first = line.pieces[0]
        rest = [piece for piece in line.pieces[1:] if piece.text.strip()]
        if (
            not rest
            or not (first.bold or "label" in first.marks or rest[0].apart)
            or (rest[0].bold == first.bold and not rest[0].apart)
        ):
            return False
        role = label_of(first.text)
        if role is None or role == "title":
            return False
        self.take_role(role, Line(rest, line.block))
        return True

    def take_role(self, role: str, value: Line | str) -> None:
        """Take a value whose role the page itself names."""
        line = Line([Piece(value)]) if isinstance(value, str) else value
        self.fields.labelled.add(role)
        note_struck(line, self.fields)
        match role:
            case "title":
                self._take_title(line)
            case "date" | "time" | "end" | "deadline" | "published":
                self._take_date(role, line)
            case "register" | "recording" | "link":
                self._take_link(role, line)
            case "organiser":
                self._take_organisers(line)
            case _:
                self._take_words(role, line.text)

    def _take_title(self, line: Line) -> None:
        self.titles.append(line.text)
        for piece in line.links():
            self.fields.more_url = self.fields.more_url or self.fields.address(piece.href or "")

    def _take_date(self, role: str, line: Line) -> None:
        text, fields = line.text, self.fields
        if role == "time" and fields.add_time(text):
            return
        if take_dates(line, fields, "date" if role == "time" else role):
            if role in ("date", "time"):
                fields.add_time(text)
            return
        if role == "date":
            fields.add_time(text)
        elif role == "published":
            fields.add_leftover(text)

    def _take_organisers(self, line: Line) -> None:
        """Each link that names an organisation is one name, dashes and all; text without links is divided."""
        links = line.links()
        whole = "".join(piece.text for piece in line.pieces if piece.href is None).strip(" ,;·|/&") == ""
        for piece in links if links and whole else [Piece(line.text)]:
            text = squeeze(piece.text)
            if piece.href is not None and _DASH.search(text) and text not in self.fields.organisers:
                self.fields.organisers.append(text)
            else:
                self.fields.add_organisers(text)

    def _take_words(self, role: str, text: str) -> None:
        fields = self.fields
        match role:
            case "place":
                fields.place = fields.place or text
            case "kind":
                fields.kinds.extend(kinds_in(text))
            case "language":
                fields.language = fields.language or language_tag(text)
            case "summary":
                fields.add_summary(text)
            case "status":
                fields.note_status(text)
            case "series":
                fields.series = fields.series or text

    def _take_link(self, role: str, line: Line) -> None:
        if role == "register" and self.fields.deadline is None:
            for span in spans_in(line.text, self.fields.calendar):
                self.fields.deadline = self.fields.deadline or deadline_moment(span)
        for piece in line.links():
            self.fields.add_link(self._purpose(piece, role), piece.href or "")
        if not line.links():
            for found in find_urls(line.text):
                self.fields.add_link(role, found.url)

    def _purpose(self, piece: Piece, role: str) -> str:
        said = action_for(piece.text, piece.href or "")
        return said if role == "link" and said in ("register", "recording", "file") else role


def note_struck(line: Line, fields: Fields) -> None:
    """A day that is struck out has been moved."""
    if any(piece.struck and spans_in(piece.text, fields.calendar) for piece in line.pieces):
        fields.status = fields.status or "moved"


def take_dates(line: Line, fields: Fields, role: str | None) -> bool:
    """Take the dates of a line, in words and for machines; True if it has any."""
    values = list(dict.fromkeys(piece.when for piece in line.pieces if piece.when))
    found = fields.add_date(line.text, machine=values[0] if values else None, role=role)
    if len(values) > 1 and role != "published":
        fields.close_with(values[1])
    return found


def machine_date(line: Line) -> str | None:
    return next((piece.when for piece in line.pieces if piece.when), None)


def _tail(line: Line, value: str) -> Line:
    """The pieces of a line behind its label."""
    pieces: list[Piece] = []
    left = len("".join(value.split()))
    for piece in reversed(line.pieces):
        if left <= 0:
            break
        size = len("".join(piece.text.split()))
        if size > left:
            kept = piece.text
            while len("".join(kept.split())) > left:
                kept = kept[1:]
            piece = replace(piece, text=kept)
        pieces.insert(0, piece)
        left -= size
    return Line(pieces, line.block)
