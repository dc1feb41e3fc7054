"""From an empty Today into the demo with one press, and back to one's own, still let in."""

import re
import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser import Running

BAND = "This is the demo: invented people and companies. Nothing here is yours."


def enter(page: Page, running: Running, filled_home: Path) -> str:
    """Press the door on an empty Today; returns the demo's address. Filling it is tried elsewhere."""
    shutil.copytree(filled_home / "demo", running.home / "demo")
    page.goto(running.open_url())
    page.get_by_role("button", name="Look around").click(timeout=60_000)
    page.wait_for_url(lambda address: not address.startswith(running.url), timeout=60_000)
    expect(page.get_by_text(BAND)).to_be_visible()
    return page.url


def test_one_press_leads_into_the_demo_and_one_back(
    running: Running, filled_home: Path, browser_page: Page, axe: Callable[[Page], None]
) -> None:
    page = browser_page
    demo = enter(page, running, filled_home)
    expect(page).to_have_title(re.compile("^Demo: Today"))
    expect(page.get_by_text("Ottermere Parcels ended")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Start the cooldown").click()
    expect(page.get_by_text(BAND)).to_be_visible()
    axe(page)
    page.get_by_label("Signal: a new jot").fill("tried in the demo")
    page.get_by_label("Signal: a new jot").press("Enter")
    expect(page.locator("li", has_text="tried in the demo").locator(".state")).to_contain_text("Saved")

    page.get_by_role("link", name="Back to your own").click()
    expect(page).to_have_url(f"{running.url}/")
    expect(page.get_by_role("heading", name="I just came out of an interview")).to_be_visible()
    expect(page.get_by_text(BAND)).to_have_count(0)
    assert "tried in the demo" not in running.cli("jots", check=True).stdout

    page.get_by_role("button", name="Dark").click()  # both still take what they are sent
    expect(page.locator("html")).to_have_attribute("data-paper", "dark")
    page.goto(demo)
    page.get_by_role("button", name="Light").click()
    expect(page.locator("html[data-demo]")).to_have_attribute("data-paper", "light")


def test_the_demo_is_readable_on_a_phone_and_ends_with_the_program(
    running: Running, filled_home: Path, phone_page: Page, axe: Callable[[Page], None]
) -> None:
    demo = enter(phone_page, running, filled_home)
    axe(phone_page)
    phone_page.get_by_role("link", name="Themes", exact=True).click()
    phone_page.get_by_role("link", name="DP state definition", exact=True).first.click()
    axe(phone_page)
    phone_page.go_back()
    axe(phone_page)
    phone_page.goto(f"{demo}themes/inbox/")
    axe(phone_page)
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390
    phone_page.get_by_role("button", name="Yes, it was shaky: time-mgmt").click()
    expect(phone_page.get_by_text("counts as Dividing the time in three rounds.")).to_be_visible()
    assert running.process is not None
    running.process.kill()
    deadline = time.monotonic() + 30
    while is_answering(demo) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_answering(demo)


def is_answering(address: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", urlsplit(address).port or 80)) == 0
