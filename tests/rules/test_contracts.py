"""Imports point down: the contracts of pyproject.toml hold, and each of them would notice a breach."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECK = str(Path(sys.executable).parent / "lint-imports")


def check(folder: Path) -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, "PYTHONPATH": str(folder / "src")}
    command = [CHECK, "--no-cache", "--config", str(folder / "pyproject.toml")]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_every_contract_is_kept() -> None:
    done = check(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the code that may be spoilt."""
    shutil.copytree(
        ROOT / "src/afterround",
        tmp_path / "src/afterround",
        ignore=shutil.ignore_patterns("static", "templates"),
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("core/rounds.py", "from afterround.formats import words"),
        ("core/rounds.py", "from django.db import models"),
        ("formats/words.py", "from afterround.queries import rounds"),
        ("formats/words.py", "import sqlite3"),
        ("queries/rounds.py", "from afterround.actions import rounds"),
        ("web/context.py", "from afterround.data import models"),
        ("web/context.py", "from afterround.cli import program"),
        ("quick/jot.py", "import django"),
        ("quick/jot.py", "from afterround.queries import rounds"),
        ("quick/jot.py", "from afterround.adapters.matching import words"),
        ("core/cues.py", "import rapidfuzz"),
    ],
)
def test_a_breach_is_noticed(copy: Path, module: str, line: str) -> None:
    file = copy / "src/afterround" / module
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    done = check(copy)
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout


def test_a_package_without_a_layer_is_noticed(copy: Path) -> None:
    (copy / "src/afterround/services").mkdir()
    (copy / "src/afterround/services/__init__.py").write_text('"""A package of no layer."""\n')
    assert check(copy).returncode == 1
