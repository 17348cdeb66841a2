"""What was found as plain values: for the interface that programs ask, and for the command line."""

from typing import Any

from django.conf import settings

from fingerpost.site.results.answer import Answer
from fingerpost.site.results.hits import FoundRow, plain

Told = dict[str, Any]


def told(answer: Answer) -> Told:
    """Return an answer as JSON has it. Addresses are whole; titles and snippets are plain text."""
    after = answer.after_in("site:find_json")
    return {
        "results": [told_row(row) for row in answer.rows],
        "facets": {
            one.name: [
                {"value": value.value, "label": value.label, "count": value.count} for value in answer.offered[one.name]
            ]
            for one in answer.question.facets
            if answer.offered[one.name]
        },
        "missing": list(answer.found.missing),
        "notices": [{"sentence": notice.sentence, "queries": list(notice.queries)} for notice in answer.found.notices],
        "total": answer.total,
        "next": whole(after) if after else None,
    }


def told_row(row: FoundRow) -> Told:
    hit = row.hit
    return {
        "title": row.words,
        "url": whole(row.url),
        "kind": row.kind,
        "language": hit.language,
        "score": round(hit.score, 4),
        "snippet": plain(hit.snippet),
    }


def told_problems(answer: Answer) -> Told:
    """Return what of an address is not understood, each with a sentence and the addresses that may be meant."""
    problems = [
        {"sentence": problem.sentence, "near": [{"label": label, "url": whole(url)} for label, url in problem.near]}
        for problem in answer.problems
    ]
    return {"problems": problems or [{"sentence": answer.beyond, "near": []}]}


def whole(address: str) -> str:
    return address if "://" in address else f"{settings.PUBLIC_URL}{address}"
