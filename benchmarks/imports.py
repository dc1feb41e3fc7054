"""P8: 10,000 Markdown retrospectives through the import, beside reading, parsing and keeping them barely."""

import random
import shutil
import sqlite3
import statistics
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from afterround.adapters import store
from afterround.core.retro import Action, ActionKind, Hint, Line, Question, Retro
from afterround.formats.markdown import render
from benchmarks.measure import HERE, Verdict, at_most, fact, ratio, series, time_processes
from benchmarks.places import PROGRAM, Stores, environment
from benchmarks.seed import Words

P8_GOAL, RSS_GOAL = 2.5, 150.0
MANY, FEW = 10_000, 2_000
"""Files of a whole run and of a quick one."""


def write_notes(folder: Path, number: int) -> None:
    """Fill a folder with templates of about 240 words each; the same for the same number."""
    folder.mkdir(parents=True)
    words, draw = Words(8), random.Random(8)
    companies = [f"Company {n}" for n in range(160)]
    for n in range(number):
        retro = Retro(
            date=str(date(2019, 1, 1) + timedelta(days=draw.randrange(2500))),
            company=draw.choice(companies),
            round=draw.choice(("coding", "system design", "behavioural", "recruiter call")),
            went_well=tuple(Line(words.sentence(12, 12)) for _ in range(3)),
            shaky=tuple(Line(words.sentence(14, 14)) for _ in range(3)),
            questions=tuple(Question(words.sentence(5, 5), words.sentence(22, 22), "O(n)") for _ in range(2)),
            hints=(Hint(words.sentence(24, 24)),),
            actions=(Action(words.sentence(4, 4), ActionKind.GAP), Action(words.sentence(6, 6))),
            stress=draw.randint(1, 5),
            mindset=words.sentence(14, 14),
            next_steps=(Line(words.sentence(12, 12)),),
        )
        (folder / f"{n:05d}.md").write_text(render(retro), encoding="utf-8")


def measure_imports(stores: Stores, quick: bool) -> Iterator[Verdict]:
    """P8: a first import, its memory, and a second one, which adds nothing."""
    number = FEW if quick else MANY
    empty = stores.folder_with(0)
    notes = empty / "notes"
    write_notes(notes, number)
    runs = 3 if quick else 5
    for run in range(-1, runs):  # each into a store of its own
        shutil.copytree(empty, _home(empty, run), ignore=_notes)
    limit = [sys.executable, "-I", "-S", str(HERE / "limits/bare_import.py"), str(notes), f"{empty}/limit"]
    ours = {"argv": [str(PROGRAM), "import", "--yes", str(notes)], "env": environment(_home(empty, "{run}"))}
    found = time_processes({"ours": ours, "bare": {"argv": limit, "env": {}}}, runs)
    took = {name: statistics.median(series(some, "ms")) for name, some in found.items()}
    what = f"import of {number:,} files: {took['ours'] / 1000:.1f} s; bare: {took['bare'] / 1000:.2f} s"
    yield at_most(
        "P8", what, ratio(series(found["ours"], "ms"), series(found["bare"], "ms")), P8_GOAL, ms=took
    )
    memory = max(series(found["ours"], "rss"))
    yield fact("P8", "peak memory", f"{memory:.0f} MiB", f"at most {RSS_GOAL:.0f} MiB", memory <= RSS_GOAL)
    yield _second(_home(empty, 0), ours["argv"], number)


def _home(empty: Path, run: int | str) -> Path:
    """The data folder of a run."""
    return empty.parent / f"{empty.name}-import{run}"


def _notes(folder: str, names: list[str]) -> list[str]:
    """What is not copied with a store."""
    return [name for name in names if name in ("notes", "limit")]


def _second(home: Path, argv: list[str], number: int) -> Verdict:
    """A second import of the same folder: how long, and how many rounds there are then."""
    again = time_processes({"again": {"argv": argv, "env": environment(home)}}, 1)["again"]
    with closing(sqlite3.connect(home / store.STORE_NAME)) as opened:
        rounds, imports = (
            opened.execute(f"select count(*) from {table}").fetchone()[0] for table in ("round", "import")
        )
    what = f"a second import: {again[0]['ms'] / 1000:.1f} s; rounds and imports after it"
    return fact(
        "P8", what, f"{rounds:,} and {imports}", f"{number:,} and 1", (rounds, imports) == (number, 1)
    )
