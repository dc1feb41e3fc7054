"""python -m benchmarks [--quick] [P1 P2 P6 P8 P9 P10 themes | all]: measure, print a table, keep it as JSON."""

import argparse
import json
import os
import platform
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module

from benchmarks.measure import HERE, Verdict
from benchmarks.places import Stores, compile_bytecode

Measurement = Callable[[Stores, bool], Iterator[Verdict]]

GOALS = {
    "P1": ("jot", "measure_jot"),
    "P2": ("jot", "measure_full_store"),
    "P6": ("today", "measure_today"),
    "P8": ("imports", "measure_imports"),
    "P9": ("page", "measure_page"),
    "P10": ("offline", "measure_offline"),
    "themes": ("themes", "measure_themes"),
}
"""Each goal's module here and its function."""


def measurement(goal: str) -> Measurement:
    """The function that measures a goal; imported late, since each needs other libraries."""
    module, name = GOALS[goal]
    found: Measurement = getattr(import_module(f"benchmarks.{module}"), name)
    return found


def row(verdict: Verdict) -> str:
    """One line of the table."""
    met = {True: "met", False: "MISSED", None: ""}[verdict.met]
    return f"{verdict.goal:4} {verdict.what:72} {verdict.measured:24} {verdict.wanted:20} {met}".rstrip()


def keep(verdicts: list[Verdict], quick: bool) -> str:
    """Write the run as JSON; returns the file's path from the project's root."""
    started = datetime.now(UTC)
    machine = {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": platform.system(),
        "cores": os.cpu_count(),
    }
    folder = HERE / "results"
    folder.mkdir(exist_ok=True)
    file = folder / f"{started:%Y%m%dT%H%M%SZ}.json"
    run = {
        "at": started.isoformat(),
        "quick": quick,
        "machine": machine,
        "goals": [asdict(v) for v in verdicts],
    }
    file.write_text(json.dumps(run, indent=1) + "\n")
    return str(file.relative_to(HERE.parent))


def main() -> None:
    """Measure the goals that were asked for; a missed one is said, and is no failure."""
    reader = argparse.ArgumentParser(
        prog="python -m benchmarks", description="What is measured: benchmarks/README.md"
    )
    reader.add_argument(
        "goals", nargs="*", default=["all"], metavar="GOAL", help=f"{', '.join(GOALS)} or all"
    )
    reader.add_argument("--quick", action="store_true", help="fewer runs: wider intervals, the same goals")
    asked = reader.parse_args()
    goals = list(GOALS) if "all" in asked.goals else asked.goals
    if unknown := set(goals) - set(GOALS):
        reader.error(f"there is no goal {', '.join(sorted(unknown))}")
    compile_bytecode()
    stores, verdicts, began = Stores(), [], time.monotonic()
    try:
        for goal in goals:
            for verdict in measurement(goal)(stores, asked.quick):
                print(row(verdict), flush=True)
                verdicts.append(verdict)
    finally:
        stores.clear()
    print(f"{time.monotonic() - began:.0f} s, kept in {keep(verdicts, asked.quick)}")


if __name__ == "__main__":
    main()
