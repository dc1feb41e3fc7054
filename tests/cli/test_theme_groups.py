"""`afterround themes inbox, confirm, refuse, back`, and `merges, merge, split, apart`."""

import re
from uuid import UUID

import pytest

from afterround.formats.observer_form import render_form
from tests.cast import a_form
from tests.cli.terminal import Terminal

pytestmark = pytest.mark.embedded

NOTE = """Date / Company / Round: 2026-05-04 / Acme / coding

What felt shaky:
- lost the DP state
- lost the DP state again
- ran out of time
"""


@pytest.fixture
def brought(terminal: Terminal) -> Terminal:
    """A terminal with an old round whose lines wait for a look."""
    terminal.ok("import", "--yes", "-", input=NOTE)
    return terminal


def waiting(terminal: Terminal) -> dict[str, list[str]]:
    """The lines that wait, by theme."""
    groups = terminal.json("themes", "inbox")["groups"]
    return {group["theme"]: [line["text"] for line in group["lines"]] for group in groups}


def test_the_lines_of_old_rounds_stand_by_theme_with_what_led_to_it(brought: Terminal) -> None:
    said = brought.ok("themes", "inbox")
    assert re.search(
        r"DP state definition \(dp-state\), two lines:\n  \w{8} +Acme, coding +lost the \[DP state\]", said
    )
    assert waiting(brought) == {
        "dp-state": ["lost the DP state", "lost the DP state again"],
        "finishing-in-time": ["ran out of time"],
    }


def test_a_group_is_confirmed_with_an_exception_and_taken_back(brought: Terminal) -> None:
    before = waiting(brought)
    key = re.search(r"^  (\w{8})", brought.ok("themes", "inbox"), re.MULTILINE)
    assert key
    said = brought.ok("themes", "confirm", "DP state definition", "--except", key[1])
    assert "Confirmed DP state definition under one line, refused under one other." in said
    assert "dp-state" not in waiting(brought)
    brought.ok(*said.splitlines()[-1].split("afterround ")[1].split())
    assert waiting(brought) == before


def test_a_group_is_refused(brought: Terminal) -> None:
    assert "Refused Finishing in time under one line." in brought.ok("themes", "refuse", "finishing-in-time")
    done = brought.run("themes", "refuse", "finishing-in-time")
    assert done.returncode == 1 and "No line waits under Finishing in time." in done.stderr


def test_themes_are_merged_and_parted_with_the_command_that_was_printed(terminal: Terminal) -> None:
    assert terminal.ok("themes", "merges") == "Nothing looks alike.\n"
    said = terminal.ok("themes", "merge", "Plan before code", "pace")
    assert "Pace and haste counts as Plan before code now." in said
    assert [one["into"] for one in terminal.json("themes", "merges")["merged"]] == ["planning"]
    assert "Pace and haste counts as it." in terminal.ok("themes", "show", "pace")
    parted = terminal.ok(*said.splitlines()[-1].split("afterround ")[1].split())
    assert not any(terminal.json("themes", "merges").values())
    terminal.ok(*parted.splitlines()[-1].split("afterround ")[1].split())
    assert "is a theme of its own again" in terminal.ok("themes", "split", "PACE and haste")


def test_two_themes_are_kept_apart_and_one_is_not_two(terminal: Terminal) -> None:
    said = terminal.ok("themes", "apart", "planning", "pace")
    assert "are kept apart" in said
    terminal.ok(*said.splitlines()[-1].split("afterround ")[1].split())
    assert terminal.run("themes", "apart", "planning", "pace", "--undo").returncode == 1
    assert terminal.run("themes", "apart", "planning", "Plan before code").returncode != 0
    assert terminal.run("themes", "split", "planning").returncode == 1


def test_what_an_observer_wrote_waits_with_its_rating_and_is_answered_by_its_key(terminal: Terminal) -> None:
    terminal.ok("round", "add", "Acme, mock coding, 2026-05-04 15:00")
    form = render_form(a_form(UUID(terminal.json("round", "show", "Acme")["id"])))
    terminal.ok("observe", "import", "Acme", "-", input=form.encode())
    assert waiting(terminal) == {}
    terminal.ok("observe", "rate", "Acme", "speed=4")
    assert "Acme, coding, an observer’s form" in terminal.ok("themes", "inbox")
    groups = terminal.json("themes", "inbox")["groups"]
    (rated,) = (one for group in groups for one in group["lines"] if "twenty minutes" in one["text"])
    assert (rated["observed"], rated["section"], rated["says"]) == (True, None, "shaky")
    theme = next(group["theme"] for group in groups if rated in group["lines"])
    said = terminal.ok("themes", "confirm", theme, "--except", rated["id"][-8:])
    assert "refused under one other." in said
