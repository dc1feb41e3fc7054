"""`afterround cooldown`, `afterround jots` and `afterround inbox`."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.warm import PROGRAM

pytestmark = pytest.mark.embedded


@pytest.fixture
def cooling(terminal: Terminal) -> str:
    """The key of a round at Acme that ended four minutes ago."""
    terminal.ok("round", "add", "Acme, coding, ended 4 min ago")
    return str(terminal.json("round", "show")["id"])


def test_the_cooldown_says_what_is_left(terminal: Terminal, cooling: str) -> None:
    assert "ended 4 minutes ago; 26 min of the cooldown are left, until 18:15." in terminal.ok("cooldown")
    assert terminal.json("cooldown", "Acme") == {
        "round": cooling,
        "company": "Acme",
        "open": True,
        "minutes_left": 26,
        "closes_at": "2026-06-11T16:15:00+00:00",
        "skipped_at": None,
        "walked_at": None,
    }


def test_a_skip_is_recorded_and_can_be_taken_back(terminal: Terminal, cooling: str) -> None:
    terminal.ok("cooldown", "skip")
    assert "the cooldown is skipped" in terminal.ok("cooldown", "Acme")
    assert terminal.json("cooldown", "Acme")["skipped_at"] == "2026-06-11T15:49:00+00:00"
    assert "26 min" in terminal.ok("cooldown", "resume", "Acme")


def test_a_cooldown_that_is_over_cannot_be_skipped(terminal: Terminal, acme: str) -> None:
    assert "the cooldown is over" in terminal.ok("cooldown")
    assert terminal.run("cooldown", "skip").returncode == 1


def test_a_walk_is_noted(terminal: Terminal, cooling: str) -> None:
    terminal.ok("cooldown", "walked")
    assert "You took a walk." in terminal.ok("cooldown")


def test_a_coming_round_has_no_cooldown_yet(terminal: Terminal) -> None:
    terminal.ok("round", "add", "Acme, coding, tomorrow 14:00")
    assert "begins when the round has ended" in terminal.ok("cooldown", "Acme")


def test_jots_are_listed_with_their_minutes(terminal: Terminal, cooling: str) -> None:
    terminal.ok("jot", "--stumbled", "lost the DP state")
    assert "+4 min  stumbled  Acme, coding  lost the DP state" in terminal.ok("jots")
    assert terminal.json("jots", "--round", "Acme")[0]["minutes_after_end"] == 4


def test_a_jot_is_struck_out_and_stands_again(terminal: Terminal, cooling: str) -> None:
    terminal.ok("jot", "not so")
    key = terminal.json("jots")[0]["id"][-8:]
    terminal.ok("jots", "strike", key)
    assert "(struck out) not so" in terminal.ok("jots")
    terminal.ok("jots", "unstrike", key)
    assert terminal.json("jots")[0]["struck_at"] is None


def test_a_jot_is_placed_by_a_later_record(terminal: Terminal, cooling: str) -> None:
    terminal.ok("round", "add", "Globex, coding, ended 2 days ago 10:00")
    terminal.ok("jot", "queues, of course")
    key = terminal.json("jots")[0]["id"]
    terminal.ok("jots", "place", key[-8:], "Globex", "--lane", "signal")
    placed = terminal.json("jots")[0]
    assert (placed["round"], placed["lane"]) == (terminal.json("round", "show", "Globex")["id"], "signal")
    assert terminal.run("jots", "place", key).returncode == 2


def test_a_jot_that_is_not_there_is_refused(terminal: Terminal) -> None:
    assert "afterround jots" in terminal.run("jots", "strike", "deadbeef").stderr


@pytest.fixture
def folder(terminal: Terminal) -> Path:
    """A folder with a settled file of two lines."""
    folder = terminal.home.parent / "phone"
    folder.mkdir()
    file = folder / "notes.txt"
    file.write_text("- lost the DP state\n+ good questions\n")
    os.utime(file, (1_781_192_000, 1_781_192_000))
    return folder


def test_a_folder_is_taken_in_once(terminal: Terminal, folder: Path) -> None:
    assert "Taken in: two jots." in terminal.ok("inbox", str(folder), "--once")
    assert "Nothing new." in terminal.ok("inbox", "--once")
    assert {(jot["text"], jot["lane"]) for jot in terminal.json("jots")} == {
        ("lost the DP state", "stumbled"),
        ("good questions", "well"),
    }


def test_folders_are_listed_and_forgotten(terminal: Terminal, folder: Path) -> None:
    assert terminal.json("inbox") == []
    terminal.ok("inbox", str(folder), "--once")
    assert [entry["path"] for entry in terminal.json("inbox")] == [str(folder)]
    terminal.ok("inbox", "--forget", str(folder))
    assert terminal.json("inbox") == []
    assert terminal.run("inbox", "--forget", str(folder)).returncode == 1


def test_a_folder_that_is_none_is_refused(terminal: Terminal) -> None:
    assert "is no folder" in terminal.run("inbox", "/nowhere/at/all", "--once").stderr


def test_a_watched_folder_is_looked_at_until_ctrl_c(terminal: Terminal, folder: Path) -> None:
    command = [str(PROGRAM), "inbox", str(folder)]
    with subprocess.Popen(command, env=terminal.env, stdout=subprocess.PIPE, text=True) as watching:
        assert watching.stdout is not None
        lines = iter(watching.stdout.readline, "")
        assert any("Taken in: two jots." in line for line in lines)
        watching.send_signal(signal.SIGINT)
        assert watching.wait(timeout=10) == 0
