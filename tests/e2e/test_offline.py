"""Without a connection: what opens, what is kept, and that all of it arrives once."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Running
from tests.e2e.offline import jot, jots_on_server, keep_pages, waiting


@pytest.fixture
def acme(running: Running) -> str:
    """The path of a round that ended four minutes ago."""
    running.cli("round", "add", "Acme, coding, ended 4 minutes ago", check=True)
    rounds = json.loads(running.cli("round", "list", "--json", check=True).stdout)
    return f"/rounds/{rounds[0]['id']}/"


def test_the_pages_that_matter_open_without_a_connection(
    running: Running, acme: str, phone_page: Page, allowed_console: list[str], axe: Callable[[Page], None]
) -> None:
    allowed_console += ["net::ERR_INTERNET_DISCONNECTED", "when fetching the script", "net::ERR_FAILED"]
    page, context = phone_page, phone_page.context
    keep_pages(running, page)
    page.close()
    context.set_offline(True)
    page = context.new_page()
    page.goto(f"{running.url}{acme}cooldown/")
    expect(page.get_by_role("heading", name="Acme is over. Breathe first.")).to_be_visible()
    expect(page.locator(".kept-note")).to_contain_text("No connection to Afterround")
    expect(page.locator("count-down.left")).to_have_text(re.compile(r"^2[456] minutes$"))
    axe(page)
    for address, heading in (
        ("/", "Today"),
        ("/jot/", "Jot"),
        (acme, "Acme"),
        ("/settings/", "On this device"),
    ):
        page.goto(f"{running.url}{address}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    axe(page)
    page.goto(f"{running.url}/start/")
    expect(page).to_have_url(f"{running.url}{acme}cooldown/")


def test_jots_made_without_a_connection_arrive_once_in_the_background(
    running: Running, acme: str, phone_page: Page, allowed_console: list[str]
) -> None:
    allowed_console += ["net::ERR_INTERNET_DISCONNECTED", "when fetching the script", "net::ERR_FAILED"]
    page, context = phone_page, phone_page.context
    keep_pages(running, page)
    context.set_offline(True)
    page.goto(f"{running.url}{acme}cooldown/")
    jot(page, "Stumbled", "lost the DP state")
    jot(page, "Signal", "she nodded at the brute force")
    page.close()
    page = context.new_page()
    page.goto(f"{running.url}/")
    expect(page.locator(".kept-note")).to_contain_text("2 things are kept on this device")
    page.goto(f"{running.url}{acme}cooldown/")
    expect(page.locator(".jots").get_by_text("lost the DP state", exact=True)).to_have_count(1)
    context.set_offline(False)
    expect(page.locator(".state", has_text="Saved")).to_have_count(2)
    page.reload()
    expect(page.locator(".jots").get_by_text("lost the DP state", exact=True)).to_have_count(1)
    expect(page.locator(".kept-note")).to_have_count(0)
    assert waiting(page) == []
    assert sorted(jots_on_server(running)) == ["lost the DP state", "she nodded at the brute force"]


def test_a_link_from_another_site_is_followed_past_the_service_worker(
    running: Running, acme: str, browser_page: Page
) -> None:
    page = browser_page
    keep_pages(running, page)
    page.route(
        "http://calendar.example/",
        lambda route: route.fulfill(
            content_type="text/html", body=f'<title>Week</title><a href="{running.url}{acme}">Acme</a>'
        ),
    )
    page.goto("http://calendar.example/")
    page.get_by_role("link", name="Acme").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Acme")
