"""Reasons are read from words by a lexicon, with the words that led to them; words that give none are called vague."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterround.core.feedback import Polarity, Reason
from afterround.core.feedback_lexicon import COURTESIES, CUES, JUDGING, STOCK, TOPICS
from afterround.core.feedback_notation import spoken
from afterround.core.feedback_reading import (
    MOST,
    READ,
    Vagueness,
    propose_reasons,
    reasons_in,
    vagueness_of,
)
from tests.core.told import TOLD

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
    assert [one.reason for one in reasons_in("missed the empty list")] == [Reason.CORRECTNESS]
    assert [one.reason for one in reasons_in("went quiet for minutes")] == [Reason.COMMUNICATION]
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


@pytest.mark.parametrize(("text", "given"), TOLD, ids=range(len(TOLD)))
def test_feedback_as_people_put_it_is_read(text: str, given: str) -> None:
    found = {f"{reason}{'+' if polarity is WELL else '-'}" for reason, polarity, _ in read(text)}
    known = vagueness(text)
    if given == "vague":
        assert known.is_vague and not known.is_unread
    else:
        assert found == set(given.split())


def test_what_is_told_gives_every_reason_but_fit() -> None:
    reasons = {one[:-1] for _, given in TOLD for one in given.split() if given != "vague"}
    assert reasons == set(Reason) - {Reason.FIT}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Buggy.", SHAKY),
        ("No bugs.", WELL),
        ("Without any bugs.", WELL),
        ("Not a clean solution.", SHAKY),
        ("Not only clean code.", WELL),
    ],
)
def test_a_no_next_to_a_wording_turns_it_round(text: str, polarity: Polarity) -> None:
    assert [one[:2] for one in read(text)] == [(Reason.CORRECTNESS, polarity)]


@pytest.mark.parametrize(
    "said", ["did not", "didn’t", "weren't able to", "could not really", "failed to", "never"]
)
def test_what_was_not_done_is_known_in_any_of_its_forms(said: str) -> None:
    assert read(f"You {said} finish.") == [(Reason.SPEED, SHAKY, f"{said} finish")]


def test_advice_doubts_and_a_deed_praises_what_it_is_about() -> None:
    assert [one[:2] for one in read("Identify the requirements.")] == [(Reason.DESIGN, SHAKY)]
    assert [one[:2] for one in read("You quickly identified the requirements.")] == [(Reason.DESIGN, WELL)]


@pytest.mark.parametrize(("share", "polarity"), [("1/4", SHAKY), ("4 of 4", WELL), ("3.5 out of 5", None)])
def test_a_rating_judges_by_its_share_of_the_scale(share: str, polarity: Polarity | None) -> None:
    assert [one[1] for one in read(f"Communication: {share}")] == ([polarity] if polarity else [])


def test_struggling_is_read_as_problem_solving_where_nothing_says_with_what() -> None:
    assert [one[0] for one in read("She struggled with the second part.")] == [Reason.PROBLEM_SOLVING]
    assert [one[0] for one in read("She struggled with the edge cases.")] == [Reason.CORRECTNESS]


def test_a_heading_judges_up_to_plain_text() -> None:
    text = "Positives:\n- pace\n\nCons\n- testing\n\nThe architecture came up, too."
    assert [one[:2] for one in read(text)] == [(Reason.SPEED, WELL), (Reason.CORRECTNESS, SHAKY)]


def test_praise_is_no_reason_for_a_refusal() -> None:
    text = "The way you explain things is rare."
    assert not vagueness(text).is_vague
    assert "praises" in vagueness(text, is_refusal=True).why
    assert "praises" in vagueness(f"{text} We went with other candidates.").why


def test_words_that_nothing_was_read_in_are_not_called_vague_for_sure() -> None:
    assert vagueness("They enjoyed the afternoon.").is_unread
    assert not vagueness("We went with other candidates.").is_unread


@pytest.mark.parametrize("wording", COURTESIES)
def test_a_courtesy_gives_no_reason(wording: str) -> None:
    assert [one for one in read(f"x {spoken(wording)} x") if one[0] is not Reason.FIT] == []


def test_lines_that_begin_anew_judge_only_themselves() -> None:
    rated = [(Reason.SPEED, SHAKY), (Reason.COMMUNICATION, WELL)]
    assert [one[:2] for one in read("Speed: 2/5\nCommunication: 5/5\nProblem solving: 3/5")] == rated
    assert [one[:2] for one in read("* timing was poor\n* communication 4/4")] == rated
    assert [one[:2] for one in read("Strengths:\n- pace\nTo improve:\n- testing")] == [
        (Reason.SPEED, WELL),
        (Reason.CORRECTNESS, SHAKY),
    ]


def test_a_line_that_a_mail_has_wrapped_is_read_with_the_next() -> None:
    assert read("The architecture was\nthin.") == [(Reason.DESIGN, SHAKY, "architecture was\nthin")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I wouldn’t say you were slow.", (Reason.SPEED, WELL)),
        ("We don't think your system design was strong.", (Reason.DESIGN, SHAKY)),
        ("You rarely asked clarifying questions.", (Reason.PROBLEM_SOLVING, SHAKY)),
        ("Nobody on the panel had doubts about your coding.", (Reason.CORRECTNESS, WELL)),
        ("You handled none of the edge cases.", (Reason.CORRECTNESS, SHAKY)),
        ("We have no headcount.", (Reason.OTHER, SHAKY)),
        ("You could not have been clearer in your explanations.", (Reason.COMMUNICATION, WELL)),
    ],
)
def test_a_no_turns_round_what_it_is_about_and_nothing_else(
    text: str, found: tuple[Reason, Polarity]
) -> None:
    assert [one[:2] for one in read(text)] == [found]


def test_what_the_person_left_out_is_not_called_unread() -> None:
    found = vagueness_of("You were too slow.", [], are_left_out=True)
    assert found.is_vague and found.why.startswith("You left out what was read")
