"""Jots as they stand, and the cooldowns that are open."""

from datetime import datetime, timedelta

import pytest

from afterround.actions.cooldown import place_jot, skip_cooldown, strike_jot
from afterround.actions.retro import open_retro
from afterround.actions.rounds import delete_round
from afterround.core.cooldown import Lane
from afterround.core.errors import NotFound
from afterround.data.models import Owner
from afterround.queries.cooldown import cooling_rounds, find_jot, get_jot, loose_jots, recent_jots, round_jots
from tests.cast import a_jot, a_round

MINUTE = timedelta(minutes=1)


def test_the_jots_of_a_round_stand_in_the_order_they_were_made(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    later = a_jot(ann, "second", at=now + MINUTE, round_id=key)
    first = a_jot(ann, "first", at=now, round_id=key)
    strike_jot(ann, later, now=now)
    assert [(jot.id, jot.struck_at) for jot in round_jots(ann, key)] == [(first, None), (later, now)]


def test_a_jot_tells_the_line_it_became(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    jot = a_jot(ann, lane=Lane.STUMBLED, round_id=key)
    assert get_jot(ann, jot).line_id is None
    open_retro(ann, key, now=now)
    assert get_jot(ann, jot).line_id is not None


def test_minutes_count_from_the_end_and_are_negative_while_it_ran(ann: Owner, now: datetime) -> None:
    key = a_round(ann, ended_ago=4 * MINUTE)
    jots = [a_jot(ann, at=at, round_id=key) for at in (now, now - 10 * MINUTE)]
    assert [get_jot(ann, jot).minutes_after_end for jot in jots] == [4, -6]


def test_a_struck_jot_is_no_longer_loose(ann: Owner, now: datetime) -> None:
    struck, placed, loose = a_jot(ann), a_jot(ann), a_jot(ann)
    strike_jot(ann, struck, now=now)
    place_jot(ann, placed, now=now, round_id=a_round(ann))
    assert [jot.id for jot in loose_jots(ann)] == [loose]


def test_recent_jots_come_latest_first_without_those_of_deleted_rounds(ann: Owner, now: datetime) -> None:
    gone = a_round(ann)
    a_jot(ann, round_id=gone)
    keys = [a_jot(ann, at=now - number * MINUTE - timedelta(days=9)) for number in range(3)]
    delete_round(ann, gone, now=now)
    assert [jot.id for jot in recent_jots(ann)] == keys
    assert [jot.id for jot in recent_jots(ann, limit=1)] == keys[:1]


def test_a_jot_is_found_by_part_of_its_key(ann: Owner) -> None:
    key = a_jot(ann)
    assert find_jot(ann, str(key)).id == find_jot(ann, str(key)[:8]).id == key
    with pytest.raises(NotFound):
        find_jot(ann, "nothing")


def test_open_cooldowns_come_latest_first_and_without_the_skipped(ann: Owner, now: datetime) -> None:
    first, second, skipped = (a_round(ann, ended_ago=n * MINUTE, starts_at=None) for n in (9, 5, 3))
    skip_cooldown(ann, skipped, now=now)
    assert [view.id for view in cooling_rounds(ann, now)] == [second, first]
    assert [view.id for view in cooling_rounds(ann, now + 22 * MINUTE)] == [second]
