"""`afterround company`: list, show, merge, part, keep apart and rename."""

import re

import pytest

from tests.cli.terminal import Terminal

pytestmark = pytest.mark.embedded


@pytest.fixture
def two(terminal: Terminal) -> Terminal:
    """A terminal that knows Acme and Acme, Inc., with a round each."""
    terminal.ok("round", "add", "Acme, coding, ended 9 days ago at 10:00, with Priya Raman")
    terminal.ok("round", "add", "--company", "Acme, Inc.", "--kind", "behavioural", "--end", "2 hours ago")
    return terminal


def names(terminal: Terminal) -> dict[str, int]:
    """The companies and how many rounds they have."""
    return {c["name"]: c["rounds"] for c in terminal.json("company", "list")["companies"]}


def test_the_list_tells_companies_and_which_look_like_one(two: Terminal) -> None:
    said = two.ok("company", "list")
    assert re.search(r"one round +today until 15:49 +Acme, Inc\.\n", said)
    assert "Acme and Acme, Inc. look like one company: the legal form differs." in said
    listed = two.json("company", "list")
    assert [c["latest_round"]["kind"] for c in listed["companies"]] == ["behavioural", "coding"]
    assert [(o["keep"]["name"], o["other"]["name"]) for o in listed["offered_merges"]] == [
        ("Acme", "Acme, Inc.")
    ]


def test_an_empty_list_tells_how_to_begin(terminal: Terminal) -> None:
    assert "afterround round add" in terminal.ok("company", "list")


@pytest.mark.parametrize("deed", ["merge", "apart"])
def test_the_commands_that_are_printed_answer_an_offer(two: Terminal, deed: str) -> None:
    command = re.search(rf"afterround (company {deed} \w+ \w+)", two.ok("company", "list"))
    assert command
    two.ok(*command[1].split())
    assert "look like one" not in two.ok("company", "list")
    assert names(two) == ({"Acme": 2} if deed == "merge" else {"Acme": 1, "Acme, Inc.": 1})


def test_two_spellings_are_merged_and_parted_with_the_command_that_was_printed(two: Terminal) -> None:
    said = two.ok("company", "merge", "acme", "Acme, Inc.")
    assert "Acme, Inc. is part of Acme now." in said
    two.ok("round", "add", "--company", "Acme, Inc.", "--kind", "coding", "--end", "now")
    assert names(two) == {"Acme": 3}
    parted = two.ok(*said.splitlines()[-1].split("afterround ")[1].split())
    assert parted == "Acme, Inc. is a company of its own again, apart from Acme.\n"
    assert names(two) == {"Acme": 2, "Acme, Inc.": 1}


def test_a_company_is_shown_with_its_spellings_people_and_rounds(two: Terminal) -> None:
    two.ok("company", "merge", "Acme", "Acme, Inc.")
    said = two.ok("company", "show", "acme, inc.")
    for words in ("Acme\n", "also  Acme, Inc.\n", "Priya Raman", "Acme, behavioural", "Acme, coding"):
        assert words in said
    shown = two.json("company", "show", "Acme")
    assert (shown["rounds"], len(shown["all_rounds"]), len(shown["people"])) == (2, 2, 1)
    assert shown["aliases"][0]["name"] == "Acme, Inc."


def test_a_renamed_company_answers_to_both_names(two: Terminal) -> None:
    assert two.ok("company", "rename", "Acme", " Globex ") == "Acme is called Globex now.\n"
    assert two.json("round", "show", "globex")["id"] == two.json("round", "show", "acme")["id"]


def test_what_cannot_be_done_is_refused_in_words(two: Terminal) -> None:
    for words, said in {
        ("show", "Hooli"): 'no company called "Hooli"',
        ("merge", "Acme", "acme"): "Choose two companies.",
        ("part", "Acme"): 'No merged company is called "Acme"',
        ("rename", "Acme", "Acme, Inc."): "If they are one, merge them.",
        ("show", "cm"): "Give the whole name.",
    }.items():
        done = two.run("company", *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr


def test_a_jot_for_another_spelling_goes_to_the_company_it_means(two: Terminal) -> None:
    two.ok("company", "merge", "Acme", "Acme, Inc.")
    assert ", for Acme, behavioural" in two.ok("jot", "--round", "acme, inc.", "lost the DP state")
    (jot,) = two.json("jots")
    assert jot["round"] == two.json("round", "show", "acme, inc.")["id"]
