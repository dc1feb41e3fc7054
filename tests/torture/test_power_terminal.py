"""The power goes while jots are written in the terminal: every disk that could be left keeps what was told."""

import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser import environment
from tests.torture.recording import Recording, begin
from tests.torture.stores import a_data_folder, command, run


def jot(recording: Recording, home: Path, texts: Iterable[str], *, without: str = "") -> None:
    """Jot texts under the recorder; exit status 0 acknowledges."""
    env = environment(recording.log, AFTERROUND_HOME=str(home), **recording.environment)
    for text in texts:
        subprocess.run(command("jot", text, without=without), env=env, check=True, stdout=subprocess.DEVNULL)
        recording.acknowledge(text)


def numbered(count: int, what: str = "jot") -> list[str]:
    return [f"{what} {number}" for number in range(count)]


def test_no_acknowledged_jot_is_lost_to_a_power_cut(tmp_path: Path) -> None:
    home = a_data_folder(tmp_path / "user")
    recording = begin(tmp_path / "user")
    jot(recording, home, numbered(150))
    run(home, "jots", **recording.environment)
    jot(recording, home, numbered(50, "later jot"))
    assert list(recording.losses("home", moments=300)) == []


def test_no_jot_in_the_spool_is_lost_to_a_power_cut(tmp_path: Path) -> None:
    (tmp_path / "user").mkdir()
    home = tmp_path / "user/local/share/afterround"
    recording = begin(tmp_path / "user")
    jot(recording, home, numbered(30))
    run(home, "round", "add", "Acme, coding, ended now", **recording.environment)
    with closing(sqlite3.connect(home / "afterround.sqlite3", isolation_level=None)) as other:
        other.execute("begin exclusive")
        jot(recording, home, numbered(3, "jot beside a lock"))
    run(home, "jots", **recording.environment)
    assert list(recording.losses("local/share/afterround", moments=300)) == []


@pytest.mark.parametrize("guard", ["full", "any-sync"])
def test_a_program_that_does_not_wait_for_the_disk_is_caught(tmp_path: Path, guard: str) -> None:
    home = a_data_folder(tmp_path / "user")
    recording = begin(tmp_path / "user")
    jot(recording, home, numbered(40), without=guard)
    assert [loss for loss in recording.losses("home", moments=100) if loss.startswith("lost")] != []
