"""Rounds as they stand at a moment: their state, their lists, and the one a person means."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from afterround.actions.cooldown import skip_cooldown
from afterround.actions.retro import finish_retro
from afterround.actions.rounds import delete_round, put_aside, record_result
from afterround.core.errors import AfterroundError, NotFound
from afterround.core.rounds import Result, RoundState
from afterround.data.models import Owner
from afterround.queries.rounds import PAGE, all_rounds, find_round, get_round, rounds_in_state
from tests.cast import a_round

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("ended_ago", "state"),
    [
        (-2 * HOUR, RoundState.COMING),
        (-1 * HOUR - MINUTE, RoundState.COMING),
        (-1 * HOUR, RoundState.RUNNING),
        (-1 * MINUTE, RoundState.RUNNING),
        (timedelta(0), RoundState.COOLING),
        (29 * MINUTE, RoundState.COOLING),
        (30 * MINUTE, RoundState.TO_REFLECT),
        (400 * DAY, RoundState.TO_REFLECT),
    ],
)
def test_time_alone_takes_a_round_from_coming_to_reflecting(
    ann: Owner, now: datetime, ended_ago: timedelta, state: RoundState
) -> None:
    key = a_round(ann, ended_ago=ended_ago)
    assert get_round(ann, key, now).state is state
    assert [view.id for view in rounds_in_state(ann, state, now)] == [key]


def a_round_in_every_way(ann: Owner, now: datetime) -> dict[str, UUID]:
    """Rounds at all times, with everything that may be done to them."""
    keys = {}
    for name, ended_ago in {
        "coming": -3 * HOUR,
        "running": -MINUTE,
        "just ended": MINUTE,
        "old": DAY,
    }.items():
        keys[name] = a_round(ann, ended_ago=ended_ago)
        keys[f"{name}, put aside"] = put = a_round(ann, ended_ago=ended_ago)
        keys[f"{name}, rejected"] = rejected = a_round(ann, ended_ago=ended_ago)
        keys[f"{name}, finished"] = finished = a_round(ann, ended_ago=ended_ago)
        put_aside(ann, put, now=now)
        record_result(ann, rejected, Result.REJECTED, now=now)
        finish_retro(ann, finished, now=now)
    for name in ("skipped", "skipped, put aside", "skipped, finished"):
        keys[name] = a_round(ann, ended_ago=5 * MINUTE)
        skip_cooldown(ann, keys[name], now=now)
    put_aside(ann, keys["skipped, put aside"], now=now)
    finish_retro(ann, keys["skipped, finished"], now=now)
    return keys


def test_every_round_stands_in_the_one_list_of_its_state(ann: Owner, now: datetime) -> None:
    keys = a_round_in_every_way(ann, now)
    names = {key: name for name, key in keys.items()}
    listed = {s: {names[view.id] for view in rounds_in_state(ann, s, now)} for s in RoundState}
    states = {s: {n for n, key in keys.items() if get_round(ann, key, now).state is s} for s in RoundState}
    assert listed == states
    assert {"skipped, finished", "old, finished"} <= listed[RoundState.REFLECTED]
    assert {"skipped, put aside", "old, rejected", "coming, put aside"} <= listed[RoundState.CLOSED]


def test_a_result_during_the_cooldown_does_not_end_it(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    record_result(ann, key, Result.PASSED, now=now)
    assert get_round(ann, key, now).state is RoundState.COOLING
    assert get_round(ann, key, now + HOUR).state is RoundState.CLOSED


def test_the_next_round_closes_a_cooldown_in_every_list(ann: Owner, now: datetime) -> None:
    first, second = a_round(ann, ended_ago=10 * MINUTE), a_round(ann, "Globex", starts_in=-MINUTE)
    assert rounds_in_state(ann, RoundState.COOLING, now) == []
    assert [view.id for view in rounds_in_state(ann, RoundState.TO_REFLECT, now)] == [first]
    assert [view.id for view in rounds_in_state(ann, RoundState.RUNNING, now)] == [second]


def test_the_soonest_comes_first_of_what_is_ahead_and_the_latest_of_what_is_past(
    ann: Owner, now: datetime
) -> None:
    ahead = [a_round(ann, starts_in=number * DAY) for number in (1, 2)]
    past = [a_round(ann, ended_ago=number * DAY) for number in (1, 2)]
    assert [view.id for view in rounds_in_state(ann, RoundState.COMING, now)] == ahead
    assert [view.id for view in rounds_in_state(ann, RoundState.TO_REFLECT, now)] == past
    assert [view.id for view in all_rounds(ann, now)] == [*reversed(ahead), *past]


def test_lists_come_in_pages_without_a_gap(ann: Owner, now: datetime) -> None:
    keys = {a_round(ann, ended_ago=DAY * (number + 1)) for number in range(PAGE + 3)}
    for listed in (all_rounds, lambda *_, page: rounds_in_state(ann, RoundState.TO_REFLECT, now, page=page)):
        pages = [[view.id for view in listed(ann, now, page=page)] for page in (1, 2, 3)]
        assert [len(page) for page in pages] == [PAGE, 3, 0]
        assert {key for page in pages for key in page} == keys


def test_a_company_name_means_its_latest_round_that_has_begun(ann: Owner, now: datetime) -> None:
    a_round(ann, "Acme", ended_ago=9 * DAY)
    latest = a_round(ann, "Acme", ended_ago=DAY)
    a_round(ann, "Acme", starts_in=DAY)
    assert find_round(ann, " ACME ", now).id == latest


def test_a_company_with_nothing_behind_it_means_its_next_round(ann: Owner, now: datetime) -> None:
    a_round(ann, "Acme", starts_in=9 * DAY)
    soonest = a_round(ann, "Acme", starts_in=DAY)
    assert find_round(ann, "acme", now).id == soonest


def test_part_of_a_company_name_is_enough_and_the_exact_name_goes_before(ann: Owner, now: datetime) -> None:
    longer = a_round(ann, "Acme Robotics", ended_ago=MINUTE)
    exact = a_round(ann, "Acme", ended_ago=DAY)
    assert find_round(ann, "acme", now).id == exact
    assert find_round(ann, "acme r", now).id == longer
    assert find_round(ann, "robot", now).id == longer


def test_last_means_the_latest_round_of_all(ann: Owner, now: datetime) -> None:
    a_round(ann, "Acme", ended_ago=DAY)
    latest = a_round(ann, "Globex", ended_ago=HOUR)
    assert find_round(ann, "last", now).id == latest


def test_a_key_or_its_beginning_means_that_round(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    for reference in (str(key), key.hex, str(key)[:8].upper()):
        assert find_round(ann, reference, now).id == key


def test_a_beginning_that_fits_several_rounds_is_not_guessed(ann: Owner, now: datetime) -> None:
    keys = [a_round(ann), a_round(ann)]
    with pytest.raises(AfterroundError) as refused:
        find_round(ann, str(keys[0])[:6], now)
    assert refused.value.code == "ambiguous"


@pytest.mark.parametrize("reference", ["Initech", "100%", "_", "ffffffff", "last"])
def test_what_names_no_round_is_not_found(ann: Owner, now: datetime, reference: str) -> None:
    delete_round(ann, a_round(ann), now=now)
    with pytest.raises(NotFound):
        find_round(ann, reference, now)


def test_a_company_whose_name_looks_like_a_key_is_found_by_name(ann: Owner, now: datetime) -> None:
    key = a_round(ann, "Facade")
    assert find_round(ann, "facade", now).id == key
