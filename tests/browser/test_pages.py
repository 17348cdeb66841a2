"""Every template of a public page in a real browser: small and large, light and dark, by keyboard, without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Hub, axe

pytestmark = pytest.mark.once
PAGES = [
    "hub",
    "about",
    "events",
    "resources",
    "measures",
    "updates",
    "second page",
    "filtered list",
    "empty list",
    "not understood",
    "beyond the last page",
    "event",
    "member of a series",
    "resource",
    "measure",
    "update",
    "organisation",
    "organisations",
    "city",
    "cities",
    "theme",
    "themes",
    "series",
    "series with a gap",
    "all series",
    "find",
    "found",
    "found and narrowed",
    "found in Urdu",
    "found nothing",
    "search not understood",
    "404",
    "410",
]


def overflow(page: Page) -> list[str]:
    """Return the elements that make a page scroll sideways."""
    return page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll("body *")]
                .filter(element => element.getBoundingClientRect().right > width + 1)
                .map(element => element.outerHTML.slice(0, 120));
        }"""
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_fault_that_a_machine_can_find(page: Page, hub: Hub, name: str) -> None:
    address = hub.address(name)
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: errors.append(said.text) if said.type == "error" and said.location["url"] != address else None,
    )

    page.goto(address)
    faults = {}
    for width, height in ((1280, 900), (390, 844), (320, 700)):
        page.set_viewport_size({"width": width, "height": height})
        if wide := overflow(page):
            faults[f"wider than {width}"] = wide
        if width == 320:
            continue
        page.emulate_media(color_scheme="light")
        faults[f"light, {width}"] = axe(page)
        page.emulate_media(color_scheme="dark")  # only colours differ
        faults[f"dark, {width}"] = axe(page, "color-contrast")

    assert {where: found for where, found in faults.items() if found} == {}
    assert [url for url in asked if not url.startswith((hub.url, "data:"))] == []
    assert errors == []
    assert page.locator("h1").count() == 1


def test_filters_work_without_script(scriptless: Page, hub: Hub) -> None:
    scriptless.goto(hub.address("events"))
    all_rows = scriptless.locator(".row").count()

    scriptless.get_by_label("Theme", exact=True).select_option(index=1)
    scriptless.get_by_text("More filters and order").click()
    scriptless.get_by_label("Year", exact=True).select_option("2020")
    scriptless.get_by_role("button", name="Show").click()

    assert "theme=" in scriptless.url
    assert "year=2020" in scriptless.url
    assert 0 < scriptless.locator(".row").count() < all_rows
    expect(scriptless.get_by_label("Year", exact=True)).to_have_value("2020")

    scriptless.get_by_role("link", name="Remove the filter Year: 2020").click()

    assert "year=2020" not in scriptless.url
    assert "theme=" in scriptless.url


def test_searching_works_without_script(scriptless: Page, hub: Hub) -> None:
    scriptless.goto(hub.address("events"))

    scriptless.get_by_role("searchbox", name="Words to look for", exact=True).fill("health")
    scriptless.get_by_role("button", name="Find").first.click()

    assert scriptless.url == f"{hub.url}/find/?q=health"
    expect(scriptless.get_by_role("heading", level=1)).to_have_text("Found for “health”")
    assert scriptless.locator(".row").count() > 0


def test_a_wrong_address_leads_on(scriptless: Page, hub: Hub) -> None:
    scriptless.goto(hub.address("404"))

    expect(scriptless.get_by_label("Words to look for").last).to_have_value("mobility cities")
    assert scriptless.get_by_role("link", name="Events").count() > 0


def test_the_keyboard_reaches_the_skip_link_the_filters_and_the_rows(page: Page, hub: Hub) -> None:
    page.goto(hub.address("events"))

    page.keyboard.press("Tab")
    assert focus(page) == "skip"
    page.keyboard.press("Enter")

    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(focus(page))

    assert reached[:5] == ["by-q", "button", "by-when", "by-theme", "by-organisation"]
    assert reached[5:7] == ["summary", "button"]
    assert "row" in reached


def focus(page: Page) -> str:
    """Return what has the focus: its id, else the part of the page that it belongs to."""
    return page.evaluate(
        """() => {
            const here = document.activeElement;
            if (here.id) return here.id;
            if (here.closest(".row")) return "row";
            return here.className.split(" ")[0] || here.tagName.toLowerCase();
        }"""
    )


def test_a_focused_link_can_be_seen(page: Page, hub: Hub) -> None:
    page.goto(hub.address("resource"))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    style = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")

    assert style == "solid"
