"""The story that must always work, in a real terminal: from the end of a round to the Markdown of its retrospective."""

import shutil

import pytest

from tests.cli.terminal import Terminal
from tests.cli.window import Window

pytestmark = pytest.mark.embedded

EDIT = r"""
sed -i -e 's/^\[ \]\(.*time split\)/[d]\1/' \
  -e 's/^\[ \]\(.*nodded\)/[h]\1/' \
  -e 's/^Question summaries:$/&\n1. Burst balloons \/ interval DP \/ O(n^3) time/' \
  -e 's/^Follow-up actions:$/&\n- Practise pattern interval DP with problems 312, 1039/' \
  -e 's/^Emotional.*$/&\nstress: 3\nmindset: calm after the walk/' "$1"
echo 'lesson: Say the state as a sentence before any code.' >> "$1"
"""


@pytest.fixture
def earlier(terminal: Terminal) -> Terminal:
    """Two days ago there was a mock, and an action of it is still open."""
    terminal.ok("round", "add", "mock with Sam, coding, ended 2 days ago at 10:00")
    script = "sed -i 's/^Follow-up actions:$/&\\n- Say the time split aloud/' \"$1\""
    terminal.ok("retro", "edit", EDITOR=terminal.editor(script))
    terminal.ok("retro", "finish")
    return terminal


def test_a_round_ends_and_becomes_a_retrospective(earlier: Terminal) -> None:
    assert shutil.which("bash")
    with Window({**earlier.env, "EDITOR": earlier.editor(EDIT)}) as window:
        shown = window.run('afterround round add "Acme, coding, ended now, with Priya Raman"')
        assert "cooling down, 30 min left" in shown
        assert "Take a short walk, or breathe" in window.run("afterround cooldown")
        assert "Noted: a walk after Acme, coding." in window.run("afterround cooldown walked")

        window.run("export AFTERROUND_NOW=2026-06-11T15:55:00+00:00")
        shown = window.run('afterround jot --stumbled "lost the DP state again"')
        assert "Kept (stumbled), for Acme, coding, 6 min after its end." in shown
        window.run("afterround jot -w asked about duplicates first")
        window.run('afterround jot --signal "she nodded at the brute force"')
        assert "Cooldown: Acme, coding, 24 min left" in window.run("afterround due")
        assert "open for another 24 min" in window.run("afterround retro edit")

        window.run("export AFTERROUND_NOW=2026-06-11T19:30:00+00:00")
        assert "Retrospective: Acme, coding" in window.run("afterround due")
        shown = window.run("afterround retro show")
        assert "Say the time split aloud" in shown
        assert "Prediction for Acme, coding: 40 %." in window.run("afterround retro predict 40")
        assert "Saved:" in window.run("afterround retro edit")
        assert "Practise pattern interval DP" in (actions := window.run("afterround actions"))
        assert "time split" not in actions
        assert "Finished: Acme, coding." in window.run("afterround retro finish")
        assert "Nothing is due." in window.run("afterround due")
        document = window.run("afterround retro show --markdown")
    for part in (
        "Date / Company / Round: 2026-06-11 / Acme / coding",
        "What went well:\n- asked about duplicates first",
        "What felt shaky:\n- lost the DP state again",
        "1. Burst balloons / interval DP / O(n^3) time",
        "- she nodded at the brute force",
        "stress: 3\nmindset: calm after the walk",
        "lesson: Say the state as a sentence before any code.",
        "prediction: 40",
    ):
        assert part in document


@pytest.mark.parametrize(("answer", "keeps_its_jot"), [("y", True), ("n", False)])
def test_a_line_that_changed_its_meaning_is_asked_about(
    terminal: Terminal, acme: str, answer: str, keeps_its_jot: bool
) -> None:
    terminal.ok("jot", "--stumbled", "lost the DP state")
    terminal.ok("retro", "edit", EDITOR="true")
    script = "sed -i 's/^- lost the DP state/- never mentioned complexity/' \"$1\""
    with Window({**terminal.env, "EDITOR": terminal.editor(script)}) as window:
        window.type("afterround retro edit")
        assert "A jot hangs on it." in window.wait_for("[y/N]: ")
        assert "Saved:" in window.run(answer)
    [line] = terminal.json("retro", "show")["shaky"]
    assert (line["text"], line["jot"] is not None) == ("never mentioned complexity", keeps_its_jot)


def test_long_lines_are_cut_to_the_window(terminal: Terminal, acme: str) -> None:
    terminal.ok("jot", "word " * 60)
    with Window(terminal.env) as window:
        shown = window.run("afterround jots").splitlines()
    listed = [line for line in shown if "word" in line]
    assert len(listed) == 1
    assert listed[0].endswith("…")
