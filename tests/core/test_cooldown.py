from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from afterround.core.cooldown import LANE_WORDS, Cooldown, Lane, Span, minutes_after, round_for_jot

END = datetime(2026, 6, 11, 11, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def after(minutes: float) -> datetime:
    return END + timedelta(minutes=minutes)


def span(name: str, starts: float | None, ends: float) -> Span:
    return Span(name, None if starts is None else after(starts), after(ends))


@pytest.mark.parametrize(("minutes", "is_open"), [(-1, False), (0, True), (29, True), (30, False)])
def test_a_cooldown_is_open_for_the_thirty_minutes_after_the_round(minutes: int, is_open: bool) -> None:
    assert Cooldown(END).is_open(after(minutes)) is is_open


@pytest.mark.parametrize(("minutes", "is_allowed"), [(-60, False), (0, False), (29.9, False), (30, True)])
def test_analysis_waits_until_the_cooldown_is_over(minutes: float, is_allowed: bool) -> None:
    assert Cooldown(END).allows_analysis(after(minutes)) is is_allowed


def test_a_skip_ends_it_and_is_recorded_as_one() -> None:
    cooldown = Cooldown(END, skipped_at=after(5))
    assert cooldown.is_skipped
    assert cooldown.allows_analysis(after(5))
    assert not cooldown.is_open(after(5))


def test_a_skip_after_it_was_over_is_none() -> None:
    cooldown = Cooldown(END, skipped_at=after(31))
    assert not cooldown.is_skipped
    assert cooldown.closes_at == after(30)


def test_the_next_round_ends_it_without_a_skip() -> None:
    cooldown = Cooldown(END, next_round_at=after(15))
    assert cooldown.closes_at == after(15)
    assert not cooldown.is_skipped


def test_a_next_round_later_in_the_day_changes_nothing() -> None:
    assert Cooldown(END, next_round_at=after(120)).closes_at == after(30)


def test_a_round_right_after_leaves_no_cooldown() -> None:
    assert not Cooldown(END, next_round_at=END).is_open(END)


@pytest.mark.parametrize(("minutes", "left"), [(0, 30), (0.5, 30), (29, 1), (29.9, 1), (30, 0), (-1, 0)])
def test_the_minutes_left_are_rounded_up(minutes: float, left: int) -> None:
    assert Cooldown(END).minutes_left(after(minutes)) == left


def test_it_lasts_thirty_minutes_while_the_clocks_go_back() -> None:
    end = datetime(2026, 10, 25, 2, 45, tzinfo=BERLIN)
    closes_at = Cooldown(end).closes_at.astimezone(UTC)
    assert closes_at - end.astimezone(UTC) == timedelta(minutes=30)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], None),
        ([span("running", -30, 30), span("ended", -90, -10)], "running"),
        ([span("early", -60, 30), span("late", -10, 30)], "late"),
        ([span("old", -200, -120), span("new", -90, -30)], "new"),
        ([span("no start", None, 0)], "no start"),
        ([span("no start", None, 10)], None),
        ([span("a day ago", None, -24 * 60)], "a day ago"),
        ([span("too long ago", None, -24 * 60 - 1)], None),
        ([span("coming", 10, 70)], None),
        ([span("just over", -60, 0), span("just begun", 0, 60)], "just begun"),
        ([span("take-home", -600, 6000), span("ended", -90, -10)], "ended"),
        ([span("take-home", -600, 6000)], "take-home"),
        ([span("take-home", -600, 6000), span("running", -30, 30)], "running"),
    ],
)
def test_a_jot_goes_to_the_running_round_or_the_latest_of_the_day(
    spans: list[Span], expected: str | None
) -> None:
    assert round_for_jot(spans, END) == expected


@pytest.mark.parametrize(("at", "minutes"), [(0, 0), (4.9, 4), (60, 60), (-0.5, -1), (-10, -10)])
def test_minutes_after_a_round_are_whole_and_negative_before_its_end(at: float, minutes: int) -> None:
    assert minutes_after(END, after(at)) == minutes


def test_minutes_after_a_round_count_the_hour_the_clocks_give_back() -> None:
    end = datetime(2026, 10, 25, 1, 30, tzinfo=BERLIN)
    assert minutes_after(end, datetime(2026, 10, 25, 3, 30, tzinfo=BERLIN)) == 180


def test_every_lane_has_its_words() -> None:
    assert set(LANE_WORDS) == set(Lane)
