"""A phone is paired over https from the laptop beside it, used, and shut out again."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Running, watched_context
from tests.codes import read_code


@pytest.fixture
def laptop_page(at_own_address: Running, browser: Browser, allowed_console: list[str]) -> Iterator[Page]:
    """A page in another browser than the phone's."""
    with watched_context(browser, allowed_console, viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()


def paired(at_own_address: Running, laptop: Page, phone: Page) -> None:
    """Let the laptop in, show the code there, and follow it on the phone."""
    laptop.goto(at_own_address.open_url())
    laptop.get_by_role("link", name="Settings").click()
    laptop.get_by_role("button", name="Pair a phone").click()
    address = read_code(laptop.get_by_role("img", name="A QR code").screenshot())
    assert address == laptop.locator("code.whole").inner_text()
    phone.goto(address)
    phone.get_by_role("button", name="Let this browser in").click()
    expect(phone).to_have_url(f"{at_own_address.url}/")


def test_a_phone_is_paired_and_shut_out_from_the_laptop(
    at_own_address: Running, laptop_page: Page, phone_page: Page, axe: Callable[[Page], None]
) -> None:
    paired(at_own_address, laptop_page, phone_page)
    laptop_page.get_by_role("link", name="Back to Settings").click()
    rows = laptop_page.locator("section:has(> h2#devices) li")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="(this one)")).to_have_count(1)
    axe(laptop_page)
    laptop_page.get_by_role("button", name="Shut it out").click()
    expect(rows).to_have_count(1)
    phone_page.goto(f"{at_own_address.url}/rounds/")
    expect(phone_page.get_by_text("was let in once, and is no longer")).to_be_visible()
    axe(phone_page)


def test_a_phone_that_shuts_itself_out_is_wiped(
    at_own_address: Running, laptop_page: Page, phone_page: Page, axe: Callable[[Page], None]
) -> None:
    paired(at_own_address, laptop_page, phone_page)
    phone_page.evaluate("localStorage.setItem('afterround:kept', 'x')")
    phone_page.goto(f"{at_own_address.url}/settings/")
    phone_page.get_by_role("link", name="Rename or shut out").click()
    axe(phone_page)
    phone_page.get_by_role("button", name="Shut this browser out").click()
    expect(phone_page.get_by_text("what it kept is wiped")).to_be_visible()
    assert phone_page.evaluate("localStorage.getItem('afterround:kept')") is None
    assert [c["name"] for c in phone_page.context.cookies() if c["name"] != "afterround_csrf"] == []


def test_an_address_is_pasted_where_no_link_leads(
    at_own_address: Running, phone_page: Page, axe: Callable[[Page], None]
) -> None:
    address = at_own_address.cli("open", "--qr", check=True, COLUMNS="40").stdout.splitlines()[-1]
    phone_page.goto(at_own_address.url)
    axe(phone_page)
    phone_page.get_by_label("paste the pairing address").fill(address)
    phone_page.get_by_role("button", name="Let this browser in").click()
    expect(phone_page).to_have_url(f"{at_own_address.url}/")


@pytest.mark.parametrize("paper", ["light", "dark"])
def test_a_camera_reads_the_code_on_any_paper(
    at_own_address: Running, phone_page: Page, axe: Callable[[Page], None], paper: str
) -> None:
    phone_page.emulate_media(color_scheme="dark" if paper == "dark" else "light")
    phone_page.goto(at_own_address.open_url())
    phone_page.goto(f"{at_own_address.url}/settings/devices/pair/")
    axe(phone_page)
    phone_page.get_by_role("button", name="Show a code").click()
    axe(phone_page)
    shown = phone_page.screenshot(full_page=True)
    assert read_code(shown) == phone_page.locator("code.whole").inner_text()
