"""When a drill comes back: the same attempts give the same day, without a clock and without chance."""

import random
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterround.core.spacing import LONGEST, Rating, Try, memory_of

START = datetime(2026, 6, 1, 18, tzinfo=UTC)


def tries(*ratings: str, apart: int = 3) -> list[Try]:
    return [Try(Rating(rating), START + timedelta(days=n * apart)) for n, rating in enumerate(ratings)]


def test_nothing_done_leaves_nothing() -> None:
    assert memory_of([]) is None


def test_it_comes_back_later_the_better_it_went() -> None:
    intervals = [memory.interval for rating in Rating if (memory := memory_of(tries(rating)))]
    assert intervals == sorted(intervals)
    assert intervals[0] == 1 < intervals[-1]


def test_it_comes_back_later_each_time_it_goes_well() -> None:
    once, twice = memory_of(tries("good")), memory_of(tries("good", "good"))
    assert once and twice and once.interval < twice.interval


def test_nine_in_ten_are_managed_when_it_comes_back() -> None:
    memory = memory_of(tries("good", "good", "good"))
    assert memory
    due = memory.last.at + timedelta(days=memory.interval)
    assert memory.retrievability(due) == pytest.approx(0.9, abs=0.01)
    assert memory.retrievability(memory.last.at) == 1
    assert memory.retrievability(due + timedelta(days=60)) < 0.9


def test_it_is_due_by_the_readers_calendar_and_never_on_the_same_day() -> None:
    late = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)
    memory = memory_of([Try(Rating.AGAIN, late)])
    assert memory
    assert memory.due_on(UTC) == date(2026, 6, 2)
    assert memory.due_on(ZoneInfo("Europe/Berlin")) == date(2026, 6, 3)


def test_what_lapses_again_and_again_is_a_leech_until_it_works() -> None:
    assert [
        bool(memory and memory.is_leech)
        for memory in (
            memory_of(tries("again", "again")),
            memory_of(tries("again", "again", "again")),
            memory_of(tries("again", "hard", "again", "good", "again")),
            memory_of(tries("again", "again", "again", "hard")),
        )
    ] == [False, True, True, False]


def test_neither_the_clock_nor_chance_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    before = memory_of(tries("good", "again", "easy"))

    def forbidden(*_: object) -> float:
        raise AssertionError("asked")

    monkeypatch.setattr(time, "sleep", forbidden)
    monkeypatch.setattr(random, "random", forbidden)
    monkeypatch.setattr("fsrs.scheduler.random", forbidden)
    monkeypatch.setattr("fsrs.card.datetime", None)
    assert memory_of(tries("good", "again", "easy")) == before


@given(st.lists(st.tuples(st.sampled_from(list(Rating)), st.integers(0, 100_000)), min_size=1, max_size=12))
def test_any_attempts_in_any_order_give_one_memory(made: list[tuple[Rating, int]]) -> None:
    attempts = [Try(rating, START + timedelta(minutes=minute)) for rating, minute in made]
    memory = memory_of(attempts)
    assert memory and 1 <= memory.interval <= LONGEST
    assert memory.attempts == len(attempts)
    assert 0 <= memory.retrievability(START + timedelta(days=400)) <= 1
    if len({attempt.at for attempt in attempts}) == len(attempts):
        assert memory_of(reversed(attempts)) == memory
