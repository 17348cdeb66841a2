"""Records as they are found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Substr

from fingerpost.catalogue.languages import language_of_words
from fingerpost.catalogue.models import Credit, Link, Organisation, Place, Record, Translation
from fingerpost.finding.documents import begins_of_addresses, documents_behind
from fingerpost.finding.entries import IndexEntry, Text
from fingerpost.finding.gathering.countries import country_names
from fingerpost.finding.gathering.known import Known, Thing, each_once
from fingerpost.finding.gathering.pages import public_documents
from fingerpost.finding.models import DocumentText

#: Relevance grows with the year, by the same for each, so that no entry has to be written again as time goes on.
FIRST_YEAR, YEARS, GROWTH = 2000, 50, 0.02
#: What has no date is neither old nor new.
UNDATED = 1.4

#: Characters of a document that a record points to; the document's own entry has all.
MOST_OF_A_DOCUMENT = 100_000

_COLUMNS = (
    "pk", "kind", "title", "summary", "language", "format", "start_date", "end_date", "mode", "venue", "result", "contact",
    "live", "place_id", "series_id", "crisis_id", "phase_id",
)  # fmt: skip
Row = dict[str, Any]


def records(pks: list[int], known: Known) -> Iterator[IndexEntry]:
    """Return the entries of records, as the table and so the public page has them. The same queries for any 500."""
    rows = list(Record._base_manager.filter(pk__in=pks).order_by("pk").values(*_COLUMNS))
    translations = _of_each(Translation, pks, "language", "title", "summary")
    links = _of_each(Link, pks, "role")
    credited = _of_each(Credit, pks, "organisation_id")
    themes = _of_each(Record.themes.through, pks, "theme_id")
    documents = _documents_of(pks)
    known.look_up(
        organisations={pk for each in credited.values() for (pk,) in each},
        places={row["place_id"] for row in rows},
        series={row["series_id"] for row in rows},
        crises={row["crisis_id"] for row in rows},
        phases={row["phase_id"] for row in rows},
    )
    for row in rows:
        pk = row["pk"]
        organisations = known.with_above([each for (each,) in credited[pk]], "organisation")
        direct = {known.organisations[each].slug for (each,) in credited[pk] if each in known.organisations}
        carried = _Carried(
            row, known, organisations, direct, known.with_above([each for (each,) in themes[pk]], "theme")
        )
        yield _entry(row, carried, translations[pk], [role for (role,) in links[pk]], documents.get(pk, []))


def _documents_of(pks: list[int]) -> dict[int, list[Text]]:
    """Return what the hub's own documents say that records point to, as far as everybody may open them."""
    full, path = begins_of_addresses()
    links = Link.objects.filter(record__in=pks).filter(Q(url__startswith=full) | Q(url__startswith=path)).order_by("pk")
    behind = [(pk, documents_behind([url])) for pk, url in links.values_list("record_id", "url")]
    public = public_documents([key for _pk, keys in behind for key in keys]) if behind else []
    cut = DocumentText.objects.filter(pk__in=public).annotate(begin=Substr("text", 1, MOST_OF_A_DOCUMENT))
    texts = {key: Text(text, language) for key, text, language in cut.values_list("pk", "begin", "language") if text}
    found: dict[int, list[Text]] = defaultdict(list)
    for pk, keys in behind:
        found[pk] += [texts[key] for key in keys if key in texts]
    return found


def _of_each(model: Any, pks: list[int], *columns: str) -> dict[int, list[tuple[Any, ...]]]:
    rows = model._base_manager.filter(record__in=pks).order_by("pk").values_list("record_id", *columns)
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for pk, *rest in rows:
        found[pk].append(tuple(rest))
    return found


class _Carried:
    """What one record carries of the catalogue."""

    def __init__(
        self, row: Row, known: Known, organisations: list[Thing], direct: set[str], themes: list[Thing]
    ) -> None:
        self.organisations, self.direct, self.themes = organisations, direct, themes
        self.place = known.places.get(row["place_id"])
        self.series = known.series.get(row["series_id"])
        self.crisis = known.crises.get(row["crisis_id"])
        self.phase = known.phases.get(row["phase_id"])

    def names(self) -> tuple[Text, ...]:
        one_each = filter(None, (self.place, self.series, self.crisis, self.phase))
        things = (*self.organisations, *one_each, *self.themes)
        country = country_names(self.place.country) if self.place else ()
        return each_once([*(text for thing in things for text in thing.names), *country])

    def organisation_slugs(self) -> list[str]:
        """Return those that have a page: a proposed one has it by being credited here, not by standing above."""
        return [
            each.slug
            for each in self.organisations
            if each.kind == Organisation.Standing.CONFIRMED
            or (each.kind == Organisation.Standing.PROPOSED and each.slug in self.direct)
        ]


def _entry(
    row: Row, carried: _Carried, translations: list[tuple[Any, ...]], roles: list[str], documents: list[Text]
) -> IndexEntry:
    def own(words: str) -> Text:
        return Text(words, language_of_words(words, row["language"], kind=row["kind"]))

    first, last = row["start_date"], row["end_date"] or row["start_date"]
    texts = [own(row[name]) for name in ("summary", "result", "venue", "contact", "format") if row[name]]
    told = [Text(summary, language) for language, _title, summary in translations if summary]
    return IndexEntry(
        what="record",
        pk=row["pk"],
        is_public=row["live"],
        titles=[own(row["title"]), *(Text(title, language) for language, title, _summary in translations)],
        names=carried.names(),
        texts=[*(texts[:1] if row["summary"] else ()), *told, *texts[bool(row["summary"]) :], *documents],
        values=_values(row, carried, [language for language, *_ in translations], roles),
        first_day=first.toordinal() if first else None,
        last_day=last.toordinal() if last else None,
        weight=weight_of_day(first),
    )


def _values(row: Row, carried: _Carried, languages: Iterable[str], roles: list[str]) -> dict[str, list[str]]:
    place = carried.place
    values: dict[str, Iterable[str]] = {
        "kind": [row["kind"]],
        "theme": [theme.slug for theme in carried.themes],
        "organisation": carried.organisation_slugs(),
        "country": [place.country] if place else [],
        "city": [place.slug] if place and place.kind == Place.Kind.CITY else [],
        "phase": [carried.phase.slug] if carried.phase else [],
        "year": [str(row["start_date"].year)] if row["start_date"] else [],
        "language": [row["language"], *languages],
        "link": roles or ["none"],
        "format": [row["format"]],
        "series": [carried.series.slug] if carried.series else [],
        "mode": [row["mode"]],
        "crisis": [carried.crisis.slug] if carried.crisis else [],
    }
    return {name: found for name, each in values.items() if (found := list(dict.fromkeys(filter(None, each))))}


def weight_of_day(day: date | None) -> float:
    if day is None:
        return UNDATED
    years = (day.toordinal() - date(FIRST_YEAR, 1, 1).toordinal()) / 365.2425
    return round(1 + GROWTH * min(max(years, 0), YEARS), 4)
