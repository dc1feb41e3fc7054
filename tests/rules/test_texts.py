"""What must stand in no file of the project: stubs, machine paths, addresses of package registries, naive clocks."""

import re
from pathlib import Path

import pytest

from tests.rules.code import PACKAGE, ROOT, project_files

STUBS = re.compile(r"\b(TODO|FIXME|XXX)\b|NotImplemented")
MACHINES = re.compile(r"/(?:root|work|home/\w+|Users/\w+)/")
REGISTRIES = re.compile(
    r"\b(?:py(?:pi)|python(?:hosted)|npm(?:js)|yarn(?:pkg)|artifactory|nexus)\.\w+", re.IGNORECASE
)
ADDRESSES = re.compile(r'"resolved":|^--(?:extra-)?index-url|^--find-links|index-url *=', re.MULTILINE)
PATTERNS = {"stub": STUBS, "machine": MACHINES, "registry": REGISTRIES, "address": ADDRESSES}
SHOUTS = re.compile(r">[^<>{}]*\w!(?=[\s<])")


def texts() -> list[tuple[Path, str]]:
    """Every text file of the project but this one, which has to spell what it looks for."""
    found = []
    for file in project_files():
        if file == Path(__file__):
            continue
        try:
            found.append((file.relative_to(ROOT), file.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def holding(pattern: re.Pattern[str]) -> list[str]:
    return [f"{name}: {found[0]!r}" for name, text in texts() if (found := pattern.search(text))]


@pytest.mark.parametrize("name", PATTERNS)
def test_no_file_holds_what_does_not_belong_there(name: str) -> None:
    assert holding(PATTERNS[name]) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("stub", "# TODO: later"),
        ("machine", "/root/project"),
        ("registry", "py" + "pi.org"),
        ("address", '"resolved": 1'),
    ],
)
def test_it_would_be_noticed(name: str, text: str) -> None:
    assert PATTERNS[name].search(text)


def templates() -> list[Path]:
    return [file for file in PACKAGE.rglob("templates/**/*.html") if file.is_file()]


def test_no_page_shouts() -> None:
    assert [file.name for file in templates() if SHOUTS.search(file.read_text(encoding="utf-8"))] == []


def test_no_template_breaks_the_content_security_policy() -> None:
    broken = re.compile(r"\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)|javascript:", re.I)
    assert [file.name for file in templates() if broken.search(file.read_text(encoding="utf-8"))] == []


def test_nothing_large_or_built_is_kept() -> None:
    assert [str(file) for file in project_files() if file.stat().st_size > 500_000] == []
