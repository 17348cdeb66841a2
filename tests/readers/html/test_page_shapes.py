"""The rules by which the parts of an item find their places, one example each."""

import pytest

from tests.readers.html.pages import only, reading_of, records_of, table


def told(markup: str) -> list[tuple[str, str, tuple[str, ...], str | None]]:
    return [
        (record.type, record.title, record.organisers, None if record.start is None else str(record.start))
        for record in records_of(markup)
    ]


WATER = ("event", "Water in cities", ("UNDRR",), "2020-07-03")


@pytest.mark.parametrize(
    "markup",
    [
        "<h2>Webinars</h2><ul><li><a href='/e'>Water in cities</a> – UNDRR (3 July 2020)</li></ul>",
        "<h2>Webinars</h2><ul><li>3 July 2020: Water in cities (UNDRR)</li></ul>",
        "<h2>Webinars</h2><ul><li><b>Water in cities</b>, 3 July 2020, organised by UNDRR</li></ul>",
        "<h2>Webinars</h2><dl><dt>3 July 2020</dt><dd><a href='/e'>Water in cities</a><br>UNDRR</dd></dl>",
        "<h2>3 July 2020</h2><ul><li><a href='/e'>Webinar</a></li><li><a href='/e'>Water in cities</a> – UNDRR</li></ul>",
        "<h2>July 2020</h2><ul><li>Fri 3 – <a href='/e'>Water in cities</a> (UNDRR)</li></ul>",
        "<h3>Water in cities</h3><p>Date: 3 July 2020</p><p>Hosted by UNDRR</p>",
        "<div class=card><div class=day>3</div><div class=month>Jul</div><div class=year>2020</div><h4>Water in cities</h4><p>UNDRR</p></div>",
        "<details><summary>Water in cities</summary><p>When: 3 July 2020<br>Organizer: UNDRR</p></details>",
        "<p><a href='/e'>Water in cities</a><br>UNDRR<br>3 July 2020</p>",
        "<p>Water in cities</p><p>UNDRR</p><p>3 July 2020</p>",
        "<article class=event><h2><a href='/e'>Water in cities</a></h2><time datetime='2020-07-03'>Friday</time><span class=organizer>UNDRR</span></article>",
    ],
)  # fmt: skip
def test_one_event_in_many_shapes(markup: str) -> None:
    assert WATER in told(f"<h1>Calendar</h1>{markup}")


def test_a_merged_date_cell_reaches_every_row_beside_it() -> None:
    page = "<table><tr><th>Date</th><th>Event</th></tr><tr><td rowspan=2>3 July 2020</td><td>Water in cities</td></tr><tr><td>Air in cities</td></tr></table>"

    assert [(title, start) for _, title, _, start in told(page)] == [
        ("Water in cities", "2020-07-03"),
        ("Air in cities", "2020-07-03"),
    ]


def test_a_row_over_the_whole_width_is_the_section_of_those_below_it() -> None:
    page = table("<td colspan=3>Health</td>", "<td>Water in cities</td><td>UNDRR</td><td>3 July 2020</td>")

    assert only(page).section == "Health"


def test_columns_without_heads_are_told_by_what_they_hold() -> None:
    page = table(
        "<td>UNDRR</td><td>3 July 2020</td><td>Water in cities after the storm</td>",
        "<td>World Bank</td><td>4 July 2020</td><td>Air in cities after the fire</td>",
        head="",
    )

    assert told(page) == [
        ("event", "Water in cities after the storm", ("UNDRR",), "2020-07-03"),
        ("event", "Air in cities after the fire", ("World Bank",), "2020-07-04"),
    ]


def test_a_row_with_date_and_organisers_but_no_title_asks_for_one() -> None:
    reading = reading_of(table("<td></td><td>UNDRR</td><td>3 July 2020</td>"))

    (record,), (issue,) = reading.records, reading.issues
    assert (record.title, record.organisers) == ("", ("UNDRR",))
    assert issue.origin == record.origin


def test_a_day_that_does_not_exist_leaves_the_record_without_a_date_and_asks() -> None:
    reading = reading_of(table("<td>Water in cities</td><td>UNDRR</td><td>31 June 2020</td>"))

    assert [(record.title, record.start) for record in reading.records] == [("Water in cities", None)]
    assert "31 June 2020" in reading.issues[0].problem


@pytest.mark.parametrize(
    ("cell", "start", "status"),
    [
        ("<del>1 July 2020</del> 20 July 2020", "2020-07-20", "moved"),
        ("Postponed to 20 July 2020", "2020-07-20", "moved"),
        ("CANCELLED – 20 July 2020", "2020-07-20", "cancelled"),
    ],
)
def test_a_moved_event_has_its_new_day_and_a_cancelled_one_stays(cell: str, start: str, status: str) -> None:
    record = only(table(f"<td>Water in cities</td><td>UNDRR</td><td>{cell}</td>"))

    assert (str(record.start), record.status) == (start, status)


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        ("Upcoming webinars", "event"),
        ("Publications", "resource"),
        ("보고서", "resource"),
        ("Noticias", "update"),
        ("お知らせ", "update"),
    ],
)
def test_the_heading_above_says_of_which_kind_an_item_is(section: str, kind: str) -> None:
    page = f"<h1>Network</h1><h2>{section}</h2><ul><li><a href='/1'>Water and markets</a> (3 July 2020)</li><li><a href='/2'>Air and streets</a> (4 July 2020)</li></ul>"

    assert {record.type for record in records_of(page)} == {kind}


def test_what_a_link_does_is_told_by_its_words() -> None:
    page = (
        "<h1>Events</h1><div class=card><h3><a href='/e/1?utm_source=x'>Water in cities</a></h3><p>3 July 2020</p>"
        "<a href='https://forms.example/a'>Register now</a> <a href='https://video.example/a'>Watch the recording</a> <a href='/e/1.ics'>Add to calendar</a></div>"
    )

    record = only(page)

    assert (record.url, record.register_url, record.recording_url) == (
        "https://network.example/e/1",
        "https://forms.example/a",
        "https://video.example/a",
    )


def test_addresses_are_resolved_against_the_base_that_the_page_declares() -> None:
    page = "<head><base href='https://other.example/en/'></head>" + table(
        "<td><a href='e/1'>Water in cities</a></td><td>UNDRR</td><td>3 July 2020</td>"
    )

    assert only(page).url == "https://other.example/en/e/1"


def test_the_day_of_a_time_element_wins_and_the_words_add_the_clock() -> None:
    page = "<h1>Events</h1><div class=card><h3>Water in cities</h3><time datetime='2020-07-03'>3 July, 3 pm KST</time></div>"

    assert str(only(page).start) == "2020-07-03T15:00:00+09:00"


def test_midnight_that_no_reader_sees_is_no_time() -> None:
    page = "<h1>Events</h1><div class=card><h3>Water in cities</h3><time datetime='2020-07-03T12:00:00Z'>3 July 2020</time></div>"

    assert str(only(page).start) == "2020-07-03"


def test_json_for_machines_wins_over_the_text_and_is_one_record_with_it() -> None:
    page = (
        '<script type="application/ld+json">{"@type": "Event", "name": "Water in cities", "startDate": "2020-07-03T15:00+09:00", "url": "/e"}</script>'
        "<h1>Events</h1><div class=card><h3><a href='/e'>Water in cities</a></h3><p>3 July 2020</p><p>Organised by UNDRR</p></div>"
    )

    record = only(page)

    assert (str(record.start), record.organisers) == ("2020-07-03T15:00:00+09:00", ("UNDRR",))


def test_json_that_is_none_is_passed_over() -> None:
    page = '<script type="application/ld+json">{"@type": "Event", </script><p>Hello there</p>'

    assert records_of(page) == ()


def test_what_the_page_says_twice_is_one_record_the_fuller_one() -> None:
    page = (
        "<h1>Events</h1><div class=desktop><div class=e><h3><a href='/e'>Water in cities</a></h3><p>3 July 2020, 15:00–16:00</p><p>Organised by UNDRR</p></div></div>"
        "<div class=mobile><div class=e><h3><a href='/e'>Water in cities</a></h3><p>3 July 2020</p></div></div>"
    )

    record = only(page)

    assert (str(record.start), str(record.end), record.organisers) == (
        "2020-07-03T15:00:00",
        "2020-07-03T16:00:00",
        ("UNDRR",),
    )


def test_the_nearest_lang_attribute_declares_the_language() -> None:
    page = "<html lang='en'><body><h1>Reports</h1><ul><li lang='ko'><a href='/1'>도시 방역 사례집</a>, 서울특별시, 2020</li><li><a href='/2'>A guide to water</a>, UNDRR, 2020</li></ul>"

    assert [record.language for record in records_of(page)] == ["ko", "en"]


@pytest.mark.parametrize(
    "name",
    [
        "nav",
        "footer",
        "aside",
        "div class=sidebar",
        "div class=related-posts",
        "div id=comments",
        "div class='cookie-notice'",
        "div role=navigation",
    ],
)
def test_what_stands_on_every_page_is_no_listing(name: str) -> None:
    tag = name.split()[0]
    page = f"<body><main><p>{'We work with cities. ' * 30}</p></main><{name}><ul><li><a href='/1'>Water in cities</a> 3 July 2020</li><li><a href='/2'>Air in cities</a> 4 July 2020</li></ul></{tag}></body>"

    reading = reading_of(page)

    assert reading.records == ()
    assert reading.balance.count("ignored") == len(reading.balance.entries) > 0


@pytest.mark.parametrize(
    "heading",
    [
        "<h4>You may also like</h4>",
        "<p><strong>Read more:</strong></p>",
        "<div class='box'><h2>Artículos relacionados</h2></div>",
        "<h3>Articles similaires</h3>",
        "<h5>関連記事</h5>",
        "<p>Baca juga:</p>",
    ],
)
def test_what_a_page_offers_to_go_on_with_is_no_record(heading: str) -> None:
    markup = f"""<h2>Events</h2><ul><li><a href="/a">Water and cities</a>, 9 July 2020</li>
    <li><a href="/b">Heat and cities</a>, 10 July 2020</li></ul>
    {heading}<ul><li><a href="/x">Other thing, 3 May 2020</a></li><li><a href="/y">Another, 4 May 2020</a></li></ul>"""

    assert [record.title for record in records_of(markup)] == ["Water and cities", "Heat and cities"]


def test_related_resources_end_at_the_next_heading() -> None:
    markup = """<h3>Related posts</h3><ul><li><a href="/x">Other thing, 3 May 2020</a></li></ul>
    <h2>Publications</h2><ul><li><a href="/r.pdf">Guía de mercados</a> (CEPAL, marzo 2020)</li>
    <li><a href="/s.pdf">Markets in lockdown</a> (Oficina Desconocida, 2020)</li></ul>"""

    found = [(one.title, one.organisers, str(one.published)) for one in records_of(markup)]

    assert found == [
        ("Guía de mercados", ("CEPAL",), "2020-03"),
        ("Markets in lockdown", ("Oficina Desconocida",), "2020"),
    ]


def test_a_day_that_does_not_exist_leaves_an_event_an_event() -> None:
    record = only("<a>Register<div>행사명Organised by: WHO31 June 2020행사명")

    assert (record.type, record.start, record.confidence) == ("event", None, 0.5)


def test_a_heading_beside_one_that_heads_several_links_heads_its_only_one() -> None:
    page = """<h1>Webinars of our partners</h1>
    <h3>Engagement Global</h3><ul><li>16.07.2020: <a href="/1">Partners in the crisis</a></li><li>22.07.2020: <a href="/2">Buying fairly</a></li></ul>
    <h3>Climate Alliance</h3><ul><li>04.08.2020: <a href="/3">Plans against heat</a></li></ul>"""

    titles = [(record.title, record.section) for record in records_of(page)]

    assert titles == [
        ("Partners in the crisis", "Engagement Global"),
        ("Buying fairly", "Engagement Global"),
        ("Plans against heat", "Climate Alliance"),
    ]


def test_what_stands_outside_the_main_part_gives_no_records() -> None:
    page = """<div class="box"><h3>Seen elsewhere</h3><ul><li><a href="/x">An older webinar on water</a>, 3 May 2020</li></ul></div>
    <main><h1>Events</h1><ul><li><a href="/1">Safe markets</a>, 3 July 2020</li><li><a href="/2">Safe schools</a>, 7 July 2020</li></ul></main>"""

    titles = [record.title for record in records_of(page)]

    assert titles == ["Safe markets", "Safe schools"]


def test_a_narrow_column_of_links_beside_the_wide_one_is_a_sidebar() -> None:
    entries = "".join(
        f"<li><a href='/e/{day}'>A webinar about water {day}</a>, {day} July 2020</li>" for day in range(1, 9)
    )
    page = f"""<h1>Events</h1><div class="row"><div class="col-md-8"><ul>{entries}</ul></div>
    <div class="col-md-4"><h4>Last week</h4><ul><li><a href="/a">One</a> 1 June 2020</li><li><a href="/b">Two</a></li><li><a href="/c">Three</a></li></ul></div></div>"""

    assert len(records_of(page)) == 8


def test_an_hour_at_which_nothing_begins_is_that_of_a_post() -> None:
    posts = "".join(
        f'<li><a href="/{number}">{title}</a> 12 June 2020, {clock}</li>'
        for number, (title, clock) in enumerate(
            {"Mayor opens a market hall": "15:58", "City lights go green": "09:07", "Buses run again": "11:23"}.items()
        )
    )

    assert [record for record in records_of(f"<h1>City desk</h1><ul>{posts}</ul>") if record.type == "event"] == []


def test_an_article_with_a_newsletter_to_sign_up_for_is_no_event() -> None:
    page = (
        '<link rel="canonical" href="https://news.example/talks">'
        "<h1>Talks about the new hall go on</h1><p>19 January 2020, 02:17</p><p>"
        + "The council met again. "
        * 40
        + "</p>"
        '<a href="https://news.example/newsletter/registration">Register</a>'
    )

    assert records_of(page) == ()
