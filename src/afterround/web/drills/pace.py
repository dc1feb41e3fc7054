"""One's pace: minutes a day, a pause that silences everything, and catching up without a backlog."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from afterround.actions import drills as deeds
from afterround.adapters.clock import local_zone, zone
from afterround.core.errors import Invalid
from afterround.web.doors import Visit, came_from, deed, form_page, see_other
from afterround.web.drills.forms import BudgetForm, read_moment

BUDGETS = (15, 20, 30, 45, 60, 90, 120)
"""The minutes a day that the page offers."""


@deed
def pause_drills(request: Visit) -> HttpResponse:
    """Pause everything."""
    deeds.pause_drills(request.owner, now=request.now)
    return see_other(reverse("drills"))


@deed
def resume_drills(request: Visit) -> HttpResponse:
    """Come back from a pause."""
    deeds.resume_drills(request.owner)
    return see_other(came_from(request, reverse("drills")))


@form_page
def set_budget(request: Visit) -> HttpResponse:
    """Choose the minutes a day."""
    from afterround.web.drills.views import render_drills

    form = BudgetForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            deeds.set_budget(request.owner, form.cleaned_data["minutes"])
            return see_other(reverse("drills"))
        except Invalid as error:
            form.add_error("minutes", error.problems["minutes"])
    return render_drills(request, form=form if form.is_bound else None, status=422 if form.is_bound else 200)


@deed
def spread_drills(request: Visit) -> HttpResponse:
    """Spread what waits over the coming days."""
    days = deeds.spread_drills(request.owner, now=request.now, zone=zone(local_zone()))
    return _home(spread=request.now.isoformat()) if days else _home()


@deed
def let_go(request: Visit) -> HttpResponse:
    """Let those go that have waited longest."""
    number = deeds.let_go(request.owner, now=request.now, zone=zone(local_zone()))
    return _home(gone=request.now.isoformat()) if number else _home()


@deed
def undo_catch_up(request: Visit) -> HttpResponse:
    """Take back what was spread or let go at a moment."""
    if request.POST.get("spread"):
        deeds.unspread_drills(request.owner, read_moment(request.POST["spread"]))
    else:
        deeds.undo_let_go(request.owner, read_moment(request.POST.get("gone", "")))
    return _home()


def _home(**said: str) -> HttpResponse:
    return see_other(reverse("drills") + (f"?{urlencode(said)}" if said else ""))
