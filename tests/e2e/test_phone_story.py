"""The story of capture with the network cut, on a phone at one's own https address."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import Running
from tests.e2e.offline import jot, jots_on_server, keep_pages, waiting

CUT = ["net::ERR_INTERNET_DISCONNECTED", "when fetching the script", "net::ERR_FAILED"]


def test_the_browser_finds_all_it_needs_to_install_the_program(running: Running, phone_page: Page) -> None:
    keep_pages(running, phone_page)
    session = phone_page.context.new_cdp_session(phone_page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    said = json.loads(found["data"])
    assert (said["name"], said["display"], said["start_url"]) == ("Afterround", "standalone", "/start/")
    for icon in said["icons"]:
        assert phone_page.evaluate("(src) => fetch(src).then((answer) => answer.ok)", icon["src"])
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error for error in errors if error["errorId"] != "in-incognito"] == []


def test_a_round_is_captured_while_the_network_is_cut(
    at_own_address: Running, phone_page: Page, allowed_console: list[str], axe: Callable[[Page], None]
) -> None:
    allowed_console += CUT
    running, context = at_own_address, phone_page.context
    running.cli("round", "add", "Acme, coding, ended 4 minutes ago", check=True)
    keep_pages(running, phone_page)
    context.set_offline(True)
    phone_page.goto(f"{running.url}/start/")
    expect(phone_page.get_by_role("heading", name="Acme is over. Breathe first.")).to_be_visible()
    address = phone_page.url
    jot(phone_page, "Stumbled", "lost the DP state")
    jot(phone_page, "Went well", "asked about duplicates first")
    phone_page.get_by_role("button", name="I walked").click()
    expect(phone_page.get_by_role("heading", name="Acme is over. Breathe first.")).to_be_visible()
    phone_page.close()

    page = context.new_page()
    page.goto(f"{running.url}/")
    expect(page.locator(".kept-note")).to_contain_text("3 things are kept on this device")
    page.get_by_role("link", name="See what waits").click()
    for words in ("lost the DP state", "asked about duplicates first", "I walked"):
        expect(page.locator("waiting-list li", has_text=words)).to_be_visible()
    axe(page)
    page.goto(address)
    expect(page.locator(".jots").get_by_text("lost the DP state", exact=True)).to_have_count(1)
    page.goto(f"{running.url}/jot/")
    expect(page.get_by_label("A raw impression")).to_be_focused()
    page.keyboard.type("Dan nodded")
    page.get_by_role("button", name="Signal").click()
    expect(page.locator(".state", has_text="Kept on this device")).to_have_count(1)

    context.set_offline(False)
    expect(page.locator(".state", has_text=re.compile(r"^Saved"))).to_have_count(1)
    page.goto(address)
    for words in ("lost the DP state", "asked about duplicates first", "Dan nodded"):
        expect(page.locator(".jots").get_by_text(words, exact=True)).to_have_count(1)
    expect(page.get_by_text("You walked.")).to_be_visible()
    expect(page.locator(".kept-note")).to_have_count(0)
    assert waiting(page) == []
    assert sorted(jots_on_server(running)) == [
        "Dan nodded",
        "asked about duplicates first",
        "lost the DP state",
    ]


def test_an_interview_nobody_knew_of_is_captured_without_a_connection(
    at_own_address: Running, phone_page: Page, allowed_console: list[str]
) -> None:
    allowed_console += CUT
    page, context = phone_page, phone_page.context
    keep_pages(at_own_address, page)
    context.set_offline(True)
    page.goto(f"{at_own_address.url}/")
    page.get_by_label("Which one?").fill("Globex, system design")
    page.get_by_role("button", name="Begin the cooldown").click()
    expect(page.get_by_label("A raw impression")).to_be_focused()
    page.keyboard.type("forgot the cache")
    page.get_by_role("button", name="Stumbled").click()
    expect(page.locator(".state", has_text="Kept on this device")).to_have_count(1)
    context.set_offline(False)
    expect(page.locator(".state", has_text=re.compile(r"^Saved"))).to_have_count(1)
    page.goto(f"{at_own_address.url}/start/")
    expect(page.get_by_role("heading", name="Globex is over. Breathe first.")).to_be_visible()
    expect(page.locator("#stumbled + jot-lane").get_by_text("forgot the cache", exact=True)).to_be_visible()
