"""Today: what now? And, on an empty store, the three doors into it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from afterround.adapters.clock import local_zone, zone
from afterround.core.retro import Retro
from afterround.formats.markdown import render as render_markdown
from afterround.queries.day_plan import day_plan
from afterround.queries.drills import practice_settings
from afterround.queries.theme_groups import lines_waiting
from afterround.queries.today import get_today
from afterround.web.demo import has_demo_door
from afterround.web.doors import Visit, page
from afterround.web.drills.cards import cards_of


@page
def today(request: Visit) -> HttpResponse:
    """What waits, and nothing else. A follow-up action that is one of the day's drills stands there alone."""
    here, found = zone(local_zone()), get_today(request.owner, request.now)
    values: dict[str, Any] = {"today": found, "has_demo_door": has_demo_door(request)}
    values["lines_waiting"] = lines_waiting(request.owner)
    if not found.is_new:
        plan = day_plan(request.owner, request.now, here)
        drilled = {UUID(decided.action_id) for one in plan.today for decided in one.task.decided}
        left = tuple(action for action in found.actions if action.id not in drilled)
        values |= {
            "today": replace(found, actions=left),
            "practice": plan,
            "drills": cards_of(plan.today, request.now, here),
            "paused_at": practice_settings(request.owner).paused_at if plan.is_paused else None,
        }
    return render(request, "today.html", values)


@page
def look_around(request: Visit) -> HttpResponse:
    """The loop in words, what each screen will show, and the chapter's template to take along."""
    values = {"template": render_markdown(Retro()), "has_demo_door": has_demo_door(request)}
    return render(request, "look_around.html", values)
