"""A data folder under torture: how it begins, and what stands in it afterwards."""

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from tests.browser import environment
from tests.warm import PROGRAM

MUTANTS = Path(__file__).resolve().parent / "mutants.py"

WRITTEN = (
    "select text from jot union all select text from jot_inbox",
    "select text from retro_line union all select value from earlier_text union all select lesson from retro "
    "union all select mindset from retro",
)
"""Where a jot's words can be, and where what was written in a retrospective can be."""


class Damaged(Exception):
    """The store is not whole any more."""


def command(*arguments: str, without: str = "") -> list[str]:
    """The words that run `afterround ARGUMENTS`, if wanted without one of its guards (see mutants.py)."""
    if without:
        return [sys.executable, str(MUTANTS), without, *arguments]
    return [str(PROGRAM), *arguments]


def run(home: Path, *arguments: str, **env: str) -> str:
    """Run a command on the data folder to its end; returns what it printed."""
    done = subprocess.run(
        command(*arguments),
        env=environment(home, **env),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def a_data_folder(place: Path) -> Path:
    """A data folder with a store and one round in it whose cooldown is over."""
    place.mkdir(exist_ok=True)
    home = place / "home"
    run(home, "round", "add", "Acme, coding, ended 2 hours ago")
    return home


def the_round(home: Path) -> str:
    """The key of the one round."""
    return str(json.loads(run(home, "round", "list", "--json"))[0]["id"])


def words_in(home: Path) -> Counter[str]:
    """How often each text stands in the data folder: as a jot, in inbox or spool, or in a retrospective.

    Opening the store is what rolls back a transaction that was cut off. Raises Damaged, or what SQLite raises.
    """
    found = Counter(spooled(home))
    file = home / "afterround.sqlite3"
    if file.exists():
        with closing(sqlite3.connect(file)) as store:
            store.execute("pragma synchronous=off")  # only of the one who looks
            verdict = store.execute("pragma integrity_check").fetchall()
            if verdict != [("ok",)]:
                raise Damaged(str(verdict))
            begun = store.execute("pragma user_version").fetchone() == (0,)  # its first migration was cut off
            for query in () if begun else WRITTEN:
                found.update(text for (text,) in store.execute(query))
    return found


def spooled(home: Path) -> list[str]:
    """The words of the jots in the spool."""
    return [json.loads(file.read_text())["text"] for file in (home / "spool").glob("*.json")]


def lost(home: Path, acknowledged: Sequence[str]) -> list[str]:
    """What was acknowledged and stands nowhere."""
    found = words_in(home)
    return [text for text in acknowledged if not found[text]]


def twice(home: Path, *, of: Mapping[str, int] | Sequence[str]) -> list[str]:
    """Which of the texts stand there more than once."""
    found = words_in(home)
    return [text for text in of if found[text] > 1]


def clashes(home: Path) -> int:
    """How many texts wait beside another one of the same field."""
    with closing(sqlite3.connect(home / "afterround.sqlite3")) as store:
        return int(store.execute("select count(*) from earlier_text where is_open").fetchone()[0])
