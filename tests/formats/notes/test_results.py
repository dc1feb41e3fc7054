"""What came of it, in anybody's words."""

import pytest

from afterround.core.rounds import Outcome, Result
from afterround.formats.notes.results import NOTHING, is_score, read_result, result_in_prose


@pytest.mark.parametrize(
    ("words", "result", "outcome"),
    [
        ("✅ Cleared Round 1", Result.PASSED, Outcome.OPEN),
        ("Weak Hire", Result.PASSED, Outcome.OPEN),
        ("No Hire", Result.REJECTED, Outcome.REJECTED),
        ("Lean no", Result.REJECTED, Outcome.REJECTED),
        ("Selected for the internship", Result.PASSED, Outcome.OFFER),
        ("Not selected", Result.REJECTED, Outcome.REJECTED),
        ("Dint got offer.", Result.REJECTED, Outcome.REJECTED),
        ("They filled this position with another person", Result.REJECTED, Outcome.REJECTED),
        ("ghosted", Result.NO_ANSWER, Outcome.NO_ANSWER),
        ("never heard back", Result.NO_ANSWER, Outcome.NO_ANSWER),
        ("Accepted the offer", Result.PASSED, Outcome.ACCEPTED),
        ("I declined the offer", Result.PASSED, Outcome.DECLINED),
        ("withdrew", Result.WITHDREW, Outcome.WITHDREW),
        ("⏳ Pending", Result.PENDING, Outcome.OPEN),
        ("Applied", Result.PENDING, Outcome.OPEN),
        ("未通过", Result.REJECTED, Outcome.REJECTED),
        ("합격", Result.PASSED, Outcome.OPEN),
        ("불합격", Result.REJECTED, Outcome.REJECTED),
    ],
)
def test_a_result_is_coded(words: str, result: Result, outcome: Outcome) -> None:
    read = read_result(words)
    assert (read.result, read.outcome) == (result, outcome)


@pytest.mark.parametrize(
    "words", ["", "2+", "8/10", "good talk", "I guess I passed", "should be fine", "offer?"]
)
def test_marks_talk_and_guesses_have_no_code(words: str) -> None:
    assert read_result(words) == NOTHING


@pytest.mark.parametrize(
    ("words", "score"), [("2+", True), ("8/10", True), ("3.5", True), ("B+", True), ("2 rounds", False)]
)
def test_a_mark_is_a_score(words: str, score: bool) -> None:
    assert is_score(words) is score


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("I cleared this round.", Result.PASSED),
        ("After two days I got the mail that I was selected.", Result.PASSED),
        ("I got rejected the next day.", Result.REJECTED),
        ("They decided to move forward with other candidates.", Result.REJECTED),
        ("54 students were shortlisted for the next round.", None),
        ("I passed the string to the function.", None),
        ("The test cases passed.", None),
    ],
)
def test_a_sentence_says_it_only_in_as_many_words(sentence: str, result: Result | None) -> None:
    assert result_in_prose(sentence).result is result
