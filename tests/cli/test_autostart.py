"""`afterround autostart` against a systemctl that only writes down what it is asked."""

import json
import plistlib
import re
from pathlib import Path

import pytest

from afterround.cli import autostart
from tests.cli.terminal import Terminal

pytestmark = pytest.mark.embedded


@pytest.fixture
def asked(terminal: Terminal, tmp_path: Path) -> Path:
    """What systemctl was asked, a line each; it answers yes unless the file "fails" is there."""
    tools = tmp_path / "tools"
    tools.mkdir()
    asked = tmp_path / "asked"
    asked.touch()
    systemctl = tools / "systemctl"
    systemctl.write_text(
        f'#!/bin/sh\necho "$@" >> {asked}\ntest ! -e {tmp_path}/fails || {{ echo no bus; exit 1; }}\n'
    )
    systemctl.chmod(0o700)
    terminal.env["PATH"] = f"{tools}:{terminal.env['PATH']}"
    return asked


def unit(terminal: Terminal) -> Path:
    return Path(terminal.env["HOME"]) / ".config/systemd/user/afterround.service"


def test_on_writes_a_unit_and_starts_it(terminal: Terminal, asked: Path) -> None:
    terminal.ok("autostart", "on")
    text = unit(terminal).read_text()
    assert re.search(
        r'^ExecStart="/.*/python[0-9.]*" "-m" "afterround" "serve" "--no-open"$', text, re.MULTILINE
    )
    assert f'Environment="AFTERROUND_HOME={terminal.home}"' in text
    assert asked.read_text().splitlines() == [
        "--user daemon-reload",
        "--user enable --now afterround.service",
    ]


def test_an_address_from_the_environment_is_the_same_at_login(terminal: Terminal, asked: Path) -> None:
    terminal.ok("autostart", "on", AFTERROUND_ORIGIN="https://notes.example.org")
    assert 'Environment="AFTERROUND_ORIGIN=https://notes.example.org"' in unit(terminal).read_text()


def test_off_stops_it_and_takes_the_unit_away(terminal: Terminal, asked: Path) -> None:
    terminal.ok("autostart", "on")
    assert "Your data stays." in terminal.ok("autostart", "off")
    assert not unit(terminal).exists()
    assert "--user disable --now afterround.service" in asked.read_text()
    assert terminal.ok("autostart", "off") == "It does not start at login.\n"


def test_status_tells_both(terminal: Terminal, asked: Path) -> None:
    assert json.loads(terminal.ok("autostart", "status", "--json"))["on"] is False
    terminal.ok("autostart", "on")
    assert terminal.json("autostart", "status") == {
        "on": True,
        "running": True,
        "manager": "systemd",
        "file": str(unit(terminal)),
    }


def test_a_manager_that_refuses_is_quoted(terminal: Terminal, asked: Path) -> None:
    (asked.parent / "fails").touch()
    done = terminal.run("autostart", "on")
    assert done.returncode == 1
    assert "no bus" in done.stderr


def test_without_systemd_it_says_what_to_do_instead(terminal: Terminal) -> None:
    done = terminal.run("autostart", "on", PATH=str(Path(terminal.env["PATH"].split(":")[0])))
    assert done.returncode == 1
    assert "serve --no-open" in done.stderr
    assert not unit(terminal).exists()


def test_odd_words_are_quoted_for_systemd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERROUND_HOME", '/a "b" 100%/$x')
    assert 'Environment="AFTERROUND_HOME=/a \\"b\\" 100%%/$x"' in autostart.Systemd().text()


def test_the_agent_of_macos_is_a_property_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERROUND_HOME", "/a & b")
    agent = plistlib.loads(autostart.Launchd().text().encode())
    assert agent["ProgramArguments"] == autostart.program_command()
    assert agent["EnvironmentVariables"]["AFTERROUND_HOME"] == "/a & b"
    assert agent["RunAtLoad"] is True
