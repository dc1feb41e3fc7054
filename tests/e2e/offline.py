"""How the tests of the offline part speak to a page: what it keeps, what waits, and what has arrived."""

import json
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser import Running

READ_OUTBOX = """() => new Promise((resolve, reject) => {
  const asked = indexedDB.open("afterround");
  asked.onerror = () => reject(asked.error);
  asked.onsuccess = () => {
    const names = [...asked.result.objectStoreNames];
    if (!names.includes("outbox")) return resolve([]);
    const all = asked.result.transaction("outbox").objectStore("outbox").getAll();
    all.onsuccess = () => { asked.result.close(); resolve(all.result); };
  };
})"""

READ_KEPT = """async () => {
  const cache = await caches.open("afterround-pages");
  return (await cache.keys()).map((request) => new URL(request.url).pathname);
}"""


def keep_pages(running: Running, page: Page) -> None:
    """Let the browser in, and wait until the service worker has kept the pages that the server names."""
    page.goto(running.open_url())
    until_kept(page)


def until_kept(page: Page) -> None:
    """Wait until every page that the server names is kept."""
    wanted = {"/here/", *page.evaluate("fetch('/kept.json').then((answer) => answer.json())")["pages"]}
    for _ in range(100):
        if wanted <= set(page.evaluate(READ_KEPT)):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not kept: {wanted - set(page.evaluate(READ_KEPT))}")


def waiting(page: Page) -> list[dict[str, Any]]:
    """What lies in the outbox of this browser."""
    found: list[dict[str, Any]] = page.evaluate(READ_OUTBOX)
    return found


def until_nothing_waits(page: Page) -> None:
    """Wait until all of it was sent, whichever page or worker does it."""
    for _ in range(150):
        if not waiting(page):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"still waits: {waiting(page)}")


def jot(page: Page, lane: str, words: str) -> None:
    """Write a jot that cannot be sent, and see that it is kept."""
    page.get_by_label(f"{lane}: a new jot").fill(words)
    page.get_by_label(f"{lane}: a new jot").press("Enter")
    expect(page.locator("li", has_text=words).locator(".state")).to_have_text("Kept on this device")


def jots_on_server(running: Running) -> list[str]:
    """The words of every jot that has arrived."""
    everything = json.loads(running.cli("export", "--json", "-", check=True).stdout)
    return [made["text"] for made in everything["jots"]]
