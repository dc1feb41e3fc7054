"""The program as a user runs it: a served copy with a home of its own, and pages that tolerate no error."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright

from tests import tls, warm
from tests.warm import PROGRAM

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-pings",
    "--metrics-recording-only",
]
"""Keeps Chromium from talking to anybody but the program under test."""

OWN_ADDRESS = [f"--host-resolver-rules=MAP {tls.NAME} 127.0.0.1", "--ignore-certificate-errors"]
"""Lets Chromium find the proxy of `tests.tls` and believe its certificate, for service workers as well."""
MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
"""A microphone that beeps, and nobody to ask whether it may be used."""

REPORT_VIOLATIONS = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));"""

REFUSALS = tuple(f"the server responded with a status of {code}" for code in (403, 409, 422))
"""What Chromium logs for an answer the program gives on purpose."""


def environment(home: Path, **extra: str) -> dict[str, str]:
    """The environment of a fresh user whose data lies in `home`: nothing of the developer's own."""
    ours = ("AFTERROUND_", "DJANGO_", "XDG_", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    user = home.parent / "user"
    user.mkdir(exist_ok=True)
    path = os.pathsep.join([str(PROGRAM.parent), kept.get("PATH", os.defpath)])
    return {**kept, "PATH": path, "HOME": str(user), "AFTERROUND_HOME": str(home), **extra}


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Running:
    """A served program: its address, its data folder, and the terminal beside it."""

    def __init__(self, home: Path, port: int, env: Mapping[str, str], address: str = "") -> None:
        self.home = home
        self.address = address
        self.url = address or f"http://localhost:{port}"
        self.port = port
        self.env = dict(env)
        self.process: warm.Started | None = None

    def cli(
        self, *args: str, input: str | None = None, check: bool = False, **env: str
    ) -> subprocess.CompletedProcess[str]:
        """Run `afterround ARGS` in another shell with the same data folder; `check` fails on another status than 0."""
        ran = warm.run(args, {**self.env, **env}, (input or "").encode())
        done = subprocess.CompletedProcess(ran.args, ran.returncode, ran.stdout.decode(), ran.stderr.decode())
        assert not check or done.returncode == 0, f"{args}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def open_url(self) -> str:
        """The address that lets a browser in once, as `afterround open` would open it."""
        return self.cli("open", "--print", check=True).stdout.strip()

    def start(self) -> None:
        """Serve, and wait until the first answer."""
        args = ["serve", "--no-open", "--port", str(self.port)]
        args += ["--at", self.address] if self.address else []
        with (self.home.parent / "serve.log").open("ab") as log:
            self.process = warm.start(args, self.env, log)
        deadline = time.monotonic() + 60
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"afterround serve did not start:\n{self.log()}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"http://localhost:{self.port}/alive", timeout=5).close()
        except OSError:
            return False
        return True

    def stop(self) -> None:
        """End it as a user would; a second call does nothing."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                status = self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                pytest.fail("afterround serve did not end within 15 s of SIGTERM")
            assert status == 0, f"afterround serve ended with the status {status}:\n{self.log()}"

    def log(self) -> str:
        """What it has written so far."""
        return (self.home.parent / "serve.log").read_text()


@contextmanager
def serving(folder: Path, address: str = "", port: int | None = None, **extra: str) -> Iterator[Running]:
    """A program that serves from a new home inside `folder` until the block is left.

    `address` is its own address, for which a proxy has to lead to its port.
    """
    home = folder / "home"
    running = Running(home, port or free_port(), environment(home, **extra), address)
    try:
        running.start()
        yield running
    finally:
        running.stop()


def launch_chromium(playwright: Playwright) -> Browser:
    """The distribution's Chromium, headless. Skips where there is none."""
    found = (
        os.environ.get("AFTERROUND_TEST_CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("google-chrome")
    )
    if found is None:
        pytest.skip("no Chromium on the PATH: install it from your distribution")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    flags = [*QUIET, *OWN_ADDRESS, *MICROPHONE, *sandbox]
    return playwright.chromium.launch(executable_path=found, args=flags)


@contextmanager
def watched_context(browser: Browser, allowed: list[str], **options: Any) -> Iterator[BrowserContext]:
    """A browser profile all of whose pages must stay free of console errors, page errors and CSP violations.

    A message is let pass when it contains one of the texts in `allowed`.
    """
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(text in message.text for text in (*REFUSALS, *allowed)):
            complaints.append(f"{message.page.url if message.page else ''}: {message.text}")

    context = browser.new_context(**options)
    context.set_default_timeout(15_000)
    context.add_init_script(REPORT_VIOLATIONS)
    context.on("console", hear)
    context.on("weberror", lambda error: complaints.append(f"page error: {error.error}"))
    try:
        yield context
        for page in context.pages:
            page.evaluate("1")  # lets what the page has logged so far arrive
    finally:
        context.close()
    assert not complaints, "\n".join(complaints)


def axe(page: Page, *, exclude: tuple[str, ...] = ()) -> None:
    """Fail on any accessibility finding of axe-core in the page as it stands."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run npm ci in frontend")
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("(exclude) => axe.run({exclude}, {resultTypes: ['violations']})", list(exclude))
    findings = [
        f"{finding['id']} ({finding['impact']}): {finding['help']}\n    "
        + "\n    ".join(f"{node['html']}\n      {node['failureSummary']}" for node in finding["nodes"])
        for finding in found["violations"]
    ]
    assert not findings, f"{page.url}\n" + "\n".join(findings)
