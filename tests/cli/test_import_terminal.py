"""Bringing notes in a real terminal: shown, asked for once, corrected in an editor."""

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.cli.window import Window

pytestmark = pytest.mark.embedded

LOG = """# Interview log

## Acme - Phone screen (2026-05-04)

Went well:
- calm

## Globex - System design (Oct 12)

Shaky:
- estimates
"""
QUESTION = "Take in two rounds from one file? [y/N/edit]: "


@pytest.fixture
def log(terminal: Terminal) -> Path:
    file = terminal.home.parent / "log.md"
    file.write_text(LOG)
    return file


def test_what_was_read_is_shown_and_asked_for_once(terminal: Terminal, log: Path) -> None:
    with Window(terminal.env) as window:
        window.type(f"afterround import {log}")
        shown = window.wait_for(QUESTION)
        assert "Acme; Phone screen; 2026-05-04" in shown
        assert "look at: date" in shown
        assert "Taken in: two rounds" in window.run("y")
    assert len(terminal.json("round", "list")) == 2


def test_no_is_an_answer(terminal: Terminal, log: Path) -> None:
    with Window(terminal.env) as window:
        window.type(f"afterround import {log}")
        window.wait_for(QUESTION)
        window.run("")
    assert terminal.json("round", "list") == []


def test_it_is_corrected_in_an_editor(terminal: Terminal, log: Path) -> None:
    script = "sed -i -e 's/^date: Oct 12/date: 2025-10-12/' -e 's/^== 1 .*/== 9/' \"$1\""
    with Window({**terminal.env, "EDITOR": terminal.editor(script)}) as window:
        window.type(f"afterround import {log}")
        window.wait_for(QUESTION)
        window.type("edit")
        shown = window.wait_for("Take in one round from one file? [y/N/edit]: ")
        assert "Globex; System design; 2025-10-12" in shown
        window.run("yes")
    [found] = terminal.json("round", "list")
    assert (found["company"], found["precision"]) == ("Globex", "day")
