import json
from typing import Any

import pytest

from fingerpost.intake.actions import HeldBack, ImportReport
from fingerpost.readers.types import Issue


def report(**counts: Any) -> ImportReport:
    names = ("new", "changed", "same", "skipped", "unread")
    given = {name: counts.pop(name, 0) for name in names}
    return ImportReport(
        **{
            "source": "page.txt",
            "found": sum(given.values()),
            **given,
            "published": 0,
            "waiting": 0,
            "organisations": 0,
            "source_balance": {"unit": "line", "total": 0, "read": 0, "unread": 0, "ignored": 0},
            **counts,
        }
    )


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        (report(), ["There is nothing in “page.txt” to import."]),
        (report(same=46), ["Nothing changed: all 46 records were known already."]),
        (report(same=1), ["Nothing changed: the only record was known already."]),
        (
            report(same=2, waiting=1),
            [
                "Nothing changed: all 2 records were known already.",
                "1 of them is still a draft; an editor publishes it at the desk.",
            ],
        ),
        (report(same=45, skipped=1), ["Nothing changed: 45 records were known already.", "1 was skipped."]),
        (report(skipped=2), ["Nothing changed: no record could be taken in.", "2 were skipped."]),
        (
            report(new=1),
            ["Imported 1 new record from “page.txt”.", "1 waits as a draft until an editor publishes it."],
        ),
        (
            report(new=3, changed=1, same=2, skipped=1, published=3, organisations=2),
            [
                "Imported 3 new records and 1 changed one from “page.txt”.",
                "2 were known already.",
                "1 was skipped.",
                "3 are public now.",
                "1 waits as a draft until an editor publishes it.",
                "2 organisations are new and wait to be confirmed.",
            ],
        ),
        (
            report(changed=2, published=2, dry_run=True),
            [
                "This is what would happen; nothing was changed.",
                "Imported 2 changed records from “page.txt”.",
                "2 are public now.",
            ],
        ),
        (
            report(
                new=1,
                held_back=(HeldBack(title="", origin="line 4", reason="It has no title yet."),),
                issues=(Issue(problem="No title.", remedy="Write it.", origin="line 4"),),
            ),
            [
                "Imported 1 new record from “page.txt”.",
                "1 waits as a draft until an editor publishes it.",
                "Not published: “Untitled” (line 4). It has no title yet.",
                "? line 4: No title. Write it.",
            ],
        ),
    ],
    ids=lambda value: "" if isinstance(value, list) else None,
)
def test_a_report_reads_as_sentences(told: ImportReport, lines: list[str]) -> None:
    assert told.lines() == lines


def test_a_report_is_plain_json() -> None:
    told = report(new=1, issues=(Issue(problem="No title.", remedy="Write it.", origin="line 4"),))

    assert json.loads(json.dumps(told.as_json()))["issues"] == [
        {"problem": "No title.", "remedy": "Write it.", "origin": "line 4"}
    ]
