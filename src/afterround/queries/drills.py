"""Drills as they stand: the plan of a day, one drill with its attempts, what is set about practice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Any
from uuid import UUID

from afterround.adapters.catalogue.built_in import built_in_catalogue
from afterround.core.drill_answers import mock_about, task_called, with_mocks
from afterround.core.drill_problems import choose_problems
from afterround.core.drill_tasks import OwnProblem, catalogue_tasks, with_actions, with_own
from afterround.core.drills import Done, DrillKind, History, Task, TaskProblem
from afterround.core.errors import AfterroundError, NotFound
from afterround.core.practice_plan import BUDGET, Plan, Planned, Situation, is_dropped, plan_drills, plan_one
from afterround.core.spacing import Rating
from afterround.data.models import Attempt, Drill, Owner, Setting
from afterround.queries.drill_evidence import (
    Evidence,
    decided_actions,
    evidence_for_drills,
    known_subjects,
    rounds_ahead,
)
from afterround.queries.own_problems import OwnProblemView, own_problems
from afterround.queries.themes import themes_of

BUDGET_SETTING = "drill_budget"
PAUSE_SETTING = "drills_paused_at"

NO_DRILL = "There is no such drill."
LEAST = 4
"""So many letters of an action's key are needed to name its drill."""


@dataclass(frozen=True)
class PracticeSettings:
    """Minutes a day, and since when everything is paused, if it is."""

    budget: int = BUDGET
    paused_at: datetime | None = None


@dataclass(frozen=True)
class AttemptView:
    """An attempt as a list shows it, with the drill it was at."""

    id: UUID
    kind: DrillKind
    item: str
    rating: Rating
    note: str
    minutes: int
    problems: tuple[str, ...]
    at: datetime
    undone_at: datetime | None
    ticked: int


@dataclass(frozen=True)
class DrillView:
    """One drill with all that is known about it, and its attempts, the latest first. `answer` is what to do instead
    where it does not stick."""

    planned: Planned
    answer: Planned | None
    attempts: tuple[AttemptView, ...]
    dropped_at: datetime | None


def practice_settings(owner: Owner) -> PracticeSettings:
    """What the owner has set about practice."""
    rows = Setting.objects.filter(owner=owner, name__in=(BUDGET_SETTING, PAUSE_SETTING))
    found: dict[str, Any] = dict(rows.values_list("name", "value"))
    paused = found.get(PAUSE_SETTING)
    return PracticeSettings(
        budget=int(found.get(BUDGET_SETTING) or BUDGET),
        paused_at=datetime.fromisoformat(paused) if paused else None,
    )


def practice_plan(owner: Owner, now: datetime, zone: tzinfo) -> Plan:
    """The plan of the day that it is in `zone`; the number of queries does not grow with what there is."""
    return plan_drills(situation_of(owner, now, zone))


def situation_of(owner: Owner, now: datetime, zone: tzinfo) -> Situation:
    """Everything the owner's plan follows from at `now`."""
    return situation_and_evidence(owner, now, zone)[0]


def situation_and_evidence(owner: Owner, now: datetime, zone: tzinfo) -> tuple[Situation, Evidence]:
    """Everything the owner's plan follows from at `now`, and the tally it was read from."""
    settings, evidence = practice_settings(owner), evidence_for_drills(owner, now)
    ahead = rounds_ahead(owner, now)
    tasks = _tasks(owner, zone, next((one.at.astimezone(zone).date() for one in ahead), None))
    situation = Situation(
        now=now,
        zone=zone,
        standings=evidence.standings,
        ahead=ahead,
        tasks=with_mocks(tasks, evidence.standings),
        histories=histories_of(owner),
        budget=settings.budget,
        is_paused=settings.paused_at is not None,
    )
    return situation, evidence


def _tasks(owner: Owner, zone: tzinfo, next_round: date | None = None) -> dict[str, Task]:
    """What the owner can practise: the catalogue, own problems, follow-up actions."""
    catalogue = built_in_catalogue()
    tasks = with_own(catalogue, _built_in_tasks(), [_as_own(found) for found in own_problems(owner)])
    actions = decided_actions(owner, zone)
    return with_actions(catalogue, tasks, actions, names=known_subjects(), next_round=next_round)


def get_task(owner: Owner, kind: str, item: str, zone: tzinfo) -> Task:
    """What a drill is, without all that speaks for it. Raises NotFound."""
    if kind not in set(DrillKind):
        raise NotFound(NO_DRILL)
    found = task_called(_tasks(owner, zone), DrillKind(kind), item)
    if found is None and kind == DrillKind.MOCK:
        found = _own_mock(owner, item)
    if found is None:
        raise NotFound(NO_DRILL)
    return found


def _own_mock(owner: Owner, slug: str) -> Task | None:
    """The mock about a theme that no other drill is for."""
    known = themes_of(owner).themes.get(slug)
    return mock_about(known.theme) if known and not known.theme.is_external else None


def problems_of(owner: Owner, task: Task, now: datetime) -> tuple[TaskProblem, ...]:
    """The problems that a drill is done with at `now`."""
    history = histories_of(owner, task).get(task.ref, History())
    return choose_problems(task, history, now=now, room=practice_settings(owner).budget)


@cache
def _built_in_tasks() -> dict[str, Task]:
    """What the catalogue holds, put together once for each process."""
    return catalogue_tasks(built_in_catalogue())


def _as_own(found: OwnProblemView) -> OwnProblem:
    return OwnProblem(
        id=str(found.id),
        name=found.name,
        link=found.link,
        difficulty=found.difficulty,
        patterns=found.patterns,
        minutes=found.minutes,
        number=found.number,
    )


def histories_of(owner: Owner, task: Task | None = None) -> dict[str, History]:
    """What is remembered about each drill, or about one, by its ref."""
    drills, made = Drill.objects.filter(owner=owner), Attempt.objects.filter(owner=owner, undone_at=None)
    if task is not None:
        drills = drills.filter(kind=str(task.kind), item=task.item)
        made = made.filter(drill__kind=str(task.kind), drill__item=task.item)
    attempts: dict[UUID, list[Done]] = {}
    for row in made.order_by("at", "id"):
        done = Done(Rating(row.rating), row.at, row.minutes, row.note, tuple(row.problems), str(row.id))
        attempts.setdefault(row.drill_id, []).append(done)
    return {f"{row.kind}/{row.item}": _history(row, tuple(attempts.get(row.id, ()))) for row in drills}


def _history(row: Drill, attempts: tuple[Done, ...]) -> History:
    """What is remembered about a drill: an attempt ends a rest, and takes up what was let go before it."""

    def stands(since: datetime | None) -> bool:
        return since is not None and (not attempts or attempts[-1].at <= since)

    return History(
        attempts,
        row.due_on,
        row.rests_until if stands(row.rests_since) else None,
        row.dropped_at if stands(row.dropped_at) else None,
    )


def get_drill(owner: Owner, kind: str, item: str, now: datetime, zone: tzinfo) -> DrillView:
    """One drill, planned or not. Raises NotFound."""
    at = situation_of(owner, now, zone)
    task = _called(at, kind, item)
    if task is None:
        raise NotFound(NO_DRILL)
    _, answer = plan_one(at, task)
    return DrillView(
        planned=_as_planned(at, task, plan_drills(at)),
        answer=answer,
        attempts=tuple(attempts_at(owner, task.kind, task.item)),
        dropped_at=at.history(task.ref).dropped_at if is_dropped(at, task) else None,
    )


def _as_planned(at: Situation, task: Task, plan: Plan) -> Planned:
    """A drill as it stands in the plan, also where it answers another one; where it does not, on its own."""
    standing = next((one for one in plan.every if one.task.ref == task.ref), None)
    return standing or plan_one(at, task)[0]


def _called(at: Situation, kind: str, item: str) -> Task | None:
    return task_called(at.tasks, DrillKind(kind), item) if kind in set(DrillKind) else None


def find_drill(owner: Owner, reference: str, now: datetime, zone: tzinfo) -> Planned:
    """The drill a person means: its key in the list ("dp-linear", "pattern/dp-linear"), its name, or the end of a
    follow-up action's key.

    Raises NotFound, or AfterroundError with the code "ambiguous" where it fits several.
    """
    at, said = situation_of(owner, now, zone), reference.strip()
    kind, slash, item = said.partition("/")
    task, plan = _called(at, kind, item) if slash else None, plan_drills(at)
    found = [task] if task else _meant(at, plan, said.casefold())
    if not found:
        raise NotFound(f'There is no drill called "{reference}". See afterround drills --all.')
    if len(found) > 1:
        refs = ", ".join(one.ref for one in found[:4])
        raise AfterroundError(f'Several drills are called "{reference}": {refs}.', code="ambiguous")
    return _as_planned(at, found[0], plan)


def _meant(at: Situation, plan: Plan, said: str) -> list[Task]:
    """The drills of a name; those in the plan come before those that only could be."""
    for tasks in ([one.task for one in plan.every], list(at.tasks.values())):
        found = [one for one in tasks if said in (one.key, one.name.casefold())]
        if not found and len(said) >= LEAST:
            own = (DrillKind.ACTION, DrillKind.PROBLEM)
            found = [one for one in tasks if one.kind in own and one.item.replace("-", "").endswith(said)]
        if found:
            return found
    return [one for one in at.tasks.values() if one.item == said]


def attempts_at(owner: Owner, kind: str, item: str) -> list[AttemptView]:
    """The attempts at one drill, the latest first, those that were taken back included."""
    return _views(Attempt.objects.filter(owner=owner, drill__kind=kind, drill__item=item))


def recent_attempts(owner: Owner, *, limit: int = 20) -> list[AttemptView]:
    """The latest attempts at all drills that were not taken back, the latest first."""
    return _views(Attempt.objects.filter(owner=owner, undone_at=None), limit)


def get_attempt(owner: Owner, attempt_id: UUID) -> AttemptView:
    """One attempt. Raises NotFound."""
    found = _views(Attempt.objects.filter(owner=owner, id=attempt_id))
    if not found:
        raise NotFound("There is no such attempt.")
    return found[0]


def _views(rows: Any, limit: int | None = None) -> list[AttemptView]:
    found: Iterable[Attempt] = rows.select_related("drill").order_by("-at", "-id")[:limit]
    return [
        AttemptView(
            id=row.id,
            kind=DrillKind(row.drill.kind),
            item=row.drill.item,
            rating=Rating(row.rating),
            note=row.note,
            minutes=row.minutes,
            problems=tuple(row.problems),
            at=row.at,
            undone_at=row.undone_at,
            ticked=len(row.ticked),
        )
        for row in found
    ]


def drill_names(owner: Owner, attempts: Iterable[AttemptView], zone: tzinfo) -> dict[str, str]:
    """What the drills of attempts are called, by their ref; one that is there no more is left out."""
    tasks, names = _tasks(owner, zone), dict[str, str]()
    for attempt in attempts:
        task = task_called(tasks, attempt.kind, attempt.item)
        if task is None and attempt.kind is DrillKind.MOCK:
            task = _own_mock(owner, attempt.item)
        if task is not None:
            names[f"{attempt.kind}/{attempt.item}"] = task.name
    return names
