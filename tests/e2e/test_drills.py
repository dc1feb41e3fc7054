"""A drill in the browser: started, timed, rated, taken back, and all of it within reach on a phone."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import Running


def test_a_drill_is_started_timed_rated_and_taken_back_on_a_phone(
    running: Running, phone_page: Page, axe: Callable[[Page], None]
) -> None:
    running.cli("drills", "add", "312. Burst Balloons", check=True)
    running.cli("drills", "add", "Stones in a row", check=True)
    page = phone_page
    page.goto(running.open_url())
    page.goto(f"{running.url}/drills/")
    page.get_by_role("link", name="Start: Stones in a row").click()
    page.get_by_role("button", name="Start the clock").click()
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"0:0\d of 25 minutes"))
    expect(page.get_by_label("Minutes it took")).to_have_value("1")
    page.get_by_role("button", name="Stop the clock").click()
    page.get_by_label("Minutes it took").fill("20")
    page.get_by_text("With effort", exact=True).click()
    page.get_by_label("One line of what happened").fill("the last stone is the state")
    axe(page)
    page.get_by_role("button", name="Keep it: Stones in a row").click()
    expect(page.get_by_text("Kept: with effort.")).to_be_visible()
    expect(page.get_by_text("the last stone is the state")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Start: Stones in a row")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
