"""How much processor time 5 MB of dense HTML take to read, and memory: a table, cards, a list, links, deep nesting; at most 5 s each."""

import html
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from pages import as_html, rows
from read_1000 import timed_read
from table import row

LIMIT_S = 5.0
LIMIT_MB = 1_000
SIZE = 5_000_000


def as_cards(count: int) -> str:
    cards = "".join(
        f'<div class="card"><a href="{url}"><img src="/i.jpg" alt=""></a><div class="card-body"><span class="badge">Webinar</span>'
        f'<h3 class="card-title"><a href="{url}">{html.escape(title)}</a></h3><p class="date">{day:%d %B %Y}</p>'
        f'<p class="card-text">Organised by: {html.escape(organiser)}</p><a class="btn" href="{url}">Read more</a></div></div>'
        for title, organiser, day, url in rows(count)
    )
    return f'<html lang="en"><body><h1>Events</h1><div class="grid">{cards}</div></body></html>'


def as_list(count: int) -> str:
    entries = "".join(
        f'<li><a href="{url}">{html.escape(title)}</a> – {html.escape(organiser)} ({day:%d %B %Y})</li>\n'
        for title, organiser, day, url in rows(count)
    )
    return f'<html lang="en"><body><h1>Events</h1><ul>{entries}</ul></body></html>'


def as_links(count: int) -> str:
    links = " ".join(f'<a href="{url}">{html.escape(title)}</a>' for title, _organiser, _day, url in rows(count))
    return f'<html lang="en"><body><h1>Events</h1><p>{links}</p></body></html>'


def as_depth(count: int) -> str:
    return "<body>" + '<div class="wrap"><section><div>' * count + "<p>The end</p></body>"


def processor_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    within = True
    makers: dict[str, Callable[[int], str]] = {
        "one table": as_html,
        "cards": as_cards,
        "a list": as_list,
        "links in one paragraph": as_links,
        "nested": as_depth,
    }
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "p.html")
        for name, make in makers.items():
            page.write_text(make(SIZE * 1_000 // len(make(1_000).encode())), encoding="utf-8")
            before_s = processor_s()
            _, records = timed_read(page)
            taken_s = processor_s() - before_s
            within &= row(f"fingerpost read, 5 MB, {name}, {records} records", taken_s, LIMIT_S, "s")
        # The largest child so far: that of all the pages.
        peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        within &= row("  its memory at the highest", peak_mb, LIMIT_MB, "MB")
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
