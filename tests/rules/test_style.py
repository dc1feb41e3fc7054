"""ruff and mypy are content, and core would not get away with a clock, with chance or with the environment."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def run(*command: str, text: str | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )


def test_ruff_finds_nothing() -> None:
    done = run("ruff", "check", "src", "tests", "benchmarks", "training")
    assert done.returncode == 0, done.stdout


def test_everything_is_formatted() -> None:
    done = run("ruff", "format", "--check", "src", "tests", "benchmarks", "training")
    assert done.returncode == 0, done.stdout


def test_every_type_holds() -> None:
    done = run("mypy")
    assert done.returncode == 0, done.stdout


BANNED = {
    "a clock": "from datetime import datetime\n\nmoment = datetime.now()\n",
    "a clock with a zone": "import datetime as d\n\nmoment = d.datetime.now(d.UTC)\n",
    "utcnow": "import datetime\n\nmoment = datetime.datetime.utcnow()\n",
    "a calendar": "from datetime import date\n\nday = date.today()\n",
    "time.time": "import time\n\nmoment = time.time()\n",
    "time.monotonic": "from time import monotonic\n\nmoment = monotonic()\n",
    "chance": "import random\n\nchance = random.random()\n",
    "chosen chance": "from random import choice\n\nchance = choice([1, 2])\n",
    "secrets": "import secrets\n\nchance = secrets.token_hex()\n",
    "uuid4": "from uuid import uuid4\n\nkey = uuid4()\n",
    "the environment": "import os\n\nhome = os.environ['HOME']\n",
    "getenv": "from os import getenv\n\nhome = getenv('HOME')\n",
    "a path": "from pathlib import Path\n\ntext = Path('x').read_text()\n",
    "a file": "with open('x') as file:\n    text = file.read()\n",
}


@pytest.mark.parametrize("package", ["core", "formats"])
@pytest.mark.parametrize("what", BANNED)
def test_core_and_formats_get_everything_as_an_argument(package: str, what: str) -> None:
    code = f'"""A module."""\n\n{BANNED[what]}'
    done = run("ruff", "check", "--stdin-filename", f"src/afterround/{package}/some_rule.py", "-", text=code)
    assert "TID251" in done.stdout or "PTH123" in done.stdout


def test_an_adapter_may_ask_the_clock() -> None:
    code = f'"""A module."""\n\n{BANNED["a clock with a zone"]}'
    done = run("ruff", "check", "--stdin-filename", "src/afterround/adapters/some_clock.py", "-", text=code)
    assert "TID251" not in done.stdout


@pytest.mark.parametrize(
    "code",
    [
        "from datetime import datetime\n\nmoment = datetime(2026, 6, 11)\n",
        "from datetime import datetime\n\nmoment = datetime.fromtimestamp(0)\n",
        "from datetime import datetime\n\nmoment = datetime.strptime('1', '%d')\n",
    ],
)
@pytest.mark.parametrize("place", ["src/afterround/web", "src/afterround/core", "tests/web"])
def test_a_moment_without_a_zone_is_noticed(code: str, place: str) -> None:
    done = run(
        "ruff", "check", "--stdin-filename", f"{place}/some_module.py", "-", text=f'"""A module."""\n\n{code}'
    )
    assert "DTZ" in done.stdout


def test_a_wrong_type_is_noticed(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "from afterround.core.rounds import company_key\n\nkey: int = company_key(7)\n", encoding="utf-8"
    )
    done = run("mypy", str(wrong))
    assert done.returncode == 1
    assert "arg-type" in done.stdout and "assignment" in done.stdout
