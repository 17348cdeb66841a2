"""The page of what a search finds, as visitors get it."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from fingerpost.catalogue.models import OrganisationAlias, Record, Translation
from fingerpost.finding.found import Found, Notice
from fingerpost.site.results import answer
from tests.site import making

pytestmark = pytest.mark.django_db
Refresh = Callable[[], object]


def find(client: Client, address: str, *, status: int = 200) -> str:
    response = client.get(f"/find/{address}")
    assert response.status_code == status
    return response.content.decode()


def titles(page: str) -> list[str]:
    found = re.findall(r"<h2><a href=[^>]+>(.*?)</a></h2>", page)
    return [re.sub("</?mark>", "", title) for title in found]


def offered(page: str, facet: str) -> dict[str, int]:
    """Return what a facet offers, each value with its number."""
    lines = re.findall(rf'name="{facet}" value="([^"]*)"[^>]*> <span>[^<]*</span> <b>(\d+)</b>', page)
    return {value: int(count) for value, count in lines}


def test_a_result_says_what_it_is_when_where_and_why_it_was_found(client: Client, index: Refresh) -> None:
    who = making.organisation("World Health Organization", short_name="WHO", slug="who")
    making.event(
        "Forum on <markets>",
        summary="Twelve cities tell how their markets stayed open.",
        on=date(2020, 7, 29),
        organisers=[who],
        place=making.city("Seoul", "KR"),
        format="webinar",
        links={"item": "https://www.example.org/forum"},
    )
    index()

    page = find(client, "?q=markets")

    assert "1 result<" in page
    for words in (
        "Forum on &lt;<mark>markets</mark>&gt;",
        "how their <mark>markets</mark> stayed open",
        '<time class="when" datetime="2020-07-29">',
        '<span class="kind">Webinar</span><span>WHO</span>',
        "<span>Seoul, South Korea</span>",
        'href="https://www.example.org/forum">example.org</a>',
    ):
        assert words in page, words


def test_what_is_called_so_stands_among_the_results(client: Client, index: Refresh) -> None:
    seoul = making.organisation("Seoul Metropolitan Government", slug="smg", kind="city government", country="KR")
    OrganisationAlias.objects.create(organisation=seoul, name="서울특별시")
    making.organisation("Seoul office nobody confirmed", slug="proposed", standing="proposed")
    making.measure("Buses", place=making.city("Seoul", "KR"), series=making.series("Seoul talks"))
    making.theme("Seoul declaration")
    index()

    page = find(client, "?q=seoul")

    for address in ("/organisations/smg", "/cities/seoul", "/themes/seoul-declaration", "/series/seoul-talks"):
        assert f'href="{address}"' in page, address
    assert "/organisations/proposed" not in page
    assert "City government · South Korea" in page
    assert "/organisations/smg" in find(client, "?q=서울")


def test_a_result_is_told_in_the_language_that_was_asked_in_with_its_own_title_below(
    client: Client, index: Refresh
) -> None:
    told = making.resource("Keeping markets open", summary="A guide.", language="en")
    told.translations = [
        Translation(language="ko", title="시장을 열어두기", summary="안내서"),
        Translation(language="ur", title="بازار کھلے رکھنا", summary="ہدایات"),
    ]
    told.save()
    index()

    korean, urdu = find(client, "?q=시장"), find(client, "?q=بازار")

    assert ' lang="ko"><mark>시장</mark>을 열어두기</a></h2>' in korean
    assert '<p class="other">Keeping markets open</p>' in korean
    assert '<p class="snippet" lang="ko">안내서</p>' in korean
    assert ' lang="ur" dir="rtl"><mark>بازار</mark>' in urdu


def test_the_database_is_the_truth(client: Client, index: Refresh) -> None:
    gone, kept = making.event("Forum on markets"), making.event("Forum on market days")
    theme = making.theme("Markets")
    index()
    Record.objects.filter(pk=gone.pk).update(live=False)
    Record.objects.filter(pk=kept.pk).update(status="cancelled")
    theme.delete()

    page = find(client, "?q=forum+market")

    assert titles(page) == ["Forum on market days"]
    assert "Cancelled" in page
    assert titles(find(client, "?q=markets+kind:theme")) == []


# What narrows it


def test_a_number_says_what_choosing_its_value_would_give(client: Client, index: Refresh) -> None:
    health, food = making.theme("Health"), making.theme("Food")
    wards = making.theme("Wards", parent=health)
    making.event("Forum one", themes=[wards], on=date(2020, 7, 1))
    making.event("Forum two", themes=[health, food], on=date(2021, 7, 1))
    making.resource("Forum notes", themes=[food], on=date(2020, 7, 1), format="Report")
    index()

    page = find(client, "?q=forum&theme=health")

    assert sorted(titles(page)) == ["Forum one", "Forum two"]
    assert offered(page, "theme") == {"health": 2, "food": 2, "wards": 1}
    assert offered(page, "year") == {"2021": 1, "2020": 1}
    assert offered(page, "kind") == {}  # there is only one kind left to choose


def test_several_values_of_one_facet_are_alternatives(client: Client, index: Refresh) -> None:
    for number, year in enumerate((2019, 2020, 2021)):
        making.event(f"Forum {number}", on=date(year, 1, 1))
    index()

    page = find(client, "?year=2019&year=2021&kind=event")

    assert titles(page) == ["Forum 2", "Forum 0"]
    assert 'name="year" value="2021" checked' in page
    assert 'name="year" value="2020">' in page


def test_a_chosen_value_is_a_chip_that_leads_to_the_results_without_it(client: Client, index: Refresh) -> None:
    making.event("Forum", themes=[making.theme("Health")], on=date(2020, 1, 1))
    index()

    page = find(client, "?q=forum&theme=health&year=2020&sort=newest")

    assert 'href="/find/?q=forum&amp;year=2020&amp;sort=newest" aria-label="Remove the filter Theme: Health"' in page
    assert 'href="/find/?q=forum&amp;theme=health&amp;sort=newest" aria-label="Remove the filter Year: 2020"' in page
    assert 'href="/find/?q=forum&amp;sort=newest">Remove all' in page
    assert '<input type="hidden" name="sort" value="newest">' in page


def test_a_chosen_value_that_leaves_nothing_can_still_be_taken_away(client: Client, index: Refresh) -> None:
    making.theme("Health")
    making.event("Forum")
    index()

    page = find(client, "?q=forum&theme=health")

    assert titles(page) == []
    assert 'name="theme" value="health" checked' in page
    assert 'href="/find/?q=forum"' in page
    assert "Look for the words alone" in page


def test_a_long_facet_shows_its_first_values_and_folds_the_rest(client: Client, index: Refresh) -> None:
    for number in range(12):
        making.event(f"Forum {number}", organisers=[making.organisation(f"Office {number}")])
    index()

    page = find(client, "?q=forum")

    shown, folded = page.split("4 more</summary>")
    assert len(offered(shown, "organisation")) == 8
    assert len(offered(folded, "organisation")) == 4


def test_without_words_everything_stands_there_newest_first(client: Client, index: Refresh) -> None:
    making.event("Old forum", on=date(2019, 1, 1))
    making.resource("New report", on=date(2021, 1, 1))
    index()

    page = find(client, "")

    assert "<h1>Find</h1>" in page
    assert titles(page)[:2] == ["New report", "Old forum"]
    assert titles(find(client, "?sort=oldest&kind=event&kind=resource")) == ["Old forum", "New report"]
    assert "Best match" not in page


def test_the_results_have_pages_of_twenty(client: Client, index: Refresh) -> None:
    for number in range(21):
        making.event(f"Forum {number}")
    index()

    assert len(titles(find(client, "?q=forum"))) == 20
    assert len(titles(find(client, "?q=forum&page=2"))) == 1
    assert 'href="/find/?q=forum&amp;page=2" rel="next"' in find(client, "?q=forum")


# What is said


def test_what_finding_has_to_say_stands_above_with_ways_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    notices = [Notice(sentence="“helth” occurs nowhere.", queries=["health <b>", "heath"])]
    found = Found(query="helth x", total=0, hits=[], missing=["helth", "xyz"], notices=notices)
    monkeypatch.setattr(answer.search, "find", lambda *_, **__: found)

    page = find(client, "?q=helth+x&kind=event")

    assert "“helth” occurs nowhere. Try:" in page
    assert 'href="/find/?q=health+%3Cb%3E&amp;kind=event"><bdi>health &lt;b&gt;</bdi>' in page
    assert "“xyz” occurs nowhere in this hub." in page
    assert page.count("“helth” occurs nowhere") == 1


def test_nothing_found_says_what_to_try(client: Client, index: Refresh) -> None:
    making.event("Forum on markets")
    index()

    page = find(client, "?q=xylophone")

    assert "0 results" in page
    assert "“xylophone” occurs nowhere" in page
    assert "Try fewer words" in page


@pytest.mark.parametrize(
    "query",
    ["", "%20", "%00", "%", "_", "'%3B DROP TABLE x%3B --", "\\", "🙂", "a%20" * 2500, "%22", "OR OR -", "((((", "kind:",
     "%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "%ff%fe", "kind:event:kind", "x" * 10_000],
    ids=lambda query: query[:12],
)  # fmt: skip
def test_nothing_that_is_typed_breaks_the_search(client: Client, index: Refresh, query: str) -> None:
    making.event("Forum")
    index()

    assert "<script>alert" not in find(client, f"?q={query}")


@pytest.mark.parametrize(
    ("query", "sentence", "way"),
    [
        (
            "theme=helth",
            "“helth” in the filter “Theme” is not known here.",
            'href="/find/?q=x&amp;theme=health">Health',
        ),
        ("kind=evnt", "“evnt” in the filter “Kind” is not known here.", 'kind=event">Events'),
        ("country=ZZ", "“ZZ” in the filter “Country” is not known here.", ""),
        ("language=not%20one", "“not one” in the filter “Language” is not known here.", ""),
        ("format=séance", "“séance” in the filter “Format” is not known here.", ""),
        ("organisation=nobody", "“nobody” in the filter “Organisation” is not known here.", ""),
        ("link=broken", "“broken” in the filter “Link” is not known here.", ""),
        ("year=20x0", "“20x0” is not a year. Write it with four digits.", ""),
        ("sort=colour", "“colour” is not an order of the results.", ""),
        ("page=two", "“two” is not the number of a page.", ""),
        ("page=0", "“0” is not the number of a page.", ""),
        ("page=2", "The results have one page; there is no other.", 'href="/find/?q=x">Go to the last page'),
        ("page=1000000000", "The results have one page; there is no other.", ""),
        ("colour=red", "“colour” is not a filter of the results.", ""),
        ("organiser=who", "“organiser” is not a filter of the results.", "/find/?q=x&amp;organisation=who"),
        ("themes=health", "“themes” is not a filter of the results.", "/find/?q=x&amp;theme=health"),
    ],
)
def test_what_is_not_understood_is_said_with_what_may_be_meant(
    client: Client, index: Refresh, query: str, sentence: str, way: str
) -> None:
    making.event("x", themes=[making.theme("Health")])
    index()

    page = find(client, f"?q=x&{query}", status=404)

    assert sentence in page
    assert way in page
    assert 'href="/find/?q=x"' in page


def test_an_address_of_nothing_but_mistakes_is_answered_with_few_of_them(client: Client, index: Refresh) -> None:
    making.event("Forum")
    index()

    page = find(client, "?" + "&".join(f"theme=no{number}&x{number}=1" for number in range(300)), status=404)

    assert page.count('class="callout"') == 5


def test_the_old_address_of_an_organisation_leads_to_the_one_it_became_part_of(client: Client, index: Refresh) -> None:
    kept = making.organisation("World Health Organization", slug="who")
    making.organisation("W.H.O.", slug="w-h-o", standing="merged", merged_into=kept)
    making.event("Forum", organisers=[kept])
    index()

    response = client.get("/find/?organisation=w-h-o&organisation=who&link=page")

    assert response.status_code == 301
    assert response["Location"] == "/find/?organisation=who&link=item"


def test_what_only_tracks_its_reader_is_passed_over(client: Client, index: Refresh) -> None:
    making.event("Forum")
    index()

    page = find(client, "?q=forum&fbclid=x&utm_source=mail&theme=")

    assert '<link rel="canonical" href="http://localhost:8000/find/?q=forum">' in page
    assert '<link rel="alternate" type="application/json" href="/find.json?q=forum">' in page
    assert '<meta name="robots" content="noindex">' in page


def test_the_page_asks_as_often_for_three_rows_as_for_one(
    client: Client, index: Refresh, django_assert_max_num_queries, django_assert_num_queries
) -> None:
    def make(number: int) -> None:
        facts = {
            "themes": [making.theme(f"Forum theme {number}")],
            "organisers": [making.organisation(f"Forum office {number}")],
            "place": making.city(f"Forum city {number}", "KR"),
            "series": making.series(f"Forum series {number}"),
            "links": {"item": "https://example.org/"},
        }
        told = making.event(f"Forum {number}", **facts)
        Translation.objects.create(record=told, language="ko", title="포럼", summary="")

    make(1)
    index()
    address = "/find/?q=forum&theme=forum-theme-1&city=forum-city-1"
    client.get(address)  # what is asked once for the whole life of the process
    with django_assert_max_num_queries(9) as one_row:
        assert client.get(address).status_code == 200

    make(2)
    make(3)
    index()
    with django_assert_num_queries(len(one_row)):
        assert client.get(address).status_code == 200
    with django_assert_max_num_queries(9):
        assert len(titles(find(client, "?q=forum"))) == 15


# The lists, which know no words


@pytest.mark.parametrize(
    ("address", "search"),
    [
        ("/events/?q=forum", "/find/?q=forum&kind=event"),
        ("/measures/?q=a+b&theme=health&page=3&sort=title", "/find/?q=a+b&kind=measure&theme=health"),
        ("/events/?when=all&q=%EC%84%9C%EC%9A%B8&sort=newest", "/find/?q=%EC%84%9C%EC%9A%B8&kind=event&sort=newest"),
    ],
)
def test_words_in_a_list_lead_to_the_one_search_with_its_filters(client: Client, address: str, search: str) -> None:
    response = client.get(address)

    assert (response.status_code, response["Location"]) == (302, search)


def test_a_list_has_a_box_that_searches_its_entries_under_its_filters(client: Client) -> None:
    making.event("Forum", on=date(2020, 1, 1))

    page = client.get("/events/?year=2020").content.decode()

    assert '<form class="find within" role="search" action="/find/"' in page
    assert '<input type="hidden" name="kind" value="event"><input type="hidden" name="year" value="2020">' in page
