"""From something received to records, in a real browser: the import page and the review table."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Hub, axe
from tests.browser.test_desk import sign_in

#: Like nothing that another test takes in.
UNLIKE = """Title,Organiser,Date,Link
Nurses on ferries,ICRC,3 February 2032,https://example.org/nurses
Ploughing by moonlight,FAO,20 August 2033,https://example.org/ploughing
,WHO,16 May 2034,https://example.org/unlike
"""
RICH = """<h2>Events</h2><ul>
<li><a href="https://example.org/rich-one">Mayors on night buses</a> – UNDP (12 May 2031)</li>
<li><a href="https://example.org/rich-two">Mayors on school meals</a> – UNICEF (13 May 2031)</li></ul>"""


def sheet(word: str) -> str:
    """Return two items that are sure and one without a title; with another word they are other items."""
    return f"""Title,Organiser,Date,Time,Link
Reopening {word} markets,UN-Habitat,14 May 2031,10:00,https://example.org/{word}/markets
Water for {word} gardens,City of Jeju,15 May 2031,11:00,https://example.org/{word}/water
,WHO,16 May 2031,,https://example.org/{word}/untitled
"""


@pytest.fixture
def telephone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    yield context.new_page()
    context.close()


def take_in(page: Page, hub: Hub, text: str, name: str = "editor") -> None:
    sign_in(page, hub, name)
    page.goto(f"{hub.url}/desk/imports/add/")
    page.locator("textarea[name=text]").fill(text)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("#review-head")).to_be_visible()
    page.wait_for_load_state("load")  # from here on the table answers to keys


def focused(page: Page) -> str:
    """Return the fact and the title of the row that the focus is in."""
    return page.evaluate(
        """() => {
            const here = document.activeElement;
            const row = here.closest("tr[data-item]");
            return `${here.dataset.edit ?? here.tagName}: ${row?.querySelector("[data-edit=title]").dataset.value ?? ""}`;
        }"""
    )


def test_a_pasted_table_becomes_records_without_a_mouse(page: Page, hub: Hub) -> None:
    take_in(page, hub, sheet("night"))
    said = page.locator("[data-said]")

    page.keyboard.press("j")
    assert focused(page) == "title: Reopening night markets"
    page.keyboard.press("e")
    page.keyboard.type("Night markets open again")
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="Organisers")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Night markets open again", exact=True)).to_be_visible()
    assert focused(page) == "organisers: Night markets open again"

    page.keyboard.press("a")
    expect(said).to_contain_text("1 new record")
    assert focused(page) == "title: Water for night gardens"
    page.keyboard.press("s")
    expect(said).to_contain_text("1 skipped")
    assert focused(page).startswith("title:")

    page.goto(f"{hub.url}/desk/events/?q=Night+markets+open")
    expect(page.get_by_role("link", name="Night markets open again").first).to_be_visible()


def test_an_error_stands_at_its_cell_and_escape_leaves_it_as_it_was(page: Page, hub: Hub) -> None:
    take_in(page, hub, sheet("late"))

    page.get_by_role("link", name="15 May 2031, 11:00", exact=True).click()
    field = page.get_by_role("textbox", name="Date")
    field.fill("31 February or so")
    page.keyboard.press("Enter")

    expect(page.locator(".cell__error")).to_be_visible()
    assert field.get_attribute("aria-invalid") == "true"
    expect(field).to_be_focused()
    assert axe(page) == []

    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="15 May 2031, 11:00", exact=True)).to_be_focused()


def test_a_rich_paste_keeps_its_links(page: Page, hub: Hub) -> None:
    sign_in(page, hub, "editor")
    page.goto(f"{hub.url}/desk/imports/add/")
    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", "Mayors on night buses");
            const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.querySelector("textarea[name=text]").dispatchEvent(paste);
        }""",
        RICH,
    )
    expect(page.locator("[data-said]")).to_contain_text("links and tables")

    page.get_by_role("button", name="Read it").click()

    expect(page.locator("tr[data-item]")).to_have_count(2)
    expect(page.locator('a[href="https://example.org/rich-two"]')).to_be_visible()


def test_everything_that_is_sure_is_accepted_with_one_click(page: Page, hub: Hub) -> None:
    take_in(page, hub, UNLIKE)

    page.get_by_role("button", name="Accept all 2 that are sure").click()

    expect(page.locator(".messages")).to_contain_text("2 new records")
    expect(page.get_by_role("link", name="Done 2")).to_be_visible()
    expect(page.get_by_role("link", name="Doubtful 1")).to_be_visible()


def test_without_script_the_same_is_done_page_by_page(chromium: Browser, hub: Hub) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{hub.url}/desk/login/?next=/desk/imports/add/")
    page.locator("input[name=username]").fill("editor")
    page.locator("input[name=password]").fill("editor")
    page.get_by_role("button", name="Sign in").click()
    page.locator("textarea[name=text]").fill(sheet("quiet"))
    page.get_by_role("button", name="Read it").click()

    page.get_by_role("link", name="Water for quiet gardens", exact=True).click()
    page.locator("input[name=title]").fill("Water for all gardens")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Accept “Water for all gardens”").click()

    assert "#item-" in page.url
    assert "1 new record" in page.locator(".messages").inner_text()
    assert "Done" in page.locator("tr", has_text="Water for all gardens").inner_text()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_an_import_has_a_fault_that_a_machine_can_find(page: Page, hub: Hub, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    take_in(page, hub, sheet(scheme), name="moderator")
    table = page.url
    item = page.locator("tr[data-item]").first.get_attribute("data-item")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("o")
    expect(page.locator("[data-detail-of] textarea")).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("m")
    expect(page.locator("#match-find")).to_be_visible()
    assert axe(page) == []

    for path in ("columns/", "undo/", f"items/{item}/", f"items/{item}/split/", f"items/{item}/match/?find=health"):
        page.goto(f"{table}{path}")
        assert axe(page) == [], path
    page.goto(f"{hub.url}/desk/imports/add/")
    assert axe(page) == []


def test_a_telephone_needs_no_sideways_scrolling(telephone: Page, hub: Hub) -> None:
    take_in(telephone, hub, sheet("small"), name="moderator")
    table = telephone.url
    item = telephone.locator("tr[data-item]").first.get_attribute("data-item")

    for address in (table, f"{table}columns/", f"{table}items/{item}/", f"{hub.url}/desk/imports/add/"):
        telephone.goto(address)
        assert telephone.evaluate("document.documentElement.scrollWidth") == 390, address
        assert axe(telephone) == [], address


def test_the_table_turns_with_the_direction_of_writing(page: Page, hub: Hub) -> None:
    take_in(page, hub, sheet("turned"))

    page.evaluate("document.documentElement.dir = 'rtl'")

    tick = page.locator("tr[data-item] input[type=checkbox]").first.bounding_box()
    title = page.locator("[data-edit=title]").first.bounding_box()
    assert tick is not None
    assert title is not None
    assert tick["x"] > title["x"]
