from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from afterround.actions.retro import finish_retro
from afterround.core.retro import Section
from afterround.core.rounds import RoundState
from afterround.data.models import Owner
from afterround.queries.cooldown import cooling_rounds
from afterround.queries.retro import open_actions
from afterround.queries.rounds import rounds_in_state
from afterround.queries.today import get_today
from tests.cast import a_jot, a_retro, a_round

AT_MOST = 5


def _fill(owner: Owner, rounds: int) -> None:
    """Rounds of every sort, spread over half a year, with jots and actions."""
    for number in range(rounds):
        away = timedelta(hours=number * 14)
        key = a_round(owner, f"Company {number}", ended_ago=away + timedelta(minutes=4))
        if number % 3 == 0:
            a_retro(owner, key, {Section.ACTIONS: ["an action"]})
    a_round(owner, starts_in=timedelta(minutes=-10))
    a_round(owner, starts_in=timedelta(days=1))
    a_jot(owner, "without a round", at=datetime.fromisoformat("2020-01-01T12:00:00+00:00"))


@pytest.mark.parametrize("rounds", [10, 300])
def test_today_takes_the_same_few_queries_however_many_rounds_there_are(
    ann: Owner, now: datetime, rounds: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _fill(ann, rounds)
    with django_assert_num_queries(AT_MOST):
        found = get_today(ann, now)
    assert found.running and found.waiting and found.loose and found.coming and found.actions


def test_today_agrees_with_the_lists(ann: Owner, now: datetime) -> None:
    for number in range(8):
        key = a_round(ann, f"Company {number}", ended_ago=timedelta(hours=number * 9, minutes=4))
        if number % 2:
            finish_retro(ann, key, now=now)
    found = get_today(ann, now)
    assert [r.id for r in found.cooling] == [r.id for r in cooling_rounds(ann, now)]
    assert [r.id for r in found.waiting] == [
        r.id for r in rounds_in_state(ann, RoundState.TO_REFLECT, now)[:3]
    ]


def test_today_shows_the_actions_that_were_decided_last(ann: Owner, now: datetime) -> None:
    for number, company in enumerate(("Acme", "Globex")):
        key = a_round(ann, company, ended_ago=timedelta(days=2 - number))
        a_retro(ann, key, {Section.ACTIONS: ["first", "second"]}, now=now + timedelta(minutes=number))
    found = get_today(ann, now)
    assert [(a.round_title, a.words) for a in found.actions] == [
        ("Globex, coding", "first"),
        ("Globex, coding", "second"),
        ("Acme, coding", "first"),
        ("Acme, coding", "second"),
    ]
    assert {a.id for a in found.actions} == {a.id for a in open_actions(ann)}


def test_a_cooldown_is_over_when_the_next_round_starts(ann: Owner, now: datetime) -> None:
    a_round(ann)
    following = a_round(ann, "Globex", starts_in=timedelta(minutes=-1))
    found = get_today(ann, now)
    assert not found.cooling
    assert [r.id for r in found.running] == [following]


def test_another_owner_has_a_today_of_their_own(ann: Owner, cleo: Owner, now: datetime) -> None:
    _fill(ann, 5)
    found = get_today(cleo, now)
    assert found.is_new and found.is_quiet
