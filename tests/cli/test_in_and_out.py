"""`afterround import` and `afterround export`."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

pytestmark = pytest.mark.embedded

NOTE = """## Date / Company / Round: 06/09/2026 / Acme / coding

## what went well
* asked about duplicates

## What felt shaky
1) lost the DP state

Loose words
"""


@pytest.fixture
def note(terminal: Terminal) -> Path:
    """A template filled in by hand."""
    file = terminal.home.parent / "acme.md"
    file.write_text(NOTE)
    return file


def test_a_filled_in_template_becomes_a_round(terminal: Terminal, note: Path) -> None:
    said = terminal.ok("import", "--yes", str(note))
    assert "acme.md: 1 new" in said and "afterround import undo" in said
    shown = terminal.json("retro", "show", "Acme")
    assert (shown["round"]["state"], shown["shaky"][0]["text"]) == ("reflected", "lost the DP state")


def test_a_dry_run_says_how_it_is_read_and_makes_nothing(fresh: Terminal, shared_note: Path) -> None:
    [answer] = fresh.json("import", "--dry-run", str(shared_note))
    assert set(answer) == {"file", "applications", "rounds", "unplaced", "problems"}
    assert (answer["rounds"][0]["date"], answer["rounds"][0]["company"]) == ("2026-06-09", "Acme")
    assert "06/09/2026, Acme, coding" in fresh.ok("import", "--dry-run", str(shared_note))
    assert not fresh.home.exists()


@pytest.fixture
def shared_note(tmp_path: Path) -> Path:
    file = tmp_path / "note.md"
    file.write_text(NOTE)
    return file


def test_standard_input_is_a_dash(terminal: Terminal) -> None:
    terminal.ok("import", "--yes", "-", input=NOTE)
    assert terminal.json("round", "show")["company"] == "Acme"


def test_a_day_or_a_company_that_is_not_told_is_given_by_an_option(terminal: Terminal) -> None:
    text = "What went well:\n- all of it\n"
    terminal.ok("import", "--yes", "-", "--date", "2026-06-01", "--company", "Globex", input=text)
    [found] = terminal.json("round", "list")
    assert (found["company"], found["precision"], found["date_text"]) == ("Globex", "day", "2026-06-01")


def test_a_round_without_a_date_shows_none(terminal: Terminal) -> None:
    terminal.ok("import", "--yes", "-", input=NOTE.replace("06/09/2026", "June 9"))
    [found] = terminal.json("round", "list")
    assert (found["ends_at"], found["precision"], found["date_text"]) == (None, "unknown", "June 9")
    assert "“June 9”" in terminal.ok("round", "list")
    assert terminal.ok("due") == "Nothing is due.\n"


def test_files_that_cannot_be_read_are_named_and_the_others_go_in(terminal: Terminal, note: Path) -> None:
    folder = note.parent
    (folder / "binary.md").write_bytes(b"\x89PNG\0\0")
    (folder / "large.md").write_bytes(b"x" * 5_000_001)
    (folder / "letter.md").write_text("Dear Ann,\n")
    names = ["missing.md", "binary.md", "large.md", "letter.md", "acme.md"]
    done = terminal.run("import", "--yes", *(str(folder / name) for name in names))
    assert done.returncode == 1
    for words in ("No such file", "binary file", "larger than 5 MB"):
        assert words in done.stderr
    assert "letter.md: no round was found in it" in done.stdout
    assert [entry["company"] for entry in terminal.json("round", "list")] == ["Acme"]


def test_what_each_file_gave_is_told_as_json(terminal: Terminal, note: Path) -> None:
    done = terminal.run("import", "--yes", "--json", str(note), "/nowhere.md")
    answer = json.loads(done.stdout)
    assert [gave["made"] for gave in answer["files"]] == [1, 0]
    assert "cannot be read" in answer["files"][1]["problem"]
    assert len(answer["rounds"]) == 1 and answer["import"]


def test_a_folder_is_searched_at_any_depth_but_not_what_is_hidden(terminal: Terminal, note: Path) -> None:
    folder = note.parent / "notes" / "2026"
    (folder / ".git").mkdir(parents=True)
    for name in ("acme.md", "jobs.csv", ".git/globex.md", "cat.png", ".hidden.md"):
        (folder / name).write_text(NOTE)
    [answer] = [a for a in terminal.json("import", "--dry-run", str(folder.parent)) if a["rounds"]]
    assert answer["file"].endswith("notes/2026/acme.md")


def test_without_a_terminal_and_without_yes_nothing_is_taken_in(terminal: Terminal, note: Path) -> None:
    done = terminal.run("import", str(note))
    assert done.returncode == 1 and "--yes" in done.stderr
    assert "Acme; coding; 06/09/2026" in done.stdout
    assert terminal.json("round", "list") == []


def test_bringing_it_again_gives_nothing_and_an_undo_takes_it_back(terminal: Terminal, note: Path) -> None:
    terminal.ok("import", "--yes", str(note))
    assert "Nothing in it is new." in terminal.ok("import", "--yes", str(note))
    [listed] = terminal.json("import", "list")
    assert (listed["made"], listed["undone_at"]) == (1, None)
    assert "one round and one application gone" in terminal.ok("import", "undo")
    assert terminal.json("round", "list") == []
    assert "undone" in terminal.ok("import", "list")
    terminal.ok("import", "redo", listed["id"][-8:])
    assert [found["company"] for found in terminal.json("round", "list")] == ["Acme"]


def test_an_undo_names_what_it_leaves(terminal: Terminal, note: Path) -> None:
    terminal.ok("import", "--yes", str(note))
    terminal.ok("round", "result", "Acme", "passed")
    said = terminal.ok("import", "undo")
    assert "no rounds" in said and "Kept, since you have written into it: Acme, coding" in said


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_old_encodings_are_read(terminal: Terminal, encoding: str) -> None:
    text = NOTE.replace("Acme", "Žižka" if encoding != "cp1252" else "Café")
    terminal.ok("import", "--yes", "-", input=text.encode(encoding))
    assert terminal.json("round", "show")["company"] in ("Žižka", "Café")


def test_everything_goes_out_as_json_and_markdown(terminal: Terminal, note: Path) -> None:
    terminal.ok("import", "--yes", str(note))
    out = note.parent / "out"
    terminal.ok("export", "--json", str(note.parent / "all.json"), "--markdown", str(out))
    assert json.loads((note.parent / "all.json").read_text())["afterround"] == 1
    [file] = out.iterdir()
    assert "lost the DP state" in file.read_text()
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    assert json.loads(terminal.ok("export", "--json", "-"))["rounds"]


def test_an_export_writes_over_nothing_unasked(terminal: Terminal, note: Path) -> None:
    target = note.parent / "all.json"
    target.write_text("mine")
    assert terminal.run("export", "--json", str(target)).returncode == 1
    assert target.read_text() == "mine"
    terminal.ok("export", "--json", str(target), "--replace")
    assert json.loads(target.read_text())


def test_an_export_of_nothing_in_particular_asks(terminal: Terminal) -> None:
    assert terminal.run("export").returncode == 2


def test_a_file_whose_name_is_no_text_is_read_too(terminal: Terminal, note: Path) -> None:
    odd = note.with_name(os.fsdecode(b"caf\xe9.md"))
    note.rename(odd)
    [answer] = terminal.json("import", "--dry-run", str(odd))
    assert answer["rounds"][0]["company"] == "Acme"


def test_a_file_s_name_is_printed_on_one_line_without_what_steers_a_terminal(fresh: Terminal) -> None:
    odd = fresh.home.parent / "two\n\x1b[31mlines.md"
    odd.write_text(
        "# Acme phone screen\nDate: 2024-05-02\nInterviewer: Dan Okafor\nI was asked about heaps.\n"
    )
    said = fresh.ok("import", "--dry-run", str(odd)).splitlines()
    assert "two [31mlines.md: one round" in said[0] and "\x1b" not in said[0]
