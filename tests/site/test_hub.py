"""The hub page: its lists, its figures, its sections, and what it costs."""

import gzip
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StructBlockValidationError
from wagtail.documents.models import Document
from wagtail.models import Page, PageViewRestriction, Site

from fingerpost import site as site_package
from fingerpost.catalogue.models import Crisis, Organisation, Phase, Translation
from fingerpost.site.blocks import HubBody, default_hub_body
from fingerpost.site.models import HubPage, NetworkSettings, TextPage
from tests.site import making

pytestmark = pytest.mark.django_db

QUERIES = 12
TODAY = datetime.now(UTC).date()


def hub_of(*sections: tuple[str, dict[str, Any]], **facts: Any) -> HubPage:
    """Publish a hub with these sections at the root of the site."""
    page = HubPage(title="COVID-19: response", slug="hub", crisis=making.crisis(), body=list(sections), **facts)
    Page.get_first_root_node().add_child(instance=page)
    site = Site.objects.get(is_default_site=True)
    site.root_page = page
    site.save()
    Site.clear_site_root_paths_cache()
    return page


def entries(heading: str = "Partner events", **value: Any) -> tuple[str, dict[str, Any]]:
    return "entries", {"heading": heading, "kind": "event", "when": "all", "limit": 10, **value}


def html(client: Client, address: str = "/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def titles(page: str) -> list[str]:
    return re.findall(r'<h3><a href="/\w+/[^"]+"[^>]*>([^<]+)</a></h3>', page)


# What it lists


def test_a_list_shows_what_comes_before_what_is_over(client: Client) -> None:
    for days in (-400, 30, 2, -1):
        making.event(f"Day {days}", on=TODAY + timedelta(days=days))
    making.event("Undated")
    making.event("A draft", on=TODAY, live=False)
    hub_of(entries())

    page = html(client)

    assert titles(page) == ["Day 2", "Day 30", "Day -1", "Day -400", "Undated"]
    assert "in 2 days" in page


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"when": "upcoming"}, ["Soon"]),
        ({"when": "past"}, ["Long ago", "Older"]),
        ({"order": "title"}, ["Long ago", "Older", "Soon"]),
        ({"order": "newest", "limit": 2}, ["Soon", "Long ago"]),
        ({"kind": "resource"}, ["Report"]),
    ],
    ids=str,
)
def test_a_list_is_what_its_editor_asked_for(client: Client, narrowed: dict[str, Any], expected: list[str]) -> None:
    making.event("Soon", on=TODAY + timedelta(days=9))
    making.event("Long ago", on=date(2020, 7, 2))
    making.event("Older", on=date(2020, 7, 1))
    making.resource("Report", on=date(2020, 5, 1))
    hub_of(entries(**narrowed))

    assert titles(html(client)) == expected


def test_a_list_of_a_theme_or_an_organisation_takes_in_their_parts(client: Client) -> None:
    health = making.theme("Health")
    testing = making.theme("Testing", parent=health)
    un = making.organisation("United Nations")
    escap = making.organisation("ESCAP", parent=un)
    making.event("Both", themes=[testing], organisers=[escap])
    making.event("Theme only", themes=[health])
    making.event("Neither")

    hub_of(entries("A", theme=health), entries("B", organisation=un))

    page = html(client)
    assert titles(page) == ["Theme only", "Both", "Both"]
    assert 'href="/events/?theme=health">All 2 events</a>' in page
    assert 'href="/events/?organisation=united-nations">All 1 event</a>' in page


def test_a_list_of_a_country_takes_in_its_cities(client: Client) -> None:
    nepal = making.city("Nepal", "NP", kind="country")
    making.measure("In Dhankuta", place=making.city("Dhankuta", "NP"))
    making.measure("In Seoul", place=making.city("Seoul", "KR"))
    hub_of(entries("Nepal", kind="measure", place=nepal))

    page = html(client)

    assert titles(page) == ["In Dhankuta"]
    assert "/measures/?country=NP" in page


def test_a_hub_lists_its_own_crisis_only(client: Client) -> None:
    making.event("Ours")
    flood = making.event("Of a flood")
    flood.crisis = Crisis.objects.create(name="Flood", slug="flood")
    flood.save()
    hub_of(entries())

    assert titles(html(client)) == ["Ours"]


def test_a_list_that_finds_nothing_says_so(client: Client) -> None:
    hub_of(entries())

    page = html(client)

    assert "Nothing is listed here at the moment." in page
    assert "All 0" not in page


def test_every_filter_of_a_list_leads_to_an_address_that_the_list_page_understands(client: Client) -> None:
    theme, city = making.theme("Health"), making.city("Seoul", "KR")
    series, organisation = making.series("Webinars"), making.organisation("WeGO")
    making.event("One", themes=[theme], place=city, series=series, organisers=[organisation], on=TODAY)
    chosen = {"theme": theme, "place": city, "series": series, "organisation": organisation}
    hub_of(entries(**chosen, when="upcoming", order="title"))

    [address] = re.findall(r'<a href="([^"]+)">All 1 event</a>', html(client))

    page = html(client, address.replace("&amp;", "&"))
    assert ">One</a>" in page
    assert "is not a filter" not in page


# The network's own


def own_network() -> Organisation:
    organisation = making.organisation("CityNet")
    network = NetworkSettings.for_site(Site.objects.get(is_default_site=True))
    network.name, network.organisation = "CityNet", organisation
    network.save()
    return organisation


def test_the_networks_own_items_are_those_that_it_made(client: Client) -> None:
    citynet = own_network()
    making.event("Webinar I", organisers=[citynet], on=date(2020, 4, 10))
    making.event("Of a partner", organisers=[making.organisation("WeGO")])
    hub_of(("own", {"heading": "From the network", "limit": 6, "order": "newest", "records": []}))

    assert titles(html(client)) == ["Webinar I"]


def test_picked_items_stand_in_the_order_of_the_editor(client: Client) -> None:
    first, second, third = (making.event(title) for title in ("First", "Second", "Third"))
    draft = making.event("Draft", live=False)
    hub_of(("own", {"heading": "Ours", "limit": 1, "records": [third, first, draft, second]}))

    assert titles(html(client)) == ["Third", "First", "Second"]


def test_numbered_items_can_stand_by_their_number(client: Client) -> None:
    citynet, series = own_network(), making.series("Consultations")
    for number in (4, 1, 2):
        making.event(f"Webinar {number}", organisers=[citynet], series=series, number=number)
    hub_of(("own", {"heading": "Ours", "limit": 6, "order": "number", "records": []}))

    assert titles(html(client)) == ["Webinar 1", "Webinar 2", "Webinar 4"]


# Its head


def test_the_head_says_where_the_crisis_stands_and_what_the_hub_holds(client: Client) -> None:
    crisis = making.crisis()
    crisis.current_phase = Phase.objects.create(crisis=crisis, name="Recovery", slug="recovery")
    crisis.save()
    making.event(
        "One", organisers=[making.organisation("WeGO", country="KR"), making.organisation("WHO", country="CH")]
    )
    making.measure("Two", place=making.city("Seoul", "KR"))
    hub_of(entries())

    page = html(client)

    assert "Phase: Recovery" in page
    assert "2 entries from 2 organisations in 2 countries" in page
    assert re.search(r'Updated <time datetime="\d{4}-\d\d-\d\dT[\d:.]+\+00:00" data-ago>just now</time>', page)


def test_an_empty_hub_has_a_head_too(client: Client) -> None:
    hub_of()

    page = html(client)

    assert "0 entries" in page
    assert "Updated" not in page


def test_the_arms_point_to_the_sections_with_a_heading(client: Client) -> None:
    making.event("One")
    hub_of(
        entries("Events"),
        entries("Events"),
        entries("행사"),
        entries("Content"),
        ("text", {"heading": "", "text": "<p>No heading</p>"}),
        ("share", {"heading": "Share"}),
    )

    page = html(client)

    arms = re.findall(r'class="arm" href="#([^"]+)"><b>([^<]+)</b> <span>(\d+)</span>', page)
    assert arms == [
        ("events", "Events", "1"),
        ("events-2", "Events", "1"),
        ("haengsa", "행사", "1"),
        ("content-2", "Content", "1"),
    ]
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {anchor for anchor, *_ in arms} <= set(ids)


# The other sections


def test_a_callout_leaves_after_its_last_day(client: Client) -> None:
    text = "<p>Send your measures.</p>"
    hub_of(
        ("callout", {"heading": "Still open", "text": text, "tone": "note", "until": TODAY + timedelta(days=1)}),
        ("callout", {"heading": "Closed", "text": text, "tone": "note", "until": TODAY - timedelta(days=2)}),
    )

    page = html(client)

    assert "Still open" in page
    assert "Closed" not in page


def test_files_say_their_type_and_size(client: Client) -> None:
    document = Document(title="Guidance")
    document.file.save("guidance.pdf", ContentFile(b"x" * 2048))
    document.save()
    files = [
        {"title": "Our guidance", "document": document, "url": "", "size": None},
        {"title": "Elsewhere", "document": None, "url": "https://example.org/data.xlsx", "size": 1.5},
        {"title": "A page", "document": None, "url": "https://example.org/", "size": None},
    ]
    hub_of(("files", {"heading": "Files", "files": files}))

    found = re.findall(
        r'<li><a href="([^"]+)">([^<]+)</a>(?: <span>([^<]+)</span>)?</li>', html(client).replace("\xa0", " ")
    )

    assert (document.url, "Our guidance", "PDF, 2.0 KB") in found
    assert ("https://example.org/data.xlsx", "Elsewhere", "XLSX, 1.4 MB") in found
    assert ("https://example.org/", "A page", "") in found


def test_headings_never_skip_a_level(client: Client) -> None:
    text = "<h3>Below</h3><p>Words</p><h4>Deeper</h4>"
    hub_of(("text", {"heading": "Told", "text": text}), ("text", {"heading": "", "text": text}))

    levels = [int(level) for level in re.findall(r"<h(\d)", html(client).partition("<main")[2].partition("</main")[0])]

    assert levels == [1, 2, 3, 4, 2, 3]


def test_a_page_of_text_shows_in_the_menus(client: Client) -> None:
    hub = hub_of()
    body = [("text", {"heading": "Who we are", "text": "<p>A network.</p>"})]
    hub.add_child(instance=TextPage(title="About us", slug="about", body=body, show_in_menus=True))
    hub.add_child(instance=TextPage(title="Hidden", slug="hidden", show_in_menus=False))

    front, about = html(client), html(client, "/about/")

    assert front.count('<a href="/about/">About us</a>') == 2
    assert "Hidden" not in front
    assert '<a href="/about/" aria-current="page">About us</a>' in about
    assert "A network." in about


def test_hostile_words_are_shown_and_not_run(client: Client) -> None:
    bad = "<script>alert(1)</script>"
    making.event(bad, organisers=[making.organisation(bad, slug="bad")], format=bad)
    making.update(bad, summary=f"{bad} javascript:alert(1)", on=TODAY)
    hub_of(entries(bad), entries(bad, kind="update"), intro=bad)

    page = html(client)

    assert bad not in page
    assert page.count("&lt;script&gt;alert(1)") >= 7


# Who may see it


def test_a_restricted_hub_asks_for_its_password(client: Client) -> None:
    page = hub_of()
    PageViewRestriction.objects.create(page=page.get_root(), restriction_type="password", password="open")

    response = client.get("/")

    assert "COVID-19: response" not in response.content.decode().partition("<main")[2]
    assert 'type="password"' in response.content.decode()


# What an editor has


def test_a_new_hub_begins_with_sections_that_fill_themselves(client: Client) -> None:
    making.event("One")
    body = HubPage._meta.get_field("body").get_default()

    assert [block.block_type for block in body] == [name for name, _ in default_hub_body()]
    hub_of(*default_hub_body())
    assert titles(html(client)) == ["One"]


@pytest.mark.parametrize("name", list(HubBody().child_blocks))
def test_every_section_shows_itself_in_the_picker(admin_client: Client, name: str) -> None:
    making.event("One")
    block = HubPage._meta.get_field("body").stream_block.child_blocks[name]

    response = admin_client.get("/desk/block-preview/", {"id": block.definition_prefix})

    assert block.is_previewable
    assert block.get_description()
    assert response.status_code == 200
    assert str(block.get_preview_value()["heading"]) in response.content.decode()


def test_an_editor_opens_and_previews_the_page(admin_client: Client) -> None:
    making.event("One")
    page = hub_of(*default_hub_body())

    form = admin_client.get(f"/desk/pages/{page.pk}/edit/")
    preview = page.make_preview_request()

    assert form.status_code == 200
    assert preview.status_code == 200
    assert titles(preview.render().content.decode()) == ["One"]


def test_the_chooser_of_entries_finds_by_words(admin_client: Client) -> None:
    making.event("Forum of mayors")
    making.resource("Report on markets")

    page = admin_client.get("/desk/choose_record/results/", {"q": "mayors"}).content.decode()

    assert "Forum of mayors" in page
    assert "Report on markets" not in page


# What a list searches for


def test_a_list_shows_what_its_search_finds_and_leads_to_all_of_it(
    client: Client, index: Callable[[], object], django_assert_max_num_queries
) -> None:
    theme = making.theme("Food")
    for number, name in enumerate(["Markets reopen", "Markets and masks", "Buses", "Shops reopen"]):
        making.event(name, on=date(2020, 7, number + 1), themes=[theme], language="en")
    making.event("Markets of no theme")
    making.resource("Report on markets", themes=[theme])
    index()
    hub_of(entries("Markets", search="markets OR shops", theme=theme, order="newest", limit=2), entries("All"))
    client.get("/")

    with django_assert_max_num_queries(10):
        page = html(client)

    assert titles(page)[:2] == ["Shops reopen", "Markets and masks"]
    address = "/find/?q=markets+OR+shops&amp;theme=food&amp;crisis=covid-19&amp;kind=event&amp;sort=newest"
    assert f'<a href="{address}">All 3 events</a>' in page
    assert "3 results" in html(client, address.replace("&amp;", "&"))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("colour:red markets", "“colour:” is no field"),
        ("city:Atlantis", "“Atlantis” in “city:” is not known here."),
        ("before:soon", "“soon” is no day."),
        ('"open markets', "A quotation mark has no second one."),
    ],
)
def test_a_wrong_search_explains_itself_when_it_is_saved(
    index: Callable[[], object], query: str, sentence: str
) -> None:
    index()
    block = HubBody().child_blocks["entries"]
    value = {"heading": "Markets", "kind": "event", "limit": 10, "when": "all", "search": query}

    with pytest.raises(StructBlockValidationError) as problem:
        block.clean(block.to_python(value))

    assert sentence in str(problem.value.block_errors["search"].messages)


def test_a_right_search_is_saved(index: Callable[[], object]) -> None:
    making.city("Seoul", "KR")
    index()
    block = HubBody().child_blocks["entries"]

    for query in ("", "markets OR shops -online", '"food security"', "city:Seoul before:2020-07"):
        value = block.to_python({"heading": "Markets", "kind": "event", "limit": 10, "when": "all", "search": query})
        assert block.clean(value)["search"] == query


# What it costs


def filled(rows: int) -> None:
    """Give every list of the default hub this many rows, with all that a row may show."""
    theme, city, series = making.theme("Health"), making.city("Seoul", "KR"), making.series("Webinars")
    citynet, partner = own_network(), making.organisation("WeGO", country="KR")
    for number in range(1, rows + 1):
        links = {"item": f"https://example.org/{number}", "recording": f"https://example.org/r/{number}"}
        shared = {"themes": [theme], "links": links, "on": date(2020, 7, number)}
        making.event(f"Own {number}", organisers=[citynet], series=series, number=number, **shared)
        making.event(f"Event {number}", organisers=[partner, citynet], **shared)
        made = making.resource(f"보고서 {number}", language="ko", organisers=[partner], **shared)
        Translation.objects.create(record=made, language="en", title=f"Report {number}", summary="Told")
        making.measure(f"Measure {number}", place=city, **shared)
        making.update(f"Update {number}", summary=f"Words {number}", organisers=[citynet], on=date(2020, 7, number))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_hub_takes_as_many_queries_for_three_rows_as_for_one(client: Client, rows: int) -> None:
    filled(rows)
    theme = making.theme("Mobility")
    hub_of(*default_hub_body(), entries("Narrowed", theme=theme))
    client.get("/")

    with CaptureQueriesContext(connection) as asked:
        page = html(client)

    assert f"Report {rows}" in page
    assert len(asked) <= 10
    assert len(asked) <= QUERIES


def test_a_hub_of_fifty_rows_is_light(client: Client) -> None:
    filled(17)
    limits = {"event": 17, "resource": 17, "measure": 16}
    hub_of(*(entries(kind, kind=kind, limit=limit) for kind, limit in limits.items()))
    static = Path(site_package.__file__).parent / "static/site"

    page = html(client)

    assert len(titles(page)) == 50
    assert len(gzip.compress(page.encode())) <= 20_000
    assert len(gzip.compress((static / "hub.css").read_bytes())) <= 8_000
    assert len(gzip.compress((static / "hub.js").read_bytes())) <= 6_000


def test_a_hub_asks_nothing_of_anybody_else_and_runs_nothing_inline(client: Client) -> None:
    filled(2)
    hub_of(*default_hub_body())

    response = client.get("/")

    page = response.content.decode()
    assert re.findall(r'(?:src|srcset|<link rel="stylesheet" href)="(?!/static/)[^"]*"', page) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?! src)", page) == []
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_the_head_of_the_document_says_what_the_page_is(client: Client) -> None:
    hub_of(intro="What cities did.")

    page = html(client)

    assert "<title>COVID-19: response · " in page
    assert '<meta name="description" content="What cities did.">' in page
    assert '<link rel="canonical" href="http://localhost:8000/">' in page
    assert '<meta property="og:title" content="COVID-19: response">' in page
    assert page.startswith('<!doctype html>\n<html lang="en" dir="ltr">')
