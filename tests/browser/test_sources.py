"""A partner's page is tried, added, read and seen to break, in a real browser."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Hub, axe
from tests.browser.test_desk import sign_in
from tests.desk.sources.making import listing
from tests.web import Site
from tests.web import page as answer


@pytest.fixture
def partner() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


def test_a_partner_s_page_is_tried_added_and_read(page: Page, hub: Hub, partner: Site) -> None:
    partner.answers["/events"] = answer(listing({"Trams for small cities": "29 July 2031"}, head="Events of a partner"))
    sign_in(page, hub, "editor")
    page.goto(f"{hub.url}/desk/sources/")
    page.get_by_role("link", name="Add a source").first.click()

    page.locator("#id_url").fill(partner.url("/events"))
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("table", name="What it would give")).to_contain_text("Trams for small cities")
    expect(page.locator("#id_name")).to_have_value("Events of a partner")
    page.get_by_role("button", name="Add the source").click()

    expect(page.locator("#health")).to_contain_text("Never read")
    page.get_by_role("button", name="Read now").click()
    expect(page.locator(".messages")).to_contain_text("1 item is new.")
    page.get_by_role("link", name="Read regularly as “Events of a partner”").click()
    expect(page.locator("#health")).to_contain_text("In order")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_no_page_of_a_source_has_a_fault_that_a_machine_can_find(
    chromium: Browser, hub: Hub, partner: Site, width: int, scheme: str
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    path = f"/{scheme}-{width}"
    partner.answers[path] = answer(listing(head=f"Events, {scheme}, {width}"))
    sign_in(page, hub, "moderator")
    faults = {}

    def look(name: str) -> None:
        faults[name] = axe(page)
        if width == 390:
            assert page.evaluate("document.documentElement.scrollWidth") == width, name
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}-{scheme}.png", full_page=True)

    page.goto(f"{hub.url}/desk/sources/add/")
    look("add")
    page.locator("#id_url").fill(partner.url(path))
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("table", name="What it would give")).to_be_visible()
    look("tried")
    page.get_by_role("button", name="Add the source").click()
    expect(page.locator("#health")).to_contain_text("Never read")
    here = page.url
    page.get_by_role("button", name="Read now").click()
    expect(page.locator("#review-head")).to_be_visible()
    partner.answers[path] = answer(status=500)
    page.goto(here)
    page.get_by_role("button", name="Read now").click()
    expect(page.locator(".messages")).to_contain_text("status 500")
    page.goto(here)  # without the message, which is Wagtail's and fades in
    expect(page.locator("#health")).to_contain_text("Failing")
    look("source")
    partner.answers[path] = answer(listing())
    page.get_by_role("button", name="Rehearse").click()
    expect(page.get_by_text("Nothing of it was kept.")).to_be_visible()
    look("rehearsal")
    for name, at in {"list": f"{hub.url}/desk/sources/", "edit": f"{here}edit/", "delete": f"{here}delete/"}.items():
        page.goto(at)
        look(name)
    context.close()

    assert faults == {name: [] for name in faults}
    assert refused == []
