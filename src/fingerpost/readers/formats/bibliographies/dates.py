"""Dates as bibliographies write them: as precise as they are stated, and never more."""

import re
from collections.abc import Iterable
from datetime import date

from fingerpost.readers.values.dates import find_spans
from fingerpost.readers.values.moments import Moment

_NUMBERS = re.compile(r"\s*(\d{4})[~?%]?(?:\s*[-/.]\s*(\d{1,2})(?:\s*[-/.]\s*(\d{1,2}))?)?(?!\d)[~?%]?")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_ANY_DAY = date(2000, 1, 1)
_MAX_LENGTH = 120


def stated_days(texts: Iterable[str]) -> tuple[Moment, Moment | None] | None:
    """Return first and last day of the most precise date among some; None if none is one.

    >>> [str(found) for found in stated_days(["2020", "2020/06/15/"]) if found]
    ['2020-06-15']
    """
    read = [found for text in texts if (found := _days(text))]
    return max(read, key=lambda found: len(str(found[0])), default=None)


def _days(text: str) -> tuple[Moment, Moment | None] | None:
    text = text[:_MAX_LENGTH].strip()
    first, parted, last = text.partition("/")
    if parted and re.match(r"\d{4}-\d\d", first) and (begin := _numbers(first)):  # EDTF's interval
        end = _numbers(last)
        return begin, end if end and end.first_day() > begin.first_day() else None
    found = _numbers(text) or _words(text)
    return (found, None) if found else None


def _numbers(text: str) -> Moment | None:
    match = _NUMBERS.match(text)
    if not match or re.match(r"\s*\d{4}\s*[A-Za-z]", text):
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    for parts in ((year, month, day), (year, month, None), (year, None, None)):
        try:
            return Moment(parts[0] or 0, parts[1], parts[2])
        except ValueError:
            continue
    return None


def _words(text: str) -> Moment | None:
    """ "2020 Jul 15", "June 3, 2020", "14 April 2021"; a season or "[ca. 2020]" is a year."""
    turned = re.sub(r"^(\d{4})\s+([^\W\d]+\.?)(?:\s+(\d{1,2})(?:-\d{1,2})?)?$", r"\3 \2 \1", text).strip()
    spans = [span for span in find_spans(turned, today=_ANY_DAY) if span.start and not span.year_inferred]
    if spans and spans[0].start:
        return spans[0].start
    match = _YEAR.search(text)
    return Moment(int(match[1])) if match else None
