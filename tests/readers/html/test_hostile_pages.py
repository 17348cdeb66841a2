"""Pages that nobody meant to be read: each gives a sentence or a sanitised record, in bounded time."""

import subprocess
import sys

import pytest

from fingerpost.readers.errors import UnreadableSource
from tests.readers.bounded import processor_time
from tests.readers.html.pages import only, reading_of, records_of, table

ROW = "<td><a href='/e/{0}'>Webinar {0}: water and cities</a></td><td>WHO &amp; IPU</td><td>{1} July 2020</td>"


@pytest.mark.parametrize(
    "content",
    [b"", b" \n ", b"\x00\x01\x02" * 100, b"%PDF-1.7", b"PK\x03\x04zip"],
    ids=["empty", "blank", "binary", "pdf", "zip"],
)
def test_what_is_no_page_is_refused_with_two_sentences(content: bytes) -> None:
    with pytest.raises(UnreadableSource) as refused:
        reading_of(content)

    assert refused.value.problem.endswith(".")
    assert refused.value.remedy.endswith(".")


def test_a_page_of_200_mb_is_refused_at_once() -> None:
    with processor_time(at_most_s=5), pytest.raises(UnreadableSource, match="MB"):
        reading_of(b"<p>x</p>" * (200 * 1024 * 128))


def test_a_page_of_too_many_elements_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(UnreadableSource, match="elements"):
        reading_of(b"<i>" * 3_100_000)


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "ul><li", "b", "details", "blockquote", "section><h2>x</h2"])
def test_elements_nested_10_000_deep_are_read(tag: str) -> None:
    page = f"<{tag}>" * 10_000 + "<p><a href='/e'>Webinar: water in cities</a>, 3 July 2020</p>"

    reading = reading_of(page)

    assert len(reading.records) <= 1


@pytest.mark.parametrize("closed", ["", "</div>" * 200_000], ids=["left open", "closed"])
def test_elements_nested_200_000_deep_take_no_more_than_a_few_seconds(closed: str) -> None:
    with processor_time(at_most_s=5):
        reading = reading_of("<div>" * 200_000 + "<p>The end</p>" + closed)

    assert reading.records == ()


@pytest.mark.parametrize(
    "data",
    ["[" * 100_000, '{"a":' * 900 + "1" + "}" * 900, "[" + "{}," * 200_000 + "{}]", '{"events": [{"title": 1}]}'],
    ids=str.__len__,
)
def test_data_for_scripts_that_holds_no_events_gives_none(data: str) -> None:
    with processor_time(at_most_s=3):
        records = records_of(f"<h1>Events</h1><script type='application/json'>{data}</script>")

    assert records == ()


def test_a_paragraph_of_ten_thousand_links_takes_no_more_time_than_a_list_of_them() -> None:
    links = " ".join(
        f"<a href='https://example.org/pages/{number}'>Page {number} of them</a>" for number in range(10_000)
    )

    with processor_time(at_most_s=20):
        reading = reading_of(f"<h1>Links</h1><p>{links}</p>")

    assert reading.records == ()


def test_an_address_of_many_parts_is_resolved_in_time() -> None:
    with processor_time(at_most_s=2):
        for address in (
            "https://a.example/" + "a/" * 900 + "%",
            "/" + "a" * 1_900 + "%",
            "https://" + "a." * 900 + "!",
        ):
            only(table(f"<td><a href='{address}'>Safe markets</a></td><td>FAO</td><td>3 July 2020</td>"))


def test_a_script_in_a_title_is_gone() -> None:
    page = table(
        "<td>Safe <script>alert(1)</script>markets<img src=x onerror=alert(1)></td><td>FAO</td><td>3 July 2020</td>"
    )

    assert only(page).title == "Safe markets"


def test_a_tag_written_as_text_is_gone_too() -> None:
    page = table("<td>Safe &lt;script&gt;alert(1)&lt;/script&gt; markets</td><td>FAO</td><td>3 July 2020</td>")

    assert "<" not in only(page).title


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVa\tScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "http://user:pw@x.example/",
    ],
)
def test_an_address_that_leads_to_no_web_page_is_dropped(href: str) -> None:
    record = only(table(f'<td><a href="{href}">Safe markets after the storm</a></td><td>FAO</td><td>3 July 2020</td>'))

    assert (record.title, record.url) == ("Safe markets after the storm", None)


def test_a_broken_page_gives_what_can_be_read() -> None:
    page = "<table><tr><td>Title<td>Date<tr><td><a href=/e/1>Water in cities<td>3 July 2020<tr><td>Air in cities<td>4 July 2020<p></table></div></b>"

    assert [(record.title, str(record.start)) for record in records_of(page)] == [
        ("Water in cities", "2020-07-03"),
        ("Air in cities", "2020-07-04"),
    ]


def test_a_page_that_declares_the_wrong_encoding_is_still_read() -> None:
    page = '<meta charset="iso-8859-1">' + table("<td>Forum des régions — été</td><td>AIMF</td><td>3 July 2020</td>")

    assert only(page).title == "Forum des régions — été"


def test_attributes_of_megabytes_cost_nothing() -> None:
    with processor_time(at_most_s=5):
        reading = reading_of(f"<a class='{'y ' * 1_000_000}' href='{'x' * 5_000_000}'>Webinar: water in cities</a>")

    assert reading.records == ()


def test_cells_that_claim_to_span_thousands_are_bounded() -> None:
    page = "<table>" + "<tr><td rowspan=65000 colspan=1000>a</td><td>b</td></tr>" * 2_000 + "</table>"

    assert reading_of(page).records == ()


def test_a_thousand_rows_take_less_than_150_mb(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    page = tmp_path_factory.mktemp("pages") / "rows.html"
    page.write_text(table(*(ROW.format(number, number % 28 + 1) for number in range(1_000))))
    program = (
        "import datetime, re, sys; from fingerpost.readers.registry import read; from fingerpost.readers.types import Source;"
        "found = read(Source(content=open(sys.argv[1], 'rb').read(), name='p', today=datetime.date(2020, 7, 1)));"
        # The peak that getrusage tells is that of the process which forked this one.
        "peak = re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1];"
        "print(len(found.records), int(peak) // 1024)"
    )

    done = subprocess.run([sys.executable, "-c", program, str(page)], capture_output=True, text=True, check=True)

    count, megabytes = map(int, done.stdout.split())
    assert count == 1_000
    assert megabytes < 150
