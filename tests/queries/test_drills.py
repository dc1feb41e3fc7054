"""What the plan rests on: real tallies, rounds that have cooled down, dated rounds ahead, own themes."""

from datetime import UTC, datetime, timedelta

from afterround.actions.drills import NewAttempt, rate_drill
from afterround.actions.feedback import add_reason
from afterround.actions.retro import finish_retro
from afterround.actions.rounds import delete_round
from afterround.actions.theme_decisions import confirm_theme
from afterround.actions.themes import make_theme
from afterround.core.effect import Verdict
from afterround.core.feedback import Polarity as Said
from afterround.core.feedback import Reason
from afterround.core.retro import Section
from afterround.core.rounds import UNDATED, Precision, RoundKind
from afterround.core.spacing import Rating
from afterround.data.models import Owner, Round
from afterround.queries.drill_effects import drill_effects
from afterround.queries.drill_evidence import rounds_ahead
from afterround.queries.drills import practice_plan
from afterround.queries.themes import tally
from tests.cast import a_feedback, a_history, a_line, a_retro, a_round
from tests.core.practising import refs

DAY = timedelta(days=1)


def test_the_drills_follow_the_top_of_the_tally(ann: Owner, now: datetime) -> None:
    a_history(ann, "heaps", "..x.....")
    a_history(ann, "graph-traversal", "xx.xxx.x")
    top = tally(ann, now)[0].theme.slug
    first = practice_plan(ann, now, UTC).today[0]
    assert first.standing and first.standing.theme.slug == top == "graph-traversal"
    assert first.because[0].words == "Graphs: BFS, DFS, ordering came up in 2 of your last 5 coding rounds"


def test_nothing_of_a_round_that_is_cooling_down_is_planned(ann: Owner, now: datetime) -> None:
    acme = a_round(ann)
    confirm_theme(ann, a_line(ann, acme, Section.SHAKY, "lost the DP state"), "dp-state", now=now)
    finish_retro(ann, acme, now=now)
    assert practice_plan(ann, now, UTC).every == ()
    assert "pattern/dp-linear" in refs(practice_plan(ann, now + timedelta(minutes=30), UTC).today)


def test_what_was_said_of_a_round_that_is_cooling_down_waits_as_well(ann: Owner, now: datetime) -> None:
    said = a_feedback(ann, a_round(ann), "some bugs in the DP")
    add_reason(ann, said, Reason.CORRECTNESS, Said.SHAKY, "bugs", now=now)
    assert practice_plan(ann, now, UTC).every == ()
    assert "pattern/dp-linear" in refs(practice_plan(ann, now + timedelta(minutes=30), UTC).today)


def test_a_theme_of_ones_own_is_practised_in_a_mock(ann: Owner, now: datetime) -> None:
    acme = a_round(ann, ended_ago=DAY)
    a_retro(ann, acme)
    own = make_theme(ann, "Small talk", now=now)
    confirm_theme(ann, a_line(ann, acme, Section.SHAKY, "the weather"), own, now=now)
    finish_retro(ann, acme, now=now)
    (mock,) = practice_plan(ann, now, UTC).today
    assert (mock.task.ref, mock.task.name) == (f"mock/{own}", "A mock about Small talk")


def test_only_dated_rounds_that_take_place_lie_ahead(ann: Owner, now: datetime) -> None:
    a_round(ann, "Globex", RoundKind.SYSTEM_DESIGN, starts_in=6 * DAY)
    a_round(ann, "Acme", ended_ago=DAY)
    delete_round(ann, a_round(ann, "Initech", starts_in=DAY), now=now)
    assert [(one.title, one.kind) for one in rounds_ahead(ann, now)] == [("Globex", RoundKind.SYSTEM_DESIGN)]


def test_an_effect_counts_the_rounds_before_and_after_the_first_drill(ann: Owner, now: datetime) -> None:
    a_history(ann, "dp-state", "xxx.")
    rate_drill(ann, "pattern", "dp-linear", NewAttempt(Rating.GOOD), now=now - 2.5 * DAY, zone=UTC)
    (effect,) = drill_effects(ann, now, UTC)
    assert (str(effect.effect.before), str(effect.effect.after)) == ("2 of 2", "1 of 2")
    assert effect.effect.verdict is Verdict.TOO_EARLY
    assert (len(effect.shaky_before), len(effect.shaky_after), effect.attempts) == (2, 1, 1)


def test_the_answers_to_a_drill_count_for_its_theme(ann: Owner, now: datetime) -> None:
    a_history(ann, "dp-state", "xx")
    for ref in ("worked/dp-linear", "mock/dp-cards"):
        kind, item = ref.split("/")
        rate_drill(ann, kind, item, NewAttempt(Rating.GOOD), now=now, zone=UTC)
    assert [(one.effect.theme, one.attempts) for one in drill_effects(ann, now, UTC)] == [("dp-state", 2)]


def test_a_round_without_a_date_is_neither_before_a_drill_nor_after_it(ann: Owner, now: datetime) -> None:
    first, *_ = a_history(ann, "dp-state", "xxx.")
    Round.objects.filter(id=first).update(precision=Precision.UNKNOWN, starts_at=None, ends_at=UNDATED)
    rate_drill(ann, "pattern", "dp-linear", NewAttempt(Rating.GOOD), now=now - 2.5 * DAY, zone=UTC)
    (effect,) = drill_effects(ann, now, UTC)
    assert (str(effect.effect.before), len(effect.shaky_before)) == ("1 of 1", 1)
