from datetime import UTC, date, datetime, time

import pytest

from afterround.core.demo import Calendar, DemoRound, working_day
from afterround.core.rounds import RoundKind
from tests.demo import LONDON

THURSDAY = date(2026, 6, 11)
SATURDAY = date(2026, 6, 13)


@pytest.mark.parametrize(
    ("today", "number", "day"),
    [
        (THURSDAY, 0, THURSDAY),
        (THURSDAY, 1, date(2026, 6, 12)),
        (THURSDAY, 2, date(2026, 6, 15)),
        (THURSDAY, -4, date(2026, 6, 5)),
        (SATURDAY, 0, SATURDAY),
        (SATURDAY, 1, date(2026, 6, 15)),
        (SATURDAY, -1, date(2026, 6, 12)),
    ],
)
def test_working_days_leave_the_weekend_out(today: date, number: int, day: date) -> None:
    assert working_day(today, number) == day


def test_nobody_is_interviewed_at_a_weekend() -> None:
    days = [working_day(SATURDAY, number) for number in range(-70, 10) if number]
    assert not [day for day in days if day.weekday() >= 5]
    assert days == sorted(days)


def test_a_moment_is_told_by_the_clock_of_its_zone() -> None:
    calendar = Calendar(datetime(2026, 6, 11, 23, 30, tzinfo=UTC), LONDON)
    assert calendar.moment(0, time(10)) == datetime(2026, 6, 12, 9, tzinfo=UTC)
    assert calendar.moment(0, time(10), UTC) == datetime(2026, 6, 12, 10, tzinfo=UTC)


def test_a_round_may_have_ended_a_moment_ago() -> None:
    now = datetime(2026, 6, 11, 15, 49, tzinfo=UTC)
    told = DemoRound("just-now", RoundKind.CODING, minutes=60, ended_ago=5)
    start, end = Calendar(now, LONDON).span(told, LONDON)
    assert (start, end) == (now.replace(hour=14, minute=44), now.replace(minute=44))
