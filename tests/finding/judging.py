"""Judged queries: the made corpus beside the demonstration hub, what was asked of them, and how good an answer is."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import log2
from pathlib import Path
from typing import Any

from fingerpost.catalogue.actions import create_records
from fingerpost.catalogue.models import (
    Credit,
    Crisis,
    Link,
    Organisation,
    OrganisationAlias,
    Place,
    Record,
    Theme,
    Translation,
)
from fingerpost.catalogue.models.records import KINDS
from fingerpost.catalogue.text import folded, words_for_address
from fingerpost.intake.models import Item
from fingerpost.site.demo.actions import load_demo
from fingerpost.site.demo.tables import days

GOLDEN = Path(__file__).parents[1] / "golden/finding"
NOW = datetime(2026, 4, 3, 9, 30, tzinfo=UTC)
CRISES = {"floods": "Floods", "heat": "Heatwaves", "earthquakes": "Earthquakes"}
#: What counts as found: a perfect entry or a good one.
GOOD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What an officer types, and the entries that she wants: 3 perfect, 2 good, 1 related."""

    half: str
    language: str
    kind: str
    words: str
    judged: Mapping[str, int]


def queries() -> list[Query]:
    with (GOLDEN / "queries.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Query(
            half=row["half"],
            language=row["language"],
            kind=row["class"],
            words=row["query"],
            judged={id_: int(grade) for id_, _, grade in (each.rpartition(":") for each in row["judged"].split(" "))},
        )
        for row in rows
    ]


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines()]


# The catalogue


def load_judged() -> dict[tuple[str, int], str]:
    """Load the demonstration and the corpus; return what the judgements call each entry, by what it is and its key."""
    load_demo(now=NOW)
    called = {
        ("record", pk): row["id"] for pk, row in Item.objects.exclude(record=None).values_list("record_id", "data__row")
    }
    _lay_authority()
    called |= _create_corpus()
    for model in (Organisation, Theme, Place):
        what = model.__name__.lower()
        called |= {(what, pk): f"{what}:{slug}" for pk, slug in model.objects.values_list("pk", "slug")}
    return called


def _lay_authority() -> None:
    for slug, name in CRISES.items():
        Crisis.objects.create(name=name, slug=slug)
    rows = lines("organisations.jsonl")
    made = Organisation.objects.bulk_create(
        Organisation(
            slug=words_for_address(row["short_name"]),
            **{k: row[k] for k in row.keys() & {"name", "short_name", "kind", "country"}},
        )
        for row in rows
    )
    OrganisationAlias.objects.bulk_create(
        OrganisationAlias(organisation=organisation, name=name, folded=folded(name))
        for row, organisation in zip(rows, made, strict=True)
        for name in row.get("aliases", ())
    )
    # A city may be called as its country is.
    taken = set(Place.objects.values_list("slug", flat=True))
    slugs = ((words_for_address(row["name"]), row) for row in lines("places.jsonl"))
    Place.objects.bulk_create(Place(slug=f"{slug}-city" if slug in taken else slug, **row) for slug, row in slugs)


def _create_corpus() -> dict[tuple[str, int], str]:
    rows = lines("corpus.jsonl")
    known = {
        "crisis": {crisis.slug: crisis for crisis in Crisis.objects.all()},
        "theme": {theme.slug: theme for theme in Theme.objects.all()},
        "city": {place.name: place for place in Place.objects.filter(kind="city")},
        "organisation": {
            name: organisation
            for organisation in Organisation.objects.all()
            for name in (organisation.name, organisation.short_name)
        },
    }
    records = [_record(row, known) for row in rows]
    create_records(records, user=None, now=NOW)
    return {("record", record.pk): row["id"] for record, row in zip(records, rows, strict=True)}


def _record(row: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> Record:
    record = KINDS[row["kind"]](
        crisis=known["crisis"][row["crisis"]],
        live=True,
        title=row["title"],
        summary=row["summary"],
        language=row["language"],
        format=row.get("format", "").capitalize(),
        place=known["city"][row["city"]] if "city" in row else None,
        **days(row["date"]),
    )
    role = Credit.Role.PUBLISHER if row["kind"] == "resource" else Credit.Role.ORGANISER
    record.credits.set(
        [
            Credit(organisation=known["organisation"][name], role=role, sort_order=at)
            for at, name in enumerate(row.get("organisations", ()))
        ]
    )
    record.themes.set([known["theme"][slug] for slug in row["themes"]])
    record.translations.set([Translation(**told) for told in row.get("translations", ())])
    record.links.set([Link(url=f"https://example.org/{row['id']}")])
    return record


# How good an answer is


def is_found(query: Query, ranked: Sequence[str], *, within: int) -> bool:
    return any(query.judged.get(id_, 0) >= GOOD for id_ in ranked[:within])


def ndcg(query: Query, ranked: Sequence[str], *, most: int = 10) -> float:
    """Return the normalised discounted cumulative gain, 1 for the best order there is (Järvelin and Kekäläinen 2002).

    A perfect entry gains 7, a good one 3, a related one 1.
    """
    best = sorted(query.judged.values(), reverse=True)[:most]
    return _gain(query.judged.get(id_, 0) for id_ in ranked[:most]) / _gain(best)


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The mean over some queries."""

    queries: int
    first: float  #: the share whose first entry is perfect or good
    five: float  #: the share with such an entry among the first five
    ndcg: float

    def __str__(self) -> str:
        return f"{self.queries:>5} {self.first:>6.3f} {self.five:>6.3f} {self.ndcg:>6.3f}"


def figures(answers: Sequence[tuple[Query, Sequence[str]]]) -> Figures:
    count = len(answers)
    return Figures(
        queries=count,
        first=sum(is_found(query, ranked, within=1) for query, ranked in answers) / count,
        five=sum(is_found(query, ranked, within=5) for query, ranked in answers) / count,
        ndcg=sum(ndcg(query, ranked) for query, ranked in answers) / count,
    )


def table(answers: Sequence[tuple[Query, Sequence[str]]]) -> str:
    """Return the figures by class and by half, and what was not found well, to read when a limit is not reached."""
    groups: dict[str, list[tuple[Query, Sequence[str]]]] = {}
    for answer in answers:
        for name in ("all", f"half {answer[0].half}", answer[0].kind):
            groups.setdefault(name, []).append(answer)
    lines = [f"{'class':<12} count  s@1    s@5    nDCG@10"]
    lines += [f"{name:<12} {figures(some)}" for name, some in sorted(groups.items())]
    poor = [(query, ranked) for query, ranked in answers if ndcg(query, ranked) < 0.7]
    lines += [f"  {query.kind}: {query.words} -> {' '.join(ranked[:5]) or 'nothing'}" for query, ranked in poor]
    return "\n".join(lines)
