"""Dates, clocks, zones, names, addresses: one sentence of a page each, and what it says."""

from datetime import date

import pytest

from fingerpost.readers.values.dates import day_order, find_spans
from fingerpost.readers.values.names import Names, known_names, occasion_of, split_organisers
from fingerpost.readers.values.roles import date_role, find_deadline, url_role
from fingerpost.readers.values.urls import clean_url, find_urls, resolve

TODAY = date(2020, 5, 1)


def said(text: str, *, year: int | None = None) -> list[tuple[str | None, str | None, str | None]]:
    return [
        (span.start and str(span.start), span.end and str(span.end), span.timezone)
        for span in find_spans(text, today=TODAY, year=year)
    ]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("12 May 2020", "2020-05-12", None),
        ("May 12, 2020", "2020-05-12", None),
        ("the 13th of May 2020", "2020-05-13", None),
        ("12-14 May 2020", "2020-05-12", "2020-05-14"),
        ("30 Jun–2 Jul 2020", "2020-06-30", "2020-07-02"),
        ("28 Dec – 3 Jan 2021", "2020-12-28", "2021-01-03"),
        ("May 28–June 2, 2020", "2020-05-28", "2020-06-02"),
        ("24th and 25th August 2020", "2020-08-24", "2020-08-25"),
        ("2022 March 15 ~ 24", "2022-03-15", "2022-03-24"),
        ("2020.05.12", "2020-05-12", None),
        ("2020-05-12 to 2020-05-14", "2020-05-12", "2020-05-14"),
        ("25/05/2020", "2020-05-25", None),
        ("05/25/2020", "2020-05-25", None),
        ("12.05.2020", "2020-05-12", None),
        ("March 2020", "2020-03", None),
        ("2020-07", "2020-07", None),
        ("12 de mayo de 2020", "2020-05-12", None),
        ("12 mai 2020", "2020-05-12", None),
        ("1er juin 2020", "2020-06-01", None),
        ("12 de maio de 2020", "2020-05-12", None),
        ("12 Mei 2020", "2020-05-12", None),
        ("12. Mai 2020", "2020-05-12", None),
        ("ngày 12 tháng 5 năm 2020", "2020-05-12", None),
        ("2020년 5월 12일", "2020-05-12", None),
        ("2020年5月12日（火）", "2020-05-12", None),
        ("令和2年5月12日", "2020-05-12", None),
        ("2020年5月12日～14日", "2020-05-12", "2020-05-14"),
        ("12 พฤษภาคม 2563", "2020-05-12", None),
        ("12 พ.ค. 2563", "2020-05-12", None),
        ("15 मई 2020", "2020-05-15", None),
        ("AmericasWeGO24 Jul 2020", "2020-07-24", None),
        ("Week 202002 Jul 2020", "2020-07-02", None),
        ("COVID-1912 May 2020", "2020-05-12", None),
        ("COVID-19May 12, 2020", "2020-05-12", None),
        ("WeGOMay 12, 2020", "2020-05-12", None),
    ],
)
def test_a_day_is_read_in_the_shape_the_page_gives_it(text: str, start: str, end: str | None) -> None:
    assert said(text) == [(start, end, None)]


@pytest.mark.parametrize(
    ("text", "start", "end", "zone"),
    [
        ("12 May 2020, 10:00 CEST / 15:00 ICT", "2020-05-12T10:00:00+02:00", None, "Europe/Brussels"),
        ("Mar 24, 2021 from 3:50 to 7 PM (GMT+9)", "2021-03-24T15:50:00+09:00", "2021-03-24T19:00:00+09:00", "Etc/GMT-9"),
        ("12 May 2020 at 9 am Bangkok time", "2020-05-12T09:00:00+07:00", None, "Asia/Bangkok"),
        ("6 July 2020, 14h00 – 15h30 Geneva time", "2020-07-06T14:00:00+02:00", "2020-07-06T15:30:00+02:00", "Europe/Zurich"),
        ("6 July 2020, 12:00 – 13:30 UTC (14h00 – 15h30 Geneva time)", "2020-07-06T12:00:00+00:00", "2020-07-06T13:30:00+00:00", "UTC"),
        ("June 23, 2020; 8am PT / 11am ET / 4pm London", "2020-06-23T08:00:00-07:00", None, "America/Los_Angeles"),
        ("June 23, 2020, 2 PM IST (UTC+5:30)", "2020-06-23T14:00:00+05:30", None, "Asia/Kolkata"),
        ("11:00 (Bangkok Time) on the 13th of May 2020", "2020-05-13T11:00:00+07:00", None, "Asia/Bangkok"),
        ("18-25 March 2021 at 3 PM KST", "2021-03-18T15:00:00+09:00", "2021-03-25", "Asia/Seoul"),
        ("12 May 2020, 23:00 – 01:00 UTC", "2020-05-12T23:00:00+00:00", "2020-05-13T01:00:00+00:00", "UTC"),
        ("12 May 2020, 11-1 PM", "2020-05-12T11:00:00", "2020-05-12T13:00:00", None),
        ("Friday April 3, 2020 - 16-18h", "2020-04-03T16:00:00", "2020-04-03T18:00:00", None),
        ("2020년 5월 12일 오후 3시 30분", "2020-05-12T15:30:00", None, None),
        ("2021年11月5日 14:00-17:30", "2021-11-05T14:00:00", "2021-11-05T17:30:00", None),
        ("12 mai 2020 à 14h00 (heure de Paris)", "2020-05-12T14:00:00+02:00", None, "Europe/Paris"),
        ("12 Mei 2020 pukul 09.00 WIB", "2020-05-12T09:00:00+07:00", None, "Asia/Jakarta"),
        ("2020-07-29T15:00:00+09:00", "2020-07-29T15:00:00+09:00", None, None),
    ],
)  # fmt: skip
def test_a_clock_goes_with_its_day_and_the_first_of_several_counts(
    text: str, start: str, end: str | None, zone: str | None
) -> None:
    assert said(text) == [(start, end, zone)]


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19",
        "1,200 people",
        "2019-2020",
        "2 days ago",
        "we march 12 km",
        "may 5 people come",
        "chapter 3.2.1",
        "call +82 2 723 0640",
        "item 12/05",
    ],
)
def test_what_only_resembles_a_date_is_none(text: str) -> None:
    assert said(text) == []


def test_a_weekday_tells_the_year() -> None:
    assert said("Tue 12 May") == [("2020-05-12", None, None)]
    assert said("Wed 12 May") == [("2021-05-12", None, None)]


def test_a_year_not_stated_is_marked_as_inferred() -> None:
    span = find_spans("12 May", today=TODAY, year=2018)[0]

    assert (str(span.start), span.year_inferred, span.is_certain) == ("2018-05-12", True, False)


@pytest.mark.parametrize("text", ["31 June 2020", "February 30, 2020", "31/04/2020", "2021-02-29"])
def test_a_day_that_does_not_exist_is_named_in_the_problem(text: str) -> None:
    span = find_spans(text, today=TODAY)[0]

    assert (span.start, span.problem) == (None, f"“{text}” is not a day in the calendar.")


@pytest.mark.parametrize("zone", ["IST", "CST", "BST"])
def test_an_abbreviation_with_two_meanings_gives_no_offset(zone: str) -> None:
    span = find_spans(f"12 May 2020, 10:00 {zone}", today=TODAY)[0]

    assert (str(span.start), span.timezone) == ("2020-05-12T10:00:00", None)
    assert span.ambiguous_zone
    assert span.ambiguous_zone.startswith(zone)


def test_a_page_as_a_whole_settles_day_and_month() -> None:
    assert day_order("05/12/2020 and 05/28/2020") == "month first"
    assert day_order("12/05/2020 and 28/05/2020") == "day first"
    assert day_order("Tuesday, 05/12/2020") == "month first"
    assert day_order("12/05/2020") is None
    assert find_spans("12/05/2020", today=TODAY)[0].order_assumed


@pytest.mark.parametrize(
    "text",
    ["Register before March 12", "Registration closes on 12 March 2020", "Deadline: 12 March 2020", "Inscripción hasta el 12 de marzo de 2020",
     "신청 마감: 2020년 3월 12일", "2020년 3월 12일까지 신청", "申込締切 2020年3月12日", "RSVP by 12 March"],
)  # fmt: skip
def test_a_deadline_is_told_by_its_words(text: str) -> None:
    span = find_deadline(text, today=TODAY)

    assert span
    assert str(span.start) == "2020-03-12"


def test_dates_have_roles() -> None:
    text = "Published on 1 May 2020. Postponed to 3 June 2020. It meets on 4 June 2020."
    spans = find_spans(text, today=TODAY)

    assert [date_role(text, span) for span in spans] == ["published", "moved to", "occurs"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("UNDRR GETI & WHO (co-organized with UCLG & ICLEI)", ["UNDRR GETI", "WHO", "UCLG", "ICLEI"]),
        ("United Nations ESCAP & Organization for Cooperation between Railways (OSJD)", ["United Nations ESCAP", "Organization for Cooperation between Railways (OSJD)"]),
        ("UNDRR GETI-WHO-Global Policy House", ["UNDRR GETI", "WHO", "Global Policy House"]),
        ("WRI & Government of the Kingdom of the Netherlands,", ["WRI", "Government of the Kingdom of the Netherlands"]),
        ("WRI@London Climate Action Week 2020", ["WRI"]),
        ("Dhankuta Municipality, Nepal", ["Dhankuta Municipality, Nepal"]),
        ("Bill & Melinda Gates Foundation and UN Women", ["Bill & Melinda Gates Foundation", "UN Women"]),
        ("Ministry of Health, Labour and Welfare, Japan", ["Ministry of Health, Labour and Welfare, Japan"]),
        ("Department of Economic and Social Affairs", ["Department of Economic and Social Affairs"]),
        ("Organised by: WHO, UNICEF and the City of Paris", ["WHO", "UNICEF", "the City of Paris"]),
        ("Asia-Pacific Water Forum", ["Asia-Pacific Water Forum"]),
        ("UN-Habitat/UNEP", ["UN-Habitat", "UNEP"]),
        ("ICLEI Africa &CoMSSA", ["ICLEI Africa", "CoMSSA"]),
    ],
)  # fmt: skip
def test_a_cell_is_divided_into_the_organisations_it_names(cell: str, names: list[str]) -> None:
    assert split_organisers(cell, known_names()) == names


def test_names_are_data() -> None:
    cell = "Friends of Rivers and Hills"

    assert split_organisers(cell, Names.of([])) == [cell]
    assert split_organisers(cell, Names.of(["Friends of Rivers", "Hills"])) == ["Friends of Rivers", "Hills"]


def test_an_occasion_stands_behind_the_at() -> None:
    assert occasion_of("WRI@London Climate Action Week 2020") == "London Climate Action Week 2020"


@pytest.mark.parametrize(
    ("address", "cleaned"),
    [
        ("https://example.org/a?utm_source=x&id=7&fbclid=q#part", "https://example.org/a?id=7#part"),
        (
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa%3Fid%3D7%26utm_medium%3Dx&h=AT",
            "https://example.org/a?id=7",
        ),
        ("https://www.google.com/url?q=https://example.org/b&sa=D", "https://example.org/b"),
        (
            "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fc&data=1",
            "https://example.org/c",
        ),
        (
            "http://www.cifaljeju.org/bbs/board.php?bo_table=sub05_3&wr_id=105",
            "http://www.cifaljeju.org/bbs/board.php?bo_table=sub05_3&wr_id=105",
        ),
        ("https://example.org/?q=%20a+b&empty=", "https://example.org/?q=%20a+b&empty="),
    ],
)
def test_an_address_loses_its_tracking_and_nothing_else(address: str, cleaned: str) -> None:
    assert clean_url(address) == cleaned


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "mailto:a@example.org",
        "data:text/html,x",
        "#top",
        "",
        "http://",
        "https://user:pass@example.org/",
        "http://[::1",
        "ftp://example.org",
        "tel:123",
    ],
)
def test_what_leads_to_no_page_is_no_address(address: str) -> None:
    assert resolve(address, "https://example.org/a/b") is None


def test_a_relative_address_is_resolved() -> None:
    assert resolve("../c?id=1", "https://example.org/a/b") == "https://example.org/c?id=1"


def test_addresses_in_text_end_before_the_sentence_does() -> None:
    text = "See (https://example.org/a_(b)), or www.example.org/c. Sign up: https://forms.gle/x!"

    assert [found.url for found in find_urls(text)] == [
        "https://example.org/a_(b)",
        "http://www.example.org/c",
        "https://forms.gle/x",
    ]
    assert [url_role(text, found) for found in find_urls(text)] == ["own", "own", "register"]


def test_a_clock_before_until_another_day_is_that_of_the_day_before_it() -> None:
    spans = find_spans("3 July 2021 from 15:00 to 4 July 2021 at 12:00", today=TODAY)

    assert [str(span.start) for span in spans] == ["2021-07-03T15:00:00", "2021-07-04T12:00:00"]
