"""Data folders to measure in: temporary, seeded by a process of their own, and how they are opened."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(sys.executable).parent / "afterround"


def environment(home: Path) -> dict[str, str]:
    """The environment of a user whose data lies in `home`, with nothing of the developer's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AFTERROUND_")}
    return {**kept, "AFTERROUND_HOME": str(home), "DJANGO_SETTINGS_MODULE": "afterround.settings"}


class Stores:
    """Stores by their number of rounds: seeded once, then copied for each measurement. Removed by `clear`."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="afterround-bench-"))
        self._copies = 0

    def folder_with(self, rounds: int) -> Path:
        """A data folder of its own with a store of that many rounds."""
        seeded = self._folder / f"seeded-{rounds}"
        if not seeded.exists():
            run_module("benchmarks.seed", seeded, str(rounds))
        self._copies += 1
        return Path(shutil.copytree(seeded, self._folder / f"copy-{self._copies}"))

    def clear(self) -> None:
        """Remove everything."""
        shutil.rmtree(self._folder)


def run_module(module: str, home: Path, *arguments: str) -> str:
    """Run a module of this project with a data folder; returns what it printed."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(home), stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def compile_bytecode() -> None:
    """Compile what will be run, as an installation does; some machines do not write bytecode by themselves."""
    import django
    import waitress

    import afterround

    places = [
        str(Path(module.__file__).parent) for module in (afterround, django, waitress) if module.__file__
    ]
    subprocess.run([sys.executable, "-m", "compileall", "-q", *places], check=True)
