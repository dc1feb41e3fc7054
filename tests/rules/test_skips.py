"""In continuous integration a skipped test fails, unless it is ../shared that is absent."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.code import ROOT

SKIPS = {
    "in a test": "import pytest\n\ndef test_it():\n    pytest.skip('no browser here')\n",
    "by a mark": "import pytest\n\n@pytest.mark.skip(reason='later')\ndef test_it(): ...\n",
    "as a module": "import pytest\n\npytest.skip('no such system', allow_module_level=True)\n",
    "in a fixture": "import pytest\n\n@pytest.fixture\ndef it():\n    pytest.skip('none')\n\ndef test_it(it): ...\n",
}
ABSENT = "import pytest\n\ndef test_it():\n    pytest.skip('no ../shared beside the project')\n"


def status(folder: Path, code: str, *, ci: bool) -> int:
    """The exit status of a run of one module with this ground's plugin."""
    (folder / "test_it.py").write_text(code, encoding="utf-8")
    env = {
        name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST_")
    }
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.conftest",
        "-c",
        str(ROOT / "pyproject.toml"),
    ]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", str(folder / "test_it.py")],
        cwd=ROOT,
        env=env | ({"CI": "true"} if ci else {}),
        capture_output=True,
        check=False,
    )
    return done.returncode


@pytest.mark.parametrize("how", SKIPS)
def test_a_skip_fails_where_everything_must_run(tmp_path: Path, how: str) -> None:
    assert status(tmp_path, SKIPS[how], ci=True) in (1, 2)


def test_the_absence_of_shared_material_is_no_failure(tmp_path: Path) -> None:
    assert status(tmp_path, ABSENT, ci=True) == 0


def test_elsewhere_a_skip_is_a_skip(tmp_path: Path) -> None:
    assert status(tmp_path, SKIPS["in a test"], ci=False) == 0
