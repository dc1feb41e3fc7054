"""`afterround doctor`: it says what is well and what is not, and changes nothing."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Terminal

pytestmark = pytest.mark.embedded


def findings(terminal: Terminal) -> dict[str, Any]:
    done = terminal.run("doctor", "--json")
    import json

    answer = json.loads(done.stdout)
    assert answer["ok"] is (done.returncode == 0)
    assert answer["ok"] is all(finding["ok"] for finding in answer["findings"])
    return {finding["name"]: finding for finding in answer["findings"]}


def test_a_healthy_store_is_well(terminal: Terminal) -> None:
    assert "All is well." in terminal.ok("doctor")
    found = findings(terminal)
    assert found["data"]["text"] == str(terminal.home)
    assert found["engine"]["text"] == f"SQLite {sqlite3.sqlite_version}"
    assert found["schema"]["ok"] and found["integrity"]["text"] == "ok"


def test_the_journal_mode_comes_with_its_reason(terminal: Terminal) -> None:
    text = findings(terminal)["journal mode"]["text"]
    assert text.split(",")[0] in ("wal", "truncate")
    assert "WAL mode" in text


def test_nothing_is_made_where_nothing_is(fresh: Terminal) -> None:
    assert "not made yet" in fresh.ok("doctor")
    assert not fresh.home.exists()


def test_what_others_can_read_is_named(terminal: Terminal) -> None:
    (terminal.home / "afterround.sqlite3").chmod(0o644)
    assert findings(terminal)["modes"]["advice"].startswith("chmod -R go-rwx")


def test_a_data_folder_in_a_checkout_is_named(terminal: Terminal) -> None:
    (terminal.home.parent / ".git").mkdir()
    assert "inside the checkout" in findings(terminal)["data"]["advice"]


def test_a_checkout_is_named_before_the_data_folder_is_made(fresh: Terminal) -> None:
    (fresh.home.parent / ".git").mkdir()
    assert "inside the checkout" in findings(fresh)["data"]["advice"]


def test_a_file_in_the_data_folders_place_is_named(fresh: Terminal) -> None:
    fresh.home.write_text("x")
    assert findings(fresh)["data"]["text"].endswith("is no folder")


def test_what_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from afterround.adapters import health

    monkeypatch.setenv("AFTERROUND_HOME", str(tmp_path))
    monkeypatch.setattr("os.access", lambda path, mode: path != tmp_path)
    found = {finding.name: finding for finding in health.folder_findings()}
    assert found["writing"].text == f"{tmp_path} cannot be written"


def test_waiting_and_unreadable_spool_files_are_counted(terminal: Terminal) -> None:
    terminal.ok("jot", "x", AFTERROUND_DATABASE="postgresql://nowhere/x")
    assert findings(terminal)["spool"]["text"] == "1 waiting for the next start"
    (terminal.home / "spool" / "odd.unreadable").write_text("")
    assert not findings(terminal)["spool"]["ok"]


def test_a_text_that_was_not_saved_is_named(terminal: Terminal, acme: str) -> None:
    terminal.run("retro", "edit", EDITOR=terminal.editor('echo mine >> "$1"; exit 1'))
    assert "retro-" in findings(terminal)["drafts"]["advice"]


def test_a_folder_that_is_gone_is_named(terminal: Terminal) -> None:
    folder = terminal.home.parent / "phone"
    folder.mkdir()
    terminal.ok("inbox", str(folder), "--once")
    folder.rmdir()
    assert "is gone" in findings(terminal)["inbox"]["text"]


def test_a_file_that_cannot_be_taken_in_is_named(terminal: Terminal) -> None:
    folder = terminal.home.parent / "phone"
    folder.mkdir()
    terminal.ok("inbox", str(folder), "--once")
    (folder / "photo.txt").write_bytes(b"\x89PNG\0\0")
    assert "photo.txt" in findings(terminal)["inbox"]["advice"]


@pytest.mark.parametrize("schema", ["9999"])
def test_a_newer_store_is_not_well(terminal: Terminal, schema: str) -> None:
    terminal.rows(f"pragma user_version={schema}")
    assert findings(terminal)["schema"]["advice"] == "Update the program."


def test_a_damaged_store_is_not_well(terminal: Terminal) -> None:
    path = terminal.home / "afterround.sqlite3"
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 40_000)
    found = findings(terminal)
    assert any(not finding["ok"] for finding in found.values())
    said = terminal.run("doctor").stdout
    assert "keep a copy" in said
    assert "Stop the program that holds" not in said


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found through /proc")
def test_a_store_left_in_wal_names_the_program_that_holds_it(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    from afterround.adapters import health, store

    monkeypatch.setenv("AFTERROUND_HOME", str(terminal.home))
    monkeypatch.setattr(store, "journal_mode", lambda version=None: "truncate")
    path = terminal.home / "afterround.sqlite3"
    holder = terminal.hold(path)
    try:
        found = {finding.name: finding for finding in health.store_findings()}
    finally:
        holder.terminate()
        holder.wait()
    assert f"(process {holder.pid})" in found["journal mode"].advice


def test_integrity_means_that_records_point_at_records(terminal: Terminal, acme: str) -> None:
    with closing(sqlite3.connect(terminal.home / "afterround.sqlite3")) as opened, opened:
        opened.execute("delete from application")
    assert "points at one that is gone" in findings(terminal)["integrity"]["text"]


def test_an_unreadable_postgresql_is_named(fresh: Terminal) -> None:
    fresh.home.mkdir(mode=0o700)
    done = fresh.run("doctor", AFTERROUND_DATABASE=f"postgresql:///x?host={Path('/nowhere')}")
    assert done.returncode == 1
    assert "AFTERROUND_DATABASE" in done.stdout


def at_address(terminal: Terminal, *args: str) -> Any:
    """What doctor finds of an address at which nobody answers."""
    with closing(sqlite3.connect(terminal.home / "afterround.sqlite3")) as opened, opened:
        owner = opened.execute("select id from owner").fetchone()[0]
        for number, (name, value) in enumerate({"port": "1", "origin": '"https://127.0.0.1:1"'}.items()):
            opened.execute("insert into setting values (?, ?, ?, ?)", (f"{number:032}", name, value, owner))
    import json

    found = json.loads(terminal.run("doctor", "--json", *args).stdout)["findings"]
    return next(finding for finding in found if finding["name"] == "address")


def test_the_address_is_said_and_asked_only_on_request(terminal: Terminal) -> None:
    finding = at_address(terminal)
    assert finding["ok"]
    assert "https://127.0.0.1:1" in finding["text"] and "doctor --at" in finding["text"]


def test_an_address_that_does_not_answer_is_named_with_what_to_do(terminal: Terminal) -> None:
    finding = at_address(terminal, "--at")
    assert "does not answer: Connection refused" in finding["text"]
    assert "has to lead to http://localhost:1" in finding["advice"]
