"""The cooldown's page: breathe, walk, jot; and what a person says about the break."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions import cooldown as deeds
from afterround.core.cooldown import COOLDOWN
from afterround.queries.attachments import round_attachments
from afterround.queries.cooldown import round_jots
from afterround.queries.rounds import RoundView, get_round
from afterround.web.cooldown.lanes import lanes_with
from afterround.web.doors import Visit, came_from, deed, done, done_at, page, see_other
from afterround.web.offline import CALLED_WITHIN


def stage_of(found: RoundView, visit: Visit) -> str:
    """How the cooldown stands: "ahead", "open", "skipped", "cut" by the next round, or "over"; "none"
    where nobody knows when the round ended."""
    cooldown = found.cooldown
    if visit.now < cooldown.ends_at:
        return "ahead"
    if cooldown.is_open(visit.now):
        return "open"
    if not cooldown.is_exact:
        return "none"
    if visit.now < cooldown.ends_at + COOLDOWN:
        return "skipped" if cooldown.is_skipped else "cut"
    return "over"


@page
def cooldown(request: Visit, round_id: UUID) -> HttpResponse:
    """Show the break and the lanes; nothing here looks at what the jots say."""
    found = get_round(request.owner, round_id, request.now)
    values = {
        "round": found,
        "stage": stage_of(found, request),
        "minutes": found.cooldown.minutes_left(request.now),
        "lanes": lanes_with(round_jots(request.owner, round_id)),
        "attachments": round_attachments(request.owner, round_id),
        "address": reverse("cooldown", args=[round_id]),
        "is_soon": found.ends_at - request.now < CALLED_WITHIN,
        "attached_address": reverse("cooldown", args=[round_id]) + "#attached",
    }
    return render(request, "cooldown/cooldown.html", values)


@deed
def skip_cooldown(request: Visit, round_id: UUID) -> HttpResponse:
    """End the break early, on record, and go on to where that was asked for."""
    deeds.skip_cooldown(request.owner, round_id, now=done_at(request))
    return done(request, came_from(request, reverse("cooldown", args=[round_id])))


@deed
def resume_cooldown(request: Visit, round_id: UUID) -> HttpResponse:
    """Take the skip back."""
    deeds.resume_cooldown(request.owner, round_id, now=request.now)
    return see_other(reverse("cooldown", args=[round_id]))


@deed
def record_walk(request: Visit, round_id: UUID) -> HttpResponse:
    """Note the walk."""
    deeds.record_walk(request.owner, round_id, now=done_at(request))
    return done(request, reverse("cooldown", args=[round_id]))
