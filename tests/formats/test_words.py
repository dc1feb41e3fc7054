from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterround.formats.words import (
    ago,
    clock,
    count,
    day,
    instant,
    left,
    read_clocks,
    read_day,
    read_span,
    span,
    until,
    zone_named,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 11, 15, 45, tzinfo=UTC)
TODAY = date(2026, 6, 11)  # a Thursday


def spell(**parts: float) -> timedelta:
    return timedelta(**parts)


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (spell(seconds=0), "just now"),
        (spell(seconds=59), "just now"),
        (spell(minutes=1), "1 minute ago"),
        (spell(minutes=4, seconds=50), "4 minutes ago"),
        (spell(minutes=60), "1 hour ago"),
        (spell(hours=23, minutes=59), "23 hours ago"),
        (spell(hours=24), "yesterday"),
        (spell(hours=39), "yesterday"),
        (spell(hours=40), "2 days ago"),
        (spell(days=5), "5 days ago"),
        (spell(seconds=-30), "just now"),
        (spell(hours=-2), "in 2 h"),
    ],
)
def test_the_past_is_said_in_minutes_hours_and_days(passed: timedelta, said: str) -> None:
    assert ago(NOW, NOW - passed) == said


def test_days_are_counted_by_the_calendar_of_the_zone() -> None:
    now = datetime(2026, 6, 11, 22, 30, tzinfo=UTC)
    then = datetime(2026, 6, 10, 21, 30, tzinfo=UTC)
    assert ago(now, then) == "yesterday"
    assert ago(now, then, BERLIN) == "2 days ago"


def test_a_day_of_twenty_five_hours_has_hours_up_to_86400_seconds() -> None:
    then = datetime(2026, 10, 24, 12, 30, tzinfo=BERLIN)
    now = datetime(2026, 10, 25, 12, 0, tzinfo=BERLIN)
    assert ago(now, then) == "yesterday"
    assert ago(now - timedelta(hours=1), then) == "23 hours ago"


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (spell(seconds=-1), "now"),
        (spell(seconds=59), "now"),
        (spell(minutes=26), "in 26 minutes"),
        (spell(hours=2, minutes=41), "in 2 h 41 min"),
        (spell(hours=24), "tomorrow"),
        (spell(days=6), "in 6 days"),
    ],
)
def test_the_future_is_said_in_minutes_hours_and_days(ahead: timedelta, said: str) -> None:
    assert until(NOW, NOW + ahead) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (spell(seconds=-5), "less than a minute"),
        (spell(seconds=59), "less than a minute"),
        (spell(minutes=1), "1 minute"),
        (spell(minutes=26, seconds=59), "26 minutes"),
        (spell(hours=1), "1 h"),
        (spell(hours=2, minutes=41), "2 h 41 min"),
        (spell(hours=47, minutes=59), "47 h 59 min"),
        (spell(hours=48), "2 days"),
    ],
)
def test_a_span_is_said_with_what_is_left_of_it(amount: timedelta, said: str) -> None:
    assert left(amount) == said


@pytest.mark.parametrize(
    ("d", "said"),
    [
        (date(2026, 6, 10), "yesterday"),
        (date(2026, 6, 11), "today"),
        (date(2026, 6, 12), "tomorrow"),
        (date(2026, 6, 18), "Thursday 18 June"),
        (date(2027, 6, 11), "Friday 11 June 2027"),
        (date(2025, 12, 31), "Wednesday 31 December 2025"),
    ],
)
def test_a_day_is_named_with_its_year_only_if_it_is_another(d: date, said: str) -> None:
    assert day(d, TODAY) == said


def test_new_year_is_tomorrow_on_the_last_of_december() -> None:
    assert day(date(2027, 1, 1), date(2026, 12, 31)) == "tomorrow"


def test_the_time_of_day_has_two_digits_each() -> None:
    assert clock(datetime(2026, 6, 11, 9, 5, tzinfo=BERLIN)) == "09:05"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (NOW, NOW + spell(hours=1), "17:45–18:45"),
        (NOW + spell(hours=6), NOW + spell(hours=7), "23:45–00:45"),
        (None, NOW, "until 17:45"),
        (NOW, NOW + spell(days=3), "11 June 17:45 – 14 June 17:45"),
    ],
)
def test_a_span_of_time_is_said_in_the_zone(start: datetime | None, end: datetime, said: str) -> None:
    assert span(start, end, BERLIN) == said


@pytest.mark.parametrize(
    ("n", "noun", "said"),
    [
        (0, "jot", "no jots"),
        (1, "jot", "one jot"),
        (6, "jot", "six jots"),
        (10, "company", "ten companies"),
        (11, "jot", "11 jots"),
        (2, "day", "two days"),
        (3, "sketch", "three sketches"),
    ],
)
def test_numbers_up_to_ten_are_words(n: int, noun: str, said: str) -> None:
    assert count(n, noun) == said


def test_an_irregular_plural_can_be_given() -> None:
    assert count(2, "person", "people") == "two people"


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("20 min", 20),
        ("1 h 20 min", 80),
        ("1h20m", 80),
        ("an hour", 60),
        ("half an hour", 30),
        ("an hour and 10 minutes", 70),
        ("Two Hours", 120),
        ("1.5 hours", 90),
        ("30 seconds", 0.5),
        ("a couple of minutes", 2),
    ],
)
def test_a_span_is_read_as_people_write_it(words: str, minutes: float) -> None:
    assert read_span(words) == timedelta(minutes=minutes)


@pytest.mark.parametrize("words", ["", "20", "Two Sigma", "2 days", "min", "5 miles", "20 min ago"])
def test_other_words_are_no_span(words: str) -> None:
    assert read_span(words) is None


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("14:00", time(14), None),
        ("9:30", time(9, 30), None),
        ("3pm", time(15), None),
        ("3 p.m.", time(15), None),
        ("12am", time(0), None),
        ("12pm", time(12), None),
        ("noon", time(12), None),
        ("at 9", time(9), None),
        ("at 3", time(15), None),
        ("10-11", time(10), time(11)),
        ("10:00 – 11:30", time(10), time(11, 30)),
        ("from 10 to 11", time(10), time(11)),
        ("2-3pm", time(14), time(15)),
        ("11-1pm", time(11), time(13)),
        ("11:30-12:30pm", time(11, 30), time(12, 30)),
        ("11am-noon", time(11), time(12)),
        ("12-1", time(12), time(13)),
        ("9-5", time(9), time(17)),
        ("3pm-4:30", time(15), time(16, 30)),
        ("23:30-00:30", time(23, 30), time(0, 30)),
    ],
)
def test_times_of_day_are_read_as_people_write_them(words: str, start: time, end: time | None) -> None:
    assert read_clocks(words) == (start, end)


@pytest.mark.parametrize("words", ["", "9", "25:00", "10:75", "13pm", "0am", "10-25", "37signals", "May"])
def test_other_words_are_no_time_of_day(words: str) -> None:
    assert read_clocks(words) is None


@pytest.mark.parametrize(
    ("words", "coming", "past"),
    [
        ("today", TODAY, TODAY),
        ("Tomorrow", date(2026, 6, 12), date(2026, 6, 12)),
        ("Thu", TODAY, TODAY),
        ("Mon", date(2026, 6, 15), date(2026, 6, 8)),
        ("on Friday", date(2026, 6, 12), date(2026, 6, 5)),
        ("next Tuesday", date(2026, 6, 16), date(2026, 6, 16)),
        ("next Friday", date(2026, 6, 19), date(2026, 6, 19)),
        ("last Thursday", date(2026, 6, 4), date(2026, 6, 4)),
        ("11 June", TODAY, TODAY),
        ("June 3rd", date(2026, 6, 3), date(2026, 6, 3)),
        ("the 3rd of Sept", date(2026, 9, 3), date(2026, 9, 3)),
        ("1 January", date(2026, 1, 1), date(2026, 1, 1)),
        ("1 Dec", date(2026, 12, 1), date(2026, 12, 1)),
        ("20 December", date(2025, 12, 20), date(2025, 12, 20)),
        ("29 February", date(2028, 2, 29), date(2028, 2, 29)),
        ("11 June 2027", date(2027, 6, 11), date(2027, 6, 11)),
        ("2026-06-18", date(2026, 6, 18), date(2026, 6, 18)),
        ("Thursday 11 June", TODAY, TODAY),
        ("in 3 days", date(2026, 6, 14), date(2026, 6, 14)),
        ("a week ago", date(2026, 6, 4), date(2026, 6, 4)),
    ],
)
def test_days_are_read_as_people_write_them(words: str, coming: date, past: date) -> None:
    assert read_day(words, TODAY) == coming
    assert read_day(words, TODAY, past=True) == past


def test_a_day_half_a_year_away_is_the_past_one_once_it_is_over() -> None:
    assert read_day("10 December", date(2026, 6, 10)) == date(2025, 12, 10)
    assert read_day("8 December", date(2026, 6, 8), past=True) == date(2025, 12, 8)


@pytest.mark.parametrize(
    "words",
    ["", "31 June", "June 31", "2026-02-30", "Friday 11 June", "May", "Monday.com", "32 May", "0 May"],
)
def test_other_words_are_no_day(words: str) -> None:
    assert read_day(words, TODAY) is None


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)), st.integers(-180, 180))
def test_a_day_that_is_said_is_read_as_the_same_day(today: date, days: int) -> None:
    d = today + timedelta(days=days)
    assert read_day(day(d, today), today) == d


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("america/new_york", "America/New_York"),
        ("New York time", "America/New_York"),
        ("new york time", "America/New_York"),
        ("San Francisco time", "America/Los_Angeles"),
        ("Pacific time", "America/Los_Angeles"),
        ("CET time", "Europe/Berlin"),
        ("CET", "Europe/Berlin"),
        ("cet", "Europe/Berlin"),
        ("PT", "America/Los_Angeles"),
        ("UTC", "UTC"),
    ],
)
def test_zones_are_read_by_name_place_and_abbreviation(words: str, name: str) -> None:
    assert zone_named(words) == name


@pytest.mark.parametrize(
    "words",
    ["", "pt", "full time", "Atlantis time", "Berlin", "Europe", "../etc/passwd", "Europe/", "/ time"],
)
def test_other_words_are_no_zone(words: str) -> None:
    assert zone_named(words) is None


def test_a_time_the_clocks_skip_is_still_an_instant() -> None:
    assert instant(date(2026, 3, 29), time(2, 30), BERLIN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_of_two_instants_with_one_name_it_is_the_first() -> None:
    assert instant(date(2026, 10, 25), time(2, 30), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(st.text(max_size=60))
def test_reading_never_raises(words: str) -> None:
    for found in (read_span(words), read_clocks(words), read_day(words, TODAY), zone_named(words)):
        assert found is None or words.strip()
