"""From the lines of one item to what it states: links by their words, labels, dates, title, organisers, the rest."""

import re
from dataclasses import replace

from fingerpost.readers.formats.pages.html.citation import read_reference
from fingerpost.readers.formats.pages.html.fields import Fields, action_for, is_like_place
from fingerpost.readers.formats.pages.html.labels import LabelReader, machine_date, note_struck, take_dates
from fingerpost.readers.formats.pages.html.lines import Line, Piece
from fingerpost.readers.formats.pages.html.statement import read_statement
from fingerpost.readers.formats.pages.html.titles import clean_title
from fingerpost.readers.formats.pages.html.vocabulary import action_of, fold, is_section_name, kinds_in
from fingerpost.readers.formats.pages.html.when import day_in_group, machine_moment, remainder, spans_in
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.roles import date_role, url_role
from fingerpost.readers.values.text import squeeze
from fingerpost.readers.values.times import find_clocks
from fingerpost.readers.values.urls import find_urls

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
_BULLET = re.compile(r"\s*[•·|｜]\s*")
_BOX_WORD = 14
_MAX_META_REST = 28
_MAX_WORDS_OF_DATE = 3
_MIN_TITLE_BESIDE = 8
_MIN_DESCRIPTION = 120
_MIN_BESIDE_TIME = 3
_MAX_STATEMENT = 120
_SENTENCE_BREAK = re.compile(r"(?<=[^\s.][.;])\s+(?=\S)|(?<=[。；])")
_DATE_WORDS = re.compile(
    r"(?:from|to|on|at|until|till|by|date|time|when|du|au|le|del|al|desde|hasta|von|bis|am|ab|dari|sampai|pukul|mulai|local|hrs?|uhr|h|@|starts?|ends?|all day)(?:\s|$)",
    re.IGNORECASE,
)


def read_item(lines: list[Line], fields: Fields) -> Fields:
    """Fill Fields from the lines of one item."""
    gatherer = _Gatherer(fields)
    gatherer.take(lines)
    return fields


class _Gatherer:
    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.rest: list[Line] = []
        self.titles: list[str] = []

    def take(self, lines: list[Line]) -> None:
        self.fields.is_post = self.fields.is_post or any(_POST_MARKS.search(line.marks) for line in lines)
        lines = self._within_one_link(lines)
        self._take_labels([line for line in map(self._without_actions, lines) if line.text])
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
        note_struck(line, self.fields)
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

    def _take_labels(self, lines: list[Line]) -> None:
        reader = LabelReader(self.fields)
        reader.read(lines)
        self.rest = [part for line in reader.rest for part in self._parted(line)]
        self.titles = reader.titles

    def _parted(self, line: Line) -> list[Line]:
        """A machine-readable date and what else stands on its line."""
        if line.heading or not any(piece.when for piece in line.pieces):
            return [line]
        others = [piece for piece in line.pieces if not piece.when]
        text = _DATE_WORDS.sub("", " ".join(piece.text for piece in others))
        if sum(map(str.isalnum, text)) < _MIN_BESIDE_TIME:
            return [line]
        if spans_in(text, self.fields.calendar):
            return [line]
        return [replace_text(line, [piece for piece in line.pieces if piece.when]), replace_text(line, others)]

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
            if not self.titles and all(self._is_description(line) for line in others)
            else None
        )
        for line in dated:
            if line is not kept:
                role = (
                    "published"
                    if PUBLISHED_MARKS.search(line.marks) and "event" not in line.marks.split("published")[0][-20:]
                    else None
                )
                take_dates(line, self.fields, role) or self.fields.add_time(line.text)
                if role:
                    self._note_post_day(line)
                self._leave(line)

    def _note_post_day(self, line: Line) -> None:
        spans = spans_in(line.text, self.fields.calendar)
        if len(spans) == 1 and date_role(line.text, spans[0]) == "occurs" and not remainder(line.text, spans):
            self.fields.post_day = self.fields.post_day or spans[0]

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
        machine = machine_date(line)
        if not spans and not (machine and machine_moment(machine)):
            return (
                bool(day_in_group(text, calendar)) and bool(DATE_MARKS.search(line.marks) or line.block == "date")
            ) or self._is_time_line(text)
        if not spans and machine:
            return len(text) < 40
        rest = remainder(text, spans)
        if text.endswith((".", "!", "?")) and len(rest.split()) > _MAX_WORDS_OF_DATE:
            return False
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
            beside = _outside(line.text, spans)
            if date_role(line.text, spans[0]) == "published":
                beside = beside[spans[0].begin :]  # "Posted on" goes with its day
            for part in re.split(r"[|•·;\n]|\s[–—-]\s|[()\[\]]", beside):
                if len(_DATE_WORDS.sub("", part).strip(" ,.-")) > 3 and not find_clocks(part):
                    self.fields.add_leftover(part.strip(" ,.")) if not self._is_small(part) else None

    def _is_small(self, part: str) -> bool:
        return all(word[0].islower() or not word[0].isalpha() for word in part.split() if word)

    # Title and the rest

    def _read_title(self) -> None:
        best = self._title_line()
        if best is None:
            if self.titles:
                self.fields.set_title(self.titles[0])
            return
        self.rest.remove(best)
        self.fields.lead = bool(self.fields.url or best.heading or best.links() or best.pieces[0].bold)
        read_statement(best, self.fields, alone=not self.rest and self.fields.when is None)

    def _title_line(self) -> Line | None:
        usable = [
            line
            for line in self.rest
            if clean_title(line.text) and not (len(self.rest) > 1 and not line.links() and is_section_name(line.text))
        ]
        named = [line for line in usable if line.heading] or [line for line in usable if _is_called_title(line)]
        if named:
            return min(named, key=lambda line: line.heading or 9)
        if self.titles:
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
            if not self._is_meta(line)
            and (len(line.text) <= 40 or not line.text.endswith((".", "。")) or read_reference(line.text))
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
        elif (_PLACE_MARKS.search(marks) and len(text) < 160) or is_like_place(text, fields.known):
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
            fields.are_names(text) and 1 < len(text.split()) <= 8 and not kinds_in(text) and fields.when is not None
        )

    def _read_prose(self, text: str) -> None:
        text = self._without_statements(text)
        if len(text) <= 60:
            self.fields.add_leftover(text)
            return
        self.fields.note_status(text) if len(text) < 200 else None
        self.fields.add_summary(text)
        for span in spans_in(text, self.fields.calendar):
            if self.fields.deadline is None and date_role(text, span) == "deadline":
                self.fields.deadline = span

    def _without_statements(self, text: str) -> str:
        """Take short sentences that state the hour or, behind a label, the organiser; return the others."""
        kept = []
        for sentence in _SENTENCE_BREAK.split(text):
            if len(sentence) <= _MAX_STATEMENT and self._takes(sentence.strip(" .;")):
                continue
            kept.append(sentence)
        return " ".join(kept)

    def _takes(self, sentence: str) -> bool:
        said = LabelReader(self.fields).labelled(sentence)
        if said and said[0] == "organiser" and self.fields.are_names(said[1]):
            self.fields.add_organisers(said[1])
            return True
        clocks = find_clocks(sentence)
        if (
            not clocks
            or (clocks[0].closes is None and clocks[0].zone is None)
            or spans_in(sentence, self.fields.calendar)
        ):
            return False
        rest = _DATE_WORDS.sub("", remainder(sentence, [])).strip(" ,.")
        if rest and not is_like_place(rest, self.fields.known):
            return False
        self.fields.add_time(sentence[clocks[0].begin : clocks[0].stop])
        self.fields.place = self.fields.place or rest or None
        return True


def _is_called_title(line: Line) -> bool:
    return bool(_TITLE_MARKS.search(line.marks)) and not _SUMMARY_MARKS.search(line.marks[-40:])


def replace_text(line: Line, pieces: list[Piece]) -> Line:
    return Line(pieces, line.block, line.gap)


def _outside(text: str, spans: list[Span]) -> str:
    for span in reversed(spans):
        text = f"{text[: span.begin]} | {text[span.stop :]}"
    return text
