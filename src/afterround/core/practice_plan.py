"""The practice plan: which drills stand when, in which order and dose, and what answers one that does not stick."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from afterround.core.drill_answers import answers_to
from afterround.core.drill_problems import choose_problems
from afterround.core.drill_reasons import (
    Because,
    about_ahead,
    about_decision,
    about_feedback,
    about_leech,
    about_memory,
    about_rounds,
    concerns,
    is_own_kind,
)
from afterround.core.drills import (
    AIM_WITHIN,
    Ahead,
    DrillKind,
    Heard,
    History,
    Parts,
    Standing,
    Task,
    TaskProblem,
    next_asking,
    parts_of,
)
from afterround.core.spacing import LEECH, Memory, Rating

BUDGET = 60
"""Minutes a day, unless the person says otherwise."""

NEW_THEMES = 4
NEW_EACH = 2
"""So many themes bring in drills that were not begun, and so many each: more would only wait."""

STALE = timedelta(days=14)
"""What has waited longer may be let go in one press."""

KINDS = tuple(DrillKind)

NOTHING = History()


@dataclass(frozen=True)
class Situation:
    """Everything the plan follows from. `tasks` and `histories` are by a drill's ref; `budget` is minutes a day."""

    now: datetime
    zone: tzinfo
    standings: tuple[Standing, ...]
    ahead: tuple[Ahead, ...]
    tasks: Mapping[str, Task]
    histories: Mapping[str, History]
    budget: int = BUDGET
    is_paused: bool = False

    @property
    def today(self) -> date:
        """The day it is in the reader's zone."""
        return self.now.astimezone(self.zone).date()

    def history(self, ref: str) -> History:
        """What is remembered about a drill."""
        return self.histories.get(ref, NOTHING)

    @property
    def minutes_done(self) -> int:
        """The minutes practised today."""
        return sum(one.minutes_on(self.today, self.zone) for one in self.histories.values())


@dataclass(frozen=True)
class Planned:
    """A drill in the plan. `due_on` is the day it is for; `is_new` says that it was never done.

    `instead_of` is the drill that it answers because that one does not stick.
    """

    task: Task
    history: History
    due_on: date
    minutes: int
    problems: tuple[TaskProblem, ...]
    because: tuple[Because, ...]
    standing: Standing | None = None
    parts: Parts | None = None
    heard: tuple[Heard, ...] = ()
    ahead: Ahead | None = None
    memory: Memory | None = None
    instead_of: Task | None = None

    @property
    def is_new(self) -> bool:
        """Whether it was never done."""
        return self.memory is None

    @property
    def is_decided(self) -> bool:
        """Whether it stands for an open follow-up action that nothing was done about yet."""
        return self.is_new and any(decided.is_open for decided in self.task.decided)

    @property
    def score(self) -> float:
        """Its priority; 0 for one that comes from no theme."""
        return self.parts.score if self.parts else 0.0


@dataclass(frozen=True)
class Plan:
    """The drills of a day. `today` fits into the budget, `waiting` is due as well, `later` comes back another day."""

    today: tuple[Planned, ...]
    waiting: tuple[Planned, ...]
    later: tuple[Planned, ...]
    budget: int
    minutes_done: int
    day: date
    is_paused: bool = False

    @property
    def due(self) -> tuple[Planned, ...]:
        """All that is due, the most worthwhile first."""
        return tuple(sorted((*self.today, *self.waiting), key=_order))

    @property
    def every(self) -> tuple[Planned, ...]:
        """All drills of the plan."""
        return (*self.due, *self.later)

    @property
    def minutes(self) -> int:
        """The minutes that today's drills take."""
        return sum(one.minutes for one in self.today)

    @property
    def overdue(self) -> tuple[Planned, ...]:
        """What came due on an earlier day and finds no room today."""
        return tuple(one for one in self.waiting if not one.is_new and one.due_on < self.day)

    @property
    def stale(self) -> tuple[Planned, ...]:
        """What has waited for more than two weeks."""
        return tuple(one for one in self.overdue if self.day - one.due_on > STALE)


def plan_drills(at: Situation) -> Plan:
    """The plan of the day: what is due in the order of its worth, as much of it as the budget holds.

    Decided follow-up actions that nothing was done about come first, by their date; then by priority
    (`Parts.score`). In a pause nothing is due.
    """
    planned = [_planned(at, task, at.history(task.ref)) for task in _candidates(at)]
    planned = _without_doubles(_answered(at, one) for one in planned)
    due = sorted((one for one in planned if one.due_on <= at.today), key=_order)
    later = sorted(
        (one for one in planned if one.due_on > at.today), key=lambda one: (one.due_on, _order(one))
    )
    if at.is_paused:
        return Plan((), (), (*due, *later), at.budget, at.minutes_done, at.today, is_paused=True)
    today, waiting = _dosed(due, at.budget - at.minutes_done)
    return Plan(tuple(today), tuple(waiting), tuple(later), at.budget, at.minutes_done, at.today)


def plan_one(at: Situation, task: Task) -> tuple[Planned, Planned | None]:
    """One drill as the plan knows it, whether it stands in the plan or not, and what answers it where it does not
    stick."""
    planned = _planned(at, task, at.history(task.ref))
    answer = _answered(at, planned)
    return planned, answer if answer is not planned else None


def spread(waiting: Sequence[Planned], budget: int, today: date) -> dict[str, date]:
    """A day for each drill that waits, in its order, from tomorrow on, each day within the budget; by ref.

    One that is longer than the budget has a day of its own.
    """
    days: dict[str, date] = {}
    day, left = today + timedelta(days=1), budget
    for one in waiting:
        if one.minutes > left and left < budget:
            day, left = day + timedelta(days=1), budget
        days[one.task.ref] = day
        left -= one.minutes
    return days


def _order(one: Planned) -> tuple[bool, date, float, int, str]:
    """Decided ones by their day, then what is worth most; of what is worth the same, patterns first."""
    decided = (False, one.due_on) if one.is_decided else (True, date.min)
    return (*decided, -round(one.score, 9), KINDS.index(one.task.kind), one.task.ref)


def _dosed(due: Sequence[Planned], room: int) -> tuple[list[Planned], list[Planned]]:
    """What fits into the minutes that are left, in its order, and what waits."""
    today: list[Planned] = []
    for one in due:
        if one.minutes <= room:
            today.append(one)
            room -= one.minutes
    return today, [one for one in due if one not in today]


def _candidates(at: Situation) -> list[Task]:
    """What was begun, decided or added, and for the themes that cost most something new."""
    begun = [task for ref, task in at.tasks.items() if at.history(ref).attempts]
    decided = [task for task in at.tasks.values() if any(one.is_open for one in task.decided)]
    own = [task for task in at.tasks.values() if task.kind is DrillKind.PROBLEM]
    chosen = {task.ref: task for task in (*begun, *decided, *own)}
    ranked = sorted(at.standings, key=lambda one: (-_worth(at, one), one.theme.slug))
    for standing in [one for one in ranked if _worth(at, one) > 0][:NEW_THEMES]:
        chosen.update((task.ref, task) for task in _new_for(at, standing, chosen))
    return [task for task in chosen.values() if not is_dropped(at, task)]


def _worth(at: Situation, standing: Standing) -> float:
    """How much a theme asks for something new; 0 where nothing was shaky or heard."""
    if not (standing.shaky or standing.heard):
        return 0.0
    days = _days_ahead(at, next_asking(standing.theme, at.ahead))
    parts = parts_of(standing, None, is_heard=bool(standing.heard), days_ahead=days, now=at.now)
    return parts.score


def _new_for(at: Situation, standing: Standing, chosen: Mapping[str, Task]) -> list[Task]:
    """What may be begun against a theme: a pattern and something beside it, those first that its words name.

    While a pattern of the theme is not managed well, no other one is begun.
    """
    for_it = [
        task for task in at.tasks.values() if _is_practice_for(task, standing) and not is_own_kind(task)
    ]
    for_it.sort(key=lambda task: (not _is_named(task, standing), standing.place_in(task) or 0))
    begun = [task for task in for_it if task.kind is DrillKind.PATTERN and task.ref in chosen]
    is_busy = any(not _is_managed(at.history(task.ref)) for task in begun)
    kinds = {DrillKind.PATTERN} if is_busy else set[DrillKind]()
    found: list[Task] = []
    for task in for_it:
        if task.ref not in chosen and task.kind not in kinds and task.kind is not DrillKind.MOCK:
            found.append(task)
            kinds.add(task.kind)
    mock = [task for task in for_it if task.kind is DrillKind.MOCK and task.ref not in chosen]
    return (found or ([] if begun else mock))[:NEW_EACH]


def _is_practice_for(task: Task, standing: Standing) -> bool:
    """Whether a drill is against a theme, and for a kind of round in which that was shaky, if it was in any."""
    kinds = {one.kind for one in standing.shaky}
    return standing.place_in(task) is not None and (not kinds or any(task.is_for(kind) for kind in kinds))


def _is_named(task: Task, standing: Standing) -> bool:
    """Whether the words about the theme, one's own or heard ones, name this drill."""
    heard = (one.subjects for one in standing.heard if concerns(one, standing, task))
    return any(subjects & task.subjects for subjects in (standing.subjects, *heard))


def _is_managed(history: History) -> bool:
    memory = history.memory
    return memory is not None and memory.last.rating in (Rating.GOOD, Rating.EASY)


def is_dropped(at: Situation, task: Task) -> bool:
    """Whether it was let go, and its theme has not been shaky since."""
    dropped = at.history(task.ref).dropped_at
    if dropped is None:
        return False
    since = [seen for one in at.standings if one.place_in(task) is not None for seen in one.shaky]
    return not any(seen.at > dropped for seen in since)


def _planned(at: Situation, task: Task, history: History) -> Planned:
    """A drill with its day, its problems, and all that speaks for it."""
    memory, standing = history.memory, _standing_of(at, task)
    ahead = next_asking(standing.theme, at.ahead, task) if standing else None
    days = _days_ahead(at, ahead)
    heard = tuple(one for one in standing.heard if concerns(one, standing, task)) if standing else ()
    problems = choose_problems(task, history, now=at.now, room=at.budget)
    planned = Planned(
        task=task,
        history=history,
        due_on=_due_on(at, task, history, memory),
        minutes=task.minutes + sum(problem.minutes for problem in problems),
        problems=problems,
        because=(),
        standing=standing,
        parts=parts_of(standing, memory, is_heard=bool(heard), days_ahead=days, now=at.now)
        if standing
        else None,
        heard=heard,
        ahead=ahead if days is not None and days < AIM_WITHIN else None,
        memory=memory,
    )
    return replace(planned, because=_because(at, planned))


def _because(at: Situation, one: Planned) -> tuple[Because, ...]:
    """All that is true about why: the decision, the rounds, what was heard, the date ahead, else the last time."""
    said = [about_decision(decided) for decided in one.task.decided[:1]]
    rounds = about_rounds(one.standing) if one.standing else None
    said += [rounds] if rounds else []
    said += [about_feedback(heard) for heard in one.heard[:1]]
    said += [about_ahead(one.ahead, at.now, at.zone)] if one.ahead else []
    if one.memory and not rounds:
        said.append(about_memory(one.memory, at.now, at.zone))
    if not said and one.task.kind is DrillKind.PROBLEM:
        said.append(Because("you added it yourself"))
    return tuple(said)


def _standing_of(at: Situation, task: Task) -> Standing | None:
    """The theme for which a drill is worth most; None where none of its themes came up."""
    fitting = [one for one in at.standings if one.place_in(task) is not None and _worth(at, one) > 0]
    return max(fitting, key=lambda one: (_worth(at, one), one.theme.slug), default=None)


def _days_ahead(at: Situation, ahead: Ahead | None) -> int | None:
    return ahead.days_from(at.now, at.zone) if ahead else None


def _due_on(at: Situation, task: Task, history: History, memory: Memory | None) -> date:
    """The day a drill is for: as its attempts say, or the day decided on, or today; never within a rest.

    A day chosen for a gap that is still open stands until something is done on that day or later.
    """
    decided = [one.due_on for one in task.decided if one.is_open and one.due_on]
    day = memory.due_on(at.zone) if memory else history.due_on or min(decided, default=at.today)
    if memory and decided and history.due_on and history.due_on > memory.last_on(at.zone):
        day = history.due_on
    return max(day, history.rests_until or day)


def _answered(at: Situation, one: Planned) -> Planned:
    """The drill itself; where it lapses again and again, what answers that, until it was done.

    The first answer is a pattern that has to be known before it, then a solution to read, then a mock: the more
    often it lapsed, the further down that list. One that was let go is passed over.
    """
    if one.memory is None or not one.memory.is_leech:
        return one
    refs = (f"{DrillKind.PATTERN}/{slug}" for slug in one.task.needs)
    before = [at.tasks[ref] for ref in refs if ref in at.tasks]
    answers = answers_to(one.task, next((task for task in before if not _knows(at, task.ref)), None))
    lapsed = one.memory.last.at
    attempts = [made for task in (*before, *answers) for made in at.history(task.ref).attempts]
    answers = [task for task in answers if not is_dropped(at, task)]
    if not answers or any(made.at > lapsed for made in attempts):
        return one
    step = min(one.memory.lately.count(Rating.AGAIN) - LEECH, len(answers) - 1)
    task = answers[step]
    other = _planned(at, task, at.history(task.ref))
    because = (about_leech(one.task, one.memory), *one.because[:1])
    return replace(
        other,
        because=because,
        instead_of=one.task,
        due_on=max(one.due_on, other.history.rests_until or one.due_on),
        standing=one.standing,
        parts=one.parts,
        ahead=one.ahead,
    )


def _knows(at: Situation, ref: str) -> bool:
    """Whether a pattern was managed the last time, and is not forgotten since."""
    history = at.history(ref)
    memory = history.memory
    return memory is not None and _is_managed(history) and memory.due_on(at.zone) >= at.today


def _without_doubles(planned: Iterable[Planned]) -> list[Planned]:
    """Each drill once, as the answer to another one where it is that too."""
    found: dict[str, Planned] = {}
    for one in planned:
        if one.task.ref not in found or one.instead_of:
            found[one.task.ref] = one
    return list(found.values())
