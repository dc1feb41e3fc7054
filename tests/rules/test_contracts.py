"""Imports point down and in no circle: the contracts of pyproject.toml hold, and a breach would be noticed."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.rules.code import parsed

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


def imported(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    """The modules that a module imports when it is imported itself, each with a name that it takes from there."""
    for node in body:
        match node:
            case ast.Import(names):
                yield from ((name.name, "") for name in names)
            case ast.ImportFrom(module, names):
                yield from ((str(module), name.name) for name in names)
            case ast.If(ast.Name("TYPE_CHECKING")):
                continue
            case ast.If(_, inner) | ast.Try(inner) | ast.With(_, inner):
                yield from imported(inner)


def in_order(folder: Path) -> list[str]:
    """The modules of a package, each behind those it imports. Raises CycleError where there is no such order."""
    files = {
        ".".join(file.relative_to(folder.parent).with_suffix("").parts).removesuffix(".__init__"): file
        for file in folder.rglob("*.py")
    }
    needs = {}
    for module, file in files.items():
        taken = {(f"{origin}.{name}", origin) for origin, name in imported(parsed(file).body)}
        needs[module] = {one if one in files else origin for one, origin in taken} & files.keys()
    return list(TopologicalSorter(needs).static_order())


def test_no_module_imports_itself_by_way_of_others(copy: Path) -> None:
    """So it does not matter what was imported first, in which a forked program differs from a started one."""
    order = in_order(copy / "src/afterround")
    assert order.index("afterround.core.rounds") < order.index("afterround.queries.rounds")
    file = copy / "src/afterround/core/rounds.py"
    file.write_text(f"{file.read_text(encoding='utf-8')}\nfrom afterround.core import themes\n")
    with pytest.raises(CycleError):
        in_order(copy / "src/afterround")
