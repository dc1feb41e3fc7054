"""P1 and P2: what a jot costs, beside a bare insert, and in a store that is full beside one that is empty."""

import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from afterround.adapters import store
from benchmarks.measure import HERE, Verdict, at_most, fact, ratio, series, time_processes
from benchmarks.places import PROGRAM, Stores, environment

P1_GOAL, P2_GOAL, RSS_GOAL = 1.6, 1.2, 16.0
FEW, MANY = 40, 10_000
"""Rounds in the store of P1, and in the full one of P2: ten jots each."""


def jot_command(home: Path) -> dict[str, Any]:
    """`afterround jot` as a shell starts it."""
    return {"argv": [str(PROGRAM), "jot", "lost the DP state {run}"], "env": environment(home)}


def bare_command(file: Path) -> dict[str, Any]:
    """The limit process on a table that exists, in the journal mode that the program decides on for this SQLite."""
    bare = [sys.executable, "-I", "-S", str(HERE / "limits/bare_jot.py"), str(file), store.journal_mode()]
    subprocess.run(bare, check=True)
    return {"argv": [*bare, "lost the DP state {run}"], "env": {}}


def measure_jot(stores: Stores, quick: bool) -> Iterator[Verdict]:
    """P1: a cold, durable jot."""
    home = stores.folder_with(FEW)
    runs = time_processes(
        {"jot": jot_command(home), "bare": bare_command(home / "limit")}, 40 if quick else 200
    )
    took = {name: statistics.median(series(found, "ms")) for name, found in runs.items()}
    found = ratio(series(runs["jot"], "ms"), series(runs["bare"], "ms"))
    yield at_most(
        "P1", f"jot, cold: {took['jot']:.1f} ms; bare: {took['bare']:.1f} ms", found, P1_GOAL, ms=took
    )
    cpu = ratio(series(runs["jot"], "cpu_ms"), series(runs["bare"], "cpu_ms"))
    yield fact("P1", "the same in CPU time", f"{cpu}x")
    memory = statistics.median(series(runs["jot"], "rss"))
    yield fact(
        "P1",
        "peak memory",
        f"{memory:.1f} MiB",
        f"at most {RSS_GOAL:.0f} MiB",
        memory <= RSS_GOAL,
        mib=memory,
    )
    yield count_syncs(home)


def count_syncs(home: Path) -> Verdict:
    """Look, through strace, whether what a jot wrote was on the disk before it said so."""
    what, wanted = "syncs before it answers", "at least 1"
    if shutil.which("strace") is None:
        return fact("P1", what, "not measured: no strace", wanted)
    trace = home / "trace"
    calls = "trace=fsync,fdatasync,write,pwrite64"
    traced = ["strace", "-f", "-y", "-e", calls, "-o", str(trace), *jot_command(home)["argv"]]
    subprocess.run(traced, env=environment(home), stdout=subprocess.DEVNULL, check=True)
    before_answer, _, after = trace.read_text().partition("write(1<")
    syncs = len(re.findall(r"\bf(?:data)?sync\(.*= 0$", before_answer, re.MULTILINE))
    last_write = max(
        (m.start() for m in re.finditer(r"write(?:64)?\(\d+<[^>]*sqlite3", before_answer)), default=-1
    )
    last_sync = before_answer.rfind("sync(")
    met = syncs >= 1 and last_sync > last_write and "sqlite3" not in after
    return fact("P1", what, str(syncs), wanted, met, syncs=syncs)


def measure_full_store(stores: Stores, quick: bool) -> Iterator[Verdict]:
    """P2: a jot into a store of 100,000 jots, beside the same into an empty one."""
    empty, full = stores.folder_with(0), stores.folder_with(MANY)
    with closing(sqlite3.connect(full / store.STORE_NAME)) as opened:
        jots = opened.execute("select count(*) from jot").fetchone()[0]
    commands = {"full": jot_command(full), "empty": jot_command(empty)}
    runs = time_processes(commands, 40 if quick else 200)
    took = {name: statistics.median(series(found, "ms")) for name, found in runs.items()}
    found = ratio(series(runs["full"], "ms"), series(runs["empty"], "ms"))
    what = f"jot into {jots:,} jots: {took['full']:.1f} ms; into none: {took['empty']:.1f} ms"
    yield at_most("P2", what, found, P2_GOAL, ms=took, jots=jots)
    os.sync()
