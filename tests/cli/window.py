"""A terminal window with a shell in it: what is typed goes in, what a person would see comes out."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping
from types import TracebackType

import pyte

PROMPT = "ann> "
PATIENCE = 60.0
"""Seconds to wait for what has to appear."""


class Window:
    """A bash in a terminal of 100 columns and 50 lines."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.screen = pyte.Screen(100, 50)
        self.stream = pyte.ByteStream(self.screen)
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 100, 0, 0))
        shown = {name: value for name, value in env.items() if name not in ("COLUMNS", "LINES")}
        self.shell = subprocess.Popen(
            ["bash", "--norc", "--noprofile", "-i"],
            stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
            env={**shown, "PS1": PROMPT, "TERM": "linux", "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        os.close(theirs)
        self.wait_for(PROMPT)

    def __enter__(self) -> "Window":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        os.close(self.ours)
        self.shell.kill()
        self.shell.wait()

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip("\n")

    def run(self, command: str) -> str:
        """Type a command on an empty screen and wait for the next prompt; returns what is shown then."""
        self.type(command)
        return self.wait_for(PROMPT)

    def type(self, keys: str) -> None:
        """Type on an empty screen, with Enter at the end."""
        self.screen.reset()
        os.write(self.ours, keys.encode() + b"\n")

    def wait_for(self, words: str) -> str:
        """Wait until the line of the cursor ends with words; returns the screen."""
        deadline = time.monotonic() + PATIENCE
        while not self.screen.display[self.screen.cursor.y][: self.screen.cursor.x].endswith(words):
            ready, _, _ = select.select([self.ours], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise AssertionError(f"{words!r} did not appear:\n{self.text()}")
            self.stream.feed(os.read(self.ours, 65536))
        return self.text()
