"""kill -9 while jots are written in the terminal."""

import random
import signal
import statistics
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.browser import environment
from tests.torture.stores import a_data_folder, command, lost, run, spooled, twice

JOTS = 1000
SHELLS = 2


def jot_under_fire(home: Path, texts: list[str], *, seed: int, without: str = "") -> Iterator[str]:
    """Jot texts, one process each, and kill each at a moment of its life; yields the acknowledged ones.

    A jot is acknowledged as soon as its answer can be read, even where the process never came to its end.
    """
    chance = random.Random(seed)
    usual = usual_life(home, without)
    for text in texts:
        process = subprocess.Popen(
            command("jot", text, without=without),
            env=environment(home, PYTHONUNBUFFERED="1"),
            stdout=subprocess.PIPE,
        )
        try:
            said, _ = process.communicate(timeout=usual * chance.uniform(0.5, 1.3))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            said, _ = process.communicate()
        if said.startswith(b"Kept"):
            yield text


def usual_life(home: Path, without: str) -> float:
    """How long a jot lives when nobody kills it, in seconds."""
    lives = []
    for _ in range(5):
        started = time.monotonic()
        jot = command("jot", "nobody kills this one", without=without)
        subprocess.run(jot, env=environment(home), stdout=subprocess.DEVNULL, check=True)
        lives.append(time.monotonic() - started)
    return statistics.median(lives)


def from_two_shells(home: Path, count: int, *, without: str = "") -> tuple[list[str], list[str]]:
    """All jots that were tried in two shells at once, and the acknowledged ones."""
    tried = [[f"jot {shell}-{number}" for number in range(count // SHELLS)] for shell in range(SHELLS)]

    def in_one(shell: int) -> list[str]:
        return list(jot_under_fire(home, tried[shell], seed=shell, without=without))

    with ThreadPoolExecutor(SHELLS) as shells:
        acknowledged = [text for texts in shells.map(in_one, range(SHELLS)) for text in texts]
    return [text for texts in tried for text in texts], acknowledged


def test_no_acknowledged_jot_is_lost_to_a_kill(tmp_path: Path) -> None:
    home = a_data_folder(tmp_path)
    tried, acknowledged = from_two_shells(home, JOTS)
    assert 0.1 < len(acknowledged) / len(tried) < 0.95, (
        "the kills did not fall into the lives of the processes"
    )
    assert lost(home, acknowledged) == []
    run(home, "jots")
    assert lost(home, acknowledged) == []
    assert twice(home, of=tried) == []


def test_no_jot_is_lost_to_a_kill_before_there_is_a_store(tmp_path: Path) -> None:
    home = tmp_path / "home"
    tried, acknowledged = from_two_shells(home, 200)
    assert set(acknowledged) <= set(spooled(home))
    run(home, "round", "add", "Acme, coding, ended now")
    assert spooled(home) == []
    assert lost(home, acknowledged) == []
    assert twice(home, of=tried) == []


def test_a_first_start_that_is_killed_hinders_no_later_one(tmp_path: Path) -> None:
    chance = random.Random(1)
    for number in range(15):
        home = tmp_path / str(number) / "home"
        home.parent.mkdir()
        first = subprocess.Popen(command("round", "list"), env=environment(home), stdout=subprocess.DEVNULL)
        try:
            first.wait(timeout=chance.uniform(0.3, 1.0))
        except subprocess.TimeoutExpired:
            first.kill()
            first.wait()
        run(home, "round", "add", "Acme, coding, ended now")
        assert "Acme" in run(home, "round", "list")


def test_a_program_that_answers_before_its_commit_is_caught(tmp_path: Path) -> None:
    home = a_data_folder(tmp_path)
    _, acknowledged = from_two_shells(home, 400, without="commit-first")
    with pytest.raises(AssertionError):
        assert lost(home, acknowledged) == []
