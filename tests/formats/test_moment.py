"""One moment as a person types it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from afterround.formats.moment import read_moment

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 11, 15, 49, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("now", "2026-06-11T15:49"),
        ("20 min ago", "2026-06-11T15:29"),
        ("in 2 hours", "2026-06-11T17:49"),
        ("14:00", "2026-06-11T12:00"),
        ("2pm", "2026-06-11T12:00"),
        ("tomorrow 14:00", "2026-06-12T12:00"),
        ("14:00 tomorrow", "2026-06-12T12:00"),
        ("Tuesday at 9:30", "2026-06-16T07:30"),
        ("12 June 2026 10:00", "2026-06-12T08:00"),
        ("2026-06-12 10:00", "2026-06-12T08:00"),
        ("2026-06-12T10:00:00-04:00", "2026-06-12T14:00"),
        ("2026-10-25T02:30+02:00", "2026-10-25T00:30"),
        ("2026-10-25T02:30+01:00", "2026-10-25T01:30"),
    ],
)
def test_a_moment_is_read(text: str, expected: str) -> None:
    assert read_moment(text, now=NOW, zone=BERLIN) == datetime.fromisoformat(expected + "+00:00")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("whenever", "no time that was understood"),
        ("", "no time that was understood"),
        ("10:00-11:00", "no time that was understood"),
        ("2026-13-40 10:00", "no time that was understood"),
        ("2026-10-25 02:30", "Say which: 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00"),
        ("2026-03-29 02:30", "the clocks were put forward"),
        ("9999-12-31T23:59-10:00", "outside the years"),
    ],
)
def test_what_is_no_clear_moment_is_refused_with_what_to_do(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words.replace("+", r"\+")):
        read_moment(text, now=NOW, zone=BERLIN)
