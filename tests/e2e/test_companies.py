"""Two spellings become one company in the browser, and come apart again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Running

ROUNDS = (
    "Acme, coding, ended 9 days ago at 10:00, with Priya Raman",
    "Acme GmbH, system design, ended 3 days ago at 10:00, with Dan Okafor",
    "Globex, recruiter call tomorrow 14:00",
)


@pytest.fixture
def told(running: Running) -> Running:
    """A program that knows three companies, two of which look like one."""
    for line in ROUNDS:
        running.cli("round", "add", line, check=True)
    return running


def test_an_offer_is_taken_undone_and_declined_on_a_phone(
    told: Running, phone_page: Page, axe: Callable[[Page], None]
) -> None:
    page = phone_page
    page.goto(told.open_url())
    page.goto(f"{told.url}/companies/")
    expect(page.get_by_role("heading", name="Acme and Acme GmbH look like one company")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Merge as Acme", exact=True).click()
    expect(page.get_by_text("Acme GmbH is part of Acme now.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Keep apart").click()
    expect(page.get_by_text("Acme and Acme GmbH are kept apart.")).to_be_visible()
    expect(page.get_by_text("look like one company")).to_have_count(0)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_company_is_reached_from_a_round_merged_renamed_and_parted(
    told: Running, browser_page: Page, axe: Callable[[Page], None]
) -> None:
    page = browser_page
    page.goto(told.open_url())
    page.get_by_role("link", name="Rounds", exact=True).click()
    page.get_by_role("link", name="Acme, coding", exact=True).click()
    page.get_by_role("link", name="Everything at Acme").click()
    page.locator("summary", has_text="Merge another").click()
    page.get_by_label("The other company").select_option(label="Acme GmbH")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_role("link", name="System design")).to_be_visible()
    expect(page.get_by_text("Dan Okafor")).to_be_visible()
    axe(page)
    page.locator("summary", has_text="Rename").click()
    page.get_by_label("Name").fill("globex")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_text("If they are one, merge them.")).to_be_visible()
    axe(page)
    page.get_by_label("Name").fill("Acme Group")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("heading", name="Acme Group")).to_be_visible()
    page.get_by_role("button", name="Part it").click()
    expect(page.get_by_role("heading", name="Acme GmbH")).to_be_visible()
    expect(page).to_have_url(re.compile("/companies/[^/]+/$"))
    page.get_by_role("link", name="All companies").click()
    expect(page.get_by_text("look like one company")).to_have_count(0)
