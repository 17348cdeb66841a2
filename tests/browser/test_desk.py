"""An editor's way from a pasted address to a public page, in a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Hub, axe

ORGANISER = "ESCAP"


@pytest.fixture
def moderators_page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def sign_in(page: Page, hub: Hub, name: str) -> None:
    page.goto(f"{hub.url}/desk/login/")
    page.get_by_label("Username").fill(name)
    page.locator("input[name=password]").fill(name)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Needs a person today")).to_be_visible()


def test_a_pasted_address_becomes_a_public_event(page: Page, moderators_page: Page, hub: Hub) -> None:
    sign_in(page, hub, "editor")
    page.goto(f"{hub.url}/desk/events/add/")
    page.locator("#id_title").fill("Reopening markets safely")
    page.locator("#id_links-0-url").fill("https://example.org/markets")
    page.get_by_role("button", name="Choose organisation").first.click()
    page.locator(".modal input[name=q]").fill(ORGANISER)
    page.locator(".modal").get_by_role("link", name=re.compile(ORGANISER)).first.click()
    page.locator("#id_start_date").fill("2030-05-14")
    page.keyboard.press("Escape")
    page.locator("#id_timezone").fill("Asia/Bangkok")

    page.get_by_role("button", name=re.compile("preview", re.IGNORECASE)).first.click()
    preview = page.frame_locator("iframe[title=Preview]").last
    expect(preview.get_by_role("heading", name="Reopening markets safely", level=1)).to_be_visible(timeout=15000)

    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Submit to Moderation").click()
    expect(page.locator(".messages")).to_contain_text("submitted for moderation")

    sign_in(moderators_page, hub, "moderator")
    moderators_page.get_by_role("link", name="Reopening markets safely").first.click()
    moderators_page.get_by_role("button", name="More actions").click()
    moderators_page.get_by_role("button", name="Approve and Publish", exact=True).click()
    expect(moderators_page.locator(".messages")).to_contain_text("updated")

    page.goto(f"{hub.url}/events/?year=2030")
    page.get_by_role("link", name="Reopening markets safely").first.click()
    expect(page.get_by_role("heading", name="Reopening markets safely", level=1)).to_be_visible()
    expect(page.locator("main")).to_contain_text("14 May 2030")
    expect(page.locator('a[href="https://example.org/markets"]').first).to_be_visible()


@pytest.mark.parametrize(
    "path",
    ["", "events/", "imports/", "imports/1/", "bulk/catalogue/event/publish/?id=all&next=/desk/events/%3Fq%3Dmarkets"],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_we_add_to_the_desk_has_no_fault_that_a_machine_can_find(
    page: Page, hub: Hub, path: str, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    sign_in(page, hub, "moderator")
    page.goto(f"{hub.url}/desk/{path}")

    assert axe(page) == []
