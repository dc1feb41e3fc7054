"""`afterround serve --at`: an address of one's own is kept like the port, and this computer still finds the program."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.browser import Running, free_port
from tests.cli.terminal import Terminal
from tests.cli.test_serve import alive
from tests.warm import PROGRAM

pytestmark = pytest.mark.embedded

ADDRESS = "https://notes.example.org"


@contextmanager
def served(terminal: Terminal, *args: str, **env: str) -> Iterator[str]:
    """A program that serves; gives what it said first."""
    command = [str(PROGRAM), "serve", "--no-open", *args]
    process = subprocess.Popen(command, env={**terminal.env, **env}, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=15)


def kept(terminal: Terminal) -> list[str]:
    return [value for (value,) in terminal.rows("select value from setting where name = 'origin'")]


def test_the_address_is_kept_until_it_is_given_up(terminal: Terminal) -> None:
    port = str(free_port())
    with served(terminal, "--port", port, "--at", ADDRESS) as said:
        assert said == f"Afterround runs at {ADDRESS}\n"
    with served(terminal) as said:
        assert said == f"Afterround runs at {ADDRESS}\n"
    with served(terminal, "--at", "localhost") as said:
        assert said == f"Afterround runs at http://localhost:{port}\n"
    assert kept(terminal) == ['""']
    with served(terminal) as said:
        assert said == f"Afterround runs at http://localhost:{port}\n"


def test_no_at_gives_it_up_too(terminal: Terminal) -> None:
    with served(terminal, "--port", str(free_port()), "--at", ADDRESS):
        pass
    with served(terminal, "--no-at") as said:
        assert "http://localhost:" in said
    assert terminal.run("serve", "--no-at", "--at", ADDRESS).returncode == 2


def test_it_listens_on_this_computer_and_is_found_there(at_own_address: Running) -> None:
    assert alive(at_own_address.port) == alive(at_own_address.port, "::1")
    again = at_own_address.cli("serve", "--no-open", check=True)
    assert f"runs already at {at_own_address.url}" in again.stdout
    assert at_own_address.open_url().startswith(f"{at_own_address.url}/open/")
    doctor = at_own_address.cli("doctor", check=True).stdout
    assert f"{at_own_address.port}, running" in doctor
    assert at_own_address.url in doctor


def test_a_running_program_does_not_change_its_address(at_own_address: Running) -> None:
    for args in (["--at", ADDRESS], ["--no-at"]):
        done = at_own_address.cli("serve", "--no-open", *args)
        assert done.returncode == 1
        assert "Stop it before it can change its port or its address" in done.stderr
    assert at_own_address.cli("serve", "--no-open", "--at", f"{at_own_address.url}/").returncode == 0


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://192.168.1.5:4717", "read along"),
        ("notes.example.org", ADDRESS),
        (f"{ADDRESS}/x", "what follows"),
    ],
)
def test_another_address_is_refused_and_not_kept(terminal: Terminal, address: str, words: str) -> None:
    done = terminal.run("serve", "--no-open", "--at", address)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert kept(terminal) == []


def test_the_environment_comes_first_and_is_not_kept(terminal: Terminal) -> None:
    with served(terminal, "--port", str(free_port()), AFTERROUND_ORIGIN=ADDRESS) as said:
        assert ADDRESS in said
    assert kept(terminal) == []
    done = terminal.run("serve", "--no-open", "--no-at", AFTERROUND_ORIGIN=ADDRESS)
    assert "Unset it" in done.stderr


def test_a_wrong_address_in_the_environment_is_said(terminal: Terminal) -> None:
    done = terminal.run("doctor", AFTERROUND_ORIGIN="http://192.168.1.5")
    assert done.returncode == 1
    assert "read along" in done.stderr
