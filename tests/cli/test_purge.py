"""`afterround round purge`, and what becomes of photos in an export and under the doctor's eyes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

pytestmark = pytest.mark.embedded

ATTACH = """
import django; django.setup()
from tests.cast import a_photo
from afterround.queries.owners import local_owner
from afterround.queries.rounds import find_round
from tests.cast import NOW
a_photo(local_owner(), round_id=find_round(local_owner(), "Acme", NOW).id, caption="the tree")
"""


@pytest.fixture
def photo(terminal: Terminal, acme: str) -> str:
    """A photo of the round at Acme; returns the round's key."""
    env = {**terminal.env, "DJANGO_SETTINGS_MODULE": "afterround.settings"}
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", ATTACH], env=env, cwd=root, check=True)
    return acme


def kept(terminal: Terminal) -> list[Path]:
    return [path for path in (terminal.home / "attachments").rglob("*") if path.is_file()]


def holding(terminal: Terminal, word: bytes) -> list[str]:
    """The files of the data folder in which a word stands."""
    return [path.name for path in terminal.home.rglob("*") if path.is_file() and word in path.read_bytes()]


def test_a_round_goes_for_good_after_a_question(terminal: Terminal, photo: str) -> None:
    terminal.ok("jot", "quibbled over heaps")
    terminal.ok("round", "delete", "Acme")
    assert holding(terminal, b"quibbled over heaps")
    kept_it = terminal.run("round", "purge", photo, input="n\n")
    assert (kept_it.returncode, len(kept(terminal))) == (130, 1)
    said = terminal.ok("round", "purge", photo, input="y\n")
    for words in ("one jot", "one photo", "Acme, which no other round knows", "gone for good"):
        assert words in said
    assert (holding(terminal, b"quibbled over heaps"), holding(terminal, b"Acme"), kept(terminal)) == (
        [],
        [],
        [],
    )


@pytest.mark.parametrize(("option", "is_there"), [("--copies", False), ("--keep-copies", True)])
def test_older_copies_are_asked_for_or_named(
    terminal: Terminal, acme: str, option: str, is_there: bool
) -> None:
    copy = terminal.home / "copies" / "before-0002-20260101T000000.sqlite3"
    copy.parent.mkdir()
    copy.write_bytes(b"")
    terminal.ok("round", "delete", "Acme")
    said = terminal.ok("round", "purge", acme, "--yes", option)
    assert (copy.exists(), "may still hold it" in said) == (is_there, is_there)


def test_a_round_that_is_not_deleted_stays(terminal: Terminal, acme: str) -> None:
    done = terminal.run("round", "purge", acme, "--yes")
    assert (done.returncode, "no deleted round" in done.stderr) == (1, True)
    assert terminal.json("round", "show", "Acme")["id"] == acme


def test_photos_go_out_beside_the_markdown_of_their_round(terminal: Terminal, photo: str) -> None:
    out = terminal.home.parent / "out"
    terminal.ok("export", "--markdown", str(out), "--json", str(out.with_suffix(".json")))
    [file] = (out / "attachments").iterdir()
    assert file.name.startswith("2026-06-11-acme-coding-1749-the-tree.")
    assert file.read_bytes() == kept(terminal)[0].read_bytes()
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    assert f"attachment: attachments/{file.name}" in next(out.glob("*.md")).read_text()
    [row] = json.loads(out.with_suffix(".json").read_text())["attachments"]
    assert (row["sha256"], row["caption"]) == (kept(terminal)[0].name, "the tree")
    terminal.ok("export", "--markdown", str(out))


def test_the_doctor_reads_every_file_where_that_is_asked_for(terminal: Terminal, photo: str) -> None:
    def found() -> str:
        answer = json.loads(terminal.run("doctor", "--attachments", "--json").stdout)
        return str(next(f["text"] for f in answer["findings"] if f["name"] == "attachments"))

    [file] = kept(terminal)
    assert found() == "one file"
    file.write_bytes(b"\0" * file.stat().st_size)
    assert found() == "one file; 1 damaged"
    file.unlink()
    assert found() == "one file; 1 missing"
    assert "attachments" not in terminal.run("doctor").stdout
