"""A feed as Candidates, one for each item."""

from dataclasses import replace

from fingerpost.readers.formats.facts import Context, fuller
from fingerpost.readers.formats.feeds.documents import open_xml
from fingerpost.readers.formats.feeds.jsonfeed import open_json
from fingerpost.readers.formats.fragments import plain_line
from fingerpost.readers.formats.items import Item, read_item, why_not
from fingerpost.readers.types import Balance, Candidate, Entry, Fate, Issue, Reading, Source
from fingerpost.readers.values.languages import language_tag
from fingerpost.readers.values.names import known_names
from fingerpost.readers.values.text import check_bytes

NAME = "feed"


def read_feed(source: Source) -> Reading:
    """Return the items of a feed: RSS 2.0 (and 0.9x), RSS 1.0, Atom, JSON Feed.

    The balance counts items; two items with one identifier or address are one record. Raises UnreadableSource for what
    is no feed.
    """
    check_bytes(source.content)
    is_json = source.content[:64].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"{")
    document = (open_json if is_json else open_xml)(source.content, source.base_url)
    language = language_tag(document.language.strip()) if document.language.strip() else None
    context = Context(today=source.today, known=known_names())
    records: list[Candidate] = []
    places: dict[tuple[str | None, ...], int] = {}
    issues: list[Issue] = []
    entries: list[Entry] = []
    for item in document.items:
        if reason := why_not(item):
            entries.append(_entry(item, "unread", reason))
            continue
        entries.append(_entry(item, "read"))
        record, questions = read_item(item, context, language=language)
        known = next((places[key] for key in _keys(record) if key in places), len(records))
        if known == len(records):
            records.append(record)
            issues.extend(questions)
        else:
            records[known] = _joined(records[known], record)
        places.update(dict.fromkeys(_keys(record), known))
    if document.broken_at is not None:
        issues.append(_broken(document.broken_at, len(document.items)))
    return Reading(
        reader=NAME,
        records=tuple(records),
        issues=tuple(issues),
        balance=Balance(unit="item", entries=tuple(entries)),
        title=plain_line(document.title) or None,
        language=language,
        facts={"encoding": document.encoding},
    )


def _keys(record: Candidate) -> list[tuple[str | None, ...]]:
    """What two statements of the same thing share."""
    keys: list[tuple[str | None, ...]] = [("address", record.url, record.title)] if record.url else []
    return [*keys, ("identifier", record.uid)] if record.uid else keys


def _joined(one: Candidate, other: Candidate) -> Candidate:
    best = fuller(one, other)
    return replace(best, uid=one.uid or other.uid, origin=one.origin, type="event" if one.start else best.type)


def _broken(line: int, count: int) -> Issue:
    return Issue(
        problem=f"The feed is not well-formed XML; {count} items could be read.",
        remedy="Check that none is missing, and tell its owner.",
        origin=f"line {line}",
    )


def _entry(item: Item, fate: Fate, reason: str = "") -> Entry:
    text = plain_line(item.title) or plain_line(item.text[:1_000]) or item.url or item.uid or item.origin
    return Entry(origin=item.origin, fate=fate, text=text[:200], reason=reason)
