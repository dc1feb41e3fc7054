"""Doing one drill: its page with the clock and the rating, and taking an attempt back."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions import drills as deeds
from afterround.adapters.clock import local_zone, zone
from afterround.core.drills import DrillKind
from afterround.core.errors import Invalid, NotFound
from afterround.queries.drills import NO_DRILL, get_attempt, get_drill
from afterround.web.doors import Visit, deed, form_page, once, see_other
from afterround.web.drills.cards import card_of
from afterround.web.drills.forms import AttemptForm, DayForm


@form_page
def drill(request: Visit, kind: str, item: str) -> HttpResponse:
    """How a drill is done, with its clock; rated, it goes back to the list. A form that cannot be taken comes back."""
    form = AttemptForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            key = deeds.rate_drill(
                request.owner,
                kind,
                item,
                form.attempt(),
                now=request.now,
                zone=zone(local_zone()),
                once=once(request),
            )
            return see_other(f"{reverse('drills')}?done={key}")
        except Invalid as error:
            for field, problem in error.problems.items():
                form.add_error(field, problem)
    return _drill_page(request, kind, item, form=form, status=422 if form.is_bound else 200)


def _drill_page(
    request: Visit,
    kind: str,
    item: str,
    *,
    form: AttemptForm,
    day_form: DayForm | None = None,
    status: int = 200,
) -> HttpResponse:
    here = zone(local_zone())
    found = get_drill(request.owner, kind, item, request.now, here)
    card = card_of(found.planned, request.now, here)
    values: dict[str, Any] = {
        "card": card,
        "attempts": found.attempts,
        "dropped_at": found.dropped_at,
        "answer": card_of(found.answer, request.now, here) if found.answer else None,
        "form": form,
        "day_form": day_form or DayForm(initial={"day": _studied_on(found.planned.due_on, request)}),
        "is_gap": any(decided.is_gap and decided.is_open for decided in found.planned.task.decided),
    }
    return render(request, "drills/drill.html", values, status=status)


def _studied_on(due_on: date, request: Visit) -> date:
    return max(due_on, request.now.astimezone(zone(local_zone())).date())


@form_page
def set_study_day(request: Visit, kind: str, item: str) -> HttpResponse:
    """Choose the day on which a gap is to be filled."""
    form = DayForm(request.POST if request.method == "POST" else None)
    if kind != DrillKind.ACTION:
        raise NotFound(NO_DRILL)
    if form.is_bound and form.is_valid():
        try:
            action = UUID(item)
        except ValueError:
            raise NotFound(NO_DRILL) from None
        deeds.set_study_day(request.owner, action, form.cleaned_data["day"], now=request.now)
        return see_other(reverse("drill", args=[kind, item]))
    status = 422 if form.is_bound else 200
    return _drill_page(request, kind, item, form=AttemptForm(), day_form=form, status=status)


@deed
def undo_attempt(request: Visit, attempt_id: UUID) -> HttpResponse:
    """Take an attempt back."""
    deeds.undo_attempt(request.owner, attempt_id, now=request.now)
    return see_other(reverse("drills"))


@deed
def redo_attempt(request: Visit, attempt_id: UUID) -> HttpResponse:
    """Let an attempt count again."""
    deeds.redo_attempt(request.owner, attempt_id, now=request.now)
    found = get_attempt(request.owner, attempt_id)
    return see_other(reverse("drill", args=[found.kind, found.item]))


@deed
def drop_drill(request: Visit, kind: str, item: str) -> HttpResponse:
    """Let a drill go; the list then offers to take it back."""
    deeds.drop_drill(request.owner, kind, item, now=request.now, zone=zone(local_zone()))
    return see_other(f"{reverse('drills')}?dropped={kind}/{item}")


@deed
def take_up_drill(request: Visit, kind: str, item: str) -> HttpResponse:
    """Let a drill back into the plan."""
    deeds.take_up_drill(request.owner, kind, item)
    return see_other(reverse("drills"))
