"""A drill: what is practised, against which theme, and how much it would help now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from functools import cached_property

from afterround.core.catalogue import Difficulty
from afterround.core.feedback import Reason
from afterround.core.rounds import RoundKind
from afterround.core.spacing import Memory, Rating, Try, memory_of
from afterround.core.themes import Theme

HEARD = 1.5
"""How much more a drill counts while somebody who was there has named what it is for."""

AIM_DAYS = 7
AIM_WITHIN = 60
"""A round that can ask for a drill doubles it on its day, adds a half a week before, and nothing beyond 60 days."""

SEVEREST = 5


class DrillKind(StrEnum):
    """What sort of thing is practised."""

    PATTERN = "pattern"
    BEHAVIOUR = "behaviour"
    DESIGN = "design"
    STUDY = "study"
    ACTION = "action"
    PROBLEM = "problem"
    WORKED = "worked"
    MOCK = "mock"


KIND_WORDS: dict[DrillKind, str] = {
    DrillKind.PATTERN: "pattern",
    DrillKind.BEHAVIOUR: "behaviour",
    DrillKind.DESIGN: "design exercise",
    DrillKind.STUDY: "something to study",
    DrillKind.ACTION: "decided by you",
    DrillKind.PROBLEM: "your own problem",
    DrillKind.WORKED: "worked example",
    DrillKind.MOCK: "mock",
}


@dataclass(frozen=True)
class TaskProblem:
    """A problem to try: its label, its address ("" where it has none), and how hard and long it is."""

    label: str
    link: str
    difficulty: Difficulty
    minutes: int
    is_own: bool = False


@dataclass(frozen=True)
class Decided:
    """The follow-up action a drill stands for, and the round it was decided after."""

    action_id: str
    words: str
    round_id: str
    title: str
    is_gap: bool
    is_open: bool
    due_on: date | None = None


@dataclass(frozen=True)
class Task:
    """Something to do again and again. `item` names it within its kind; `minutes` are without its problems.

    `problems` are those to choose from, from easy to hard. `needs` are the patterns to know before it. `worked` is
    the problem whose solution is worth reading. `subjects` are the patterns it belongs to. `kinds` are the rounds it
    is practice for; empty where it is for any.
    """

    kind: DrillKind
    item: str
    name: str
    minutes: int
    themes: tuple[str, ...] = ()
    how: str = ""
    problems: tuple[TaskProblem, ...] = ()
    needs: tuple[str, ...] = ()
    worked: TaskProblem | None = None
    subjects: frozenset[str] = frozenset()
    decided: tuple[Decided, ...] = ()
    kinds: frozenset[RoundKind] = frozenset()

    def is_for(self, kind: RoundKind) -> bool:
        """Whether it is practice for a kind of round."""
        return not self.kinds or kind in self.kinds

    @property
    def ref(self) -> str:
        """Its name among all drills: "pattern/dp-intervals"."""
        return f"{self.kind}/{self.item}"

    @property
    def key(self) -> str:
        """What a list calls it: its item, or its ref where the item is that of the drill it answers."""
        return self.ref if self.kind in (DrillKind.WORKED, DrillKind.MOCK) else self.item


@dataclass(frozen=True)
class Done:
    """One attempt: how it went, when, how many minutes it took, what happened, and the problems that were tried."""

    rating: Rating
    at: datetime
    minutes: int
    note: str = ""
    problems: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True)
class History:
    """What is remembered about one drill: its attempts, and whether it is to stay away for a while or for good."""

    attempts: tuple[Done, ...] = ()
    due_on: date | None = None
    rests_until: date | None = None
    dropped_at: datetime | None = None

    @cached_property
    def memory(self) -> Memory | None:
        """What the attempts have left."""
        return memory_of(Try(done.rating, done.at) for done in self.attempts)

    def minutes_on(self, day: date, zone: tzinfo) -> int:
        """The minutes spent on it on a day of `zone`."""
        return sum(done.minutes for done in self.attempts if done.at.astimezone(zone).date() == day)


@dataclass(frozen=True)
class Seen:
    """A round in which a theme could have come up: whether it was shaky there, and in which words."""

    round_id: str
    title: str
    kind: RoundKind
    at: datetime
    is_shaky: bool
    words: tuple[str, ...] = ()
    is_mock: bool = False


@dataclass(frozen=True)
class Heard:
    """A confirmed reason of somebody's feedback: its code, the words it was read from, and what it was about.

    `subjects` are the patterns that the words or, where those name none, the round's questions name; `subject` is the
    first of what is named as a person says it, or "". `is_said` tells whether it was the words.
    """

    reason: Reason
    words: str
    round_id: str
    title: str
    at: datetime
    subjects: frozenset[str] = frozenset()
    subject: str = ""
    is_said: bool = True


@dataclass(frozen=True)
class Standing:
    """How a theme stands: the rate at which it comes up (posterior mean, 0 to 1), the rounds it could have come up in,
    earliest first, and what was heard about it.

    `parts` are the slugs of the themes that were merged into it, `subjects` the patterns that its words name.
    """

    theme: Theme
    rate: float
    seen: tuple[Seen, ...] = ()
    heard: tuple[Heard, ...] = ()
    parts: tuple[str, ...] = ()
    subjects: frozenset[str] = frozenset()

    @property
    def shaky(self) -> tuple[Seen, ...]:
        """The rounds in which it was shaky, earliest first."""
        return tuple(one for one in self.seen if one.is_shaky)

    def place_in(self, task: Task) -> int | None:
        """How early a drill names this theme, from 0; None where it is not for it."""
        slugs = (self.theme.slug, *self.parts)
        return next((place for place, slug in enumerate(task.themes) if slug in slugs), None)


@dataclass(frozen=True)
class Ahead:
    """A dated round to come; `title` is its company, or what it is called where there is none."""

    round_id: str
    title: str
    kind: RoundKind
    at: datetime

    def days_from(self, now: datetime, zone: tzinfo) -> int:
        """In how many days it is, by the calendar of `zone`; 0 today."""
        return (self.at.astimezone(zone).date() - now.astimezone(zone).date()).days


@dataclass(frozen=True)
class Parts:
    """What the priority of a drill is made of, each shown on request.

    `rate`, `severity`, `controllability` and `retrievability` lie between 0 and 1; `heard` is 1 or HEARD; `aim` lies
    between 1 and 2.
    """

    rate: float
    severity: float
    controllability: float
    retrievability: float
    heard: float = 1.0
    aim: float = 1.0

    @property
    def score(self) -> float:
        """The priority, from 0: the posterior rate at which the theme comes up, times what it costs, times what
        practice can change, times what is no longer fresh; then raised by what was heard and by the round ahead.

        The first four are the expected loss that a practice now can avert. The last two are chosen by us: they
        may reorder what is alike, and never bring up what is external or fresh.
        """
        worth = self.rate * self.severity * self.controllability * (1 - self.retrievability)
        return worth * self.heard * self.aim


def parts_of(
    standing: Standing,
    memory: Memory | None,
    *,
    is_heard: bool,
    days_ahead: int | None,
    now: datetime,
) -> Parts:
    """The parts of a drill's priority; `days_ahead` is the number of days to the next round that can ask it."""
    return Parts(
        rate=standing.rate,
        severity=standing.theme.severity / SEVEREST,
        controllability=0.0 if standing.theme.is_external else standing.theme.controllability,
        retrievability=0.0 if memory is None else memory.retrievability(now),
        heard=HEARD if is_heard else 1.0,
        aim=aim_at(days_ahead),
    )


def aim_at(days_ahead: int | None) -> float:
    """How much a round that lies so many days ahead raises what it can ask: 2 on the day, 1.5 a week before, 1 from
    60 days on or without a round."""
    if days_ahead is None or days_ahead >= AIM_WITHIN:
        return 1.0
    return 1 + AIM_DAYS / (AIM_DAYS + max(days_ahead, 0))


def next_asking(theme: Theme, ahead: Iterable[Ahead], task: Task | None = None) -> Ahead | None:
    """The next dated round of a kind that can ask for a theme, and for which a drill is practice."""
    asking = (one for one in ahead if one.kind in theme.kinds and (task is None or task.is_for(one.kind)))
    return min(asking, key=lambda one: one.at, default=None)
