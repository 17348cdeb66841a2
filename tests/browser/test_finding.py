"""Searching in a real browser: the facets, by keyboard and without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Hub

pytestmark = pytest.mark.once


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
