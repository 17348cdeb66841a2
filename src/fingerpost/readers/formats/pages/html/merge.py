"""What a page says twice is one record: its mobile and desktop copy, its featured item and the list, its markup and its text."""

from dataclasses import replace

from fingerpost.readers.formats.facts import fuller
from fingerpost.readers.formats.pages.html.vocabulary import fold
from fingerpost.readers.types import Candidate, Issue


def merged(found: list[tuple[Candidate, list[Issue]]]) -> tuple[list[Candidate], list[Issue]]:
    """Return each record once, where it first stands, and the issues of the records that remain."""
    records: list[Candidate] = []
    questions: list[list[Issue]] = []
    places: dict[str, list[int]] = {}
    for record, issues in found:
        keys = _keys(record)
        same = next((place for key in keys for place in places.get(key, ()) if _is_same(records[place], record)), None)
        if same is None:
            same = len(records)
            records.append(record)
            questions.append(issues)
        else:
            records[same] = _joined(records[same], record)
            questions[same] = questions[same] if len(questions[same]) <= len(issues) else issues
        for key in keys:
            places.setdefault(key, []).append(same)
    return records, [issue for issues in questions for issue in issues]


def _keys(record: Candidate) -> list[str]:
    keys = [f"title {fold(record.title)}"] if record.title else []
    if record.url and record.start:
        keys.append(f"url {record.url} {record.start.first_day()}")
    return keys


def _is_same(one: Candidate, other: Candidate) -> bool:
    if one.type != other.type or not _agree(
        one.start and one.start.first_day(), other.start and other.start.first_day()
    ):
        return False
    same_title = fold(one.title) == fold(other.title)
    if not same_title and not _contains(one.title, other.title):
        return False
    if not _agree(one.published and one.published.year, other.published and other.published.year):
        return False
    same_day = (one.start is not None and one.start == other.start) or (
        one.start is not None and other.start is not None
    )
    shared = set(map(fold, one.organisers)) & set(map(fold, other.organisers))
    if one.organisers and other.organisers and not shared and one.url != other.url:
        return False
    return _agree(one.url, other.url) or (same_day and same_title)


def _contains(one: str, other: str) -> bool:
    a, b = sorted((fold(one), fold(other)), key=len)
    return len(a) > 10 and a in b


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _joined(one: Candidate, other: Candidate) -> Candidate:
    """The fuller statement with what the other adds; machine-readable statements come first and keep their moment."""
    best = fuller(one, other)
    if one.origin.startswith("JSON-LD") and one.start is not None:
        best = replace(
            best, start=one.start, end=one.end or (best.end if best.start == one.start else None), title=one.title
        )
    return replace(best, origin=one.origin, section=one.section or other.section)
