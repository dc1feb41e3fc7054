"""`afterround feedback` and `afterround findings`: add, list, confirm, strike out, and answer what is inferred."""

import pytest

from tests.cli.terminal import Terminal

pytestmark = pytest.mark.embedded

VAGUE = "It was not quite the right fit."


def test_feedback_is_kept_listed_and_struck_out(terminal: Terminal, acme: str) -> None:
    said = terminal.ok(
        *("feedback", "add", "Acme", "A friendly talk,\nbut slow.", "--from", "interviewer"),
        *("--by", "Dan Okafor", "--decision", "rejected", "--on", "2026-06-10"),
    )
    assert "1. speed, shaky: “but slow” (confirm?)" in said
    shown = terminal.json("feedback", "Acme")[0]
    assert shown in terminal.json("feedback", "show", "last")
    assert (shown["text"], shown["person"], shown["told_on"]) == (
        "A friendly talk,\nbut slow.",
        "Dan Okafor",
        "2026-06-10",
    )
    assert terminal.json("round", "show", acme)["result"] == "rejected"
    struck = terminal.ok("feedback", "strike", shown["id"])
    assert terminal.json("round", "show", acme)["result"] == "pending"
    terminal.ok(*struck.splitlines()[-1].split("afterround ")[1].split())
    assert terminal.json("feedback")[0]["struck_at"] is None


def test_reasons_are_confirmed_left_out_and_added(terminal: Terminal, acme: str) -> None:
    kept = terminal.run("feedback", "add", acme, "-", "--json", input="Too slow, a bug, and thin on storage.")
    key = terminal.json("feedback")[0]["id"]
    assert '"proposed"' in kept.stdout
    terminal.ok("feedback", "confirm", key, "1")
    terminal.ok("feedback", "decline", key, "2")
    terminal.ok("feedback", "reason", key, "knowledge", "thin on storage")
    shown = terminal.json("feedback")[0]
    assert [one["reason"] for one in shown["reasons"]] == ["speed", "knowledge"]
    assert [one["words"] for one in shown["declined"]] == ["bug"]
    assert terminal.run("feedback", "confirm", key, "9").returncode == 2


def test_findings_answer_vague_feedback_and_are_answered(terminal: Terminal, acme: str) -> None:
    terminal.ok("jot", "--stumbled", "ran out of time on the second one")
    terminal.ok("retro", "show", acme)
    terminal.ok("retro", "finish", acme)
    assert "afterround findings" in terminal.ok("feedback", "add", acme, VAGUE, "--decision", "rejected")
    assert "inferred, not said" in terminal.ok("findings", "show", acme)
    found = terminal.json("findings", "show", acme)["findings"][0]
    assert (found["reason"], found["state"]) == ("speed", "open")
    assert found["evidence"][0]["words"] == "ran out of time on the second one"
    terminal.ok("findings", "refute", acme, "speed")
    assert terminal.json("findings", "show", acme)["findings"][0]["state"] == "refuted"
    terminal.ok("findings", "reopen", acme, "speed")
    assert terminal.json("findings", "show", acme)["findings"][0]["state"] == "open"


def test_findings_say_what_they_lack(terminal: Terminal, acme: str) -> None:
    terminal.ok("feedback", "add", acme, VAGUE, "--decision", "rejected")
    shown = terminal.ok("findings", "show", acme)
    assert "There are no notes to infer a reason from." in shown
    assert "afterround retro edit" in shown
    answer = terminal.json("findings", "show", acme)
    assert (answer["findings"], answer["missing"], answer["other_rounds"]) == ([], "notes", [])


def test_a_letter_is_kept_whatever_program_wrote_it(terminal: Terminal, acme: str) -> None:
    terminal.ok("feedback", "add", acme, "-", input="Zu langsam,\r\ndas Café".encode("cp1252"))
    assert terminal.json("feedback")[0]["text"] == "Zu langsam,\ndas Café"
    assert "This is no text" in terminal.run("feedback", "add", acme, "-", input=b"\x89PNG\0").stderr


def test_a_year_that_cannot_be_right_is_refused(terminal: Terminal, acme: str) -> None:
    refused = terminal.run("feedback", "add", acme, "slow", "--on", "0026-06-10")
    assert refused.returncode == 1 and "The year 26 cannot be right" in refused.stderr
