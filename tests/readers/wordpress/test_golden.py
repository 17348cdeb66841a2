from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from tests.readers.bounded import processor_time

from ..golden import GOLDEN, assert_reads_as_told, reading_of

SOURCES = sorted((GOLDEN / "wordpress").glob("*.xml"))
EXPORT = '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><link>https://x.example</link>{}</channel></rss>'


@pytest.mark.parametrize("path", SOURCES, ids=attrgetter("stem"))
def test_an_export_reads_as_its_golden_file_says(path: Path) -> None:
    assert_reads_as_told(path, reader="wordpress export")


def item(**fields: str) -> str:
    names = {"content": "content:encoded", "title": "title", "link": "link"}
    inner = "".join(
        f"<{names.get(name, f'wp:{name}')}><![CDATA[{value}]]></{names.get(name, f'wp:{name}')}>"
        for name, value in fields.items()
    )
    return f"<item>{inner}</item>"


def entries_of(*items: str) -> list[dict[str, Any]]:
    return reading_of(EXPORT.format("".join(items)))["balance"]["entries"]


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("draft", "It is a draft."),
        ("private", "It is private."),
        ("trash", "It lies in the trash."),
        ("future", "It is not published yet."),
    ],
)
def test_what_is_not_public_is_ignored_with_its_reason(status: str, reason: str) -> None:
    entries = entries_of(item(title="A", link="https://x.example/a", status=status, post_type="post"))

    assert [entry["reason"] for entry in entries] == [reason]


def test_a_post_in_the_old_editor_keeps_its_paragraphs() -> None:
    content = "Sessions\n\n<a href='/1'>Water</a> – WHO (12 May 2020)\n\n<a href='/2'>Roads</a> – UNDP (13 May 2020)\n\n<a href='/3'>Heat</a> – ICLEI (14 May 2020)"

    reading = reading_of(
        EXPORT.format(
            item(title="Webinars", link="https://x.example/w/", status="publish", post_type="post", content=content)
        )
    )

    assert [(record["title"], record["start"], record["url"]) for record in reading["records"]] == [
        ("Water", "2020-05-12", "https://x.example/1"),
        ("Roads", "2020-05-13", "https://x.example/2"),
        ("Heat", "2020-05-14", "https://x.example/3"),
    ]


def test_a_large_site_costs_bounded_time() -> None:
    with processor_time(at_most_s=10):
        reading_of(
            EXPORT.format(
                item(
                    title="News",
                    link="https://x.example/a",
                    status="publish",
                    post_type="post",
                    content="<p>Text of the news.</p>",
                )
                * 3_000
            )
        )
