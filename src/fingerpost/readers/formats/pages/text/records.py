"""From a section's rows to Candidates: which kind, which title, whose, when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fingerpost.readers.formats.cells import WHOLE, Parted, organisers_in, part_title
from fingerpost.readers.formats.facts import DOUBTFUL, Context, Facts, candidate, gather
from fingerpost.readers.formats.labelled import labelled
from fingerpost.readers.formats.pages.inline import inline_labels
from fingerpost.readers.formats.pages.text.columns import table_by_spaces
from fingerpost.readers.formats.pages.text.halves import in_halves
from fingerpost.readers.formats.pages.text.lines import Line
from fingerpost.readers.formats.pages.text.rows import Row, edge_text, rows_of
from fingerpost.readers.formats.pages.text.sections import Section
from fingerpost.readers.formats.pages.text.tables import GROUP_HEADING, table_of
from fingerpost.readers.formats.pages.text.undated import undated_rows
from fingerpost.readers.formats.pages.vocabulary import kind_of_title
from fingerpost.readers.formats.posts.body import body_of
from fingerpost.readers.formats.posts.who import labelled_names
from fingerpost.readers.types import Candidate, Fate, Issue, Kind
from fingerpost.readers.values.languages import language_tag
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.names import occasion_of, split_organisers
from fingerpost.readers.values.statuses import without_status
from fingerpost.readers.values.text import squeeze
from fingerpost.readers.values.urls import find_urls
from fingerpost.readers.values.zones import is_place

_PLACED = re.compile(r"^(?P<place>[^\W\d][^:–—]{1,60}?)\s*(?::|\s[–—-])\s+(?P<what>\S.{3,})$")
_YEAR_AT_END = re.compile(
    r"[\s,–—|-]*(?:[(\[（]\s*(?P<bracketed>(?:19|20)\d\d)\s*[年년]?[)\]）]|(?:,|\s[–—|-])\s*(?P<bare>(?:19|20)\d\d))\s*$"
)
#: "Guidance on markets (WHO, 2020)"
_YEAR_WITH_NAME = re.compile(
    r"\s*[(\[（](?P<name>[^()\[\]（）]{2,120}?)[,、，]\s*(?P<year>(?:19|20)\d\d)\s*[年년]?[)\]）]\s*$"
)
#: "Cities and climate change. UN-Habitat, 2020."
_BIBLIOGRAPHIC = re.compile(
    r"^(?P<title>.{8,300}?[^.\s]{2}[.?!])\s+(?P<who>[^.]{2,160}?),?\s+\(?(?P<year>(?:19|20)\d\d)\)?\.?\s*$"
)
_LABEL_IN_BRACKET = re.compile(r"\s*[(（\[【]([^()（）\[\]【】:：]{1,40}[:：][^()（）\[\]【】]{1,150})[)）\]】]\s*$")
#: "[1] FAO. 2020. Urban Food Systems."
_CITED = re.compile(
    r"^(?:\[?\d{1,3}[\].)]\s*)?(?P<who>[^.\d][^.]{1,120})\.?,?\s\(?(?P<year>(?:19|20)\d\d)[a-z]?\)?[.:]\s(?P<title>\S.{5,300}?)\.?\s*$"
)
_TO_COME = re.compile(r"[\s,(–-]*(?:TBC|TBA|TBD|to be (?:confirmed|announced|determined)|date (?:TBC|TBA))\)?\s*$")
_NOT_A_PLACE = re.compile(
    r"\b(?:webinar|workshop|report|guide|video|podcast|interview|update|news|event|series|part|session|launch|measures?|date|time)\b",
    re.IGNORECASE,
)
_ADDRESS_NOTE = re.compile(r"\s*[(\[]\s*[)\]]")
_MAX_TITLE = 500
_PROSE_TITLE_WORDS = 14


@dataclass(frozen=True, slots=True)
class Found:
    """A Candidate, its open questions, and the lines it was read from."""

    record: Candidate
    issues: tuple[Issue, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ReadSection:
    """What a section gave, and what became of its other lines."""

    found: tuple[Found, ...]
    left: tuple[tuple[Line, Fate, str], ...]


def read_section(section: Section, context: Context) -> ReadSection:
    """Return the records of one section and the fate of each line that is in none of them."""
    if table := table_of(section, context):
        return _finished(section, table.rows, table.left, context)
    if spaced := table_by_spaces(section, context):
        return _finished(section, spaced.rows, spaced.left, context)
    heads = [(line, GROUP_HEADING) for line in section.lines if line.heads_months]
    body = [line for line in section.lines if line.look in {"dated", "plain", "label"} and not line.heads_months]
    if section.kind not in {"resource", "measure"} and any(_is_dated(line) for line in body):
        grouped = rows_of(body, context)
        rows = grouped.rows if section.kind or section.says_list or _proves_itself(grouped.rows, context) else []
        undated = [line for line, _ in grouped.left if line.look == "plain" and section.says_list]
        if section.kind:
            # Among dated rows only one that shows an organiser of its own is a row whose date is yet to come.
            undated = [line for line in undated if part_title(_without_promise(line.raw), context.known).organisers]
        more = undated_rows(undated, section, context)
        taken = {line.number for row in more.rows for line in row.lines}
        left = heads + [(line, reason) for line, reason in grouped.left if line.number not in taken]
        if not rows and grouped.rows:
            left.extend((line, "Too little shows that it is an event.") for row in grouped.rows for line in row.lines)
        return _finished(section, sorted([*rows, *more.rows], key=lambda row: row.lines[0].number), left, context)
    plain = undated_rows(body, section, context)
    return _finished(section, plain.rows, heads + plain.left, context)


def _without_promise(text: str) -> str:
    return _TO_COME.sub("", text)


def _is_dated(line: Line) -> bool:
    return line.look == "dated" or (line.look == "label" and bool(line.spans) and line.label == "date")


def _proves_itself(rows: Sequence[Row], context: Context) -> bool:
    """Without a heading that names a list, two rows or more must look like events: by their title, organiser, hour or labels."""
    if len(rows) < 2:
        return bool(rows) and bool(rows[0].labels) and rows[0].dated
    signs = 0
    for row in rows:
        parted = _parted(row, context)
        hours = any(span.start and span.start.time for line in row.lines for span in line.spans)
        signs += bool(parted.organisers or row.labels or hours or kind_of_title(parted.title) == "event")
    return signs * 2 >= len(rows)


def _finished(section: Section, rows: Sequence[Row], left: Sequence[tuple[Line, str]], context: Context) -> ReadSection:
    parted = in_halves(rows, [_parted(row, context) for row in rows], context)
    expects = sum(bool(item.organisers) for item in parted) * 2 >= len(rows)
    placed = sum(bool(_place_of(item.title)) for item in parted) >= 2
    found: list[Found] = []
    fates: list[tuple[Line, Fate, str]] = [
        (line, "ignored" if reason == GROUP_HEADING else "unread", reason) for line, reason in left if reason
    ]
    for row, item in zip(rows, parted, strict=True):
        result = _record(row, item, section, context, expects=expects, placed=placed)
        if isinstance(result, str):
            fates.extend((line, "unread", result) for line in row.lines)
        else:
            found.append(result)
    return ReadSection(tuple(found), tuple(fates))


def _parted(row: Row, context: Context) -> Parted:
    """Title and organisers of a row, from its cells or labels, or from its text."""
    if row.organisers is not None and (row.title is not None or not row.text):
        return Parted(
            _title(row.title or ""), row.organisers, 0.95 if row.title else DOUBTFUL, occasion_of(row.organiser_text)
        )
    text = row.title if row.title is not None else row.text
    if "organiser" in row.labels:
        return Parted(_title(text), labelled_names([row.labels["organiser"]], context.known), 1.0)
    text, inline = inline_labels(_without_promise(_open_bracket(text)))
    if inline.get("organiser"):
        return Parted(_title(text), tuple(split_organisers(inline["organiser"], context.known)), 1.0)
    cited = _CITED.match(_ADDRESS_NOTE.sub("", text))
    if cited and (names := organisers_in(cited["who"], context.known, strict=False)):
        return Parted(_title(cited["title"]), names, 0.9)
    match = _BIBLIOGRAPHIC.match(text)
    if match and (names := organisers_in(match["who"], context.known, strict=False)):
        return Parted(_title(match["title"].rstrip(".")), names, 0.9)
    named = _YEAR_WITH_NAME.search(text)
    if named and (names := organisers_in(named["name"], context.known, strict=False)):
        return Parted(_title(text[: named.start()]), names, 0.9)
    text = _YEAR_AT_END.sub("", _YEAR_WITH_NAME.sub(r" (\g<name>)", _ADDRESS_NOTE.sub("", text)))
    parted = part_title(text, context.known)
    if not parted.organisers and "partner" in row.labels:
        parted = replace(parted, organisers=labelled_names([row.labels["partner"]], context.known), confidence=0.9)
    title = parted.title.rstrip(".") if parted.organisers and not parted.title.endswith("..") else parted.title
    return replace(parted, title=_title(title))


def _open_bracket(text: str) -> str:
    """A label in the last bracket is one behind the title: "水道セミナー（主催：JICA）"."""
    match = _LABEL_IN_BRACKET.search(text[-200:])
    label = labelled(match[1]) if match else None
    if not match or not label or label.role != "organiser":
        return text
    return f"{text[: max(len(text) - 200, 0) + match.start()]}  {match[1]}"


def _title(text: str) -> str:
    return without_status(squeeze(text).strip(" ,;|–—-•·"))


def _place_of(title: str) -> tuple[str, str] | None:
    match = _PLACED.match(title)
    if not match or _NOT_A_PLACE.search(match["place"]) or len(match["place"].split()) > 5:
        return None
    names = re.split(r",\s*|\s*[(/]\s*", match["place"].strip(") "))
    if not is_place(names[0]) and not match["place"][0].isupper():
        return None
    return match["place"].strip(), match["what"].strip()


def _record(row: Row, item: Parted, section: Section, context: Context, *, expects: bool, placed: bool) -> Found | str:
    """Return the Candidate of a row, or the reason why it is none."""
    title = item.title
    if title.endswith(".") and len(title.split()) >= _PROSE_TITLE_WORDS and not item.organisers:
        return "It reads as running text."
    if len(title) > _MAX_TITLE or (not title and not item.organisers):
        return "It is too long for a title." if title else "It holds neither a title nor an organiser."
    facts = _facts(row, context)
    kind = _kind(row, item, section, facts, placed=placed)
    if kind is None:
        return "Nothing tells what kind of thing it is."
    place = None
    confidence = item.confidence
    if kind == "measure" and (found := _place_of(_without_date(title))):
        (place, title), confidence = found, max(confidence, 0.8)
    elif not item.organisers and not expects:
        confidence = max(confidence, 0.8)
    if kind == "resource":
        facts.published = facts.published or facts.when
    record, issues = candidate(
        kind=kind, title=title, organisers=item.organisers, facts=facts, origin=origin_of(row.lines), raw=row.raw, section=section.name,
        confidence=confidence, place=place or _label(row, "place"), series=_label(row, "series") or item.occasion,
    )  # fmt: skip
    year = _year_at_end(row) or _year_in(_label(row, "published"))
    if kind == "resource" and year and not record.published:
        record = replace(record, published=Moment(year))
    record = replace(
        record,
        language=language_tag(_label(row, "language") or ""),
        summary=_label(row, "summary"),
    )
    if expects and not item.organisers and kind in {"event", "resource"}:
        issues.append(
            Issue(
                problem=f"Title and organiser cannot be told apart in “{title[:80]}”.",
                remedy="Move the organiser’s name out of the title, if it is there.",
                origin=record.origin,
            )
        )
        record = replace(record, confidence=min(record.confidence, WHOLE))
    return Found(record, tuple(issues), tuple(row.lines))


def _without_date(title: str) -> str:
    return re.sub(r"\s*[(\[]\s*[)\]]\s*$", "", title)


def _facts(row: Row, context: Context) -> Facts:
    first = row.lines[0]
    if len(row.lines) == 1 and row.labels.get("date") and not first.spans:
        return gather(f"{row.labels['date']}\n{first.raw}", first.number, context)
    if len(row.lines) == 1:
        _, _, main = edge_text(first)
        spans = first.spans if main is None else [main, *(span for span in first.spans if span is not main)]
        return _with_register(gather(first.raw, first.number, context, spans=spans), row)
    if row.clock and (day := row.day_line):
        return _with_links(gather(f"{day.raw}, {row.clock}", day.number, context), row, context)
    if "date" in row.labels and any(line.label == "date" for line in row.lines):
        # A title may hold a date of its own; the row's date is the one behind its label.
        labels = "\n".join(line.raw for line in row.lines if line.label)
        facts = gather(body_of(labels, context).text, first.number, context)
        return _with_links(facts, row, context)
    with_date = [line for line in row.lines if line.look == "dated"]
    if len(with_date) == 1 and not row.labels:
        # A title may hold a date of its own; the row's date is the one on its dated line.
        return _with_links(gather(with_date[0].raw, first.number, context, spans=with_date[0].spans), row, context)
    return gather(body_of(row.raw, context).text if row.labels else row.raw, first.number, context)


def _with_register(facts: Facts, row: Row) -> Facts:
    """The address in a cell below "Registration" is for signing up, whatever it looks like."""
    found = find_urls(row.labels.get("register", ""))
    if found and len(found) == 1 and not facts.register_url:
        facts.register_url = found[0].url
        facts.url = None if facts.url == found[0].url else facts.url
    return facts


def _with_links(facts: Facts, row: Row, context: Context) -> Facts:
    text = body_of(row.raw, context).text
    links = gather(text, row.lines[0].number, context, spans=[])
    facts.url, facts.register_url, facts.recording_url = links.url, links.register_url, links.recording_url
    facts.status = facts.status or links.status
    return facts


def _kind(row: Row, item: Parted, section: Section, facts: Facts, *, placed: bool) -> Kind | None:
    named = kind_of_title(item.title)
    if section.kind == "measure":
        return (
            "event"
            if named == "event" and facts.when and facts.when.start and facts.when.start.day and item.organisers
            else "measure"
        )
    if section.kind in {"resource", "update"}:
        return section.kind
    if facts.when or facts.impossible or facts.status or row.dated:
        month_only = facts.when is not None and facts.when.start is not None and facts.when.start.precision == "month"
        if (
            placed
            and section.kind is None
            and _place_of(item.title)
            and named is None
            and (month_only or not item.organisers)
        ):
            return "measure"
        return "event"
    if named or section.kind:
        return named or section.kind
    return "resource" if item.organisers and section.says_list else None


def _year_at_end(row: Row) -> int | None:
    text = row.text or row.title or row.raw
    for found in reversed(find_urls(text)):
        text = text[: found.begin] + text[found.stop :]
    text = _ADDRESS_NOTE.sub("", text)
    if match := _YEAR_WITH_NAME.search(text) or _BIBLIOGRAPHIC.match(text) or _CITED.match(text):
        return int(match["year"])
    match = _YEAR_AT_END.search(text)
    return int(match["bracketed"] or match["bare"]) if match else None


def _year_in(text: str | None) -> int | None:
    match = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text or "")
    return int(match.group()) if match else None


def _label(row: Row, label: str) -> str | None:
    return squeeze(row.labels.get(label, "")) or None


def origin_of(lines: Sequence[Line]) -> str:
    first, last = min(line.number for line in lines), max(line.last for line in lines)
    return f"line {first}" if first == last else f"lines {first}-{last}"
