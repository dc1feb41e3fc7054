"""Themes through the pages, by keyboard alone: three sentences in three rounds become one theme counted three times."""

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import Running

SENTENCES = (
    "coded before planning anything",
    "started typing before I had a plan",
    "jumped into code without a plan",
)
SHAKY = "Felt shaky, line 1"


def rounds_of(running: Running) -> list[str]:
    """The keys of four rounds, the last of which is still cooling down."""
    for company, ended in (
        ("Acme", "3 days ago at 10:00"),
        ("Globex", "2 days ago at 10:00"),
        ("Initech", "5 hours ago"),
        ("Hooli", "2 minutes ago"),
    ):
        running.cli("round", "add", f"{company}, coding, ended {ended}", check=True)
    listed = json.loads(running.cli("round", "list", "--json", check=True).stdout)
    found = {one["company"]: one["id"] for one in listed}
    return [found[company] for company in ("Acme", "Globex", "Initech", "Hooli")]


def test_three_sentences_become_one_theme_by_keyboard(
    running: Running, browser_page: Page, axe: Callable[[Page], None], allowed_console: list[str]
) -> None:
    allowed_console += ["net::ERR_INTERNET_DISCONNECTED", "when fetching the script"]
    page = browser_page
    *reflected, cooling = rounds_of(running)
    page.goto(running.open_url())
    for round_id, sentence in zip(reflected, SENTENCES, strict=True):
        page.goto(f"{running.url}/rounds/{round_id}/retro/")
        page.get_by_label(SHAKY, exact=True).focus()
        page.keyboard.type(sentence)
        first = page.locator("line-themes .chip").first
        expect(first).to_contain_text("Plan before code")
        page.keyboard.press("ArrowDown")
        expect(first).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("line-themes .chip[aria-pressed=true]")).to_have_text("Plan before code")
        axe(page)
        page.get_by_role("button", name="Finish the retrospective").press("Enter")
        expect(page.get_by_role("button", name="Open it again")).to_be_visible()
    page.locator("line-themes .chip").first.focus()
    page.keyboard.press("Escape")
    expect(page.get_by_label(SHAKY, exact=True)).to_be_focused()
    page.locator("line-themes .chip").first.press("Enter")
    expect(page.locator("line-themes .chip[aria-pressed=true]")).to_have_count(0)
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("line-themes .chip[aria-pressed=true]")).to_have_count(1)
    page.locator("line-themes [data-another]").press("a")
    page.get_by_label("Theme", exact=True).fill("Zebra stories")
    page.keyboard.press("Enter")
    expect(page.locator("line-themes .chip[aria-pressed=true]")).to_have_text(
        ["Plan before code", "Zebra stories"]
    )
    another = page.locator("line-themes [data-another]")
    expect(another).to_be_focused()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("line-themes .chip[aria-pressed=true]")).to_have_count(1)
    expect(another).to_be_focused()
    another.press("a")
    page.get_by_label("Theme", exact=True).fill("zebra stories")
    page.keyboard.press("Enter")
    expect(page.locator("line-themes .chip[aria-pressed=true]")).to_have_count(2)
    page.context.set_offline(True)
    page.locator("line-themes .chip").last.press("Enter")
    expect(page.locator("line-themes .problem")).to_contain_text("there is no connection")
    expect(page.locator("line-themes .chip[aria-pressed=true]")).to_have_count(2)
    page.context.set_offline(False)
    page.locator("line-themes .chip").last.press("Enter")
    expect(page.locator("line-themes .chip[aria-pressed=true]")).to_have_text(["Plan before code"])
    page.goto(f"{running.url}/rounds/{cooling}/retro/")
    expect(page.locator("line-themes")).to_have_count(0)
    page.goto(f"{running.url}/themes/planning/")
    expect(page.get_by_text("Felt shaky in 3 of 3 coding rounds")).to_be_visible()
    for sentence in SENTENCES:
        expect(page.get_by_text(sentence)).to_be_visible()
