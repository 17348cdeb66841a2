"""Searching in a real browser: what is suggested while one types, and the facets, by keyboard and without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Hub, axe

pytestmark = pytest.mark.once


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Return what the page asks for to complete words."""
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url) if "/find/complete" in request.url else None)
    return addresses


def test_what_is_typed_is_completed_and_the_keyboard_goes_there(page: Page, hub: Hub, asked: list[str]) -> None:
    page.goto(hub.address("hub"))
    box = page.get_by_role("combobox", name="Words to look for")
    expect(box).to_have_attribute("aria-expanded", "false")

    box.press_sequentially("world heal", delay=20)

    options = page.get_by_role("option")
    expect(options.filter(has_text="World Health Organization")).to_contain_text("Organisation")
    expect(options.last).to_have_text("Search for “world heal”")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert len(asked) <= 3  # one wait for all that is typed at once
    assert axe(page) == []

    box.press("ArrowUp")
    expect(box).to_have_attribute("aria-activedescendant", options.last.get_attribute("id") or "")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_value("world heal")

    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    with page.expect_navigation():
        box.press("Enter")
    assert page.url.startswith(f"{hub.url}/organisations/")


def test_enter_searches_and_so_does_the_last_suggestion(page: Page, hub: Hub) -> None:
    page.goto(hub.address("found and narrowed"))
    box = page.locator("#ask").get_by_role("combobox")

    box.fill("water")
    with page.expect_navigation():
        page.get_by_role("option", name="Search for “water”").click()
    assert "q=water&" in page.url
    assert "kind=event" in page.url

    box.fill("food")
    with page.expect_navigation():
        box.press("Enter")
    assert "q=food&" in page.url


def test_an_input_method_is_left_alone_until_a_sign_is_complete(page: Page, hub: Hub, asked: list[str]) -> None:
    page.goto(hub.address("hub"))
    box = page.get_by_role("combobox", name="Words to look for")
    box.focus()
    keys = page.context.new_cdp_session(page)

    keys.send("Input.imeSetComposition", {"text": "서", "selectionStart": 1, "selectionEnd": 1})
    box.press("ArrowDown")
    page.wait_for_timeout(200)
    assert asked == []
    expect(page.get_by_role("listbox")).to_have_count(0)

    keys.send("Input.insertText", {"text": "서울"})
    expect(page.get_by_role("option").last).to_have_text("Search for “서울”")
    assert asked


def test_facets_work_without_script_and_are_folded_on_a_phone(scriptless: Page, hub: Hub) -> None:
    scriptless.goto(hub.address("found"))
    found = scriptless.get_by_role("status").inner_text()
    expect(scriptless.get_by_label("Resources")).to_be_hidden()

    scriptless.get_by_text("Narrow these results").click()
    scriptless.get_by_label("City measures").check()
    scriptless.get_by_role("button", name="Show").click()

    assert scriptless.url == f"{hub.url}/find/?q=health&kind=measure"
    assert scriptless.get_by_role("status").inner_text() != found
    assert set(scriptless.locator(".row").evaluate_all("rows => rows.map(row => row.className)")) == {"row measure"}
    scriptless.get_by_role("link", name="Remove the filter Kind: City measures").click()
    assert scriptless.url == f"{hub.url}/find/?q=health"


def test_the_facets_stand_beside_the_results_where_there_is_room(page: Page, hub: Hub) -> None:
    page.goto(hub.address("found"))

    boxes = page.get_by_role("group", name="Kind").get_by_role("checkbox")
    expect(boxes.first).to_be_visible()
    page.get_by_role("link", name="Skip to the results").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => Boolean(document.activeElement.closest('#results .row'))")
