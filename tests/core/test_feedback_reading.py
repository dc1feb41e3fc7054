"""Reasons are read from words by a lexicon, with the words that led to them; words that give none are called vague."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterround.core.feedback import Polarity, Reason
from afterround.core.feedback_lexicon import CUES, JUDGING, STOCK, TOPICS
from afterround.core.feedback_reading import (
    MOST,
    READ,
    Vagueness,
    propose_reasons,
    reasons_in,
    vagueness_of,
)
from afterround.core.feedback_wording import spoken

WELL, SHAKY = Polarity.WELL, Polarity.SHAKY


def read(text: str) -> list[tuple[Reason, Polarity, str]]:
    return [(one.reason, one.polarity, text[one.start : one.end]) for one in propose_reasons(text)]


def vagueness(text: str, *, is_refusal: bool = False) -> Vagueness:
    named = [(one.reason, one.polarity) for one in propose_reasons(text)]
    return vagueness_of(text, named, is_refusal=is_refusal)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The first answer was right, but slow.", [(Reason.SPEED, SHAKY, "but slow")]),
        ("You ran out of time.", [(Reason.SPEED, SHAKY, "ran out of time")]),
        ("She would watch the edge cases.", [(Reason.CORRECTNESS, SHAKY, "watch the edge cases")]),
        ("It was not correct.", [(Reason.CORRECTNESS, SHAKY, "not correct")]),
        ("They liked how you explained it.", [(Reason.COMMUNICATION, WELL, "how you explained")]),
        ("Your thinking was hard to follow.", [(Reason.COMMUNICATION, SHAKY, "hard to follow")]),
        ("We look for somebody more senior.", [(Reason.LEVEL, SHAKY, "more senior")]),
        ("It's not quite the right fit.", [(Reason.FIT, SHAKY, "not quite the right fit")]),
        ("You didn’t test your code.", [(Reason.CORRECTNESS, SHAKY, "didn’t test")]),
    ],
)
def test_a_wording_gives_its_reason(text: str, found: list[tuple[Reason, Polarity, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Strong communication.", (Reason.COMMUNICATION, WELL, "Strong communication")),
        (
            "Communication could have been sharper.",
            (Reason.COMMUNICATION, SHAKY, "Communication could have been"),
        ),
        ("Your system design was excellent", (Reason.DESIGN, WELL, "system design was excellent")),
        ("The design was not good", (Reason.DESIGN, SHAKY, "design was not good")),
        ("Your time management was excellent", (Reason.SPEED, WELL, "time management was excellent")),
        ("Edge cases were well covered", (Reason.CORRECTNESS, WELL, "Edge cases were well")),
        ("Edge cases were missing", (Reason.CORRECTNESS, SHAKY, "Edge cases were missing")),
        ("There were concerns about seniority", (Reason.LEVEL, SHAKY, "concerns about seniority")),
    ],
)
def test_a_topic_gives_a_reason_with_a_judging_word_in_its_clause(
    text: str, found: tuple[Reason, Polarity, str]
) -> None:
    assert read(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Next is a system design conversation with Bram.",
        "Thank you for the time you took.",
        "We talked about the architecture; they will write soon.",
        "The questions come on Monday",
    ],
)
def test_a_bare_topic_gives_none_in_feedback(text: str) -> None:
    assert read(text) == []


def test_a_clause_judges_only_itself() -> None:
    text = "Great communication, but the architecture was thin."
    assert [(reason, polarity) for reason, polarity, _ in read(text)] == [
        (Reason.COMMUNICATION, WELL),
        (Reason.DESIGN, SHAKY),
    ]


def test_a_line_of_ones_own_needs_no_judging_word() -> None:
    assert [one.reason for one in reasons_in("the capacity of the cache")] == [Reason.DESIGN, Reason.DESIGN]
    assert reasons_in("the interviewer was late") == ()


@given(st.text(alphabet=st.sampled_from("too slow, but not a bug. design was good\n’"), max_size=80))
def test_what_is_read_always_stands_in_the_words_and_apart(text: str) -> None:
    found = propose_reasons(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    for one in found:
        others = [other for other in found if other is not one and other.reason is one.reason]
        assert not any(one.start < other.end and other.start < one.end for other in others)


def test_a_letter_without_end_is_read_as_far_as_a_letter_goes() -> None:
    assert len(propose_reasons("too slow, a bug. " * 1_000)) == MOST
    assert propose_reasons(" " * READ + "too slow") == ()


def test_every_wording_of_the_lexicon_is_read_as_what_it_stands_for() -> None:
    for (reason, polarity), wordings in CUES.items():
        for wording in wordings:
            said = spoken(wording)
            got = [(one.reason, one.polarity) for one in propose_reasons(f"x {said} x")]
            assert (reason, polarity) in got, (wording, got)


def test_no_wording_stands_for_two_things() -> None:
    for groups in (CUES, TOPICS, JUDGING):
        listed = list(chain.from_iterable(groups.values()))
        assert len(listed) == len(set(listed))


@pytest.mark.parametrize(
    "text",
    [
        "It is not quite the right fit at this time.",
        "We decided to move forward with other candidates.",
        "After careful thought we will not move forward. We wish you all the best.",
        "The position has been filled.",
        "They enjoyed talking with you.",
        "",
        "   ",
    ],
)
def test_feedback_that_names_no_reason_is_vague_and_says_why(text: str) -> None:
    found = vagueness(text)
    assert found.is_vague and found.why


def test_the_set_phrase_is_named() -> None:
    found = vagueness("Sadly it is Not Quite the right fit.")
    assert found.phrase == "Not Quite the right fit"
    assert "“Not Quite the right fit” is a set phrase" in found.why


def test_one_reason_that_can_be_practised_makes_it_plain() -> None:
    assert not vagueness("Not quite the right fit: you were too slow.").is_vague


@pytest.mark.parametrize("wording", STOCK)
def test_every_set_phrase_is_known(wording: str) -> None:
    assert vagueness_of(spoken(wording), []).phrase
