"""The program as a process of its own that need not import everything anew: forked from one that has.

What depends on the environment is read anew in each fork: the clock's zone, Django's settings, its database. The demo
and whatever Python reads of the environment when it starts are not forked, and `tests/cli/test_program.py` holds that a
forked command and one that was started cold answer alike. That it does not matter what was imported first follows from
`tests/rules/test_contracts.py`: no module imports itself by way of others. A process runs one forked command after
another; a test of several at once starts them itself.
"""

import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import IO, Protocol

from afterround.adapters.store import DEMO_NOTE

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(sys.executable).parent / "afterround"
PACKAGES = tuple(f"afterround.{name}" for name in ("core", "formats", "cli", "jobs", "quick", "web"))
"""Imported in advance, and what they import; Django is set up before, for a data folder that holds nothing."""

LIBRARIES = ("django.core.handlers.wsgi", "django.core.wsgi", "django.db.migrations.executor", "waitress")
UNDERSTOOD = {"AFTERROUND_HOME", "AFTERROUND_NOW"}
"""Our variables with which a command is forked: each other one is the subject of a few tests, which start it."""

READ_AT_START = ("PYTHON", "LANG", "LC_")
"""How the names of variables begin that Python reads when it starts."""

TIMEOUT_S = 60


def run(
    args: Sequence[str], env: Mapping[str, str], given: bytes = b""
) -> "subprocess.CompletedProcess[bytes]":
    """Run `afterround ARGS` in a process of its own with exactly that environment, and wait for it."""
    if not can_fork(args, env):
        command = [str(PROGRAM), *args]
        return subprocess.run(
            command, input=given, capture_output=True, env=env, timeout=TIMEOUT_S, check=False
        )
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as source:
        source.write(given)
        source.seek(0)
        status = _warmed(os.getpid()).order("run", args, env, (source, out, err))
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(["afterround", *args], status, out.read(), err.read())


class Started(Protocol):
    """A program that goes on; `subprocess.Popen` is one."""

    def poll(self) -> int | None:
        """None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; raises subprocess.TimeoutExpired."""

    def terminate(self) -> None:
        """Ask it to end."""

    def kill(self) -> None:
        """End it."""


def start(args: Sequence[str], env: Mapping[str, str], log: IO[bytes]) -> Started:
    """Start `afterround ARGS` with exactly that environment; what it says goes into the log."""
    if not can_fork(args, env):
        return subprocess.Popen(
            [str(PROGRAM), *args], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env
        )
    with open(os.devnull, "rb") as nothing:
        return Forked(_warmed(os.getpid()).order("start", args, env, (nothing, log, log)))


def can_fork(args: Sequence[str], env: Mapping[str, str]) -> bool:
    """Whether nothing that was imported in advance would be another thing in that environment."""
    read = {name for name in {**os.environ, **env} if name.startswith(READ_AT_START)}
    if any(env.get(name) != os.environ.get(name) for name in read):
        return False
    ours = {name for name in env if name.startswith("AFTERROUND_")}
    if not {"AFTERROUND_HOME"} <= ours <= UNDERSTOOD:
        return False
    return "demo" not in "".join(args[:1]) and not (Path(env["AFTERROUND_HOME"]) / DEMO_NOTE).exists()


class Forked:
    """A process that somebody else has started: the part of `subprocess.Popen` that can be had for it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._ended = os.pidfd_open(pid)
        self._status: int | None = None

    def poll(self) -> int | None:
        """None while it runs, else its exit status, negative for a signal."""
        if self._status is None and select.select([self._ended], [], [], 0)[0]:
            self._status = _warmed(os.getpid()).status_of(self.pid)
        return self._status

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end and return its exit status; raises subprocess.TimeoutExpired."""
        select.select([self._ended], [], [], timeout)
        status = self.poll()
        if status is None:
            raise subprocess.TimeoutExpired("afterround", timeout or 0)
        return status

    def terminate(self) -> None:
        """Ask it to end."""
        signal.pidfd_send_signal(self._ended, signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        signal.pidfd_send_signal(self._ended, signal.SIGKILL)

    def __del__(self) -> None:
        os.close(self._ended)


class Warmed:
    """A process that has imported what is the same for all, and forks one for each order."""

    def __init__(self) -> None:
        self.ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.ours.settimeout(TIMEOUT_S)
        with theirs:
            command = [sys.executable, "-m", "tests.warm", str(theirs.fileno())]
            subprocess.Popen(command, pass_fds=[theirs.fileno()], cwd=ROOT)

    def order(
        self, what: str, args: Sequence[str], env: Mapping[str, str], streams: Sequence[IO[bytes]]
    ) -> int:
        """Have a command run with these three streams; returns its exit status, negative for a signal.

        What is to `start` is not waited for, and its process id comes back.
        """
        wanted = json.dumps({"args": list(args), "env": dict(env), "folder": str(Path.cwd())}).encode()
        with tempfile.TemporaryFile() as longer:  # an order may be longer than a packet
            longer.write(wanted)
            longer.flush()
            fds = [longer.fileno(), *(stream.fileno() for stream in streams)]
            socket.send_fds(self.ours, [what.encode()], fds)
            return int(self.ours.recv(100))

    def status_of(self, pid: int) -> int:
        """The exit status of a command that was started and has ended."""
        self.ours.send(f"status {pid}".encode())
        return int(self.ours.recv(100))


@cache
def _warmed(of_process: int) -> Warmed:
    return Warmed()


def serve(orders: socket.socket) -> int:
    """Fork for each order until nobody is left to give one; in the fork, be the command and return its status."""
    with tempfile.TemporaryDirectory(prefix="afterround-test-") as nothing:
        _import_all(nothing)
    gc.freeze()  # a fork would otherwise go through all of it, and copy it, to clear it away at its end
    while True:
        word, fds, _, _ = socket.recv_fds(orders, 100, 4)
        if not word:
            return 0
        if word.startswith(b"status"):
            orders.send(str(_status(int(word.split()[1]))).encode())
            continue
        child = os.fork()
        if child == 0:
            orders.close()
            _prepare(*fds, seconds=TIMEOUT_S if word == b"run" else 0)
            return import_module("afterround.__main__").main()  # type: ignore[no-any-return]
        for fd in fds:
            os.close(fd)
        orders.send(str(child if word == b"start" else _status(child)).encode())


def _status(child: int) -> int:
    """The exit status of a child, once it has ended."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _import_all(home: str) -> None:
    os.environ["AFTERROUND_HOME"] = home
    import_module("afterround.cli.program").set_up_django()
    for name in LIBRARIES:
        import_module(name)
    for package in map(import_module, PACKAGES):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    _read_what_is_built_in()


def _read_what_is_built_in() -> None:
    from django.template.loader import get_template
    from django.urls import get_resolver

    from afterround.adapters.catalogue import built_in
    from afterround.adapters.matching import recogniser

    recogniser.built_in_recogniser()
    built_in.built_in_catalogue()
    assert get_resolver().reverse_dict
    templates = ROOT / "src/afterround/web/templates"
    for file in templates.rglob("*.html"):
        get_template(str(file.relative_to(templates)))


def _prepare(order: int, *streams: int, seconds: int) -> None:
    """Take on the streams, the environment, the folder and the words of a command, which may take so long."""
    with open(order, "rb") as file:
        file.seek(0)
        wanted = json.load(file)
    for number, fd in enumerate(streams):
        os.dup2(fd, number)
        os.close(fd)
    os.environ.clear()
    os.environ.update(wanted["env"])
    time.tzset()
    os.chdir(wanted["folder"])
    sys.argv = ["afterround", *wanted["args"]]
    sys.path[0] = str(PROGRAM.parent)  # a script's, and no longer the checkout with its tests
    signal.alarm(seconds)
    _read_environment_anew()


def _read_environment_anew() -> None:
    from django.conf import settings
    from django.db import connections

    importlib.reload(sys.modules["afterround.adapters.clock"])
    ours = importlib.reload(sys.modules["afterround.settings"])
    for name in filter(str.isupper, dir(ours)):
        setattr(settings, name, getattr(ours, name))
    connections.databases.update(connections.configure_settings(settings.DATABASES))
    del connections["default"]  # was asked how long names may be, and has connected to nothing


if __name__ == "__main__":
    sys.exit(serve(socket.socket(fileno=int(sys.argv[1]))))
