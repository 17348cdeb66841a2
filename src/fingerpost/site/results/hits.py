"""What was found as rows: what the catalogue says of each thing now, with the words that were looked for marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from fingerpost.catalogue.models import Record
from fingerpost.finding.found import Hit
from fingerpost.scripts.marking import Piece
from fingerpost.site.entries import Entry, entries
from fingerpost.site.presenting import Clock, DayBlock, Row, Viewing, languages, row, times
from fingerpost.site.presenting.printed import Printed
from fingerpost.site.presenting.rows import Away, facts
from fingerpost.site.results.things import Thing, things

NOTHING = SafeString("")


@dataclass(frozen=True, slots=True)
class FoundRow(Printed):
    """One result. ``title`` and ``snippet`` are safe HTML; each ``…_attributes`` is their language and direction."""

    hit: Hit
    kind: str  #: a record's kind; of everything else what it is
    is_thing: bool  #: no record: something by its name
    look: str  #: the classes of its element
    label: str
    url: str
    words: str  #: the title as plain text
    title: SafeString
    attributes: SafeString
    other_title: str  #: the title in its own language, or in the page's, where that is not the one above
    other_attributes: SafeString
    snippet: SafeString
    snippet_attributes: SafeString
    by: str
    day: DayBlock | None
    days: str  #: the same in words
    clock: Clock | None
    sign: str
    facts: str
    away: tuple[Away, ...]


def found_rows(hits: Iterable[Hit], seen: Viewing) -> list[FoundRow]:
    """Return the hits that still stand in the database, as rows. The number of queries does not depend on theirs."""
    hits = list(hits)
    records = entries(hit.pk for hit in hits if hit.what == "record")
    others = things((hit.what, hit.pk) for hit in hits if hit.what != "record")
    made = []
    for hit in hits:
        if hit.what == "record":
            if hit.pk in records:
                made.append(_of_record(hit, records[hit.pk], seen))
        elif (hit.what, hit.pk) in others:
            made.append(_of_thing(hit, others[hit.what, hit.pk], seen))
    return made


def _of_record(hit: Hit, entry: Entry, seen: Viewing) -> FoundRow:
    shown = row(entry, seen)
    title = plain(hit.title) or shown.title
    attributes = languages.attributes_of_words(title, hit.language, seen.language)
    other, other_attributes = _other_title(title, entry, shown, seen)
    snippet = plain(hit.snippet)
    says_more = snippet.casefold() not in {entry.format.casefold(), title.casefold()}
    return FoundRow(
        hit=hit,
        kind=entry.kind,
        is_thing=False,
        look=shown.look,
        label=shown.label,
        url=shown.url,
        words=title,
        title=marked(hit.title or [Piece(title, False)]),
        attributes=attributes,
        other_title=other,
        other_attributes=other_attributes,
        snippet=marked(hit.snippet) if says_more else NOTHING,
        snippet_attributes=languages.attributes_of_words(snippet, hit.language, seen.language),
        by=shown.by,
        day=times.day_block(entry),
        days=times.day_text(entry),
        clock=shown.clock,
        sign=shown.sign,
        # The day stands before every row here; only what it cannot hold is said again.
        facts=shown.facts if _spans_months(entry) else " · ".join(facts(entry, seen)),
        away=shown.away,
    )


def _of_thing(hit: Hit, thing: Thing, seen: Viewing) -> FoundRow:
    title = plain(hit.title) or thing.name
    attributes = languages.attributes_of_words(title, hit.language, seen.language)
    return FoundRow(
        hit=hit,
        kind=hit.what,
        is_thing=True,
        look="row thing",
        label=thing.label,
        url=thing.url,
        words=title,
        title=marked(hit.title or [Piece(title, False)]),
        attributes=attributes,
        other_title=thing.name if thing.name != title else "",
        other_attributes=languages.attributes_of_words(thing.name, "", seen.language),
        # Its name says what it is; only another place where the words stand says more.
        snippet=marked(hit.snippet) if any(piece.is_hit for piece in hit.snippet) else NOTHING,
        snippet_attributes=languages.attributes_of_words(plain(hit.snippet), hit.language, seen.language),
        by="",
        day=None,
        days="",
        clock=None,
        sign="",
        facts=thing.about,
        away=(),
    )


def _other_title(title: str, entry: Entry, shown: Row, seen: Viewing) -> tuple[str, SafeString]:
    """Return the title as the record itself has it, or as the page's readers know it best, unless it stands there already."""
    if entry.title and entry.title != title:
        language = languages.language_of_words(entry.title, entry, page=seen.language)
        return entry.title, languages.fragment_attributes(language, seen.language)
    return (shown.title, shown.attributes) if shown.title != title else ("", NOTHING)


def _spans_months(entry: Entry) -> bool:
    is_exact = entry.precision in {Record.Precision.DAY, Record.Precision.MINUTE}
    return bool(is_exact and entry.end_date and entry.start_date and entry.end_date.month != entry.start_date.month)


def plain(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def marked(pieces: Sequence[Piece]) -> SafeString:
    """Return pieces as safe HTML in which what was looked for stands in <mark>."""
    html = [f"<mark>{escape(text)}</mark>" if is_hit else escape(text) for text, is_hit in pieces]
    return mark_safe("".join(html))  # noqa: S308 -- every piece is escaped
