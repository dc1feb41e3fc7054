"""The wheel holds all the program needs and nothing else, and runs in an empty environment without Node."""

import re
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.browser import environment
from tests.rules.code import PACKAGE, ROOT, project_files

NO_NODE = "/nonexistent"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """The names of all files in the wheel."""
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_package(names: set[str]) -> None:
    files = {str(file.relative_to(PACKAGE.parent)) for file in project_files() if PACKAGE in file.parents}
    assert {name for name in files if not name.endswith("ruff.toml")} <= names
    for part in ("/templates/", "/static/", "/migrations/0001"):
        assert any(part in name for name in names)


def test_the_wheel_holds_nothing_but_the_package_and_its_licence(names: set[str]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in names} == {"afterround"}
    assert not [name for name in names if re.search(r"tests?/|node_modules|benchmarks|/\.|__pycache__", name)]
    assert [name for name in names if name.endswith("licenses/LICENSE")]


def test_the_wheel_says_who_it_is(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("METADATA")]
        metadata = archive.read(name).decode()
    assert re.search(r"^License-Expression: MIT$", metadata, re.MULTILINE)
    assert re.search(r"^Requires-Python: >=3\.11$", metadata, re.MULTILINE)
    assert len(metadata.partition("\n\n")[2].strip()) > 200, "the README is missing"


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in an environment that had nothing in it."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "--python", str(folder)]
    install = [*pip, "install", "--no-compile"]  # what is used is compiled when it is
    locked = ["--require-hashes", "-r", str(ROOT / "requirements/run.txt")]
    subprocess.run([*install, *locked], check=True, capture_output=True)
    subprocess.run([*install, "--no-deps", str(wheel)], check=True, capture_output=True)
    return folder / "bin/afterround"


def test_an_installed_program_keeps_a_round_and_a_jot_without_node(installed: Path, tmp_path: Path) -> None:
    env = {**environment(tmp_path / "home"), "PATH": NO_NODE}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [str(installed), *arguments], env=env, capture_output=True, text=True, check=False, cwd=tmp_path
        )
        assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    assert re.search(r"\d+\.\d+\.\d+", run("--version"))
    run("round", "add", "Acme, coding, ended now")
    assert "Acme" in run("jot", "--stumbled", "lost the DP state")
    assert "Acme" in run("round", "list")
    assert "lost the DP state" in run("jots", "--json")
