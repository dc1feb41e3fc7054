"""The command line as a process of its own that need not import everything anew: forked from one that has."""

import json
import os
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

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(sys.executable).parent / "afterround"
PURE = ("afterround.core", "afterround.formats")
"""What knows neither environment nor settings, and so is the same in every process."""
LIBRARIES = (
    *("click", "django.forms", "django.db.models", "django.http", "django.template", "django.urls"),
    *("django.core.management", "django.db.backends.sqlite3.base", "django.db.migrations.executor"),
)
TIMEOUT_S = 60


def run(
    args: Sequence[str], env: Mapping[str, str], given: bytes = b""
) -> "subprocess.CompletedProcess[bytes]":
    """Run `afterround ARGS` in a process of its own with exactly that environment, and wait for it.

    Variables that Python itself reads when it starts need one that does start.
    """
    if any(name.startswith("PYTHON") and env[name] != os.environ.get(name) for name in env):
        command = [str(PROGRAM), *args]
        return subprocess.run(
            command, input=given, capture_output=True, env=env, timeout=TIMEOUT_S, check=False
        )
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as source:
        source.write(given)
        source.seek(0)
        order = json.dumps({"args": list(args), "env": dict(env), "folder": str(Path.cwd())}).encode()
        status = _warmed(os.getpid()).run(order, [file.fileno() for file in (source, out, err)])
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(["afterround", *args], status, out.read(), err.read())


class Warmed:
    """A process that has imported what is the same for all, and forks one for each order."""

    def __init__(self) -> None:
        self.ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.ours.settimeout(TIMEOUT_S)
        with theirs:
            command = [sys.executable, "-m", "tests.warm", str(theirs.fileno())]
            subprocess.Popen(command, pass_fds=[theirs.fileno()], cwd=ROOT)

    def run(self, order: bytes, streams: list[int]) -> int:
        """Have one command run with these three streams; returns its exit status, negative for a signal."""
        with tempfile.TemporaryFile() as longer:  # an order may be longer than a packet
            longer.write(order)
            longer.flush()
            socket.send_fds(self.ours, [b"run"], [longer.fileno(), *streams])
            return int(self.ours.recv(100))


@cache
def _warmed(of_process: int) -> Warmed:
    return Warmed()


def serve(orders: socket.socket) -> int:
    """Fork for each order until nobody is left to give one; in the fork, be the command and return its status."""
    for name in LIBRARIES:
        import_module(name)
    for package in map(import_module, PURE):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    while True:
        word, fds, _, _ = socket.recv_fds(orders, 100, 4)
        if not word:
            return 0
        child = os.fork()
        if child == 0:
            orders.close()
            _prepare(*fds)
            return import_module("afterround.__main__").main()  # type: ignore[no-any-return]
        for fd in fds:
            os.close(fd)
        orders.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _prepare(order: int, *streams: int) -> None:
    """Take on the streams, the environment, the folder and the words of a command."""
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
    signal.alarm(TIMEOUT_S)


if __name__ == "__main__":
    sys.exit(serve(socket.socket(fileno=int(sys.argv[1]))))
