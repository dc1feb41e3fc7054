"""The story that must always work, on a phone: a round ends, a walk, jots, the retrospective half filled."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import Running


def end_earlier_round(running: Running) -> None:
    """A mock of nine days ago, with an action that is still open."""
    running.cli("round", "add", "mock with Sam, coding, ended 9 days ago at 10:00", check=True)
    note = "Follow-up actions:\n- Say the time split aloud at the start\n"
    editor = running.home.parent / "editor.sh"
    editor.write_text(f"#!/bin/sh\ncat > \"$1\" <<'END'\n{note}END\n")
    editor.chmod(0o700)
    running.cli("retro", "edit", "last", check=True, EDITOR=str(editor), VISUAL=str(editor))


def jot_on_the_page(page: Page, lane: str, text: str) -> None:
    page.get_by_label(f"{lane}: a new jot").fill(text)
    page.get_by_label(f"{lane}: a new jot").press("Enter")
    kept = page.locator("li", has_text=text)
    expect(kept.locator(".state")).to_contain_text("Saved")


def write_new(page: Page, section: str, label: str, text: str) -> None:
    """Fill in the first empty field of that label in a section, unfolding it where it is folded."""
    place = page.locator(f"section:has(> h2#{section})")
    if (
        place.locator("details > summary").first.is_visible()
        and not place.get_by_label(label).last.is_visible()
    ):
        place.locator("details > summary").first.click()
    place.get_by_label(label).last.fill(text)


def test_from_the_end_of_a_round_to_a_finished_retrospective(
    running: Running, phone_page: Page, axe: Callable[[Page], None]
) -> None:
    page = phone_page
    end_earlier_round(running)
    page.goto(running.open_url())
    expect(page).to_have_url(f"{running.url}/")

    page.locator("summary", has_text=re.compile("round", re.I)).first.click()
    page.get_by_label(re.compile("In one line|Which one")).fill("Acme, coding, ended now, with Priya Raman")
    page.get_by_label(re.compile("In one line|Which one")).press("Enter")
    expect(page.get_by_role("heading", name="Acme is over. Breathe first.")).to_be_visible()
    axe(page)

    page.get_by_role("button", name="I walked").click()
    expect(page.get_by_text("You walked.")).to_be_visible()
    jot_on_the_page(page, "Went well", "asked about duplicates first")
    jot_on_the_page(page, "Stumbled", "lost the DP state again")
    running.cli("jot", "--signal", "she nodded at the brute force", check=True)
    page.reload()
    expect(page.locator(".jots").get_by_text("she nodded at the brute force")).to_be_visible()

    page.get_by_role("button", name="Skip the rest").click()
    page.get_by_role("link", name="Go on to the retrospective").click()
    expect(page.get_by_text("Say the time split aloud at the start")).to_be_visible()
    expect(page.locator("section:has(> h2#went_well) textarea").first).to_have_value(
        "asked about duplicates first"
    )
    expect(page.locator("section:has(> h2#shaky) textarea").first).to_have_value("lost the DP state again")
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Hint", exact=True).click()
    axe(page)

    page.get_by_text("Guess how it went").click()
    page.get_by_role("slider").fill("40")
    page.get_by_label(re.compile("One sentence worth rereading")).fill(
        "Say the state as a sentence before any code."
    )
    page.get_by_label(re.compile("One sentence worth rereading")).blur()
    expect(page.locator(".bar .state")).to_contain_text("Saved")
    page.get_by_role("button", name="Finish the retrospective").click()
    expect(page.get_by_text("Finished").first).to_be_visible()

    page.get_by_role("link", name="See it as Markdown").click()
    text = page.get_by_label(re.compile("The text")).input_value()
    for part in (
        "Acme / coding",
        "- asked about duplicates first\n",
        "- lost the DP state again\n",
        "- she nodded at the brute force\n",
        "lesson: Say the state as a sentence before any code.\n",
    ):
        assert part in text
    shown = running.cli("retro", "show", "acme", "--json", check=True).stdout
    assert '"prediction": 40' in shown
    axe(page)


def test_two_windows_that_change_one_line_keep_both_texts(running: Running, browser_page: Page) -> None:
    running.cli("round", "add", "Acme, coding, ended 2 hours ago", check=True)
    running.cli("jot", "--stumbled", "forgot the base case", check=True)
    browser_page.goto(running.open_url())
    browser_page.get_by_role("link", name=re.compile("Finish it|Write it")).first.click()
    line = "section:has(> h2#shaky) textarea"
    other = browser_page.context.new_page()
    other.goto(browser_page.url)
    browser_page.locator(line).first.fill("forgot the base case, Dan pointed at it")
    browser_page.locator(line).first.blur()
    expect(browser_page.locator(".bar .state")).to_contain_text("Saved")
    other.locator(line).first.fill("forgot the base case for an empty interval")
    other.locator(line).first.blur()
    expect(other.get_by_text("Both are kept").first).to_be_visible()
    other.reload()
    expect(other.get_by_text("forgot the base case for an empty interval").first).to_be_visible()
    expect(other.locator(line).first).to_have_value("forgot the base case, Dan pointed at it")
    other.get_by_role("button", name="Keep both as two lines").click()
    expect(other.locator(line).nth(1)).to_have_value("forgot the base case for an empty interval")
