"""Runs programs while everything they write is recorded, and checks every disk a power cut could have left."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.torture.power import Disk, acknowledge, power_cuts
from tests.torture.stores import Damaged, lost

RECORDER = Path(__file__).resolve().parent / "record_writes.c"


@dataclass(frozen=True)
class Recording:
    """A folder under observation: the log of what is done in it, and how it was before."""

    folder: Path
    log: Path
    beginning: Path
    library: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a program's environment needs so that it is recorded."""
        return {
            "LD_PRELOAD": str(self.library),
            "RECORD_FOLDER": str(self.folder),
            "RECORD_LOG": str(self.log),
        }

    def acknowledge(self, what: str) -> None:
        """Note that somebody was told that `what` is kept."""
        acknowledge(self.log, what)

    def losses(self, home: str, *, moments: int, seed: int = 1) -> Iterator[str]:
        """Cut the power at that many moments and say what was promised and is gone; `home` lies in the folder."""
        disk = Disk(self.folder, self.beginning)
        for image in power_cuts(self.log, disk, self.log.parent / "image", moments=moments, seed=seed):
            try:
                gone = lost(image.folder / home, sorted(image.acknowledged))
            except (Damaged, sqlite3.DatabaseError) as error:
                yield f"damaged {image.moment}: {error}"
            else:
                if gone:
                    yield f"lost {image.moment}: {', '.join(gone)}"


def begin(folder: Path) -> Recording:
    """Begin to record a folder; what stands in it now is taken to be on the disk."""
    place = folder.with_name(folder.name + "-recorded")
    place.mkdir()
    recording = Recording(folder, place / "log", place / "beginning", place / "record_writes.so")
    shutil.copytree(folder, recording.beginning)
    recording.log.touch()
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.fail("recording needs a C compiler: install gcc or clang from your distribution")
    wanted = [
        "-O2",
        "-Wall",
        "-Werror",
        "-shared",
        "-fPIC",
        "-o",
        str(recording.library),
        str(RECORDER),
        "-ldl",
    ]
    subprocess.run([compiler, *wanted], check=True, env=dict(os.environ))
    return recording
