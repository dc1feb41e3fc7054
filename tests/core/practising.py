"""Ann's practice as plain values: how themes stand, what was heard, what lies ahead, what was done."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from afterround.adapters.catalogue.built_in import built_in_catalogue
from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.core.catalogue import Family
from afterround.core.drill_answers import task_called
from afterround.core.drill_tasks import DecidedAction, OwnProblem, catalogue_tasks, with_actions, with_own
from afterround.core.drills import Ahead, Done, DrillKind, Heard, History, Seen, Standing, Task
from afterround.core.feedback import Reason
from afterround.core.practice_plan import Plan, Planned, Situation, plan_drills
from afterround.core.rounds import RoundKind
from afterround.core.spacing import Rating

NOW = datetime(2026, 6, 11, 15, 49, tzinfo=UTC)
CATALOGUE = built_in_catalogue()
THEMES = built_in_taxonomy().themes


def days(number: float) -> timedelta:
    return timedelta(days=number)


def seen(
    *shaky: bool, kind: RoundKind = RoundKind.CODING, words: str = "lost it", **others: Any
) -> tuple[Seen, ...]:
    """Rounds that ended a day apart, the last one yesterday."""
    return tuple(
        Seen(
            round_id=f"round {number}",
            title=f"Acme {number}, coding",
            kind=kind,
            at=NOW - days(len(shaky) - number),
            is_shaky=is_shaky,
            words=(words,) if is_shaky else (),
            **others,
        )
        for number, is_shaky in enumerate(shaky)
    )


def standing(slug: str, *shaky: bool, rate: float = 0.5, **others: Any) -> Standing:
    """How a built-in theme stands: by default shaky in one of two rounds."""
    return Standing(THEMES[slug], rate, seen(*(shaky or (False, True))), **others)


def heard(reason: str, *subjects: str, round_id: str = "round 1", ago: float = 2) -> Heard:
    """A confirmed reason; `subjects` are slugs of patterns, or one of a family."""
    family = next((one for one in CATALOGUE.families if one.slug in subjects), None)
    slugs = [one.slug for one in family.patterns] if isinstance(family, Family) else subjects
    subject = "dynamic programming" if subjects else ""
    return Heard(
        Reason(reason),
        "the recurrence was wrong",
        round_id,
        "Acme, coding",
        NOW - days(ago),
        frozenset(slugs),
        subject,
    )


def ahead(kind: RoundKind, in_days: float, title: str = "Globex") -> Ahead:
    return Ahead(f"{title} {kind}", title, kind, NOW + days(in_days))


def done(*ratings: str, ago: float = 0, apart: float = 4, **others: Any) -> History:
    """Attempts of 20 minutes, the last one `ago` days ago, the others `apart` days before each."""
    first = ago + apart * (len(ratings) - 1)
    return History(
        tuple(
            Done(Rating(rating), NOW - days(first - number * apart), 20)
            for number, rating in enumerate(ratings)
        ),
        **others,
    )


def all_tasks(
    own: Iterable[OwnProblem] = (), actions: Iterable[DecidedAction] = (), next_round: date | None = None
) -> dict[str, Task]:
    """Everything there is to practise, with the built-in catalogue."""
    tasks = with_own(CATALOGUE, catalogue_tasks(CATALOGUE), own)
    return with_actions(CATALOGUE, tasks, actions, next_round=next_round)


def _is_known(tasks: Mapping[str, Task], ref: str) -> bool:
    kind, _, item = ref.partition("/")
    return task_called(tasks, DrillKind(kind), item) is not None


def situation(
    standings: Iterable[Standing] = (),
    *,
    histories: Mapping[str, History] | None = None,
    rounds: Iterable[Ahead] = (),
    own: Iterable[OwnProblem] = (),
    actions: Iterable[DecidedAction] = (),
    **others: Any,
) -> Situation:
    """Everything a plan follows from."""
    tasks = all_tasks(own, actions)
    assert not [
        ref
        for ref in histories or {}
        if task_called(tasks, DrillKind(ref.split("/")[0]), ref.split("/")[1]) is None
    ]
    return Situation(
        now=NOW,
        zone=UTC,
        standings=tuple(standings),
        ahead=tuple(rounds),
        tasks=tasks,
        histories=histories or {},
        **others,
    )


def plan(*standings: Standing, **others: Any) -> Plan:
    return plan_drills(situation(standings, **others))


def refs(drills: Iterable[Planned]) -> list[str]:
    return [one.task.ref for one in drills]


def planned(of: Plan, ref: str) -> Planned:
    return next(one for one in of.every if one.task.ref == ref)
