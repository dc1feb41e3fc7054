"""What stands between a phone and the program may answer in its place: no such answer is kept or believed."""

import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import Running, watched_context
from tests.e2e.offline import jot, jots_on_server, keep_pages, until_nothing_waits, waiting

LOGIN = "<!doctype html><html lang='en'><title>Sign in</title><h1>Sign in to the proxy</h1></html>"
CUT = [
    "net::ERR_INTERNET_DISCONNECTED",
    "when fetching the script",
    "net::ERR_FAILED",
    "MIME type",
    "Failed to load module script",
]


class Login(BaseHTTPRequestHandler):
    """Answers everything with a yes and a page to sign in, and programs with a yes alone."""

    def answer(self) -> None:
        wants_json = "application/json" in self.headers.get("Accept", "")
        body = b"{}" if wants_json else LOGIN.encode()
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Type", "application/json" if wants_json else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer  # noqa: N815 (the library calls them so)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Proxy(ThreadingHTTPServer):
    """Hangs up on everybody when it goes: a connection the browser has opened in advance would answer after it."""

    def __init__(self, port: int) -> None:
        super().__init__(("localhost", port), Login)
        self.connections: list[socket.socket] = []

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, and answer on it."""
        self.connections.append(request)
        super().process_request(request, client_address)

    def hang_up(self) -> None:
        """Take no more, and end what is open."""
        self.shutdown()
        for connection in self.connections:
            with suppress(OSError):  # ended already
                connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def a_login_in_its_place(running: Running) -> Iterator[None]:
    """Let a proxy that wants to be signed in to answer at the program's address."""
    running.stop()
    with Proxy(running.port) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield
        proxy.hang_up()


@pytest.fixture
def page_alone(running: Running, browser: Browser, allowed_console: list[str]) -> Iterator[Page]:
    """A page without a service worker, whose sendings no test can stand in for."""
    with watched_context(browser, allowed_console, service_workers="block") as context:
        yield context.new_page()


def test_a_page_to_sign_in_is_shown_but_never_kept_and_its_yes_is_not_believed(
    running: Running, phone_page: Page, allowed_console: list[str]
) -> None:
    allowed_console += [*CUT, "status of 404"]  # the proxy's page has no icon, and the browser asks for one
    running.cli("round", "add", "Acme, coding, ended 4 minutes ago", check=True)
    [acme] = json.loads(running.cli("round", "list", "--json", check=True).stdout)
    page, context = phone_page, phone_page.context
    keep_pages(running, page)
    page.goto(f"{running.url}/rounds/{acme['id']}/cooldown/")
    with a_login_in_its_place(running):
        jot(page, "Stumbled", "lost the DP state")
        page.wait_for_timeout(300)
        assert [entry["text"] for entry in waiting(page)] == ["lost the DP state"]
        page.goto(f"{running.url}/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to the proxy")
        context.set_offline(True)
        page.goto(f"{running.url}/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    context.set_offline(False)
    running.start()
    page.goto(f"{running.url}/")
    until_nothing_waits(page)
    assert jots_on_server(running) == ["lost the DP state"]


def test_what_the_program_cannot_take_now_holds_up_nothing_else(
    running: Running, page_alone: Page, allowed_console: list[str]
) -> None:
    allowed_console.append("status of 500")
    running.cli("round", "add", "Acme, coding, ended 4 minutes ago", check=True)
    page = page_alone
    page.goto(running.open_url())
    page.goto(f"{running.url}/start/")

    def fail_for_one(route: Route) -> None:
        if "first" not in (route.request.post_data or ""):
            return route.continue_()
        headers = {"Afterround-Answer": "yes", "Content-Type": "application/json"}
        return route.fulfill(
            status=500, headers=headers, body='{"code": "server_error", "message": "A mistake"}'
        )

    page.route("**/jots/", fail_for_one)
    jot(page, "Stumbled", "the first one")
    page.get_by_label("Stumbled: a new jot").fill("the other one")
    page.get_by_label("Stumbled: a new jot").press("Enter")
    expect(page.locator("li", has_text="the other one").locator(".state")).to_have_text(re.compile("^Saved"))
    assert [entry["text"] for entry in waiting(page)] == ["the first one"]


def test_the_browser_tries_again_by_itself_while_the_program_does_not_answer(
    running: Running, phone_page: Page, allowed_console: list[str]
) -> None:
    allowed_console += [*CUT, "net::ERR_CONNECTION_REFUSED"]
    running.cli("round", "add", "Acme, coding, ended 4 minutes ago", check=True)
    page = phone_page
    keep_pages(running, page)
    page.goto(f"{running.url}/start/")
    running.stop()
    jot(page, "Stumbled", "lost the DP state")
    page.wait_for_timeout(1500)
    tags = "navigator.serviceWorker.ready.then(({ sync }) => sync.getTags())"
    assert page.evaluate(tags) == ["outbox"]
