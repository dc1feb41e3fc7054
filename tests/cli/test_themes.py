"""`afterround themes`: the tally as a table with signs, one theme with its evidence, and both for scripts."""

import re
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.cli.window import Window

pytestmark = pytest.mark.embedded


@pytest.fixture
def searched(demo_store: Path) -> Terminal:
    """A terminal in whose store the invented search lies."""
    terminal = Terminal(demo_store)
    del terminal.env["AFTERROUND_NOW"]  # the demo was filled by the real clock
    return terminal


def test_without_themes_it_says_how_to_begin(terminal: Terminal) -> None:
    assert "under the lines of a finished retrospective or under feedback" in terminal.ok("themes")
    assert terminal.json("themes") == []


def test_the_table_has_a_sign_for_each_round(searched: Terminal) -> None:
    said = searched.ok("themes")
    assert re.search(
        r"^dp-state +3 of 7 +●●–●○–○ \| ●●○– +\d+ %, likely \d+ to \d+, n = 7 ", said, re.MULTILINE
    )
    assert re.search(
        r"^estimation +3 of 3 +●●● \| ● +n = 3 +Too early to see a change\. Capacity estimation$",
        said,
        re.MULTILINE,
    )


def test_in_a_narrow_window_a_theme_stands_on_several_lines(searched: Terminal) -> None:
    with Window(searched.env) as window:
        lines = window.run("afterround themes").splitlines()
    place = lines.index("estimation  3 of 3")
    said = ["  ●●● | ●", "  n = 3", "  Too early to see a change. Capacity estimation"]
    assert lines[place + 1 : place + 4] == said


def test_json_gives_counts_rate_state_and_rounds(searched: Terminal) -> None:
    found = {one["theme"]: one for one in searched.json("themes")}
    theme = found["dp-state"]
    assert (theme["n"], theme["shaky"], theme["well"], theme["mocks"]["n"]) == (7, 3, 2, 4)
    assert theme["rate"]["low"] < theme["rate"]["rate"] < theme["rate"]["high"]
    assert len(theme["rounds"]) == 11
    assert (found["estimation"]["rate"], found["estimation"]["state"]) == (None, "too_early")


def test_one_theme_is_shown_with_its_evidence(searched: Terminal) -> None:
    said = searched.ok("themes", "show", "DP state definition")
    assert "Felt shaky in 3 of 7 coding and online assessment rounds." in said
    assert "lost the DP state halfway through the loop" in said
    evidence = searched.json("themes", "show", "dp-state")["evidence"]
    assert evidence[-1]["words"] == "lost the DP state halfway through the loop"
    assert (evidence[-1]["says"], evidence[-1]["not_counted"]) == ("shaky", None)


def test_a_theme_without_evidence_and_none_at_all(terminal: Terminal) -> None:
    assert "not confirmed anywhere yet" in terminal.ok("themes", "show", "edge-cases")
    assert terminal.json("themes", "show", "edge-cases")["evidence"] == []
    refused = terminal.run("themes", "show", "no-such")
    assert (refused.returncode, "no such theme" in refused.stderr) == (1, True)
