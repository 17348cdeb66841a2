"""Short ways to say what a page holds and what was read in it."""

from datetime import date

from fingerpost.readers.formats.pages.html.reading import read_html
from fingerpost.readers.types import Candidate, Reading, Source

TODAY = date(2020, 7, 15)
BASE = "https://network.example/page"


def reading_of(markup: str | bytes, *, today: date = TODAY, base_url: str | None = BASE) -> Reading:
    content = markup if isinstance(markup, bytes) else markup.encode()
    return read_html(Source(content=content, name="page.html", today=today, base_url=base_url))


def records_of(markup: str) -> tuple[Candidate, ...]:
    return reading_of(markup).records


def only(markup: str) -> Candidate:
    (record,) = records_of(markup)
    return record


def table(*rows: str, head: str = "<tr><th>Title</th><th>Organiser</th><th>Date</th></tr>") -> str:
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<h1>Webinars</h1><table>{head}{body}</table>"
