"""A program that serves and may be killed at any moment, and the pages' scripts that keep talking to it."""

import http.client
import json
import subprocess
import time
from collections.abc import Iterator, Mapping
from http.cookies import SimpleCookie
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import NAMESPACE_OID, uuid5

from tests.browser import environment, free_port
from tests.torture.stores import command, run

Unheard = (OSError, http.client.HTTPException)
"""What it looks like when the program dies in the middle of a word."""


class Served:
    """`afterround serve` on a data folder, always at the same port."""

    def __init__(self, home: Path, *, without: str = "", **env: str) -> None:
        self.home = home
        self.port = free_port()
        self.is_up = Event()
        self._command = command("serve", "--no-open", "--port", str(self.port), without=without)
        self._extra = env
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve, and wait until it answers."""
        self._process = subprocess.Popen(
            self._command,
            env=environment(self.home, **self._extra),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while not self._answers():
            assert self._process.poll() is None, "afterround serve did not start"
            assert time.monotonic() < deadline, "afterround serve does not answer"
            time.sleep(0.02)
        self.is_up.set()

    def _answers(self) -> bool:
        try:
            connection = http.client.HTTPConnection("localhost", self.port, timeout=5)
            connection.request("GET", "/alive")
            connection.getresponse().read()
            connection.close()
        except Unheard:
            return False
        return True

    def kill(self) -> None:
        """End it in the middle of whatever it does: it cannot catch this."""
        assert self._process is not None
        self.is_up.clear()
        self._process.kill()
        self._process.wait()

    def visitor(self) -> "Visitor":
        """A browser that was let in."""
        return Visitor(self, run(self.home, "open", "--print", **self._extra).strip())


class Visitor:
    """A browser that was let in, as far as the pages' scripts need one."""

    def __init__(self, served: Served, address: str) -> None:
        self._served = served
        self._connection: http.client.HTTPConnection | None = None
        self._cookies: dict[str, str] = {}
        self._ask("GET", urlsplit(address).path)
        self._ask("GET", "/")

    def _ask(self, method: str, path: str, fields: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """Ask once; raises one of Unheard where no whole answer came."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection("localhost", self._served.port, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookies, "X-CSRFToken": self._cookies.get("afterround_csrf", "")}
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers |= {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            content = response.read()
        except Unheard:
            self._connection.close()
            self._connection = None
            raise
        for line in response.headers.get_all("Set-Cookie") or []:
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return response.status, content

    def look(self) -> None:
        """Read Today, as a person does; nothing hangs on the answer."""
        self._ask("GET", "/")

    def send(self, path: str, fields: Mapping[str, str]) -> Any:
        """Send a form until an answer is heard, as the pages' outbox does; returns what the answer says."""
        while True:
            assert self._served.is_up.wait(60), "the program never came back"
            try:
                status, content = self._ask("POST", path, fields)
            except Unheard:
                continue
            assert 200 <= status < 300, f"{path}: {status} {content[:500]!r}"
            return json.loads(content)


def write_as_a_person(visitor: Visitor, round_id: str, name: str, count: int) -> Iterator[str]:
    """Jot, add a line to a retrospective, and rewrite a field of it, in turns; yields each acknowledged text.

    `name` is "0" or "1": each of two persons has a field of their own. Keys follow from the texts, so that a form
    that is sent again says the same.
    """
    field = {"0": "lesson", "1": "mindset"}[name]
    version = 0
    for number in range(count):
        what = ("jot", "line", field)[number % 3]
        text = f"{what} {name}-{number}"
        key = str(uuid5(NAMESPACE_OID, text))
        if what == "jot":
            visitor.send("/jots/", {"id": key, "text": text, "round": round_id, "lane": "well"})
        elif what == "line":
            fields = {f"f:{key}:text": text, f"v:{key}:text": "0", f"s:{key}": "went_well"}
            said = visitor.send(f"/rounds/{round_id}/retro/save/", fields)
            assert said["versions"] == {f"{key}:text": 1}, said
        else:
            fields = {f"f:retro:{field}": text, f"v:retro:{field}": str(version)}
            said = visitor.send(f"/rounds/{round_id}/retro/save/", fields)
            version = version_now(said, f"retro:{field}")
        yield text


def version_now(said: Any, name: str) -> int:
    """The version of a field after a save; where another text stands in it, this one is kept beside it."""
    taken: int | None = said["versions"].get(name)
    return int(said["others"][name]["version"]) if taken is None else taken
