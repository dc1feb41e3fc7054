from datetime import UTC, datetime

import pytest

from afterround.core.feedback import Reason
from afterround.core.observation import (
    LOOK_AT,
    Compared,
    Observation,
    ObserverForm,
    Rating,
    apart_words,
    compare,
    form_title,
    is_open,
)
from afterround.core.rounds import RoundKind

AT = datetime(2026, 6, 11, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("own", "forms", "is_cooling", "opens"),
    [
        ({Reason.SPEED: 2}, 1, False, True),
        ({}, 1, False, False),
        ({Reason.SPEED: 2}, 0, False, False),
        ({Reason.SPEED: 2}, 1, True, False),
    ],
)
def test_nothing_is_shown_before_both_are_in_and_the_cooldown_is_over(
    own: dict[Reason, int], forms: int, is_cooling: bool, opens: bool
) -> None:
    assert is_open(own, forms, is_cooling=is_cooling) is opens


def test_both_sides_stand_beside_each_other_in_the_order_of_the_form() -> None:
    seen = Observation(
        "1", "Dan Okafor", AT, (Rating(Reason.DESIGN, None, "never drawn"), Rating(Reason.SPEED, 2))
    )
    assert compare({Reason.SPEED: 4, Reason.CORRECTNESS: 3}, seen) == (
        Compared(Reason.SPEED, 4, 2),
        Compared(Reason.CORRECTNESS, 3, None),
        Compared(Reason.DESIGN, None, None, "never drawn"),
    )


@pytest.mark.parametrize(
    ("own", "theirs", "is_apart"),
    [(4, 2, True), (1, 4, True), (3, 2, False), (4, None, False), (None, 1, False)],
)
def test_a_difference_of_two_is_pointed_out(own: int | None, theirs: int | None, is_apart: bool) -> None:
    assert Compared(Reason.SPEED, own, theirs).is_apart is is_apart


def test_a_difference_is_said_in_words() -> None:
    pair = Compared(Reason.PROBLEM_SOLVING, 4, 2)
    assert apart_words(pair, "Dan Okafor") == (
        "Problem solving: you said 4 (solid), Dan Okafor said 2 (rather shaky)."
    )


def test_an_observer_without_a_name_has_one_in_a_sentence() -> None:
    assert Observation("1", "", AT).name == "your mock partner"


@pytest.mark.parametrize(
    ("form", "is_empty"),
    [
        (ObserverForm("k", observer="Dan Okafor"), True),
        (ObserverForm("k", ratings=(Rating(Reason.FIT, 3),)), False),
        (ObserverForm("k", ratings=(Rating(Reason.FIT, None, "a pleasure"),)), False),
        (ObserverForm("k", hints=("think of a heap",)), False),
    ],
)
def test_a_form_is_empty_that_says_nothing_of_the_round(form: ObserverForm, is_empty: bool) -> None:
    assert form.is_empty is is_empty


def test_every_reason_has_words_for_an_observer() -> None:
    assert list(LOOK_AT) == list(Reason)


def test_a_form_says_by_itself_only_what_kind_of_round_it_was() -> None:
    assert form_title(RoundKind.SYSTEM_DESIGN) == "Mock interview: system design"
    assert form_title(RoundKind.OTHER) == "Mock interview"
