"""Events announced in the paragraphs of a page, letter or newsletter: only where the paragraph calls to them by name."""

from collections.abc import Iterator
from itertools import groupby

from fingerpost.readers.formats.facts import Context
from fingerpost.readers.formats.pages.text.lines import Line
from fingerpost.readers.formats.pages.text.records import Found, origin_of
from fingerpost.readers.formats.pages.text.sections import Section
from fingerpost.readers.formats.posts import read_announcement
from fingerpost.readers.formats.posts.announced import quoted_titles
from fingerpost.readers.formats.posts.marks import calls
from fingerpost.readers.types import Candidate

_MAX_PARAGRAPH = 3_000


def announcements(section: Section, context: Context) -> tuple[Found, ...]:
    """Return the events that the paragraphs of a section announce."""
    if section.kind in {"resource", "measure"}:
        return ()
    return tuple(found for lines in _paragraphs(section) for found in _announced(lines, section, context))


def _paragraphs(section: Section) -> Iterator[list[Line]]:
    prose = [line for line in section.lines if line.look == "prose" and not line.aside]
    return (list(group) for _, group in groupby(prose, key=lambda line: line.paragraph))


def _announced(lines: list[Line], section: Section, context: Context) -> list[Found]:
    text = " ".join(line.raw for line in lines)
    if len(text) > _MAX_PARAGRAPH or not any(line.spans for line in lines) or not calls(text):
        return []
    titles = {title for _, title in quoted_titles(text)}
    read = read_announcement(text, line=lines[0].number, origin=origin_of(lines), context=context, section=section.name)
    return [Found(record, tuple(issues), tuple(lines)) for record, issues in read if _is_told(record, titles)]


def _is_told(record: Candidate, titles: set[str]) -> bool:
    """An article tells of days as well; an announcement gives a name in quotation marks, or who, when and where to sign up."""
    if not record.title or record.start is None:
        return False
    timed = record.start.time is not None
    return record.title in titles or bool(record.organisers and (record.register_url or (timed and record.url)))
