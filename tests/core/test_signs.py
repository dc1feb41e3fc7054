"""What a retrospective and a mock partner's ratings say for and against a reason."""

import pytest

from afterround.core.cooldown import Lane
from afterround.core.feedback import Polarity, Reason
from afterround.core.findings import Degree, SignKind
from afterround.core.retro import Action, ActionKind, Hint, Line, Question, Response, Retro
from afterround.core.rounds import RoundKind
from afterround.core.signs import jotted_signs, observed_sign, signs_in

CODING = RoundKind.CODING


def test_polarity_comes_from_where_a_line_stands() -> None:
    retro = Retro(shaky=(Line("testing", "a"),), went_well=(Line("testing", "b"),))
    assert [(sign.reason, sign.polarity, sign.id) for sign in signs_in(retro, CODING)] == [
        (Reason.CORRECTNESS, Polarity.SHAKY, "a"),
        (Reason.CORRECTNESS, Polarity.WELL, "b"),
    ]


def test_a_line_that_says_one_reason_twice_is_one_sign() -> None:
    assert len(signs_in(Retro(shaky=(Line("ran out of time, too slow"),)), CODING)) == 1


@pytest.mark.parametrize(
    ("rating", "polarity", "degree"),
    [(1, Polarity.SHAKY, Degree.PLAIN), (2, Polarity.SHAKY, Degree.FAINT), (4, Polarity.WELL, Degree.PLAIN)],
)
def test_a_rated_question_is_laid_to_what_the_round_asks_for(
    rating: int, polarity: Polarity, degree: Degree
) -> None:
    retro = Retro(questions=(Question("Stick cutting", rating=rating),))
    sign = signs_in(retro, RoundKind.SYSTEM_DESIGN)[0]
    assert (sign.reason, sign.polarity, sign.degree) == (Reason.DESIGN, polarity, degree)


@pytest.mark.parametrize("rating", [3, None])
def test_a_middling_or_missing_rating_says_nothing(rating: int | None) -> None:
    assert signs_in(Retro(questions=(Question("Stick cutting", rating=rating),)), CODING) == ()
    assert rating is None or observed_sign(Reason.SPEED, rating, "", observer="Sam", place="mock") is None


def test_a_hint_is_about_its_words_or_its_question_or_the_kind_of_the_round() -> None:
    def reason(hint: Hint) -> Reason:
        return signs_in(Retro(questions=(Question("Rate limiter, capacity"),), hints=(hint,)), CODING)[
            0
        ].reason

    assert reason(Hint("what about an edge case?", Response.MISSED, 1)) is Reason.CORRECTNESS
    assert reason(Hint("what if the ends touch?", Response.MISSED, 1)) is Reason.DESIGN
    assert reason(Hint("what if the ends touch?", Response.NEEDED_MORE)) is Reason.PROBLEM_SOLVING


def test_a_hint_that_was_used_is_no_sign() -> None:
    assert signs_in(Retro(hints=(Hint("an edge case?", Response.USED), Hint("speed?"))), CODING) == ()


def test_a_gap_to_fill_is_a_faint_doubt_of_what_one_knows() -> None:
    retro = Retro(actions=(Action("indexes", ActionKind.GAP), Action("heaps", ActionKind.PATTERN)))
    assert [(sign.reason, sign.degree) for sign in signs_in(retro, CODING)] == [
        (Reason.KNOWLEDGE, Degree.FAINT)
    ]


def test_the_check_in_speaks_by_its_words_and_by_the_highest_stress_only() -> None:
    kinds = [(s.reason, s.kind) for s in signs_in(Retro(stress=5, mindset="rushed and tired"), CODING)]
    assert kinds == [(Reason.SPEED, SignKind.CHECK_IN), (Reason.PROBLEM_SOLVING, SignKind.CHECK_IN)]
    assert signs_in(Retro(stress=4, mindset="calm, clear communication"), CODING) == ()


def test_a_jot_speaks_by_its_lane() -> None:
    signs = [jotted_signs(lane, "ran out of time", id="j") for lane in Lane]
    assert [[(s.reason, s.polarity, s.kind) for s in found] for found in signs] == [
        [(Reason.SPEED, Polarity.WELL, SignKind.JOT)],
        [(Reason.SPEED, Polarity.SHAKY, SignKind.JOT)],
        [],
        [],
    ]


def test_what_an_observer_rated_carries_the_observer() -> None:
    low = observed_sign(Reason.SPEED, 1, "", observer="Sam", place="Sam, mock", id="k")
    assert low is not None
    assert (low.source, low.words, low.degree) == ("observer Sam", "1 of 4", Degree.PLAIN)
