"""What a search costs on a million records, with all facets and snippets: 95 of 100 are within what is printed.

The entries are written straight to the index; no database of a million records is made for it.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import find_corpus
from find_asked import Asker, Question
from find_corpus import CITIES, COUNTRIES, ORGANISATIONS, Made, Maker
from find_timing import at, timed
from table import row

LIMIT_MS = 40.0
RECORDS = 1_000_000
QUESTIONS = 300
#: Of so many records one is remembered for what is asked.
REMEMBERED = 50


def main() -> int:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    with find_corpus.folder() as where:
        find_corpus.set_up(where, 0)
        return 0 if measured(where / f"million-{records}", records) else 1


def measured(folder: Path, records: int) -> bool:
    from fingerpost.finding.engine import Index  # noqa: PLC0415 -- needs Django set up

    world = World()
    index = Index.open(folder)
    began = time.perf_counter()
    if index.size() < records:
        index.write(world.entries(records))
        index.close()
    print(f"  {index.size():,} entries written in {time.perf_counter() - began:.0f} s")
    asker = Asker(world.titles(records), world.organisations, world.cities, world.themes)
    before = asker.questions(QUESTIONS // 3)
    found = timed(lambda one: search(index, one), asker.questions(QUESTIONS), before=before)
    print(
        f"  half of the searches find {at(found.answers, 50):,} entries, one in twenty {at(found.answers, 95):,} or more"
    )
    print(f"  {found}")
    return row(f"find, {records:,} records: p95, with all facets", at(found.ms, 95), LIMIT_MS, "ms")


def search(index: Any, question: Question) -> int:
    from fingerpost.finding.search import find  # noqa: PLC0415 -- needs Django set up

    return find(question.text, index=index, chosen=question.chosen, today=find_corpus.TODAY).total


class World:
    """What made records refer to, and the records themselves as the index has them."""

    def __init__(self) -> None:
        from fingerpost.finding.entries import Text  # noqa: PLC0415 -- needs Django set up
        from fingerpost.site.demo.tables import theme_rows  # noqa: PLC0415 -- as above

        rows = theme_rows()
        self.themes = [row["slug"] for row in rows]
        self.theme_names = [
            [Text(row["name"], "en")]
            + [
                Text(name, column)
                for column, name in row.items()
                if name and column not in {"slug", "parent", "name", "reliefweb"}
            ]
            for row in rows
        ]
        named = Maker(len(rows)).names(ORGANISATIONS + CITIES)
        self.organisations = [f"{name} Council" for name in named[:ORGANISATIONS]]
        self.cities = named[ORGANISATIONS:]

    def entries(self, count: int) -> Iterator[Any]:
        return map(self.entry, Maker(len(self.themes)).records(count))

    def titles(self, count: int) -> list[tuple[str, str]]:
        """Return some of the titles, each with its language before it."""
        maker = Maker(len(self.themes))
        return [(one.language, one.title) for one in maker.records(count // REMEMBERED)]

    def entry(self, one: Made) -> Any:
        from fingerpost.finding.entries import IndexEntry, Text  # noqa: PLC0415 -- needs Django set up
        from fingerpost.finding.gathering.countries import country_names  # noqa: PLC0415 -- as above
        from fingerpost.finding.gathering.records import weight_of_day  # noqa: PLC0415 -- as above

        titles, texts = [Text(one.title, one.language)], [Text(one.summary, one.language)]
        if one.translation:
            language, title, summary = one.translation
            titles.append(Text(title, language))
            texts.append(Text(summary, language))
        names = [Text(self.organisations[number]) for number in one.organisations]
        names += [name for number in one.themes for name in self.theme_names[number]]
        values = {
            "kind": [one.kind],
            "theme": [self.themes[number] for number in one.themes],
            "organisation": [f"made-{number}" for number in one.organisations],
            "language": [one.language],
            "format": [one.format] if one.format else [],
            "link": ["item"],
            "crisis": ["covid-19"],
        }
        if one.city is not None:
            country = COUNTRIES[one.city % len(COUNTRIES)]
            names += [Text(self.cities[one.city]), *country_names(country)]
            values |= {"city": [f"place-{one.city}"], "country": [country]}
        if one.first_day:
            values["year"] = [str(one.first_day.year)]
        day = one.first_day.toordinal() if one.first_day else None
        return IndexEntry(
            what="record",
            pk=one.number + 1,
            is_public=True,
            titles=titles,
            names=names,
            texts=texts,
            values=values,
            first_day=day,
            last_day=day,
            weight=weight_of_day(one.first_day),
        )


if __name__ == "__main__":
    sys.exit(main())
