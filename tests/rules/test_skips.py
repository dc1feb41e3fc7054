"""In continuous integration a skipped test fails, unless it is ../shared that is absent."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.rules.code import ROOT

SKIPS = {
    "in_a_test": "import pytest\n\ndef test_it():\n    pytest.skip('no browser here')\n",
    "by_a_mark": "import pytest\n\n@pytest.mark.skip(reason='later')\ndef test_it(): ...\n",
    "as_a_module": "import pytest\n\npytest.skip('no such system', allow_module_level=True)\n",
    "in_a_fixture": "import pytest\n\n@pytest.fixture\ndef it():\n    pytest.skip('none')\n\ndef test_it(it): ...\n",
    "for_want_of_shared": "import pytest\n\ndef test_it():\n    pytest.skip('no ../shared beside the project')\n",
}
"""Modules that skip, by how they do it."""


def outcomes(folder: Path, *, ci: bool) -> dict[str, str]:
    """What became of each of the modules in a run with this ground's plugin."""
    for how, code in SKIPS.items():
        (folder / f"test_{how}.py").write_text(code, encoding="utf-8")
    kept = {
        name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST_")
    }
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rfEs",
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(
        [*command, "-c", str(ROOT / "pyproject.toml"), "--continue-on-collection-errors", str(folder)],
        cwd=ROOT,
        env=kept | ({"CI": "true"} if ci else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    said = re.findall(r"^(FAILED|ERROR|SKIPPED).*?test_(\w+)\.py", done.stdout, re.MULTILINE)
    return {how: outcome for outcome, how in said}


def test_in_continuous_integration_only_the_absence_of_shared_material_is_no_failure(tmp_path: Path) -> None:
    found = outcomes(tmp_path, ci=True)
    assert found.pop("for_want_of_shared") == "SKIPPED"
    assert found.keys() == SKIPS.keys() - {"for_want_of_shared"}
    assert set(found.values()) <= {"FAILED", "ERROR"}


def test_elsewhere_a_skip_is_a_skip(tmp_path: Path) -> None:
    assert outcomes(tmp_path, ci=False) == dict.fromkeys(SKIPS, "SKIPPED")
