"""When a round has findings, what they rest on, and whose word about them holds."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from afterround.actions.cooldown import strike_jot
from afterround.actions.feedback import add_reason, decide_finding, strike_feedback
from afterround.actions.observers import hand_in, rate_self
from afterround.actions.rounds import record_result
from afterround.actions.theme_decisions import add_theme
from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.core.cooldown import Lane
from afterround.core.errors import NotFound
from afterround.core.feedback import SILENT_AFTER, Polarity, Reason
from afterround.core.findings import Decider, FindingState, Missing
from afterround.core.retro import Section
from afterround.core.rounds import Result, RoundKind
from afterround.core.signs import AREA_REASONS
from afterround.data.models import Owner
from afterround.queries.findings import FindingView, round_findings
from tests.cast import NOW, a_feedback, a_form, a_jot, a_line, a_mock, a_retro, a_round

DAY = timedelta(days=1)
VAGUE = "It is not quite the right fit."


@pytest.fixture
def acme(ann: Owner) -> UUID:
    """A round of yesterday whose retrospective doubts the pace."""
    key = a_round(ann, ended_ago=DAY)
    a_retro(ann, key, {Section.SHAKY: ["ran out of time"]})
    return key


def found(owner: Owner, key: UUID, at: datetime = NOW) -> dict[Reason, FindingView]:
    return {one.reason: one for one in round_findings(owner, key, at).findings}


def test_a_vague_rejection_is_answered_from_the_persons_own_lines(ann: Owner, acme: UUID) -> None:
    assert found(ann, acme) == {}
    a_feedback(ann, acme, VAGUE, decision=Result.REJECTED)
    speed = found(ann, acme)[Reason.SPEED]
    assert (speed.state, speed.weight) == (FindingState.OPEN, "one sign")
    assert [sign.words for sign in speed.signs] == ["ran out of time"]


def test_a_set_phrase_tells_a_decision_before_any_result_is_noted(ann: Owner, acme: UUID) -> None:
    a_feedback(ann, acme, "They enjoyed the talk and will write.")
    assert found(ann, acme) == {}
    a_feedback(ann, acme, VAGUE)
    assert list(found(ann, acme)) == [Reason.SPEED]


def test_silence_is_answered_once_it_has_lasted(ann: Owner, acme: UUID, now: datetime) -> None:
    record_result(ann, acme, Result.REJECTED, now=now)
    assert found(ann, acme, now + SILENT_AFTER - DAY) == {}
    assert list(found(ann, acme, now + SILENT_AFTER)) == [Reason.SPEED]
    assert round_findings(ann, acme, now + SILENT_AFTER).why == "No feedback came with the result."


@pytest.mark.parametrize("result", [Result.PASSED, Result.WITHDREW])
def test_nothing_is_inferred_where_nobody_was_turned_down(ann: Owner, acme: UUID, result: Result) -> None:
    a_feedback(ann, acme, VAGUE, decision=result)
    assert found(ann, acme) == {}


def test_plain_feedback_needs_none_but_shows_what_it_confirms(ann: Owner, acme: UUID, now: datetime) -> None:
    said = a_feedback(ann, acme, "Too slow, we found.", decision=Result.REJECTED)
    assert found(ann, acme) == {}
    add_reason(ann, said, Reason.SPEED, Polarity.SHAKY, "Too slow", now=now)
    decided = found(ann, acme)[Reason.SPEED].decided
    assert decided is not None
    assert (decided.state, decided.by, decided.feedback_id) == (
        FindingState.CONFIRMED,
        Decider.FEEDBACK,
        str(said),
    )


@pytest.mark.parametrize("later", ["You were hard to follow, they said.", "There is a hiring freeze."])
def test_a_reason_that_somebody_names_ends_what_is_inferred(ann: Owner, acme: UUID, later: str) -> None:
    a_feedback(ann, acme, VAGUE, decision=Result.REJECTED)
    assert list(found(ann, acme)) == [Reason.SPEED]
    said = a_feedback(ann, acme, later)
    assert (found(ann, acme), round_findings(ann, acme, NOW).why) == ({}, "")
    strike_feedback(ann, said, now=NOW)
    assert list(found(ann, acme)) == [Reason.SPEED]


def test_praise_in_a_refusal_names_no_reason_for_it(ann: Owner, acme: UUID) -> None:
    a_feedback(ann, acme, "They praised how you explain things.")
    assert round_findings(ann, acme, NOW).why == ""
    a_feedback(ann, acme, "", decision=Result.REJECTED)
    assert "praises" in round_findings(ann, acme, NOW).why
    assert list(found(ann, acme)) == [Reason.SPEED]


def test_what_is_inferred_goes_when_the_rejection_becomes_an_offer(ann: Owner, acme: UUID) -> None:
    a_feedback(ann, acme, VAGUE, decision=Result.REJECTED)
    decide_finding(ann, acme, Reason.SPEED, FindingState.CONFIRMED, now=NOW)
    a_feedback(ann, acme, "Good news after all.", decision=Result.PASSED)
    assert round_findings(ann, acme, NOW).findings == ()


def test_a_round_without_a_note_says_so(ann: Owner) -> None:
    key = a_round(ann, ended_ago=DAY)
    a_feedback(ann, key, VAGUE, decision=Result.REJECTED)
    assert round_findings(ann, key, NOW).missing is Missing.NOTES
    a_retro(ann, key, {Section.SHAKY: ["the coffee"]})
    assert round_findings(ann, key, NOW).missing is Missing.DOUBTS


def test_other_rounds_of_the_process_without_a_result_are_named(ann: Owner, acme: UUID) -> None:
    other = a_round(ann, ended_ago=2 * DAY, kind=RoundKind.SYSTEM_DESIGN)
    a_round(ann, "Globex", ended_ago=DAY)
    a_feedback(ann, acme, VAGUE, decision=Result.REJECTED)
    assert [(one.id, one.title) for one in round_findings(ann, acme, NOW).others] == [
        (other, "Acme, system design")
    ]
    record_result(ann, other, Result.PASSED, now=NOW)
    assert round_findings(ann, acme, NOW).others == ()


def test_later_praise_refutes_a_finding_until_it_is_struck_out(ann: Owner, acme: UUID, now: datetime) -> None:
    a_feedback(ann, acme, VAGUE, decision=Result.REJECTED)
    said = a_feedback(ann, acme, "The pace was fine, by the way.")
    add_reason(ann, said, Reason.SPEED, Polarity.WELL, "pace was fine", now=now)
    assert found(ann, acme)[Reason.SPEED].state is FindingState.REFUTED
    strike_feedback(ann, said, now=now)
    assert found(ann, acme)[Reason.SPEED].state is FindingState.OPEN


@pytest.mark.parametrize("is_vague_last", [True, False])
def test_a_plain_reason_beside_a_vague_message_leaves_no_finding_open(
    ann: Owner, now: datetime, is_vague_last: bool
) -> None:
    key = a_round(ann, ended_ago=DAY)
    a_retro(ann, key, {Section.SHAKY: ["ran out of time", "wrong answer", "went silent"]})
    texts = ["Too slow, we found.", VAGUE]
    said = [a_feedback(ann, key, text) for text in (texts if is_vague_last else texts[::-1])]
    record_result(ann, key, Result.REJECTED, now=now)
    assert found(ann, key) == {}
    plain = said[0] if is_vague_last else said[1]
    add_reason(ann, plain, Reason.SPEED, Polarity.SHAKY, "Too slow", now=now)
    assert {reason: one.state for reason, one in found(ann, key).items()} == {
        Reason.SPEED: FindingState.CONFIRMED
    }
    assert round_findings(ann, key, NOW).named == (Reason.SPEED,)
    strike_feedback(ann, plain, now=now)
    states = [one.state for one in found(ann, key).values()]
    assert len(states) > 1 and set(states) == {FindingState.OPEN}


def test_a_word_of_ones_own_makes_no_finding(ann: Owner, acme: UUID, now: datetime) -> None:
    a_feedback(ann, acme, VAGUE, decision=Result.REJECTED)
    for reason in (Reason.FIT, Reason.DESIGN):
        with pytest.raises(NotFound):
            decide_finding(ann, acme, reason, FindingState.CONFIRMED, now=now)
    assert list(found(ann, acme)) == [Reason.SPEED]


def test_the_persons_word_holds_stays_dated_and_is_taken_back(ann: Owner, acme: UUID, now: datetime) -> None:
    a_feedback(ann, acme, VAGUE, decision=Result.REJECTED)
    decide_finding(ann, acme, Reason.SPEED, FindingState.CONFIRMED, now=now)
    speed = found(ann, acme)[Reason.SPEED]
    assert speed.decided is not None
    assert (speed.state, speed.is_by_person, speed.decided.at) == (FindingState.CONFIRMED, True, now)
    decide_finding(ann, acme, Reason.SPEED, FindingState.OPEN, now=now)
    assert found(ann, acme)[Reason.SPEED].state is FindingState.OPEN


def test_jots_speak_where_no_retrospective_holds_them(ann: Owner, now: datetime) -> None:
    key = a_round(ann, ended_ago=DAY)
    a_feedback(ann, key, VAGUE, decision=Result.REJECTED)
    jot = a_jot(ann, "too slow", Lane.STUMBLED, round_id=key)
    a_jot(ann, "wrong answer, she said", Lane.SIGNAL, round_id=key)
    assert list(found(ann, key)) == [Reason.SPEED]
    strike_jot(ann, jot, now=now)
    assert found(ann, key) == {}


def test_a_confident_prediction_makes_ones_own_doubts_too_faint(ann: Owner, acme: UUID) -> None:
    a_retro(ann, acme, prediction="80")
    a_feedback(ann, acme, VAGUE, decision=Result.REJECTED)
    assert found(ann, acme) == {}
    assert round_findings(ann, acme, NOW).missing is Missing.WEIGHT


def test_a_confirmed_theme_says_what_a_line_is_about(ann: Owner, now: datetime) -> None:
    key = a_round(ann, ended_ago=DAY)
    line = a_line(ann, key, Section.SHAKY, "it went round in circles")
    a_feedback(ann, key, VAGUE, decision=Result.REJECTED)
    assert found(ann, key) == {}
    add_theme(ann, line, "dp-state", now=now)
    assert list(found(ann, key)) == [Reason.PROBLEM_SOLVING]


def test_every_area_that_speaks_for_a_reason_exists() -> None:
    assert set(AREA_REASONS) < {area.slug for area in built_in_taxonomy().areas}


def a_watched_mock(owner: Owner, *, days_ago: int, rated: bool = True) -> UUID:
    """A mock coding round that Dan Okafor saw as slow, which the person has rated as well unless told otherwise."""
    mock = a_mock(owner, "Umbrella", ended_ago=days_ago * DAY)
    hand_in(owner, mock, a_form(mock), now=NOW)
    if rated:
        rate_self(owner, mock, {Reason.SPEED: 3}, now=NOW)
    return mock


def test_what_was_seen_in_a_mock_is_no_note_of_the_round(ann: Owner) -> None:
    a_watched_mock(ann, days_ago=20)
    key = a_round(ann, ended_ago=DAY)
    a_feedback(ann, key, VAGUE, decision=Result.REJECTED)
    assert round_findings(ann, key, NOW).missing is Missing.NOTES


def test_a_mock_partners_ratings_speak_for_a_round_of_the_same_kind(ann: Owner, acme: UUID) -> None:
    mock = a_watched_mock(ann, days_ago=20)
    a_feedback(ann, acme, VAGUE, decision=Result.REJECTED)
    speed = found(ann, acme)[Reason.SPEED]
    assert (speed.weight, len(speed.signs)) == ("a few faint signs that agree", 2)
    seen = speed.signs[1]
    assert (seen.place, seen.words, seen.round_id) == (
        "Dan Okafor, Umbrella, coding",
        "twenty minutes went into a draft",
        str(mock),
    )


@pytest.mark.parametrize(("days_ago", "rated"), [(70, True), (20, False)])
def test_a_mock_long_ago_or_one_that_is_still_hidden_says_nothing(
    ann: Owner, acme: UUID, days_ago: int, rated: bool
) -> None:
    a_watched_mock(ann, days_ago=days_ago, rated=rated)
    a_feedback(ann, acme, VAGUE, decision=Result.REJECTED)
    assert len(found(ann, acme)[Reason.SPEED].signs) == 1
