"""The parts of a flattened page: its title, its sections, the posts embedded in it."""

from collections import Counter
from dataclasses import dataclass, field

from fingerpost.readers.formats.cells import organisers_in
from fingerpost.readers.formats.facts import Context
from fingerpost.readers.formats.pages.html.vocabulary import is_section_name
from fingerpost.readers.formats.pages.text.lines import Line, is_heading
from fingerpost.readers.formats.pages.vocabulary import kind_of_heading
from fingerpost.readers.formats.posts.marks import AGO, END, count_hashtags, looks_like_post
from fingerpost.readers.types import Kind
from fingerpost.readers.values.roles import date_role

_MAX_TITLE_WORDS = 20
_POST_LINE_WORDS = 8


@dataclass(slots=True)
class Section:
    """A heading and the lines under it."""

    heading: Line | None
    kind: Kind | None
    lines: list[Line] = field(default_factory=list)

    @property
    def name(self) -> str | None:
        return self.heading.text if self.heading else None

    @property
    def says_list(self) -> bool:
        """True if the page itself announces a list here: by a row of column headings or an instruction for its links."""
        return any(line.look in {"columns", "instruction"} for line in self.lines)


@dataclass(slots=True)
class Parts:
    """A whole page, taken apart. Every line is in exactly one place."""

    title: Line | None = None
    sections: list[Section] = field(default_factory=list)
    posts: list[list[Line]] = field(default_factory=list)
    contents: list[Line] = field(default_factory=list)  #: entries of a table of contents


def part(lines: list[Line], context: Context) -> Parts:
    """Divide the lines of a page into posts, table of contents and sections."""
    parts = Parts()
    rest = _take_posts(lines, parts)
    for place, line in enumerate(rest):
        line.heading = is_heading(rest, place) and not _is_title_of_row(rest, place, context)
    _take_contents(rest, parts)
    rest = [line for line in rest if line not in parts.contents] if parts.contents else rest
    section = Section(None, None)
    for line in rest:
        if line.heading:
            if section.lines or section.heading:
                parts.sections.append(section)
            section = Section(line, kind_of_heading(line.text))
        else:
            section.lines.append(line)
    parts.sections.append(section)
    _take_title(parts)
    return parts


def _take_posts(lines: list[Line], parts: Parts) -> list[Line]:
    rest: list[Line] = []
    post: list[Line] | None = None
    for line in lines:
        ends = bool(END.search(line.raw))
        if _begins_post(line, post):
            post = [line]
            parts.posts.append(post)
        elif post is not None and (line.look not in {"columns", "instruction"} or ends):
            if line.look == "furniture" and not ends:
                post = None
                rest.append(line)
                continue
            post.append(line)
        else:
            post = None
            rest.append(line)
        if ends:
            post = None
    parts.posts = [post for post in parts.posts if any(not AGO.fullmatch(line.text) for line in post)]
    kept = {line.number for post in parts.posts for line in post}
    return [line for line in lines if line.number not in kept] if len(kept) + len(rest) != len(lines) else rest


def _begins_post(line: Line, post: list[Line] | None) -> bool:
    if AGO.fullmatch(line.text) and any(character.isalpha() for character in line.text):
        return True
    if post is not None or line.look == "endless":
        return False
    return line.words >= _POST_LINE_WORDS and (
        count_hashtags(line.raw) >= 2
        or (count_hashtags(line.raw) == 1 and looks_like_post(line.raw) and not line.text.startswith("#"))
    )


def _is_title_of_row(lines: list[Line], place: int, context: Context) -> bool:
    """A line above an organiser's or a date's own line is the title of a row, whatever words it holds."""
    if place + 1 >= len(lines):
        return False
    following = lines[place + 1]
    if following.label in {"date", "time", "organiser", "place"} and following.paragraph == lines[place].paragraph:
        return not is_section_name(lines[place].text)
    if following.heads_months or is_section_name(lines[place].text):
        return False
    if lines[place].words <= 3 and not (following.look == "dated" and following.paragraph == lines[place].paragraph):
        return False
    if following.look == "plain":
        return bool(organisers_in(following.raw, context.known))
    if following.look != "dated":
        return False
    rest = without_dates(following)
    return not rest.strip(" ,;:()–—-|") or bool(organisers_in(rest, context.known))


def without_dates(line: Line) -> str:
    """Return a line without the dates of the event in it."""
    text = line.raw
    for span in reversed(line.spans):
        if date_role(line.raw, span) in {"occurs", "moved to"} or span.problem:
            text = f"{text[: span.begin]} {text[span.stop :]}"
    return text


def _take_contents(lines: list[Line], parts: Parts) -> None:
    """A line that comes again further down as a heading is an entry of the table of contents."""
    last = {line.text.casefold(): line.number for line in lines if line.heading}
    counts = Counter(line.text.casefold() for line in lines)
    for line in lines:
        key = line.text.casefold()
        if counts[key] > 1 and line.number < last.get(key, 0) and line.words > 1:
            parts.contents.append(line)
            line.heading = False


def _take_title(parts: Parts) -> None:
    """The first line is the page's title, not a section's, if nothing but text stands between it and the next heading."""
    first = parts.sections[0]
    if first.heading is None:
        opening = first.lines[0] if first.lines else None
        if (
            opening
            and opening.look in {"plain", "furniture"}
            and not opening.bullet
            and opening.words <= _MAX_TITLE_WORDS
            and len(first.lines) > 1
        ):
            after = first.lines[1]
            if after.paragraph != opening.paragraph and after.look in {"prose", "columns", "instruction"}:
                parts.title = opening
                first.lines.remove(opening)
        return
    others = len(parts.sections) > 1
    if others and (not first.lines or first.lines[0].look == "prose"):
        parts.title, first.heading, first.kind = first.heading, None, None
