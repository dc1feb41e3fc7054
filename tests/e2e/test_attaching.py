"""A photo and a voice memo in a real browser: chosen or recorded, shown and played, removed and brought back."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser import Running
from tests.pictures import DEVICE, PLACE, TURNED, jpeg

PLAYS = """audio => new Promise((settle) => {
  audio.onplaying = () => settle(true);
  audio.onerror = () => settle(false);
  audio.play();
})"""
SOON = 40_000
"""Milliseconds within which a busy computer has made a photo smaller, twice."""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo as a phone takes it, held sideways."""
    file = tmp_path / "whiteboard.jpg"
    file.write_bytes(jpeg(Image.linear_gradient("L").resize((3000, 2000)).convert("RGB"), orientation=TURNED))
    return file


@pytest.fixture
def cooldown(running: Running) -> str:
    """The address of the cooldown of a round at Acme that has just ended."""
    running.cli("round", "add", "Acme, coding, ended now", check=True)
    found = re.search(
        r'"id": "([0-9a-f-]+)"', running.cli("round", "show", "acme", "--json", check=True).stdout
    )
    assert found is not None
    return f"{running.url}/rounds/{found[1]}/cooldown/"


def visit(page: Page, running: Running, address: str) -> None:
    page.goto(running.open_url())
    page.goto(address)
    page.get_by_text("Add a photo or a voice memo").click()


def kept(running: Running) -> list[Path]:
    return [path for path in (running.home / "attachments").rglob("*") if path.is_file()]


def test_a_photo_is_made_smaller_shown_removed_and_brought_back(
    running: Running, phone_page: Page, cooldown: str, photo: Path, axe: Callable[[Page], None]
) -> None:
    page = phone_page
    visit(page, running, cooldown)
    with page.expect_request(f"{running.url}/attachments/", timeout=SOON) as sent:
        page.get_by_label("Choose a photo or a recording").set_input_files(photo)
    body = sent.value.post_data_buffer
    expect(page.locator(".attached .state")).to_contain_text("Saved", timeout=SOON)
    shown = page.locator(".attached img")
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("naturalHeight", 2560)
    expect(shown).to_have_js_property("naturalWidth", 1707)
    for place in ([body] if body else []) + [path.read_bytes() for path in kept(running)]:
        assert PLACE not in place and DEVICE.encode() not in place
    axe(page)

    page.reload()
    page.get_by_role("button", name=re.compile("^Remove: Photo")).click()
    expect(page.locator(".attached img")).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Take back: Photo")).click()
    expect(page.locator(".attached img")).to_be_visible()
    axe(page)


def test_a_voice_memo_is_recorded_and_played_back(
    running: Running, phone_page: Page, cooldown: str, axe: Callable[[Page], None]
) -> None:
    page = phone_page
    visit(page, running, cooldown)
    page.get_by_role("button", name="Record a voice memo").click()
    expect(page.get_by_text("Recording, 0:01")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Stop and keep it").click()
    expect(page.locator(".attached .state")).to_contain_text("Saved", timeout=SOON)
    assert page.locator(".attached audio").evaluate(PLAYS)
    page.reload()
    assert page.locator(".attached audio").evaluate(PLAYS)
    [file] = kept(running)
    assert file.read_bytes().startswith(b"\x1a\x45\xdf\xa3")
    assert b"Chrome" not in file.read_bytes()


def test_what_is_no_photo_is_told_and_nothing_is_left(
    running: Running, browser_page: Page, cooldown: str, tmp_path: Path
) -> None:
    (tmp_path / "notes.jpg").write_text("lost the DP state")
    visit(browser_page, running, cooldown)
    browser_page.get_by_label("Choose a photo or a recording").set_input_files(tmp_path / "notes.jpg")
    expect(browser_page.get_by_role("alert")).to_contain_text("no photo and no voice memo")
    expect(browser_page.locator(".attached > li")).to_have_count(0)


def test_a_photo_waits_while_the_program_does_not_answer(
    running: Running, browser_page: Page, cooldown: str, photo: Path, allowed_console: list[str]
) -> None:
    allowed_console.append("net::ERR_FAILED")
    page = browser_page
    refused: list[Route] = []

    def refuse_once(route: Route) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(route)
            route.abort()

    visit(page, running, cooldown)
    page.clock.install()
    page.route("**/attachments/", refuse_once)
    page.get_by_label("Choose a photo or a recording").set_input_files(photo)
    expect(page.locator(".attached .state")).to_contain_text("Kept on this device")
    page.clock.run_for(16_000)
    expect(page.locator(".attached .state")).to_contain_text("Saved", timeout=SOON)
    assert len(kept(running)) == 1


def test_two_sendings_of_one_photo_at_once_keep_it_once(
    running: Running, browser_page: Page, cooldown: str, photo: Path
) -> None:
    page = browser_page
    visit(page, running, cooldown)
    send = """async ([id, bytes]) => {
      const once = async () => {
        const body = new FormData(document.querySelector("form[data-attach]"));
        body.set("id", id);
        body.set("file", new Blob([new Uint8Array(bytes)]), "a.jpg");
        const answer = await fetch("/attachments/", { method: "POST", body, headers: { Accept: "application/json" } });
        return answer.status;
      };
      return Promise.all([once(), once(), once(), once()]);
    }"""
    statuses = page.evaluate(send, [str(uuid4()), list(jpeg())])
    assert sorted(statuses) == [200, 200, 200, 201]
    assert len(kept(running)) == 1


def test_a_deleted_round_goes_for_good_from_the_phone(
    running: Running, phone_page: Page, cooldown: str, axe: Callable[[Page], None]
) -> None:
    page = phone_page
    page.goto(running.open_url())
    page.goto(cooldown.removesuffix("cooldown/"))
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("link", name="Deleted rounds").click()
    axe(page)
    page.get_by_role("link", name=re.compile("^Delete for good")).click()
    axe(page)
    page.get_by_role("button", name="Delete it for good").click()
    expect(page.get_by_text("It is gone for good.")).to_be_visible()
    assert running.cli("round", "list", "--json", check=True).stdout.strip() == "[]"
