"""What a search costs on 100,000 records, with all facets, snippets and twenty records ready to show; and beside it the bare
engine on the same index, and completion. 95 of 100 are within what is printed; one process, warm."""

import sys
from collections.abc import Sequence
from typing import Any

import find_corpus
from find_asked import Question, of_the_hub
from find_timing import at, timed, timed_by_turns
from table import row

LIMIT_MS, LIMIT_COMPLETION_MS, LIMIT_TIMES = 10.0, 3.0, 3.0
COMPLETIONS = 400
SHOWN = 20


def main() -> int:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else find_corpus.RECORDS
    with find_corpus.folder() as where:
        hub = find_corpus.set_up(where, records)
        index = find_corpus.index_of(hub)
        return 0 if measured(index, records) else 1


def measured(index: Any, records: int) -> bool:
    asker = of_the_hub()
    before, questions = asker.questions(), asker.questions()
    typed = [text[: max(1, len(text) * 2 // 3)] for text, _ in asker.questions(COMPLETIONS) if text]
    found, bare = timed_by_turns([lambda one: search(index, one), Bare(index)], questions, before=before)
    completed = timed(lambda text: complete(index, text), typed[100:], before=typed[:100])
    name = f"{records // 1000},000 records"
    print(
        f"  {len(questions)} searches: {sum(total > 0 for total in found.answers)} find something, {spread(found.answers)}"
    )
    for what, some in (("search", found), ("bare engine", bare), ("completion", completed)):
        print(f"  {what}: {some}")
    slowest = sorted(zip(found.ms, questions, strict=True), key=lambda each: -each[0])[:5]
    print("  slowest: " + "; ".join(f"{ms:.1f} ms “{one.text}” {one.chosen or ''}" for ms, one in slowest))
    within = [
        row(f"find, {name}: p95, all facets and 20 to show", at(found.ms, 95), LIMIT_MS, "ms"),
        row("  against the bare engine with the same facets", at(found.ms, 95) / at(bare.ms, 95), LIMIT_TIMES, "times"),
        row(f"completion, {name}: p95", at(completed.ms, 95), LIMIT_COMPLETION_MS, "ms"),
    ]
    return all(within)


def search(index: Any, question: Question) -> int:
    """Search as the results page does, up to what it shows."""
    from fingerpost.finding.search import find  # noqa: PLC0415 -- needs Django set up
    from fingerpost.site.entries import entries  # noqa: PLC0415 -- as above

    found = find(question.text, index=index, chosen=question.chosen, today=find_corpus.TODAY, most=SHOWN)
    entries(hit.pk for hit in found.hits if hit.what == "record")
    return found.total


def complete(index: Any, text: str) -> int:
    from fingerpost.finding.completion import complete as completed  # noqa: PLC0415 -- needs Django set up

    return len(completed(text, index=index))


class Bare:
    """The engine alone: all words of a question as they stand, the filters, the twenty best and all facets at once."""

    def __init__(self, index: Any) -> None:
        from fingerpost.finding.search import FACETS  # noqa: PLC0415 -- needs Django set up

        self.index = index._index
        self.facets = {
            name: {"terms": {"field": name, "size": size}} for name, size in FACETS.items() if name != "when"
        }

    def __call__(self, question: Question) -> int:
        searcher, query = self.index.searcher(), self._query(question)
        found = searcher.search(query, SHOWN)
        for _, address in found.hits:
            searcher.doc(address)
        searcher.aggregate(query, self.facets)
        return found.count

    def _query(self, question: Question) -> Any:
        from tantivy import Occur, Query  # noqa: PLC0415 -- only here

        from fingerpost.scripts.asking import asked  # noqa: PLC0415 -- needs the product's folder in the path

        schema = self.index.schema
        words = [asked(word).exact for word in question.text.split()]
        wanted = [
            Query.boolean_query(
                [
                    (
                        Occur.Should,
                        Query.term_query(schema, part, terms[0])
                        if len(terms) == 1
                        else Query.phrase_query(schema, part, list(terms)),
                    )
                    for part in ("title", "names", "text")
                ]
            )
            for terms in words
            if terms
        ]
        wanted += [Query.term_set_query(schema, name, values) for name, values in question.chosen.items()]
        return Query.boolean_query([(Occur.Must, each) for each in wanted])


def spread(totals: Sequence[int]) -> str:
    return f"half of them {at(totals, 50)} entries, one in twenty {at(totals, 95)} or more"


if __name__ == "__main__":
    sys.exit(main())
