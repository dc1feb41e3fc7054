"""`afterround serve` and `afterround open`: one kept port, one way in, a clean end."""

import json
import os
import pty
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.browser import Running, free_port
from tests.cli.terminal import Terminal
from tests.warm import PROGRAM

pytestmark = pytest.mark.embedded


@contextmanager
def another_program(port: int) -> Iterator[None]:
    """Somebody else who listens on a port."""
    with closing(socket.socket()) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        listening.listen()
        yield


def alive(port: int, address: str = "127.0.0.1") -> dict[str, str]:
    host = f"[{address}]" if ":" in address else address
    request = urllib.request.Request(f"http://{host}:{port}/alive", headers={"Host": f"localhost:{port}"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        found: dict[str, str] = json.load(answer)
    return found


def test_both_loopback_addresses_answer_and_no_other(running: Running) -> None:
    assert alive(running.port) == alive(running.port, "::1")
    own = socket.gethostbyname(socket.gethostname())
    if own.startswith("127."):
        own = "127.0.0.2"
    with closing(socket.socket()) as probe:
        assert probe.connect_ex((own, running.port)) != 0


def test_the_address_that_open_prints_lets_a_browser_in_once(running: Running) -> None:
    address = running.open_url()
    assert address.startswith(f"{running.url}/open/")
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    assert opener.open(address, timeout=10).url == f"{running.url}/"
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.build_opener().open(address, timeout=10)


def test_a_second_start_finds_the_first(running: Running) -> None:
    done = running.cli("serve", "--no-open", check=True)
    assert f"runs already at {running.url}" in done.stdout


def test_a_running_program_does_not_change_its_port(running: Running) -> None:
    done = running.cli("serve", "--no-open", "--port", str(free_port()))
    assert done.returncode == 1
    assert "Stop it before it can change its port" in done.stderr


def test_it_comes_back_on_the_same_port(running: Running) -> None:
    before = alive(running.port)
    running.stop()
    running.cli("doctor", check=True)
    command = [str(PROGRAM), "serve", "--no-open"]
    with subprocess.Popen(command, env=running.env, stdout=subprocess.PIPE, text=True) as again:
        assert again.stdout is not None
        assert running.url in again.stdout.readline()
        assert alive(running.port) == before
        again.send_signal(signal.SIGINT)
        assert again.wait(timeout=15) == 0
        assert "Ended." in again.stdout.read()


def test_a_port_of_another_program_is_left_alone_and_the_price_is_named(terminal: Terminal) -> None:
    port = free_port()
    with another_program(port):
        done = terminal.run("serve", "--no-open", "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port} is taken by another program" in done.stderr
    assert "jots that a browser has not sent yet" in done.stderr
    assert "afterround serve --port" in done.stderr
    assert terminal.rows("select value from setting where name = 'port'") == []


def test_another_store_at_the_port_is_told_apart(running: Running, fresh: Terminal) -> None:
    done = fresh.run("serve", "--no-open", "--port", str(running.port))
    assert "Afterround with another store" in done.stderr


def test_open_needs_a_running_program(terminal: Terminal) -> None:
    done = terminal.run("open")
    assert (done.returncode, done.stdout) == (1, "")
    assert "afterround serve" in done.stderr


def test_open_starts_the_browser_of_the_environment(running: Running, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {seen}\n')
    browser.chmod(0o700)
    done = running.cli("open", check=True, BROWSER=f"{browser} %s")
    assert f"Opened {running.url}" in done.stdout
    assert seen.read_text().startswith(f"{running.url}/open/")


def test_the_token_is_printed_in_a_terminal_and_in_no_log(running: Running) -> None:
    assert "/open/" not in running.log()
    ours, theirs = pty.openpty()
    subprocess.run(
        [str(PROGRAM), "serve", "--no-open"],
        env=running.env,
        stdout=theirs,
        stderr=theirs,
        check=True,
        timeout=60,
    )
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert f"{running.url}/open/" in shown


def test_jots_and_watched_folders_are_taken_in_while_it_runs(running: Running, tmp_path: Path) -> None:
    folder = tmp_path / "phone"
    folder.mkdir()
    running.cli("inbox", str(folder), "--once", check=True)
    (folder / "notes.txt").write_text("- lost the DP state\n")
    running.cli("jot", "from the terminal", check=True)
    import sqlite3
    import time

    deadline = time.monotonic() + 30
    found: set[str] = set()
    while found != {"lost the DP state", "from the terminal"} and time.monotonic() < deadline:
        with closing(sqlite3.connect(running.home / "afterround.sqlite3", timeout=20)) as opened:
            found = {text for (text,) in opened.execute("select text from jot")}
        time.sleep(0.1)
    assert found == {"lost the DP state", "from the terminal"}
