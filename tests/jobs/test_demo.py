import sys

import pytest

from afterround.core.errors import Conflict
from afterround.jobs import demo

ANSWERS = """
import os, sys
for number, _ in enumerate(sys.stdin, 1):
    print("Afterround runs", flush=True)
    print(f"{os.environ['AFTERROUND_BACK']}/open/{os.getpid()}-{number}/", flush=True)
"""


def stand_in(monkeypatch: pytest.MonkeyPatch, code: str) -> demo.DemoProgram:
    """The demo with another program in its place."""
    monkeypatch.setattr(demo, "COMMAND", (sys.executable, "-c", code))
    return demo.DemoProgram()


def test_it_is_started_once_and_asked_for_an_address_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    program = stand_in(monkeypatch, ANSWERS)
    first, second = (program.address(back="http://localhost:1") for _ in range(2))
    assert first.startswith("http://localhost:1/open/") and first.endswith("-1/")
    assert second == first.replace("-1/", "-2/")


def test_one_that_has_ended_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    program = stand_in(monkeypatch, ANSWERS.replace("enumerate(sys.stdin, 1)", "[(1, sys.stdin.readline())]"))
    first = program.address(back="http://localhost:1")
    assert program._process is not None
    program._process.wait(timeout=15)
    assert program.address(back="http://localhost:1") != first


@pytest.mark.parametrize("code", ["raise SystemExit(1)", "import time; time.sleep(60)"])
def test_one_that_does_not_start_is_said_in_words(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(demo, "PATIENCE", 1.0)
    with pytest.raises(Conflict, match="afterround demo"):
        stand_in(monkeypatch, code).address(back="")
