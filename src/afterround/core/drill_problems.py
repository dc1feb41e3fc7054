"""Which problems a drill is done with today: two or three of rising difficulty that were not just done."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from afterround.core.catalogue import DIFFICULTIES, Difficulty
from afterround.core.drills import History, Task, TaskProblem
from afterround.core.spacing import Rating

MOST = 3
FEWEST = 2

JUST_DONE = timedelta(days=21)
"""A problem is not given again before its solution has faded."""

Level = tuple[Difficulty, ...]


def choose_problems(task: Task, history: History, *, now: datetime, room: int) -> tuple[TaskProblem, ...]:
    """The problems to try: those that were decided on first, else two or three of rising difficulty.

    None of them was tried in the last three weeks, as long as others are left. After a drill that went well the
    easy ones are left out. They take at most `room` minutes together, but there is at least one; () where the drill
    has no problems. Where two that rise do not fit into that, a second one of the same difficulty does.
    """
    fresh = _fresh(task.problems, history, now)
    named = _named(task, fresh)
    if named:
        return _fitting(named[:MOST], room)
    able = [one for one in fresh if one.difficulty in _levels(history)] or fresh
    chosen = _fitting(_rising(able), room)
    if len(chosen) < FEWEST:
        chosen = _fitting([*chosen, *(one for one in able if one not in chosen)], room)[:FEWEST]
    return tuple(sorted(chosen, key=_level))


def _fitting(problems: Sequence[TaskProblem], room: int) -> tuple[TaskProblem, ...]:
    """As many of the problems, in their order, as fit into the minutes; the first one always."""
    chosen: list[TaskProblem] = []
    for problem in problems:
        if not chosen or sum(one.minutes for one in chosen) + problem.minutes <= room:
            chosen.append(problem)
    return tuple(chosen)


def _level(problem: TaskProblem) -> int:
    return DIFFICULTIES.index(problem.difficulty)


def _fresh(problems: Sequence[TaskProblem], history: History, now: datetime) -> list[TaskProblem]:
    """The problems that were not just done; where too few are left, those done longest ago follow."""
    tried: dict[str, datetime] = {}
    for done in sorted(history.attempts, key=lambda one: one.at):
        tried.update(dict.fromkeys(done.problems, done.at))
    fresh = [one for one in problems if one.label not in tried or now - tried[one.label] > JUST_DONE]
    if len(fresh) >= FEWEST:
        return fresh
    rest = sorted((one for one in problems if one not in fresh), key=lambda one: tried[one.label])
    return [*fresh, *rest[: FEWEST - len(fresh)]]


def _named(task: Task, problems: Sequence[TaskProblem]) -> list[TaskProblem]:
    """The problems that an open follow-up action names."""
    said = " ".join(decided.words for decided in task.decided if decided.is_open)
    numbers = {word.strip(".,;:()") for word in said.split()}
    return [one for one in problems if one.label.partition(".")[0] in numbers]


def _levels(history: History) -> Level:
    """The difficulties that are worth trying: without the easy ones once the last attempt went well."""
    last = max(history.attempts, key=lambda done: done.at, default=None)
    went_well = last is not None and last.rating in (Rating.GOOD, Rating.EASY)
    return DIFFICULTIES[1:] if went_well else DIFFICULTIES


def _rising(problems: Sequence[TaskProblem]) -> list[TaskProblem]:
    """One problem of each level, own ones first, and of the next ones where there are fewer levels than two."""
    able = sorted(problems, key=lambda one: not one.is_own)  # stable: the order is otherwise as it was
    first = [next((one for one in able if one.difficulty is level), None) for level in DIFFICULTIES]
    chosen = [one for one in first if one is not None]
    more = [one for one in able if one not in chosen]
    chosen += more[: max(0, FEWEST - len(chosen))]
    return sorted(chosen, key=_level)
