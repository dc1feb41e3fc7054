"""`afterround themes suggest`, for scripts."""

import json
from typing import Any

import pytest

from tests.cli.terminal import Terminal

pytestmark = pytest.mark.embedded

LINES = "lost the DP state again\n\nRan out of time, and could not explain it.\nThursday with Priya Raman.\n"


def answers(terminal: Terminal, text: str | bytes, *options: str) -> list[list[dict[str, Any]]]:
    said = terminal.ok("themes", "suggest", "--json", *options, input=text)
    return [json.loads(line) for line in said.splitlines()]


def test_each_line_gets_an_array_on_a_line(fresh: Terminal) -> None:
    dp, empty, two, none = answers(fresh, LINES)
    assert (empty, none) == ([], [])
    assert dp[0] == {"theme": "dp-state", "was": ["dp-state"], "p": dp[0]["p"], "because": ["DP state"]}
    assert [one["theme"] for one in two][:2] == ["finishing-in-time", "explaining"]
    assert two[1]["was"] == ["think-aloud", "explain-clearly"]
    assert all(0 <= one["p"] <= 1 for one in (*dp, *two))


def test_it_needs_no_store_and_makes_none(fresh: Terminal) -> None:
    fresh.ok("themes", "suggest", input=LINES)
    assert not fresh.home.exists()


def test_without_json_it_is_said_in_words(fresh: Terminal) -> None:
    said = fresh.ok("themes", "suggest", input=LINES).splitlines()
    assert said[0] == "DP state definition (DP state)"
    assert said[3] == "no theme"


def test_section_and_kind_are_heard(fresh: Terminal) -> None:
    assert answers(fresh, "ran out of time\n", "--section", "next_steps") == [[]]
    [[coding]] = answers(fresh, "said nothing about sharding\n", "--kind", "coding")
    [[design]] = answers(fresh, "said nothing about sharding\n", "--kind", "system_design")
    assert coding["p"] < design["p"]


def test_bytes_that_are_no_text_and_no_last_line_end_do_no_harm(fresh: Terminal) -> None:
    first, second = answers(fresh, b"\xff\xfe\nran out of time")
    assert first == []
    assert second[0]["theme"] == "finishing-in-time"


def test_nothing_in_is_nothing_out(fresh: Terminal) -> None:
    assert fresh.ok("themes", "suggest", "--json", input="") == ""
