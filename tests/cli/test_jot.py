"""`afterround jot` through a real process: what it keeps, where, and what it says."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from afterround.quick import jot
from tests.cli.terminal import Terminal

pytestmark = pytest.mark.embedded

PYTHON = str(Path(sys.executable))


def inbox(terminal: Terminal) -> list[tuple[str, str, str]]:
    return [
        tuple(row) for row in terminal.rows("select lane, text, round_ref from jot_inbox order by at, id")
    ]


def spooled(terminal: Terminal) -> list[str]:
    files = sorted((terminal.home / "spool").glob("*.json"))
    return [json.loads(file.read_text(encoding="utf-8"))["text"] for file in files]


def test_a_jot_stands_in_the_inbox_when_the_command_returns(terminal: Terminal) -> None:
    said = terminal.ok("jot", "lost the DP state")
    assert inbox(terminal) == [("unsorted", "lost the DP state", "")]
    assert said == "Kept (unsorted), without a round for now.\n"


@pytest.mark.parametrize(
    ("option", "lane"),
    [
        ("--well", "well"),
        ("--stumbled", "stumbled"),
        ("--signal", "signal"),
        ("-w", "well"),
        ("-s", "stumbled"),
    ],
)
def test_an_option_names_the_lane(terminal: Terminal, option: str, lane: str) -> None:
    terminal.ok("jot", option, "asked", "about", "duplicates")
    assert inbox(terminal) == [(lane, "asked about duplicates", "")]


def test_it_says_which_round_the_jot_is_for(terminal: Terminal, acme: str) -> None:
    assert terminal.ok("jot", "one more") == "Kept (unsorted), for Acme, coding, 60 min after its end.\n"


def test_a_running_round_comes_before_one_that_ended(terminal: Terminal, acme: str) -> None:
    terminal.ok("round", "add", "Globex, system design, 17:30-18:30")
    assert "for Globex, system design" in terminal.ok("jot", "they like queues")
    assert terminal.json("jots")[0]["round"] == terminal.json("round", "show", "Globex")["id"]


@pytest.mark.parametrize("reference", ["Acme", "acm", "last", "KEY", "SHORT"])
def test_a_round_can_be_named(terminal: Terminal, acme: str, reference: str) -> None:
    terminal.ok("round", "add", "Globex, coding, ended 2 days ago 10:00")
    named = {"KEY": acme, "SHORT": acme[-8:]}.get(reference, reference)
    assert "for Acme, coding" in terminal.ok("jot", "--round", named, "late thought")
    assert terminal.json("jots")[0]["round"] == acme


def test_a_round_that_is_not_there_is_said_and_the_jot_goes_by_its_time(
    terminal: Terminal, acme: str
) -> None:
    said = terminal.ok("jot", "--round", "Hooli", "late thought")
    assert 'no round is called "Hooli"' in said
    assert terminal.json("jots")[0]["round"] == acme


def test_words_after_two_dashes_are_taken_as_they_are(terminal: Terminal) -> None:
    terminal.ok("jot", "--signal", "--", "--well", "was", "my", "word")
    assert inbox(terminal) == [("signal", "--well was my word", "")]


def test_a_dash_reads_standard_input(terminal: Terminal) -> None:
    terminal.ok("jot", "-", input="first line\nsecond line\n")
    assert inbox(terminal) == [("unsorted", "first line\nsecond line", "")]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (b"f\xfcr Elise", "für Elise"),
        ("für Elise".encode(), "für Elise"),
        (b"a\0b", "a\N{REPLACEMENT CHARACTER}b"),
    ],
)
def test_bytes_that_are_no_text_are_kept_as_well_as_they_can(
    terminal: Terminal, given: bytes, kept: str
) -> None:
    terminal.ok("jot", "-", input=given)
    assert inbox(terminal)[0][1] == kept


def test_an_argument_that_is_no_utf_8_is_kept(terminal: Terminal) -> None:
    subprocess.run([b"afterround", b"jot", b"f\xfcr"], env=terminal.env, check=True, capture_output=True)
    assert inbox(terminal)[0][1] == "für"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "say what you noticed"),
        (("  ",), "say what you noticed"),
        (("--loud", "x"), "there is no option --loud"),
        (("x", "--round"), "--round needs"),
        (("x" * 10_001,), "at most 10000 characters"),
    ],
)
def test_wrong_usage_is_explained_and_keeps_nothing(
    terminal: Terminal, args: tuple[str, ...], words: str
) -> None:
    done = terminal.run("jot", *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert inbox(terminal) == []


def test_a_terminal_that_cannot_show_the_company_keeps_the_jot(terminal: Terminal) -> None:
    terminal.ok("round", "add", "Žižka, coding, ended now")
    said = terminal.ok("jot", "ok", PYTHONIOENCODING="ascii")
    assert "for ?i?ka" in said


def test_without_a_store_the_jot_goes_to_the_spool_and_is_taken_in_once(fresh: Terminal) -> None:
    said = fresh.ok("jot", "before the first start")
    assert "taken in at the next start" in said
    assert spooled(fresh) == ["before the first start"]
    assert [jot["text"] for jot in fresh.json("jots")] == ["before the first start"]
    assert spooled(fresh) == []
    assert len(fresh.json("jots")) == 1


def test_what_the_spool_makes_is_for_its_owner_alone(fresh: Terminal) -> None:
    fresh.ok("jot", "mine")
    made = [fresh.home, *fresh.home.rglob("*")]
    assert {oct(path.stat().st_mode & 0o777) for path in made} == {"0o700", "0o600"}


def test_a_locked_store_sends_the_jot_to_the_spool(terminal: Terminal) -> None:
    with closing(sqlite3.connect(terminal.home / "afterround.sqlite3", isolation_level=None)) as other:
        other.execute("begin exclusive")
        said = terminal.ok("jot", "while locked")
        other.execute("rollback")
    assert "locked" in said
    assert spooled(terminal) == ["while locked"]
    assert [jot["text"] for jot in terminal.json("jots")] == ["while locked"]


@pytest.mark.parametrize("schema", [0, 9999])
def test_an_unknown_schema_sends_the_jot_to_the_spool(terminal: Terminal, schema: int) -> None:
    with closing(sqlite3.connect(terminal.home / "afterround.sqlite3")) as other:
        other.execute(f"pragma user_version={schema}")
    assert f"has schema {schema}" in terminal.ok("jot", "from another time")
    assert inbox(terminal) == []
    assert spooled(terminal) == ["from another time"]


def test_a_postgresql_store_sends_the_jot_to_the_spool(fresh: Terminal) -> None:
    said = fresh.ok("jot", "far away", AFTERROUND_DATABASE="postgresql://nowhere/x")
    assert "PostgreSQL" in said
    assert spooled(fresh) == ["far away"]


def test_a_jot_that_cannot_be_kept_anywhere_fails_and_repeats_its_words(fresh: Terminal) -> None:
    fresh.home.write_text("a file where the folder should be")
    done = fresh.run("jot", "my words")
    assert (done.returncode, done.stdout) == (1, "")
    assert "could not be kept" in done.stderr
    assert "my words" in done.stderr


def test_nothing_is_spooled_into_a_checkout(fresh: Terminal) -> None:
    (fresh.home.parent / ".git").mkdir()
    done = fresh.run("jot", "secret")
    assert done.returncode == 1
    assert not fresh.home.exists()


@pytest.mark.parametrize("command", [["jot", "x"], ["due"], ["jot", "--help"], ["due", "--json"]])
def test_the_quick_path_imports_no_django(terminal: Terminal, command: list[str]) -> None:
    code = (
        "import sys\nfrom afterround.__main__ import main\n"
        f"sys.argv = ['afterround', *{command!r}]\nmain()\n"
        "sys.exit(len({'django', 'click', 'asyncio', 'afterround.cli'} & set(sys.modules)))"
    )
    done = subprocess.run([PYTHON, "-c", code], env=terminal.env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_help_shows_examples_and_touches_nothing(fresh: Terminal) -> None:
    assert 'afterround jot "lost the DP state"' in fresh.ok("jot", "--help")
    assert not fresh.home.exists()


@pytest.mark.parametrize("redirection", [">&-", "> /dev/full", "2>&- >&-", "| true"])
def test_a_jot_is_kept_though_nobody_hears_that_it_is(terminal: Terminal, redirection: str) -> None:
    program = terminal.run("--version").args[0]
    script = f"set -o pipefail; {program} jot 'lost the DP state' {redirection}"
    done = subprocess.run(["bash", "-c", script], env=terminal.env, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert inbox(terminal) == [("unsorted", "lost the DP state", "")]


def test_words_are_read_as_utf_8_in_the_plainest_locale(terminal: Terminal) -> None:
    plain = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    terminal.ok("jot", "naïve 日本", **plain)
    assert inbox(terminal) == [("unsorted", "naïve 日本", "")]


def test_ctrl_c_while_words_are_read_keeps_nothing_and_says_so(
    fresh: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("afterround.quick.jot._standard_input", interrupted)
    assert jot.main(["-"]) == 130
    assert "Nothing was kept" in capsys.readouterr().err


def test_a_full_disk_leaves_no_half_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setenv("AFTERROUND_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("os.fsync", full)
    assert jot.main(["lost", "it"]) == 1
    assert "Your words were: lost it" in capsys.readouterr().err
    assert list((tmp_path / "home/spool").iterdir()) == []
