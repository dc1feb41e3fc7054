"""Ann's terminal: the real program as a process, with a data folder of its own and a clock that stands still."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from tests import warm
from tests.browser import environment

NOW = "2026-06-11T15:49:00+00:00"
"""The cast's present. In Berlin it is 17:49."""


class Terminal:
    """A shell in which `afterround` is run."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.env = environment(home, AFTERROUND_NOW=NOW, TZ="Europe/Berlin", COLUMNS="200")

    def run(self, *args: str, input: str | bytes = "", **env: str) -> "subprocess.CompletedProcess[str]":
        """Run `afterround ARGS`; standard output and error come back as text."""
        raw = input.encode() if isinstance(input, str) else input
        done = warm.run(args, {**self.env, **env}, raw)
        out, err = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    def ok(self, *args: str, input: str | bytes = "", **env: str) -> str:
        """Run it, expect success, and return what it printed."""
        done = self.run(*args, input=input, **env)
        assert done.returncode == 0, f"{args}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def json(self, *args: str, **env: str) -> Any:
        """Run it with --json, and return what it printed."""
        return json.loads(self.ok(*args, "--json", **env))

    def rows(self, sql: str) -> list[Any]:
        """Look into the store."""
        with closing(sqlite3.connect(self.home / "afterround.sqlite3", timeout=20)) as opened:
            return opened.execute(sql).fetchall()

    def editor(self, script: str) -> str:
        """An editor that changes the file "$1" by a shell script."""
        path = self.home.parent / "editor.sh"
        path.write_text(f"#!/bin/sh\nset -e\n{script}\n")
        path.chmod(0o700)
        return str(path)

    def hold(self, path: Path) -> "subprocess.Popen[str]":
        """Another program that keeps the store open in WAL mode; it runs until it is terminated."""
        code = (
            "import sqlite3, sys, time\n"
            f"c = sqlite3.connect({str(path)!r}, isolation_level=None)\n"
            "c.execute('pragma journal_mode=wal'); c.execute('create table held(x)'); c.execute('begin')\n"
            "c.execute('select * from held').fetchall(); print('held', flush=True); time.sleep(60)\n"
        )
        holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        return holder
