"""What a page of results costs on 100,000 records: 95 of 100 requests through Django are within what is printed."""

import sys
from typing import Any

import find_corpus
from find_asked import Question, of_the_hub
from find_timing import at, timed
from table import row

LIMIT_MS = 40.0
REQUESTS = 300


def main() -> int:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else find_corpus.RECORDS
    with find_corpus.folder() as where:
        hub = find_corpus.set_up(where, records)
        find_corpus.index_of(hub)
        with find_corpus.followed():
            return 0 if measured(records) else 1


def measured(records: int) -> bool:
    from django.test import Client  # noqa: PLC0415 -- needs Django set up

    client = Client(headers={"host": "localhost"})
    asker = of_the_hub(seed=11)
    before = asker.questions(REQUESTS // 3)
    asked = timed(lambda one: request(client, one), asker.questions(REQUESTS), before=before)
    sizes = sorted(asked.answers)
    print(f"  {len(sizes)} pages of {sizes[len(sizes) // 2] / 1000:.0f} kB at the median: {asked}")
    return row(f"page of results, {records:,} records: p95", at(asked.ms, 95), LIMIT_MS, "ms")


def request(client: Any, question: Question) -> int:
    """Return the size of a page of results."""
    response = client.get("/find/", {"q": question.text, **question.chosen})
    if response.status_code != 200:
        sys.exit(f"“{question.text}” {question.chosen} answered {response.status_code}.")
    return len(response.content)


if __name__ == "__main__":
    sys.exit(main())
