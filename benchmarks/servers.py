"""Programs that serve while they are measured: started, let in, asked, and the CPU time they take."""

import http.client
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from afterround.adapters.port import free_port
from benchmarks.measure import HERE
from benchmarks.places import PROGRAM, ROOT, environment

CONNECTIONS = 4
"""Requests under way at once when a server is loaded."""


class Server:
    """A process that serves one page at a loopback port."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], port: int, path: str = "/") -> None:
        self.port = port
        self.path = path
        self.cookie = ""
        self._connection: http.client.HTTPConnection | None = None
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, env=dict(env), cwd=ROOT, **quiet)  # type: ignore[call-overload]
        deadline = time.monotonic() + 60
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command} does not serve")
            time.sleep(0.05)

    @property
    def url(self) -> str:
        """Where its page is."""
        return f"http://localhost:{self.port}{self.path}"

    def _answers(self) -> bool:
        try:
            connection = http.client.HTTPConnection("localhost", self.port, timeout=5)
            connection.request("GET", self.path)
            connection.getresponse().read()
            connection.close()
        except OSError:
            return False
        return True

    def ask(self, count: int) -> None:
        """Ask for the page so many times over one kept connection."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
        for _ in range(count):
            self._connection.request("GET", self.path, headers={"Cookie": self.cookie})
            response = self._connection.getresponse()
            response.read()
            if response.status != 200:
                raise RuntimeError(f"{self.url} answers {response.status}")

    def cpu_seconds(self) -> float:
        """The CPU time of all its threads so far, to the nanosecond (Linux)."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9

    def cpu_ms_each(self, count: int) -> float:
        """CPU milliseconds for each of so many requests."""
        before = self.cpu_seconds()
        self.ask(count)
        return (self.cpu_seconds() - before) / count * 1000

    def stop(self) -> None:
        """End it."""
        if self._connection is not None:
            self._connection.close()
        self.process.terminate()
        self.process.wait(timeout=30)


@contextmanager
def serving(*servers: Server) -> Iterator[None]:
    """Servers that end with the block."""
    try:
        yield
    finally:
        for server in servers:
            server.stop()


def afterround(home: Path) -> Server:
    """`afterround serve` on a data folder, with a browser let in."""
    port = free_port(0)
    command = [str(PROGRAM), "serve", "--no-open", "--port", str(port)]
    server = Server(command, environment(home), port, "/alive")
    let_in(server, home)
    return server


def beside(first: Server, home: Path, threads: int) -> Server:
    """A second worker on the same store: `afterround serve` is one process and keeps one port, so the same
    application is served by waitress itself."""
    port = free_port(0)
    command = [
        sys.executable,
        "-m",
        "waitress",
        "--call",
        f"--listen=localhost:{port}",
        f"--threads={threads}",
    ]
    server = Server([*command, "django.core.wsgi:get_wsgi_application"], environment(home), port, "/alive")
    server.path, server.cookie = first.path, first.cookie
    return server


def bare(script: str, *arguments: str, threads: int) -> Server:
    """A limit process."""
    port = free_port(0)
    command = [sys.executable, str(HERE / "limits" / script), *arguments, str(port), str(threads)]
    return Server(command, environment(Path()), port)


def let_in(server: Server, home: Path) -> None:
    """Open the address that `afterround open` gives, and keep the device's cookie."""
    command = [str(PROGRAM), "open", "--print"]
    address = subprocess.run(
        command, env=environment(home), stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    connection = http.client.HTTPConnection("localhost", server.port, timeout=30)
    connection.request("GET", urlsplit(address.strip()).path)
    said = connection.getresponse().getheader("Set-Cookie") or ""
    connection.close()
    server.path, server.cookie = "/", said.partition(";")[0]


def requests_each_second(servers: Sequence[Server], seconds: float) -> float:
    """How many pages servers answer in a second, all at once, with CONNECTIONS between them."""
    each = max(1, CONNECTIONS // len(servers))
    load = _load_by_wrk if shutil.which("wrk") else _load_by_threads
    rates = [0.0] * len(servers)

    def run(number: int) -> None:
        rates[number] = load(servers[number], each, seconds)

    loads = [threading.Thread(target=run, args=(number,)) for number in range(len(servers))]
    for thread in loads:
        thread.start()
    for thread in loads:
        thread.join()
    return sum(rates)


def _load_by_wrk(server: Server, connections: int, seconds: float) -> float:
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds:.0f}s",
        "-H",
        f"Cookie: {server.cookie}",
        server.url,
    ]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found is not None
    return float(found.group(1))


def _load_by_threads(server: Server, connections: int, seconds: float) -> float:
    ends = time.monotonic() + seconds
    done = [0] * connections

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection("localhost", server.port, timeout=30)
        while time.monotonic() < ends:
            connection.request("GET", server.path, headers={"Cookie": server.cookie})
            response = connection.getresponse()
            response.read()
            done[number] += response.status == 200
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / seconds
