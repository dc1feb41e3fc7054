"""How signs are weighed: what counts once, what is not enough, what is never claimed, and whose word holds."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from afterround.core.feedback import Polarity, Reason
from afterround.core.findings import (
    CORRELATIONS,
    FLOOR,
    MOST,
    Decided,
    Decider,
    Degree,
    Evidence,
    FindingState,
    Inferred,
    Missing,
    Sign,
    SignKind,
    infer,
    named_against,
    standing_of,
    weight_of,
    what_is_missing,
    word_of_feedback,
)
from afterround.core.rounds import Result
from tests.cast import NOW

DOUBT = Sign(
    Reason.SPEED, Polarity.SHAKY, SignKind.LINE, Degree.PLAIN, "own notes", "what felt shaky", "too slow"
)
PRAISE = replace(DOUBT, polarity=Polarity.WELL, place="what went well", words="kept the pace")
MISSED = replace(DOUBT, kind=SignKind.HINT, source="hints", words="look at the clock")
SEEN = replace(DOUBT, kind=SignKind.OBSERVATION, source="observer Sam", words="a bit slow")
STRESS = replace(DOUBT, kind=SignKind.CHECK_IN, degree=Degree.FAINT, words="stress 5 of 5")
NEEDED = replace(MISSED, degree=Degree.FAINT)


def found(*signs: Sign, **others: object) -> tuple[Inferred, ...]:
    return infer(Evidence(signs, **others))  # type: ignore[arg-type]


def reasons(inferred: Iterable[Inferred]) -> list[Reason]:
    return [one.reason for one in inferred]


def test_a_plain_doubt_of_ones_own_is_one_sign() -> None:
    assert [(one.reason, one.words) for one in found(DOUBT)] == [(Reason.SPEED, "one sign")]


@pytest.mark.parametrize(
    "sign", [STRESS, NEEDED, replace(DOUBT, kind=SignKind.QUESTION, degree=Degree.FAINT)]
)
def test_what_is_faint_is_not_enough_by_itself(sign: Sign) -> None:
    assert found(sign) == ()


def test_ten_doubts_of_one_evening_weigh_as_one() -> None:
    one = found(DOUBT)[0]
    ten = found(*[replace(DOUBT, words=f"slow {number}") for number in range(10)])[0]
    assert (ten.total, ten.sources) == (one.total, 1)
    assert (len(ten.signs), ten.words) == (10, "signs from one source")


def test_sources_that_are_apart_add_up() -> None:
    both = found(DOUBT, SEEN)[0]
    assert both.total == pytest.approx(weight_of(DOUBT) + weight_of(SEEN))
    assert both.words == "several signs that agree"
    assert found(STRESS, NEEDED)[0].words == "a few faint signs that agree"


def test_praise_speaks_against_and_is_shown() -> None:
    assert found(DOUBT, PRAISE) == ()
    kept = found(DOUBT, SEEN, PRAISE)[0]
    assert kept.words == "signs on both sides, more for it than against it"
    assert kept.signs[-1] == PRAISE


def test_the_order_of_signs_changes_nothing() -> None:
    totals = {round(found(*some)[0].total, 9) for some in permutations([DOUBT, MISSED, SEEN, PRAISE, STRESS])}
    assert len(totals) == 1


def test_doubts_of_somebody_who_expected_to_pass_weigh_less() -> None:
    assert found(DOUBT, prediction=69) and not found(DOUBT, prediction=70)
    assert weight_of(SEEN, prediction=90) == weight_of(SEEN)


@pytest.mark.parametrize("reason", [Reason.FIT, Reason.OTHER])
def test_fit_is_never_inferred(reason: Reason) -> None:
    assert found(*[replace(sign, reason=reason) for sign in (DOUBT, MISSED, SEEN)]) == ()


def test_level_is_seen_by_others_only() -> None:
    assert found(replace(DOUBT, reason=Reason.LEVEL), replace(MISSED, reason=Reason.LEVEL)) == ()
    assert reasons(found(replace(SEEN, reason=Reason.LEVEL))) == [Reason.LEVEL]


def test_a_round_that_was_passed_has_no_causes_to_find() -> None:
    assert found(DOUBT, SEEN, result=Result.PASSED) == ()


def test_at_most_three_are_proposed_the_heaviest_first() -> None:
    five = [Reason.SPEED, Reason.CORRECTNESS, Reason.DESIGN, Reason.KNOWLEDGE, Reason.COMMUNICATION]
    signs = [replace(DOUBT, reason=reason) for reason in five]
    proposed = found(*signs, replace(SEEN, reason=Reason.KNOWLEDGE))
    assert len(proposed) == MOST
    assert proposed[0].reason is Reason.KNOWLEDGE


@pytest.mark.parametrize(
    ("signs", "has_notes", "missing"),
    [
        ((), False, Missing.NOTES),
        ((STRESS,), False, Missing.NOTES),
        ((), True, Missing.DOUBTS),
        ((PRAISE,), True, Missing.DOUBTS),
        ((replace(DOUBT, reason=Reason.FIT),), True, Missing.DOUBTS),
        ((STRESS,), True, Missing.WEIGHT),
    ],
)
def test_what_is_missing_for_a_finding_is_said(
    signs: tuple[Sign, ...], has_notes: bool, missing: Missing
) -> None:
    assert found(*signs) == ()
    assert what_is_missing(signs, has_notes=has_notes) is missing


def test_a_rating_of_oneself_names_no_reason_alone_and_adds_to_one() -> None:
    rated = replace(DOUBT, kind=SignKind.QUESTION)
    assert found(rated) == ()
    assert found(rated, NEEDED)


def test_what_was_answered_stays_even_when_its_signs_are_gone() -> None:
    kept = infer(Evidence(()), answered=[Reason.SPEED])
    assert [(one.reason, one.signs, one.words) for one in kept] == [
        (Reason.SPEED, (), "nothing that still stands")
    ]


def test_what_was_answered_is_not_said_to_weigh_more_than_it_does() -> None:
    signs = (DOUBT, replace(PRAISE, source="observer Sam", kind=SignKind.OBSERVATION))
    said = [infer(Evidence(held), answered=[Reason.SPEED])[0].words for held in (signs, (PRAISE,))]
    assert said == ["signs on both sides, no more for it than against it", "signs against it only"]


def test_no_sign_is_claimed_to_be_strong() -> None:
    weights = [weight_of(replace(DOUBT, kind=kind, degree=degree)) for kind, degree in CORRELATIONS]
    assert max(weights) < 1  # none doubles the odds by itself
    assert min(weights) > 0
    assert weight_of(DOUBT) > FLOOR > 0.75 * weight_of(DOUBT)


def said(state: FindingState, by: Decider, hours: int) -> Decided:
    return Decided(state, by, NOW + timedelta(hours=hours))


def test_the_latest_word_holds_and_open_takes_only_ones_own_back() -> None:
    confirmed = said(FindingState.CONFIRMED, Decider.FEEDBACK, 1)
    refuted = said(FindingState.REFUTED, Decider.PERSON, 2)
    undone = said(FindingState.OPEN, Decider.PERSON, 3)
    assert standing_of([]) is None
    assert standing_of([refuted, confirmed]) == refuted
    assert standing_of([refuted, undone, confirmed]) == confirmed
    assert standing_of([refuted, undone]) is None


def test_only_blame_that_says_more_than_fit_explains_a_decision() -> None:
    praise, blame = (Reason.SPEED, Polarity.WELL), (Reason.DESIGN, Polarity.SHAKY)
    assert named_against([praise, (Reason.FIT, Polarity.SHAKY)]) == ()
    assert named_against([praise, blame, blame]) == (Reason.DESIGN,)


def test_blame_confirms_a_finding_and_praise_refutes_it() -> None:
    assert word_of_feedback(Polarity.SHAKY) is FindingState.CONFIRMED
    assert word_of_feedback(Polarity.WELL) is FindingState.REFUTED
