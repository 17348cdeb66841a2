"""Where in the page's outline the Reader stands: the headings above, and the date that one of them may set."""

from dataclasses import dataclass, field

from fingerpost.readers.formats.pages.html.vocabulary import is_section_name, kinds_in
from fingerpost.readers.formats.pages.html.when import Calendar, without_months
from fingerpost.readers.types import Kind

PSEUDO = 7  #: level of what only looks like a heading: a bold line, a tab, the title of an accordion
GROUP = 8  #: level of a row or a list entry that heads those below it


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str
    kinds: tuple[Kind, ...]
    calendar: Calendar | None


@dataclass(slots=True)
class Outline:
    """The headings under which the walk stands at this moment."""

    calendar: Calendar
    headings: list[Heading] = field(default_factory=list)

    def enter(self, level: int, text: str, *, is_page_title: bool = False) -> None:
        self.leave(level)
        calendar = self.now.under(text)
        kinds = () if calendar or is_page_title else kinds_in(text)
        calendar = calendar or self.now.in_year_of(text)
        self.headings.append(Heading(level, text[:200], kinds, calendar))

    def leave(self, level: int) -> None:
        while self.headings and self.headings[-1].level >= level:
            self.headings.pop()

    @property
    def now(self) -> Calendar:
        return next((heading.calendar for heading in reversed(self.headings) if heading.calendar), self.calendar)

    @property
    def section(self) -> str | None:
        return next((heading.text for heading in reversed(self.headings) if heading.level > 1), None)

    @property
    def is_in_named_list(self) -> bool:
        return any(heading.kinds and is_section_name(heading.text) for heading in self.headings)

    @property
    def kinds(self) -> tuple[tuple[Kind, ...], ...]:
        return tuple(heading.kinds for heading in reversed(self.headings) if heading.kinds)


def names_section(text: str, calendar: Calendar) -> bool:
    """True if a heading can only head other things: it names a kind of thing, or a date."""
    return is_section_name(text) or calendar.under(text) is not None or is_section_name(without_months(text, calendar))
