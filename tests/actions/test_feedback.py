"""Feedback is kept word for word, its reasons count once they are confirmed, and every deed can be taken back."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from afterround.actions.feedback import (
    NewFeedback,
    add_feedback,
    add_reason,
    decide_reason,
    remove_reason,
    strike_feedback,
    unstrike_feedback,
)
from afterround.actions.retro import save_retro
from afterround.actions.rounds import delete_round, record_result
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.feedback import FeedbackSource, Polarity, ReadReason, Reason, ReasonState
from afterround.core.retro_fields import RETRO, FieldChange
from afterround.core.rounds import Result
from afterround.data.models import Feedback, FeedbackReason, Owner, Person
from afterround.queries.feedback import confirmed_reasons, get_feedback, round_feedback
from afterround.queries.retro import get_retro
from afterround.queries.rounds import get_round
from tests.cast import a_feedback, a_retro, a_round

SLOW = "  The first question took too long.\n\nThey liked how you explained it.  "


def test_feedback_is_kept_exactly_as_it_came(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    new = NewFeedback(SLOW, FeedbackSource.INTERVIEWER, "Dan Okafor", None, date(2026, 6, 10))
    said = get_feedback(ann, add_feedback(ann, key, new, now=now), now)
    assert (said.text, said.source, said.person, said.told_on) == (
        SLOW,
        FeedbackSource.INTERVIEWER,
        "Dan Okafor",
        date(2026, 6, 10),
    )


def test_a_round_takes_any_number_of_them_and_a_person_is_one(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    for words in ("first", "second", "third"):
        add_feedback(ann, key, NewFeedback(words, person="Dan Okafor"), now=now)
    assert [said.text for said in round_feedback(ann, key, now)] == ["first", "second", "third"]
    assert Person.objects.filter(owner=ann).count() == 1


def test_the_same_sending_is_kept_once(ann: Owner, now: datetime) -> None:
    key, once = a_round(ann), uuid4()
    first, second = (add_feedback(ann, key, NewFeedback("slow"), now=now, once=once) for _ in range(2))
    assert first == second
    assert len(round_feedback(ann, key, now)) == 1


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewFeedback("   "), "text"),
        (NewFeedback("", decision=Result.PENDING), "text"),
        (NewFeedback("a\0b"), "text"),
        (NewFeedback("x" * 20_001), "text"),
        (NewFeedback("slow", person="x" * 201), "person"),
    ],
)
def test_what_says_nothing_or_cannot_be_stored_is_refused(
    ann: Owner, now: datetime, new: NewFeedback, field: str
) -> None:
    key = a_round(ann)
    with pytest.raises(Invalid) as refused:
        add_feedback(ann, key, new, now=now)
    assert list(refused.value.problems) == [field]
    assert round_feedback(ann, key, now) == []


def test_a_decision_becomes_the_rounds_result(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    add_feedback(ann, key, NewFeedback(decision=Result.REJECTED), now=now)
    view = get_round(ann, key, now)
    assert (view.result, view.result_at) == (Result.REJECTED, now)


def test_striking_it_out_takes_its_result_back_and_undo_brings_both(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    said = a_feedback(ann, key, decision=Result.REJECTED)
    strike_feedback(ann, said, now=now)
    assert (get_round(ann, key, now).result, get_feedback(ann, said, now).struck_at) == (Result.PENDING, now)
    unstrike_feedback(ann, said, now=now)
    assert (get_round(ann, key, now).result, get_feedback(ann, said, now).struck_at) == (
        Result.REJECTED,
        None,
    )


def test_the_result_of_other_feedback_stands_when_one_is_struck_out(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    first = a_feedback(ann, key, decision=Result.PASSED)
    second = a_feedback(ann, key, decision=Result.REJECTED, now=now + timedelta(hours=1))
    strike_feedback(ann, second, now=now)
    assert get_round(ann, key, now).result is Result.PASSED
    strike_feedback(ann, first, now=now)
    assert get_round(ann, key, now).result is Result.PENDING


def test_a_result_by_the_persons_own_word_is_not_taken_back(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    said = a_feedback(ann, key, decision=Result.REJECTED)
    record_result(ann, key, Result.WITHDREW, now=now)
    strike_feedback(ann, said, now=now)
    assert get_round(ann, key, now).result is Result.WITHDREW


def test_any_feedback_freezes_the_prediction_until_it_is_struck_out(ann: Owner, now: datetime) -> None:
    key = a_round(ann, ended_ago=timedelta(days=1))
    a_retro(ann, key, prediction="40")
    said = a_feedback(ann, key, "A bit slow.")
    change = FieldChange(RETRO, "prediction", "80", 1)
    assert save_retro(ann, key, [change], now=now).refused
    assert get_retro(ann, key, now).is_prediction_frozen
    strike_feedback(ann, said, now=now)
    assert not save_retro(ann, key, [change], now=now).refused


def test_nothing_counts_until_it_is_confirmed(ann: Owner, now: datetime) -> None:
    said = a_feedback(ann, a_round(ann, ended_ago=timedelta(days=1)), "They were too slow to answer.")
    proposed = get_feedback(ann, said, now).proposed[0]
    assert confirmed_reasons(ann) == []
    read = ReadReason(proposed.reason, proposed.polarity, proposed.start, proposed.end)
    decide_reason(ann, said, read, ReasonState.CONFIRMED, now=now)
    counted = confirmed_reasons(ann)[0]
    assert (counted.reason, counted.polarity, counted.words) == (Reason.SPEED, Polarity.SHAKY, "too slow")
    assert get_feedback(ann, said, now).proposed == ()


def test_a_declined_reason_is_not_proposed_again_until_that_is_taken_back(ann: Owner, now: datetime) -> None:
    said = a_feedback(ann, a_round(ann, ended_ago=timedelta(days=1)), "It was too slow.")
    read = ReadReason(Reason.SPEED, Polarity.SHAKY, 7, 15)
    reason = decide_reason(ann, said, read, ReasonState.DECLINED, now=now)
    assert (get_feedback(ann, said, now).proposed, confirmed_reasons(ann)) == ((), [])
    remove_reason(ann, reason)
    assert [one.words for one in get_feedback(ann, said, now).proposed] == ["too slow"]


def test_nothing_is_proposed_or_called_vague_while_the_cooldown_is_open(ann: Owner, now: datetime) -> None:
    said = a_feedback(ann, a_round(ann), "They were too slow to answer.")
    assert (get_feedback(ann, said, now).proposed, get_feedback(ann, said, now).vagueness) == ((), None)
    later = get_feedback(ann, said, now + timedelta(hours=1))
    assert [one.words for one in later.proposed] == ["too slow"]


def test_a_reason_is_added_by_its_words_whatever_their_case_and_spaces(ann: Owner, now: datetime) -> None:
    said = a_feedback(ann, a_round(ann), "Gus found your  notes on\nstorage thin.")
    add_reason(ann, said, Reason.KNOWLEDGE, Polarity.SHAKY, "Notes on storage", now=now)
    assert get_feedback(ann, said, now).reasons[0].words == "notes on\nstorage"


def test_words_that_were_not_said_carry_no_reason(ann: Owner, now: datetime) -> None:
    said = a_feedback(ann, a_round(ann), "Fine.")
    with pytest.raises(Invalid):
        add_reason(ann, said, Reason.SPEED, Polarity.SHAKY, "too slow", now=now)
    with pytest.raises(Invalid):
        decide_reason(
            ann, said, ReadReason(Reason.SPEED, Polarity.SHAKY, 2, 9), ReasonState.CONFIRMED, now=now
        )
    assert not FeedbackReason.objects.exists()


def test_struck_out_feedback_counts_no_more_and_takes_no_reasons(ann: Owner, now: datetime) -> None:
    said = a_feedback(ann, a_round(ann, ended_ago=timedelta(days=1)), "It was too slow.")
    add_reason(ann, said, Reason.SPEED, Polarity.SHAKY, "slow", now=now)
    strike_feedback(ann, said, now=now)
    assert confirmed_reasons(ann) == []
    with pytest.raises(Conflict):
        add_reason(ann, said, Reason.SPEED, Polarity.SHAKY, "too slow", now=now)


def test_feedback_on_a_deleted_round_is_out_of_reach(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    said = a_feedback(ann, key, "too slow")
    add_reason(ann, said, Reason.SPEED, Polarity.SHAKY, "slow", now=now)
    delete_round(ann, key, now=now)
    assert confirmed_reasons(ann) == []
    with pytest.raises(NotFound):
        get_feedback(ann, said, now)


@pytest.mark.parametrize(
    "values", [{"text": "", "decision": ""}, {"source": "rumour"}, {"decision": "perhaps"}]
)
def test_the_database_keeps_out_what_is_no_feedback(
    ann: Owner, now: datetime, values: dict[str, str]
) -> None:
    row = {"text": "slow", "source": "recruiter", "decision": "", **values}
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.create(owner=ann, round_id=a_round(ann), received_at=now, **row)
