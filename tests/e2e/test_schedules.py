"""Ten thousand ways in which a network and a phone can fail: nothing is lost, nothing arrives twice."""

import json
import os
import shutil
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.browser import ROOT, Running
from tests.e2e.offline import jots_on_server

RUN = Path(__file__).parent / "schedules/run.mjs"


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The program's own scripts, where Node takes them for modules."""
    folder = tmp_path / "scripts"
    shutil.copytree(ROOT / "src/afterround/web/static", folder)
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


def run(scripts: Path, count: int, mutant: str = "", **env: str) -> dict[str, Any]:
    """Run so many schedules; says how many went wrong, and how the first of them did."""
    command = ["node", str(RUN), str(scripts), str(count), mutant]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **env})
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_ten_thousand_schedules_lose_nothing_and_double_nothing(scripts: Path) -> None:
    found = run(scripts, 10_000)
    assert (found["schedules"], found["wrong"]) == (10_000, 0), found["first"]


def test_without_the_key_made_on_the_device_something_arrives_twice(scripts: Path) -> None:
    found = run(scripts, 300, "no-key")
    assert "double" in str(found["first"])


def test_without_the_disk_something_is_lost(scripts: Path) -> None:
    found = run(scripts, 300, "no-disk")
    assert "lost" in str(found["first"])


class KeepRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def device_cookie(running: Running) -> str:
    """The cookie of a device that was let in."""
    try:
        urllib.request.build_opener(KeepRedirects).open(running.open_url())
    except urllib.error.HTTPError as redirect:
        return str(redirect.headers["Set-Cookie"]).partition(";")[0]
    raise AssertionError("nobody was let in")


def test_the_program_itself_keeps_each_jot_once_under_the_same_schedules(
    scripts: Path, running: Running
) -> None:
    running.cli("round", "add", "Acme, coding, ended 4 minutes ago", check=True)
    rounds = json.loads(running.cli("round", "list", "--json", check=True).stdout)
    reach = {
        "AFTERROUND_URL": running.url,
        "AFTERROUND_COOKIE": device_cookie(running),
        "AFTERROUND_ROUND": rounds[0]["id"],
    }
    found = run(scripts, 40, **reach)
    assert found["wrong"] == 0, found["first"]
    assert len(found["arrived"]) > 50
    there = jots_on_server(running)
    assert sorted(there) == sorted(set(there))
    assert set(found["arrived"]) <= set(there)
