"""Searches that are kept to be run again: what is wrong with one is said when it is written down."""

from datetime import date

from fingerpost.finding.following import current
from fingerpost.finding.query import parse
from fingerpost.finding.query.meaning import meant


def problems_of(text: str, *, today: date) -> list[str]:
    """Return a sentence for each thing in a query that is not understood or means nothing here; none where all is well."""
    parsed = parse(text)
    notices = list(parsed.notices)
    for part in (part for group in parsed.groups for part in group if part.kind == "field"):
        notices += meant(part, current(), today=today, query=parsed.text)[1]
    return [notice.sentence for notice in notices]
