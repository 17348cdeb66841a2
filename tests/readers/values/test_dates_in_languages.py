"""Dates, clock times and zones as pages state them in the members' languages."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from fingerpost.readers.values.dates import Span, find_spans
from fingerpost.readers.values.roles import date_role, deadline_moment

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "values"
TODAY = date(2020, 5, 1)
Said = tuple[str, str, str, str]


def statements() -> Iterator[tuple[str, Said]]:
    for file in sorted(GOLDEN.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                text, start, end, zone, special = (*line.split("\t"), "", "", "", "")[:5]
                yield text, ("" if start == "-" else start, end, zone, special)


def said(text: str) -> Said:
    """What a text says: of its dates the deadline, else the first."""
    spans = find_spans(text, today=TODAY)
    if not spans:
        return "", "", "", ""
    span = next((span for span in spans if date_role(text, span) == "deadline"), spans[0])
    special = doubts(span)
    if date_role(text, span) == "deadline":
        special, span = [*special, "deadline"], deadline_moment(span)
    return str(span.start or ""), str(span.end or ""), span.timezone or "", ",".join(special)


def doubts(span: Span) -> list[str]:
    told = {
        "year": span.year_inferred,
        "order": span.order_assumed,
        "zone": span.ambiguous_zone,
        "relative": span.relative,
        "clocks": span.disagreement,
        "impossible": span.problem,
    }
    return [name for name, doubtful in told.items() if doubtful]


@pytest.mark.parametrize(("text", "expected"), [*statements()])
def test_a_statement_says_what_a_careful_person_reads_in_it(text: str, expected: Said) -> None:
    assert said(text) == expected
