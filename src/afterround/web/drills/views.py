"""The drills page: today's within the budget with why, what waits, what comes back later; and all due as files."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from afterround.adapters.clock import local_zone, zone
from afterround.core.errors import NotFound
from afterround.core.practice_plan import Plan
from afterround.core.spacing import RATING_WORDS
from afterround.formats.practice import anki_csv, day_in_words
from afterround.formats.practice_json import plan_document
from afterround.queries.drill_effects import plan_and_effects
from afterround.queries.drills import (
    AttemptView,
    drill_names,
    get_attempt,
    practice_plan,
    practice_settings,
    recent_attempts,
)
from afterround.web.doors import Visit, page
from afterround.web.drills.cards import cards_of
from afterround.web.drills.forms import BudgetForm, read_drill, read_text_of_moment, read_undo
from afterround.web.drills.pace import BUDGETS

RECENT = 8


@page
def drills(request: Visit) -> HttpResponse:
    """Today's drills, each with its because; what was just done can be taken back."""
    return render_drills(request)


def render_drills(request: Visit, *, form: BudgetForm | None = None, status: int = 200) -> HttpResponse:
    """The page, with a form of the day's minutes that was not taken."""
    here = zone(local_zone())
    plan, effects = plan_and_effects(request.owner, request.now, here)
    settings, done = practice_settings(request.owner), recent_attempts(request.owner, limit=RECENT)
    values: dict[str, Any] = {
        "plan": plan,
        "said": day_in_words(plan),
        "today": cards_of(plan.today, request.now, here),
        "due": cards_of(plan.due, request.now, here),
        "later": cards_of(plan.later, request.now, here),
        "overdue": plan.overdue,
        "stale": plan.stale,
        "done": done,
        "names": drill_names(request.owner, done, here),
        "paused_at": settings.paused_at,
        "form": form or BudgetForm(initial={"minutes": plan.budget}),
        "budgets": sorted({*BUDGETS, plan.budget}),
        "effects": [one for one in effects if one.is_told],
        "early": [one for one in effects if not one.is_told],
        "is_empty": not plan.every and not done,
        **_just_done(request),
    }
    return render(request, "drills/list.html", values, status=status)


def _just_done(request: Visit) -> dict[str, Any]:
    """What the address says was just done, to offer taking it back."""
    found: dict[str, Any] = {name: read_text_of_moment(request.GET, name) for name in ("spread", "gone")}
    found["dropped"] = read_drill(request.GET, "dropped")
    key = read_undo(request.GET, "done")
    try:
        attempt: AttemptView | None = get_attempt(request.owner, key) if key else None
    except NotFound:
        attempt = None
    found["rated"] = attempt if attempt and attempt.undone_at is None else None
    found["rated_words"] = RATING_WORDS[attempt.rating] if attempt else ""
    return found


@page
def due_csv(request: Visit) -> HttpResponse:
    """All that is due as CSV for a card program."""
    return _download(anki_csv(_plan(request).due), request, "csv", "text/csv; charset=utf-8")


@page
def due_json(request: Visit) -> HttpResponse:
    """The whole plan as JSON."""
    text = plan_document(_plan(request), request.now, zone(local_zone()))
    return _download(text, request, "json", "application/json")


def _plan(request: Visit) -> Plan:
    return practice_plan(request.owner, request.now, zone(local_zone()))


def _download(text: str, request: Visit, ending: str, kind: str) -> HttpResponse:
    name = f"afterround-drills-{request.now:%Y-%m-%d}.{ending}"
    return HttpResponse(
        text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
