"""The clock of the place where an item is held, where its page names the zone: "America/Sao_Paulo", "Pacific/Fiji"."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.zones import offset_at, read_zone

_NAME = re.compile(
    r"\b(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Z][A-Za-z_-]+(?:/[A-Z][A-Za-z_-]+)?"
)


_ALL_TIMES = re.compile(
    r"(?:\b(?:all )?times? (?:are |is |shown |given |listed |indicated )*(?:in )?|\btime ?zone\s*:?\s*|\bfuseau horaire\s*:?\s*|\b(?:zona|huso) horari[ao]\s*:?\s*|\bfuso horário\s*:?\s*|"
    r"\bzona waktu\s*:?\s*|\bzeitzone\s*:?\s*|시간대\s*:?\s*|タイムゾーン\s*[:：]?\s*|时区\s*[:：]?\s*|時區\s*[:：]?\s*)(?=\S)",
    re.IGNORECASE,
)
_MAX_TEXT = 400


def zone_in(texts: Iterable[str]) -> str | None:
    """Return the one IANA zone that some texts name, or say that all times are in; None for none or for several.

    >>> zone_in(["24/08/2021 09h00 (America/Sao_Paulo / UTC-300)"])
    'America/Sao_Paulo'
    """
    lines = [text[:_MAX_TEXT] for text in texts]
    found = {match.group() for text in lines for match in _NAME.finditer(text) if _is_zone(match.group())}
    if not found:
        said = [read_zone(text, match.end()) for text in lines for match in _ALL_TIMES.finditer(text)]
        found = {zone.name for zone, _ in filter(None, said) if zone.name and not zone.ambiguous}
    return found.pop() if len(found) == 1 else None


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def on_clock_of(span: Span | None, zone: str | None) -> Span | None:
    """Return a span told in UTC, or without an offset, on the clock of a zone."""
    if span is None or zone is None or span.start is None or span.start.time is None:
        return span
    if span.start.offset not in (None, timedelta(0)):
        return span
    start, end = _moved(span.start, zone), _moved(span.end, zone) if span.end else None
    return replace(span, start=start, end=end, timezone=zone, ambiguous_zone=None)


def _moved(moment: Moment, zone: str) -> Moment:
    if moment.time is None:
        return moment
    if moment.offset is None:
        offset = offset_at(zone, moment.first_day(), moment.time)
        return Moment(moment.year, moment.month, moment.day, moment.time, offset)
    there = datetime.combine(moment.first_day(), moment.time, UTC).astimezone(ZoneInfo(zone))
    return Moment(there.year, there.month, there.day, there.time(), there.utcoffset())
