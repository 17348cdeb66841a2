"""A page that is itself one event or one document: which statement wins, and what hostile ones cost."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.readers.formats.pages.html.single.settling import joined_names
from tests.readers.bounded import processor_time
from tests.readers.html.pages import only, reading_of, records_of

EVENT = {
    "@context": "https://schema.org",
    "@type": "Event",
    "name": "Water and cities",
    "startDate": "2020-07-29T15:00:00+02:00",
}
SHOWN = "<p><b>Date:</b> 29 July 2020</p><p><b>Time:</b> {}</p>"


def page(stated: object, body: str = "", *, title: str = "Water and cities") -> str:
    block = stated if isinstance(stated, str) else json.dumps(stated)
    return (
        f'<html><head><title>{title} | Network</title><script type="application/ld+json">{block}</script></head>'
        f"<body><nav><a href='/'>Home</a></nav><h1>{title}</h1>{body}</body></html>"
    )


def test_what_readers_see_wins_over_a_wrong_offset_and_an_issue_says_so() -> None:
    reading = reading_of(page(EVENT, SHOWN.format("15:00 (GMT+9)")))

    assert [str(record.start) for record in reading.records] == ["2020-07-29T15:00:00+09:00"]
    assert [issue.problem for issue in reading.issues] == [
        "For machines the page states 2020-07-29T15:00:00+02:00, to its readers it shows 2020-07-29T15:00:00+09:00; "
        "what readers see was taken."
    ]


def test_a_day_that_only_a_template_states_gives_way_to_the_labelled_one() -> None:
    stated = EVENT | {"startDate": "2019-01-01T08:00:00+00:00"}

    reading = reading_of(page(stated, SHOWN.format("15:00")))

    assert [str(record.start) for record in reading.records] == ["2020-07-29T15:00:00"]
    assert "2019-01-01" in reading.issues[0].problem


@pytest.mark.parametrize(
    "shown",
    [
        "3 July 2021 from 15:00 to 4 July 2021 at 12:00 (UTC+2)",
        "Jul 3, 2021, 3:00 PM - Jul 4, 2021, 12:00 PM UTC+2",
        "03/07/2021 15h00 até 04/07/2021 12h00 (UTC+2)",
    ],
)
def test_two_days_each_with_its_clock_are_one_span(shown: str) -> None:
    record = only(page("{}", f"<p>When: {shown}</p><p>Where: Lyon, France</p>"))

    assert (str(record.start), str(record.end)) == ("2021-07-03T15:00:00+02:00", "2021-07-04T12:00:00+02:00")


def test_midnight_to_midnight_is_a_whole_day() -> None:
    record = only(page(EVENT | {"startDate": "2020-07-29T00:00:00+02:00", "endDate": "2020-07-30T23:59:59+02:00"}))

    assert (str(record.start), str(record.end)) == ("2020-07-29", "2020-07-30")


def test_a_moment_in_utc_is_told_on_the_clock_that_the_page_shows() -> None:
    record = only(page(EVENT | {"startDate": "2020-07-29T06:00:00Z"}, SHOWN.format("15:00 (GMT+9)")))

    assert str(record.start) == "2020-07-29T15:00:00+09:00"


def test_a_zone_that_the_page_names_gives_its_clock() -> None:
    record = only(page(EVENT | {"startDate": "2020-07-29T06:00:00Z"}, "<p>Asia/Kathmandu</p>"))

    assert (str(record.start), record.timezone) == ("2020-07-29T11:45:00+05:45", "Asia/Kathmandu")


def test_references_within_the_statements_are_followed() -> None:
    graph = {"@graph": [EVENT | {"organizer": {"@id": "#us"}}, {"@type": "Organization", "@id": "#us", "name": "UCLG"}]}

    assert only(page(graph)).organisers == ("UCLG",)


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "Event", "name": "Water and cities", "startDate": "2020-07-29",}',
        '/* event */ {"@type": "Event", "name": "Water and cities", "startDate": "2020-07-29"};',
        "{&quot;@type&quot;: &quot;Event&quot;, &quot;name&quot;: &quot;Water and cities&quot;, &quot;startDate&quot;: &quot;2020-07-29&quot;}",
        '{"@type": "Event", "name": "Water\nand cities", "startDate": "2020-07-29"}',
        "{'@type': 'Event', 'name': 'Water and cities', 'startDate': '2020-07-29'}",
    ],
)
def test_broken_json_is_mended(broken: str) -> None:
    record = only(page(broken))

    assert (record.title, str(record.start)) == ("Water and cities", "2020-07-29")


@pytest.mark.parametrize(
    "name", ["Privacy policy", "Contact us", "FAQ", "개인정보처리방침", "よくある質問", "Mentions légales"]
)
def test_a_page_of_every_site_gives_no_record(name: str) -> None:
    assert records_of(page("{}", SHOWN.format("15:00 CEST") + "<p>Organised by UCLG.</p>", title=name)) == ()


def test_sessions_and_other_events_are_no_further_records() -> None:
    body = (
        SHOWN.format("15:00 CEST")
        + "<h2>Programme</h2><ul><li>15:00 Opening</li><li>15:20 Round of mayors, 29 July 2020</li></ul>"
        + "<h2>Other events</h2><ul><li><a href='/e/1'>Air and cities</a> 3 August 2020</li><li><a href='/e/2'>Land and cities</a> 4 August 2020</li></ul>"
    )

    assert [record.title for record in records_of(page("{}", body))] == ["Water and cities"]


def test_labels_on_lines_of_their_own_name_what_follows() -> None:
    pairs = [("Date", "3 July 2021"), ("Time", "3:00pm – 4:00pm (GMT+8)"), ("Location", "Zoom"), ("Organizer", "ICLEI")]
    body = "".join(f"<div>{label}</div><div>{value}</div>" for label, value in pairs)

    record = only(page("{}", body))

    assert (str(record.start), record.place, record.organisers) == ("2021-07-03T15:00:00+08:00", "Zoom", ("ICLEI",))


def test_a_struck_day_before_another_says_that_it_was_moved() -> None:
    record = only(page("{}", "<p>Date: <del>3 May 2021</del> 8 September 2021</p><p>Venue: Lyon</p>"))

    assert (str(record.start), record.status) == ("2021-09-08", "moved")


def test_organisers_in_a_sentence_are_read_up_to_its_next_thought() -> None:
    body = (
        SHOWN.format("15:00 CEST")
        + "<p>The webinar is organised by UCLG and Metropolis as part of a series for mayors.</p>"
    )

    assert only(page("{}", body)).organisers == ("UCLG", "Metropolis")


def test_an_acronym_adds_nothing_to_the_name_that_it_shortens() -> None:
    assert joined_names(["World Health Organization"], ["WHO", "UNICEF"]) == ["World Health Organization", "UNICEF"]


def test_a_theme_that_calls_every_page_a_creative_work_makes_no_document_of_it() -> None:
    about = "<html><head><title>Rivers | Network</title></head><body><article itemscope itemtype='https://schema.org/CreativeWork'><h1 itemprop='headline'>Rivers</h1><p>Five towns care for one river.</p></article></body></html>"

    assert records_of(about) == ()


def test_tags_that_a_site_gives_to_all_its_pages_make_no_document_of_a_list() -> None:
    tags = "<meta name='dcterms.title' content='Our guides'><meta name='dcterms.date' content='2020-05-01'><meta name='dcterms.type' content='Text'>"
    rows = "".join(
        f"<li><a href='/guides/{n}'>Guide to {n} steps</a> (UN-Habitat, 2020)</li>" for n in ("three", "four", "five")
    )

    records = records_of(
        f"<html><head><title>Our guides</title>{tags}</head><body><h1>Our guides</h1><ul>{rows}</ul></body></html>"
    )

    assert [record.title for record in records] == [
        "Guide to three steps",
        "Guide to four steps",
        "Guide to five steps",
    ]


def test_one_of_several_events_is_not_the_page_because_its_name_is_in_the_title() -> None:
    stated = [EVENT | {"name": name, "url": f"/e/{name}"} for name in ("City water week", "Closing night")]

    assert [record.title for record in records_of(page(stated, title="All about the City water week"))] == [
        "City water week",
        "Closing night",
    ]


def test_an_article_with_an_event_beside_it_is_not_that_event() -> None:
    stated = [{"@type": "BlogPosting", "headline": "What we learnt"}, EVENT | {"url": "https://network.example/e/1"}]

    assert [record.url for record in records_of(page(stated, "<p>Markets moved.</p>", title="What we learnt"))] == [
        "https://network.example/e/1"
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=True) | st.text(max_size=20) | st.integers(),
        lambda inner: st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@id", "@graph", "name", "startDate", "endDate", "organizer", "location", "offers", "url", "potentialAction",
                 "target", "eventStatus", "inLanguage", "recordedIn", "publisher", "datePublished", "address", "superEvent"]
            ),
            inner | st.sampled_from(["Event", "Report", "VideoObject", "Dataset", "2020-07-29", "FAQPage"]),
            max_size=6,
        ),
        max_leaves=25,
    )
)  # fmt: skip
def test_no_statement_makes_the_reader_fail(stated: object) -> None:
    reading_of(page(stated, SHOWN.format("15:00")))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='{}[]",:\\/*<>&;@typeEvnamdDr \n0', max_size=200))
def test_no_broken_json_makes_the_reader_fail(block: str) -> None:
    reading_of(page(block.replace("</", "")))


@pytest.mark.parametrize(
    "block",
    [
        "[" * 100_000,
        '{"@graph":' * 20_000 + "1" + "}" * 20_000,
        json.dumps({"@graph": [{"@id": f"#{n}", "@type": "Event", "name": "Water", "superEvent": {"@id": f"#{(n + 1) % 3}"}} for n in range(3)] * 2_000}),
        json.dumps({"@type": "Event", "name": "Water and cities", "startDate": "2020-07-29", "description": "x " * 2_400_000}),
        json.dumps({"@type": "Event", "name": "Water and cities", "organizer": [{"name": f"Office {n}"} for n in range(100_000)]}),
    ],
    ids=["nested", "graphs", "circles", "5 MB of text", "many organisers"],
)  # fmt: skip
def test_hostile_statements_cost_little(block: str) -> None:
    with processor_time(at_most_s=5):
        reading_of(page(block))
