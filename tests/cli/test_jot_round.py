"""What the quick path says of a jot's round is what the jot gets when it is taken in."""

import pytest

from tests.cli.terminal import Terminal

ENDED = ["Acme, coding, ended 20 min ago"]
EARLIER = ["Globex, coding, ended 2 hours ago"]
RUNNING = ["Globex, coding, now"]
TAKE_HOME = [
    "--company",
    "Initech",
    "--kind",
    "take_home",
    "--start",
    "yesterday 10:00",
    "--end",
    "tomorrow 10:00",
]


@pytest.mark.parametrize(
    ("rounds", "company"),
    [
        ([ENDED, EARLIER], "Acme"),
        ([ENDED, RUNNING], "Globex"),
        ([TAKE_HOME, ENDED], "Acme"),
        ([TAKE_HOME, RUNNING], "Globex"),
        ([TAKE_HOME], "Initech"),
    ],
)
def test_the_answer_names_the_round_the_jot_will_stand_with(
    terminal: Terminal, rounds: list[list[str]], company: str
) -> None:
    for words in rounds:
        terminal.ok("round", "add", *words)
    assert f"for {company}," in terminal.ok("jot", "lost the DP state")
    (jot,) = terminal.json("jots")
    assert terminal.json("round", "show", company)["id"] == jot["round"]
