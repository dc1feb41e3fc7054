"""`afterround retro` and `afterround actions`: the way through the editor and back, and what never gets lost."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Terminal

pytestmark = pytest.mark.embedded

SHAKY = "sed -i 's/^What felt shaky:$/&\\n- {}/' \"$1\""


def edit(terminal: Terminal, script: str, *args: str) -> str:
    """Edit the latest retrospective by a shell script, and expect success."""
    return terminal.ok("retro", "edit", *args, EDITOR=terminal.editor(script))


def texts(terminal: Terminal, section: str) -> list[str]:
    return [line["text"] for line in terminal.json("retro", "show")[section]]


def drafts(terminal: Terminal) -> list[Path]:
    return sorted((terminal.home / "drafts").glob("*"))


def test_what_the_editor_wrote_is_saved(terminal: Terminal, acme: str) -> None:
    said = edit(
        terminal, SHAKY.format("lost the DP state") + "\necho 'lesson: say the state first' >> \"$1\""
    )
    assert "Saved: two changes." in said
    shown = terminal.json("retro", "show")
    assert [line["text"] for line in shown["shaky"]] == ["lost the DP state"]
    assert shown["lesson"] == "say the state first"
    assert drafts(terminal) == []


def test_jots_stand_in_it_already(terminal: Terminal, acme: str) -> None:
    terminal.ok("jot", "--well", "asked about duplicates")
    edit(terminal, f'cp "$1" {terminal.home}/seen.md')
    seen = (terminal.home / "seen.md").read_text()
    assert "What went well:\n- asked about duplicates\n" in seen
    assert terminal.json("retro", "show")["went_well"][0]["jot"] == terminal.json("jots")[0]["id"]


def test_what_waits_is_decided_in_the_note_above(terminal: Terminal, acme: str) -> None:
    edit(terminal, "sed -i 's/^Follow-up actions:$/&\\n- Fill knowledge gap on tries/' \"$1\"")
    terminal.ok("round", "add", "Globex, coding, ended 40 min ago")
    terminal.ok("jot", "they were silent")
    edit(
        terminal,
        "sed -i -e 's/^\\[ \\]\\(.*tries\\)/[d]\\1/' -e 's/^\\[ \\]\\(.*silent\\)/[h]\\1/' "
        "-e 's/^prediction:.*/prediction: 40/' \"$1\"",
    )
    shown = terminal.json("retro", "show", "Globex")
    assert (shown["prediction"], shown["open_actions"]) == (40, [])
    assert [hint["text"] for hint in shown["hints"]] == ["they were silent"]
    assert [action["state"] for action in terminal.json("actions", "--state", "done")] == ["done"]


def test_an_edit_that_changes_nothing_says_so(terminal: Terminal, acme: str) -> None:
    assert edit(terminal, "true") == "Nothing changed.\n"
    assert drafts(terminal) == []


def test_the_file_is_readable_by_its_owner_alone(terminal: Terminal, acme: str) -> None:
    said = edit(terminal, 'stat -c "%a" "$1" "$(dirname "$1")"')
    assert said.split()[:2] == ["600", "700"]


def test_text_outside_the_sections_is_kept(terminal: Terminal, acme: str) -> None:
    said = edit(terminal, "printf '\\n# My own heading\\nfree words\\n' >> \"$1\"")
    assert "kept as it is" in said
    assert "# My own heading\nfree words\n" in terminal.ok("retro", "show", "--markdown")


def test_what_is_not_understood_is_listed_and_kept_as_words(terminal: Terminal, acme: str) -> None:
    said = edit(terminal, "sed -i 's/^Emotional.*$/&\\nstress: 9/' \"$1\"")
    assert "Kept as words, line" in said
    assert "9" in terminal.json("retro", "show")["mindset"]


def test_a_changed_line_with_a_jot_is_a_new_line_where_nobody_can_be_asked(
    terminal: Terminal, acme: str
) -> None:
    terminal.ok("jot", "--stumbled", "lost the DP state")
    edit(terminal, "true")
    edit(terminal, "sed -i 's/^- lost the DP state/- never mentioned complexity/' \"$1\"")
    shaky = terminal.json("retro", "show")["shaky"]
    assert [(line["text"], line["jot"]) for line in shaky] == [("never mentioned complexity", None)]


def test_a_reworded_line_keeps_its_jot(terminal: Terminal, acme: str) -> None:
    terminal.ok("jot", "--stumbled", "lost the DP state")
    edit(terminal, "sed -i 's/^- lost the DP state/- lost the DP state again/' \"$1\"")
    assert terminal.json("retro", "show")["shaky"][0]["jot"] is not None


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo my words >> \"$1\"; exit 3", "ended with status 3"),
        ("echo my words > \"$1\"", "None of the template's headings is left"),
        ("printf 'my words \\377\\n' >> \"$1\"", "not in UTF-8"),
        ("sed -i 's/^prediction:.*/prediction: my words/' \"$1\"", "from 0 to 100"),
    ],
)  # fmt: skip
def test_a_text_that_cannot_be_saved_stays_in_its_file(
    terminal: Terminal, acme: str, script: str, words: str
) -> None:
    done = terminal.run("retro", "edit", EDITOR=terminal.editor(script))
    assert done.returncode == 1
    assert words in done.stderr
    assert f"Your text is kept in {drafts(terminal)[0]}" in done.stderr
    assert b"my words" in drafts(terminal)[0].read_bytes()
    assert texts(terminal, "shaky") == []


def test_words_in_the_note_are_not_lost_either(terminal: Terminal, acme: str) -> None:
    done = terminal.run("retro", "edit", EDITOR=terminal.editor("sed -i '2i my words' \"$1\""))
    assert (done.returncode, len(drafts(terminal))) == (1, 1)
    assert "my words" in done.stderr


def test_a_change_to_the_header_is_refused_with_the_way(terminal: Terminal, acme: str) -> None:
    script = "sed -i 's| / Acme / | / Globex / |' \"$1\"; " + SHAKY.format("one line")
    done = terminal.run("retro", "edit", EDITOR=terminal.editor(script))
    assert "belongs to the round" in done.stderr
    assert texts(terminal, "shaky") == ["one line"]


def test_an_editor_that_is_not_there_is_named(terminal: Terminal, acme: str) -> None:
    done = terminal.run("retro", "edit", VISUAL="/nowhere/ed")
    assert done.returncode == 1
    assert "/nowhere/ed cannot be started" in done.stderr
    assert drafts(terminal) == []


def test_an_editor_with_an_open_quote_is_named(terminal: Terminal, acme: str) -> None:
    done = terminal.run("retro", "edit", EDITOR='ed "half')
    assert done.returncode == 1
    assert "$EDITOR cannot be understood" in done.stderr


def test_an_emptied_file_is_not_kept(terminal: Terminal, acme: str) -> None:
    done = terminal.run("retro", "edit", EDITOR=terminal.editor(': > "$1"'))
    assert (done.returncode, drafts(terminal)) == (1, [])
    assert "nothing was changed" in done.stderr


def test_two_editors_at_once_keep_both_texts(terminal: Terminal, acme: str) -> None:
    edit(terminal, "echo 'lesson: first' >> \"$1\"")
    inner = terminal.home.parent / "inner.sh"
    inner.write_text("#!/bin/sh\nsed -i 's/^lesson: .*/lesson: theirs/' \"$1\"\n")
    inner.chmod(0o700)
    said = edit(
        terminal, f"EDITOR={inner} afterround retro edit\nsed -i 's/^lesson: .*/lesson: ours/' \"$1\""
    )
    assert "both are kept" in said
    other = terminal.json("retro", "show")["other_texts"][0]
    assert (terminal.json("retro", "show")["lesson"], other["text"]) == ("theirs", "ours")
    terminal.ok("retro", "choose", other["id"][-8:], "other")
    assert terminal.json("retro", "show")["lesson"] == "ours"


def test_it_stays_shut_during_the_cooldown(terminal: Terminal) -> None:
    terminal.ok("round", "add", "Acme, coding, ended 4 min ago")
    done = terminal.run("retro", "edit", EDITOR="true")
    assert done.returncode == 1
    assert "open for another 26 min" in done.stderr
    edit(terminal, SHAKY.format("in a hurry"), "--skip-cooldown")
    assert terminal.json("cooldown", "Acme")["skipped_at"] == "2026-06-11T15:49:00+00:00"


def test_a_prediction_is_frozen_by_the_result(terminal: Terminal, acme: str) -> None:
    assert terminal.ok("retro", "predict", "40%") == "Prediction for Acme, coding: 40 %.\n"
    terminal.ok("retro", "predict", "Acme", "55")
    terminal.ok("round", "result", "Acme", "passed")
    done = terminal.run("retro", "predict", "Acme", "90")
    assert (done.returncode, terminal.json("retro", "show")["prediction"]) == (1, 55)
    assert "The result is known" in done.stderr


@pytest.mark.parametrize("percent", ["101", "-1", "maybe"])
def test_a_prediction_is_a_number_up_to_a_hundred(terminal: Terminal, acme: str, percent: str) -> None:
    assert terminal.run("retro", "predict", "--", percent).returncode == 1


def test_it_is_finished_and_opened_again(terminal: Terminal, acme: str) -> None:
    terminal.ok("retro", "finish")
    assert "finished just now" in terminal.ok("retro", "list")
    assert terminal.json("round", "show")["state"] == "reflected"
    terminal.ok("retro", "reopen", "Acme")
    assert "begun" in terminal.ok("retro", "list")


def test_the_markdown_is_the_document_with_its_keys(terminal: Terminal, acme: str) -> None:
    edit(terminal, SHAKY.format("lost the DP state"))
    document = terminal.ok("retro", "show", "--markdown")
    assert acme in document
    assert "Date / Company / Round: 2026-06-11 / Acme / coding\n" in document


def test_the_list_leaves_coming_rounds_out(terminal: Terminal, acme: str) -> None:
    terminal.ok("round", "add", "Globex, coding, tomorrow 14:00")
    listed: list[dict[str, Any]] = terminal.json("retro", "list")
    assert [entry["company"] for entry in listed] == ["Acme"]
    assert listed[0]["retro"] == {"begun": False, "finished_at": None}


def test_actions_are_ticked_parked_dropped_and_opened(terminal: Terminal, acme: str) -> None:
    assert terminal.ok("actions") == "No actions are open.\n"
    edit(
        terminal,
        "sed -i 's/^Follow-up actions:$/&\\n- Practise pattern interval DP with problems 312, 1039/' \"$1\"",
    )
    [action] = terminal.json("actions")
    assert action["words"] == "Practise pattern interval DP with problems 312, 1039"
    key = action["id"][-8:]
    for verb, state in [("park", "parked"), ("drop", "dropped"), ("done", "done"), ("reopen", "open")]:
        terminal.ok("actions", verb, key)
        assert [a["id"] for a in terminal.json("actions", "--state", state)] == [action["id"]]
