"""A whole invented search through the store: what was planted comes out on top, and is what is practised."""

from datetime import UTC, timedelta
from random import Random

import pytest

from afterround.actions.retro import finish_retro
from afterround.actions.theme_decisions import confirm_theme
from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.core.practice_plan import Plan
from afterround.core.retro import Section
from afterround.core.rounds import RoundKind
from afterround.core.theme_state import State
from afterround.data.models import Owner
from afterround.queries.drill_effects import drill_effects
from afterround.queries.drills import practice_plan
from afterround.queries.themes import tally
from tests.cast import NOW, a_line, a_retro, a_round

PLANTED = ("dp-state", "edge-cases", "clarifying-questions")
"""Shaky in every second round."""
OUTSIDE = "interviewer"
SELDOM = ("time-complexity", OUTSIDE, "dry-run", "calm", "explaining", "planning", "correctness", "sql")
"""Shaky in one round of fifteen; the interviewer is nobody whom practice could change."""
ROUNDS = 40


@pytest.fixture
def searched(ann: Owner) -> Owner:
    """Ann after forty coding rounds in which nothing ever changed."""
    rng = Random(40)
    for number in range(ROUNDS):
        key = a_round(ann, f"Company {number}", ended_ago=timedelta(days=2 * (ROUNDS - number)))
        a_retro(ann, key)
        for theme in (*PLANTED, *SELDOM):
            if rng.random() < (0.5 if theme in PLANTED else 1 / 15):
                line = a_line(ann, key, Section.SHAKY, f"{theme} in round {number}")
                confirm_theme(ann, line, theme, now=NOW)
        finish_retro(ann, key, now=NOW)
    a_round(ann, "Globex", starts_in=timedelta(days=5), kind=RoundKind.CODING)
    return ann


def practised(plan: Plan, most: int) -> list[str]:
    """The themes of the first drills of a plan, each once."""
    return list(dict.fromkeys(one.standing.theme.slug for one in plan.due[:most] if one.standing))


def test_the_planted_themes_head_the_tally_and_then_the_drills(searched: Owner) -> None:
    heads = tally(searched, NOW)[:3]
    assert {found.theme.slug for found in heads} == set(PLANTED)
    assert not {State.FADING, State.QUIET} & {found.state for found in heads}
    plan = practice_plan(searched, NOW, UTC)
    assert set(practised(plan, 3)) <= set(PLANTED)
    assert set(practised(plan, 12)[:3]) == set(PLANTED)
    assert all(one.because and one.standing and one.standing.shaky for one in plan.due)


def test_what_no_practice_changes_is_counted_and_not_drilled(searched: Owner) -> None:
    assert built_in_taxonomy().themes[OUTSIDE].is_external
    assert OUTSIDE in {found.theme.slug for found in tally(searched, NOW) if found.counts.shaky}
    assert OUTSIDE not in practised(practice_plan(searched, NOW, UTC), 100)
    assert drill_effects(searched, NOW, UTC) == []
