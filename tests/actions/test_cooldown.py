"""Jots kept once, struck, moved; cooldowns skipped and walked through."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from afterround.actions.cooldown import (
    NewJot,
    paste_jots,
    place_jot,
    record_jots,
    record_walk,
    resume_cooldown,
    skip_cooldown,
    strike_jot,
    unstrike_jot,
)
from afterround.actions.rounds import delete_round
from afterround.core.cooldown import JOT_LENGTH, Lane
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.rounds import RoundState
from afterround.data.models import Jot, Owner
from afterround.queries.cooldown import get_jot, loose_jots, round_jots
from afterround.queries.rounds import get_round
from tests.cast import ZONE, a_jot, a_round

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def jot(now: datetime, text: str = "lost the DP state") -> NewJot:
    return NewJot(uuid4(), text, Lane.STUMBLED, now, "page")


def test_a_jot_is_kept_with_its_lane_and_the_minutes_since_the_end(ann: Owner, now: datetime) -> None:
    key = a_round(ann, ended_ago=4 * MINUTE)
    kept = get_jot(ann, a_jot(ann, "  lost the DP state ", Lane.STUMBLED, at=now))
    assert (kept.text, kept.lane, kept.round_id) == ("lost the DP state", Lane.STUMBLED, key)
    assert (kept.at, kept.minutes_after_end, kept.struck_at) == (now, 4, None)


def test_a_jot_sent_twice_is_kept_once(ann: Owner, now: datetime) -> None:
    sent = jot(now)
    assert record_jots(ann, [sent, sent], now=now) == 1
    assert record_jots(ann, [replace(sent, text="other words")], now=now) == 0
    assert list(Jot.objects.values_list("text", flat=True)) == ["lost the DP state"]


def test_a_jot_with_the_key_of_another_owners_is_refused_with_all_sent_beside_it(
    ann: Owner, cleo: Owner, now: datetime
) -> None:
    sent = jot(now)
    record_jots(ann, [sent], now=now)
    with pytest.raises(NotFound):
        record_jots(cleo, [jot(now, "mine"), replace(sent, text="taken over")], now=now)
    assert list(Jot.objects.values_list("owner", "text")) == [(ann.id, "lost the DP state")]


def test_nobody_can_jot_onto_another_owners_round(ann: Owner, cleo: Owner, now: datetime) -> None:
    key = a_round(ann)
    with pytest.raises(NotFound):
        record_jots(cleo, [replace(jot(now), round_id=key)], now=now)


@pytest.mark.parametrize("text", ["", " \n ", "nul\0", "x" * (JOT_LENGTH + 1)])
def test_a_jot_without_words_or_without_end_is_refused(ann: Owner, now: datetime, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        record_jots(ann, [jot(now), jot(now, text)], now=now)
    assert "text" in refused.value.problems
    assert not Jot.objects.exists()


def test_a_jot_without_a_named_round_goes_to_the_running_one(ann: Owner, now: datetime) -> None:
    a_round(ann, "Acme", ended_ago=MINUTE)
    running = a_round(ann, "Globex", starts_in=-5 * MINUTE)
    assert get_jot(ann, a_jot(ann)).round_id == running


def test_without_a_running_round_a_jot_goes_to_the_latest_that_ended_within_a_day(
    ann: Owner, now: datetime
) -> None:
    a_round(ann, "Acme", ended_ago=9 * HOUR)
    latest = a_round(ann, "Globex", ended_ago=3 * HOUR)
    a_round(ann, "Hooli", starts_in=HOUR)
    assert get_jot(ann, a_jot(ann)).round_id == latest


def test_a_jot_with_no_round_near_stays_loose(ann: Owner, now: datetime) -> None:
    a_round(ann, ended_ago=25 * HOUR)
    key = a_jot(ann)
    assert [loose.id for loose in loose_jots(ann)] == [key]
    assert get_jot(ann, key).minutes_after_end is None


def test_a_jot_that_arrives_late_goes_to_the_round_of_its_own_time(ann: Owner, now: datetime) -> None:
    yesterday = a_round(ann, ended_ago=26 * HOUR)
    a_round(ann, "Globex", ended_ago=MINUTE)
    record_jots(ann, [sent := jot(now - 25 * HOUR)], now=now)
    assert get_jot(ann, sent.id).round_id == yesterday


def test_a_deleted_round_attracts_no_jots(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    delete_round(ann, key, now=now)
    assert get_jot(ann, a_jot(ann)).round_id is None
    with pytest.raises(NotFound):
        a_jot(ann, round_id=key)


def test_a_struck_jot_keeps_its_words_and_can_be_unstruck(ann: Owner, now: datetime) -> None:
    key = a_jot(ann)
    strike_jot(ann, key, now=now)
    assert (get_jot(ann, key).struck_at, get_jot(ann, key).text) == (now, "lost the DP state")
    unstrike_jot(ann, key)
    assert get_jot(ann, key).struck_at is None


def test_placing_is_a_later_record_and_the_jot_stays_what_it_was(ann: Owner, now: datetime) -> None:
    key = a_jot(ann, lane=Lane.UNSORTED)
    target = a_round(ann, ended_ago=3 * 24 * HOUR)
    place_jot(ann, key, now=now, lane=Lane.WELL)
    place_jot(ann, key, now=now + MINUTE, round_id=target)
    assert (get_jot(ann, key).lane, get_jot(ann, key).round_id) == (Lane.WELL, target)
    raw = Jot.objects.get(id=key)
    assert (raw.lane, raw.text) == (Lane.UNSORTED, "lost the DP state")
    assert raw.placements.count() == 2


def test_a_jot_cannot_be_placed_on_another_owners_round(ann: Owner, cleo: Owner, now: datetime) -> None:
    key = a_jot(ann)
    with pytest.raises(NotFound):
        place_jot(ann, key, now=now, round_id=a_round(cleo))


def test_a_skip_ends_the_cooldown_and_is_on_record(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    skip_cooldown(ann, key, now=now)
    view = get_round(ann, key, now)
    assert (view.cooldown.skipped_at, view.cooldown.is_skipped) == (now, True)
    assert view.state is RoundState.TO_REFLECT


@pytest.mark.parametrize("ended_ago", [-HOUR, 30 * MINUTE, 5 * HOUR])
def test_a_cooldown_that_is_not_open_cannot_be_skipped(
    ann: Owner, now: datetime, ended_ago: timedelta
) -> None:
    key = a_round(ann, ended_ago=ended_ago)
    with pytest.raises(Conflict):
        skip_cooldown(ann, key, now=now)


def test_a_cooldown_is_skipped_only_once(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    skip_cooldown(ann, key, now=now)
    with pytest.raises(Conflict):
        skip_cooldown(ann, key, now=now + MINUTE)
    assert get_round(ann, key, now).cooldown.skipped_at == now


def test_the_start_of_the_next_round_closes_a_cooldown_without_a_skip(ann: Owner, now: datetime) -> None:
    key = a_round(ann, ended_ago=10 * MINUTE)
    a_round(ann, "Globex", starts_in=-2 * MINUTE)
    view = get_round(ann, key, now)
    assert (view.state, view.cooldown.is_skipped) == (RoundState.TO_REFLECT, False)
    with pytest.raises(Conflict):
        skip_cooldown(ann, key, now=now)


def test_a_skip_can_be_taken_back_while_the_half_hour_runs(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    skip_cooldown(ann, key, now=now)
    resume_cooldown(ann, key, now=now + MINUTE)
    assert get_round(ann, key, now + MINUTE).state is RoundState.COOLING


def test_a_skip_stays_on_record_once_the_half_hour_is_over(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    skip_cooldown(ann, key, now=now)
    with pytest.raises(Conflict):
        resume_cooldown(ann, key, now=now + HOUR)
    assert get_round(ann, key, now).cooldown.is_skipped


def test_the_first_walk_counts(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    record_walk(ann, key, now=now)
    record_walk(ann, key, now=now + MINUTE)
    assert get_round(ann, key, now).walked_at == now


def test_pasted_lines_become_jots_of_the_round_each_once(ann: Owner, now: datetime) -> None:
    key = a_round(ann, ended_ago=5 * 24 * HOUR)
    zone = ZoneInfo(ZONE)
    assert paste_jots(ann, key, "+ asked about duplicates\n- lost the DP state\n", now=now, zone=zone) == 2
    grown = "+ asked about duplicates\n- lost the DP state\n! she smiled\n"
    assert paste_jots(ann, key, grown, now=now + HOUR, zone=zone) == 1
    assert [(j.lane, j.source) for j in round_jots(ann, key)] == [
        (Lane.WELL, "paste"),
        (Lane.STUMBLED, "paste"),
        (Lane.SIGNAL, "paste"),
    ]
