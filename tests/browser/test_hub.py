"""The hub in a real browser: its arms, its clocks, what the script adds, print, zoom, and other writing directions."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Hub, axe

pytestmark = pytest.mark.once


@pytest.fixture
def traveller(chromium: Browser) -> Iterator[Page]:
    """A page before a reader in Kathmandu, who lets the hub write to the clipboard."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844},
        timezone_id="Asia/Kathmandu",
        permissions=["clipboard-read", "clipboard-write"],
    )
    yield context.new_page()
    context.close()


def sideways(page: Page) -> int:
    """Return by how many pixels a page is wider than its window."""
    return page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_each_arm_leads_to_a_section_that_bears_its_name(scriptless: Page, hub: Hub) -> None:
    scriptless.goto(hub.address("hub"))

    arms = scriptless.locator("a.arm").all()

    assert len(arms) >= 4
    for arm in arms:
        target = scriptless.locator(arm.get_attribute("href") or "")
        expect(target.locator("h2")).to_have_text(arm.locator("b").inner_text())
        arm.click()
        expect(target).to_be_in_viewport()


def test_the_hub_is_whole_without_script(scriptless: Page, hub: Hub) -> None:
    scriptless.goto(hub.address("hub"))

    assert scriptless.locator("li.row").count() >= 30
    expect(scriptless.get_by_role("button", name="Copy link")).to_have_count(0)
    expect(scriptless.get_by_role("link", name="WhatsApp").first).to_be_visible()


def test_the_browser_finds_nothing_to_refuse(page: Page, hub: Hub) -> None:
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))

    page.goto(hub.address("hub"), wait_until="networkidle")

    assert [url for url in asked if not url.startswith(hub.url)] == []
    assert len([url for url in asked if url.endswith((".css", ".js"))]) == 2
    assert said == []


def test_a_reader_elsewhere_sees_their_own_time_beside_the_events(traveller: Page, hub: Hub) -> None:
    traveller.goto(hub.address("event"))

    shown = traveller.locator("time[data-clock]").first
    expect(shown).to_have_text("16:00–17:30, Seoul (UTC+09:00)")
    expect(traveller.locator(".yours").first).to_have_text("12:45–14:15 your time")


def test_a_reader_in_the_events_own_zone_sees_one_time(chromium: Browser, hub: Hub) -> None:
    context = chromium.new_context(timezone_id="Asia/Seoul")
    page = context.new_page()

    page.goto(hub.address("event"))

    expect(page.locator("time[data-clock]").first).to_be_visible()
    expect(page.locator(".yours")).to_have_count(0)
    context.close()


def test_an_event_soon_says_so(scriptless: Page, hub: Hub) -> None:
    scriptless.goto(f"{hub.url}/events/?when=upcoming")

    signs = scriptless.locator("li.row", has_text="Consultation of mayors").locator(".meta strong")

    assert re.fullmatch(r"Moved to a new date · in [234] days", signs.inner_text())


def test_copying_the_link_copies_the_address_of_the_page(traveller: Page, hub: Hub) -> None:
    traveller.goto(hub.address("hub"))

    traveller.get_by_role("button", name="Copy link").last.click()

    expect(traveller.get_by_role("button", name="Link copied")).to_be_visible()
    copied = traveller.evaluate("() => navigator.clipboard.readText()")
    assert copied == traveller.locator("link[rel=canonical]").get_attribute("href")


@pytest.mark.parametrize("width", [320, 390, 640, 1280])
def test_nothing_scrolls_sideways(page: Page, hub: Hub, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(hub.address("hub"))

    assert sideways(page) == 0


def test_twice_as_large_letters_still_fit(page: Page, hub: Hub) -> None:
    page.set_viewport_size({"width": 640, "height": 800})
    page.goto(hub.address("hub"))

    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")

    assert sideways(page) == 0


def test_a_page_from_right_to_left_is_a_mirror(page: Page, hub: Hub) -> None:
    page.goto(hub.address("hub"))
    page.evaluate("() => { document.documentElement.dir = 'rtl' }")

    brand, find = page.locator(".brand").bounding_box(), page.locator(".find").bounding_box()
    title, arms = page.locator("h1").bounding_box(), page.locator("ul.post").bounding_box()

    assert brand
    assert find
    assert title
    assert arms
    assert brand["x"] > find["x"]
    assert title["x"] > arms["x"]
    assert sideways(page) == 0
    assert axe(page) == []


def test_paper_spells_links_out_and_leaves_the_menus_away(page: Page, hub: Hub) -> None:
    page.goto(hub.address("hub"))
    page.emulate_media(media="print")

    spelt = page.locator("li.row a.away").first.evaluate("element => getComputedStyle(element, '::after').content")

    assert "http" in spelt
    for hidden in ("nav >> nth=0", ".find", ".foot", "ul.post"):
        expect(page.locator(hidden).first).to_be_hidden()
    ink = page.evaluate("() => getComputedStyle(document.body).color")
    assert ink == "rgb(21, 25, 30)"


def test_forced_colours_keep_the_arms_readable(page: Page, hub: Hub) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(hub.address("hub"))

    arm = page.locator("a.arm").first.evaluate(
        "element => { const style = getComputedStyle(element);"
        " return [style.color !== style.backgroundColor, style.clipPath, style.borderTopWidth] }"
    )

    assert arm == [True, "none", "1px"]


def test_still_readers_are_not_moved(page: Page, hub: Hub) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(hub.address("hub"))

    assert page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_the_first_tab_reaches_the_skip_link_and_the_arms_show_their_focus(page: Page, hub: Hub) -> None:
    page.goto(hub.address("hub"))

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.locator("a.arm").first.focus()

    resting = page.locator("a.arm").nth(1).evaluate("element => getComputedStyle(element).backgroundColor")
    focused = page.locator("a.arm").first.evaluate("element => getComputedStyle(element).backgroundColor")
    assert focused != resting
