"""`afterround demo` and `afterround --demo`: a store of its own, apart from the person's, as real processes."""

import shutil
import subprocess
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.browser import Running, free_port, serving
from tests.cli.terminal import Terminal
from tests.warm import PROGRAM

pytestmark = pytest.mark.embedded


@pytest.fixture
def beside(fresh: Terminal, filled_home: Path) -> Terminal:
    """A terminal on a computer where the demo was filled a moment ago and nothing else was done."""
    shutil.copytree(filled_home, fresh.home)
    del fresh.env["AFTERROUND_NOW"]  # the demo was filled by the real clock
    return fresh


def test_it_fills_a_folder_of_its_own_and_makes_no_store_of_the_persons(filled_home: Path) -> None:
    assert {path.name for path in filled_home.iterdir()} == {"demo"}
    assert {path.stat().st_mode & 0o777 for path in (filled_home, filled_home / "demo")} == {0o700}
    assert "invented" in (filled_home / "demo" / "DEMO.txt").read_text()


def test_the_persons_own_commands_never_see_it(beside: Terminal) -> None:
    assert beside.ok("due") == "Nothing is due.\n"
    beside.ok("jot", "mine alone")
    assert [jot["text"] for jot in beside.json("jots")] == ["mine alone"]
    assert beside.json("round", "list") == []
    assert "mine alone" not in beside.ok("--demo", "jots", "--json")


def test_every_command_works_on_the_demo_when_told_so(beside: Terminal) -> None:
    beside.ok("--demo", "jot", "--signal", "she smiled")
    assert "she smiled" in beside.ok("--demo", "jots")
    assert "Thistlecombe Health" in beside.run("--demo", "due").stdout  # exit 1 after 16:00
    assert len(beside.json("--demo", "round", "list")) == 25
    assert str(beside.home / "demo") in beside.ok("--demo", "doctor")
    assert "she smiled" not in beside.ok("jots")


def test_the_folder_alone_is_known_as_the_demos(demo_store: Path) -> None:
    terminal = Terminal(demo_store)
    assert len(terminal.json("round", "list")) == 25
    assert str(demo_store / "demo") not in terminal.ok("--demo", "doctor")


def test_a_server_database_is_not_touched(beside: Terminal) -> None:
    elsewhere = "postgresql://nobody@localhost:1/nothing"
    assert "rounds" in beside.ok("--demo", "export", "--json", "-", AFTERROUND_DATABASE=elsewhere)


def test_beginning_anew_keeps_a_copy_of_what_was_tried(beside: Terminal) -> None:
    beside.ok("--demo", "jot", "tried this")
    done = beside.run("demo", "--fill-only", "--reset")
    assert "begun anew" in done.stderr
    assert "tried this" not in beside.ok("--demo", "jots")
    (copy,) = (beside.home / "demo" / "copies").iterdir()
    assert b"tried this" in copy.read_bytes()


def test_after_half_a_day_it_begins_anew_by_itself(beside: Terminal) -> None:
    soon, late = (datetime.now(UTC) + timedelta(hours=hours) for hours in (11, 13))
    assert "anew" not in beside.run("demo", "--fill-only", AFTERROUND_NOW=soon.isoformat()).stderr
    assert "anew" in beside.run("demo", "--fill-only", AFTERROUND_NOW=late.isoformat()).stderr
    assert beside.json("--demo", "due", AFTERROUND_NOW=late.isoformat())[0]["kind"] == "cooldown"


def test_a_folder_of_that_name_with_things_of_ones_own_is_left_alone(fresh: Terminal) -> None:
    fresh.home.mkdir()
    own = Terminal(fresh.home / "demo")
    own.ok("round", "add", "Acme, coding, ended now")
    done = fresh.run("demo", "--fill-only")
    assert done.returncode == 1 and "of your own" in done.stderr
    assert not (own.home / "DEMO.txt").exists()
    assert len(own.json("round", "list")) == 1


def test_it_is_served_at_a_port_of_its_own_and_says_what_it_is(demo_store: Path) -> None:
    with serving(demo_store.parent) as running:
        page = opened(running)
    assert "This is the demo: invented people and companies." in page
    assert "Ottermere Parcels" in page


def opened(running: Running) -> str:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with opener.open(running.open_url(), timeout=30) as answer:
        text: str = answer.read().decode()
    return text


def test_beside_another_program_it_hands_out_addresses_and_ends_with_it(beside: Terminal) -> None:
    port = str(free_port())
    command = [str(PROGRAM), "demo", "--beside", "--no-open", "--port", port]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=beside.env, stdin=pipe, stdout=pipe, text=True) as child:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write("\n\n")
        child.stdin.flush()
        found = [line.strip() for line in (child.stdout.readline() for _ in range(4)) if "/open/" in line]
        assert len(set(found)) == 2
        with urllib.request.build_opener(urllib.request.HTTPCookieProcessor()).open(found[0]) as answer:
            assert b"This is the demo" in answer.read()
        child.stdin.close()
        assert child.wait(timeout=30) == 0


def test_its_help_says_that_it_touches_nothing_of_yours(fresh: Terminal) -> None:
    said = " ".join(fresh.ok("demo", "--help").split())
    assert "never touches yours" in said and "afterround demo --reset" in said
    assert not fresh.home.exists()
