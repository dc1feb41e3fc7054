"""The cooldown: the 30 minutes after a round, its jots, and the round a jot belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

COOLDOWN = timedelta(minutes=30)
"""The chapter's span: *Immediate cooldown (within 30 minutes)*."""

RECENT = timedelta(days=1)
"""A jot without a named round goes to the latest round that ended within this time."""

SITTING = timedelta(hours=8)
"""Nobody sits in a round for longer: one that runs on, a take-home, gives way to a round that has ended."""

JOT_LENGTH = 10_000
"""The most characters of one jot; what is longer belongs into the retrospective."""


class Lane(StrEnum):
    """Where a raw impression goes."""

    WELL = "well"
    STUMBLED = "stumbled"
    SIGNAL = "signal"
    UNSORTED = "unsorted"


LANE_WORDS: dict[Lane, str] = {
    Lane.WELL: "Went well",
    Lane.STUMBLED: "Stumbled",
    Lane.SIGNAL: "Signal",
    Lane.UNSORTED: "Unsorted",
}


@dataclass(frozen=True)
class Cooldown:
    """The cooldown of one round. `next_round_at` is when the first round after this end begins.

    A round whose end is not known to the minute (`is_exact` False) has none.
    """

    ends_at: datetime
    skipped_at: datetime | None = None
    next_round_at: datetime | None = None
    is_exact: bool = True

    @property
    def closes_at(self) -> datetime:
        """The moment it is over: after 30 minutes, by a skip, or by the start of the next round."""
        moments = [self.ends_at.astimezone(UTC) + (COOLDOWN if self.is_exact else timedelta())]
        moments += [at.astimezone(UTC) for at in (self.skipped_at, self.next_round_at) if at is not None]
        return min(moments)

    @property
    def is_skipped(self) -> bool:
        """Whether it was the person who ended it; the start of the next round does not count as a skip."""
        return self.skipped_at is not None and self.skipped_at == self.closes_at

    def is_open(self, now: datetime) -> bool:
        """Whether `now` lies inside the cooldown."""
        return self.ends_at.astimezone(UTC) <= now < self.closes_at

    def allows_analysis(self, now: datetime) -> bool:
        """Whether suggestions, tallies and charts about the round may be shown (product rule 1)."""
        return now >= self.closes_at

    def minutes_left(self, now: datetime) -> int:
        """Whole minutes until it closes, rounded up, 0 when it is not open."""
        if not self.is_open(now):
            return 0
        return -(-(self.closes_at - now) // timedelta(minutes=1))


@dataclass(frozen=True)
class Span:
    """When a round began, if that is known, and when it ended or will end."""

    id: str
    starts_at: datetime | None
    ends_at: datetime


def round_for_jot(spans: Iterable[Span], at: datetime) -> str | None:
    """The round a jot made at `at` belongs to when none is named: the running one, else the latest that ended
    within a day, else a take-home that runs; None where there is none of them."""
    known, at = list(spans), at.astimezone(UTC)
    running = [
        (s.ends_at - s.starts_at > SITTING, s) for s in known if s.starts_at and s.starts_at <= at < s.ends_at
    ]
    sitting = [(s.starts_at, s.id) for is_long, s in running if not is_long]
    ended = [(s.ends_at, s.id) for s in known if at - RECENT <= s.ends_at <= at]
    at_home = [(s.starts_at, s.id) for is_long, s in running if is_long]
    found = max(sitting or ended or at_home, default=None)
    return found[1] if found else None


def minutes_after(end: datetime, at: datetime) -> int:
    """Whole minutes from a round's end to `at`; negative while it still ran."""
    return (at.astimezone(UTC) - end.astimezone(UTC)) // timedelta(minutes=1)
