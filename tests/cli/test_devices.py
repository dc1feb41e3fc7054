"""`afterround devices` and `afterround open --qr`: a phone is paired from a terminal, and shut out from there."""

import json
import urllib.request
from http.cookiejar import CookieJar

import pytest

from tests.browser import Running
from tests.cli.terminal import Terminal
from tests.cli.window import Window
from tests.codes import draw, read_code

pytestmark = pytest.mark.embedded


def let_in(running: Running) -> urllib.request.OpenerDirector:
    """A browser that was let in."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    opener.addheaders = [("User-Agent", "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile")]
    opener.open(running.open_url(), timeout=10).close()
    return opener


def test_no_device_at_all_is_said(terminal: Terminal) -> None:
    assert "afterround open" in terminal.ok("devices")
    assert terminal.json("devices") == []


def test_devices_are_listed_renamed_and_shut_out(running: Running) -> None:
    phone = let_in(running)
    (device,) = json.loads(running.cli("devices", "--json", check=True).stdout)
    assert set(device) == {"id", "name", "let_in_at", "last_used_at", "expires_at"}
    key = device["id"][-8:]
    listed = running.cli("devices", check=True).stdout
    assert key in listed and "Chrome on Android" in listed and "last used just now" in listed
    running.cli("devices", "rename", key, "My phone", check=True)
    assert "My phone" in running.cli("devices", "revoke", key, check=True).stdout
    with pytest.raises(urllib.error.HTTPError, match="403"):
        phone.open(running.url, timeout=10)
    assert running.cli("devices", "--json", check=True).stdout.strip() == "[]"


@pytest.mark.parametrize("args", [("revoke", "ffffffff"), ("rename", "ffffffff", "Mine")])
def test_an_unknown_key_is_said(terminal: Terminal, args: tuple[str, ...]) -> None:
    done = terminal.run("devices", *args)
    assert done.returncode == 1
    assert "afterround devices" in done.stderr


def test_a_phone_reads_the_address_from_a_terminal(at_own_address: Running) -> None:
    with Window(at_own_address.env) as window:
        shown = window.run("clear; afterround open --qr").splitlines()
        address = shown[-2]
        assert address.startswith(f"{at_own_address.url}/open/?token=")
        top = next(y for y in range(50) if window.screen.buffer[y][0].bg == "ffffff")
        rows = [y for y in range(50) if window.screen.buffer[y][0].bg == "ffffff"]
        width = sum(window.screen.buffer[top][x].bg == "ffffff" for x in range(100))
        assert {window.screen.buffer[y][x].fg for y in rows for x in range(width)} == {"000000"}
        blocks = ["".join(window.screen.buffer[y][x].data for x in range(width)) for y in rows]
    assert read_code(draw(blocks)) == address


def test_a_window_that_is_too_narrow_shows_the_address_alone(at_own_address: Running) -> None:
    done = at_own_address.cli("open", "--qr", check=True, COLUMNS="40")
    assert "Make the window wider" in done.stdout
    assert "█" not in done.stdout
    assert done.stdout.splitlines()[-1].startswith(f"{at_own_address.url}/open/?token=")


def test_a_terminal_without_blocks_shows_the_address_alone(at_own_address: Running) -> None:
    done = at_own_address.cli("open", "--qr", check=True, PYTHONIOENCODING="ascii", COLUMNS="100")
    assert "cannot draw" in done.stdout
    assert "?token=" in done.stdout


def test_localhost_is_no_address_for_a_phone(running: Running) -> None:
    done = running.cli("open", "--qr")
    assert (done.returncode, done.stdout) == (1, "")
    assert "afterround serve --at" in done.stderr and "docs/phone.md" in done.stderr


def test_a_code_needs_a_running_program(terminal: Terminal) -> None:
    assert "afterround serve" in terminal.run("open", "--qr").stderr
