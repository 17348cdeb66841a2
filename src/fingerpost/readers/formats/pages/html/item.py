"""From the lines of one item to what it states: links by their words, labels, dates, title, organisers, the rest."""

import re
from dataclasses import replace

from fingerpost.readers.formats.pages.html.fields import Fields, action_for, clean_title, is_like_place
from fingerpost.readers.formats.pages.html.lines import Line, Piece
from fingerpost.readers.formats.pages.html.statement import read_statement
from fingerpost.readers.formats.pages.html.vocabulary import action_of, fold, is_section_name, kinds_in, label_of
from fingerpost.readers.formats.pages.html.when import day_in_group, machine_moment, remainder, spans_in
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.languages import language_tag
from fingerpost.readers.values.text import squeeze
from fingerpost.readers.values.times import find_clocks
from fingerpost.readers.values.urls import find_urls
from fingerpost.readers.values.roles import date_role, url_role

DATE_MARKS = re.compile(r"date|time\b|(?<![a-z])day|month|when\b|calendar-tag|fecha|datum|일시|tanggal")
PUBLISHED_MARKS = re.compile(
    r"published|posted|entry-date|post-date|post__date|article-date|news-date|publish-date|blog-date|date-published|post_date|dateline|submitted"
)
_TITLE_MARKS = re.compile(
    r"(?<![a-z])(?:title|titre|titulo|judul|headline|subject|heading|event-name|eventname|card-name|summary-title)(?![a-z])|(?<=[_-])(?:title|name)(?![a-z])"
)
_ORGANISER_MARKS = re.compile(r"organi[sz]|host(?:ed|s)?(?![a-z])|publisher|partner|institution|sponsor")
_PLACE_MARKS = re.compile(r"venue|locat|(?<![a-z])loc(?![a-z])|place(?!holder)|(?<![a-z])city|address|lieu|country")
_KIND_MARKS = re.compile(r"badge|categor|(?<![a-z])type(?![a-z])|tag(?![a-z])|kicker|eyebrow|label|pill|chip|topic")
_SUMMARY_MARKS = re.compile(r"excerpt|summary|desc|teaser|abstract|intro|card-text|body")
_POST_MARKS = re.compile(
    r"(?<![\w-])(?:type-post|hentry|post-item|blog-post|blog-item|news-item|newsitem|node--type-article|node--type-news|news-card|post-card|entry-meta)(?![\w-])"
)
_BY = re.compile(r"^(?P<label>[^\W\d][\w\s’'-]{0,40}?\s(?:by|par|por|oleh|von|da|durch))\s+(?=\S)", re.IGNORECASE)
_SECOND_LABEL = re.compile(r"\s*[|•·｜]\s*|\s{3,}|\s/\s(?=\w[\w\s]{0,20}:)")
_BULLET = re.compile(r"\s*[•·|｜]\s*")
_COLON = re.compile(r"[:：]")
_BOX_WORD = 14
_MAX_META_REST = 28
_MIN_TITLE_BESIDE = 8
_MIN_DESCRIPTION = 120
_DATE_WORDS = re.compile(
    r"(?:from|to|on|at|until|till|by|date|time|when|du|au|le|del|al|desde|hasta|von|bis|am|ab|dari|sampai|pukul|mulai|local|hrs?|uhr|h|@|starts?|ends?|all day)(?:\s|$)",
    re.IGNORECASE,
)
_TITLE_LABELS = frozenset(
    "title|event title|event name|webinar title|session title|name of event|name|event|topic|titre|intitulé|título|titulo|judul|nama kegiatan|제목|행사명|タイトル|件名|イベント名|セミナー名|标题|標題|名称|名稱|活动名称|活動名稱|titel".split(
        "|"
    )
)


def read_item(lines: list[Line], fields: Fields) -> Fields:
    """Fill Fields from the lines of one item."""
    gatherer = _Gatherer(fields)
    gatherer.take(lines)
    return fields


def take_role(role: str, line: Line, fields: Fields) -> None:
    """Take a value whose role a column's head or a label names."""
    _Gatherer(fields).take_role(role, line)


class _Gatherer:
    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.rest: list[Line] = []
        self._titles: list[str] = []

    def take(self, lines: list[Line]) -> None:
        self.fields.is_post = self.fields.is_post or any(_POST_MARKS.search(line.marks) for line in lines)
        lines = self._within_one_link(lines)
        self._read_labels([line for line in map(self._without_actions, lines) if line.text])
        self._join_boxes()
        self._read_dates()
        self._read_title()
        for line in self.rest:
            self._read_other(line)

    # Links that lead elsewhere

    def _within_one_link(self, lines: list[Line]) -> list[Line]:
        """A card that is one link as a whole: the link is the item's, and tells nothing of the lines in it."""
        hrefs = {piece.href for line in lines for piece in line.pieces if piece.text.strip()}
        if len(lines) < 2 or len(hrefs) != 1 or None in hrefs:
            return lines
        self.fields.url = self.fields.address(next(iter(hrefs)) or "")
        self.fields.links += 1
        return [Line([replace(piece, href=None) for piece in line.pieces], line.block, line.gap) for line in lines]

    def _without_actions(self, line: Line) -> Line:
        struck = [piece for piece in line.pieces if piece.struck]
        if struck and any(spans_in(piece.text, self.fields.calendar) for piece in struck):
            self.fields.status = self.fields.status or "moved"
        dropped = list(struck)
        for piece in line.links():
            href = piece.href or ""
            if href.startswith(("mailto:", "tel:")) or not piece.text.strip():
                dropped.append(piece)
            elif href.startswith("#"):
                self.fields.leads_within_page = True
            elif found := find_urls(piece.text):
                self._take_naked(line, piece, found[0].url)
                dropped.append(piece)
            elif (action := action_for(piece.text, href)) and not self._is_whole_title(line, piece, action):
                self.fields.add_link(action, href)
                dropped.append(piece)
            else:
                self.fields.links += 1
        return line.without(*dropped) if dropped else line

    def _take_naked(self, line: Line, piece: Piece, url: str) -> None:
        before = squeeze("".join(one.text for one in line.pieces[: line.pieces.index(piece)]))
        found = find_urls(f"{before} {url}")
        role = url_role(f"{before} {url}", found[-1]) if found else "own"
        self.fields.add_link({"own": "more"}.get(role, role), piece.href or url)

    def _is_whole_title(self, line: Line, piece: Piece, action: str) -> bool:
        """A heading that is a link and sounds like an action is still the title: "Register of city measures"."""
        return bool(line.heading) and action in ("file", "slides", "share", "more") and len(piece.text.split()) > 2

    # Labels

    def _read_labels(self, lines: list[Line]) -> None:
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
        if following is None or line.links():
            return None
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
        while stop + 1 < len(lines) and lines[start].block == "dd" == lines[stop + 1].block:
            stop += 1
        for line in lines[start : stop + 1]:
            self.take_role(role, line)
        return stop

    def _read_label(self, line: Line) -> bool:
        if line.heading and line.links():
            return False
        text = line.text
        parts = _SECOND_LABEL.split(text) if not line.links() else [text]
        labelled = [self._labelled(part) for part in parts]
        if len(parts) > 1 and any(labelled):
            for part, found in zip(parts, labelled, strict=True):
                self.take_role(*found) if found else self.rest.append(Line([Piece(part)], line.block))
            return True
        if (found := self._labelled(text)) is None:
            return self._read_bold_label(line)
        role, value = found
        self.take_role(role, _tail(line, value))
        return True

    def _labelled(self, text: str) -> tuple[str, str] | None:
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
            or rest[0].bold == first.bold
            and not rest[0].apart
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
        text, fields = line.text, self.fields
        fields.labelled.add(role)
        match role:
            case "title":
                self._titles.append(text)
                for piece in line.links():
                    fields.more_url = fields.more_url or fields.address(piece.href or "")
            case "date":
                if not fields.add_date(text, machine=_machine(line), role="date"):
                    fields.add_time(text)
            case "time":
                fields.add_time(text) or fields.add_date(text, role="date")
            case "end" | "deadline" | "published":
                fields.add_date(text, machine=_machine(line), role=role)
                if role == "published" and fields.published is None:
                    fields.add_leftover(text)
            case "organiser":
                fields.add_organisers(text)
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
            case "register" | "recording" | "link":
                self._take_link(role, line)

    def _take_link(self, role: str, line: Line) -> None:
        for piece in line.links():
            self.fields.add_link(self._purpose(piece, role), piece.href or "")
        if not line.links():
            for found in find_urls(line.text):
                self.fields.add_link(role, found.url)

    def _purpose(self, piece: Piece, role: str) -> str:
        said = action_for(piece.text, piece.href or "")
        return said if role == "link" and said in ("register", "recording", "file") else role

    # Dates

    def _join_boxes(self) -> None:
        """A date set as a box stands on several lines: "29", "Jul", "2020"."""
        joined: list[Line] = []
        place = 0
        while place < len(self.rest):
            size = next((size for size in (4, 3, 2) if self._is_box(self.rest[place : place + size], size)), 1)
            if size > 1:
                pieces = [
                    replace(piece, apart=True) for line in self.rest[place : place + size] for piece in line.pieces
                ]
                joined.append(Line([replace(piece, href=None) for piece in pieces], "date", self.rest[place].gap))
            else:
                joined.append(self.rest[place])
            place += size
        self.rest = joined

    def _is_box(self, lines: list[Line], size: int) -> bool:
        if len(lines) < size or any(len(line.text) > _BOX_WORD for line in lines):
            return False
        text = " ".join(line.text for line in lines)
        spans = spans_in(text, self.fields.calendar)
        if len(spans) != 1 or spans[0].start is None or not spans[0].start.day or len(remainder(text, spans)) > 2:
            return False
        return not any(
            spans_in(line.text, self.fields.calendar)
            for line in lines
            if any(c.isdigit() for c in line.text) and any(c.isalpha() for c in line.text)
        )

    def _read_dates(self) -> None:
        dated = [line for line in self.rest if self._is_date_line(line)]
        others = [line for line in self.rest if all(line is not one for one in dated)]
        kept = (
            self._titled_among(dated)
            if not self._titles and all(self._is_description(line) for line in others)
            else None
        )
        for line in dated:
            if line is not kept:
                role = (
                    "published"
                    if PUBLISHED_MARKS.search(line.marks) and "event" not in line.marks.split("published")[0][-20:]
                    else None
                )
                self.fields.add_date(line.text, machine=_machine(line), role=role) or self.fields.add_time(line.text)
                self._leave(line)

    def _is_description(self, line: Line) -> bool:
        return not line.heading and not line.links() and len(line.text) > _MIN_DESCRIPTION

    def _titled_among(self, dated: list[Line]) -> Line | None:
        """Where every line holds a date, the one with most beside it is the title."""
        worth = [
            (len(remainder(line.text, spans_in(line.text, self.fields.calendar))), -place)
            for place, line in enumerate(dated)
        ]
        best = max(worth, default=(0, 0))
        return dated[-best[1]] if best[0] >= _MIN_TITLE_BESIDE else None

    def _is_date_line(self, line: Line) -> bool:
        text, calendar = line.text, self.fields.calendar
        spans = spans_in(text, calendar)
        if line.heading and len(remainder(text, spans)) >= _MIN_TITLE_BESIDE:
            return False
        machine = _machine(line)
        if not spans and not (machine and machine_moment(machine)):
            return (
                bool(day_in_group(text, calendar))
                and bool(DATE_MARKS.search(line.marks) or line.block == "date")
                or self._is_time_line(text)
            )
        if not spans and machine:
            return len(text) < 40
        rest = remainder(text, spans)
        return len(rest) <= _MAX_META_REST or (bool(DATE_MARKS.search(line.marks)) and len(rest) <= 2 * _MAX_META_REST)

    def _is_time_line(self, text: str) -> bool:
        return len(text) <= 60 and bool(find_clocks(text)) and len(remainder(text, [])) <= 16

    def _leave(self, line: Line) -> None:
        """A date line may hold a little more: the place, or a short title."""
        self.rest.remove(line)
        spans = spans_in(line.text, self.fields.calendar)
        left = remainder(line.text, spans)
        links = [piece for piece in line.links() if not spans_in(piece.text, self.fields.calendar)]
        bold = [
            piece
            for piece in line.pieces
            if piece.bold and not spans_in(piece.text, self.fields.calendar) and piece.text.strip(" :,–-")
        ]
        if (links or (bold and len(left) > 3)) and not self.fields.title:
            self.rest.insert(0, replace_text(line, links or bold))
        elif len(left) > 3 and spans:
            for part in re.split(r"[|•·;\n]|\s[–—-]\s|[()\[\]]", _outside(line.text, spans)):
                if len(_DATE_WORDS.sub("", part).strip(" ,.-")) > 3 and not find_clocks(part):
                    self.fields.add_leftover(part.strip(" ,.")) if not self._is_small(part) else None

    def _is_small(self, part: str) -> bool:
        return all(word[0].islower() or not word[0].isalpha() for word in part.split() if word)

    # Title and the rest

    def _read_title(self) -> None:
        best = self._title_line()
        if best is None:
            if self._titles:
                self.fields.set_title(self._titles[0])
            return
        self.rest.remove(best)
        self.fields.lead = bool(self.fields.url or best.heading or best.links() or best.pieces[0].bold)
        read_statement(best, self.fields, alone=not self.rest and self.fields.when is None)

    def _title_line(self) -> Line | None:
        usable = [
            line
            for line in self.rest
            if clean_title(line.text) and not (is_section_name(line.text) and not line.links() and len(self.rest) > 1)
        ]
        for test in (
            lambda line: bool(line.heading),
            lambda line: bool(_TITLE_MARKS.search(line.marks)) and not _SUMMARY_MARKS.search(line.marks[-40:]),
        ):
            found = [line for line in usable if test(line)]
            if found:
                return min(found, key=lambda line: line.heading or 9)
        if self._titles:
            return None
        linked = [
            line for line in usable if any(len(piece.text) > 3 for piece in line.links()) and not self._is_prose(line)
        ]
        if linked:
            return max(linked, key=lambda line: min(max(len(piece.text) for piece in line.links()), 60))
        bold = [line for line in usable if line.pieces[0].bold and not self._is_prose(line)]
        plain = [
            line
            for line in usable
            if not self._is_meta(line) and not (len(line.text) > 40 and line.text.endswith((".", "。")))
        ]
        return next(iter(bold), None) or next(iter(plain), None)

    def _is_prose(self, line: Line) -> bool:
        links = sum(len(piece.text) for piece in line.links())
        return len(line.text) > 180 and links < len(line.text) / 3

    def _is_meta(self, line: Line) -> bool:
        marks = line.marks[-80:]
        return (
            bool(_KIND_MARKS.search(marks) or _ORGANISER_MARKS.search(marks) or _PLACE_MARKS.search(marks))
            and len(line.text) < 40
        )

    def _read_other(self, line: Line) -> None:
        text, marks, fields = line.text, line.marks[-100:], self.fields
        if action_of(text) or text == fields.title or fold(text) == fold(fields.title):
            return
        if line.links() and kinds_in(text) and len(text) <= 60:
            return  # "Briefing note" behind the title leads to one of its papers
        parts = [part for part in _BULLET.split(text) if part.strip()]
        if len(parts) > 1 and len(text) <= 120:
            for part in parts:
                self._read_other(Line([Piece(part, marks=line.marks)], line.block))
            return
        if _ORGANISER_MARKS.search(marks) and len(text) < 200 and not _SUMMARY_MARKS.search(marks[-40:]):
            fields.add_organisers(text)
        elif _PLACE_MARKS.search(marks) and len(text) < 160:
            fields.place = fields.place or text
        elif is_like_place(text) and text not in fields.known:
            fields.place = fields.place or text
        elif (
            kinds_in(text)
            and len(text) < 40
            and not line.links()
            and (_KIND_MARKS.search(marks) or is_section_name(text))
        ):
            fields.kinds.extend(kinds_in(text))
        elif _SUMMARY_MARKS.search(marks[-40:]) and len(text) > 60:
            self._read_prose(text)
        elif len(text) <= 160 and self._names_organisers(line):
            fields.add_organisers(text)
        else:
            self._read_prose(text)

    def _names_organisers(self, line: Line) -> bool:
        fields, text = self.fields, line.text
        if fields.organisers or _KIND_MARKS.search(line.marks[-60:]):
            return False
        return fields.are_names(text, sure=True) or (
            fields.are_names(text) and len(text.split()) <= 8 and not kinds_in(text) and fields.when is not None
        )

    def _read_prose(self, text: str) -> None:
        if len(text) <= 60:
            self.fields.add_leftover(text)
            return
        self.fields.note_status(text) if len(text) < 200 else None
        self.fields.add_summary(text)
        for span in spans_in(text, self.fields.calendar):
            if self.fields.deadline is None and date_role(text, span) == "deadline":
                self.fields.deadline = span


def _machine(line: Line) -> str | None:
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


def replace_text(line: Line, pieces: list[Piece]) -> Line:
    return Line(pieces, line.block, line.gap)


def _outside(text: str, spans: list[Span]) -> str:
    for span in reversed(spans):
        text = f"{text[: span.begin]} | {text[span.stop :]}"
    return text
