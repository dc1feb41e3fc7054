"""Did it help: for each theme that was drilled, the rounds before and after, beside themes that were not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from random import Random
from uuid import UUID

from afterround.core.drill_answers import task_called
from afterround.core.drills import DrillKind
from afterround.core.effect import Effect, Observed, Verdict, effect_of
from afterround.core.practice_plan import Plan, Situation, plan_drills
from afterround.core.tally import Dot, Mark, NotedRound, ThemeTally
from afterround.data.models import Owner
from afterround.queries.drill_evidence import Evidence
from afterround.queries.drills import situation_and_evidence

SEED = 1935
"""The same records give the same words each time they are read."""


@dataclass(frozen=True)
class EffectView:
    """What the records say about one drilled theme: when it was first drilled, how often since, and in which rounds it
    was shaky before and after, each by key and title."""

    effect: Effect
    name: str
    first_drilled_at: datetime
    attempts: int
    shaky_before: tuple[tuple[UUID, str], ...]
    shaky_after: tuple[tuple[UUID, str], ...]

    @property
    def is_told(self) -> bool:
        """Whether there are enough rounds to say anything."""
        return self.effect.verdict is not Verdict.TOO_EARLY


def drill_effects(owner: Owner, now: datetime, zone: tzinfo) -> list[EffectView]:
    """Each theme of the tally that was drilled, the one that was drilled most first. Mocks are left out."""
    return _effects(*situation_and_evidence(owner, now, zone))


def plan_and_effects(owner: Owner, now: datetime, zone: tzinfo) -> tuple[Plan, list[EffectView]]:
    """The plan of the day and the effects of `drill_effects`, from one reading of the store."""
    at, evidence = situation_and_evidence(owner, now, zone)
    return plan_drills(at), _effects(at, evidence)


def _effects(at: Situation, evidence: Evidence) -> list[EffectView]:
    drilled = _drilled(at)
    rounds = _rounds(evidence)
    observed = _observed(rounds, evidence)
    first = {
        entry.theme.slug: sum(one.ended_at <= min(drilled[entry.theme.slug]) for one in rounds)
        for entry in evidence.tallied
        if drilled.get(entry.theme.slug)
    }
    found = [
        _view(
            entry,
            effect_of(entry.theme.slug, observed, first, Random(SEED).sample),
            drilled[entry.theme.slug],
        )
        for entry in evidence.tallied
        if entry.theme.slug in first
    ]
    return sorted(found, key=lambda one: (-one.attempts, one.name))


def _drilled(at: Situation) -> dict[str, list[datetime]]:
    """When each theme was drilled: an attempt counts for the main theme of its drill."""
    roots = {slug: one.theme.slug for one in at.standings for slug in (one.theme.slug, *one.parts)}
    found: dict[str, list[datetime]] = {}
    for ref, history in at.histories.items():
        kind, _, item = ref.partition("/")
        task = task_called(at.tasks, DrillKind(kind), item)
        for slug in task.themes[:1] if task else ():
            found.setdefault(roots.get(slug, slug), []).extend(done.at for done in history.attempts)
    return found


def _rounds(evidence: Evidence) -> list[NotedRound]:
    """The rounds in which any theme could have come up, in the order of their dates; those without one are neither
    before a drill nor after it."""
    rounds = {dot.round.id: dot.round for entry in evidence.tallied for dot in entry.dots if _is_told(dot)}
    return sorted(rounds.values(), key=lambda one: (one.ended_at, one.id))


def _is_told(dot: Dot) -> bool:
    return dot.round.is_dated and not dot.round.is_mock


def _observed(rounds: Iterable[NotedRound], evidence: Evidence) -> list[Observed]:
    """The rounds with the themes that could have come up in each, and those that were shaky."""
    marks: dict[UUID, dict[str, Mark]] = {one.id: {} for one in rounds}
    for entry in evidence.tallied:
        for dot in entry.dots:
            if dot.round.id in marks:
                marks[dot.round.id][entry.theme.slug] = dot.mark
    return [
        Observed(frozenset(found), frozenset(slug for slug, mark in found.items() if mark is Mark.SHAKY))
        for found in marks.values()
    ]


def _view(entry: ThemeTally, effect: Effect, drilled: list[datetime]) -> EffectView:
    first = min(drilled)
    shaky = [dot.round for dot in entry.dots if dot.mark is Mark.SHAKY and _is_told(dot)]
    return EffectView(
        effect=effect,
        name=entry.theme.name,
        first_drilled_at=first,
        attempts=len(drilled),
        shaky_before=tuple((one.id, one.title) for one in shaky if one.ended_at <= first),
        shaky_after=tuple((one.id, one.title) for one in shaky if one.ended_at > first),
    )
