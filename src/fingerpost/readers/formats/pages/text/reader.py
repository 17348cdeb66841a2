"""The Reader of flattened pages: every line once, each row a Candidate, each doubt an Issue."""

import re
from dataclasses import replace

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.facts import Context, fuller
from fingerpost.readers.formats.pages.text.groups import mark_groups
from fingerpost.readers.formats.pages.text.lines import Line, joined, look_at, read_lines
from fingerpost.readers.formats.pages.text.prose import announcements
from fingerpost.readers.formats.pages.text.records import Found, origin_of, read_section
from fingerpost.readers.formats.pages.text.sections import Parts, Section, part
from fingerpost.readers.formats.posts import looks_like_post, read_post
from fingerpost.readers.formats.posts.marks import AGO
from fingerpost.readers.formats.posts.pasted import Pasted, is_one_post, pasted_posts
from fingerpost.readers.formats.posts.post import date_of_age
from fingerpost.readers.types import Balance, Candidate, Entry, Fate, Issue, Reading, Source
from fingerpost.readers.values.dates import day_order
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.names import Names, known_names
from fingerpost.readers.values.text import decode, normalise, squeeze
from fingerpost.readers.values.zones import settling_places

MAX_LINES = 100_000
MAX_CHARACTERS = 4_000_000

_SHOWN = 200
_NEWS_WORDS = 25  #: a chat's message with fewer, that leads nowhere, is talk
_NUMERIC_DATE = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2}")
_YEAR = re.compile(r"(?<![\w/-])(?:19|20)\d\d(?=[年년]|[^\w/-]|$)")
_REASONS = {
    "columns": "The row of column headings.",
    "instruction": "An instruction for the page’s readers.",
    "furniture": "Navigation.",
    "prose": "Text of the page.",
}
_ARTICLES = {
    "event": "an event",
    "resource": "a resource",
    "measure": "a measure",
    "update": "an update",
    "organisation": "an organisation",
}


def read_text(source: Source, *, known: Names | None = None) -> Reading:
    """Read a flattened page, or a post copied by itself.

    ``known`` are the names of organisations to recognise; without it those shipped with the product. The balance counts
    lines that hold something. Raises UnreadableSource for what cannot be opened or is longer than ``MAX_LINES`` lines.
    """
    decoded = decode(source.content)
    text = normalise(decoded.text, keep_wide_spaces=True)
    if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES:
        raise UnreadableSource(
            f"The text is longer than {MAX_LINES} lines or {MAX_CHARACTERS // 1_000_000} million characters.",
            remedy="Keep the part that holds the listing, or split the file.",
        )
    lines = joined(read_lines(text))
    context = _context(lines, source, known or known_names())
    ledger = _Ledger(lines)
    found, parts = _read(lines, context, ledger)
    records, issues = _merged(found, ledger)
    return Reading(
        reader="text",
        records=records,
        issues=issues,
        balance=ledger.balance(),
        title=parts.title.text if parts.title else None,
        facts={"encoding": decoded.encoding},
    )


class _Ledger:
    """What became of each line; a line that nobody claims is unread."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._fates: dict[int, tuple[Fate, str]] = {}

    def put(self, line: Line, fate: Fate, reason: str = "") -> None:
        self._fates[line.number] = (fate, reason)

    def note(self, numbers: range, reason: str) -> None:
        for number in numbers:
            if number in self._fates:
                self._fates[number] = (self._fates[number][0], reason)

    def balance(self) -> Balance:
        entries = []
        for line in self._lines:
            fate, reason = self._fates.get(line.number, ("unread", "Nothing in it could be told apart."))
            for piece in (line, *line.wrapped):
                shown = squeeze(piece.source)[:_SHOWN]
                entries.append(Entry(origin=f"line {piece.number}", fate=fate, text=shown, reason=reason))
        return Balance(unit="line", entries=tuple(entries))


def _context(lines: list[Line], source: Source, known: Names) -> Context:
    """Learn from the whole page what a single line leaves open: the order of day and month, and the years nearby."""
    numeric = "\n\n".join(line.raw for line in lines if _NUMERIC_DATE.search(line.raw))
    places = settling_places("\n".join(line.raw for line in lines))
    context = Context(today=source.today, known=known, order=day_order(numeric) if numeric else None, places=places)
    look_at(lines, context)
    years: list[tuple[int, int]] = []
    for line in lines:
        stated = [span.start.year for span in line.spans if span.start and not span.year_inferred]
        if (
            not line.spans
            and len(line.text) < 90
            and (match := _YEAR.search(line.text))
            and abs(int(match.group()) - source.today.year) < 30
        ):
            stated = [int(match.group())]
        years.extend((line.number, year) for year in stated[:1])
    context = replace(context, years=tuple(years))
    for line in lines:
        if any(span.year_inferred for span in line.spans):
            line.spans = context.spans(line.raw, line.number)
    mark_groups(lines, context)
    return context


def _read(lines: list[Line], context: Context, ledger: _Ledger) -> tuple[list[Found], Parts]:
    endless = any(line.look == "endless" for line in lines)
    single = [piece for line in lines for piece in (line, *line.wrapped)]
    if not endless and (pasted := pasted_posts([line.source.strip() for line in single])):
        return [found for post in pasted for found in _pasted(post, single, context, ledger)], Parts()
    dates = len({span.start for line in lines for span in line.spans if span.start})
    whole = not any(line.look in {"columns", "instruction", "endless"} for line in lines) and is_one_post(
        _sources(lines), dates
    )
    parts = Parts(posts=[lines]) if whole else part(lines, context)
    found: list[Found] = []
    for section in parts.sections:
        found.extend(_section(section, context, ledger))
    if not found and not parts.posts and lines and looks_like_post("\n".join(line.raw for line in lines)):
        parts = Parts(posts=[lines])
    for line in parts.contents:
        ledger.put(line, "ignored", "An entry of the table of contents.")
    if parts.title:
        ledger.put(parts.title, "ignored", "The title of the page.")
    for post in parts.posts:
        found.extend(_post(post, context, ledger))
    return found, parts


def _section(section: Section, context: Context, ledger: _Ledger) -> tuple[Found, ...]:
    if section.heading:
        ledger.put(section.heading, "ignored", "A heading.")
    for line in section.lines:
        if line.look == "endless":
            ledger.put(line, "unread", "It is too long for one row; break it into lines.")
        elif line.look in _REASONS:
            ledger.put(line, "ignored", line.aside or _REASONS[line.look])
    read = read_section(section, context)
    for line, fate, reason in read.left:
        ledger.put(line, fate, reason)
    announced = announcements(section, context)
    for found in (*read.found, *announced):
        for line in found.lines:
            ledger.put(line, "read", f"Read as {_ARTICLES[found.record.type]}.")
    return (*read.found, *announced)


def _post(lines: list[Line], context: Context, ledger: _Ledger) -> list[Found]:
    first, last = lines[0].number, lines[-1].number
    for line in lines:
        ledger.put(line, "read", "Read as a post.")
    origin = origin_of(lines)
    post = read_post("\n".join(_sources(lines)), line=(first + last) // 2, origin=origin, context=context)
    # The questions belong to the post as a whole; they are kept with its first record.
    return [Found(record, post.issues if place == 0 else (), tuple(lines)) for place, record in enumerate(post.records)]


def _sources(lines: list[Line]) -> list[str]:
    """The lines as they stood, a blank one between two paragraphs."""
    found: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before and line.paragraph != before.paragraph:
            found.append("")
        found.extend(piece.source for piece in (line, *line.wrapped))
    return found


def _pasted(pasted: Pasted, lines: list[Line], context: Context, ledger: _Ledger) -> list[Found]:
    """Read one of several posts or messages; one that says little is no news."""
    for place in pasted.buttons:
        ledger.put(lines[place], "ignored", "Counts and buttons of the network.")
    told = [lines[place] for place in pasted.heads] + [
        lines[place] for place, _ in pasted.body if place not in pasted.heads
    ]
    told.sort(key=lambda line: line.number)
    text = "\n".join(text for _, text in pasted.body)
    read = None
    if text.strip():
        published = _published(pasted.when, told[0].number, context)
        read = read_post(text, line=told[0].number, origin=origin_of(told), context=context, published=published)
    if read is None or (
        pasted.is_message and len(read.records) == 1 and len(text.split()) < _NEWS_WORDS and "http" not in text
    ):
        for line in told:
            ledger.put(line, "ignored", "It says too little to be news.")
        return []
    for line in told:
        ledger.put(line, "read", "Read as a post.")
    return [Found(record, read.issues if place == 0 else (), tuple(told)) for place, record in enumerate(read.records)]


def _published(when: str, number: int, context: Context) -> Moment | None:
    if age := AGO.fullmatch(when):
        return date_of_age(age, context)
    span = next(iter(context.spans(when, number)), None)
    return span.start if span else None


def _merged(found: list[Found], ledger: _Ledger) -> tuple[tuple[Candidate, ...], tuple[Issue, ...]]:
    """What a source repeats is one record, the fuller statement winning."""
    records: dict[tuple[str, ...], Candidate] = {}
    issues: dict[tuple[str, ...], tuple[Issue, ...]] = {}
    for item in found:
        key = _identity(item.record)
        earlier = records.get(key)
        if earlier is None:
            records[key], issues[key] = item.record, item.issues
            continue
        best = fuller(earlier, item.record)
        if best.origin != earlier.origin:
            issues[key] = item.issues
        records[key] = best
        other = earlier.origin if best.origin != earlier.origin else item.record.origin
        ledger.note(_numbers(other), f"Repeats {best.origin}.")
    return tuple(records.values()), tuple(issue for group in issues.values() for issue in group)


def _identity(record: Candidate) -> tuple[str, ...]:
    title = "".join(character for character in record.title.casefold() if character.isalnum())
    day = str(record.start)[:10] if record.start else ""
    who = "" if title else "|".join(record.organisers)
    origin = record.origin if not title and not who else ""
    series = "" if title else str(record.series)
    return record.type, title, day, who, origin, series


def _numbers(origin: str) -> range:
    first, _, last = origin.rpartition(" ")[2].partition("-")
    return range(int(first), int(last or first) + 1)
