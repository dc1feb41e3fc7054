"""One mock partner fills in the form as a file, another by a link; then both sides stand open."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser import Running, watched_context

Check = Callable[[Page], None]


def fill_in(page: Page, speed: str, shaky: str) -> None:
    """What an observer does within five minutes."""
    page.get_by_role("group", name="Speed").get_by_role("radio", name=speed).check()
    page.get_by_label("A line about it: Speed").fill("twenty minutes went into a draft – ü")
    page.get_by_label("What was shaky").fill(shaky)


def fill_in_the_file(page: Page, form: Path, folder: Path, axe: Check) -> Path:
    """Open the form from the disk, with a reload on the way; returns the file that it saves."""
    page.goto(form.as_uri())
    page.get_by_role("button", name="Save the form").click()
    expect(page.get_by_role("status").filter(has_text="Rate at least one thing")).to_be_visible()
    page.get_by_label("Your name").fill("Dan Okafor")
    fill_in(page, "2 rather shaky", "the state kept changing")
    axe(page)
    page.reload()
    expect(page.get_by_label("What was shaky")).to_have_value("the state kept changing")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the form").click()
    expect(page.get_by_role("heading", name="Send it back")).to_be_focused()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    saved.value.save_as(folder / saved.value.suggested_filename)
    assert (folder / "mock-form.json").read_text().strip() == page.get_by_label(
        "The form as text"
    ).input_value()
    return folder / "mock-form.json"


def answer_by_link(browser: Browser, address: str) -> None:
    """Another observer, in a browser that was never let in and runs no script."""
    gone = ["status of 404"]
    with watched_context(
        browser, gone, viewport={"width": 390, "height": 844}, java_script_enabled=False
    ) as context:
        page = context.new_page()
        page.goto(address)
        fill_in(page, "4 solid", "tests came late")
        page.get_by_role("button", name="Send it").click()
        expect(page.get_by_text("Your form has arrived.")).to_be_visible()
        page.goto(address)
        expect(page.get_by_role("heading", name="There is no form here")).to_be_visible()


def test_a_form_comes_back_as_a_file_and_another_by_a_link(
    at_own_address: Running, browser: Browser, phone_page: Page, axe: Check, tmp_path: Path
) -> None:
    running, page = at_own_address, phone_page
    running.cli("round", "add", "Acme, mock coding, ended 2 hours ago", check=True)
    page.goto(running.open_url())
    page.goto(f"{running.url}/rounds/")
    page.get_by_role("link", name="Acme, coding", exact=True).click()
    address = page.url
    with page.expect_download() as sent:
        page.get_by_role("button", name="Form for your mock partner").click()
    sent.value.save_as(tmp_path / "mock-form.html")
    saved = fill_in_the_file(page, tmp_path / "mock-form.html", tmp_path, axe)

    page.goto(address)
    page.get_by_role("link", name="As a link instead").click()
    page.get_by_role("button", name="Make a link").click()
    axe(page)
    link = page.locator("code.whole").inner_text()
    page.goto(link)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.goto(address)
    page.locator("summary", has_text="A form for your mock partner").click()
    page.get_by_label("The file that came back").set_input_files(saved)
    page.get_by_role("button", name="Take the form").click()
    expect(page.get_by_text("The form is in.")).to_be_visible()
    expect(page.get_by_text("the state kept changing")).to_have_count(0)
    axe(page)
    answer_by_link(browser, link)

    page.reload()
    page.get_by_role("group", name="Speed").get_by_role("radio", name="4 solid").check()
    page.get_by_role("button", name="That is how I saw it").click()
    expect(page.get_by_text("Dan Okafor said 2 (rather shaky)")).to_be_visible()
    expect(page.get_by_text("tests came late")).to_be_visible()
    axe(page)
