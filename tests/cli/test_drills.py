"""Drills in the terminal: what to practise and why, how it went, one's pace, one's own problems."""

import csv
from io import StringIO

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture
def decided(terminal: Terminal) -> Terminal:
    """Ann has decided on a pattern and on a gap after a round at Acme."""
    terminal.ok("round", "add", "Acme, coding, ended 3 hours ago")
    text = (
        "Date / Company / Round: 2026-06-11 / Acme / coding\n\nFollow-up actions:\n"
        "- Practise pattern linear DP with problems 70, 198\n- Fill knowledge gap on consistent hashing\n"
    )
    editor = terminal.editor(f"cat > \"$1\" <<'END'\n{text}END")
    terminal.ok("retro", "edit", "Acme", EDITOR=editor)
    return terminal


def test_todays_drills_say_why_and_where(decided: Terminal) -> None:
    said = decided.ok("drills")
    assert said.startswith("One today, 40 minutes.")
    assert "dp-linear  Linear DP: problems 70 and 198, 40 min\n" in said
    assert "  because you decided it after Acme, coding\n" in said
    assert "198. House Robber  https://leetcode.com/problems/house-robber/" in said
    whole = decided.json("drills", "--all")
    assert [one["key"] for one in whole["today"]] == ["dp-linear"]
    assert [one["due"] for one in whole["later"]] == ["2026-06-14"]
    assert "later" not in decided.json("drills")


def test_an_attempt_is_kept_ticks_its_action_and_is_taken_back(decided: Terminal) -> None:
    said = decided.ok("drills", "done", "dp-linear", "--rate", "good", "--note", "state first")
    assert "Kept: Linear DP, well. It comes back Saturday 13 June.\n" in said
    assert "Ticked: Practise pattern linear DP with problems 70, 198\n" in said
    shown = decided.json("drills", "why", "dp-linear")
    assert [(one["rating"], one["note"]) for one in shown["history"]] == [("good", "state first")]
    assert [one["kind"] for one in decided.json("actions")] == ["gap"]
    assert decided.ok("drills", "undo") == "Taken back: Linear DP, well.\n"
    assert {one["kind"] for one in decided.json("actions")} == {"gap", "pattern"}


def test_a_gap_is_filled_on_the_day_that_is_chosen(decided: Terminal) -> None:
    (gap,) = decided.json("drills", "--all")["later"]
    key = gap["key"][-8:]
    assert decided.ok("drills", "day", key, "today") == "Fill knowledge gap on consistent hashing: today.\n"
    assert gap["key"] in [one["key"] for one in decided.json("drills")["today"]]


def test_the_pace_is_set_and_a_pause_silences_everything(decided: Terminal) -> None:
    assert decided.ok("drills", "budget", "20") == "20 minutes a day.\n"
    assert decided.json("drills")["today"][0]["minutes"] == 15
    assert decided.ok("due") == "Retrospective: Acme, coding\n"
    decided.ok("drills", "pause")
    assert decided.ok("due") == "Nothing is due.\n"
    assert decided.ok("drills").startswith("Everything is paused.")
    assert decided.json("drills", "budget")["paused_at"] is not None
    assert decided.ok("drills", "resume").startswith("One today")


def test_what_is_due_is_printed_as_csv(decided: Terminal) -> None:
    rows = list(csv.reader(StringIO(decided.ok("drills", "--csv"))))
    assert [row[0] for row in rows[4:]] == ["Linear DP: problems 70 and 198"]


def test_own_problems_are_added_sorted_listed_and_removed(terminal: Terminal) -> None:
    said = terminal.ok("drills", "add", "https://acme.example/stones", "--pattern", "dp-linear")
    assert said.startswith("Added: ")
    terminal.ok("drills", "add", "--file", "-", input="LC 312\n198. House Robber, easy\n")
    listed = {one["number"]: one for one in terminal.json("drills", "problems")}
    assert set(listed) == {None, 312, 198}
    assert listed[None]["patterns"] == ["dp-linear"]
    terminal.ok("drills", "remove", "House Robber")
    assert len(terminal.json("drills", "problems")) == 2
    assert any(one["slug"] == "dp-linear" for one in terminal.json("drills", "patterns"))


def test_what_cannot_be_done_is_refused_in_words(terminal: Terminal) -> None:
    for words, said in {
        ("done", "juggling", "--rate", "good"): 'no drill called "juggling"',
        ("budget", "1"): "Give minutes from 5 to 1440.",
        ("day", "dp-linear", "someday"): '"someday" is no day.',
    }.items():
        done = terminal.run("drills", *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr
    assert terminal.json("drills", "effect") == []
