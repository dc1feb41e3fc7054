"""What a retrospective and a mock partner's ratings say for and against a reason."""

import pytest

from afterround.core.cooldown import Lane
from afterround.core.feedback import Polarity, Reason
from afterround.core.findings import Degree, SignKind
from afterround.core.observation import ObserverForm, Rating
from afterround.core.retro import Action, ActionKind, Hint, Line, Question, Response, Retro
from afterround.core.rounds import RoundKind
from afterround.core.signs import Watched, jotted_signs, observed_signs, signs_in

CODING = RoundKind.CODING


def test_polarity_comes_from_where_a_line_stands() -> None:
    retro = Retro(shaky=(Line("testing", "a"),), went_well=(Line("testing", "b"),))
    assert [(sign.reason, sign.polarity, sign.id) for sign in signs_in(retro, CODING)] == [
        (Reason.CORRECTNESS, Polarity.SHAKY, "a"),
        (Reason.CORRECTNESS, Polarity.WELL, "b"),
    ]


def test_confirmed_themes_of_a_line_take_the_place_of_the_lexicon() -> None:
    retro = Retro(shaky=(Line("testing", "a"), Line("testing", "b")))
    themed = {"a": (Reason.SPEED, Reason.DESIGN)}
    assert [(sign.reason, sign.id) for sign in signs_in(retro, CODING, themed)] == [
        (Reason.SPEED, "a"),
        (Reason.DESIGN, "a"),
        (Reason.CORRECTNESS, "b"),
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


def test_a_check_in_that_names_a_topic_and_doubts_nothing_is_no_sign() -> None:
    assert signs_in(Retro(mindset="glad, and my design was fine"), CODING) == ()
    assert [one.reason for one in signs_in(Retro(mindset="my design was thin"), CODING)] == [Reason.DESIGN]


def test_a_jot_speaks_by_its_lane() -> None:
    signs = [jotted_signs(lane, "ran out of time", id="j") for lane in Lane]
    assert [[(s.reason, s.polarity, s.kind) for s in found] for found in signs] == [
        [(Reason.SPEED, Polarity.WELL, SignKind.JOT)],
        [(Reason.SPEED, Polarity.SHAKY, SignKind.JOT)],
        [],
        [],
    ]


MOCK = Watched("m", "Sam, Mock, coding")


def test_an_observer_speaks_by_every_rating_but_a_three_and_by_lines() -> None:
    form = ObserverForm(
        "k",
        observer="Sam",
        ratings=(
            Rating(Reason.SPEED, 1, id="a"),
            Rating(Reason.DESIGN, 3, "fine"),
            Rating(Reason.LEVEL, None),
        ),
        shaky=("went quiet",),
        went_well=("speed",),
    )
    assert [(sign.reason, sign.polarity, sign.degree, sign.words) for sign in observed_signs(form, MOCK)] == [
        (Reason.SPEED, Polarity.SHAKY, Degree.PLAIN, "rated 1 of 4"),
        (Reason.COMMUNICATION, Polarity.SHAKY, Degree.FAINT, "went quiet"),
        (Reason.SPEED, Polarity.WELL, Degree.FAINT, "speed"),
    ]


def test_two_forms_of_one_observer_are_one_source_and_nameless_ones_are_not() -> None:
    def source(key: str, observer: str) -> str:
        form = ObserverForm(key, observer=observer, ratings=(Rating(Reason.SPEED, 1),))
        return observed_signs(form, MOCK)[0].source

    assert source("k", "Sam") == source("l", "sam")
    assert source("k", "") != source("l", "")
