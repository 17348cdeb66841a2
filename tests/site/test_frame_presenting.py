"""What rows and posts say: days, clocks, languages, links."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.catalogue.models import Crisis, Event, Measure, Record, Resource
from fingerpost.site.presenting import languages, posts, rows, times, viewing
from fingerpost.site.presenting.times import Clock, DayBlock

NOW = datetime(2020, 7, 20, 8, 0, tzinfo=UTC)


def event(**facts: object) -> Event:
    return Event(title="Forum", key="abcd", **facts)


@pytest.mark.parametrize(
    ("facts", "block", "text"),
    [
        ({"start_date": date(2020, 7, 29)}, DayBlock("29", "Jul 2020", "2020-07-29"), "29 July 2020"),
        (
            {"start_date": date(2021, 3, 18), "end_date": date(2021, 3, 25)},
            DayBlock("18–25", "Mar 2021", "2021-03-18"),
            "18–25 Mar 2021",
        ),
        (
            {"start_date": date(2021, 7, 29), "end_date": date(2021, 8, 2)},
            DayBlock("29", "Jul 2021", "2021-07-29"),
            "29 Jul – 2 Aug 2021",
        ),
        (
            {"start_date": date(2020, 7, 1), "end_date": date(2020, 7, 31), "precision": "month"},
            DayBlock("Jul", "2020", "2020-07"),
            "July 2020",
        ),
        (
            {"start_date": date(2020, 1, 1), "end_date": date(2020, 12, 31), "precision": "year"},
            DayBlock("2020", "", "2020"),
            "2020",
        ),
        ({}, None, ""),
    ],
    ids=["a day", "days of one month", "days of two months", "a month", "a year", "no date"],
)
def test_a_day_is_said_as_exactly_as_it_is_known(facts: dict, block: DayBlock | None, text: str) -> None:
    record = event(**facts)

    assert times.day_block(record) == block
    assert times.day_text(record).replace("\u2009", " ") == text


def test_a_clock_is_the_events_own_with_its_zone() -> None:
    record = event(
        start_date=date(2020, 7, 29),
        start_time=time(15),
        end_time=time(16, 30),
        timezone="Asia/Seoul",
        precision="minute",
    )

    assert times.clock(record) == Clock(
        "15:00–16:30, Seoul (UTC+09:00)", "2020-07-29T15:00:00+09:00", "2020-07-29T16:30:00+09:00"
    )


def test_a_clock_without_a_zone_claims_no_moment() -> None:
    record = event(start_date=date(2020, 7, 29), start_time=time(9), precision="minute")

    assert times.clock(record) == Clock("09:00, local time", "2020-07-29T09:00", "")


def test_a_day_without_a_time_has_no_clock() -> None:
    assert times.clock(event(start_date=date(2020, 7, 29), timezone="Asia/Seoul")) is None


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"start_date": date(2020, 7, 20)}, "today"),
        ({"start_date": date(2020, 7, 21)}, "tomorrow"),
        ({"start_date": date(2020, 7, 23)}, "in 3 days"),
        ({"start_date": date(2020, 9, 23)}, ""),
        ({"start_date": date(2020, 7, 19)}, ""),
        ({"start_date": date(2020, 7, 19), "end_date": date(2020, 7, 21)}, "on now"),
        ({"start_date": date(2020, 7, 23), "status": "cancelled"}, ""),
        ({"start_date": date(2020, 7, 1), "end_date": date(2020, 7, 31), "precision": "month"}, ""),
        ({}, ""),
    ],
    ids=str,
)
def test_nearness_is_said_only_where_it_is_true(facts: dict, said: str) -> None:
    assert times.nearness(event(**facts), now=NOW) == said


def test_today_is_the_events_today_not_the_servers() -> None:
    late = datetime(2020, 7, 20, 20, 0, tzinfo=UTC)  # the 21st has begun in Seoul
    begun = event(start_date=date(2020, 7, 21), start_time=time(15), timezone="Asia/Seoul", precision="minute")

    assert times.nearness(begun, now=late) == "today"


def test_an_event_that_ended_an_hour_ago_is_over() -> None:
    record = event(
        start_date=date(2020, 7, 20), start_time=time(9), end_time=time(10), timezone="Asia/Seoul", precision="minute"
    )

    assert times.is_over(record, now=NOW)
    assert times.nearness(record, now=NOW) == ""


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=9000)))
def test_the_past_is_always_ago(passed: timedelta) -> None:
    said = times.ago(NOW - passed, now=NOW)

    assert said.endswith("ago") or said == "just now"


@pytest.mark.parametrize(
    ("tag", "page", "attributes"),
    [
        ("en", "en", ""),
        ("en-GB", "en", ""),
        ("ko", "en", ' lang="ko"'),
        ("ur", "en", ' lang="ur" dir="rtl"'),
        ("az-Arab", "en", ' lang="az-Arab" dir="rtl"'),
        ("en", "ar", ' lang="en" dir="ltr"'),
        ('x"><script>', "en", ' lang="xscript"'),
        ("", "en", ""),
    ],
)
def test_a_fragment_says_its_language_where_it_is_not_the_pages(tag: str, page: str, attributes: str) -> None:
    assert languages.fragment_attributes(tag, page) == attributes


@pytest.mark.parametrize(
    ("title", "kind", "language", "said"),
    [
        ("서울의 대응", Resource, "ko", "ko"),
        ("Korea's response", Resource, "ko", "en"),
        ("Rapport sur les villes", Resource, "fr", "fr"),
        ("Free masks for all", Measure, "es", "en"),
        ("Cities", Resource, "", "en"),
    ],
)
def test_a_title_is_in_its_own_language_not_in_that_of_what_it_points_to(
    title: str, kind: type[Record], language: str, said: str
) -> None:
    assert languages.language_of_words(title, kind(title=title, language=language), page="en") == said


def test_hashtags_and_addresses_in_a_post_are_links() -> None:
    html = posts.linked("#ICDI's forum: www.example.org/a?b=1&c=2. #재난 #नेपाल #2021 a#b")

    assert html == (
        '<a href="/find/?q=%23ICDI&amp;kind=update">#ICDI</a>&#x27;s forum: '
        '<a href="http://www.example.org/a?b=1&amp;c=2" rel="nofollow ugc">example.org/a?b=1&amp;c=2</a>. '
        '<a href="/find/?q=%23%EC%9E%AC%EB%82%9C&amp;kind=update">#재난</a> '
        '<a href="/find/?q=%23%E0%A4%A8%E0%A5%87%E0%A4%AA%E0%A4%BE%E0%A4%B2&amp;kind=update">#नेपाल</a> #2021 a#b'
    )


@given(st.text(max_size=600))
def test_nothing_in_a_post_becomes_markup(text: str) -> None:
    html = posts.post_text(f"<script>alert(1)</script>{text}<img src=x onerror=alert(1)>")

    shown = html.opening + html.rest
    assert "<script" not in shown
    assert "<img" not in shown
    assert set(_tags(shown)) <= {"p", "/p", "a", "/a", "br"}


def _tags(html: str) -> list[str]:
    return [part.split(">")[0].split(" ")[0] for part in html.split("<")[1:]]


def test_a_long_post_opens_with_whole_sentences_and_loses_no_word() -> None:
    text = "Cities share what they learned. " * 40

    said = posts.post_text(text)

    assert said.opening.endswith("learned.</p>")
    assert len(said.opening) <= posts.OPENING + 10
    assert (said.opening + said.rest).count("Cities share") == 40


def test_a_short_post_stands_open() -> None:
    assert posts.post_text("One line.\n\nAnother.") == posts.PostText("<p>One line.</p><p>Another.</p>", "")


@pytest.mark.django_db
def test_a_row_says_that_an_event_is_cancelled() -> None:
    crisis = Crisis.objects.create(name="COVID-19", slug="covid-19")
    record = event(crisis=crisis, start_date=date(2020, 7, 23), status="cancelled")
    record.save()

    row = rows.row(record, viewing(NOW))

    assert (row.notice, row.near, row.url) == ("Cancelled", "", record.get_absolute_url())


@pytest.mark.django_db
def test_registration_is_offered_only_while_it_is_open() -> None:
    crisis = Crisis.objects.create(name="COVID-19", slug="covid-19")
    record = event(crisis=crisis, start_date=date(2020, 7, 30), register_by_date=date(2020, 7, 21))
    record.save()
    record.links.create(role="register", url="https://example.org/register")

    early = rows.row(record, viewing(NOW))
    late = rows.row(record, viewing(datetime(2020, 7, 22, 1, tzinfo=ZoneInfo("UTC"))))

    assert [link.text for link in early.away] == ["Register"]
    assert late.away == ()


def test_a_host_is_shown_as_people_write_it() -> None:
    assert [rows.host(f"https://{host}/x") for host in ("www.oecd.org", "issuu.com.")] == ["oecd.org", "issuu.com"]
