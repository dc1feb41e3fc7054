"""Adding a round: one line in seconds, or the full form."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions.rounds import RoundFacts, add_rounds, facts_from
from afterround.adapters.clock import local_zone, zone
from afterround.core.errors import Invalid, Problem
from afterround.core.rounds import RoundState
from afterround.formats.oneline import OneLine, read_rounds
from afterround.queries.rounds import company_names, get_round
from afterround.web.doors import Visit, done_at, form_page, once, see_other, wants_json
from afterround.web.errors import refusal
from afterround.web.rounds.forms import RoundForm, zones_to_offer

LINE_LIMIT = 20_000


@form_page
def new_round(request: Visit) -> HttpResponse:
    """The page with both ways; what cannot be taken comes back with all that was typed."""
    if request.method == "POST" and "line" in request.POST:
        return _take_line(request)
    form = RoundForm(request.POST if request.method == "POST" else None, initial={"time_zone": local_zone()})
    if request.method == "POST" and form.is_valid():
        try:
            return _go_on(
                request, add_rounds(request.owner, [form.facts()], now=request.now, once=once(request))
            )
        except Invalid as error:
            form.show_problems(error.problems)
    return _page(request, form, status=422 if form.is_bound else 200, is_full=form.is_bound)


def _page(request: Visit, form: RoundForm, *, status: int = 200, **values: Any) -> HttpResponse:
    offered = {"companies": company_names(request.owner), "zones": zones_to_offer(local_zone())}
    return render(request, "rounds/new.html", {"form": form, **offered, **values}, status=status)


def _take_line(request: Visit) -> HttpResponse:
    """Add the rounds of the line, all or none."""
    line = request.POST["line"][:LINE_LIMIT]
    found = read_line(request, line)
    problems: Sequence[Problem] = found.problems
    if not (found.drafts or problems):
        problems = [Problem(0, 'Name the company and the kind, for example "Acme, coding, ended now".')]
    if not problems:
        try:
            keys = add_rounds(request.owner, _facts(found), now=request.now, once=once(request))
            return _go_on(request, keys)
        except Invalid as error:
            problems = [Problem(0, message) for message in error.problems.values()]
    if wants_json(request):
        said = " ".join(problem.message for problem in problems)
        return refusal(request, 422, code="invalid", message=said, problems={"line": said})
    form = RoundForm(initial={"time_zone": local_zone()})
    shown = {"line": line, "line_problems": problems, "line_count": line.count("\n") + 1}
    just_ended = bool(request.POST.get("just_ended"))
    return _page(request, form, status=422, just_ended=just_ended, **shown)


def read_line(request: Visit, line: str) -> OneLine:
    """Read a line; through the door *I just came out of an interview* it ended now unless it says otherwise."""
    here = zone(local_zone())
    found = read_rounds(line, now=done_at(request), zone=here)
    if request.POST.get("just_ended") and found.problems:
        ended = read_rounds(f"{line}, ended now", now=done_at(request), zone=here)
        return found if ended.problems else ended
    return found


def _facts(found: OneLine) -> list[RoundFacts]:
    return [facts_from(draft, time_zone=local_zone()) for draft in found.drafts]


def _go_on(request: Visit, keys: Sequence[UUID]) -> HttpResponse:
    """To the cooldown of a round that has just ended, else to the round, else to the list of several."""
    if wants_json(request):
        return JsonResponse({"rounds": [str(key) for key in keys]}, status=201)
    for key in reversed(keys):
        if get_round(request.owner, key, request.now).state is RoundState.COOLING:
            return see_other(reverse("cooldown", args=[key]))
    return see_other(reverse("round", args=[keys[0]]) if len(keys) == 1 else reverse("rounds"))
