"""What tells a line that judges from one that only says what happened."""

import pytest

from afterround.adapters.matching.words import stem
from afterround.core.evidence import FEATURES
from afterround.core.silence import SILENCE, silence_evidence
from afterround.core.wording import words_of
from afterround.core.wordprint import WordGroups

GROUPS = WordGroups({"judging": ["slow*", "too"], "arranging": ["tuesday", "recruiter"]})
VECTORS = {"speed": tuple(0.0 for _ in FEATURES), "calm": tuple(0.0 for _ in FEATURES)}


def evidence(line: str) -> dict[str, float]:
    odds = {"speed": 2.0, "calm": -1.0}
    return dict(zip(SILENCE, silence_evidence(VECTORS, odds, words_of(line, stem), GROUPS), strict=True))


def test_words_that_judge_are_counted_and_words_that_arrange_are_a_share() -> None:
    assert evidence("too slowly typed")["judging"] > evidence("slowly typed")["judging"] > 0
    assert evidence("recruiter on Tuesday again")["arranging"] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("line", "others", "deed"),
    [
        ("They use Go", 1, 0),
        ("Forgot the base case", 0, 1),
        ("Explained it to Dan", 0, 1),
        ("Edge cases", 0, 0),
        ("", 0, 0),
    ],
)
def test_who_a_line_begins_with_is_told(line: str, others: float, deed: float) -> None:
    assert (evidence(line)["others"], evidence(line)["deed"]) == (others, deed)


def test_the_two_most_probable_themes_come_first() -> None:
    assert (evidence("x")["best"], evidence("x")["second"]) == (2.0, -1.0)
