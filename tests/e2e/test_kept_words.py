"""What a device keeps through everything that can happen to it: a lost pairing, an update, a full disk, unpairing."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser import Running
from tests.e2e.offline import (
    READ_KEPT,
    jot,
    jots_on_server,
    keep_pages,
    until_kept,
    until_nothing_waits,
    waiting,
)
from tests.pictures import jpeg

CUT = ["net::ERR_INTERNET_DISCONNECTED", "when fetching the script", "net::ERR_FAILED"]

KEEP_LATE = """() => void (globalThis.late = navigator.locks.request(
  "afterround-keeping", { mode: "shared" }, async () => {
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await (await caches.open("afterround-pages")).put("/late/", new Response("let have before the end"));
}))"""
"""What the service worker does with a page that it was let have just before the pairing ends."""


@pytest.fixture
def acme(running: Running, allowed_console: list[str]) -> str:
    """The path of a round that ended five hours ago, with its retrospective begun."""
    allowed_console += CUT
    running.cli("round", "add", "Acme, coding, ended 5 hours ago", check=True)
    rounds = json.loads(running.cli("round", "list", "--json", check=True).stdout)
    return f"/rounds/{rounds[0]['id']}/"


def lesson(page: Page) -> str:
    return page.get_by_label("One sentence worth rereading before the next round").input_value()


def write_lesson(page: Page, words: str) -> None:
    page.get_by_label("One sentence worth rereading before the next round").fill(words)
    expect(page.locator("saved-state .state")).to_have_text(re.compile("^Kept on this device"))


def lesson_on_server(running: Running) -> str:
    said = json.loads(running.cli("retro", "show", "acme", "--json", check=True).stdout)
    return str(said["lesson"])


def test_a_retrospective_is_written_without_a_connection_and_sent_while_no_page_is_open(
    running: Running, acme: str, phone_page: Page
) -> None:
    keep_pages(running, phone_page)
    context = phone_page.context
    context.set_offline(True)
    phone_page.goto(f"{running.url}{acme}retro/")
    write_lesson(phone_page, "Say the state aloud")
    phone_page.close()
    page = context.new_page()
    page.goto(f"{running.url}{acme}retro/")
    expect(page.get_by_label("One sentence worth rereading before the next round")).to_have_value(
        "Say the state aloud"
    )
    page.goto(f"{running.url}/")
    context.set_offline(False)
    page.reload()  # Today alone is open, so the service worker sends it
    until_nothing_waits(page)
    assert lesson_on_server(running) == "Say the state aloud"


def test_a_retrospective_that_was_changed_elsewhere_meanwhile_keeps_both_texts(
    running: Running, acme: str, phone_page: Page
) -> None:
    keep_pages(running, phone_page)
    page, context = phone_page, phone_page.context
    page.goto(f"{running.url}{acme}retro/")
    page.goto(f"{running.url}/")
    until_kept(page)
    context.set_offline(True)
    page.goto(f"{running.url}{acme}retro/")
    write_lesson(page, "from the phone")
    editor = running.home.parent / "editor.sh"
    editor.write_text("#!/bin/sh\nprintf '\\nlesson: from the laptop\\n' >> \"$1\"\n")
    editor.chmod(0o700)
    running.cli("retro", "edit", "acme", check=True, EDITOR=str(editor), VISUAL=str(editor))
    page.goto(f"{running.url}/")
    context.set_offline(False)
    page.goto(f"{running.url}{acme}retro/")
    expect(page.locator("form.slip")).to_contain_text("from the phone")
    assert lesson_on_server(running) == "from the laptop"


def test_a_lost_pairing_keeps_what_waits_and_says_so(running: Running, acme: str, phone_page: Page) -> None:
    keep_pages(running, phone_page)
    page, context = phone_page, phone_page.context
    page.goto(f"{running.url}{acme}cooldown/")
    context.set_offline(True)
    jot(page, "Stumbled", "lost the DP state")
    context.clear_cookies(name="afterround_device")
    context.set_offline(False)
    expect(page.locator(".state", has_text="not paired any more")).to_have_count(1)
    page.goto(f"{running.url}/")
    expect(page.locator(".kept-note")).to_contain_text(
        "1 thing is kept on this device and sent once it is paired again"
    )
    assert [entry["text"] for entry in waiting(page)] == ["lost the DP state"]
    context.set_offline(True)
    page.goto(f"{running.url}/")  # nothing of the notebook is left here, only the page for what waits
    expect(page.get_by_role("heading", level=1)).to_have_text("On this device")
    expect(page.locator("waiting-list li")).to_contain_text("lost the DP state")
    context.set_offline(False)
    page.goto(running.open_url())
    until_nothing_waits(page)
    assert jots_on_server(running) == ["lost the DP state"]


def test_words_that_an_earlier_version_kept_elsewhere_are_sent_too(
    running: Running, acme: str, browser_page: Page
) -> None:
    page = browser_page
    page.goto(running.open_url())
    round_id = acme.split("/")[2]
    kept = {"id": "01977d2e-5a10-4000-8000-2f6d9c1b4e07", "text": "from before", "lane": "signal"}
    kept |= {"round": round_id, "at": "2026-06-11T10:00:00Z"}
    page.evaluate("(kept) => localStorage.setItem(`afterround:jot:${kept.id}`, JSON.stringify(kept))", kept)
    lesson_entry = [["retro:lesson", {"value": "Breathe", "read": 0, "section": ""}]]
    page.evaluate(
        "([key, entries]) => localStorage.setItem(key, JSON.stringify(entries))",
        [f"afterround:retro:{acme}retro/save/:old", lesson_entry],
    )
    page.goto(f"{running.url}{acme}cooldown/")
    expect(page.locator(".state", has_text=re.compile("^Saved"))).to_have_count(1)
    page.goto(f"{running.url}{acme}retro/")
    expect(page.locator("saved-state .state")).to_have_text(re.compile("^Saved"))
    assert lesson(page) == "Breathe"
    assert jots_on_server(running) == ["from before"]


def test_an_update_of_the_program_keeps_what_waits(running: Running, acme: str, phone_page: Page) -> None:
    keep_pages(running, phone_page)
    page, context = phone_page, phone_page.context
    page.goto(f"{running.url}{acme}cooldown/")
    context.set_offline(True)
    jot(page, "Stumbled", "lost the DP state")
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.route("**/token.json", lambda route: route.abort())  # the page itself cannot send
    page.goto(f"{running.url}/")
    page.evaluate("""async () => {
      const old = await navigator.serviceWorker.getRegistration();
      await old.unregister();
      await navigator.serviceWorker.register("/sw.js?newer", { type: "module" });
      await navigator.serviceWorker.ready;
    }""")
    page.reload()
    for _ in range(100):
        if jots_on_server(running):
            break
        page.wait_for_timeout(200)
    assert jots_on_server(running) == ["lost the DP state"]


def test_a_full_device_says_that_only_the_page_holds_the_words(
    running: Running, acme: str, phone_page: Page
) -> None:
    keep_pages(running, phone_page)
    page, context = phone_page, phone_page.context
    page.goto(f"{running.url}{acme}cooldown/")
    page.evaluate("""() => {
      IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
    }""")
    context.set_offline(True)
    field = page.get_by_label("Stumbled: a new jot")
    field.fill("lost the DP state")
    field.press("Enter")
    expect(page.locator(".state", has_text="Only this page holds it")).to_have_count(1)
    context.set_offline(False)
    expect(page.locator(".state", has_text=re.compile("^Saved"))).to_have_count(1)
    assert jots_on_server(running) == ["lost the DP state"]


def test_a_form_that_needs_a_connection_says_that_it_was_not_done(
    running: Running, acme: str, phone_page: Page
) -> None:
    keep_pages(running, phone_page)
    page = phone_page
    page.goto(f"{running.url}{acme}")
    page.context.set_offline(True)
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("That was not done: it needs a connection.")).to_be_visible()
    page.context.set_offline(False)
    page.goto(f"{running.url}{acme}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Acme")


def test_the_open_page_and_the_device_call_at_a_rounds_end(running: Running, phone_page: Page) -> None:
    page = phone_page
    page.goto(running.open_url())
    page.context.grant_permissions(["notifications"], origin=running.url)
    starts = page.evaluate("new Date(Date.now() - 3585_000).toISOString()")  # a coding round lasts an hour
    told = ["--company", "Globex", "--kind", "coding", "--start", starts]
    running.cli("round", "add", *told, check=True)
    page.goto(f"{running.url}/settings/")
    expect(page.locator(".call")).to_contain_text("Globex has ended. Breathe first.", timeout=30_000)
    shown = page.evaluate("""async () => {
      const worker = await navigator.serviceWorker.ready;
      return (await worker.getNotifications()).map((one) => one.title);
    }""")
    assert shown == ["Globex has ended"]
    page.get_by_role("link", name="To the cooldown").click()
    expect(page.get_by_role("heading", name="Globex is over. Breathe first.")).to_be_visible()


def test_unpairing_asks_about_what_was_not_sent_and_wipes_it(
    running: Running, acme: str, phone_page: Page
) -> None:
    keep_pages(running, phone_page)
    page = phone_page
    page.goto(f"{running.url}{acme}cooldown/")
    page.context.route("**/jots/", lambda route: route.abort())
    jot(page, "Stumbled", "lost the DP state")
    page.goto(f"{running.url}/settings/")
    page.get_by_role("link", name="Rename or shut out").click()
    said: list[str] = []

    def refuse(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", refuse)
    page.get_by_role("button", name="Shut this browser out").click()
    for _ in range(100):
        if said:
            break
        page.wait_for_timeout(100)
    expect(page.get_by_role("button", name="Shut this browser out")).to_be_visible()
    assert said and said[0].startswith("1 thing is kept on this device and could not be sent.")
    assert [entry["text"] for entry in waiting(page)] == ["lost the DP state"]
    second = page.context.new_page()
    second.goto(f"{running.url}/settings/")
    second.evaluate(KEEP_LATE)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Shut this browser out").click()
    expect(page.get_by_text("what it kept is wiped")).to_be_visible()
    second.evaluate("late")
    assert page.evaluate(READ_KEPT) == []
    assert page.evaluate("localStorage.length") == 0
    assert waiting(page) == []


def test_a_photo_chosen_without_a_connection_is_sent_when_its_page_is_gone(
    running: Running, acme: str, phone_page: Page, tmp_path: Path
) -> None:
    keep_pages(running, phone_page)
    page, context = phone_page, phone_page.context
    page.goto(f"{running.url}{acme}")
    until_kept(page)
    context.set_offline(True)
    page.goto(f"{running.url}{acme}")
    page.get_by_text("Add a photo or a voice memo").click()
    (tmp_path / "whiteboard.jpg").write_bytes(jpeg())
    page.get_by_label("Choose a photo or a recording").set_input_files(tmp_path / "whiteboard.jpg")
    expect(page.locator(".attached .state")).to_have_text("Kept on this device")
    page.close()
    page = context.new_page()
    page.goto(f"{running.url}/")
    expect(page.locator(".kept-note")).to_contain_text("1 thing is kept on this device")
    context.set_offline(False)
    page.reload()
    until_nothing_waits(page)
    kept = [file for file in (running.home / "attachments").rglob("*") if file.is_file()]
    assert len(kept) == 1
