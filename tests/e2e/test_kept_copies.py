"""What a device holds of a round: it goes with the round, calls with the right clock, and tells no place."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Running
from tests.e2e.offline import READ_KEPT, keep_pages, until_kept, waiting
from tests.pictures import PLACE, png

CUT = ["net::ERR_INTERNET_DISCONNECTED", "when fetching the script", "net::ERR_FAILED"]
READ_FILES = """async () => {
  const bytes = async (blob) => new TextDecoder("latin1").decode(await blob.arrayBuffer());
  const opened = await new Promise((settle) => {
    const asked = indexedDB.open("afterround");
    asked.onsuccess = () => settle(asked.result);
  });
  const all = await new Promise((settle) => {
    const asked = opened.transaction("outbox").objectStore("outbox").getAll();
    asked.onsuccess = () => settle(asked.result);
  });
  return Promise.all(all.map(({ blob }) => bytes(blob)));
}"""


@pytest.fixture
def acme(running: Running, allowed_console: list[str]) -> str:
    """The path of a round that ended four minutes ago."""
    allowed_console += CUT
    running.cli("round", "add", "Acme, coding, ended 4 minutes ago", check=True)
    [found] = json.loads(running.cli("round", "list", "--json", check=True).stdout)
    return f"/rounds/{found['id']}/"


def kept_words(page: Page) -> str:
    """All that the kept pages say."""
    said: list[str] = page.evaluate("""async () => {
      const cache = await caches.open("afterround-pages");
      return Promise.all((await cache.keys()).map(async (key) => key.url + (await (await cache.match(key)).text())));
    }""")
    return " ".join(said)


def test_the_copies_of_a_deleted_round_go_with_the_next_page(
    running: Running, acme: str, phone_page: Page
) -> None:
    page = phone_page
    keep_pages(running, page)
    assert acme in page.evaluate(READ_KEPT)
    running.cli("round", "delete", "acme", check=True)
    page.goto(f"{running.url}/settings/")
    for _ in range(50):
        if acme.split("/")[2] not in kept_words(page):
            break
        page.wait_for_timeout(200)
    assert acme.split("/")[2] not in kept_words(page)


HEAR_CALLS = """() => {
  window.heard = [];
  new MutationObserver(() => {
    const said = document.querySelector(".call p")?.textContent;
    if (said && window.heard.at(-1) !== said) window.heard.push(said);
  }).observe(document.body, { childList: true, subtree: true });
  const channel = new BroadcastChannel("afterround");
  window.answered = new Promise((resolve) => {
    channel.onmessage = ({ data }) => (data.now === "list" && data.isFresh ? resolve(true) : null);
  });
}"""


def test_a_round_that_was_deleted_meanwhile_does_not_call(running: Running, phone_page: Page) -> None:
    page = phone_page
    page.clock.install()
    page.goto(running.open_url())
    starts = page.evaluate("new Date(Date.now() - 3000_000).toISOString()")  # a coding round lasts an hour
    for company in ("Acme", "Globex"):
        told = ["--company", company, "--kind", "coding", "--start", starts]
        running.cli("round", "add", *told, check=True)
    page.goto(f"{running.url}/settings/")
    until_kept(page)
    running.cli("round", "delete", "globex", check=True)
    page.evaluate(HEAR_CALLS)
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 601"))  # it stands still while the server is asked
    assert page.evaluate("window.answered")
    page.clock.run_for(5000)
    expect(page.locator(".call")).to_contain_text("Acme has ended.")
    assert page.evaluate("window.heard") == ["Acme has ended. Breathe first."]


def test_each_opening_of_a_kept_page_gives_its_form_a_key_of_its_own(
    running: Running, phone_page: Page, allowed_console: list[str]
) -> None:
    allowed_console += CUT
    page = phone_page
    keep_pages(running, page)
    page.context.set_offline(True)
    for _ in range(2):
        page.goto(f"{running.url}/")
        page.get_by_label("Which one?").fill("Globex, system design")
        page.get_by_role("button", name="Begin the cooldown").click()
        expect(page.get_by_label("A raw impression")).to_be_focused()
    keys = [entry["fields"]["once"] for entry in waiting(page)]
    assert len(keys) == len(set(keys)) == 2


REFRESH = """() => new Promise((resolve) => {
  const channel = new BroadcastChannel("afterround");
  channel.onmessage = ({ data }) => (data.now === "list" && data.isFresh ? resolve(true) : null);
  navigator.serviceWorker.ready.then((worker) => worker.active.postMessage({ please: "refresh" }));
})"""


def test_the_icon_opens_the_cooldown_though_the_devices_clock_is_wrong(
    running: Running, acme: str, phone_page: Page
) -> None:
    page = phone_page
    page.goto(running.open_url())
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    [worker] = page.context.service_workers
    worker.evaluate(
        "() => { const D = Date; Date = class extends D { constructor(...t) {"
        " super(...(t.length ? t : [D.now() - 10800000])); } static now() { return D.now() - 10800000; } }; }"
    )
    page.goto(f"{running.url}/settings/")
    assert page.evaluate(REFRESH)  # what was kept before it knew the right time
    until_kept(page)
    page.context.set_offline(True)
    page.goto(f"{running.url}/start/")
    expect(page).to_have_url(f"{running.url}{acme}cooldown/")


def test_a_drawing_tells_no_place_while_it_waits_either(
    running: Running, acme: str, phone_page: Page
) -> None:
    page = phone_page
    keep_pages(running, page)
    page.goto(f"{running.url}{acme}cooldown/")
    page.context.set_offline(True)
    file = {"name": "screen.png", "mimeType": "image/png", "buffer": png()}
    assert PLACE in file["buffer"]
    page.get_by_label("Choose a photo or a recording").set_input_files(file)  # type: ignore[arg-type]
    expect(page.locator(".attached .state")).to_have_text("Kept on this device")
    [held] = page.evaluate(READ_FILES)
    assert "PNG" in held[:8]
    assert PLACE.decode() not in held
