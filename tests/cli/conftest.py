"""A terminal for each test, with an empty store or without one."""

import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture
def fresh(tmp_path: Path) -> Terminal:
    """A terminal on a computer where the program never ran."""
    (tmp_path / "ann").mkdir()
    return Terminal(tmp_path / "ann" / "home")


@pytest.fixture
def terminal(tmp_path: Path, made_home: Path) -> Terminal:
    """A terminal with an empty store."""
    home = tmp_path / "ann" / "home"
    shutil.copytree(made_home, home)
    return Terminal(home)


@pytest.fixture
def acme(terminal: Terminal) -> str:
    """The key of a coding round at Acme that ended an hour ago."""
    terminal.ok("round", "add", "Acme, coding, ended 1 hour ago")
    return str(terminal.json("round", "show", "Acme")["id"])
