"""Feedback in the browser: kept, its reasons marked and confirmed, a vague one answered, and each deed undone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import Running

PLAIN = "They liked how you explained it, but the first question took too long."
VAGUE = "After careful thought it is not quite the right fit."
SELECT = """() => {
  const words = document.querySelector("[data-words]").firstChild;
  const range = document.createRange();
  range.setStart(words, 0);
  range.setEnd(words, 10);
  getSelection().addRange(range);
}"""


def add(page: Page, text: str, **choices: str) -> None:
    """Put feedback in through the form on the round's page."""
    page.locator("summary", has_text="feedback").click()
    page.get_by_label("What they said, word for word").fill(text)
    for label, value in choices.items():
        page.get_by_label(label.replace("_", " ")).select_option(value)
    page.get_by_role("button", name="Keep it").click()


def test_feedback_is_kept_its_reasons_confirmed_and_a_vague_one_answered_on_a_phone(
    running: Running, phone_page: Page, axe: Callable[[Page], None]
) -> None:
    page = phone_page
    running.cli("round", "add", "Acme, coding, ended yesterday 15:00", check=True)
    running.cli("jot", "--round", "acme", "--stumbled", "ran out of time on the second one", check=True)
    page.goto(running.open_url())
    page.goto(f"{running.url}/rounds/")
    page.get_by_role("link", name="Acme, coding", exact=True).click()
    expect(page.get_by_text("will stand here, word for word")).to_be_visible()
    add(page, PLAIN, What_they_decided="rejected")
    expect(page.locator("[data-words] mark")).to_have_text(["how you explained", "took too long"])
    page.get_by_role("button", name="Confirm: speed").click()
    expect(page.get_by_text("Counts")).to_be_visible()
    page.evaluate(SELECT)
    expect(page.get_by_label("The words that say it")).to_have_value("They liked")
    page.locator("[data-words]").click(click_count=3)
    expect(page.get_by_label("The words that say it")).to_have_value(PLAIN)
    axe(page)
    page.get_by_role("button", name="Strike out this feedback").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-words] mark")).to_have_count(2)
    page.get_by_role("button", name="Strike out this feedback").click()
    add(page, VAGUE)
    finding = page.locator("#finding-speed")
    expect(finding).to_contain_text("ran out of time on the second one")
    finding.get_by_role("button", name="That was not it").click()
    expect(finding).to_contain_text("Refuted by you")
    axe(page)
    finding.get_by_role("button", name="Undo").click()
    expect(finding).to_contain_text("Perhaps speed")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
