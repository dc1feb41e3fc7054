"""The practice plan: order, dose, the next round, rests, and what answers a drill that does not stick."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from afterround.core.drills import HEARD, DrillKind, History, aim_at
from afterround.core.practice_plan import plan_drills, spread
from afterround.core.rounds import RoundKind
from tests.core.practising import (
    NOW,
    ahead,
    days,
    done,
    heard,
    plan,
    planned,
    refs,
    seen,
    situation,
    standing,
)

TODAY = NOW.date()
CODING, DESIGN = RoundKind.CODING, RoundKind.SYSTEM_DESIGN


def test_a_priority_is_the_product_of_its_parts() -> None:
    one = planned(plan(standing("dp-state", rate=0.4), rounds=[ahead(CODING, 7)]), "pattern/dp-linear")
    assert one.parts and one.standing
    theme = one.standing.theme
    assert one.score == pytest.approx(0.4 * theme.severity / 5 * theme.controllability * 1 * 1 * 1.5)


def test_what_comes_up_more_often_comes_first() -> None:
    often, seldom = standing("trees", rate=0.6), standing("binary-search", rate=0.1)
    assert refs(plan(often, seldom, budget=200).today)[0] == "pattern/tree-recursion"


def test_external_themes_are_never_drilled() -> None:
    assert plan(standing("interviewer", rate=0.9)).every == ()


def test_a_theme_that_was_never_shaky_brings_nothing() -> None:
    assert plan(standing("trees", False, False, rate=0.3)).every == ()


def test_feedback_on_correctness_in_dynamic_programming_raises_those_drills_and_says_so() -> None:
    trees = standing("trees", rate=0.5)
    before = plan(trees, standing("dp-state", rate=0.4), budget=300)
    reason = heard("correctness", "dynamic-programming")
    after = plan(trees, standing("dp-state", rate=0.4, heard=(reason,)), budget=300)
    first = [refs(one.today)[0] for one in (before, after)]
    assert first == ["pattern/tree-recursion", "pattern/dp-linear"]
    raised = planned(after, "pattern/dp-linear")
    assert raised.parts and raised.parts.heard == HEARD
    assert "correctness on dynamic programming was named after Acme, coding" in raised.because[1].words


def test_feedback_raises_only_what_it_is_about() -> None:
    for reason in (heard("communication", "dynamic-programming"), heard("correctness", "heap-top")):
        after = plan(standing("dp-state", heard=(reason,)), budget=300)
        assert {one.parts.heard for one in after.today if one.parts and one.task.subjects} == {1.0}


def test_a_round_of_a_kind_that_can_ask_it_raises_a_drill() -> None:
    trees, sizing = standing("trees", rate=0.3), standing("estimation", rate=0.3)
    sizing = replace(sizing, seen=seen(False, True, kind=DESIGN))
    calm = refs(plan(trees, sizing, budget=300).today)
    near = plan(trees, sizing, budget=300, rounds=[ahead(DESIGN, 2), ahead(CODING, 40)])
    assert calm[0] == "pattern/tree-recursion"
    assert near.today[0].standing and near.today[0].standing.theme.slug == "estimation"
    assert near.today[0].because[-1].words == "Globex is in 2 days"


@pytest.mark.parametrize(("in_days", "raised"), [(0, 2), (7, 1.5), (60, 1), (None, 1)])
def test_the_nearer_the_round_the_more_it_raises(in_days: int | None, raised: float) -> None:
    assert aim_at(in_days) == raised


def test_what_is_fresh_waits_until_the_forgetting_curve_brings_it_back() -> None:
    fresh = plan(standing("dp-state"), histories={"pattern/dp-linear": done("good")})
    assert "pattern/dp-linear" in refs(fresh.later)
    old = plan(standing("dp-state"), histories={"pattern/dp-linear": done("good", ago=30)}, budget=300)
    one = planned(old, "pattern/dp-linear")
    assert one in old.today and one.parts and 0 < one.parts.retrievability < 0.9


def test_a_day_holds_as_many_minutes_as_the_budget_and_the_rest_waits() -> None:
    themes = [standing(slug) for slug in ("trees", "dp-state", "heaps", "binary-search")]
    for budget in (20, 45, 90):
        found = plan(*themes, budget=budget)
        assert 0 < found.minutes <= budget
        assert found.waiting


def test_minutes_practised_today_count() -> None:
    found = plan(standing("dp-state"), histories={"behaviour/clarify-first": done("good")}, budget=60)
    assert found.minutes_done == 20
    assert found.minutes <= 40


def test_a_pause_silences_everything_and_loses_nothing() -> None:
    running = plan(standing("dp-state"))
    paused = plan(standing("dp-state"), is_paused=True)
    assert paused.due == ()
    assert set(refs(paused.later)) == set(refs(running.every))


def test_no_long_drill_comes_back_on_the_day_it_was_done() -> None:
    for rating in ("again", "hard", "good", "easy"):
        found = plan(standing("dp-state"), histories={"pattern/dp-linear": done(rating)})
        assert planned(found, "pattern/dp-linear").due_on > TODAY


def test_while_a_pattern_is_not_managed_no_other_one_is_begun() -> None:
    def patterns(rating: str) -> list[str]:
        found = plan(standing("dp-state"), histories={"pattern/dp-linear": done(rating, ago=9)}, budget=500)
        return [ref for ref in refs(found.every) if ref.startswith("pattern/")]

    assert patterns("hard") == ["pattern/dp-linear"]
    assert patterns("good") == ["pattern/dp-running", "pattern/dp-linear"]


def test_the_words_choose_the_pattern_that_is_begun_first() -> None:
    named = standing("dp-state", subjects=frozenset({"dp-intervals"}))
    assert refs(plan(named, budget=500).today)[0] == "pattern/dp-intervals"


def answers(ratings: str, item: str = "dp-counting", **others: History) -> list[str]:
    """What is planned instead of a pattern with these ratings, the last one five days ago."""
    histories = {f"pattern/{item}": done(*ratings.split(), ago=5)} | {
        ref.replace("__", "/").replace("_", "-"): history for ref, history in others.items()
    }
    found = plan(standing("dp-state"), histories=histories, budget=500)
    return [one.task.ref for one in found.every if one.instead_of]


def test_what_does_not_stick_is_answered_by_what_has_to_be_known_before() -> None:
    assert answers("again again again") == ["pattern/dp-linear"]


def test_or_by_a_solution_to_read_where_that_is_known() -> None:
    assert answers("again again again", pattern__dp_linear=done("easy", ago=6)) == ["worked/dp-counting"]


def test_or_by_a_mock_in_the_end() -> None:
    assert answers("again again again again again") == ["mock/dp-counting"]


def test_until_the_answer_was_done() -> None:
    assert answers("again again again", "dp-linear") == ["worked/dp-linear"]
    assert answers("again again again", "dp-linear", worked__dp_linear=done("good", ago=1)) == []


def test_an_answer_that_went_well_ends_it_as_one_that_did_not() -> None:
    for rating in ("again", "easy"):
        assert answers("again again again", pattern__dp_linear=done(rating, ago=1)) == []


def test_an_answer_that_was_let_go_is_passed_over() -> None:
    gone = History(dropped_at=NOW - timedelta(hours=1))
    assert answers("again again again", pattern__dp_linear=gone) == ["worked/dp-counting"]
    every = {f"{kind}__dp_linear": gone for kind in ("worked", "mock")}
    assert answers("again again again", "dp-linear", **every) == []


def test_a_rest_puts_an_answer_off() -> None:
    histories = {
        "pattern/dp-linear": done("again", "again", "again", ago=5),
        "worked/dp-linear": History(rests_until=TODAY + days(2)),
    }
    found = plan(standing("dp-state"), histories=histories, budget=500)
    assert planned(found, "worked/dp-linear").due_on == TODAY + days(2)


def test_an_answer_says_what_it_answers() -> None:
    leech = {"pattern/dp-linear": done("again", "again", "again", ago=5)}
    said = planned(plan(standing("dp-state"), histories=leech), "worked/dp-linear").because[0].words
    assert said == "Linear DP did not work three times, so something else comes first"


def test_a_design_exercise_is_for_what_was_shaky_in_a_design_round() -> None:
    asked = {kind: standing("clarifying-questions") for kind in (CODING, DESIGN)}
    asked[DESIGN] = replace(asked[DESIGN], seen=seen(False, True, kind=DESIGN))
    found = {kind: {one.task.kind for one in plan(one, budget=500).every} for kind, one in asked.items()}
    assert DrillKind.DESIGN not in found[CODING]
    assert DrillKind.DESIGN in found[DESIGN]


def test_what_was_let_go_comes_back_only_where_its_theme_does() -> None:
    gone = {"pattern/dp-linear": done("good", ago=20, dropped_at=NOW - days(3))}
    assert "pattern/dp-linear" in refs(plan(standing("dp-state", False, True), histories=gone).every)
    gone = {"pattern/dp-linear": done("good", ago=20, dropped_at=NOW - timedelta(hours=1))}
    assert "pattern/dp-linear" not in refs(plan(standing("dp-state", False, True), histories=gone).every)


def test_what_waits_is_spread_over_days_that_each_hold_the_budget() -> None:
    histories = {
        f"pattern/{item}": done("good", ago=30)
        for item in ("dp-linear", "dp-running", "tree-recursion", "heap-top", "pointers-opposite")
    }
    at = situation([standing("dp-state"), standing("trees")], histories=histories, budget=60)
    found = plan_drills(at)
    given = spread(found.overdue, found.budget, TODAY)
    assert set(given) == set(refs(found.overdue))
    assert min(given.values()) == TODAY + timedelta(days=1)
    minutes: dict[date, int] = {}
    for one in found.overdue:
        minutes[given[one.task.ref]] = minutes.get(given[one.task.ref], 0) + one.minutes
    assert max(minutes.values()) <= 60


def test_a_rest_puts_a_drill_off() -> None:
    until = TODAY + timedelta(days=4)
    rested = plan(
        standing("dp-state"), histories={"pattern/dp-linear": done("good", ago=30, rests_until=until)}
    )
    assert planned(rested, "pattern/dp-linear").due_on == until


def test_only_what_waited_for_more_than_two_weeks_is_stale() -> None:
    histories = {"pattern/dp-linear": done("good", ago=10), "pattern/tree-recursion": done("good", ago=30)}
    found = plan(standing("dp-state"), standing("trees"), histories=histories, budget=5)
    assert refs(found.stale) == ["pattern/tree-recursion"]
