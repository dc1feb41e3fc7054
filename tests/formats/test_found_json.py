"""A reading as JSON has the shape that the commands promise."""

from afterround.core.errors import Problem
from afterround.core.imports import Found, FoundApplication, FoundDate, FoundFile, FoundRound
from afterround.core.rounds import Outcome, Result, RoundKind
from afterround.formats.found_json import reading_json

FOUND = FoundFile(
    "log.md",
    applications=(
        FoundApplication(company=Found("Acme", 1), outcome=Outcome.OFFER, outcome_text=Found("got it", 9)),
    ),
    rounds=(
        FoundRound(
            date=FoundDate(None, "May 5", 2),
            company=Found("Acme", 1),
            kind=RoundKind.CODING,
            label=Found("Round 1", 2),
            questions=(Found("Heaps?", 3),),
            result=Result.PASSED,
            result_text=Found("Weak Hire", 4),
        ),
    ),
    unplaced=("tea",),
    problems=(Problem(3, "Say so."),),
)


def test_a_reading_says_all_that_was_found() -> None:
    said = reading_json(FOUND)
    assert said["file"] == "log.md" and said["unplaced"] == ["tea"]
    assert said["applications"] == [
        {"company": "Acme", "role": None, "outcome": "offer", "outcome_text": "got it"}
    ]
    assert said["problems"] == [{"line": 3, "message": "Say so."}]
    (found,) = said["rounds"]
    assert (found["date"], found["date_text"], found["round_kind"]) == (None, "May 5", "coding")
    assert (found["result"], found["result_text"], found["questions"]) == ("passed", "Weak Hire", ["Heaps?"])


def test_what_was_not_found_is_null_or_an_empty_list() -> None:
    (found,) = reading_json(FoundFile("x", rounds=(FoundRound(),)))["rounds"]
    lists = {"questions", "went_well", "shaky", "hints", "feedback", "follow_ups", "lessons"}
    assert {name: value for name, value in found.items() if value not in (None, [])} == {"mock": False}
    assert {name for name, value in found.items() if value == []} == lists
