"""``fingerpost find``: the hub's own search, asked from the shell. It works whether the hub is being served or not."""

from collections.abc import Iterator
from textwrap import indent
from typing import Any

from django.utils import timezone

from fingerpost.config.setup import set_up


class Asking:
    """One query from the shell, answered."""

    def __init__(self, query: str, *, limit: int) -> None:
        set_up()
        from fingerpost.site.presenting import viewing  # noqa: PLC0415 -- needs Django set up
        from fingerpost.site.results.answer import answered  # noqa: PLC0415 -- as above
        from fingerpost.site.results.question import Question  # noqa: PLC0415 -- as above

        self._answer = answered(Question.of(query), seen=viewing(timezone.now()), most=limit)
        self._rows = self._answer.rows

    def as_json(self) -> dict[str, Any]:
        from fingerpost.site.results.telling import told  # noqa: PLC0415 -- needs Django set up

        return told(self._answer)

    def lines(self) -> Iterator[str]:
        """Give what was found for a person: number and title; kind, day and address; and where the words stand."""
        from fingerpost.site.results.hits import plain  # noqa: PLC0415 -- needs Django set up
        from fingerpost.site.results.telling import whole  # noqa: PLC0415 -- as above

        margin = " " * (len(str(len(self._rows))) + 2)
        for number, row in enumerate(self._rows, start=1):
            yield f"{number}. ".rjust(len(margin)) + row.words
            yield margin + " · ".join(filter(None, [row.label, row.days, whole(row.url)]))
            if snippet := " ".join(plain(row.hit.snippet).split()):
                yield indent(snippet, margin)

    def sentences(self) -> Iterator[str]:
        """Give what is to be said of the index and of the query, and how much was found."""
        from fingerpost.finding import following  # noqa: PLC0415 -- needs Django set up

        if trouble := following.troubles():
            yield trouble
        for word in self._answer.missing:
            yield f"“{word}” occurs nowhere in this hub."
        for notice in self._answer.found.notices:
            ways = f" Try: {'; '.join(notice.queries)}" if notice.queries else ""
            yield f"{notice.sentence}{ways}"
        total = self._answer.total
        yield f"{total} {'result' if total == 1 else 'results'}."
