"""The demo as a program beside this one: started when somebody wants to look around, ended with this one."""

import os
import subprocess
import sys
from contextlib import suppress
from threading import Lock, Timer

from afterround.core.errors import Conflict

PATIENCE = 60.0
"""Seconds after which a demo that does not answer is given up."""

COMMAND = (sys.executable, "-P", "-m", "afterround", "demo", "--no-open", "--beside")


class DemoProgram:
    """The one demo of this process. It holds no data of its own and ends when its standard input does."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[str] | None = None

    def address(self, *, back: str) -> str:
        """An address that lets one browser into the demo, which is started if it does not run.

        `back` is where the demo's pages lead back to. Raises Conflict where it does not start.
        """
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._process = _start(back)
            found = _ask(self._process)
        if not found:
            raise Conflict("The demo could not be started. Try it in a terminal: afterround demo")
        return found


def _start(back: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        COMMAND,
        env={**os.environ, "AFTERROUND_BACK": back},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _ask(process: "subprocess.Popen[str]") -> str:
    """A fresh address from a demo that runs or is about to; "" where it ended instead."""
    assert process.stdin is not None
    assert process.stdout is not None
    overdue = Timer(PATIENCE, process.kill)
    overdue.start()
    try:
        with suppress(OSError):
            process.stdin.write("\n")
            process.stdin.flush()
            for line in process.stdout:
                if "/open/" in line:
                    return line.strip()
        return ""
    finally:
        overdue.cancel()
