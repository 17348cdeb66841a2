"""The pages of organisations, cities, themes and series."""

from datetime import date

import pytest
from django.test import Client

from fingerpost.catalogue.models import OrganisationAlias, ThemeLabel
from fingerpost.site.numbering import as_titles_write_it, missing_numbers
from tests.site import making

pytestmark = pytest.mark.django_db


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_an_organisation_tells_its_names_its_family_and_what_it_did(client: Client) -> None:
    un = making.organisation("United Nations", slug="un")
    escap = making.organisation(
        "Economic and Social Commission",
        short_name="ESCAP",
        slug="escap",
        parent=un,
        country="TH",
        kind="UN agency",
        website="https://www.unescap.org/",
    )
    making.organisation("Statistics division", slug="stat", parent=escap)
    OrganisationAlias.objects.create(organisation=escap, name="아시아태평양경제사회위원회", language="ko")
    making.event("Meeting of experts", organisers=[escap])
    making.event("A draft", organisers=[escap], live=False)

    page = read(client, "/organisations/escap")

    for words in (
        "<h1>Economic and Social Commission</h1>",
        "ESCAP</dd>",
        '<span lang="ko">아시아태평양경제사회위원회</span>',
        '<a href="/organisations/un">United Nations</a>',
        '<a href="/organisations/stat">Statistics division</a>',
        "Thailand</dd>",
        'href="https://www.unescap.org/"',
        "Meeting of experts",
        'href="/events/?organisation=escap"',
    ):
        assert words in page, words
    assert "A draft" not in page
    assert "Meeting of experts" in read(client, "/organisations/un"), "what a part did, the whole did"


def test_a_proposed_organisation_has_a_page_once_a_public_record_names_it(client: Client) -> None:
    proposed = making.organisation("New Name", slug="new-name", standing="proposed")
    making.event("Draft", organisers=[proposed], live=False)
    assert client.get("/organisations/new-name").status_code == 404
    assert "New Name" not in read(client, "/organisations/")

    making.event("Live", organisers=[proposed])

    assert "An editor has not yet looked at it." in read(client, "/organisations/new-name")
    assert "New Name" in read(client, "/organisations/")


def test_an_organisation_with_a_script_for_a_website_links_nowhere(client: Client) -> None:
    making.organisation("Evil", slug="evil", website="javascript:alert(1)")

    assert "javascript:" not in read(client, "/organisations/evil")


def test_a_city_tells_what_happened_there(client: Client) -> None:
    seoul = making.city("Seoul", "KR", latitude="37.57", longitude="126.98")
    busan = making.city("Busan", "KR")
    making.measure("Night buses", place=seoul)
    making.event("Forum", place=seoul)
    making.measure("Ferries", place=busan)

    page = read(client, "/cities/seoul")

    for words in (
        "South Korea",
        "37.57° N, 126.98° E",
        "Night buses",
        "Forum",
        'href="/measures/?city=seoul"',
        "Busan",
    ):
        assert words in page, words
    assert "Ferries" not in page


def test_southern_and_western_coordinates_say_so(client: Client) -> None:
    making.city("Lima", "PE", latitude="-12.05", longitude="-77.04")

    assert "12.05° S, 77.04° W" in read(client, "/cities/lima")


def test_a_country_gathers_its_cities(client: Client) -> None:
    making.city("Nepal", "NP", kind="country")
    making.measure("Hand washing", place=making.city("Dhankuta", "NP"))

    page = read(client, "/cities/nepal")

    assert "Hand washing" in page
    assert 'href="/measures/?country=NP"' in page


def test_cities_stand_by_country_and_only_where_something_is_told(client: Client) -> None:
    making.city("Nowhere", "FR")
    for name, country in (("Seoul", "KR"), ("Delhi", "IN"), ("Agra", "IN")):
        making.measure(f"Of {name}", place=making.city(name, country))

    page = read(client, "/cities/")

    places = [page.index(words) for words in ("India</h2>", ">Agra<", ">Delhi<", "South Korea</h2>", ">Seoul<")]
    assert places == sorted(places)
    assert "Nowhere" not in page


def test_a_theme_takes_its_sub_themes_along(client: Client) -> None:
    health = making.theme("Health")
    testing = making.theme("Testing", parent=health)
    ThemeLabel.objects.create(theme=health, language="ne", name="स्वास्थ्य")
    making.measure("Swabs", themes=[testing])

    page = read(client, "/themes/health")

    for words in ("Swabs", '<a href="/themes/testing">Testing</a>', '<span lang="ne">स्वास्थ्य</span>', "?theme=health"):
        assert words in page, words


def test_the_tree_of_themes_counts_each_entry_once(client: Client) -> None:
    health = making.theme("Health")
    making.measure("Swabs", themes=[health, making.theme("Testing", parent=health)])

    page = read(client, "/themes/")

    assert page.count("1 entry") == 2
    assert "2 entries" not in page


def test_a_series_stands_in_order_and_names_what_is_missing(client: Client) -> None:
    series = making.series("Webinars", organisation=making.organisation("CityNet"))
    making.event("CityNet Webinar IV", series=series, number=4)
    making.event("CityNet Webinar II", series=series, number=2)
    making.event("CityNet Webinar I", series=series, number=1, on=date(2020, 4, 10))

    page = read(client, "/series/webinars")

    order = [page.index(words) for words in ("Webinar I<", "Webinar II<", "III is not here.", "Webinar IV<")]
    assert order == sorted(order)
    assert "Webinars" in read(client, "/series/")


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        ([], []),
        ([1, 2, 3], []),
        ([1, 2, 4], [3]),
        ([3], [1, 2]),
        ([2019, 2021], [2020]),
        ([1, 500], []),
        ([4, 4, 1], [2, 3]),
    ],
)
def test_missing_numbers(numbers: list[int], missing: list[int]) -> None:
    assert missing_numbers(numbers) == missing


@pytest.mark.parametrize(
    ("titles", "written"),
    [
        ([(2, "Webinar II")], "III"),
        ([(2, "Second webinar")], "3"),
        ([(1, "Can I go out?"), (2, "Second")], "3"),
        ([], "3"),
    ],
)
def test_a_missing_number_is_written_as_the_others_are(titles: list[tuple[int, str]], written: str) -> None:
    assert as_titles_write_it(3, titles) == written


@pytest.mark.parametrize("index", ["organisations", "cities", "themes", "series"])
def test_an_empty_index_says_so_and_a_wrong_name_is_not_found(client: Client, index: str) -> None:
    assert "is known yet." in read(client, f"/{index}/")
    assert client.get(f"/{index}/no-such-name").status_code == 404
    assert client.get(f"/{index}/%00").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/organisations/org", "/organisations/", "/cities/seoul", "/cities/", "/themes/health", "/themes/", "/series/forum",
     "/series/"],
)  # fmt: skip
def test_a_gathering_page_asks_as_often_for_three_entries_as_for_one(
    client: Client, address: str, django_assert_max_num_queries, django_assert_num_queries
) -> None:
    facts = {
        "organisers": [making.organisation("Org")],
        "place": making.city("Seoul", "KR"),
        "themes": [making.theme("Health")],
        "series": making.series("Forum"),
        "links": {"item": "https://example.org/"},
    }
    making.measure("Entry one", **facts)
    client.get(address)
    with django_assert_max_num_queries(12) as asked:
        assert client.get(address).status_code == 200

    making.measure("Entry two", **facts)
    making.event("Entry three", **facts)
    with django_assert_num_queries(len(asked)):
        assert client.get(address).status_code == 200
