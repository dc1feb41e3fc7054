"""When a drill comes back, and how much of it is still there: the forgetting curve FSRS, without clock or chance.

The library's cards ask for the time and for chance where they are not given both, so this module alone makes them.
Nothing of a card is kept: it follows from the attempts, so that taking one back takes everything back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import cache

import fsrs

LATELY = 5
LEECH = 3
"""A drill that could not be done the last time, and so many times of the last five, is answered by something else."""

LONGEST = 180
"""Days after which a drill comes back at the latest; a search hardly lasts longer."""


class Rating(StrEnum):
    """How an attempt went, by the person's own judgement."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


RATING_WORDS: dict[Rating, str] = {
    Rating.AGAIN: "could not",
    Rating.HARD: "with effort",
    Rating.GOOD: "well",
    Rating.EASY: "easily",
}
"""Each rating as a person says it."""

_RATINGS = {
    Rating.AGAIN: fsrs.Rating.Again,
    Rating.HARD: fsrs.Rating.Hard,
    Rating.GOOD: fsrs.Rating.Good,
    Rating.EASY: fsrs.Rating.Easy,
}


@dataclass(frozen=True)
class Try:
    """One attempt at a drill; `at` is aware."""

    rating: Rating
    at: datetime


@dataclass(frozen=True)
class Memory:
    """What the attempts at one drill have left behind.

    `stability` is the days after which nine in ten would still manage it, `difficulty` 1 to 10. It comes back
    `interval` whole days after `last`. `lately` are the ratings of the last five attempts, the last one last.
    """

    stability: float
    difficulty: float
    interval: int
    last: Try
    attempts: int
    lately: tuple[Rating, ...]

    def last_on(self, zone: tzinfo) -> date:
        """The day of the last attempt, by the calendar of `zone`."""
        return self.last.at.astimezone(zone).date()

    def due_on(self, zone: tzinfo) -> date:
        """The day on which it comes back, by the calendar of `zone`; never the day of the last attempt."""
        return self.last_on(zone) + timedelta(days=self.interval)

    def retrievability(self, now: datetime) -> float:
        """The probability, 0 to 1, of managing it at `now` by the forgetting curve."""
        card = _card(self)
        return float(_scheduler().get_card_retrievability(card, max(now.astimezone(UTC), self.last.at)))

    @property
    def is_leech(self) -> bool:
        """Whether it lapses again and again, so that repeating it is no answer."""
        return self.last.rating is Rating.AGAIN and self.lately.count(Rating.AGAIN) >= LEECH


def memory_of(attempts: Iterable[Try]) -> Memory | None:
    """What the attempts at one drill, in whatever order they come, have left; None where there is none.

    FSRS 6 with its published parameters: nine in ten are to be managed when a drill comes back, after 180 days at
    the latest. There are no steps within a day, since a drill takes long, and no fuzz, which draws by chance.
    """
    memory: Memory | None = None
    for one in sorted(attempts, key=lambda attempt: attempt.at.astimezone(UTC)):
        memory = _after(memory, Try(one.rating, one.at.astimezone(UTC)))
    return memory


def _after(memory: Memory | None, made: Try) -> Memory:
    card, _ = _scheduler().review_card(_card(memory, made.at), _RATINGS[made.rating], made.at)
    assert card.stability is not None and card.difficulty is not None
    return Memory(
        stability=card.stability,
        difficulty=card.difficulty,
        interval=max(1, (card.due - made.at).days),
        last=made,
        attempts=1 + (memory.attempts if memory else 0),
        lately=(*(memory.lately if memory else ()), made.rating)[-LATELY:],
    )


def _card(memory: Memory | None, now: datetime | None = None) -> fsrs.Card:
    """A card as the library wants it. Its number and its date are given, or it would wait and ask the clock."""
    if memory is None:
        return fsrs.Card(card_id=0, due=now)
    return fsrs.Card(
        card_id=0,
        state=fsrs.State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.last.at + timedelta(days=memory.interval),
        last_review=memory.last.at,
    )


@cache
def _scheduler() -> fsrs.Scheduler:
    return fsrs.Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=LONGEST, enable_fuzzing=False
    )
