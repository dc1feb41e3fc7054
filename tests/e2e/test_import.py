"""Bringing a log and a spreadsheet, on a laptop and on a phone: look, put right, one press, undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Running

pytestmark = pytest.mark.embedded

LOG = """# Interview log

## Acme - Phone screen (2026-05-04)

Went well:
- asked about duplicates

## Globex - System design (5/6/2026)

Shaky:
- estimates
"""
TABLE = "Company,Role,Date applied,Status\nInitech,SRE,2026-04-01,Rejected\n"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    log, table = tmp_path / "log.md", tmp_path / "jobs.csv"
    log.write_text(LOG)
    table.write_text(TABLE)
    return [log, table]


def _bring(page: Page, running: Running, files: list[Path]) -> None:
    page.goto(running.open_url())
    page.goto(f"{running.url}/import/")
    page.set_input_files("#file", [str(file) for file in files])
    page.get_by_role("button", name="Read it", exact=True).click()
    expect(page.get_by_role("heading", name="What was read")).to_be_visible()


def test_a_log_is_put_right_taken_in_and_undone(
    browser_page: Page, running: Running, files: list[Path], axe: Callable[[Page], None]
) -> None:
    page = browser_page
    _bring(page, running, files)
    axe(page)
    expect(page.locator(".bar")).to_contain_text("Two rounds to take in")
    page.get_by_text("What was read of Globex").click()
    page.locator("#r0-1-date").fill("2026-05-06")
    expect(page.locator(".bar")).to_contain_text("Kept")
    page.reload()
    expect(page.locator("#r0-1-date")).to_have_value("2026-05-06")
    page.get_by_role("button", name="Take them in").click()
    expect(page.get_by_role("heading", name="Two rounds taken in")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Globex, system design").click()
    expect(page.get_by_text("6 May 2026")).to_be_visible()
    axe(page)
    page.go_back()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_role("heading", name="This import is undone")).to_be_visible()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_role("button", name="Undo this import")).to_be_visible()


def test_on_a_phone_everything_fits_and_a_grown_log_gives_only_what_is_new(
    phone_page: Page, running: Running, files: list[Path], axe: Callable[[Page], None]
) -> None:
    page = phone_page
    _bring(page, running, files)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.get_by_role("button", name="Take them in").click()
    expect(page.get_by_role("heading", name="Two rounds taken in")).to_be_visible()
    files[0].write_text(LOG + "\n## Initech - Coding (2026-05-07)\n\nWent well:\n- calm\n")
    _bring(page, running, files[:1])
    expect(page.locator(".bar")).to_contain_text("One round to take in")
    expect(page.get_by_text("Two rounds known already")).to_be_visible()
    axe(page)
