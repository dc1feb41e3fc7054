"""The demo: an invented job search as values, and the days on which its deeds fall, seen from any today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from afterround.core.cooldown import Lane
from afterround.core.feedback import FeedbackSource, Polarity, Reason
from afterround.core.retro import ActionState, Retro
from afterround.core.rounds import Outcome, Part, Result, RoundKind
from afterround.core.spacing import Rating

SATURDAY = 5

MORNING = time(9, 30)
NOON = time(12)
EVENING = time(18, 15)
LATE = time(20, 30)


@dataclass(frozen=True)
class DemoProcess:
    """One hiring process; `outcome` is OPEN where it still runs, `day` the working day on which it came."""

    key: str
    company: str
    role: str
    level: str = ""
    outcome: Outcome = Outcome.OPEN
    day: int = 0


@dataclass(frozen=True)
class DemoJot:
    """An impression, `after` minutes after its round's end."""

    after: int
    lane: Lane
    text: str


@dataclass(frozen=True)
class LooseJot:
    """An impression that belonged to no round; one with a `round` was placed there `placed` minutes later."""

    day: int
    at: time
    lane: Lane
    text: str
    round: str = ""
    placed: int = 0


@dataclass(frozen=True)
class DemoFeedback:
    """What came back about a round, word for word. `reasons` are those a person confirmed, each with the
    words it was read from and how it went."""

    source: FeedbackSource
    by: str
    day: int
    decision: Result
    text: str
    is_vague: bool
    reasons: tuple[tuple[Reason, str, Polarity], ...] = ()


@dataclass(frozen=True)
class Observation:
    """What the observer of a mock rated under one of the coded reasons, 1 to 4, and said about it."""

    area: str
    rating: int
    words: str


@dataclass(frozen=True)
class DemoDeed:
    """What became of a follow-up action, and when."""

    day: int
    action: str
    state: ActionState


@dataclass(frozen=True)
class DemoRound:
    """One invented round with all that is done about it.

    It starts at `at` on a working day, or has ended `ended_ago` minutes before now. `walked`, `skipped` and
    `written` are minutes after its end. `observed` are an observer's lines by heading, `own_ratings` one's own by
    reason, none where one has not rated oneself yet. `mentions` are pairs of a theme and words that stand in a line,
    `tags` those that a spreadsheet of the person's gives the round.
    """

    key: str
    kind: RoundKind
    minutes: int
    day: int = 0
    at: time = NOON
    ended_ago: int | None = None
    process: str = ""
    zone: str = ""
    label: str = ""
    stage: str = ""
    notes: str = ""
    is_mock: bool = False
    people: tuple[tuple[str, Part], ...] = ()
    jots: tuple[DemoJot, ...] = ()
    struck: tuple[str, ...] = ()
    walked: int | None = None
    skipped: int | None = None
    written: int | None = None
    retro: Retro | None = None
    deeds: tuple[DemoDeed, ...] = ()
    result: Result = Result.PENDING
    result_day: int = 0
    feedback: tuple[DemoFeedback, ...] = ()
    observations: tuple[Observation, ...] = ()
    observed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own_ratings: Mapping[str, int] = field(default_factory=dict)
    mentions: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoAttempt:
    """A drill that was done on a working day, in the evening: how it went, and what happened."""

    day: int
    drill: str
    rating: Rating
    note: str


@dataclass(frozen=True)
class Search:
    """The whole invented search. `themes` maps a theme's slug to its name."""

    processes: tuple[DemoProcess, ...] = ()
    rounds: tuple[DemoRound, ...] = ()
    jots: tuple[LooseJot, ...] = ()
    practice: tuple[DemoAttempt, ...] = ()
    themes: Mapping[str, str] = field(default_factory=dict)


def working_day(today: date, number: int) -> date:
    """The day that lies `number` working days (Monday to Friday) after `today`, or before it where that is
    negative; 0 is `today` itself, on a weekend too."""
    step = timedelta(days=1 if number > 0 else -1)
    day, left = today, abs(number)
    while left:
        day += step
        left -= day.weekday() < SATURDAY
    return day


@dataclass(frozen=True)
class Calendar:
    """The days of the demo as they lie around one moment in one zone."""

    now: datetime
    zone: tzinfo

    def moment(self, day: int, at: time, zone: tzinfo | None = None) -> datetime:
        """The instant at which the clocks of a zone (the reader's unless named) show `at` on a working day."""
        today = self.now.astimezone(self.zone).date()
        return datetime.combine(working_day(today, day), at, tzinfo=zone or self.zone)

    def span(self, told: DemoRound, zone: tzinfo) -> tuple[datetime, datetime]:
        """When a round starts and ends; `zone` is where its own clock stands."""
        length = timedelta(minutes=told.minutes)
        if told.ended_ago is not None:
            end = self.now - timedelta(minutes=told.ended_ago)
            return end - length, end
        start = self.moment(told.day, told.at, zone)
        return start, start + length
