"""What a person does with drills, and what the plan then says."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from afterround.actions import drills
from afterround.actions.drills import NewAttempt
from afterround.actions.retro import set_action_state
from afterround.core.drills import DrillKind
from afterround.core.errors import Invalid, NotFound
from afterround.core.practice_plan import Plan
from afterround.core.retro import ActionState, Section
from afterround.core.spacing import Rating
from afterround.data.models import Attempt, Drill, Owner
from afterround.queries.drills import find_drill, get_drill, practice_plan, practice_settings
from afterround.queries.retro import find_action
from tests.cast import a_history, a_line, a_round
from tests.core.practising import planned, refs

LINEAR = (DrillKind.PATTERN, "dp-linear")


def plan(owner: Owner, now: datetime) -> Plan:
    return practice_plan(owner, now, UTC)


def rate(
    owner: Owner, now: datetime, rating: str = "good", ref: str = "pattern/dp-linear", **others: Any
) -> UUID:
    kind, item = ref.split("/")
    new = NewAttempt(Rating(rating), **others)
    return drills.rate_drill(owner, kind, item, new, now=now, zone=UTC)


def an_action(
    owner: Owner, now: datetime, text: str = "linear DP", kind: str = "pattern", **fields: str
) -> UUID:
    acme = a_round(owner, ended_ago=timedelta(hours=2))
    return a_line(owner, acme, Section.ACTIONS, text, now=now, kind=kind, **fields)


def test_a_rated_drill_comes_back_another_day_and_leaves_today(ann: Owner, now: datetime) -> None:
    an_action(ann, now)
    assert refs(plan(ann, now).today) == ["pattern/dp-linear"]
    rate(ann, now, "hard", note="the base case")
    after = plan(ann, now)
    assert refs(after.due) == []
    assert planned(after, "pattern/dp-linear").due_on > now.date()
    (attempt,) = get_drill(ann, *LINEAR, now, UTC).attempts
    assert (attempt.note, attempt.minutes, len(attempt.problems)) == ("the base case", 40, 2)


def test_going_well_ticks_the_action_and_undo_opens_it_again(ann: Owner, now: datetime) -> None:
    action = an_action(ann, now)
    key = rate(ann, now, "good")
    assert find_action(ann, str(action)).state is ActionState.DONE
    assert not planned(plan(ann, now), "pattern/dp-linear").task.decided[0].is_open
    drills.undo_attempt(ann, key, now=now)
    assert find_action(ann, str(action)).state is ActionState.OPEN
    assert refs(plan(ann, now).today) == ["pattern/dp-linear"]
    drills.redo_attempt(ann, key, now=now)
    assert find_action(ann, str(action)).state is ActionState.DONE


def test_an_action_that_was_dropped_meanwhile_stays_so(ann: Owner, now: datetime) -> None:
    action = an_action(ann, now)
    key = rate(ann, now, "good")
    set_action_state(ann, action, ActionState.DROPPED, now=now)
    drills.undo_attempt(ann, key, now=now)
    assert find_action(ann, str(action)).state is ActionState.DROPPED


def test_what_did_not_go_well_leaves_the_action_open(ann: Owner, now: datetime) -> None:
    action = an_action(ann, now)
    rate(ann, now, "again")
    assert find_action(ann, str(action)).state is ActionState.OPEN


def test_a_gap_has_a_day_and_another_one_where_it_is_chosen(ann: Owner, now: datetime) -> None:
    action = an_action(ann, now, "consistent hashing", "gap")
    ref = f"action/{action}"
    assert planned(plan(ann, now), ref).due_on == now.date() + timedelta(days=3)
    drills.set_study_day(ann, action, now.date(), now=now)
    found = plan(ann, now)
    assert refs(found.today) == [ref]
    assert found.today[0].task.name == "Fill knowledge gap on consistent hashing"
    assert found.today[0].because[0].words == "you decided it after Acme, coding"


def test_a_chosen_day_stands_although_a_first_try_failed(ann: Owner, now: datetime) -> None:
    action = an_action(ann, now, "consistent hashing", "gap")
    ref, chosen = f"action/{action}", now.date() + timedelta(days=6)
    rate(ann, now, "again", ref=ref)
    assert planned(plan(ann, now), ref).due_on == now.date() + timedelta(days=1)
    drills.set_study_day(ann, action, chosen, now=now)
    assert planned(plan(ann, now), ref).due_on == chosen
    rate(ann, now + timedelta(days=6), "again", ref=ref)
    assert planned(plan(ann, now), ref).due_on == chosen + timedelta(days=1)


def test_problems_that_were_tried_are_kept_as_they_can_be(ann: Owner, now: datetime) -> None:
    rate(ann, now, problems=("a\0b", "c" * 300, *"d" * 30))
    (attempt,) = get_drill(ann, *LINEAR, now, UTC).attempts
    assert attempt.problems[:2] == ("ab", "c" * 200) and len(attempt.problems) == 20


def test_an_action_that_is_done_elsewhere_is_no_drill_any_more(ann: Owner, now: datetime) -> None:
    from afterround.actions.retro import set_action_state

    action = an_action(ann, now, "consistent hashing", "gap")
    set_action_state(ann, action, ActionState.DONE, now=now)
    assert plan(ann, now).every == ()


def test_what_is_sent_twice_is_noted_once(ann: Owner, now: datetime) -> None:
    key, new = uuid4(), NewAttempt(Rating.GOOD)
    for _ in range(2):
        assert drills.rate_drill(ann, *LINEAR, new, now=now, zone=UTC, once=key) == key
    assert Attempt.objects.filter(owner=ann).count() == 1


@pytest.mark.parametrize(
    ("field", "new"),
    [
        ("note", {"note": "x" * 2001}),
        ("note", {"note": "\0"}),
        ("minutes", {"minutes": -1}),
        ("minutes", {"minutes": 1441}),
    ],
)
def test_an_attempt_that_cannot_be_kept_says_why(
    ann: Owner, now: datetime, field: str, new: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as error:
        rate(ann, now, **new)
    assert list(error.value.problems) == [field]
    assert not Drill.objects.exists()


def test_a_drill_that_is_let_go_is_gone_until_it_is_taken_up(ann: Owner, now: datetime) -> None:
    rate(ann, now, ref="behaviour/clarify-first")
    drills.drop_drill(ann, "behaviour", "clarify-first", now=now, zone=UTC)
    assert plan(ann, now).every == ()
    drills.take_up_drill(ann, "behaviour", "clarify-first")
    assert refs(plan(ann, now).every) == ["behaviour/clarify-first"]


def test_taking_an_attempt_back_lets_it_go_and_rest_as_before(ann: Owner, now: datetime) -> None:
    wait_for(ann, now, 9)
    drills.spread_drills(ann, now=now, zone=UTC)
    drills.drop_drill(ann, "pattern", "heap-top", now=now, zone=UTC)
    before = plan(ann, now)
    later = now + timedelta(minutes=1)
    keys = [rate(ann, later, ref=ref) for ref in ("pattern/heap-top", *refs(before.later)[:1])]
    assert "pattern/heap-top" in refs(plan(ann, later).every)
    for key in keys:
        drills.undo_attempt(ann, key, now=later)
    after = plan(ann, now)
    assert [(one.task.ref, one.due_on) for one in after.every] == [
        (one.task.ref, one.due_on) for one in before.every
    ]


def test_what_came_back_with_its_theme_can_be_let_go_again(ann: Owner, now: datetime) -> None:
    a_history(ann, "dp-state", "x.x")
    drills.drop_drill(ann, *LINEAR, now=now - timedelta(days=2.5), zone=UTC)
    assert "pattern/dp-linear" in refs(plan(ann, now).every)
    assert get_drill(ann, *LINEAR, now, UTC).dropped_at is None
    drills.drop_drill(ann, *LINEAR, now=now, zone=UTC)
    assert "pattern/dp-linear" not in refs(plan(ann, now).every)
    assert get_drill(ann, *LINEAR, now, UTC).dropped_at == now


def test_a_pause_is_one_pause_and_ends(ann: Owner, now: datetime) -> None:
    an_action(ann, now)
    drills.pause_drills(ann, now=now)
    drills.pause_drills(ann, now=now + timedelta(days=1))
    assert practice_settings(ann).paused_at == now
    assert plan(ann, now).is_paused and plan(ann, now).due == ()
    drills.resume_drills(ann)
    assert refs(plan(ann, now).today) == ["pattern/dp-linear"]


def test_the_minutes_a_day_are_a_choice_within_reason(ann: Owner, now: datetime) -> None:
    an_action(ann, now)
    drills.set_budget(ann, 20)
    assert (plan(ann, now).budget, len(plan(ann, now).today[0].problems)) == (20, 1)
    for minutes in (4, 1441):
        with pytest.raises(Invalid):
            drills.set_budget(ann, minutes)


def wait_for(ann: Owner, now: datetime, days: int) -> None:
    """Five drills that were done so long ago."""
    for item in ("dp-linear", "dp-running", "tree-recursion", "heap-top", "pointers-opposite"):
        rate(ann, now - timedelta(days=days), ref=f"pattern/{item}")


def test_what_waits_is_spread_and_the_spreading_taken_back(ann: Owner, now: datetime) -> None:
    wait_for(ann, now, 9)
    before = refs(plan(ann, now).overdue)
    assert len(before) > 2
    days = drills.spread_drills(ann, now=now, zone=UTC)
    after = plan(ann, now)
    assert after.overdue == () and 1 < days <= len(before)
    assert min(one.due_on for one in after.later) == now.date() + timedelta(days=1)
    drills.unspread_drills(ann, now)
    assert refs(plan(ann, now).overdue) == before


def test_what_waited_long_is_let_go_and_taken_back(ann: Owner, now: datetime) -> None:
    wait_for(ann, now, 30)
    before = refs(plan(ann, now).every)
    assert drills.let_go(ann, now=now, zone=UTC) == len(before) - 1
    assert len(plan(ann, now).every) == 1
    drills.undo_let_go(ann, now)
    assert refs(plan(ann, now).every) == before


def test_a_drill_is_found_by_its_name_its_key_or_the_end_of_an_actions_key(ann: Owner, now: datetime) -> None:
    action = an_action(ann, now, "consistent hashing", "gap")
    for said in ("dp-linear", "linear dp", "pattern/dp-linear"):
        assert find_drill(ann, said, now, UTC).task.ref == "pattern/dp-linear"
    assert find_drill(ann, action.hex[-8:], now, UTC).task.item == str(action)
    for said in ("", "nothing", "pattern/nothing", "nothing/dp-linear"):
        with pytest.raises(NotFound):
            find_drill(ann, said, now, UTC)


def test_the_key_of_a_drill_that_does_not_stick_is_not_its_answers(ann: Owner, now: datetime) -> None:
    a_history(ann, "dp-state", "x")
    for days in (3, 2, 1):
        rate(ann, now - timedelta(days=days), rating=Rating.AGAIN)
    assert "worked/dp-linear" in refs(plan(ann, now).every)
    assert find_drill(ann, "dp-linear", now, UTC).task.ref == "pattern/dp-linear"
    assert find_drill(ann, "worked/dp-linear", now, UTC).task.key == "worked/dp-linear"
