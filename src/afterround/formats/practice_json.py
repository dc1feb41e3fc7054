"""The practice plan as JSON."""

import json
from datetime import UTC, datetime, tzinfo
from typing import Any

from afterround.core.drill_reasons import sentence
from afterround.core.practice_plan import Plan, Planned
from afterround.formats.practice import title_of


def plan_document(plan: Plan, now: datetime, zone: tzinfo) -> str:
    """The plan as a JSON text, with all that is due and all that comes back later."""
    answer = plan_answer(plan, now, zone, is_whole=True)
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def plan_answer(plan: Plan, now: datetime, zone: tzinfo, *, is_whole: bool = False) -> dict[str, Any]:
    """The plan as plain values; without `is_whole` only today's drills. Instants are ISO 8601 in UTC."""
    lists = {"today": plan.today} | ({"waiting": plan.waiting, "later": plan.later} if is_whole else {})
    return {
        "day": plan.day.isoformat(),
        "budget_minutes": plan.budget,
        "done_minutes": plan.minutes_done,
        "paused": plan.is_paused,
        "waiting_count": len(plan.waiting),
        **{name: [drill_answer(one, now) for one in drills] for name, drills in lists.items()},
    }


def drill_answer(planned: Planned, now: datetime) -> dict[str, Any]:
    """One drill as plain values, with the parts of its priority."""
    task, parts, memory = planned.task, planned.parts, planned.memory
    return {
        "key": task.key,
        "kind": task.kind,
        "title": title_of(planned),
        "how": task.how or None,
        "theme": planned.standing.theme.slug if planned.standing else None,
        "minutes": planned.minutes,
        "due": planned.due_on.isoformat(),
        "problems": [
            {
                "label": one.label,
                "link": one.link or None,
                "difficulty": one.difficulty,
                "minutes": one.minutes,
            }
            for one in planned.problems
        ],
        "because": sentence(planned.because) or None,
        "rounds": [{"id": one.round_id, "words": list(one.words)} for one in _shaky(planned)],
        "instead_of": planned.instead_of.item if planned.instead_of else None,
        "actions": [one.action_id for one in task.decided],
        "priority": {"score": round(parts.score, 4), **{k: round(v, 4) for k, v in vars(parts).items()}}
        if parts
        else None,
        "attempts": memory.attempts if memory else 0,
        "last_done_at": memory.last.at.astimezone(UTC).isoformat(timespec="seconds") if memory else None,
        "last_rating": memory.last.rating if memory else None,
        "retrievability": round(memory.retrievability(now), 4) if memory else None,
    }


def _shaky(planned: Planned) -> Any:
    return planned.standing.shaky if planned.standing else ()
