"""What the pages promise about typed words, driven in a browser: nothing is lost, two windows never overwrite."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import Running


@pytest.fixture
def acme(running: Running, browser_page: Page) -> str:
    """The address of a round that ended five hours ago, in a browser that was let in."""
    return _add(running, browser_page, "Acme, coding, ended 5 hours ago")


def _add(running: Running, page: Page, line: str) -> str:
    running.cli("round", "add", line, check=True)
    rounds = json.loads(running.cli("round", "list", "--json", check=True).stdout)
    page.goto(running.open_url())
    return f"{running.url}/rounds/{_id(rounds)}"


def _id(rounds: object) -> str:
    found = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", json.dumps(rounds))
    assert found
    return found[0]


def saved(page: Page) -> None:
    expect(page.locator("saved-state .state")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))


def write(page: Page, label: str, words: str) -> None:
    page.get_by_label(label, exact=True).fill(words)


def second_window(page: Page) -> Page:
    return page.context.new_page()


def test_what_is_typed_is_saved_and_says_so(
    acme: str, browser_page: Page, axe: Callable[[Page], None]
) -> None:
    page = browser_page
    page.goto(f"{acme}/retro/")
    expect(page.locator("saved-state .state")).to_have_text("Nothing written yet")
    write(page, "Went well, line 1", "asked about duplicates")
    saved(page)
    page.keyboard.press("Enter")
    page.keyboard.type("named the brute force first")
    page.keyboard.press("Enter")
    page.keyboard.press("Backspace")
    saved(page)
    axe(page)
    page.reload()
    expect(page.get_by_label("Went well, line 1")).to_have_value("asked about duplicates")
    expect(page.get_by_label("Went well, line 2")).to_have_value("named the brute force first")
    expect(page.get_by_label("Went well, line 3")).to_have_count(0)


def test_a_deleted_line_comes_back_with_one_press(acme: str, browser_page: Page) -> None:
    page = browser_page
    page.goto(f"{acme}/retro/")
    write(page, "Felt shaky, line 1", "lost the DP state")
    saved(page)
    page.get_by_role("button", name=re.compile("Delete: Felt shaky")).click()
    expect(page.get_by_label("Felt shaky, line 1")).to_have_count(0)
    saved(page)
    page.get_by_role("button", name="Undo").click()
    saved(page)
    page.reload()
    expect(page.get_by_label("Felt shaky, line 1")).to_have_value("lost the DP state")


def test_two_windows_merge_what_is_disjoint_and_show_what_is_not(acme: str, browser_page: Page) -> None:
    here, there = browser_page, second_window(browser_page)
    for page in (here, there):
        page.goto(f"{acme}/retro/")
        page.get_by_text("Say how you are").click()
    lesson = "One sentence worth rereading before the next round"
    write(here, lesson, "Say the state aloud")
    saved(here)
    write(there, "Mindset, in your words", "tired but curious")
    saved(there)
    write(there, lesson, "Draw the state first")
    expect(there.locator("saved-state .state")).to_have_text("Changed in two places. Both are kept.")
    expect(there.get_by_label(lesson)).to_have_value("Say the state aloud")
    slip = there.locator("form.slip")
    expect(slip).to_contain_text("Draw the state first")
    slip.get_by_role("button", name="Keep the other").click()
    expect(there.get_by_label(lesson)).to_have_value("Draw the state first")
    expect(there.get_by_label("Mindset, in your words")).to_have_value("tired but curious")
    expect(there.locator("form.slip")).to_have_count(0)
    there.close()


def test_typing_fast_in_one_window_never_clashes_with_itself(acme: str, browser_page: Page) -> None:
    page = browser_page
    page.goto(f"{acme}/retro/")
    field = page.get_by_label("Felt shaky, line 1")
    for words in ("lost the ", "DP state ", "again, and ", "twenty minutes gone"):
        field.press_sequentially(words, delay=15)
        field.dispatch_event("change")
    saved(page)
    expect(page.locator("form.slip")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Felt shaky, line 1")).to_have_value(
        "lost the DP state again, and twenty minutes gone"
    )


def test_words_typed_without_a_connection_outlive_the_tab(
    acme: str, browser_page: Page, allowed_console: list[str]
) -> None:
    allowed_console += ["net::ERR_INTERNET_DISCONNECTED", "when fetching the script"]
    page, context = browser_page, browser_page.context
    page.goto(f"{acme}/retro/")
    context.set_offline(True)
    write(page, "Felt shaky, line 1", "lost the DP state")
    expect(page.locator("saved-state .state")).to_have_text(re.compile("^Kept on this device"))
    page.get_by_text("Note a question").click()
    write(page, "Topic", "Cheapest way to cut a stick")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"{acme}/retro/")
    expect(again.locator('line-list[section="shaky"] textarea')).to_have_value("lost the DP state")
    saved(again)
    again.reload()
    expect(again.get_by_label("Felt shaky, line 1")).to_have_value("lost the DP state")
    expect(again.get_by_label("Topic")).to_have_value("Cheapest way to cut a stick")


def test_closing_the_tab_right_after_the_last_key_loses_nothing(acme: str, browser_page: Page) -> None:
    context = browser_page.context
    page = context.new_page()
    page.goto(f"{acme}/retro/")
    page.get_by_label("Felt shaky, line 1").press_sequentially("lost the DP state")
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    browser_page.goto(f"{acme}/retro/")
    words = browser_page.locator('line-list[section="shaky"] textarea')
    expect(words).to_have_value("lost the DP state")
    saved(browser_page)


def test_the_fourth_action_is_parked_before_ones_eyes(acme: str, browser_page: Page) -> None:
    page = browser_page
    page.goto(f"{acme}/retro/")
    page.get_by_text("Decide on a follow-up action").click()
    rows = page.locator('line-list[section="actions"] li')
    for number in range(4):
        if number:
            page.get_by_role("button", name="Add an action").click()
        rows.nth(number).get_by_label("In your words").fill(f"action {number + 1}")
        saved(page)
    expect(rows.nth(3).get_by_label("It is", exact=True)).to_have_value("parked")
    expect(rows.nth(3).get_by_text("Parked: three others")).to_be_visible()
    rows.nth(0).get_by_label("What it is").select_option("pattern")
    rows.nth(0).get_by_label("With the problems").fill("312, 1039")
    rows.nth(0).get_by_label("It is", exact=True).select_option("done")
    rows.nth(3).get_by_label("It is", exact=True).select_option("open")
    saved(page)


def test_a_guess_is_made_with_the_slider_and_taken_back(acme: str, browser_page: Page) -> None:
    page = browser_page
    page.goto(f"{acme}/retro/")
    page.get_by_text("Guess how it went").click()
    slider = page.get_by_role("slider")
    expect(page.locator("output")).to_have_text("no guess")
    slider.press("ArrowLeft")
    slider.press("ArrowLeft")
    saved(page)
    page.reload()
    expect(page.locator("output")).to_have_text("40 %")
    page.get_by_role("button", name="Say nothing").click()
    saved(page)
    page.reload()
    page.get_by_text("Guess how it went").click()
    expect(page.locator("output")).to_have_text("no guess")


def test_a_guess_that_came_too_late_is_said_once_and_let_go(
    running: Running, acme: str, browser_page: Page, allowed_console: list[str]
) -> None:
    allowed_console.append("422 (Unprocessable Entity)")
    page = browser_page
    page.goto(f"{acme}/retro/")
    page.get_by_text("Guess how it went").click()
    running.cli("round", "result", acme.rpartition("/")[2], "passed", check=True)
    page.get_by_role("slider").press("ArrowLeft")
    expect(page.locator(".problem")).to_have_text("The result is known, so the prediction stays as it was.")
    write(page, "Went well, line 1", "asked about duplicates")
    expect(page.locator("saved-state .state")).to_have_text("Not all of it is saved, see below")
    page.reload()
    saved(page)
    page.reload()
    expect(page.get_by_label("Went well, line 1")).to_have_value("asked about duplicates")
    saved(page)


def test_a_word_without_end_breaks_inside_the_page(acme: str, phone_page: Page, running: Running) -> None:
    running.cli("jot", "--stumbled", "W" * 400, check=True)
    running.cli("round", "add", "V" * 200 + ", coding, ended 4 hours ago", check=True)
    page = phone_page
    page.goto(running.open_url())
    for address in (running.url, f"{running.url}/rounds/", f"{acme}/retro/", f"{acme}/cooldown/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_finishing_takes_along_what_was_typed_last(acme: str, browser_page: Page) -> None:
    page = browser_page
    page.goto(f"{acme}/retro/")
    page.get_by_label("One sentence worth rereading before the next round").press_sequentially("Breathe")
    page.get_by_role("button", name="Finish the retrospective").click()
    expect(page.get_by_role("button", name="Open it again")).to_be_visible()
    expect(page.get_by_label("One sentence worth rereading before the next round")).to_have_value("Breathe")
    expect(page.locator("form.slip")).to_have_count(0)


def test_a_hint_finds_the_question_that_was_just_written(acme: str, browser_page: Page) -> None:
    page = browser_page
    page.goto(f"{acme}/retro/")
    page.get_by_text("Note a question").click()
    write(page, "Topic", "Sticks")
    page.get_by_label("2, with help").check()
    page.get_by_text("Note a hint and how you responded").click()
    write(page, "What was the hint, and what did you do with it?", "two ends")
    page.get_by_label("used it").check()
    saved(page)
    belongs = page.get_by_label("It belongs to")
    belongs.focus()
    belongs.select_option(label="1. Sticks")
    saved(page)
    page.reload()
    expect(page.get_by_label("It belongs to").locator("option:checked")).to_have_text("1. Sticks")
    expect(page.get_by_label("used it")).to_be_checked()


def offline_jot(page: Page, context: BrowserContext, words: str) -> None:
    context.set_offline(True)
    page.get_by_label("Stumbled: a new jot").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("#stumbled + jot-lane .state")).to_have_text("Kept on this device")


def test_a_jot_without_a_connection_is_kept_and_sent_later_once(
    running: Running, browser_page: Page, allowed_console: list[str], axe: Callable[[Page], None]
) -> None:
    allowed_console += ["net::ERR_INTERNET_DISCONNECTED", "when fetching the script"]
    page, context = browser_page, browser_page.context
    address = _add(running, page, "Acme, coding, ended 4 minutes ago")
    page.goto(f"{address}/cooldown/")
    offline_jot(page, context, "lost the DP state")
    page.get_by_label("Signal: a new jot").press_sequentially("half a tho")
    context.set_offline(False)
    page.reload()
    expect(page.locator("#stumbled + jot-lane .state")).to_have_text(re.compile(r"^Saved \d\d:\d\d"))
    expect(page.get_by_label("Signal: a new jot")).to_have_value("half a tho")
    axe(page)
    page.reload()
    expect(page.locator(".jots").get_by_text("lost the DP state", exact=True)).to_have_count(1)


def test_the_break_looks_the_same_in_a_second_window_and_its_timer_outlives_a_reload(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    address = _add(running, page, "Acme, coding, ended 4 minutes ago")
    page.goto(f"{address}/cooldown/")
    page.get_by_role("button", name="Time a walk of ten minutes").click()
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^(10:00|9:5\d)$"))
    page.reload()
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^9:\d\d|10:00$"))
    other = second_window(page)
    other.goto(f"{address}/cooldown/")
    left = re.compile(r"^2[56] minutes$")
    expect(page.locator(".middle > p count-down")).to_have_text(left)
    expect(other.locator(".middle > p count-down")).to_have_text(left)
    other.get_by_role("button", name="Skip the rest").click()
    page.reload()
    expect(page.get_by_text("You skipped the rest of the break")).to_be_visible()
    other.close()


def test_from_anywhere_a_jot_is_two_touches_away(running: Running, phone_page: Page) -> None:
    address = _add(running, phone_page, "Acme, coding, ended 4 minutes ago")
    phone_page.get_by_role("link", name="Jot", exact=True).click()
    expect(phone_page.get_by_label("A raw impression")).to_be_focused()
    phone_page.keyboard.type("Dan nodded")
    phone_page.get_by_role("button", name="Signal").click()
    expect(phone_page.locator("jot-lane .state")).to_have_text(re.compile(r"^Saved"))
    phone_page.get_by_role("button", name="Strike out: Dan nodded").click()
    phone_page.get_by_role("button", name="Undo").click()
    phone_page.goto(f"{address}/cooldown/")
    expect(phone_page.locator("#signal + jot-lane").get_by_text("Dan nodded", exact=True)).to_be_visible()
    expect(phone_page.get_by_role("button", name="Strike out: Dan nodded")).to_be_visible()


def test_a_jot_the_server_has_already_is_not_shown_again(running: Running, browser_page: Page) -> None:
    page = browser_page
    address = _add(running, page, "Acme, coding, ended 4 minutes ago")
    running.cli("jot", "--stumbled", "lost the DP state", check=True)
    page.goto(f"{address}/cooldown/")
    page.evaluate("""() => {
      const {jot: id} = document.querySelector("[data-jot]").dataset;
      const round = document.querySelector("jot-lane").getAttribute("round");
      const kept = {id, text: "lost the DP state", lane: "stumbled", round, at: new Date().toISOString()};
      localStorage.setItem(`afterround:jot:${id}`, JSON.stringify(kept));
    }""")
    page.reload()
    expect(page.locator("#stumbled + jot-lane .jots > li")).to_have_count(1)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('afterround:jot:'))") == []
