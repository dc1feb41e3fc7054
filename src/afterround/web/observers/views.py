"""A mock's observers, for the candidate: the form to send out, forms that come back, one's own ratings, links."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions import observers as deeds
from afterround.adapters.observer_file import shell
from afterround.core.errors import Conflict, Invalid, Problem
from afterround.core.observation import LINK_LIFE, form_title
from afterround.formats.observer_file import render_file
from afterround.queries.observers import ObserversView, get_observers, observers_on
from afterround.queries.rounds import RoundView, get_round
from afterround.web.cooldown.forms import read_key
from afterround.web.doors import Visit, deed, form_page, page, see_other
from afterround.web.guard import origin_of
from afterround.web.observers.forms import own_ratings, read_handed_in, reasons_asked, scale


def observers_section(request: Visit, shown: RoundView) -> dict[str, Any]:
    """What the page of a round shows about its observers."""
    view = observers_on(request.owner, shown, request.now)
    return {
        **_rating(view),
        "view": view,
        "title": form_title(view.round.kind),
        "has_own_address": origin_of(request).startswith("https:"),
        "handed_in": read_key(request.GET.get("handed_in", "")),
        "struck": read_key(request.GET.get("struck", "")),
        "is_again": "again" in request.GET,
    }


def _rating(view: ObserversView, said: dict[str, str] | None = None) -> dict[str, Any]:
    """The form for one's own ratings, with what is known or was just said."""
    known = {f"rating:{reason}": str(rating) for reason, rating in view.own.items()}
    return {"asked": reasons_asked(known if said is None else said), "scale": scale()}


@page
def form_file(request: Visit, round_id: UUID) -> HttpResponse:
    """The form as one file to download; `title` is all that it says of the round."""
    view = get_round(request.owner, round_id, request.now)
    title = request.GET.get("title", "").strip() or form_title(view.kind)
    text = render_file(shell(), title=title, file_key=str(uuid4()), round_key=str(round_id))
    response = HttpResponse(text, content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mock-form.html"'
    return response


@form_page
def hand_in(request: Visit, round_id: UUID) -> HttpResponse:
    """Take a form that came back as a file or as text; what cannot be taken at once comes back with a way on."""
    view = get_round(request.owner, round_id, request.now)
    if request.method != "POST":
        return _hand_in_page(request, view)
    read, text = read_handed_in(request)
    anyway = request.POST.get("anyway") == "yes"
    if read.form is None:
        return _hand_in_page(request, view, text, read.problems)
    other = deeds.made_for_another(request.owner, round_id, read.form)
    if not anyway and (read.problems or other):
        problems = [*read.problems, *([Problem(0, str(other))] if other else [])]
        status = 409 if other else 422
        return _hand_in_page(request, view, text, problems, can_take=True, other=other, status=status)
    try:
        done = deeds.hand_in(request.owner, round_id, read.form, now=request.now, anyway=anyway)
    except (Conflict, Invalid) as error:
        status = 409 if isinstance(error, Conflict) else 422
        return _hand_in_page(request, view, text, [Problem(0, str(error))], status=status)
    again = "" if done.is_new else "&again"
    return see_other(f"{reverse('round', args=[round_id])}?handed_in={done.id}{again}#observations")


def _hand_in_page(
    request: Visit,
    view: RoundView,
    text: str = "",
    problems: Sequence[Problem] = (),
    *,
    can_take: bool = False,
    other: deeds.OtherRound | None = None,
    status: int = 422,
) -> HttpResponse:
    values = {"round": view, "text": text, "problems": problems, "can_take": can_take, "other": other}
    return render(request, "observers/hand_in.html", values, status=status if problems else 200)


@form_page
def rate_self(request: Visit, round_id: UUID) -> HttpResponse:
    """Rate oneself; a form that cannot be taken comes back as it was."""
    view = get_observers(request.owner, round_id, request.now)
    problem, status = "", 200
    if request.method == "POST":
        try:
            deeds.rate_self(request.owner, round_id, own_ratings(request.POST), now=request.now)
            return see_other(f"{reverse('round', args=[round_id])}#observations")
        except Invalid as error:
            problem, status = str(error), 422
    said = request.POST.dict() if request.method == "POST" else None
    values = {"round": view.round, "view": view, "problem": problem, **_rating(view, said)}
    return render(request, "observers/rate.html", values, status=status)


@form_page
def lend_link(request: Visit, round_id: UUID) -> HttpResponse:
    """Make an address for one observer, or say why there can be none.

    The answer to the form is the page itself and no redirect: the token is kept only as a hash, so no later page
    could show it.
    """
    view, origin = get_round(request.owner, round_id, request.now), origin_of(request)
    values: dict[str, Any] = {"round": view, "has_own_address": origin.startswith("https:"), "origin": origin}
    values["title"] = request.POST.get("title", form_title(view.kind))
    if request.method != "POST" or not values["has_own_address"]:
        return render(request, "observers/link.html", values)
    try:
        token = deeds.make_link(request.owner, round_id, values["title"], now=request.now)
    except Invalid as error:
        return render(request, "observers/link.html", {**values, "problem": str(error)}, status=422)
    values |= {"address": origin + reverse("observe", args=[token]), "until": request.now + LINK_LIFE}
    return render(request, "observers/link.html", values)


@deed
def strike_observation(request: Visit, observation_id: UUID) -> HttpResponse:
    """Take a form off its round; the page then offers to bring it back."""
    round_id = deeds.strike_observation(request.owner, observation_id, now=request.now)
    return see_other(f"{reverse('round', args=[round_id])}?struck={observation_id}#observations")


@deed
def restore_observation(request: Visit, observation_id: UUID) -> HttpResponse:
    """Bring a form back."""
    round_id = deeds.restore_observation(request.owner, observation_id)
    return see_other(f"{reverse('round', args=[round_id])}#observations")


@deed
def revoke_link(request: Visit, link_id: UUID) -> HttpResponse:
    """Close a link."""
    round_id = deeds.revoke_link(request.owner, link_id, now=request.now)
    return see_other(f"{reverse('round', args=[round_id])}#observations")
